"""The blocks of a page, taken from Python-Markdown's tree before it reads what stands in them.

At that moment the text of each block is what the author wrote, line by line, so that its place can be found.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from katern.reading.leaf import Leaf, Leaves, Line
from katern.reading.leftover import cell_behind, left_lines
from katern.reading.lost import first_number, renumbered
from katern.reading.places import Cursor
from katern.reading.rawhtml import read_raw
from katern.reading.text import Box, Comment, Link, Picture, Table, Unread

_PLACEHOLDER = re.compile("\x02wzxhzdk:(\\d+)\x03")
_PUT_ASIDE = re.compile("\x02[^\x03]*\x03")
_LISTS = ("ul", "ol")
# what of HTML shows its text as it stands
_LITERAL = ("code", "pre", "kbd", "samp", "script", "style", "textarea")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLE = "admonition-title"
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n`]*)$")
_BOX_LEFT = re.compile(r"[ \t>]*(?:!!!|\?\?\?\+?)(?:[ \t]*[\w\"-]|[ \t]*$)")
_MARKER = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*?(?P<marker>[-*+]|\d{1,9}[.)])[ \t]")
# how much deeper a mark must stand for its item to be meant as one of another list
_DEEPER = 2


class Walk:
    """Goes through the tree in the order of the source, with a cursor in it."""

    def __init__(self, cursor: Cursor, stash: Sequence[object], fenced: Container[int] = ()) -> None:
        self.cursor = cursor
        self.stash = stash
        # what fences put aside: coloured code, which stands in the source otherwise
        self.fenced = fenced
        self.found = Leaves()
        self._boxes: list[str] = []
        self._quoted = 0
        self._above: list[Element] = []
        self._heading: Element | None = None
        # whether a fence was left in the text that nothing closed yet
        self._open_fence = False
        # whether the block above is a table, or rows that were left as text
        self._below_table = False
        self._row_left = False
        # the column of the marks of the last list
        self._list_column = -1
        # whether a paragraph fell out of that list, so that the next is what was left of it
        self._fell_out = False

    def run(self, root: Element) -> Leaves:
        """All leaves below the root."""
        self._children(root)
        self.found.code += self.cursor.fenced()
        starts = self.cursor.starts
        self.found.notes += (
            (name, self.cursor.first_of_line(starts[number])) for name, number in self.cursor.defined_notes
        )
        return self.found

    def _children(self, element: Element, without: Element | None = None) -> None:
        self.found.children[id(element)] = tuple(element)
        self._above.append(element)
        self._text(element, element.text, False)
        above: Element | None = None
        for child in element:
            if child is not without:
                count = len(self.found.leaves)
                self._element(child)
                if above is not None and above.tag in _LISTS and child.tag == "p":
                    self._beside_list(count)
            self._text(child, child.tail, True)
            above = child
        self._above.pop()

    def _element(self, element: Element) -> None:
        names = (element.get("class") or "").split()
        if element.tag in _HEADINGS:
            self.found.filled[id(element)] = False
            self._children(element)
            self._heading = element
            return
        if element.tag == "pre":
            self._code(element)
        elif element.tag == "details" or names[:1] == ["admonition"]:
            self._box(element, names)
        elif "tabbed-set" in names:
            self._tabs(element)
        elif element.tag == "div" and names == ["footnote"]:
            self._notes(element)
        elif element.tag == "table":
            self._table(element)
        elif element.tag in _LISTS:
            self._list(element)
        elif element.tag == "dl":
            self._definitions(element)
        elif element.tag == "blockquote":
            self._quoted += 1
            self._children(element)
            self._quoted -= 1
        else:
            if element.tag in ("hr", "img"):
                self._fill()
            self._children(element)

    def _list(self, element: Element) -> None:
        """The items of a list, of which some may be meant for another list."""
        self.found.children[id(element)] = tuple(element)
        self._above.append(element)
        first = column = -1
        told = False
        numbers: list[tuple[int, int, int]] = []
        for shown, item in enumerate(element, first_number(element)):
            count = len(self.found.leaves)
            self._element(item)
            mark = self._mark(count)
            if mark is None:
                continue
            at, here, written = mark
            numbered = written >= 0
            numbers.append((at, written, shown))
            if first < 0:
                first, column = at, here
            wrong = "deeper" if here - column >= _DEEPER else "other-kind" if numbered != (element.tag == "ol") else ""
            if wrong and not told:
                self.found.unread.append(Unread("flat", at, wrong, wrong))
            told = bool(wrong)
        if element.tag == "ol" and not self._fell_out and all(written >= 0 for _, written, _ in numbers):
            self.found.unread += renumbered(numbers)
        self._fell_out = False
        self._list_column = column
        self._above.pop()

    def _definitions(self, element: Element) -> None:
        """Terms and their meaning; a term right below the meaning of another, without a blank line, becomes part of it."""
        within = [above.tag for above in self._above]
        count, term = len(self.found.leaves), None
        if within[-1:] == ["dd"] and within.count("dd") == 1:
            # the term whose meaning holds this list is the last before it
            term = next((leaf for leaf in reversed(self.found.leaves) if leaf.lines and leaf.element.tag == "dt"), None)
        self._children(element)
        if term is None:
            return
        most = self._column(term.start)[0] + _DEEPER
        for leaf in self.found.leaves[count:]:
            if leaf.lines and leaf.element.tag == "dt":
                column, first = self._column(leaf.start)
                if first and column < most:
                    self.found.unread.append(Unread("flat", leaf.start, leaf.raw.strip(), "term"))
                    return

    def _column(self, place: int) -> tuple[int, bool]:
        """The column of a place, and whether nothing but blanks and marks of quotations stands before it."""
        before = self.cursor.body[self.cursor.start_of_line(place) : place]
        return len(before.expandtabs(4)), not before.strip(" \t>")

    def _mark(self, count: int) -> tuple[int, int, int] | None:
        """Where the mark stands of the item that the leaves from a number on belong to, in which column, and its number; -1 for none."""
        leaf = next((leaf for leaf in self.found.leaves[count:] if leaf.lines), None)
        if leaf is None:
            return None
        start = self.cursor.start_of_line(leaf.start)
        before = self.cursor.body[start : leaf.start]
        mark = _MARKER.match(self.cursor.body, start, max(leaf.start, start + 1))
        if mark is None:
            return None
        column = len(before[: mark.start("marker") - start].expandtabs(4))
        number = int(mark["marker"].rstrip(".)")) if mark["marker"][0].isdigit() else -1
        return mark.start("marker"), column, number

    def _beside_list(self, count: int) -> None:
        """A paragraph below a list that stands deeper than its marks, and was meant for its last item."""
        leaf = next((leaf for leaf in self.found.leaves[count:] if leaf.lines), None)
        if leaf is not None and self._list_column >= 0:
            line = self.cursor.body[self.cursor.start_of_line(leaf.start) : leaf.start]
            if not line.strip(" \t>") and len(line.expandtabs(4)) - self._list_column >= _DEEPER:
                self.found.unread.append(Unread("flat", leaf.start, "text", "text"))
                self._fell_out = True

    def _fill(self) -> None:
        if self._heading is not None:
            self.found.filled[id(self._heading)] = True

    def _code(self, element: Element) -> None:
        self._fill()
        self.found.children[id(element)] = tuple(element)
        text = "".join(element.itertext())
        for line in (line.strip() for line in text.split("\n") if line.strip()):
            at = self.cursor.find(line)
            if at is not None:
                self.found.code.append((at, at + len(line)))

    def _box(self, element: Element, names: list[str]) -> None:
        kind = next((name for name in names if name != "admonition"), "note")
        start = self.cursor.opener(kind)
        self._fill()
        outer = tuple(self._boxes)
        self._boxes.append(kind)
        first = element[0] if len(element) else None
        title = first if first is not None and (first.tag == "summary" or first.get("class") == _TITLE) else None
        words = self._title(title) if title is not None else ""
        count = len(self.found.leaves)
        self._children(element, title)
        self._boxes.pop()
        filled = len(element) > (title is not None) or bool((element.text or "").strip())
        self._end_of_box(Box(kind, words, start, start, outer, "", filled), count)

    def _end_of_box(self, box: Box, count: int) -> None:
        """Keep a box that holds the leaves from a number on."""
        end = max((leaf.end for leaf in self.found.leaves[count:] if leaf.lines), default=self.cursor.offset)
        self.found.boxes.append(replace(box, end=max(end, box.start)))

    def _title(self, element: Element) -> str:
        """The words of a box's title, as a leaf of its own where the author wrote them on the opening line."""
        self.found.children[id(element)] = tuple(element)
        raw = element.text or ""
        at = self.cursor.find(raw.strip(), only_here=True) if raw.strip() else None
        if at is None:
            if isinstance(raw, AtomicString):
                self._as_it_stands(raw)
            return ""
        self._leaf(element, False, "title", raw, [Line(len(raw) - len(raw.lstrip()), at, len(raw.strip()))])
        return raw.strip()

    def _tabs(self, element: Element) -> None:
        """The labels of tabs stand together in the tree and apart in the source."""
        labels = element.findall("div[@class='tabbed-labels']/label")
        blocks = element.findall("div[@class='tabbed-content']/div")
        if not blocks or len(labels) != len(blocks):
            self._children(element)
            return
        for container in (element, *element):
            self.found.children[id(container)] = tuple(container)
        self._above.append(element)
        for label, block in zip(labels, blocks, strict=True):
            words = label.text or ""
            start = self.cursor.opener(f'"{words}')
            self.cursor.column = max(0, self.cursor.column - len(words))
            outer = tuple(self._boxes)
            self._boxes.append("tab")
            self._title(label)
            self._fill()
            count = len(self.found.leaves)
            self._children(block)
            self._boxes.pop()
            self._end_of_box(Box("tab", words, start, start, outer, "", len(block) > 0), count)
        self._above.pop()

    def _notes(self, element: Element) -> None:
        self.found.children[id(element)] = tuple(element)
        self._above.append(element)
        main = self.cursor
        for note in element.iter("li"):
            name = note.get("id") or ""
            if name.startswith("fn:"):
                self.cursor = main.note(name.removeprefix("fn:"))
                self._element(note)
        self.cursor = main
        self._above.pop()

    def _table(self, element: Element) -> None:
        self._fill()
        first = len(self.found.leaves)
        self._children(element)
        headers = list(element.iter("th"))
        columns = max((len(row) for row in element.iter("tr")), default=0)
        for line in dict.fromkeys(
            self.cursor.start_of_line(leaf.start) for leaf in self.found.leaves[first:] if leaf.lines
        ):
            lost = cell_behind(self.cursor.line_at(line), columns)
            if lost is not None:
                self.found.unread.append(Unread("cell", line + lost[0], lost[1]))
        start = min((leaf.start for leaf in self.found.leaves[first:] if leaf.lines), default=self.cursor.offset)
        words = tuple(" ".join("".join(cell.itertext()).split()) for cell in headers) if headers else None
        self.found.tables.append(Table(self.cursor.table(start), words))

    def _text(self, element: Element, raw: str | None, tail: bool) -> None:
        """The text of an element, or what follows it, line by line."""
        if raw is None or not raw.strip():
            return
        if isinstance(raw, AtomicString):
            if element.tag not in _LITERAL:
                self._as_it_stands(raw)
            return
        lines: list[Line] = []
        inside = 0
        placed: list[tuple[str, int]] = []
        for written in raw.split("\n"):
            self._stashed(written)
            words = max((part.strip() for part in _PUT_ASIDE.split(written)), key=len)
            at = self.cursor.find(words) if words else None
            if at is not None:
                start = inside + written.find(words)
                lines += [
                    Line(start + begin, source, length) for begin, source, length in self.cursor.pieces(at, words)
                ]
                self._left_over(written, at)
                placed.append((written, at - (len(written[: written.find(words)].lstrip()) if len(lines) > 1 else 0)))
            inside += len(written) + 1
        if lines:
            if tail or element.tag not in _HEADINGS:
                self._fill()
            kind, level = self._kind(element, tail)
            self._left_lines(kind, placed)
            self._leaf(element, tail, kind, raw, lines, level)

    def _as_it_stands(self, raw: str) -> None:
        """The text of an element of HTML within one whose Markdown is read: its own is not."""
        for words in (line.strip() for line in raw.split("\n") if line.strip()):
            at = self.cursor.find(words)
            for thing in read_raw(words, at, within=True) if at is not None else ():
                self.keep(thing)

    def _left_over(self, written: str, place: int) -> None:
        """What looks like a fence or box, and was left in the text."""
        fence = _FENCE.match(written)
        if fence and not fence["info"].strip().endswith(fence["fence"]):
            self._left_fence(written.strip(), bool(fence["info"].strip()), place)
        elif _BOX_LEFT.match(written):
            self.found.unread.append(Unread("box", place, written.strip()))

    def _left_fence(self, written: str, opens: bool, place: int) -> None:
        """A fence that opens, or the one that was meant to close it: both are one slip."""
        if self._open_fence and not opens:
            self._open_fence = False
            return
        self._open_fence = True
        self.found.unread.append(Unread("fence", place, written))

    def _left_lines(self, kind: str, lines: Sequence[tuple[str, int]]) -> None:
        """What looks like a list or a table, and was left in the text."""
        if kind in ("paragraph", "item"):
            for what, place, written in left_lines(lines, self._below_table):
                # the line of dashes of a table that a blank line divides is told with its header
                if what not in ("table-apart", "table-drawn") or not self._row_left:
                    self.found.unread.append(Unread(what, place, written))
                self._row_left = what.startswith("table")
            if not any(written.lstrip().startswith("+") or "|" in written for written, _ in lines):
                self._row_left = False
        self._below_table = kind in ("row", "header") or (self._below_table and self._row_left)

    def _stashed(self, written: str) -> None:
        """HTML that was put aside: it stands in the source as it is."""
        for match in _PLACEHOLDER.finditer(written):
            raw = self.stash[int(match[1])] if int(match[1]) < len(self.stash) else None
            if not isinstance(raw, str) or not raw.strip():
                continue
            start = None if int(match[1]) in self.fenced else self.cursor.pass_over(raw.strip())
            if start is None:
                self._fill()  # code that was coloured
                continue
            if not raw.strip().startswith("<!--"):
                self._fill()
                self.found.raw.append((start, start + len(raw.strip())))
            for thing in read_raw(raw.strip(), start, within=True):
                self.keep(thing)

    def keep(self, thing: Link | Picture | Table | Comment | Unread) -> None:
        """Put something found in HTML where it belongs."""
        if isinstance(thing, Picture):
            self.found.pictures.append(thing)
        elif isinstance(thing, Link):
            self.found.links.append(thing)
        elif isinstance(thing, Table):
            self.found.tables.append(thing)
        elif isinstance(thing, Comment):
            self.found.comments.append(thing)
        else:
            self.found.unread.append(thing)

    def _kind(self, element: Element, tail: bool) -> tuple[str, int]:
        if tail:
            return "paragraph", 0
        if element.tag in _HEADINGS:
            return "heading", int(element.tag[1])
        if element.tag in ("li", "dd"):
            return "item", 0
        if element.tag in ("td", "th"):
            return ("header" if element.tag == "th" else "row"), 0
        parent = self._above[-2] if len(self._above) > 1 else None
        if element.tag == "p" and parent is not None and parent.tag in ("li", "dd") and parent[0] is element:
            return "item", 0
        return "paragraph", 0

    def _leaf(self, element: Element, tail: bool, kind: str, raw: str, lines: list[Line], level: int = 0) -> None:
        self.found.leaves.append(
            Leaf(element, tail, kind, raw, lines, tuple(self._above), tuple(self._boxes), self._quoted > 0, level)
        )
