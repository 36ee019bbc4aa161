"""From a document's tree to Typst markup, in one pass."""
