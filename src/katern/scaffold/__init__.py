"""Beginnings: a whole small site, and items of each kind, written so that they pass the check as they are."""
