"""Pandoc's tree of a document: its elements made, read as words, and changed one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Element = dict[str, Any]
_SPACES = ("Space", "SoftBreak", "LineBreak")
_CODE = ("Code", "Math", "RawInline")
_LINES = ("Para", "Plain", "Header")
# at which place of an element its words stand, where not all of it is words
_WORDS_AT = {"Span": 1, "Div": 1, "Link": 1, "Image": 1, "Quoted": 1, "Cite": 1, "Header": 2}


def string(text: str) -> Element:
    """A word."""
    return {"t": "Str", "c": text}


def raw(text: str) -> Element:
    """Markdown that stands as it is."""
    return {"t": "RawInline", "c": ["markdown", text]}


def span_of(element: Element) -> tuple[list[str], dict[str, str], list[Element]]:
    """The classes, the attributes and the content of a span or a division."""
    (_, classes, attributes), content = element["c"]
    return list(classes), dict(attributes), content


def words_of(content: Any, left_out: frozenset[str] = frozenset(("comment-start", "deletion"))) -> str:
    """The words of a part of a tree, without notes at the foot and without what stands in spans of these classes."""
    return "".join(_words(content, left_out))


def _words(content: Any, left_out: frozenset[str]) -> Iterator[str]:
    if isinstance(content, list):
        for one in content:
            yield from _words(one, left_out)
    if not isinstance(content, Mapping):
        return
    kind, inner = content.get("t"), content.get("c")
    if kind == "Str":
        yield str(inner)
    elif kind in _SPACES:
        yield " "
    elif kind in _CODE:
        yield str(content["c"][1])
    elif kind != "Note" and not (kind == "Span" and left_out & set(content["c"][0][1])):
        yield from _words(content["c"][_WORDS_AT[kind]] if kind in _WORDS_AT else inner, left_out)
        if kind in _LINES:
            yield " "


def plain(value: Any) -> Any:
    """A value of a document's metadata as JSON has it."""
    kind, content = value.get("t"), value.get("c")
    if kind == "MetaMap":
        return {name: plain(one) for name, one in content.items()}
    if kind == "MetaList":
        return [plain(one) for one in content]
    if kind == "MetaInlines":
        return " ".join(words_of(content).split())
    if kind == "MetaBlocks":
        return " ".join(words_of(content).split())
    return content
