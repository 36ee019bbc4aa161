"""Rules on boxes that Python-Markdown draws otherwise than the author meant: misspelt, or with text that falls out."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding
from katern.library import Item, Library
from katern.reading import depth

_STEP = 4
_MESSAGES = {
    "unreadable": (
        "dit blok is niet te lezen: het staat zo als tekst op de pagina",
        'schrijf !!! safety "Titel", met de titel tussen dubbele aanhalingstekens',
    ),
    "empty": ("dit blok is leeg: wat eronder staat, valt erbuiten", "laat de tekst van het blok met vier spaties inspringen"),
    "depth": (
        "deze regel springt te weinig in en valt buiten het blok op regel {line}",
        "laat haar met {spaces} spaties inspringen, of met {outside} als zij er niet bij hoort",
    ),
    "below": (
        "deze regel staat vlak onder het blok op regel {line} en valt erbuiten",
        "laat haar met {spaces} spaties inspringen, of zet er een lege regel boven als zij er niet bij hoort",
    ),
    "cut": (
        "deze tekst wordt als code getoond: de HTML of macro erboven sluit het blok op regel {line} af",
        "laat ook die regel met {spaces} spaties inspringen, of haal haar weg",
    ),
    "opener": (
        "dit blok staat op een diepte die niets betekent, en staat zo als tekst op de pagina",
        "zet het aan de kantlijn, of in een lijst of blok precies vier spaties dieper",
    ),
    "joined": ("dit blok staat vast aan de tekst erboven en is geen blok", "zet er een lege regel boven"),
    "note": ("een blok kan niet in een voetnoot staan", "zet het in de tekst zelf"),
    "html": ("dit blok staat in losse HTML en wordt als tekst getoond", 'schrijf <div markdown="block">, of haal de HTML weg'),
}  # fmt: skip


def boxes(library: Library) -> Iterator[Finding]:
    """text.block: a box of a type that is nearly one, with a title that does not end, with text that falls out of it."""
    for item in library.items.values():
        if any(sign in item.text.body for sign in ("!!!", "???", '=== "')):
            yield from _findings(item)


def _findings(item: Item) -> Iterator[Finding]:
    starts = _starts(item.text.body)
    for flaw in depth.read(item.text):
        at = item.position(starts[flaw.line] + flaw.column)
        if flaw.what == "kind":
            yield Finding.error("text.block", at, f"het blok '{flaw.kind}' bestaat niet", f"bedoelde u '{flaw.near}'?")
            continue
        message, hint = _MESSAGES[flaw.what]
        told = {
            "line": item.position(starts[flaw.box]).line,
            "spaces": _said(flaw.depth + _STEP),
            "outside": _said(flaw.depth),
        }
        yield Finding.error("text.block", at, message.format(**told), hint.format(**told))


def _said(spaces: int) -> str:
    return {0: "geen", 4: "vier", 8: "acht"}.get(spaces, str(spaces))


def _starts(body: str) -> list[int]:
    starts = [0]
    for line in body.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
