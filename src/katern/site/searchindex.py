"""The index that a reader's browser searches: small files, of which a search fetches those of its own words.

Pages are numbered; `index.json` says how many there are, what is known of each, and which files of words there are. A file
of words holds those that begin alike, each with the pages that have it and how much it weighs there. What a result shows
stands in a file of its own.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from html import unescape
from typing import Any

from katern.site.searchwords import Phrases, words_of_text

# of a file of words, before it is packed; more are divided by their next letter
_LARGEST = 16_000
# a word on more pages than this finds those on which it weighs most
_MOST_PAGES = 2000
SOURCES_A_FILE = 16
_SPELLED = 20_000
# how much a word counts in a title, in a keyword and in a heading
_TITLE, _KEYWORD, _HEADING = 6.0, 4.0, 2.5
# how soon more of the same word counts less, and the length of a text that counts as usual
_SATURATION, _USUAL = 1.2, 400.0
# how far into a text its own title may stand
_OPENING = 120
# what keys begin with that are no words: the number of a row of synonyms, the name of who made something
_SYNONYM, _NAME = "=", "@"
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"</?(?:p|li|ul|ol|td|th|tr|table|div|dd|dt|dl|h\d|br|blockquote|pre)\b[^>]*>")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Document:
    """A page for the search: what a result shows, and how much each of its words weighs, in tenths."""

    shown: Mapping[str, Any]
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a page beside its text: its kind, its weight, and what it can be chosen by."""

    kind: str
    boost: float = 1.0
    lines: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    year: str = ""
    sensitive: bool = False
    help: tuple[str, ...] = ()


@dataclass(slots=True)
class Pages:
    """The pages of one index, in their order."""

    per_file: int = 1
    documents: list[Document] = field(default_factory=list)
    told: list[Traits] = field(default_factory=list)

    def add(self, document: Document, told: Traits) -> None:
        """The next page."""
        self.documents.append(document)
        self.told.append(told)


def plain(html: str) -> str:
    """The words of an entry without its tags."""
    return _BLANKS.sub(" ", unescape(_TAG.sub("", _BREAK.sub(" ", html)))).strip()


def document_of(entries: Sequence[Mapping[str, Any]], synonyms: Phrases) -> Document:
    """What the search knows of a page by its entries: the page, then its sections."""
    page, *sections = entries
    title = plain(page["title"])
    text = plain(page["text"])
    if "names" not in page:  # a source's text opens with who made it
        text = _behind_title(text, title)
    pieces = [(entry["location"].partition("#")[2], plain(entry["title"]), plain(entry["text"])) for entry in sections]
    terms = ", ".join(page.get("terms", ()))
    shown: dict[str, Any] = {"u": page["location"], "t": title, "x": text}
    if "lang" in page:
        shown["l"] = page["lang"]
    if pieces:
        shown["s"] = pieces
    weights = _weights(title, terms, pieces, text, synonyms)
    for forms in words_of_text(", ".join(page.get("names", ()))):
        weights[f"{_NAME}{forms[0]}"] = 10
    return Document(shown, weights)


def _behind_title(text: str, title: str) -> str:
    """A text without the title that it opens with, and what stands before that."""
    for said in (title, title.rpartition(": ")[2]):
        start = text.find(said)
        if said and 0 <= start < _OPENING:
            return text[start + len(said) :].lstrip()
    return text


def _weights(
    title: str, terms: str, pieces: Sequence[tuple[str, str, str]], text: str, synonyms: Phrases
) -> dict[str, int]:
    weights: dict[str, float] = {}

    def count(said: str, weight: float, spread: float = 0.0) -> None:
        words = words_of_text(said)
        if words:
            each = weight + spread / len(words)
            for word in {form for forms in words for form in forms}:
                weights[word] = weights.get(word, 0.0) + each
            for number in set(synonyms.found(words)):
                key = f"{_SYNONYM}{number}"
                weights[key] = weights.get(key, 0.0) + each

    count(title, _TITLE, _TITLE)
    count(terms, _KEYWORD)
    count("\n".join(heading for _, heading, _ in pieces), _HEADING)
    body = words_of_text("\n".join((text, *(piece for *_, piece in pieces))))
    often = Counter(form for forms in body for form in forms)
    often.update(f"{_SYNONYM}{number}" for number in synonyms.found(body))
    around = _SATURATION * (0.25 + 0.75 * len(body) / _USUAL)
    for word, number in often.items():
        weights[word] = weights.get(word, 0.0) + number * (_SATURATION + 1) / (number + around)
    return {word: max(1, round(weight * 10)) for word, weight in weights.items()}


def files_of(folder: str, pages: Pages) -> Iterator[tuple[str, bytes]]:
    """The files of an index, by path."""
    words = _postings(pages.documents)
    leaves: list[str] = []
    content = blake2b(digest_size=6)
    for leaf, held in _leaves(sorted(words), words):
        leaves.append(leaf)
        made = _json({word: words[word] for word in held})
        content.update(made)
        yield f"{folder}/{_name(leaf)}.json", made
    for start in range(0, len(pages.documents), pages.per_file):
        made = _json([document.shown for document in pages.documents[start : start + pages.per_file]])
        content.update(made)
        yield f"{folder}/p{start // pages.per_file}.json", made
    made = _json(_spelled(words))
    content.update(made)
    yield f"{folder}/spelling.json", made
    about = {"count": len(pages.documents), "per_file": pages.per_file, "leaves": leaves, **_columns(pages.told)}
    yield f"{folder}/index.json", _json({**about, "version": content.hexdigest()})


def _postings(documents: Iterable[Document]) -> dict[str, list[int]]:
    """Each word with the number of each page that has it, and its weight there."""
    words: dict[str, list[int]] = {}
    for number, document in enumerate(documents):
        for word, weight in document.weights.items():
            words.setdefault(word, []).extend((number, weight))
    for word, found in words.items():
        if len(found) > 2 * _MOST_PAGES:
            best = sorted(zip(found[::2], found[1::2], strict=True), key=lambda one: (-one[1], one[0]))[:_MOST_PAGES]
            words[word] = [value for one in sorted(best) for value in one]
    return words


def _leaves(words: Sequence[str], held: Mapping[str, list[int]], depth: int = 1) -> Iterator[tuple[str, Sequence[str]]]:
    """Words that begin alike, each group with its beginning; what is too much for one file is divided by the next letter."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:depth], []).append(word)
    for beginning, group in groups.items():
        # a number and its comma are about four signs
        size = sum(len(word) + 4 * len(held[word]) for word in group) if len(group) > 1 else 0
        if size > _LARGEST:
            yield from _leaves(group, held, depth + 1)
        else:
            yield beginning, group


def _name(leaf: str) -> str:
    """The file of a group of words: letters of any language as numbers."""
    return "w" + "".join(sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}" for sign in leaf)


def _spelled(words: Mapping[str, list[int]]) -> dict[str, int]:
    """Words to suggest for one that nobody wrote, with the number of pages that have them."""
    known = {
        word: len(found) // 2
        for word, found in words.items()
        if len(word) > 3 and word.isalpha() and (len(found) > 2 or max(found[1::2]) > 10 * _HEADING)
    }
    most = sorted(known, key=lambda word: (-known[word], word))[:_SPELLED]
    return {word: known[word] for word in sorted(most)}


def _columns(told: Sequence[Traits]) -> dict[str, Any]:
    """What is known of the pages, one column for each thing: names once, and for each page their numbers."""
    columns: dict[str, Any] = {"boosts": [_short(one.boost) for one in told]}
    named: Mapping[str, list[tuple[str, ...]]] = {
        "kinds": [(one.kind,) for one in told],
        "years": [(one.year,) if one.year else () for one in told],
        "lines": [one.lines for one in told],
        "audience": [one.audience for one in told],
        "help": [one.help for one in told],
    }
    for name, values in named.items():
        known = sorted({value for row in values for value in row})
        if known:
            number = {value: place for place, value in enumerate(known)}
            columns[name] = {"names": known, "of": [[number[value] for value in row] for row in values]}
    columns["sensitive"] = [place for place, one in enumerate(told) if one.sensitive]
    return columns


def _short(number: float) -> float:
    return int(number) if number == int(number) else number


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
