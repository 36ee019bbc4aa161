"""Pandoc's citation syntax: which clusters stand in a text, and where.

Grammar after pandoc's manual, "Citations in note-style and in-text": `[zie @a, p. 3; -@b]`, `@a [p. 3]`, `@{odd key}`.
What differs from pandoc's own reader is chosen and listed in the authors' manual: a bare `@name` whose key no
bibliography holds is a handle unless it looks like a key.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

# a letter, digit or underscore, then single punctuation marks inside, as pandoc's `citeKey`
KEY = r"(?:\{[^{}\s]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)"

_CITE = re.compile(rf"(?<!=[\"'])(?<![\w@/.\\=])(?P<suppress>-?)@(?P<key>{KEY})")
# what a link definition leads to, `[label]: https://…`; behind a citation that opens a paragraph other words follow
DESTINATION = r"[ \t]*(?:\n[ ]*)?<?(?:[a-zA-Z][a-zA-Z+.-]*:[^\s]|/|\.{1,2}/|#|www\.|[^\s@]+\.(?:md|html?|pdf|png|jpe?g|svg|webp)\b)"
_DEFINES = re.compile(rf":{DESTINATION}")
# a citation as mkdocs-bibtex has it in a note
_NOTED = re.compile(r"\[\^-?@")
_SUPPRESSED_INSIDE_WORD = re.compile(r"\w-$")
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-f]+|[a-z]\w*)\Z", re.IGNORECASE)
_LOCATOR_BRACKET = re.compile(r"[ \t]?\n?[ \t]*\[")
_MEANT = re.compile(r"\[[^\[\]\n]{0,40}?(?<![\w/.\\])-?@\w")
# what an escape covers, brackets, what stands in them, and the end of a paragraph
_SIGNS = re.compile(r"\\[^\n]|[\[\]@]|\n(?=\n)")
_LONGEST_ENTITY = 40
_BEFORE_SENTENCE = frozenset(" \t\n\0\"'“‘(*_>")
_ABBREVIATION = re.compile(r"\b(?:bijv|o\.a|m\.n|vgl|ca|nr|p|pp|blz|art|d\.w\.z|e\.a|resp|etc)\.\Z")
_LONGEST_WORD = 20


class Mode(Enum):
    """How pandoc draws one citation."""

    NORMAL = "NormalCitation"
    AUTHOR_IN_TEXT = "AuthorInText"
    SUPPRESS_AUTHOR = "SuppressAuthor"


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited once: the words before it, its key, and what follows it (locator and suffix as written)."""

    key: str
    mode: Mode = Mode.NORMAL
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Citations that are drawn together."""

    citations: tuple[Citation, ...]

    @property
    def narrative(self) -> bool:
        """Whether the first author stands in the sentence itself."""
        return self.citations[0].mode is Mode.AUTHOR_IN_TEXT

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, in the order written."""
        return tuple(citation.key for citation in self.citations)


@dataclass(frozen=True, slots=True)
class Found:
    """A cluster in a text: `text[start:end]` is the cluster; `key_offsets` are those of the `@` of each citation."""

    cluster: Cluster
    start: int
    end: int
    key_offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that was meant as a citation and is none; `code` is `malformed` or `unbalanced`."""

    code: str
    start: int
    text: str


IsKey = Callable[[str], bool]


def with_keys(cluster: Cluster, own: Callable[[str], str]) -> Cluster:
    """The cluster with each key replaced by its source's own."""
    if all(own(key) == key for key in cluster.keys):
        return cluster
    return Cluster(tuple(replace(citation, key=own(citation.key)) for citation in cluster.citations))


def find_clusters(text: str, is_key: IsKey, raw: str | None = None) -> Iterator[Found | Flaw]:
    """All clusters and flaws of a text, in order.

    `text` has what is no prose blanked (see `katern.reading.inline`); `raw` is the same text unblanked, from which prefixes and
    suffixes are taken. `is_key` tells whether a bare `@name` is a citation or a handle.
    """
    reading = Reading(text, is_key, raw)
    end = position = 0
    while (at := text.find("@", position)) >= 0:
        position = at + 1
        found = reading.either(at, end)
        if found is not None:
            yield found
            end = found.end if isinstance(found, Found) else found.start + len(found.text)
            position = max(position, end)


def clusters(text: str, is_key: IsKey) -> Iterator[Found]:
    """All clusters that a page draws of a text, in order: what is flawed in brackets is drawn as running text."""
    reading = Reading(text, is_key)
    end = position = 0
    while (at := text.find("@", position)) >= 0:
        position = at + 1
        found = reading.cluster(at, end)
        if found is not None:
            yield found
            end = position = found.end


class Reading:
    """A text whose brackets were paired once, in which clusters are looked for at each `@`."""

    def __init__(self, text: str, is_key: IsKey, raw: str | None = None) -> None:
        self.text = text
        self.raw = text if raw is None else raw
        self.is_key = is_key
        # the `]` of each `[` that has one, and the innermost `[` that is open at each `@`
        self.closing: dict[int, int] = {}
        self._around: dict[int, int] = {}
        self._pair()

    def _pair(self) -> None:
        opened: list[int] = []
        for match in _SIGNS.finditer(self.text):
            sign, at = match.group(), match.start()
            if sign == "[":
                opened.append(at)
            elif sign == "\n":
                opened.clear()
            elif sign == "]" and opened:
                self.closing[opened.pop()] = at
            elif sign == "@" and opened:
                self._around[at] = opened[-1]

    def cluster(self, at: int, after: int) -> Found | None:
        """The cluster of the `@` at an offset: in brackets that open at `after` or later, else in the running text."""
        found = self._bracketed(at, after)
        return found if isinstance(found, Found) else _narrative(self, at)

    def either(self, at: int, after: int) -> Found | Flaw | None:
        """The same, or what was meant as a citation in the brackets around the `@` and is none."""
        return self._bracketed(at, after) or _narrative(self, at)

    def _bracketed(self, at: int, after: int) -> Found | Flaw | None:
        opening = self._around.get(at, -1)
        return _bracketed(self, opening) if opening >= after else None


def _bracketed(reading: Reading, opening: int) -> Found | Flaw | None:
    """The cluster whose `[` stands at `opening`; a flaw where one was meant; None where brackets hold no citation."""
    text, raw = reading.text, reading.raw
    closing = reading.closing.get(opening)
    if closing is None:
        if _MEANT.match(text, opening):
            line_end = text.find("\n", opening)
            return Flaw("unbalanced", opening, raw[opening : line_end if line_end >= 0 else len(text)].rstrip())
        return None
    if _is_link(raw, opening, closing):
        return None
    inner = text[opening + 1 : closing]
    parts = list(_parts(inner))
    citations: list[Citation] = []
    offsets: list[int] = []
    bare = 0
    for start, end in parts:
        match = _first_citation(inner, start, end)
        if match is None:
            bare += 1
            continue
        base = opening + 1
        suffix = raw[base + match.end() : base + end]
        prefix = raw[base + start : base + match.start()]
        citations.append(_citation(match, prefix.removeprefix("^") if start == 0 else prefix, suffix))
        offsets.append(base + match.start() + len(match["suppress"]))
    if not citations:
        if re.fullmatch(r"\s*-?@\s*|\s*-?@\s+\w[\w:.-]*\s*", inner):
            return Flaw("malformed", opening, raw[opening : closing + 1])
        return None
    if bare or any(_another_key(citation.suffix) for citation in citations):
        return Flaw("malformed", opening, raw[opening : closing + 1])
    return Found(Cluster(tuple(citations)), opening, closing + 1, tuple(offsets))


def _narrative(reading: Reading, at: int) -> Found | None:
    """The citation in the running text whose `@` stands at `at`, with the bracket that follows it."""
    text = reading.text
    start = (
        at - 1
        if at > 0 and text[at - 1] == "-" and not _SUPPRESSED_INSIDE_WORD.search(text[max(0, at - 2) : at])
        else at
    )
    match = _CITE.match(text, start)
    if match is None and start != at:
        match = _CITE.match(text, at)
    if match is None:
        return None
    key = match["key"].strip("{}")
    if not match["key"].startswith("{") and not reading.is_key(key):
        return None
    first = Citation(key, Mode.SUPPRESS_AUTHOR if match["suppress"] else Mode.AUTHOR_IN_TEXT)
    bracket = None if match["suppress"] else _LOCATOR_BRACKET.match(text, match.end())
    followed = _bracket_of(reading, bracket.end() - 1, first) if bracket else None
    if followed is None:
        return Found(Cluster((first,)), match.start(), match.end(), (at,))
    return replace(followed, start=match.start(), key_offsets=(at, *followed.key_offsets))


def _bracket_of(reading: Reading, opening: int, first: Citation) -> Found | None:
    """The citation in the running text with what the bracket behind it says; None where that is another's."""
    text, raw, closing = reading.text, reading.raw, reading.closing.get(opening)
    base = opening + 1
    if closing is None or _is_link(raw, opening, closing) or text[base : base + 1] == "^":
        return None
    inner = text[base:closing]
    parts = list(_parts(inner))
    head_start, head_end = parts[0]
    if _first_citation(inner, head_start, head_end) is None:
        suffix = _spaced(raw[base + head_start : base + head_end]).strip()
        first = Citation(first.key, first.mode, "", suffix)
        parts = parts[1:]
    more: list[Citation] = []
    offsets: list[int] = []
    for start, end in parts:
        match = _first_citation(inner, start, end)
        if match is None:
            return None
        more.append(_citation(match, raw[base + start : base + match.start()], raw[base + match.end() : base + end]))
        offsets.append(base + match.start() + len(match["suppress"]))
    return Found(Cluster((first, *more)), opening, closing + 1, tuple(offsets))


def opens_sentence(text: str, end: int) -> bool:
    """Whether a citation at an offset of a text begins a sentence, so that "de Vries" is written "De Vries"."""
    while end > 0 and text[end - 1] in _BEFORE_SENTENCE:
        end -= 1
    return end == 0 or (text[end - 1] in ".!?:…" and not _ABBREVIATION.search(text, max(0, end - _LONGEST_WORD), end))


def _citation(match: re.Match[str], prefix: str, suffix: str) -> Citation:
    mode = Mode.SUPPRESS_AUTHOR if match["suppress"] else Mode.NORMAL
    return Citation(match["key"].strip("{}"), mode, _spaced(prefix).strip(), _spaced(suffix).rstrip())


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _is_link(text: str, opening: int, closing: int) -> bool:
    after = text[closing + 1 : closing + 2]
    if after in ("(", "[") and closing + 1 < len(text) and not text.startswith("[^", closing + 1):
        return True
    if text[opening + 1 : opening + 2] == "^" and not (after != ":" and _NOTED.match(text, opening)):
        return True
    return after == ":" and _line_start(text, opening) and _DEFINES.match(text, closing + 1) is not None


def _line_start(text: str, offset: int) -> bool:
    return not text[text.rfind("\n", 0, offset) + 1 : offset].strip(" *")


def _escaped(text: str, offset: int) -> bool:
    count = 0
    while offset - count > 0 and text[offset - count - 1] == "\\":
        count += 1
    return count % 2 == 1


def _parts(inner: str) -> Iterator[tuple[int, int]]:
    """The offsets of what `;` divides; a `;` between brackets or braces, or that ends `&nbsp;`, divides nothing."""
    start = depth = 0
    for offset, character in enumerate(inner):
        if character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        elif (
            character == ";" and depth <= 0 and not _ENTITY.search(inner, max(start, offset - _LONGEST_ENTITY), offset)
        ):
            yield start, offset
            start = offset + 1
    yield start, len(inner)


def _first_citation(inner: str, start: int, end: int) -> re.Match[str] | None:
    for match in _CITE.finditer(inner, start, end):
        if match["suppress"] and _SUPPRESSED_INSIDE_WORD.search(inner[max(0, match.start() - 1) : match.start() + 1]):
            continue
        if not _escaped(inner, match.end() - len(match["key"]) - 1):
            return match
    return None


def _another_key(suffix: str) -> bool:
    """A second key after a comma: the author forgot that sources are divided by `;`."""
    return any(not _escaped(suffix, match.start()) for match in _CITE.finditer(suffix))
