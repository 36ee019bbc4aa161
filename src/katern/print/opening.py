"""What opens a chapter on paper before its text: its lead, and what its front matter says, in the forms that paper knows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from katern.drawing.facts import facts
from katern.drawing.page import Page
from katern.drawing.schedule import timetable
from katern.kinds import Shown
from katern.library import Library
from katern.print.admit import admit
from katern.print.markup import make, move_content, titled
from katern.words import Words


def opening(page: Page, library: Library, words: Words, edition: str | None, lead: bool) -> HtmlElement:
    """The opening of a page below one `div`; participants get no timings, and a cover says the lead of its item."""
    return _Opening(page, library, words).whole(edition != "participant", lead)


class _Opening:
    """Draws one opening."""

    def __init__(self, page: Page, library: Library, words: Words) -> None:
        assert page.item is not None  # only items are printed
        self.page = page
        self.item = page.item
        self.library = library
        self.words = words

    def whole(self, timings: bool, lead: bool) -> HtmlElement:
        """All of it, in the order of the site."""
        root = make("div")
        if lead and self.item.meta.description:
            root.append(_boxed(make("div", "lead"), make("p", text=self.item.meta.description)))
        if self.item.fits:
            root.extend(self._fields(timings))
        return root

    def _fields(self, timings: bool) -> Iterator[HtmlElement]:
        """What its kind shows, in its order, the facts together; who works through a part gets no facts of it."""
        forms = {"question": self._question, "messages": self._messages, "warning": self._warning}
        told = not timings and bool(self.item.row.part_of)
        for shown in self.item.row.opening:
            if shown.form in forms:
                yield from forms[shown.form](shown)
            elif shown.form == "schedule":
                yield from self._schedule() if timings else ()
            elif not told:
                told = True
                yield from self._facts()

    def _word(self, shown: Shown) -> str:
        return self.words.kinds[self.item.kind].fields[shown.term or shown.field]

    def _texts(self, shown: Shown) -> tuple[str, ...]:
        return self.page.texts.get(shown.field, ())

    def _question(self, shown: Shown) -> Iterator[HtmlElement]:
        for text in self._texts(shown):
            yield _boxed(titled("question", self._word(shown)), self._line("p", text))

    def _messages(self, shown: Shown) -> Iterator[HtmlElement]:
        messages = self._texts(shown)
        if messages:
            section = make("section", "messages")
            section.append(make("h2", text=self._word(shown), id=self.words.addresses.messages))
            listed = make("ol")
            listed.extend([self._line("li", text) for text in messages])
            yield _boxed(section, listed)

    def _warning(self, shown: Shown) -> Iterator[HtmlElement]:
        for text in self._texts(shown):
            box = titled("admonition", self._word(shown), data_kind="notfor")
            yield _boxed(box, self._line("p", text))

    def _facts(self) -> Iterator[HtmlElement]:
        rows = []
        for fact in facts(self.page, self.library, self.words):
            row = make("p")
            label = make("strong", text=fact.term)
            label.tail = ": "
            row.append(label)
            move_content(self._line("span", fact.value), row)
            rows.append(row)
        if rows:
            box = make("div", "facts")
            box.extend(rows)
            yield box

    def _schedule(self) -> Iterator[HtmlElement]:
        moments = timetable(self.item, self.library)
        if not moments:
            return
        words = self.words.schedule
        table, head, body = make("table"), make("thead"), make("tbody")
        table.append(make("caption", text=words.title))
        head.append(_row([make("th", text=title, scope="col") for title in (words.time, words.step, words.minutes)]))
        for moment in moments:
            step = make("td")
            if moment.url:
                step.append(make("a", text=moment.title, href=self.page.base + moment.url))
            else:
                step.text = moment.title
            body.append(_row([make("td", text=moment.start), step, make("td", text=str(moment.minutes))]))
        table.extend([head, body])
        yield table

    def _line(self, tag: str, html: str) -> HtmlElement:
        line = make(tag)
        move_content(admit(html, self.library), line)
        return line


def _boxed(box: HtmlElement, content: HtmlElement) -> HtmlElement:
    box.append(content)
    return box


def _row(cells: list[HtmlElement]) -> HtmlElement:
    row = make("tr")
    row.extend(cells)
    return row
