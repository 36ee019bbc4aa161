"""Loose pages as paper knows them: worksheets that each begin a leaf, cards to cut, a poster, in the order of a set."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from katern.item import Item
from katern.print import loose
from katern.print.address import shown_address
from katern.print.admit import STRIPS
from katern.print.booklet import Plan
from katern.print.markup import (
    elements,
    has_class,
    make,
    move_content,
    remove,
    remove_citation,
    replace,
    text_of,
    with_class,
)

# of strips alone: they hold a sentence
_STRIPS_PER_SHEET = 8
# the attribute that says what is a note, and what its mark
NOTE = "epub:type"
_WEB = ("http://", "https://")
# keeps a card, made of a side or two, and gives it its number
Keep = Callable[[HtmlElement, str], None]


def loose_part(plan: Plan, item: Item, section: HtmlElement, posters: tuple[str, ...], keep: Keep) -> HtmlElement:
    """One page of a loose layout, as its kind is handed out."""
    count = (
        loose.copies(item, loose.participants(plan.booklet), item.path in posters)
        if plan.booklet.layout == "set"
        else 0
    )
    title = text_of(next(elements(section, "h1")))
    made = make("div", "set-part", data_title=title, data_copies=str(count))
    if loose.is_sheet(item) and item.path not in posters:
        made.set("data-form", "sheet")
        if getattr(item.meta, "stays", False):
            made.set("data-stays", "yes")
        _as_sheet(section)
        made.append(section)
        return made
    if item.path in posters:
        made.set("data-form", "poster")
        made.set("data-about", item.meta.description or "")
        as_poster(section)
        made.append(section)
        return made
    exercise, cards = loose.is_exercise(item), loose.has_cards(item)
    made.set("data-form", "roles" if exercise else "cards")
    if exercise and not cards:
        made.set("data-per", str(_STRIPS_PER_SHEET))
    deck = make("div", "deck")
    if exercise:
        # a single situation is read aloud
        found = [*(roles_of(section) if cards else ()), *strips_of(section)]
    else:
        found = with_class(section, "card", "div")
    for card in found:
        strip_card(card, section)
        keep(card, title)
        deck.append(card)
    made.append(deck)
    return made


def begin_leaves(whole: HtmlElement, worksheets: Sequence[bool]) -> None:
    """Of chapters and lists in a booklet, tell which begin a page: what is written on, and what comes behind one."""
    titles = [
        child if child.tag == "h1" else child[0] for child in whole if child.tag == "h1" or has_class(child, "chapter")
    ]
    for title, (one, next_one) in zip(titles, pairwise([False, *worksheets, False]), strict=False):
        if one or next_one:
            title.set("data-leaf", "yes")


def _as_sheet(section: HtmlElement) -> None:
    """A sheet has no list of sources: what it cites stays small, and says its name only."""
    for citation in with_class(section, "citation"):
        citation.set("class", "citation-small")


def as_poster(section: HtmlElement) -> None:
    """A sheet for the wall: its banner says the title, and addresses and sources stay small."""
    for link in elements(section, "a"):
        link.attrib.pop("data-shown", None)
    for citation in with_class(section, "citation"):
        citation.set("class", "citation-small")
    for element in [*elements(section, "h1"), *with_class(section, "lead"), *with_class(section, "facts")]:
        remove(element)


def roles_of(section: HtmlElement) -> Iterator[HtmlElement]:
    """The roles and situations of an exercise as cards: the title of each is the front."""
    for box in with_class(section, "admonition", "div"):
        if box.get("data-role") is None and box.get("data-kind") != "case":
            continue
        card, front, back = make("div", "card"), make("div", "side"), make("div", "side")
        head = box[0] if len(box) and has_class(box[0], "title") else None
        if head is not None:
            remove(head)
            line = make("p")
            move_content(head, line)
            front.append(line)
        move_content(box, back)
        card.extend([front, back])
        yield card


def strips_of(section: HtmlElement) -> Iterator[HtmlElement]:
    """The strips of an exercise as cards that have no front."""
    for box in with_class(section, STRIPS, "div"):
        for point in [item for points in box if points.tag in ("ul", "ol") for item in points.findall("li")]:
            card, back = make("div", "card"), make("div", "side")
            move_content(point, back)
            card.extend([make("div", "side"), back])
            yield card


def strip_card(card: HtmlElement, section: HtmlElement) -> None:
    """Nothing on a card leads anywhere; the notes that it marks stand on it, and once the addresses that its words hide."""
    _bring_notes(card, section)
    for citation in with_class(card, "citation"):
        remove_citation(citation)
    # whom one can call needs no address beside the number
    called = {link for line in elements(card, "span") if _is_called(line) for link in elements(line, "a")}
    told: set[str] = set()
    for link in elements(card, "a"):
        href = link.get("href") or ""
        shown = shown_address(href) if href.startswith(_WEB) and link not in called else ""
        if shown and shown not in told and shown not in text_of(link):
            told.add(shown)
            link.tail = f" ({shown}){link.tail or ''}"
        link.drop_tag()


def _is_called(line: HtmlElement) -> bool:
    return any((link.get("href") or "").startswith("tel:") for link in elements(line, "a"))


def _bring_notes(card: HtmlElement, section: HtmlElement) -> None:
    notes = {note.get("id"): note for note in elements(section, "aside") if note.get(NOTE) == "footnote"}
    marks: dict[str, str] = {}
    for link in elements(card, "a"):
        name = (link.get("href") or "")[1:]
        if link.get(NOTE) == "noteref" and name in notes:
            replace(link, make("sup", text=marks.setdefault(name, "*" * (len(marks) + 1))))
    for name, mark in marks.items():
        note = copy.deepcopy(notes[name])
        first = make("small", text=f"{mark} ")
        if len(note) and note[0].tag == "p" and not (note.text or "").strip():
            move_content(note[0], first)
            remove(note[0])
        line = make("p")
        line.append(first)
        card[-1].append(line)
        move_content(note, card[-1])


def heading_before(card: HtmlElement) -> str:
    """The heading under which a card stands: the name of its group."""
    for element in card.itersiblings(preceding=True):
        if element.tag in ("h2", "h3"):
            return text_of(element)
    return ""
