"""A page cut into sections, and each section into fingerprints of its sentences, so that only words count."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

_HEADINGS = frozenset(("h1", "h2", "h3"))
# drawn around the text by the site: lists of parts, facts, sources, what changed
_AROUND = frozenset(["parts", "cards", "about", "sources", "booklets", "changed", "turn", "head__kind", "head__time", "notice"])
_BLOCKS = frozenset(
    ["p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "article", "aside", "blockquote", "pre", "figcaption", "summary", "details", "ul", "ol", "dl", "table", "br"]
)
_SENTENCE_END = re.compile(r"(?<=[.!?;:])[»”\"')\]]*\s+|\x00+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_BREAK = "\x00"  # no text of a page holds it


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text below it; `sentences` are fingerprints, in order."""

    anchor: str
    title: str
    sentences: tuple[str, ...]


def cut(content: str) -> tuple[Section, ...]:
    """The sections of a page's HTML; what stands before the first heading has no title."""
    if not content.strip():
        return ()
    root = html.fragment_fromstring(content, create_parent="div")
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    _collect(root, parts)
    return tuple(
        Section(anchor, title, fingerprints("".join(text))) for anchor, title, text in parts if title or "".join(text).strip()
    )


def fingerprints(text: str) -> tuple[str, ...]:
    """A short hash of each sentence's words: signs, capitals and line ends do not count."""
    found = []
    for sentence in _SENTENCE_END.split(unicodedata.normalize("NFKC", text)):
        words = " ".join(_WORD.findall(sentence.casefold()))
        if words:
            found.append(hashlib.sha256(words.encode()).hexdigest()[:12])
    return tuple(found)


def _collect(element: HtmlElement, parts: list[tuple[str, str, list[str]]]) -> None:
    for child in element:
        if isinstance(child.tag, str) and not _is_around(child):
            if child.tag in _HEADINGS:
                for mark in child.find_class("headerlink"):
                    mark.drop_tree()
                parts.append((child.get("id") or "", " ".join(child.text_content().split()), []))
            else:
                _add(parts, child.text, child.tag)
                _collect(child, parts)
                _add(parts, _BREAK if child.tag in _BLOCKS else "", "")
        parts[-1][2].append(child.tail or "")


def _add(parts: list[tuple[str, str, list[str]]], text: str | None, tag: str) -> None:
    parts[-1][2].append((_BREAK if tag in _BLOCKS else "") + (text or ""))


def _is_around(element: HtmlElement) -> bool:
    return element.tag in ("script", "style") or bool(_AROUND & set((element.get("class") or "").split()))
