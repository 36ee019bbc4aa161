"""What a trainer sends before a meeting, to adapt: the invitation, and the programme that participants get."""

from __future__ import annotations

from lxml.html import HtmlElement

from katern.drawing.schedule import timetable
from katern.item import Item
from katern.library import Library
from katern.print.markup import has_class, make, move_content, remove, serialise, with_class
from katern.print.quotes import set_quotes
from katern.words.print import Print

# the kind of a trainer's box that holds the text of the invitation
_INVITATION = "invitation"


def invitation(meeting: Item, text: HtmlElement, words: Print) -> str:
    """The invitation to a meeting: what its page gives for it, and room for day, time and place."""
    page = make("div")
    page.append(make("h1", text=words.invitation))
    boxes = with_class(text, _INVITATION)
    for box in boxes:
        content = make("div")
        move_content(box, content)
        for title in [child for child in content if child.tag == "summary" or has_class(child, "admonition-title")]:
            remove(title)
        page.append(content)
    if not boxes:
        page.append(make("p", text=meeting.title))
        page.append(make("p", text=meeting.meta.description or getattr(meeting.meta, "goal", None) or ""))
    page.extend(_open_lines(words))
    set_quotes(page, words.quotes)
    return serialise(page)


def timetable_of(meeting: Item, library: Library, words: Print, heads: tuple[str, str, str]) -> str:
    """The programme of a meeting: its steps with their times, from the moment that it begins."""
    page = make("div")
    page.append(make("h1", text=meeting.title))
    goal = getattr(meeting.meta, "goal", None)
    if goal:
        page.append(make("p", text=goal))
    page.extend(_open_lines(words))
    table, head, body = make("table"), make("thead"), make("tbody")
    row = make("tr")
    row.extend([make("th", text=title) for title in heads])
    head.append(row)
    for moment in timetable(meeting, library):
        row = make("tr")
        row.extend([make("td", text=moment.start), make("td", text=moment.title), make("td", text=str(moment.minutes))])
        body.append(row)
    table.extend([head, body])
    page.append(table)
    set_quotes(page, words.quotes)
    return serialise(page)


def _open_lines(words: Print) -> list[HtmlElement]:
    lines = []
    for word in words.to_fill_in:
        line = make("p")
        line.append(make("strong", text=f"{word}: "))
        line[0].tail = "…"
        lines.append(line)
    return lines
