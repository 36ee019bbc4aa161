"""The data sets of a library, read once for all who ask about the same library."""

from __future__ import annotations

from katern.datasets.sets import Sets
from katern.latest import of_latest
from katern.library import Library


@of_latest
def sets_of(library: Library) -> Sets:
    """All data sets of the checkout that a library was read from."""
    return Sets.load(library.layout)
