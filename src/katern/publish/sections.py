"""A page cut into sections, and each section into fingerprints of its sentences, so that only words count."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import html
from lxml.html import HtmlElement

from katern.characters import legible_html
from katern.drawing.facts import facts
from katern.drawing.page import Page
from katern.drawing.schedule import timetable
from katern.library import Library
from katern.reading.marks import NAME
from katern.words import Words

_HEADINGS = frozenset(("h1", "h2", "h3"))
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "div",
        "section",
        "article",
        "aside",
        "blockquote",
        "pre",
        "figcaption",
        "summary",
        "details",
        "ul",
        "ol",
        "dl",
        "table",
        "br",
    ]
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


def sections_of(page: Page, library: Library, words: Words) -> tuple[Section, ...]:
    """The sections of a page: what its front matter says, and its text; what the site puts around these is left out."""
    opening, text = list(_opening(page, library, words)), list(cut(page.body))
    if opening and text and not text[0].title:  # what stands before the first heading belongs to the last one above it
        opening[-1] = replace(opening[-1], sentences=opening[-1].sentences + text.pop(0).sentences)
    return (*opening, *text)


def cut(body: str) -> tuple[Section, ...]:
    """The sections of a page's text; what stands before the first heading has no title."""
    if not body.strip():
        return ()
    root = html.fragment_fromstring(legible_html(body), create_parent="div")
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    _collect(root, parts)
    return tuple(
        Section(anchor, title, fingerprints("".join(text)))
        for anchor, title, text in parts
        if title or "".join(text).strip()
    )


def _opening(page: Page, library: Library, words: Words) -> Iterator[Section]:
    """The title with what stands under it in front matter, and the key messages, which have a heading of their own."""
    item = page.item
    if item is None:
        return
    said = [item.meta.description or ""]
    for shown in item.row.opening if item.fits else ():
        if shown.form in ("question", "warning"):
            word, between = (
                words.kinds[item.kind].fields[shown.term or shown.field],
                "" if shown.form == "question" else " ",
            )
            said += [f"{word}{between}{_plain(text)}" for text in page.texts.get(shown.field, ())]
    for fact in facts(page, library, words):
        said += [fact.term, _plain(fact.value)]
    moments = timetable(item, library)
    if moments:
        said.append(words.schedule.title)
        said += [words.schedule.time, words.schedule.step, words.schedule.minutes]
        said += [text for moment in moments for text in (moment.start, moment.title, str(moment.minutes))]
    if not page.own_heading:
        yield Section("", item.title, fingerprints(_BREAK.join(said)))
    elif any(said):
        yield Section("", "", fingerprints(_BREAK.join(said)))
    for shown in item.row.opening if item.fits else ():
        messages = page.texts.get(shown.field, ()) if shown.form == "messages" else ()
        if messages:
            told = fingerprints(_BREAK.join(_plain(message) for message in messages))
            yield Section(words.addresses.messages, words.kinds[item.kind].fields[shown.term or shown.field], told)


def _plain(text: str) -> str:
    plain: str = html.fragment_fromstring(legible_html(text), create_parent="div").text_content()
    return plain


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
        if isinstance(child.tag, str) and child.tag not in ("script", "style"):
            if child.tag in _HEADINGS:
                for link in child.xpath(f"descendant::a[@{NAME}='permalink']"):
                    link.drop_tree()
                parts.append((child.get("id") or "", " ".join(child.text_content().split()), []))
            else:
                _add(parts, child.text, child.tag)
                _collect(child, parts)
                _add(parts, _BREAK if child.tag in _BLOCKS else "", "")
        parts[-1][2].append(child.tail or "")


def _add(parts: list[tuple[str, str, list[str]]], text: str | None, tag: str) -> None:
    parts[-1][2].append((_BREAK if tag in _BLOCKS else "") + (text or ""))
