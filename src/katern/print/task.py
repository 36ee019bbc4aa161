"""One file to make: its job, what the lint said of its document, and what its outcome means to the author."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from katern.drawing.downloads import Thumbnail
from katern.finding import Finding, Position, said, sort_key
from katern.item import Item
from katern.items import Booklet
from katern.print.booklet import Plan
from katern.print.job import FEWEST_BOUND, Job, Outcome
from katern.print.locate import Locator
from katern.print.loose import LAYOUTS

# signs that one finding names
_SHOWN_SIGNS = 5
# a stapler for booklets takes so many, and more do not lie flat
_MOST_SHEETS = 16
_SHEET_PAPER = {"a5": "A4", "a4": "A3"}


@dataclass(frozen=True, slots=True)
class Made:
    """A file in the site's folder of booklets: what it is, on which paper, how many pages and bytes, its first page."""

    item: Item
    name: str
    form: str
    title: str
    paper: str
    pages: int
    size: int
    thumbnail: Thumbnail | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """`key` is the outcome's in the store; places tell where cards and pictures stand in the Markdown.

    `outcome` is what the store held; where it held none, the job is whole.
    """

    plan: Plan
    job: Job
    key: tuple[object, ...]
    findings: tuple[Finding, ...] = ()
    picture_places: Mapping[str, Position] = field(default_factory=dict)
    card_places: tuple[Position, ...] = ()
    # the folder of the site's own templates, relative to its root
    own_templates: str = ""
    outcome: Outcome | None = None

    @property
    def refused(self) -> bool:
        """Whether the lint forbids the work."""
        return any(finding.severity == "error" for finding in self.findings)

    @property
    def paged(self) -> str:
        """Of an e-book the booklet whose pages it tells: that is made first."""
        return self.plan.paged if self.job.form == "epub" else ""

    def explain(self, outcome: Outcome | None) -> Iterator[Finding]:
        """What went wrong in the work, at its place in the Markdown."""
        if outcome is None:
            return
        for name, sheets in outcome.details.items():
            if sheets > _MOST_SHEETS and self.plan.booklet.sheets != "signatures" and self._end_of(name) == "sheets":
                what = said("print.too-thick", "too-many-sheets", file=name, sheets=sheets, most=_MOST_SHEETS)
                yield Finding.warning(self.plan.position, what)
        if self.job.bound.bleed is not None and 0 < outcome.pages < FEWEST_BOUND:
            what = said("print.sheets", "no-cover", file=self.job.stem, pages=outcome.pages, fewest=FEWEST_BOUND)
            yield Finding.warning(self.plan.position, what)
        yield from (self._overflow(number) for number in outcome.overflow)
        if outcome.refused and outcome.template and self.job.overrides:
            name, line, column = outcome.template
            at = Position(f"{self.own_templates}/{name}", line, column)
            yield Finding.error(at, said("print.template", "failed", why=outcome.refused))
        elif outcome.refused:
            yield Finding.error(
                self.plan.position, said("print.refused", "not-made", file=self.job.stem, reason=outcome.refused)
            )
        yield from (self._without_font(signs) for signs in by_script(outcome.unknown_signs))
        for name in outcome.broken_pictures:
            at = self.picture_places.get(name, self.plan.position)
            yield Finding.error(at, said("print.image-broken", "broken"))

    def _without_font(self, signs: Sequence[str]) -> Finding:
        """The signs of one script: a font that holds one of them holds the others."""
        at = self._place_of(signs[0])
        if len(signs) == 1:
            return Finding.error(at, said("print.glyph", "in-no-font", sign=signs[0], code=f"U+{ord(signs[0]):04X}"))
        shown = tuple(f"{sign} (U+{ord(sign):04X})" for sign in signs[:_SHOWN_SIGNS])
        return Finding.error(at, said("print.glyph", "script-in-no-font", signs=shown, number=len(signs)))

    def _overflow(self, number: int) -> Finding:
        if number >= 0 and self.card_places:
            return Finding.error(self.card_places[number], said("toolkit.card-overflow", "in-print"))
        return Finding.error(Position(self.plan.pages[-1].path), said("print.poster-overflow", "in-print"))

    def _place_of(self, sign: str) -> Position:
        for item in self.plan.pages:
            if sign in item.front.body:
                return Locator(item).text(sign)
        for item in (self.plan.item, *self.plan.pages):
            for name, value in item.front.values.items():
                if sign in str(value):
                    return item.front.position(name)
        return self.plan.position

    def _end_of(self, name: str) -> str:
        """What a file beside the booklet itself is, by the end of its name."""
        ends = self.job.data["addresses"]
        return next(form for form in ("sheets", "press", "cover") if name.endswith(f"-{getattr(ends, form)}.pdf"))

    def made(self, name: str, outcome: Outcome, size: int) -> Made:
        """A file of the outcome, described for readers."""
        booklet, data, item = self.plan.booklet, self.job.data, self.plan.item
        words = data["words"]
        if self.job.form == "epub":
            title = f"{words.ebook}: {data['title']}" if self.plan.declared else words.ebook
            return Made(item, name, "epub", title, "EPUB", 0, size)
        if self.job.form == "slides":
            return Made(item, name, "slides", f"{words.slides}: {data['title']}", "PowerPoint", outcome.pages, size)
        if self.job.form == "own":
            title = data["title"] if self.plan.declared else data["subtitle"] or words.everyone
            return Made(item, name, "own", title, "A4", 0, size)
        if self.job.form == "docx":
            return Made(item, name, "docx", data["file_title"], "Word", 0, size)
        title = data["title"] if self.plan.declared else data["subtitle"] or words.everyone
        if name in outcome.details:
            form = self._end_of(name)
            said, paper = {
                "sheets": (words.sheet, _SHEET_PAPER[booklet.paper]),
                "press": (words.press, booklet.paper.upper()),
                "cover": (words.cover, booklet.paper.upper()),
            }[form]
            return Made(item, name, form, f"{title}, {said}", paper, outcome.details[name], size)
        paper = paper_of(booklet)
        return Made(item, name, booklet.layout, title, paper, outcome.pages, size)


def paper_of(booklet: Booklet) -> str:
    """The paper of a booklet, as readers know it."""
    return "A4" if booklet.layout in ("cards", *LAYOUTS) else booklet.paper.upper()


def by_script(signs: Iterable[str]) -> list[list[str]]:
    """Signs by their script, as the first word of their names tells it; all symbols together."""
    groups: dict[str, list[str]] = {}
    for sign in signs:
        letter = unicodedata.category(sign)[0] in "LMN"
        groups.setdefault(unicodedata.name(sign, "").partition(" ")[0] if letter else "", []).append(sign)
    return list(groups.values())


def hushed(stopping: Sequence[Finding], judged: Sequence[Finding]) -> list[Finding]:
    """For what stopped a file, and what the site says nothing about: that a file is not there, once for each page and code."""
    told = {(finding.path, finding.line, finding.column, finding.code) for finding in judged}
    first = {
        (finding.path, finding.code): finding
        for finding in sorted(stopping, key=sort_key, reverse=True)
        if (finding.path, finding.line, finding.column, finding.code) not in told
    }
    return [
        Finding.warning(
            Position(finding.path, finding.line, finding.column),
            said("print.refused", "switched-off", code=finding.code),
        )
        for finding in first.values()
    ]
