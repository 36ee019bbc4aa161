"""The preview: the site while it is written, in browsers that renew themselves."""
