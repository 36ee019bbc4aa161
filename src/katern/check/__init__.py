"""All checks: rules that read a library and yield findings, registered in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from katern.check import bib, cite, link, meta
from katern.finding import Finding, sort_key
from katern.library import Library

Rule = Callable[[Library], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    meta.duplicate_addresses,
    meta.duplicate_lines,
    meta.unknown_words,
    bib.missing_fields,
    cite.missing_sources,
    link.broken_links,
)


def check(library: Library) -> tuple[Finding, ...]:
    """Everything that is wrong with a library: what loading found and what the rules find, sorted, nothing twice."""
    found = dict.fromkeys(library.findings)
    for rule in RULES:
        found.update(dict.fromkeys(rule(library)))
    return tuple(sorted(found, key=sort_key))
