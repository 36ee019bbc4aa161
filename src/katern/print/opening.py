"""What opens a chapter on paper before its text: its lead, and what its front matter says, in the forms that paper knows."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from katern.drawing.facts import facts
from katern.drawing.page import Page
from katern.drawing.schedule import timetable
from katern.items import KINDS
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
        if not isinstance(self.item.meta, KINDS[self.item.kind]):
            return root
        root.extend([*self._question(), *self._messages(), *self._not_for()])
        if timings or self.item.kind != "part":
            root.extend(self._facts())
        if timings:
            root.extend(self._schedule())
        return root

    def _question(self) -> Iterator[HtmlElement]:
        for text in self.page.texts.get("question", ()):
            title = self.words.question_of(self.item.kind)
            yield _boxed(titled("question", title), self._line("p", text))

    def _messages(self) -> Iterator[HtmlElement]:
        messages = self.page.texts.get("key_messages", ())
        if messages:
            section = make("section", "messages")
            section.append(make("h2", text=self.words.dossier.key_messages, id=self.words.addresses.messages))
            listed = make("ol")
            listed.extend([self._line("li", text) for text in messages])
            yield _boxed(section, listed)

    def _not_for(self) -> Iterator[HtmlElement]:
        for text in self.page.texts.get("not_for", ()):
            box = titled("admonition", self.words.toolkit.not_for, data_kind="notfor")
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
        words = self.words.part
        table, head, body = make("table"), make("thead"), make("tbody")
        table.append(make("caption", text=words.schedule))
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
