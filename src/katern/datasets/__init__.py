"""Data sets: figures of publishers, each with its table, its date and what is not known."""
