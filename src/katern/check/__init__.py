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
    evidence,
    helplines,
    kinds,
    link,
    meta,
    nocite,
    phones,
    picturetypes,
    read,
    text,
    toolkit,
    voices,
)
from katern.check.ignores import beside_pages
from katern.check.judging import ItemJudging
from katern.check.policy import Policy, apply_policy
from katern.finding import Finding, sort_key
from katern.library import Library
from katern.notes import Notes

Rule = Callable[[Library], Iterable[Finding]]

# of one page alone, each with what it must know of the rest; what they find is noted for the next run
ITEM_RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (meta.settled_by_nobody, ()),
    (cite.flawed, ()),
    (cite.in_headings, ()),
    (cite.unsourced_figures, ("language",)),
    (nocite.look_alikes, ("keys",)),
    (link.links_in_fields, ()),
    (link.links_in_html, ()),
    (boxes.boxes, ()),
    (read.unread, ()),
    (read.garbled_fields, ()),
    (read.left_in_text, ()),
    (text.avoided_terms, ("data",)),
    (text.to_do, ("language",)),
    (text.heading_jumps, ()),
    (text.duplicate_headings, ()),
    (a11y.alt_texts, ("language",)),
    (a11y.table_headers, ()),
    (a11y.link_texts, ("language",)),
    (a11y.languages, ("language",)),
    (toolkit.schedules, ()),
    (kinds.event_dates, ()),
    (kinds.delivered, ()),
    (kinds.agreed, ()),
    (phones.numbers, ("data", "language")),
    (toolkit.not_for, ("language",)),
)
# of the whole library
RULES: tuple[Rule, ...] = (
    meta.duplicate_addresses,
    meta.duplicate_lines,
    meta.unknown_words,
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
    bibfields.unknown_seen,
    bib.garbled,
    bib.unused,
    cite.missing_sources,
    link.broken_links,
    link.broken_anchors,
    link.http_only,
    link.orphan_pages,
    link.moved_pages,
    text.empty_sections,
    toolkit.exercises,
    helplines.helplines,
    helplines.listed,
    toolkit.cards,
    toolkit.edition_leaks,
    data.data_sets,
    evidence.results,
    evidence.listed,
    evidence.asked,
    voices.holders,
    voices.consents,
)
NO_MORE: Mapping[str, Rule] = MappingProxyType({})


def check(
    library: Library,
    policy: Policy | None = None,
    more: Mapping[str, Rule] = NO_MORE,
    notes: Notes | None = None,
) -> tuple[Finding, ...]:
    """Everything that is wrong with a library, after the site's policy, sorted, nothing twice.

    `more` are the runs that were asked for beside the sources, by name (`fresh`, `site`, `external`); `notes` are those
    of earlier runs.
    """
    policy = policy or Policy()
    sentences: Rule = partial(text.long_sentences, longest=policy.longest_sentence)
    judging = ItemJudging(
        library, (*ITEM_RULES, (sentences, ("language",))), f"{policy.longest_sentence}", notes or Notes()
    )
    found = dict.fromkeys((*library.findings, *judging.findings))
    ways_out: Rule = partial(meta.ways_out, no_exit=policy.no_exit)
    for rule in (*RULES, ways_out, *more.values()):
        found.update(dict.fromkeys(rule(library)))
    exemptions = [*judging.exemptions, *beside_pages(library.layout)]
    left = apply_policy(found, policy, exemptions, frozenset(more))
    return tuple(sorted(dict.fromkeys(left), key=sort_key))
