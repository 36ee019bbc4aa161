"""Every code of a finding: how grave it is unless the site says otherwise, and which run can find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from katern.finding import Severity

Run = Literal["sources", "fresh", "site", "external"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding; `run` is what must be asked for to find it, `sources` being every check."""

    severity: Severity
    run: Run = "sources"


_ERRORS = (
    "read.control-character "
    "meta.unknown-field meta.missing-field meta.bad-value meta.bad-yaml meta.duplicate-slug meta.unknown-line "
    "meta.unknown-audience meta.unreadable meta.outside meta.too-large meta.encoding meta.no-exit meta.not-reviewed meta.bad-picture "
    "bib.parse bib.duplicate-key bib.case-clash bib.missing-field bib.bad-doi bib.bad-isbn bib.bad-url bib.bad-date bib.bad-seen "
    "bib.name-in-braces bib.name bib.encoding bib.unreadable bib.format bib.crossref "
    "read.unread read.foreign read.table read.list read.unclosed-fence read.tangled "
    "cite.no-citation cite.missing cite.malformed cite.unbalanced cite.in-heading cite.unsourced-figure "
    "link.broken link.scheme link.anchor link.outside-tree link.moved-without-redirect "
    "text.heading-jump text.block a11y.alt-missing a11y.table-header "
    "toolkit.schedule-sum toolkit.exercise-missing toolkit.helpline-missing toolkit.not-for-missing "
    "toolkit.card-overflow toolkit.edition-leak "
    "data.bad-table data.bad-value data.unknown-indicator data.duplicate "
    "data.total data.range data.year-missing data.area-unknown data.break data.provisional "
    "data.unlisted data.chart data.mixed data.typed data.origin "
    "kinds.event-dates kinds.delivered-without-product kinds.contact-without-consent kinds.course-answer "
    "kinds.viewpoint-holder kinds.story-consent "
    "evidence.source-missing evidence.size-missing evidence.works-without-size evidence.no-cause "
    "evidence.seen-too-little evidence.judged-by-missing evidence.unlisted "
    "html.active html.element source.retracted source.unreadable "
    "check.no-reason check.bad-setting"
)
_WARNINGS = (
    "bib.near-duplicate bib.unused bib.latex bib.unknown-type bib.unknown-field bib.odd-date link.http-only link.orphan-page "
    "text.avoid-term text.long-sentence text.empty-section text.todo text.duplicate-heading text.blank-line "
    "source.corrected source.superseded a11y.alt-filename a11y.link-text a11y.language check.unused-exception"
)
_ELSEWHERE: Mapping[str, Code] = {
    "toolkit.helpline-stale": Code("warning", "fresh"),
    "fresh.review-due": Code("warning", "fresh"),
    "fresh.review-overdue": Code("warning", "fresh"),
    "fresh.source-old": Code("warning", "fresh"),
    "fresh.sought-old": Code("warning", "fresh"),
    "kinds.contact-expired": Code("warning", "fresh"),
    "site.html": Code("error", "site"),
    "site.link": Code("error", "site"),
    "site.external-request": Code("error", "site"),
    "site.size": Code("warning", "site"),
    "site.search-count": Code("error", "site"),
    "ext.broken": Code("error", "external"),
    "ext.blocked": Code("warning", "external"),
    "ext.unknown": Code("warning", "external"),
    "ext.moved": Code("warning", "external"),
    "ext.archived": Code("warning", "external"),
}

CODES: Mapping[str, Code] = MappingProxyType(
    {
        **{code: Code("error") for code in _ERRORS.split()},
        **{code: Code("warning") for code in _WARNINGS.split()},
        **_ELSEWHERE,
    }
)
# findings from making booklets can be switched too, `katern check` never sees them
BUILD_FAMILIES = ("print",)


def is_code(code: str) -> bool:
    """Whether a code exists, or belongs to a family that only a build finds."""
    return code in CODES or code.partition(".")[0] in BUILD_FAMILIES


def is_judged(code: str, runs: frozenset[str]) -> bool:
    """Whether these runs would have found it."""
    return code in CODES and (CODES[code].run == "sources" or CODES[code].run in runs)
