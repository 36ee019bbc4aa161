"""Exceptions that stand in the files themselves: `<!-- katern: ignore CODE: reden -->`, and the same after `#` or `%`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from katern.check.exemptions import Exemption
from katern.finding import Position
from katern.item import Item
from katern.layout import Layout
from katern.library import Library
from katern.textfile import read_text, walk

_IGNORE = r"katern:[ \t]*ignore[ \t]+(?P<code>[\w.-]+)[ \t]*:?[ \t]*"
_IN_MARKDOWN = re.compile(rf"<!--[ \t]*{_IGNORE}(?P<reason>.*?)[ \t]*-->")
_IN_YAML = re.compile(rf"(?:^|(?<=\s))#[ \t]*{_IGNORE}(?P<reason>.*?)[ \t]*$")
_IN_BIBTEX = re.compile(rf"%[ \t]*{_IGNORE}(?P<reason>.*?)[ \t]*$")
_MARK = "katern:"
_Last = Callable[[list[str]], Callable[[int], int]]


def find_exemptions(library: Library) -> Iterator[Exemption]:
    """The exceptions in all pages, bibliographies and data files."""
    for item in library.items.values():
        yield from of_item(item)
    yield from beside_pages(library.layout)


def beside_pages(layout: Layout) -> Iterator[Exemption]:
    """The exceptions in bibliographies and data files."""
    for path in walk(layout.root, layout.bibliography, (".bib",)):
        text, _ = read_text(layout.root, path)
        if _MARK in text:
            yield from _in_lines(text.split("\n"), path, _IN_BIBTEX, _last_of_entry)
    for path in walk(layout.root, layout.data, (".yml",)):
        text, _ = read_text(layout.root, path)
        if _MARK in text:
            yield from _in_lines(text.split("\n"), path, _IN_YAML, _last_of_field)


def of_item(item: Item) -> Iterator[Exemption]:
    """The exceptions in one page."""
    front = item.front
    if _MARK in front.written:
        yield from _in_lines(front.written.split("\n"), item.path, _IN_YAML, _last_of_field)
    if _MARK in front.body:
        shown = {item.position(comment.start).line for comment in item.text.comments}
        found = _in_lines(front.body.split("\n"), item.path, _IN_MARKDOWN, _last_of_block, front.body_line)
        yield from (exemption for exemption in found if exemption.position.line in shown)


def _in_lines(
    lines: list[str], path: str, pattern: re.Pattern[str], last: _Last, first_line: int = 1
) -> Iterator[Exemption]:
    last_line = last(lines)
    for number, line in enumerate(lines):
        for match in pattern.finditer(line) if _MARK in line else ():
            alone = not pattern.sub("", line).strip()
            end = last_line(number) if alone else number
            at = Position(path, number + first_line, match.start() + 1)
            yield Exemption(match["code"], _literal(path), match["reason"], at, number + first_line, end + first_line)


def _last_of_block(lines: list[str]) -> Callable[[int], int]:
    """The last line of the block that follows a comment that stands alone."""
    filled = [bool(line.strip()) for line in lines]
    ends = [*_ends(lambda number: not filled[number + 1], len(lines)), len(lines)]
    # the first line with text from each on
    begins = [len(lines)] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        begins[number] = number if filled[number] else begins[number + 1]
    return lambda number: ends[begins[number + 1]]


def _last_of_entry(lines: list[str]) -> Callable[[int], int]:
    ends = _ends(lambda number: not lines[number].strip() or lines[number].startswith("}"), len(lines))
    return lambda number: ends[number + 1] if number + 1 < len(lines) else number + 1


def _last_of_field(lines: list[str]) -> Callable[[int], int]:
    """The last line of the field that follows: what is indented deeper than the comment belongs to it."""

    def last(number: int) -> int:
        indent = len(lines[number]) - len(lines[number].lstrip())
        end = number + 1
        while end + 1 < len(lines) and len(lines[end + 1]) - len(lines[end + 1].lstrip()) > indent:
            end += 1
        return end

    return last


def _ends(stops: Callable[[int], bool], count: int) -> list[int]:
    """For each of so many lines the first from there on that stops; the last line always does."""
    ends = list(range(count))
    for number in range(count - 2, -1, -1):
        if not stops(number):
            ends[number] = ends[number + 1]
    return ends


def _literal(path: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", path)
