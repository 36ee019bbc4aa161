"""From the list of all that can be found to the files that a search fetches; what did not change is not read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from katern.digest import digest
from katern.filestate import hash_of
from katern.notes import Step
from katern.site.searchindex import SOURCES_A_FILE, Document, Pages, Traits, document_of, files_of
from katern.site.searchwords import Phrases

PAGES, SOURCES, BOX = "search/pages", "search/sources", "search/box.json"
# of each page, by its URL as a link, and whether it is that of a source
TraitsByUrl = Mapping[str, tuple[bool, Traits]]


class Parts:
    """Makes the index of its parts: each the entries of one page, as JSON without brackets."""

    def __init__(self, noted: Step, settings: Mapping[str, Any], traits: TraitsByUrl) -> None:
        self._noted = noted
        self._settings = settings
        self._traits = traits
        rows, endings = settings["synonyms"], settings["endings"]
        self._synonyms = Phrases(rows, endings)
        self._rows = digest((rows, endings))

    def files(self, parts: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """All files of the search but the list itself, by path."""
        pages, sources = Pages(), Pages(SOURCES_A_FILE)
        documents = [self._document(part) for part in parts if part]
        for document, boost in sorted(documents, key=lambda one: str(one[0].shown["u"])):
            is_source, told = self._traits[document.shown["u"]]
            (sources if is_source else pages).add(document, replace(told, boost=boost))
        for folder, held in ((PAGES, pages), (SOURCES, sources)):
            if held.documents:
                yield from files_of(folder, held)
        indexes = [name for name, held in (("pages", pages), ("sources", sources)) if held.documents]
        yield BOX, json.dumps({**self._settings, "indexes": indexes}, ensure_ascii=False).encode()

    def _document(self, part: bytes) -> tuple[Document, float]:
        name = hash_of(part) + self._rows
        noted = self._noted.get(name)
        if noted is None:
            entries = json.loads(b"[" + part + b"]")
            document = document_of(entries, self._synonyms)
            noted = [document.shown, document.weights, entries[0].get("boost", 1.0)]
            self._noted.put(name, noted)
        return Document(noted[0], noted[1]), noted[2]
