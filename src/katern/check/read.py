"""Rules on what looks like Markdown in the source and was not read as such: it stands on the page as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding
from katern.library import Item, Library
from katern.reading.text import Unread

_LONGEST = 60
# what was meant: message and hint
_MEANT = {
    "citation": (
        "de verwijzing {} wordt hier niet gelezen en staat zo op de pagina",
        "zet haar in gewone tekst: in HTML, attributen en beschrijvingen van afbeeldingen kan geen verwijzing staan",
    ),
    "link": (
        "de link {} wordt hier niet gelezen en staat zo op de pagina",
        "schrijf [tekst](bestand.md) in gewone tekst, of <a href> in HTML",
    ),
    "definition": (
        "de regel {} verdwijnt: [@…]: met een adres erachter geeft dat adres een naam",
        "zet een woord voor de verwijzing, of haal de dubbele punt weg",
    ),
}
# what helps against each
_LEFT = {
    "list": "zet er een lege regel boven",
    "table": "zet er een lege regel boven",
    "sign": "begin elk punt op een eigen regel met - of 1. en zet een lege regel boven de lijst",
}


def unread(library: Library) -> Iterator[Finding]:
    """read.unread: a citation or link in a place where none is read; read.unclosed-fence: code that nothing closes."""
    for item in library.items.values():
        for one in item.text.unread:
            if one.kind == "fence":
                yield _fence(item, one)
            elif one.kind in _MEANT:
                message, hint = _MEANT[one.kind]
                yield Finding.error("read.unread", item.position(one.start), message.format(_short(one.written)), hint)


def _fence(item: Item, one: Unread) -> Finding:
    sign = one.written[:3]
    return Finding.error(
        "read.unclosed-fence", item.position(one.start), "dit blok code wordt niet afgesloten: wat eronder staat, wordt als tekst gelezen",
        f"zet een regel met alleen {sign} onder het blok, met dezelfde inspringing",
    )  # fmt: skip


def left_in_text(library: Library) -> Iterator[Finding]:
    """text.blank-line: a list or table right below a line of text, or with other signs than Markdown's, which is drawn as more text."""
    for item in library.items.values():
        for one in item.text.unread:
            if one.kind in _LEFT:
                yield Finding.warning("text.blank-line", item.position(one.start), "deze lijst of tabel wordt als gewone tekst getoond", _LEFT[one.kind])  # fmt: skip


def _short(written: str) -> str:
    written = " ".join(written.split())
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"
