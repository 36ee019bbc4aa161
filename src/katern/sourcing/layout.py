"""Bibliographies laid out alike: `katern cite fmt` moves blanks and line ends, and never what an entry says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from katern.bibliography.entries import read_entries
from katern.bibliography.formats import Format, format_of
from katern.finding import Finding
from katern.saying import said
from katern.sourcing.bibfile import Manner, Span, laid_out, manner_of, raw_fields, spans, unchanged
from katern.sourcing.edited import Edited, Unwritable
from katern.textfile import read_text, walk


@dataclass(frozen=True, slots=True)
class Formatted:
    """What became of one file: `entries` is how many of its entries stand otherwise now."""

    path: str
    entries: int
    edited: Edited
    text: str

    def write(self) -> None:
        """Put the file in order."""
        self.edited.write(self.text)


def formatted(root: Path, folder: str, only: Iterable[str] = ()) -> Iterator[Formatted]:
    """The `.bib` files below a folder (or this file) that are not in order yet, as they should be."""
    wanted = frozenset(only)
    for path in [folder] if (root / folder).is_file() else walk(root, folder, (".bib",)):
        if wanted and path not in wanted:
            continue
        edited = Edited.of(root, path)
        if format_of(edited.text, path) is not Format.BIBTEX or _unsound(root, path):
            raise Unwritable(said("sourcing", "unsound", file=path))
        text = in_order(edited.text)
        if text != edited.text:
            yield Formatted(path, _counted(edited.text, text), edited, text)


def _unsound(root: Path, path: str) -> list[Finding]:
    text, findings = read_text(root, path)
    return findings or read_entries(text, path)[1]


def in_order(text: str) -> str:
    """The text with each field on a line of its own, one blank line between entries, and blanks gone at ends of lines."""
    manner = manner_of(text)
    manner = replace(manner, indent="  " if "\t" not in manner.indent else "\t")
    laid, at = "", 0
    for span in spans(text):
        laid += _between(text[at : span.start], first=not laid, last=False) + _entry(text, span, manner)
        at = span.end
    laid += _between(text[at:], first=not laid, last=True)
    return laid if unchanged(text, laid, {}) else text


def _entry(text: str, span: Span, manner: Manner) -> str:
    found = raw_fields(text, span)
    return text[span.start : span.end] if found is None else laid_out(*found, manner)


def _between(text: str, first: bool, last: bool) -> str:
    """What stands between two entries, with one blank line around it."""
    inner = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)).strip("\n")
    if not inner:
        return "\n" if last and not first else "" if first else "\n\n"
    before = "" if first else "\n\n"
    after = "\n" if last else "\n\n" if re.search(r"\n[ \t]*\n[ \t]*$", text) else "\n"
    return before + inner + after


def _counted(before: str, after: str) -> int:
    old = [before[span.start : span.end] for span in spans(before)]
    new = [after[span.start : span.end] for span in spans(after)]
    return sum(one != other for one, other in zip(old, new, strict=True))
