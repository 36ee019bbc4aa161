"""A `.bib` file as text: where its entries stand, and changes that leave every other letter as it is.

No change is believed: who made it reads the text again, and each entry must say what it said before (`unchanged`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from katern.bibliography.entries import read_entries
from katern.bibliography.written import Written

_FIELD = re.compile(r"^(?P<indent>[ \t]*)(?P<name>[\w-]+)(?P<gap>[ \t]*)=(?P<after>[ \t]*)\S", re.MULTILINE)
_OPENING = re.compile(r"@\s*\w+\s*(?P<sign>[{(])")
# the order of fields in a new entry: who, what, where it came out, when, how to find it, what we say of it
_ORDER = """
    author editor translator title subtitle booktitle journaltitle journal eventtitle series edition volume number issue eid pages
    chapter publisher institution organization school howpublished location address type date year month day
    doi isbn issn eprint eprinttype url urldate archive archivedate langid language keywords seen annotation note
""".split()  # noqa: SIM905
_RANKS = {name: number for number, name in enumerate(_ORDER)}


@dataclass(frozen=True, slots=True)
class Span:
    """Where an entry stands in a text: from its `@` until behind its last brace."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file writes its entries: what stands before a field, whether the signs `=` stand below each other, the last comma."""

    indent: str = "  "
    aligned: bool = True
    last_comma: bool = True


def spans(text: str) -> tuple[Span, ...]:
    """The entries of a text (lines end in a line feed), in order."""
    starts = _line_starts(text)
    entries, _ = read_entries(text, "")
    found = ((entry.key, starts[entry.at[0] - 1] + entry.at[1] - 1) for entry in entries)
    return tuple(Span(key, start, end) for key, start in found if (end := _end(text, start)) > start)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _end(text: str, start: int) -> int:
    """Behind the brace or bracket that closes what opens at an `@`; its beginning where nothing does."""
    opening = _OPENING.match(text, start)
    if opening is None:
        return start
    # the brace that closes an entry was opened before the signs that are counted
    closes = (")", 0) if opening["sign"] == "(" else ("}", -1)
    return next((at + 1 for at, *found in _signs(text, opening.end()) if tuple(found) == closes), start)


def _signs(text: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Each sign from a place on that no backslash takes away: where it stands, and how many braces are open behind it."""
    depth = 0
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 2
            continue
        depth += (sign == "{") - (sign == "}")
        yield at, sign, depth
        at += 1


def manner_of(text: str) -> Manner:
    """How most entries of a text are written; a text without entries is written as we do."""
    fields = list(_FIELD.finditer(text))
    if not fields:
        return Manner()
    indent = Counter(match["indent"] for match in fields).most_common(1)[0][0]
    aligned = sum(len(match["gap"]) > 1 for match in fields) * 3 > len(fields)
    last = [text[span.start : span.end - 1].rstrip()[-1:] for span in spans(text)]
    return Manner(indent, aligned, sum(sign == "," for sign in last) * 2 > len(last))


def as_entry(kind: str, key: str, fields: Mapping[str, str], manner: Manner, ordered: bool = True) -> str:
    """An entry as a file of this manner has it, each value between braces."""
    names = sorted(fields, key=lambda name: _RANKS.get(name, len(_RANKS))) if ordered else list(fields)
    return laid_out(f"@{kind}{{{key},", [(name, f"{{{fields[name]}}}") for name in names], manner)


def laid_out(head: str, fields: Sequence[tuple[str, str]], manner: Manner) -> str:
    """An entry of its first line and its fields, whose values are as they are to stand there."""
    width = max((len(name) for name, _ in fields), default=0) if manner.aligned else 0
    lines = [f"{manner.indent}{name.ljust(width)} = {value}" for name, value in fields]
    last = "," if manner.last_comma and lines else ""
    return "\n".join([head, ",\n".join(lines) + last, "}"]) if lines else f"{head}\n}}"


def with_entries(text: str, entries: Sequence[tuple[str, str]]) -> str:
    """The text with these entries, by key, each at its place where the file is in the order of its keys, else at the end."""
    for key, entry in entries:
        text = _with_entry(text, key, entry)
    return text


def _with_entry(text: str, key: str, entry: str) -> str:
    there = spans(text)
    keys = [span.key.casefold() for span in there]
    before = [span for span in there if span.key.casefold() < key.casefold()]
    if keys == sorted(keys) and before and len(before) < len(there):
        return f"{text[: before[-1].end]}\n\n{entry}{text[before[-1].end :]}"
    if keys == sorted(keys) and there and not before:
        return f"{text[: there[0].start]}{entry}\n\n{text[there[0].start :]}"
    rest = text.rstrip("\n")
    return f"{rest}\n\n{entry}\n" if rest else f"{entry}\n"


def without(text: str, keys: Sequence[str]) -> str:
    """The text without these entries and the blank lines behind them."""
    for span in reversed([span for span in spans(text) if span.key in keys]):
        rest = text[span.end :].lstrip("\n")
        before = text[: span.start]
        text = before + rest if rest else before.rstrip("\n") + "\n" if before.strip() else ""
    return text


def replaced(text: str, key: str, entry: str) -> str:
    """The text with another entry in the place of the one with this key."""
    span = next(span for span in spans(text) if span.key == key)
    return text[: span.start] + entry + text[span.end :]


def raw_fields(text: str, span: Span) -> tuple[str, list[tuple[str, str]]] | None:
    """The first line of an entry and its fields, values as written on one line; None where they cannot be laid out anew."""
    if text[span.end - 1] != "}":
        return None
    inside = text[span.start : span.end - 1]
    parts = list(_parts(inside))
    head = parts[0].rstrip()
    if any(re.search(r"^[ \t]*%", part, re.MULTILINE) for part in parts):
        return None
    fields = []
    for part in filter(str.strip, parts[1:]):
        name, sign, value = part.partition("=")
        if not sign or not re.fullmatch(r"\s*[\w:+/-]+\s*", name):
            return None
        fields.append((name.strip(), " ".join(value.split())))
    return f"{head},", fields


def _parts(inside: str) -> Iterator[str]:
    """An entry divided at the commas between its fields."""
    opening = _OPENING.match(inside)
    assert opening is not None  # a span begins with one
    start, quoted = 0, False
    for at, sign, depth in _signs(inside, opening.end()):
        if sign == '"' and depth == 0:
            quoted = not quoted
        elif sign == "," and depth == 0 and not quoted:
            yield inside[start:at]
            start = at + 1
    yield inside[start:]


def said_by(text: str) -> list[Written]:
    """What the entries of a text say, in order."""
    return read_entries(text, "")[0]


def unchanged(before: str, after: str, but: Mapping[str, Written | None]) -> bool:
    """Whether all entries say what they said, but those that were to be put in (or taken out: None)."""
    kept = [one for one in _told(before) if one[0] not in but]
    left = [one for one in _told(after) if one[0] not in but]
    changed = {key: (kind, fields) for key, kind, fields in _told(after) if key in but}
    wanted = {key: (one.kind, dict(one.fields)) for key, one in but.items() if one is not None}
    return kept == left and changed == wanted and _remarks(after) >= _remarks(before)


def _told(text: str) -> list[tuple[str, str, dict[str, str]]]:
    return [(one.key, one.kind, dict(one.fields)) for one in said_by(text)]


def _remarks(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if line.lstrip().startswith("%"))
