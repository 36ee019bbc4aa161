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
            if name in seen:
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
        for entry_field in entry.fields:
            name = entry_field.key.strip().lower()
            here = self._place(entry_field.start_line, name)
            text, flaws = _value(str(entry_field.value), self._strings)
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
            if _FIELD.match(line):
                first = (block.start_line or 0) + number
                column = len(line) - len(line.lstrip()) + 1
                self._say(first + 1, column, said("bib.parse", "stray-field"))
                return

    def _place(self, line: int | None, name: str) -> Place:
        number = line or 0
        text = self._lines[number].lower() if number < len(self._lines) else ""
        at = text.find(name)
        while at > 0 and (text[at - 1].isalnum() or not text[at + len(name) :].lstrip().startswith("=")):
            at = text.find(name, at + 1)
        return (number + 1, max(at, 0) + 1)

    def _column(self, number: int) -> int:
        return (self._lines[number].find("@") if number < len(self._lines) else 0) + 1 or 1


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
