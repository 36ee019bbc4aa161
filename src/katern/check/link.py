"""Rules on links between pages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from katern.finding import Finding, nearest
from katern.library import Library


def broken_links(library: Library) -> Iterator[Finding]:
    """link.broken: a relative link or image that points to no file of the site."""
    for item in library.items.values():
        folder = posixpath.dirname(item.path)
        for placed in item.links:
            if not placed.link.local:
                continue
            target = library.target(item, placed.link)
            if target in library.items or _is_file(library, target):
                continue
            near = nearest(target, library.items)
            hint = f"bedoelde u '{posixpath.relpath(near, folder)}'?" if near else "verwijs naar het bestand zelf, met .md"
            yield Finding.error(
                "link.broken", placed.position, f"'{placed.link.destination}' wijst naar geen bestand", hint
            )


def _is_file(library: Library, path: str) -> bool:
    if path in library.layout.generated:
        return True
    return library.layout.address(path) is not None and (library.layout.root / path).is_file()
