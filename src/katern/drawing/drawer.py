"""Draws the parts of a page once all citations are formatted: its text first, then what the site puts around it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from katern.citations.citeproc import Formatted
from katern.data import Helpline
from katern.drawing.agenda import is_offered, own_calendar
from katern.drawing.citations import Place, draw_citations, in_list, places_of
from katern.drawing.facts import Fact, Telling, facts
from katern.drawing.listing import drawn_list
from katern.drawing.newsletter import letter_of
from katern.drawing.noticing import Urls
from katern.drawing.page import Page, minutes_to_read
from katern.drawing.placing import has_own_heading, wants_every_source, with_place
from katern.drawing.schedule import timetable
from katern.drawing.termuses import with_uses
from katern.drawing.tongues import in_its_language
from katern.fields import Leads
from katern.item import Item
from katern.layout import Layout
from katern.library import Library
from katern.reading.filelinks import relative_url
from katern.reading.marks import without_marks
from katern.reading.rawhtml import without_remarks
from katern.reading.text import Text
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a page gave: the page itself, and the fields of its front matter that hold running text."""

    item: Item | None
    address: str
    url: str
    title: str
    text: Text
    fields: Mapping[str, Sequence[Text]] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[Text, ...]:
        """All of them, in the order in which their citations count."""
        return (*(text for texts in self.fields.values() for text in texts), self.text)


def read_item(item: Item, layout: Layout) -> Read:
    """What the library read of an item."""
    fields: dict[str, list[Text]] = {}
    for one in item.fields:
        if item.fits:
            fields.setdefault(one.name, []).append(one.text)
    return Read(item, item.address, layout.url(item.address), item.title, item.text, fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a page's list of sources: the source as the style writes it, its page, and where it is cited."""

    key: str
    html: Markup
    url: str
    places: tuple[Place, ...]
    annotation: str
    archive: str
    archive_day: datetime.date | None
    seen: str = ""
    title: str = ""
    language: str = ""


# more numbers than these at the top of a page are none: the rest stand where the page says whom to call
_CALLED = 3


class PageDrawer:
    """Draws pages: what each cites, what its author wrote, and what the site puts around that."""

    def __init__(self, env: Environment, library: Library, words: Words, source_urls: Mapping[str, str]) -> None:
        self._env = env
        self._library = library
        self._words = words
        self._source_urls = source_urls
        self._sources = library.sources
        # part of every page's digest: asked here, so that no page depends on the rest of the vocabulary
        self._short = library.data.vocabulary.short

    def outline(self, read: Read, formatted: Formatted) -> Page:
        """The page without what is drawn: what it cites, and where."""
        cited = places_of(read.fields, read.text, formatted)
        cited |= {key: () for key in self._uncited(read) if key not in cited}
        short = self._short
        references = {key: in_list(formatted.entries.get(key, escape(key)), short) for key in formatted.in_order(cited)}
        return Page(
            read.item, read.address, read.url, read.title, contents=read.text.contents, cited=cited, references=references,
            list_headed=has_own_heading(read.text),
        )  # fmt: skip

    def _uncited(self, read: Read) -> Iterable[str]:
        """The sources that a page lists without citing them."""
        asked = read.item.meta.nocite if read.item is not None else ()
        if "*" in asked or wants_every_source(read.text):
            return self._sources
        return (key for key in asked if key in self._sources)

    def draw(self, outline: Page, read: Read, formatted: Formatted, downloads: Sequence[tuple[str, str]] = ()) -> Page:
        """The page with its citations and its list of sources; `downloads` are other forms of that list."""
        words, sources = self._words.sources, self._sources
        seen = {key: sources[key].seen for key in outline.cited if key in sources}
        thin = {key: words.thin[much] for key, much in seen.items() if much in words.thin}
        drawn = draw_citations(read.fields, read.text, formatted, words.missing, thin, self._short)
        body = with_place(without_remarks(drawn.body), bool(outline.cited))
        texts = {name: tuple(map(without_remarks, values)) for name, values in drawn.texts.items()}
        page = replace(outline, body=body, texts=texts)
        return replace(page, sources=self._list(page, downloads)) if page.cited else page

    def dress(self, page: Page, downloads: str = "", changes: str = "") -> Page:
        """The page with what stands around its text; the fragments are placed by the templates of head and tail."""
        item = page.item
        body = with_uses(page.body, self._env, self._library, page.base)
        page = replace(page, body=body, downloads=downloads, changes=changes)
        if item is None or item.meta.template:  # a page with a template of its own draws its own head
            return page
        if item.row.bare:
            return replace(page, tail=downloads)
        values = self._values(page, item) | {"downloads": Markup(downloads), "changes": Markup(changes)}
        head = self._env.get_template("katern/head.html").render(values)
        return replace(page, head=head, tail=self._env.get_template("katern/tail.html").render(values))

    def _values(self, page: Page, item: Item) -> dict[str, Any]:
        """What the templates of head and tail know of a page."""
        whole = self._library.whole(item)
        return {
            "item": item,
            "meta": item.meta,
            "kind": self._words.kinds.get(item.kind),
            "title": Markup(escape(item.title)),
            "own_heading": page.own_heading,
            "texts": _Texts.of(page),
            # in a preview an item's front matter may not fit: then only what every page has is drawn
            "template": item.row.template if item.fits else "",
            "parts": self._parts(item),
            "compared": self._compared(item, page.base),
            "groups": self._groups(item),
            "place": self._places.get(item.path),
            "urgent": self._urgent(item),
            "cards": sum(box.kind == "card" for box in item.text.boxes),
            "whole": whole,
            "way_to_whole": relative_url(self._library.layout.url(whole.address), page.url) if whole else "",
            "line": self._line(item),
            "base": page.base,
            "minutes": minutes_to_read(page.body),
            "library": self._library,
            "source_urls": Urls(self._source_urls),
            "related": self._related(item),
            "schedule": timetable(item, self._library),
            "facts": [
                Fact(fact.term, Markup(without_marks(fact.value)))
                for fact in facts(page, self._library, self._words, Urls(self._source_urls))
            ],
            "card": self._card,
            "naming": self._naming(item),
            "package": self.package(page),
            "calendar": self._calendar(item),
            "letter_of": lambda item: letter_of(self._library, item),
            "mails": self.mails(page),
            "letter_feed": self.letter_feed,
        }

    def _related(self, item: Item) -> list[tuple[str, str]]:
        """Titles and URLs of what the item says it is related to."""
        found = []
        for name in item.meta.related:
            other = self._library.led_to(Leads("item"), name)
            if other is not None:
                found.append((other.title, self._library.layout.url(other.address)))
        return found

    def _card(self, item: Item) -> list[Markup]:
        """What stands of an item on its card in a list."""
        return [Markup(value) for value in Telling(self._library, self._words).card(item)]

    def _naming(self, item: Item) -> list[tuple[str, list[tuple[Item, str]]]]:
        """The items that name this one: the title of their list, and each with its URL."""
        groups: dict[str, list[tuple[Item, str]]] = {}
        for other in self._library.naming(item):
            if other.meta.status != "withdrawn":
                title = self._words.kinds[other.kind].list.title or self._words.kinds[other.kind].label
                groups.setdefault(title, []).append((other, self._library.layout.url(other.address)))
        return list(groups.items())

    def _parts(self, item: Item) -> list[tuple[Item, str]]:
        return [(part, self._library.layout.url(part.address)) for part in self._library.parts_of(item)]

    def _compared(self, item: Item, base: str) -> Markup:
        """The other pages of a folder as their kind wants them listed."""
        parts = () if item.row.whole else self._library.parts_of(item)
        return drawn_list(self._env, self._library, self._words, parts, base)

    def _groups(self, item: Item) -> list[tuple[str, list[tuple[Item, str]]]]:
        """The parts by what readers do with them, each group with its word; parts of which nobody says that stand together."""
        words = self._words.parts
        names = {"guide": words.read, "meeting": words.practise, "exercise": words.practise, "card": words.cards}
        found: dict[str, list[tuple[Item, str]]] = {}
        for part, url in self._parts(item):
            use = getattr(part.meta, "part", None)
            found.setdefault(names.get(use, words.sheets) if use else "", []).append((part, url))
        order = ("", words.read, words.practise, words.sheets, words.cards)
        return [(name, found[name]) for name in order if name in found]

    @cached_property
    def _places(self) -> Mapping[str, tuple[int, int]]:
        """Of each part to read, by its path, which of them it is and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        for row in self._library.kinds.wholes:
            for whole in self._library.of_kind(row.name):
                parts = self._library.parts_of(whole)
                read = [part.path for part in parts if getattr(part.meta, "part", None) == "guide"]
                found.update({path: (number, len(read)) for number, path in enumerate(read, 1)})
        return found

    def _urgent(self, item: Item) -> list[Helpline]:
        """Whom to call at once in the situation that an item is about."""
        found = self._library.data.helplines.urgent.get(item.slug, ()) if item.row.whole else ()
        return [line for line in found if line.phone][:_CALLED]

    def _line(self, item: Item) -> Any:
        return self._library.data.programme.line(self._library.line_of(item))

    def package(self, page: Page) -> str:
        """The URL of what a learning system takes of a page, relative to the root of the site."""
        return f"{page.url.removesuffix('/').removesuffix('.html')}/scorm.zip"

    def _calendar(self, item: Item) -> str:
        """The URL of the calendar with a meeting, relative to the root of the site; nothing for other items."""
        if not item.row.dated or not item.fits or not is_offered(item, self._library):
            return ""
        return own_calendar(self._library.layout, item, self._words.addresses.calendar)

    def mails(self, page: Page) -> tuple[str, str]:
        """The URLs of a newsletter as a mail, in HTML and as plain text, relative to the root of the site."""
        stem = f"{page.url.removesuffix('/').removesuffix('.html')}/{self._words.addresses.mail}"
        return f"{stem}.html", f"{stem}.txt"

    @property
    def letter_feed(self) -> str:
        """The URL of the feed of newsletters, which a site has that has an address."""
        folder = self._library.layout.folder_of("newsletter").removeprefix(f"{self._library.layout.docs}/")
        return f"{folder}/{self._words.addresses.feed}.xml" if folder else ""

    def entries(self, page: Page) -> tuple[Entry, ...]:
        """The list of what a page cites."""
        sources = self._sources
        return tuple(
            Entry(
                key, in_its_language(html, sources[key].title, sources[key].language, self._words.language), self._source_urls.get(key, ""), page.cited[key],
                sources[key].annotation, sources[key].archive, sources[key].archive_day, sources[key].seen,
                sources[key].title, sources[key].language,
            )
            for key, html in page.references.items()
        )  # fmt: skip

    def _list(self, page: Page, downloads: Sequence[tuple[str, str]]) -> str:
        template = self._env.get_template("katern/sources-list.html")
        anchor = self._library.layout.sources
        return template.render(
            entries=self.entries(page), base=page.base, downloads=downloads, anchor=anchor, headed=page.list_headed
        )


class _Texts(dict[str, list[Markup]]):
    """The texts of front matter by field, for templates: one that says nothing has none."""

    @classmethod
    def of(cls, page: Page) -> _Texts:
        """Those of a page, as HTML without what only checks read."""
        return cls({name: [Markup(without_marks(text)) for text in texts] for name, texts in page.texts.items()})

    def __missing__(self, name: str) -> list[Markup]:
        return []
