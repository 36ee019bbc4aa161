"""The structure of `.bib` files, read with bibtexparser: every entry with its position, every defect as a finding."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ParsingFailedBlock,
    Preamble,
    String,
)
from bibtexparser.splitter import Splitter

from katern.bibliography.comments import without_comments
from katern.bibliography.dates import is_month, month_number
from katern.bibliography.written import Place, Written, written
from katern.finding import Finding, Position, Said, said, shown

# what it logs comes back as findings
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_MONTHS = {name: str(number) for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
_KEY = re.compile(r"@\s*(\w+)\s*[{(]\s*([^\s,{}=]+)\s*[,=]?")
_NO_COMMENT = re.compile(r"^([ \t]*@)((?:comment|string|preamble)\w)", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"\s*\w+\s*=\s*[{\"]")
# how an entry begins in other formats: RIS, EndNote, PubMed
_OTHER = re.compile(r"TY  ?- |%0 \w|PMID- ?\d")
_EQUALS = re.compile(r"\s*=")
# so many findings of one kind tell the author enough
MOST = 100


def read_entries(text: str, path: str) -> tuple[list[Written], list[Finding]]:
    """All entries of a `.bib` file, in order, and what is wrong with it; an entry that cannot be read is left out."""
    return _Reader(text, path).read()


class _Reader:
    """The state of one reading."""

    def __init__(self, text: str, path: str) -> None:
        # bibtexparser takes @commentary for a comment
        self._text = _NO_COMMENT.sub(r"\1kind_\2", without_comments(text))
        self._lines = text.split("\n")
        self._path = path
        # the line of which fields were asked for last, and how far
        self._read_line, self._reached = (-1, ""), 0
        self._strings = dict(_MONTHS)
        self._entries: list[Written] = []
        self._findings: list[Finding] = []

    def read(self) -> tuple[list[Written], list[Finding]]:
        blocks = Splitter(self._text).split().blocks
        for block in blocks:
            if isinstance(block, String):
                self._strings[block.key.lower()] = _value(block.value, self._strings)[0]
        for block in blocks:
            self._double_fields(block)
            self._block(_inner(block))
        return self._entries, self._findings[:MOST]

    def _say(self, line: int, column: int, what: Said) -> None:
        self._findings.append(Finding.error(Position(self._path, line, column), what))

    def _block(self, block: Block) -> None:
        if isinstance(block, Entry):
            self._entry(block)
        elif isinstance(block, ParsingFailedBlock):
            self._unreadable(block)
        elif not isinstance(block, ExplicitComment | String | Preamble):
            self._stray(block)

    def _double_fields(self, block: Block) -> None:
        if not isinstance(block, DuplicateFieldKeyBlock):
            return
        entry = _inner(block)
        assert isinstance(entry, Entry)  # only entries have fields
        seen: set[str] = set()
        for entry_field in entry.fields:
            name = entry_field.key.lower()
            if name in seen and len(self._findings) < MOST:
                at = self._place(entry_field.start_line, name)
                self._say(*at, said("bib.parse", "field-twice", field=shown(name), key=shown(entry.key)))
            seen.add(name)

    def _entry(self, entry: Entry) -> None:
        first, key = entry.start_line or 0, entry.key.strip()
        at = (first + 1, self._column(first))
        if not key or len(key.split()) > 1:
            self._say(*at, said("bib.parse", "space-in-key", key=shown(key)) if key else said("bib.parse", "no-key"))
            return
        fields: dict[str, str] = {}
        places: dict[str, Place] = {}
        for name, here, value, runs_on in self._fields(entry):
            text, flaws = _value(value, self._strings)
            if runs_on:
                flaws.append(said("bib.parse", "no-comma-after-field"))
            # a name that is no month is told as such, whether it stands between braces or not
            if name == "month" and (month_number(text) or not is_month(text)):
                flaws = [flaw for flaw in flaws if flaw.name != "no-string"]
            if not name:
                flaws = [said("bib.parse", "value-without-name")]
            for flaw in flaws:
                self._say(*here, said("bib.parse", "flaw-in", flaw=flaw, key=shown(key)))
            folded = " ".join(text.split())
            if name and name not in fields and folded:
                fields[name], places[name] = folded, here
        self._entries.append(written(key, entry.entry_type.lower().removeprefix("kind_"), fields, at, places))

    def _fields(self, entry: Entry) -> Iterator[tuple[str, Place, str, bool]]:
        """The fields of an entry: name, place, value, and whether the next one follows with no comma between."""
        for entry_field in entry.fields:
            value, line = str(entry_field.value), entry_field.start_line or 0
            parts, before = tuple(_run_on(value)), 0
            for number, (name, start, end) in enumerate(parts, 1):
                line, before = line + value.count("\n", before, start), start
                name = name or entry_field.key.strip().lower()
                yield name, self._next_place(line, name), value[start:end], number < len(parts)

    def _unreadable(self, block: ParsingFailedBlock) -> None:
        first = block.start_line or 0
        name = _KEY.match((block.raw or "").lstrip()[:500])
        what = said("bib.parse", "entry", key=shown(name[2])) if name else said("bib.parse", "block")
        reason = str(getattr(block.error, "abort_reason", block.error))
        if "comma after entry key" in reason:
            cause = said("bib.parse", "no-comma-after-key")
        elif "equal" in reason.lower() or "=" in reason:
            cause = said("bib.parse", "field-without-value")
        else:
            cause = said("bib.parse", "unclosed")
        self._say(first + 1, self._column(first), said("bib.parse", "unreadable", what=what, cause=cause))

    def _stray(self, block: Block) -> None:
        """Text between entries is a comment in BibTeX; text that holds a field was once part of an entry."""
        for number, line in enumerate((block.raw or "").split("\n")):
            if _OTHER.match(line):
                self._say((block.start_line or 0) + number + 1, 1, said("bib.parse", "other-format"))
                return
            if _FIELD.match(line):
                first = (block.start_line or 0) + number
                column = len(line) - len(line.lstrip()) + 1
                self._say(first + 1, column, said("bib.parse", "stray-field"))
                return

    def _place(self, line: int | None, name: str) -> Place:
        number = line or 0
        return (number + 1, max(_named_at(self._lines[number].lower(), name, 0), 0) + 1)

    def _next_place(self, number: int, name: str) -> Place:
        """The place of a field that follows those asked for before it: a line may hold very many."""
        if self._read_line[0] != number:
            self._read_line, self._reached = (number, self._lines[number].lower()), 0
        at = _named_at(self._read_line[1], name, self._reached) if name else -1
        self._reached = max(at + 1, self._reached)
        return (number + 1, max(at, 0) + 1)

    def _column(self, number: int) -> int:
        return (self._lines[number].find("@") if number < len(self._lines) else 0) + 1 or 1


def _named_at(line: str, name: str, start: int) -> int:
    """Where a line, from an offset, holds a field of that name; -1 where it does not."""
    at = line.find(name, start)
    while at > 0 and (line[at - 1].isalnum() or _EQUALS.match(line, at + len(name)) is None):
        at = line.find(name, at + 1)
    return at


def _inner(block: Block) -> Block:
    """The entry inside what bibtexparser calls a failure and we report ourselves."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
        block = block.ignore_error_block
    return block


def _value(text: str, strings: Mapping[str, str]) -> tuple[str, list[Said]]:
    """A field's value and its flaws: parts joined by `#`, each in braces, in quotes, a number or the name of a string."""
    parts: list[str] = []
    flaws: list[Said] = []
    for part in _concatenated(text):
        end = _group_end(part) if part[:1] == "{" else len(part) - 1
        if end < len(part) - 1:
            parts.append(part[1:end])
            flaws.append(said("bib.parse", "no-comma-after-field"))
        elif len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
            parts.append(part[1:-1])
        elif part.lower() in strings:
            parts.append(strings[part.lower()])
        else:
            parts.append(part)
            if part and not part.isdigit():
                flaws.append(said("bib.parse", "no-string", name=shown(part)))
    return "".join(parts), flaws


_BRACE = re.compile(r"(?<!\\)[{}]")


def _group_end(part: str) -> int:
    """The offset of the brace that closes the group with which a text begins; that of its end where none does."""
    depth = 0
    for match in _BRACE.finditer(part):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return len(part)


_PART = re.compile(r"(?<!\\)[{}\"#]")


_NEXT = re.compile(r"\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?=[{\"\w])")
_WORD = re.compile(r"\w*")


def _run_on(text: str) -> Iterator[tuple[str, int, int]]:
    """Where a value begins and ends, and where each field that follows it with no comma between: its name, and its value."""
    name, start = "", len(text) - len(text.lstrip())
    if "=" not in text:
        yield name, start, len(text)
        return
    while (match := _NEXT.match(text, end := _value_end(text, start))) is not None:
        yield name, start, end
        name, start = match["name"].lower(), match.end()
    yield name, start, len(text)


def _value_end(text: str, start: int) -> int:
    """The end of the group, the quoted text or the word that begins at an offset."""
    sign, depth = text[start : start + 1], 0
    if sign not in ("{", '"'):
        word = _WORD.match(text, start)
        return word.end() if word else start
    for match in _PART.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        ends = match[0] == ("}" if sign == "{" else sign)
        if depth == 0 and ends and match.start() > start:
            return match.end()
    return len(text)


def _concatenated(text: str) -> Iterator[str]:
    if "#" not in text:
        yield text.strip()
        return
    start = depth = 0
    quoted = False
    for match in _PART.finditer(text):
        sign = match[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()
