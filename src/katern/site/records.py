"""The sources of a site in forms that reference managers read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from katern.bibliography.export import FORMATS
from katern.drawing.noticing import SOURCES
from katern.site.build import Build


def records(build: Build) -> Iterator[tuple[dict[str, str], str, Callable[[], Mapping[str, str]]]]:
    """Those of the whole site, and of each item with parts.

    The path of each file by its extension, what they are made of, and who makes their content.
    """
    name = build.library.layout.sources
    every = {name: list(build.library.sources), **_cited_by_item(build)}
    for folder, keys in every.items():
        paths = {extension: f"{folder}/{name}.{extension}" for extension in FORMATS}
        made_of = build.made_of.whole("records", keys, build.made_of.now(SOURCES))
        yield paths, made_of, partial(build.exports.all, keys)


def _cited_by_item(build: Build) -> dict[str, list[str]]:
    """For each item with parts, the keys that its pages cite, in the order of the style."""
    found: dict[str, set[str]] = {}
    for page in build.outlines.values():
        if page.item is not None and (page.item.row.whole or page.item.row.part_of):
            found.setdefault(page.item.folder, set()).update(page.cited)
    known = build.formatted.entries.keys()
    return {folder: build.formatted.in_order(keys & known) for folder, keys in sorted(found.items())}
