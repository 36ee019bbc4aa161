"""What the root script knows: the pages of today, and where those of older versions went."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from katern.publish.changes import Changes
from katern.publish.manifest import Manifest
from katern.publish.names import news_page
from katern.publish.stored import load, refuse_broken
from katern.publish.versions import Version, rows
from katern.words import Words

FILE = "pages.json"


def make(previous: bytes | None, now: Manifest | None, current: str, site: str, changes: Changes | None, words: Words, listed: Sequence[Version] = ()) -> bytes:  # fmt: skip
    """The page map after a release: what the last one told of moved and vanished pages, and what this one adds.

    It keeps a copy of the list of versions, since only that tells which of them were withdrawn.
    """
    known = load(previous, FILE) if previous else {}
    with refuse_broken(FILE):
        moves, gone = list(known.get("moves", [])), list(known.get("gone", []))
    if changes is not None:
        moves = [move for move in moves if move[0] != changes.version]
        gone = [row for row in gone if row[0] != changes.version]
        moves += [[changes.version, old, new] for old, new in changes.moved]
        gone += [[changes.version, url] for url in changes.gone]
    items = now.items if now else {}
    news = news_page(words.addresses)
    spoken = {name: text for name, text in asdict(words.versions).items() if isinstance(text, str)}
    value = {
        "format": 1,
        "site": site.rstrip("/") + "/",
        "current": current,
        "news": news if now and news in now.pages else "",
        "pages": list(now.pages) if now else [],
        "titles": {url: items[url].title for url in sorted({move[2] for move in moves}) if url in items},
        "withdrawn": {
            url: [[other, items[other].title] for other in item.related if other in items]
            for url, item in sorted(items.items())
            if item.status == "withdrawn"
        },
        "moves": moves,
        "gone": gone,
        "words": spoken,
        "versions": rows(listed),
    }
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def replacing(previous: bytes, draft: str) -> bytes:
    """The page map while the files of a draft are replaced one by one: its pages say so."""
    return json.dumps({**load(previous, FILE), "replacing": draft}, ensure_ascii=False, separators=(",", ":")).encode()
