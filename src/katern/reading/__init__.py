"""The only reader of Markdown: what Python-Markdown made of a page, with the place of everything in it."""
