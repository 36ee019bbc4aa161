"""Rules on what looks like Markdown in the source and was not read as such: it stands on the page as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from katern.characters import GARBLED
from katern.finding import Finding, Said, said
from katern.library import Library
from katern.reading.text import Text, Unread
from katern.textfile import Lines

_LONGEST = 60
# a fence with more behind its language than names with a value
_INFO = re.compile(r"[`~]{3,}[ ]*[\w#.+-]+(?:[ ]+[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+))*[ ]+(?![\w-]+=)[\w-]")
_GARBLED = re.compile(GARBLED)


def unread(library: Library) -> Iterator[Finding]:
    """read.unread: Markdown that is not read as such, and stands on the page as it was typed; read.foreign: what other programs write.

    Also read.unclosed-fence: code that nothing closes; and read.tangled.
    """
    for item in library.items.values():
        unopened = any(finding.said.name == "not-opened" for finding in item.front.findings)
        for one in item.text.unread:
            if (what := _told(one)) is not None and not (unopened and one.name == "page-break"):
                yield Finding.error(item.position(one.start), what)
        for field in item.fields:
            for one in field.text.unread:
                if one.kind in ("left", "foreign") and (what := _told(one)) is not None:
                    yield Finding.error(field.position(one.start), what)


def left(text: Text) -> frozenset[tuple[str, str]]:
    """What is left of Markdown in a text: its name in findings, and how it is written there."""
    return frozenset((one.name, _short(one.written)) for one in text.unread if one.kind == "left")


def garbled_fields(library: Library) -> Iterator[Finding]:
    """read.foreign: letters in front matter that were read in a wrong encoding."""
    for item in library.items.values():
        for match in _GARBLED.finditer(item.front.written):
            at = Lines(item.front.written, item.path).position(match.start())
            yield Finding.error(at, said("read.foreign", "garbled", written=match[0]))


def _told(one: Unread) -> Said | None:
    if one.kind == "left":
        return _LEFT[one.name](_short(one.written))
    if one.kind == "foreign":
        return _FOREIGN[one.name](_short(one.written))
    match one.kind:
        case "citation":
            return said("read.unread", "citation", written=_short(one.written))
        case "link":
            return said("read.unread", "link", written=_short(one.written))
        case "definition":
            return said("read.unread", "definition", written=_short(one.written))
        case "fence":
            if _INFO.match(one.written):
                return said("read.unclosed-fence", "opening", written=_short(one.written))
            return said("read.unclosed-fence", "unclosed", sign=one.written[:3])
        case "tangled":
            return said("read.tangled", "tangled", written=_short(one.written))
    return None


# what is left of Markdown, and of other programs, by its name in `katern.reading.leftover`
_LEFT: Mapping[str, Callable[[str], Said]] = MappingProxyType(
    {
        "link-apart": lambda written: said("read.unread", "link-apart", written=written),
        "link-open": lambda written: said("read.unread", "link-open", written=written),
        "link-turned": lambda written: said("read.unread", "link-turned", written=written),
        "link-undefined": lambda written: said("read.unread", "link-undefined", written=written),
        "picture": lambda written: said("read.unread", "picture"),
        "picture-apart": lambda written: said("read.unread", "picture-apart"),
        "wiki": lambda written: said("read.unread", "wiki", written=written),
        "note-missing": lambda written: said("read.unread", "note-missing", written=written),
        "note-within": lambda written: said("read.unread", "note-within", written=written),
        "note-unused": lambda written: said("read.unread", "note-unused", written=written),
        "note-twice": lambda written: said("read.unread", "note-twice", written=written),
        "emphasis": lambda written: said("read.unread", "emphasis", sign=written[: len(written) - len(written.lstrip("*_"))]),
        "struck": lambda written: said("read.unread", "struck"),
        "highlight": lambda written: said("read.unread", "highlight"),
        "code": lambda written: said("read.unread", "code"),
        "task": lambda written: said("read.unread", "task", written=written),
        "attributes": lambda written: said("read.unread", "attributes", written=written),
        "braces": lambda written: said("read.unread", "braces", written=written),
        "comment": lambda written: said("read.unread", "comment"),
        "address": lambda written: said("read.unread", "address", written=written),
        "heading": lambda written: said("read.unread", "heading"),
        "hashtag": lambda written: said("read.unread", "hashtag", written=written),
        "box": lambda written: said("read.unread", "box", written=written),
        "tab": lambda written: said("read.unread", "tab"),
        "block": lambda written: said("read.unread", "block", written=written),
        "escape": lambda written: said("read.unread", "escape", written=written),
        "break": lambda written: said("read.unread", "break"),
        "cut-word": lambda written: said("read.unread", "cut-word"),
        "in-html": lambda written: said("read.unread", "in-html", written=written),
        "extension": lambda written: said("read.unread", "extension", written=written),
        "citation": lambda written: said("read.unread", "citation-left", written=written),
    }
)  # fmt: skip
_FOREIGN: Mapping[str, Callable[[str], Said]] = MappingProxyType(
    {
        "box": lambda written: said("read.foreign", "box", written=written),
        "alert": lambda written: said("read.foreign", "alert", written=written),
        "role": lambda written: said("read.foreign", "role", written=written),
        "icon": lambda written: said("read.foreign", "icon", written=written),
        "reference": lambda written: said("read.foreign", "reference", written=_referring(written)),
        "page-break": lambda written: said("read.foreign", "page-break", written=written),
        "component": lambda written: said("read.foreign", "component"),
        "chat": lambda written: said("read.foreign", "chat", written=written),
        "math": lambda written: said("read.foreign", "math"),
        "latex": lambda written: said("read.foreign", "latex", written=written),
        "field": lambda written: said("read.foreign", "field", written=written),
        "garbled": lambda written: said("read.foreign", "garbled", written=written),
        "entity": lambda written: said("read.foreign", "entity"),
        "conflict": lambda written: said("read.foreign", "conflict"),
    }
)


def _referring(written: str) -> str:
    """A reference of Quarto or bookdown as its author wrote it, whose first sign may stand behind a backslash."""
    return written.replace("(…", "(#").replace("…", "@")


def left_in_text(library: Library) -> Iterator[Finding]:
    """text.blank-line: a list or table that is drawn as text; read.list and read.table: one of which the shape is lost."""
    for item in library.items.values():
        for one in item.text.unread:
            if (what := _shapeless(one)) is not None:
                yield Finding.warning(item.position(one.start), what)
            elif (what := _lost(one)) is not None:
                yield Finding.error(item.position(one.start), what)


def _shapeless(one: Unread) -> Said | None:
    match one.kind:
        case "list" | "table":
            return said("text.blank-line", "no-blank-line")
        case "sign":
            return said("text.blank-line", "other-signs")
        case "stuck":
            return said("text.blank-line", "stuck")
    return None


def _lost(one: Unread) -> Said | None:
    match one.kind, one.name:
        case "cell", _:
            return said("read.table", "cell-too-many", written=_short(one.written))
        case "table-without-rule", _:
            return said("read.table", "without-rule")
        case "table-drawn", _:
            return said("read.table", "drawn")
        case "table-rule", _:
            return said("read.table", "rule")
        case (("table-row" | "table-apart"), _):
            return said("read.table", "apart")
        case "number", shown:
            return said("read.list", "number", written=one.written, shown=shown)
        case "flat", "deeper":
            return said("read.list", "deeper")
        case "flat", "other-kind":
            return said("read.list", "other-kind")
        case "flat", "term":
            return said("read.list", "term", written=_short(one.written.split("\n")[0]))
        case "flat", _:
            return said("read.list", "text")
    return None


def _short(written: str) -> str:
    written = " ".join(written.split())
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"
