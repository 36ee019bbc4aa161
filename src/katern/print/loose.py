"""What is handed out loose: which worksheets and cards a meeting needs, in the order of use, and how many of each."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence

from katern.item import Item
from katern.items import Booklet, Part

# layouts whose pages stand each by itself
LAYOUTS = ("sheet", "role-cards", "set")
# what participants write on, or take along
_SHEETS = ("handout", "form")
_LINK = re.compile(r"\]\(([\w.-]+\.md)[)#]")
_ROLE = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+(trainer[ \t]+role|case)\b", re.MULTILINE)
_STRIPS = re.compile(r"^[ \t]*<div\b[^>]*\bkatern-strips\b", re.MULTILINE)
# of a set that does not say for how many people it is
_PARTICIPANTS = 12
# cards to cut on one sheet
ROLES_PER_SHEET = 4


def is_sheet(item: Item) -> bool:
    """Whether a page is a worksheet."""
    return isinstance(item.meta, Part) and item.meta.part in _SHEETS


def is_exercise(item: Item) -> bool:
    """Whether a page is an exercise, whose roles and situations are cut."""
    return isinstance(item.meta, Part) and item.meta.part == "exercise"


def has_roles(item: Item) -> bool:
    """Whether an exercise has what is cut: roles, several situations, or strips."""
    return has_cards(item) or (is_exercise(item) and _STRIPS.search(item.front.body) is not None)


def has_cards(item: Item) -> bool:
    """Whether an exercise has roles, or several situations; a single one is read aloud to all."""
    if not is_exercise(item):
        return False
    found = _ROLE.findall(item.front.body)
    return len(found) > 1 or any(kind != "case" for kind in found)


def meeting_of(booklet: Booklet, parts: Sequence[Item]) -> Item | None:
    """The meeting of a print set: the one that it names, or the first."""
    meetings = [part for part in parts if getattr(part.meta, "schedule", ())]
    named = (part for part in meetings if booklet.meeting in (None, part.slug, f"{part.slug}.md"))
    return next(named, None)


def pages_of(booklet: Booklet, parts: Sequence[Item], posters: Sequence[str]) -> list[Item]:
    """The pages of a loose layout that names none."""
    by_name = {posixpath.basename(part.path): part for part in parts}
    sheets = [part for name, part in by_name.items() if is_sheet(part) and name not in posters]
    if booklet.layout == "sheet":
        return sheets
    if booklet.layout == "role-cards":
        return [part for part in parts if has_roles(part)]
    meeting = meeting_of(booklet, parts)
    if meeting is None:
        return []
    chosen = list(_in_order(meeting, by_name, sheets))
    chosen += [part for part in parts if isinstance(part.meta, Part) and part.meta.part == "card"]
    return [*chosen, *(by_name[name] for name in posters if name in by_name)]


def _in_order(meeting: Item, by_name: Mapping[str, Item], sheets: Sequence[Item]) -> Iterator[Item]:
    """The exercises of a meeting whose cards are cut, each with the worksheets that its text names; each page once."""
    told: set[str] = set()
    for step in getattr(meeting.meta, "schedule", ()):
        name = f"{(step.exercise or '').removesuffix('.md')}.md"
        exercise = by_name.get(name)
        if exercise is None or name in told:
            continue
        told.add(name)
        if has_roles(exercise):
            yield exercise
        for named in _LINK.findall(exercise.front.body):
            if named not in told and by_name.get(named) in sheets:
                told.add(named)
                yield by_name[named]


def participants(booklet: Booklet) -> int:
    """For how many people a set is."""
    return booklet.participants or _PARTICIPANTS


def copies(item: Item, participants: int, on_the_wall: bool = False) -> int:
    """How many of a page are needed for so many people; one for all where nothing says how many share one."""
    shared = getattr(item.meta, "one_for", None)
    if is_sheet(item) and not on_the_wall:
        return -(-participants // (shared or 1))
    return -(-participants // shared) if shared else 1
