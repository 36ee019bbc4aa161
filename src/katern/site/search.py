"""The list of all that can be found: pages that MkDocs does not know are added, and words that pages do not hold.

The index that browsers search is made of it (`katern.site.searchparts`), and `katern check --site` holds it against the pages.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from katern.item import Item
from katern.library import Library

# a reader who searches wants what to do and what is known (`Kind.boost`) before where it comes from
_SOURCE_BOOST = 0.01
# as a chapter: the name of an area that is typed alone leads to its profile
_AREA_BOOST = 300
# the URL of a source's page, its title and its text as HTML, the names of who made it, and the language of its title
SourceEntry = tuple[str, str, str, list[str], str]
# the same of the profile of an area, which nobody made
AreaEntry = tuple[str, str, str]
# the blank before it goes too; a pattern that begins with what may be missing would be tried at every sign
_ATTRIBUTE = re.compile(r"data-search-\w+=\"[^\"]+\"")


def without_attributes(html: str) -> str:
    """The page without what only the index reads."""
    kept, last = [], 0
    for match in _ATTRIBUTE.finditer(html) if "data-search-" in html else ():
        blank = html[max(match.start() - 1, last) : match.start()].isspace()
        kept.append(html[last : match.start() - blank])
        last = match.end()
    return "".join([*kept, html[last:]]) if kept else html


def add_pages(
    site: Path, sources: Iterable[SourceEntry], library: Library, areas: Iterable[AreaEntry] = ()
) -> Iterator[bytes]:
    """Finish a list that another tool wrote, and give what it says of each page; nothing without one."""
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    docs = index["docs"]
    _add_terms(docs, library)
    docs += [source_entry(*source) for source in sources]
    docs += [area_entry(*area) for area in areas]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")
    for _, entries in itertools.groupby(docs, key=lambda doc: doc["location"].partition("#")[0]):
        yield json.dumps(list(entries), ensure_ascii=False, separators=(",", ":"))[1:-1].encode()


def _add_terms(docs: list[dict[str, Any]], library: Library) -> None:
    items = {library.layout.url(item.address): item for item in library.items.values()}
    finish = Finishing(library)
    for doc in docs:
        item = items.get(unquote(doc["location"].partition("#")[0]))
        if item is not None:
            finish(doc, item)


class Finishing:
    """Adds to the entries of pages what their items say for readers who search."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, doc: dict[str, Any], item: Item) -> None:
        """The weight of an entry; in that of the page itself also the title of its whole, and its keywords."""
        section = "#" in doc["location"]
        boost = item.row.boost
        if boost is not None:
            doc["boost"] = boost if not section else boost / 10
        if section:
            return
        whole = self._library.whole(item)
        if whole is not None:  # every dossier has a chapter "Wat werkt?"
            doc["title"] = f"{escape(whole.title, quote=False)}: {doc['title']}"
        if item.meta.keywords:
            doc["terms"] = list(item.meta.keywords)


def source_entry(url: str, title: str, text: str, names: Sequence[str] = (), language: str = "") -> dict[str, Any]:
    """The entry of a source's page; title and text are HTML, `names` those of who made it, `language` that of a title which
    is not in that of the site.
    """
    entry = {"location": url, "title": title, "text": text, "boost": _SOURCE_BOOST, "names": list(names)}
    return {**entry, "lang": language} if language else entry


def area_entry(url: str, title: str, text: str) -> dict[str, Any]:
    """The entry of the profile of an area; title and text are HTML."""
    return {"location": url, "title": title, "text": text, "boost": _AREA_BOOST}
