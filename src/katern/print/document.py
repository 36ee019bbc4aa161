"""One booklet as one document: the HTML of its pages after macros and citations, made ready for paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml.html import HtmlElement

from katern.drawing.page import Page
from katern.finding import Finding, Position
from katern.item import Item
from katern.library import Library
from katern.photos.clean import SITE, Photos
from katern.print import lint, loose, summary
from katern.print.admit import admit
from katern.print.booklet import EPUB, Plan, posters_of
from katern.print.complete import empty_page, missing_pages
from katern.print.dialect import normalise, select_edition
from katern.print.formulas import set_formulas
from katern.print.images import PAPER, Picture
from katern.print.locate import Locator
from katern.print.loosepages import as_poster, begin_leaves, heading_before, loose_part, strip_card
from katern.print.markup import (
    HEADINGS,
    elements,
    make,
    move_content,
    remove,
    serialise,
    text_of,
    titled,
    with_class,
)
from katern.print.numbered import number_citations
from katern.print.opening import opening
from katern.print.pagelist import with_names
from katern.print.pictures import Pictures
from katern.print.quotes import set_quotes
from katern.print.references import References, keep_anchors, name_notes, page_name
from katern.print.rules import Rules
from katern.print.selfmade import pieces
from katern.print.tablelayout import lay_out_tables
from katern.print.typst.writer import write
from katern.words import Words

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Surroundings:
    """What all documents of a site share; `source_order` holds the keys of all sources in the order of the style."""

    library: Library
    words: Words
    source_order: Sequence[str]
    site_url: str | None = None
    theme_folders: tuple[Path, ...] = ()
    photos: Photos = field(default_factory=Photos)

    @cached_property
    def names(self) -> Mapping[str, tuple[str, str]]:
        """What each page is called, by its URL, and what the whole is called that it belongs to."""
        wholes = ((item, self.library.whole(item)) for item in self.library.items.values())
        return {
            self.library.layout.url(item.address): (item.title, whole.title if whole is not None else "")
            for item, whole in wholes
        }

    @cached_property
    def source_ranks(self) -> Mapping[str, int]:
        """The place of each source in that order, counted from 0."""
        return {key: number for number, key in enumerate(self.source_order)}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as HTML and as Typst, with the pictures that it shows and what is wrong with it.

    `picture_files` holds the SHA-256 of each file that it shows, by its address on the site.
    """

    plan: Plan
    html: str
    typst: str
    pictures: Mapping[str, Picture]
    findings: tuple[Finding, ...]
    picture_places: Mapping[str, Position] = field(default_factory=dict)
    card_places: tuple[Position, ...] = ()
    picture_files: Mapping[str, str] = field(default_factory=dict)
    chapters: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    page: Page
    section: HtmlElement


def compose(plan: Plan, pages: Mapping[str, Page], around: Surroundings) -> Document:
    """Put the pages of a plan together; `pages` holds the site's pages by the path of their item."""
    composer = _Composer(plan, [pages[item.path] for item in plan.pages if item.path in pages], around)
    composer.findings += missing_pages(plan, pages.keys())
    return composer.document()


class _Composer:
    """The state of one composition."""

    def __init__(self, plan: Plan, pages: list[Page], around: Surroundings) -> None:
        self.plan = plan
        self.around = around
        self.words = around.words.print
        self.anchors = around.words.addresses
        turns = plan.booklet.sheets is None and plan.booklet.layout == "booklet" and not plan.booklet.large
        paper = "large" if plan.booklet.large else plan.booklet.paper
        self.rules = Rules(plan.edition, paper, turns, self.words)
        largest = SITE if plan.booklet.id == EPUB else PAPER[plan.booklet.paper]
        self.pictures = Pictures(around.library.layout, around.theme_folders, around.photos, largest)
        self.findings: list[Finding] = []
        self.entries: dict[str, str] = {}
        self.terms: dict[str, tuple[str, str]] = {}
        self.cards: list[Position] = []
        self.chapters: tuple[str, ...] = ()
        # where sources are told by number: each in the order of the text
        self.numbers: dict[str, int] = {}
        self.parts = [self._part(page) for page in pages]

    def document(self) -> Document:
        """The whole, in the form of its layout."""
        whole = make("div")
        if self.plan.booklet.layout == "cards":
            self._cards(whole)
        elif self.plan.booklet.layout in loose.LAYOUTS:
            self._loose(whole)
        elif self.plan.booklet.layout == "summary":
            self._summary(whole)
        else:
            for number, part in enumerate(self._with_text()):
                part.section.set(lint.PART, str(number))
                whole.append(part.section)
            worksheets = [bool(with_class(part.section, "write")) for part in self.parts]
            self._link()
            if self.plan.booklet.layout == "booklet":
                self._sources(whole)
                self._glossary(whole)
                begin_leaves(whole, worksheets)
        keep_anchors(whole, self.anchors.glossary)
        set_quotes(whole, self.around.words.print.quotes)
        named = with_names(whole, keep=bool(self.plan.paged)) if self.plan.tells_pages else whole
        written = write(named)
        markup = pieces(whole) if self.plan.selfmade else written.markup
        self.findings += lint.constructs(written.unknown, [part.page.item for part in self.parts])
        for chapter in with_class(whole, "chapter", "div"):
            chapter.drop_tag()
        findings = tuple(dict.fromkeys([*self.findings, *self.pictures.findings]))
        return Document(
            self.plan,
            serialise(whole),
            markup,
            dict(self.pictures.found),
            findings,
            dict(self.pictures.places),
            tuple(self.cards),
            dict(self.pictures.files),
            self.chapters,
        )

    def _part(self, page: Page) -> _Part:
        item = page.item
        assert item is not None  # the pages of a plan are items
        root = admit(page.body, self.around.library)
        if not text_of(root).strip() and next(root.iterdescendants("img", "svg"), None) is None:
            self.findings += filter(None, [empty_page(self.plan, item)])
        for key, reference in page.references.items():
            self.entries.setdefault(key, reference)
        edition = self.plan.edition_of(item)
        rules = replace(self.rules, edition=edition)
        select_edition(root, edition)
        self.pictures.replace_media(item, page.url, root, self.around.site_url, self.words)
        normalise(root, rules)
        set_formulas(root, as_mathml=self.plan.booklet.id == EPUB)
        start = opening(page, self.around.library, self.around.words, edition, lead=item is not self.plan.item)
        lay_out_tables(start, self.rules)
        section = self._section(item, start, root)
        self._collect_terms(section)
        self.pictures.collect(item, page.url, section)
        self.findings += lint.headings(item, section)
        return _Part(page, section)

    def _section(self, item: Item, start: HtmlElement, root: HtmlElement) -> HtmlElement:
        """A chapter: its title, its opening, its text."""
        title = make("h1")
        own = next(elements(root, "h1"), None)
        if own is None or item is self.plan.item:
            title.text = self._title(item)
        else:
            move_content(own, title)
        if own is not None:
            remove(own)
        section = make("div", "chapter")
        title.set("id", "katern-top")
        section.append(title)
        move_content(start, section)
        move_content(root, section)
        # what a list of the site alone follows announces nothing on paper
        while len(section) > 1 and section[-1].tag in HEADINGS and not (section[-1].tail or "").strip():
            remove(section[-1])
        return section

    def _title(self, item: Item) -> str:
        return self.words.summary if item is self.plan.item else item.title

    def _with_text(self) -> list[_Part]:
        """The chapters that hold something; an empty page is left out, and `katern check` tells its author."""
        kept = []
        for part in self.parts:
            title = next(elements(part.section, "h1"))
            if (
                len(text_of(part.section)) > len(text_of(title))
                or next(elements(part.section, "img"), None) is not None
            ):
                kept.append(part)
        if not kept:
            self.findings.append(lint.nothing(self.plan))
        self.parts = kept
        self.chapters = tuple(text_of(next(elements(part.section, "h1"))) for part in kept)
        return kept

    def _link(self) -> None:
        urls = {part.page.url: number for number, part in enumerate(self.parts)}
        # a loose sheet knows of no other
        alone = self.plan.booklet.layout in loose.LAYOUTS
        references = (
            References({}, None)
            if alone
            else References(urls, self.around.site_url, self._name_of, each=self.plan.selfmade)
        )
        for number, part in enumerate(self.parts):
            part.section[0].attrib.pop("id", None)
            references.read(number, part.section)
            part.section[0].set("id", page_name(number))
            self._cite(part.section)
        for number, part in enumerate(self.parts):
            references.resolve(number, part.page.url, part.section)
            name_notes(part.section, number)
        if self.plan.booklet.layout == "poster":
            for part in self.parts:
                as_poster(part.section)

    def _name_of(self, url: str) -> str:
        """What the text calls a page that is not in it; a part of something else says of what."""
        title, whole = self.around.names.get(url, ("", ""))
        return f"{title}, {whole}" if whole and whole != self.plan.item.title and whole != title else title

    def _cite(self, section: HtmlElement) -> None:
        """Lead citations to the list at the end; where there is none, they are plain text."""
        order = self.around.source_ranks
        if self._numbered:
            number_citations(section, self._number)
        for link in with_class(section, "citation__link", "a"):
            key = unquote((link.get("href") or "").removeprefix("#ref-"))
            if self.plan.booklet.layout == "booklet" and key in self.entries and key in order:
                link.set("href", f"#{self._source_anchor(order[key])}")
            else:
                link.drop_tag()

    @property
    def _numbered(self) -> bool:
        return self.plan.booklet.citations == "notes" and self.plan.booklet.layout == "booklet"

    def _number(self, key: str) -> int | None:
        """The number of a source; None of one that the list lacks."""
        if key not in self.entries or key not in self.around.source_ranks:
            return None
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def _source_anchor(self, number: int) -> str:
        return f"{self.anchors.source}-{number}"

    def _sources(self, whole: HtmlElement) -> None:
        cited = {(link.get("href") or "")[1:] for link in elements(whole, "a")}
        ranks = self.around.source_ranks
        in_order = sorted((ranks[key], entry) for key, entry in self.entries.items() if key in ranks)
        named = ((self._source_anchor(number), entry) for number, entry in in_order)
        listed = [(anchor, entry) for anchor, entry in named if anchor in cited]
        if self._numbered:
            listed = [
                (self._source_anchor(ranks[key]), f"{number}. {self.entries[key]}")
                for key, number in self.numbers.items()
            ]
        if not listed:
            return
        whole.append(make("h1", text=self.around.words.sources.title))
        for name, entry in listed:
            box = make("div", "source", data_name=name)
            paragraph = make("p")
            move_content(admit(entry, self.around.library), paragraph)
            box.append(paragraph)
            whole.append(box)

    def _collect_terms(self, root: HtmlElement) -> None:
        """Definitions that a screen shows on hover: kept for the glossary."""
        known = {term.definition: term.term for term in self.around.library.data.glossary.terms}
        for link in with_class(root, "term", "a"):
            definition = link.get("title") or ""
            word = known.get(definition, text_of(link))
            name = self.anchors.term + _NOT_WORD.sub("-", word.casefold()).strip("-")
            self.terms[name] = (word[:1].upper() + word[1:], definition)
            link.attrib.clear()
            link.set("href", f"#{name}")
            link.set("class", "term-link")
        for abbreviation in elements(root, "abbr"):
            word, definition = text_of(abbreviation), abbreviation.get("title") or ""
            if definition:
                name = self.anchors.abbreviation + _NOT_WORD.sub("-", word.casefold()).strip("-")
                self.terms.setdefault(name, (word, definition))
            abbreviation.drop_tag()

    def _glossary(self, whole: HtmlElement) -> None:
        if not self.terms:
            return
        # the template starts no page for it
        whole.append(make("h1", text=self.words.glossary, id=self.anchors.glossary))
        for name, (word, definition) in sorted(self.terms.items(), key=lambda term: term[1][0].casefold()):
            box = titled("glossary-term", word, data_name=name)
            box.append(make("p", text=definition))
            whole.append(box)

    def _cards(self, whole: HtmlElement) -> None:
        """Only the cards; nothing on them leads anywhere."""
        for place, part in enumerate(self.parts):
            assert part.page.item is not None
            locator = Locator(part.page.item)
            cards = with_class(part.section, "card", "div")
            groups = [heading_before(card) for card in cards]
            for number, card in enumerate(cards):
                strip_card(card, part.section)
                card.set("data-number", str(len(self.cards)))
                card.set("data-group", groups[number])
                card.set(lint.PART, str(place))
                self.cards.append(locator.card(number))
                if self.plan.booklet.duplex and not text_of(card[1]) and next(elements(card[1]), None) is None:
                    self.findings.append(lint.blank_back(self.cards[-1]))
                whole.append(card)
        if not self.cards:
            self.findings.append(lint.nothing(self.plan))

    def _summary(self, whole: HtmlElement) -> None:
        """The question and key messages of the item, and what its pages know to work."""
        names: dict[str, str] = {}
        for part in self.parts:
            names |= {key: name for key, name in summary.names_of_sources(part.section).items() if key not in names}
        self.parts = [part for part in self.parts if part.page.item is self.plan.item]
        for part in self.parts:
            front = summary.front(part.section)
            back = summary.back(self.plan.item, self.around.library, self.around.words, names)
            part.section = front
            self._link()
            for citation in with_class(front, "citation"):
                citation.set("class", "citation-small")
            for link in elements(front, "a"):
                link.drop_tag()
            whole.append(front)
            whole.append(back if back is not None else make("div", "summary-back"))
        self.terms.clear()
        shown = serialise(whole)
        self.pictures.found = {name: picture for name, picture in self.pictures.found.items() if name in shown}

    def _loose(self, whole: HtmlElement) -> None:
        """Worksheets, cards and posters, each as it is handed out."""
        self._with_text()
        self._link()
        posters = posters_of(self.around.library, self.plan.item)
        for place, part in enumerate(self.parts):
            item = part.page.item
            assert item is not None
            keep = self._keeper(item)
            made = loose_part(self.plan, item, part.section, posters, keep)
            made.set(lint.PART, str(place))
            whole.append(made)

    def _keeper(self, item: Item) -> Callable[[HtmlElement, str], None]:
        locator = Locator(item)

        def keep(card: HtmlElement, group: str) -> None:
            card.set("data-number", str(len(self.cards)))
            card.set("data-group", group)
            self.cards.append(locator.text(text_of(card[0])))

        return keep
