"""Reading `.bib` files with bibtexparser: every entry with its position, every defect as a finding."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ExplicitComment,
    ParsingFailedBlock,
    String,
)
from bibtexparser.splitter import Splitter

from katern.bibliography.source import Source
from katern.finding import Finding, Position

# what it logs comes back as findings
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_MONTHS = {name: str(number) for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
# what an entry takes over from the one it names in `crossref`, under which name (biblatex's manual, appendix B)
_INHERITED = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_OWN = frozenset(("crossref", "xdata", "keywords", "annotation", "annote", "note", "ids", "entryset", "options"))
_VALUE_HINT = "schrijf elk veld als naam = {waarde}, met een komma erachter"
_KEY = re.compile(r"@\s*(\w+)\s*\{\s*([^\s,{}=]+)\s*[,=]?")


def read_bibtex(text: str, path: str) -> tuple[list[Source], list[Finding]]:
    """All entries of a `.bib` file, in order, and what is wrong with it; an entry that cannot be read is left out."""
    lines = text.split("\n")
    sources: list[Source] = []
    findings: list[Finding] = []
    blocks = Splitter(text).split().blocks
    strings = _strings(blocks)
    for block in blocks:
        findings += _double_fields(block, lines, path)
        block = _inner(block)
        if isinstance(block, Entry):
            source, flaws = _source(block, lines, path, strings)
            findings += flaws
            if source is not None:
                sources.append(source)
        elif isinstance(block, ParsingFailedBlock):
            findings.append(_unreadable(block, lines, path))
        elif not isinstance(block, ExplicitComment | String):
            findings += _stray(block, lines, path)
    return _with_crossrefs(sources), findings


def find_key_clashes(sources: Iterable[Source]) -> Iterator[Finding]:
    """bib.duplicate-key and bib.case-clash, over all files."""
    same: dict[str, Source] = {}
    folded: dict[str, Source] = {}
    for source in sources:
        nearly = folded.setdefault(source.key.casefold(), source)
        first = same.setdefault(source.key, source)
        if first is source:
            first = nearly
        if first is source:
            continue
        where = f"{first.position.path} regel {first.position.line}"
        if first.key == source.key:
            yield Finding.error("bib.duplicate-key", source.position, f"de sleutel '{source.key}' bestaat al: {where}", "geef een van de twee een andere sleutel, of voeg ze samen")  # fmt: skip
        else:
            yield Finding.error("bib.case-clash", source.position, f"de sleutel '{source.key}' verschilt alleen in hoofdletters van '{first.key}' ({where})", "sleutels zijn hoofdlettergevoelig; kies namen die meer verschillen")  # fmt: skip


def _strings(blocks: Iterable[Block]) -> dict[str, str]:
    """The abbreviations of the file: months, and what @string defines."""
    strings = dict(_MONTHS)
    for block in blocks:
        if isinstance(block, String):
            strings[block.key.lower()] = _value(block.value, strings)[0]
    return strings


def _inner(block: Block) -> Block:
    """The entry inside what bibtexparser calls a failure and we report ourselves."""
    while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block is not None:
        block = block.ignore_error_block
    return block


def _double_fields(block: Block, lines: list[str], path: str) -> Iterator[Finding]:
    if isinstance(block, DuplicateFieldKeyBlock):
        entry = _inner(block)
        assert isinstance(entry, Entry)  # only entries have fields
        seen: set[str] = set()
        for entry_field in entry.fields:
            name = entry_field.key.lower()
            if name in seen:
                at = _field_position(entry_field.start_line, name, lines, path)
                yield Finding.error("bib.parse", at, f"het veld '{name}' staat twee keer in '{entry.key}'", "houd er een over")
            seen.add(name)


def _source(
    entry: Entry, lines: list[str], path: str, strings: Mapping[str, str]
) -> tuple[Source | None, list[Finding]]:
    first, key = entry.start_line or 0, entry.key.strip()
    at = Position(path, first + 1, _column(lines, first, "@"))
    if not key or len(key.split()) > 1:
        what = f"de sleutel '{key}' bevat een spatie" if key else "deze bron heeft geen sleutel"
        return None, [Finding.error("bib.parse", at, what, "schrijf @book{sleutel, title = {…}}, met een sleutel uit één woord")]
    fields: dict[str, str] = {}
    positions: dict[str, Position] = {}
    findings: list[Finding] = []
    for entry_field in entry.fields:
        name = entry_field.key.strip().lower()
        here = _field_position(entry_field.start_line, name, lines, path)
        text, flaws = _value(str(entry_field.value), strings)
        if not name:
            flaws = ["een waarde zonder naam van een veld"]
        findings += [Finding.error("bib.parse", here, f"{flaw} in '{key}'", _VALUE_HINT) for flaw in flaws]
        if name and name not in fields and text:
            fields[name], positions[name] = text, here
    return Source(key, entry.entry_type.lower(), MappingProxyType(fields), at, MappingProxyType(positions)), findings


def _value(written: str, strings: Mapping[str, str]) -> tuple[str, list[str]]:
    """A field's value and its flaws: parts joined by `#`, each in braces, in quotes, a number or the name of a string."""
    parts: list[str] = []
    flaws: list[str] = []
    for part in _concatenated(written):
        if part[:1] == "{" and _group_end(part) < len(part) - 1:
            parts.append(part[1 : _group_end(part)])
            flaws.append("achter een veld ontbreekt een komma")
        elif len(part) > 1 and part[0] + part[-1] in ("{}", '""'):
            parts.append(part[1:-1])
        elif part.lower() in strings:
            parts.append(strings[part.lower()])
        else:
            parts.append(part)
            if part and not part.isdigit():
                flaws.append(f"'{part}' is geen afkorting die met @string is vastgelegd")
    return " ".join("".join(parts).split()), flaws


def _group_end(part: str) -> int:
    """The offset of the brace that closes the group with which a text begins; that of its end where none does."""
    depth = 0
    for offset, sign in enumerate(part):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return offset
    return len(part)


def _concatenated(written: str) -> Iterator[str]:
    start = depth = 0
    quoted = False
    for offset, sign in enumerate(written):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "#" and depth == 0 and not quoted:
            yield written[start:offset].strip()
            start = offset + 1
    yield written[start:].strip()


def _with_crossrefs(sources: list[Source]) -> list[Source]:
    """Entries that name a `crossref` take over what they lack from it."""
    by_key = {source.key: source for source in sources}
    return [_inherit(source, by_key.get(source.written.get("crossref", ""))) for source in sources]


def _inherit(source: Source, parent: Source | None) -> Source:
    if parent is None or parent is source:
        return source
    fields = dict(source.written)
    for name, text in parent.written.items():
        if name not in _OWN:
            fields.setdefault(_INHERITED.get(name, name), text)
    return Source(source.key, source.kind, MappingProxyType(fields), source.position, source.field_positions)


def _unreadable(block: ParsingFailedBlock, lines: list[str], path: str) -> Finding:
    first = block.start_line or 0
    name = _KEY.match((block.raw or "").lstrip())
    what = f"'{name[2]}'" if name else "dit blok"
    at = Position(path, first + 1, _column(lines, first, "@"))
    reason = str(getattr(block.error, "abort_reason", block.error))
    if "comma after entry key" in reason:
        return Finding.error("bib.parse", at, f"{what} is niet te lezen: na de sleutel ontbreekt een komma", "schrijf @book{sleutel, title = {…}}")  # fmt: skip
    if "equal" in reason.lower() or "=" in reason:
        return Finding.error("bib.parse", at, f"{what} is niet te lezen: een veld heeft geen waarde", "schrijf elk veld als naam = {waarde},")  # fmt: skip
    return Finding.error("bib.parse", at, f"{what} is niet te lezen: een accolade, aanhalingsteken of komma is niet gesloten", "tel de accolades: bij elke { hoort een }, en achter elk veld een komma")  # fmt: skip


def _stray(block: Block, lines: list[str], path: str) -> Iterator[Finding]:
    """Text between entries is a comment in BibTeX; text that holds a field was once part of an entry."""
    raw = block.raw or ""
    for number, written in enumerate(raw.split("\n")):
        if re.match(r"\s*\w+\s*=\s*[{\"]", written):
            first = (block.start_line or 0) + number
            column = len(written) - len(written.lstrip()) + 1
            yield Finding.error("bib.parse", Position(path, first + 1, column), "dit veld hoort bij geen bron", "de bron ervoor is te vroeg gesloten: controleer de accolades")  # fmt: skip
            return


def _field_position(line: int | None, name: str, lines: list[str], path: str) -> Position:
    number = line or 0
    written = lines[number].lower() if number < len(lines) else ""
    match = re.search(rf"\b{re.escape(name)}\s*=", written)
    return Position(path, number + 1, match.start() + 1 if match else 1)


def _column(lines: list[str], number: int, sign: str) -> int:
    return (lines[number].find(sign) if number < len(lines) else 0) + 1 or 1
