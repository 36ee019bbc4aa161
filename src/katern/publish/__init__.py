"""Versions: a checkout becomes a version in a published tree, and readers see what changed."""
