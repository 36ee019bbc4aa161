"""All checks: rules that read a library and yield findings, registered in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from katern.check import (
    a11y,
    active,
    bib,
    bibdates,
    bibfields,
    bibnames,
    boxes,
    charts,
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
    terms,
    text,
    toolkit,
    typed,
    voices,
    works,
)
from katern.check.again import Remembering
from katern.check.ignores import beside_pages, find_exemptions
from katern.check.judging import ItemJudging
from katern.check.policy import Policy, apply_policy, excepted
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
    (link.misspelt_addresses, ()),
    (boxes.boxes, ()),
    (active.active_texts, ()),
    (read.unread, ()),
    (read.garbled_fields, ()),
    (read.left_in_text, ()),
    (terms.avoided_terms, ("data",)),
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
    (kinds.course_answers, ()),
    (phones.numbers, ("data", "language")),
    (toolkit.not_for, ("language",)),
)
# of the sources alone, whatever pages cite them
SOURCE_RULES: tuple[Rule, ...] = (
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
)
# of the whole library
RULES: tuple[Rule, ...] = (
    meta.duplicate_addresses,
    meta.duplicate_lines,
    meta.unknown_words,
    picturetypes.unfit_pictures,
    bib.unused,
    cite.missing_sources,
    link.broken_links,
    link.broken_anchors,
    link.http_only,
    link.orphan_pages,
    link.moved_pages,
    terms.avoided_in_data,
    text.empty_sections,
    toolkit.exercises,
    helplines.helplines,
    helplines.listed,
    toolkit.cards,
    toolkit.edition_leaks,
    evidence.results,
    evidence.listed,
    evidence.asked,
    charts.asked,
    typed.typed,
    voices.holders,
    voices.consents,
    works.told_later,
)
# of these, what a page tells that knows of the others no more than their fronts
WITHOUT_OTHERS: tuple[Rule, ...] = (
    picturetypes.unfit_pictures,
    cite.missing_sources,
    link.broken_links,
    toolkit.exercises,
    toolkit.cards,
    toolkit.edition_leaks,
    evidence.asked,
    charts.asked,
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
    judging = _judging(library, policy, notes or Notes())
    found = dict.fromkeys((*library.findings, *judging.findings))
    code: Rule = partial(active.active_files, named=policy.named)
    ways_out: Rule = partial(meta.ways_out, no_exit=policy.no_exit)
    remembering = Remembering(library, (notes or Notes()).of("found"))
    found.update(dict.fromkeys(remembering.of_sources(SOURCE_RULES)))
    found.update(dict.fromkeys(remembering.of(data.data_sets, data.made_of(library))))
    for rule in (*RULES, ways_out, code, *more.values()):
        found.update(dict.fromkeys(rule(library)))
    exemptions = [*judging.exemptions, *beside_pages(library.layout)]
    left = apply_policy(found, policy, exemptions, frozenset(more))
    return tuple(sorted(dict.fromkeys(left), key=sort_key))


def check_pages(
    library: Library, paths: Iterable[str], policy: Policy, notes: Notes | None = None
) -> tuple[Finding, ...]:
    """What is wrong with some pages as far as they tell it themselves, sorted; what all others say is left to `check`."""
    some = [path for path in paths if path in library.items]
    judging = _judging(library, policy, notes or Notes(), some)
    read = (finding for finding in library.findings if finding.path in some)
    left = excepted((*read, *judging.findings), policy, [*judging.exemptions, *beside_pages(library.layout)])
    return tuple(sorted(dict.fromkeys(left), key=sort_key))


def check_some(library: Library, paths: Sequence[str], policy: Policy) -> tuple[Finding, ...]:
    """What is wrong with some pages of a library that holds the texts of these alone, and with files that are no pages."""
    found = [*check_pages(library, paths, policy)]
    beside = (finding for finding in library.findings if finding.path not in library.items)
    told = (finding for rule in WITHOUT_OTHERS for finding in rule(library) if finding.path in paths)
    found += excepted((*beside, *told), policy, [*find_exemptions(library), *beside_pages(library.layout)])
    return tuple(sorted(dict.fromkeys(found), key=sort_key))


def _judging(library: Library, policy: Policy, notes: Notes, some: Iterable[str] | None = None) -> ItemJudging:
    sentences: Rule = partial(text.long_sentences, longest=policy.longest_sentence)
    rules = (*ITEM_RULES, (sentences, ("language",)))
    return ItemJudging(library, rules, f"{policy.longest_sentence}", notes, some)
