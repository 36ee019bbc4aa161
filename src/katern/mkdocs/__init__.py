"""The one room that knows MkDocs: options, what a site is made of, and the plugin that hands MkDocs our pages."""
