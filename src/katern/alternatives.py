"""A pattern for any of many words, which takes no longer to look for than one: words that begin alike are tried together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# what may follow what was read so far; a word ends where the empty unit follows
_Node = dict[str, "_Node"]
_END = ""


def any_of(words: Iterable[Sequence[str]], longest: bool) -> str:
    """The pattern of words, each given in units that are patterns themselves.

    Of words that begin alike the longest is tried first, or the shortest.
    """
    root: _Node = {}
    for word in sorted(map(tuple, words)):
        node = root
        for unit in word:
            node = node.setdefault(unit, {})
        node[_END] = {}
    return _drawn(root, longest)


def _drawn(node: _Node, longest: bool) -> str:
    units: list[str] = []
    while len(node) == 1 and _END not in node:  # what all words share from here on
        ((unit, node),) = node.items()
        units.append(unit)
    branches = [unit + _drawn(below, longest) for unit, below in node.items() if unit != _END]
    if _END not in node:
        return "".join(units) + (f"(?:{'|'.join(branches)})" if branches else "")
    if branches:
        units.append(f"(?:{'|'.join(branches)}){'?' if longest else '??'}")
    return "".join(units)
