"""Rules on what looks like Markdown in the source and was not read as such: it stands on the page as it was typed."""

from __future__ import annotations

from collections.abc import Iterator

from katern.finding import Finding, Said, said
from katern.library import Item, Library
from katern.reading.text import Unread

_LONGEST = 60


def unread(library: Library) -> Iterator[Finding]:
    """read.unread: a citation or link in a place where none is read; read.unclosed-fence: code that nothing closes; read.tangled."""
    for item in library.items.values():
        for one in item.text.unread:
            if one.kind == "fence":
                yield _fence(item, one)
            elif one.kind == "tangled":
                yield Finding.error(item.position(one.start), _tangled(one))
            elif (what := _meant(one)) is not None:
                yield Finding.error(item.position(one.start), what)


def _meant(one: Unread) -> Said | None:
    match one.kind:
        case "citation":
            return said("read.unread", "citation", written=_short(one.written))
        case "link":
            return said("read.unread", "link", written=_short(one.written))
        case "definition":
            return said("read.unread", "definition", written=_short(one.written))
    return None


def _fence(item: Item, one: Unread) -> Finding:
    return Finding.error(item.position(one.start), said("read.unclosed-fence", "unclosed", sign=one.written[:3]))


def _tangled(one: Unread) -> Said:
    return said("read.tangled", "tangled", written=_short(one.written))


def left_in_text(library: Library) -> Iterator[Finding]:
    """text.blank-line: a list or table right below a line of text, or with other signs than Markdown's, which is drawn as more text."""
    for item in library.items.values():
        for one in item.text.unread:
            if one.kind in ("list", "table"):
                yield Finding.warning(item.position(one.start), said("text.blank-line", "no-blank-line"))
            elif one.kind == "sign":
                yield Finding.warning(item.position(one.start), said("text.blank-line", "other-signs"))


def _short(written: str) -> str:
    written = " ".join(written.split())
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"
