"""All checks: rules that read a library and yield findings, registered in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType

from katern.check import (
    a11y,
    bib,
    bibdates,
    bibfields,
    bibnames,
    boxes,
    cite,
    data,
    helplines,
    link,
    meta,
    nocite,
    phones,
    picturetypes,
    read,
    text,
    toolkit,
)
from katern.check.ignores import find_exemptions
from katern.check.policy import Policy, apply_policy
from katern.finding import Finding, sort_key
from katern.library import Library

Rule = Callable[[Library], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    meta.duplicate_addresses,
    meta.duplicate_lines,
    meta.unknown_words,
    meta.settled_by_nobody,
    picturetypes.unfit_pictures,
    bib.missing_fields,
    bib.near_duplicates,
    bib.identifiers,
    bibdates.bad_dates,
    bibdates.odd_dates,
    bibnames.braced_names,
    bibnames.typed_names,
    bibfields.unread_latex,
    bibfields.unknown_kinds,
    bibfields.unknown_fields,
    bib.garbled,
    bib.unused,
    cite.missing_sources,
    cite.flawed,
    nocite.look_alikes,
    cite.in_headings,
    cite.unsourced_figures,
    link.broken_links,
    link.links_in_fields,
    link.links_in_html,
    link.broken_anchors,
    link.http_only,
    link.orphan_pages,
    link.moved_pages,
    boxes.boxes,
    read.unread,
    read.left_in_text,
    text.avoided_terms,
    text.empty_sections,
    text.to_do,
    text.heading_jumps,
    text.duplicate_headings,
    a11y.alt_texts,
    a11y.table_headers,
    a11y.link_texts,
    a11y.languages,
    toolkit.schedules,
    toolkit.exercises,
    helplines.helplines,
    helplines.listed,
    phones.numbers,
    toolkit.not_for,
    toolkit.cards,
    toolkit.edition_leaks,
    data.data_sets,
)
NO_MORE: Mapping[str, Rule] = MappingProxyType({})


def check(library: Library, policy: Policy | None = None, more: Mapping[str, Rule] = NO_MORE) -> tuple[Finding, ...]:
    """Everything that is wrong with a library, after the site's policy, sorted, nothing twice.

    `more` are the runs that were asked for beside the sources, by name (`fresh`, `site`, `external`).
    """
    policy = policy or Policy()
    found = dict.fromkeys(library.findings)
    by_settings: tuple[Rule, ...] = (
        partial(text.long_sentences, longest=policy.longest_sentence),
        partial(meta.ways_out, no_exit=policy.no_exit),
    )
    for rule in (*RULES, *by_settings, *more.values()):
        found.update(dict.fromkeys(rule(library)))
    left = apply_policy(found, policy, find_exemptions(library), frozenset(more))
    return tuple(sorted(dict.fromkeys(left), key=sort_key))
