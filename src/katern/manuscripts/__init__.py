"""Documents of word processors: drafts that come in, copies for who comments there, and their comments."""
