"""Booklets: what the site says, on paper."""
