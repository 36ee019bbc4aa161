"""Katern turns a repository of Markdown and BibTeX into a website and booklets, and refuses what does not check out."""

__version__ = "0.1.0"
