"""Outside addresses: each once, with every place that uses it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit

from katern.check.bib import is_web_address
from katern.fields import Outside, marked, values_at
from katern.finding import Position
from katern.library import Library


def uses_of_addresses(library: Library) -> dict[str, tuple[Position, ...]]:
    """Every outside address of pages, bibliographies and data files, sorted, with its places in order."""
    found: dict[str, dict[Position, None]] = {}
    for url, at in _uses(library):
        if is_web_address(url):
            found.setdefault(address(url), {}).setdefault(at)
    return {url: tuple(found[url]) for url in sorted(found)}


def archives_of_addresses(library: Library) -> Mapping[str, tuple[str, str]]:
    """The archived copy, and its date where known, of each address whose source names one."""
    found = {}
    for source in library.sources.values():
        if source.archive and source.url:
            found[address(source.url)] = (source.archive, source.archive_date)
    return found


def address(url: str) -> str:
    """An address in one spelling: host in lower case, signs that no request may hold escaped, no fragment."""
    parts = urlsplit(urldefrag(url.strip()).url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    host = parts.netloc
    if not host.isascii():
        with contextlib.suppress(UnicodeError):  # a name that no server can have is asked for as it stands
            host = host.encode("idna").decode()
    return urlunsplit((parts.scheme.lower(), host.lower(), path, query, ""))


def _uses(library: Library) -> Iterator[tuple[str, Position]]:
    for item in library.items.values():
        for link in (*item.text.links, *item.text.pictures):
            yield link.destination, item.position(link.start)
        for names, _ in marked(type(item.meta), Outside):
            for where, url in values_at(item.meta, names):
                yield str(url), item.front.position(*where)
    for source in library.sources.values():
        for name, url in (
            ("url", source.fields.get("url", "")),
            ("doi", f"https://doi.org/{source.doi}" if source.doi else ""),
        ):
            if url and name in source.field_positions:
                yield url, source.field_positions[name]
    places = library.data_positions["helplines"]
    for index, line in enumerate(library.data.helplines.helplines):
        for name, value in (("url", line.url), ("chat", line.chat)):
            if value and not isinstance(value, bool):
                at = places.get(("helplines", index, name), Position(f"{library.layout.data}/helplines.yml"))
                yield str(value), at
