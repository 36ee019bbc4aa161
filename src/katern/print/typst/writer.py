"""The pass over a document's tree: content into blocks and runs, and what it did not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from katern.print.markup import BLOCKS
from katern.print.typst import blockforms, lineforms
from katern.print.typst.footnotes import Notes
from katern.print.typst.line import Line
from katern.print.typst.prose import string

# elements that stand among blocks; all others stand in a line
_STRUCTURE = (*BLOCKS, "caption", "center", "figcaption", "hgroup", "legend", "menu", "search", "summary")


@dataclass(frozen=True, slots=True)
class Written:
    """A document in Typst; `unknown` are the elements whose form paper does not know, whose text is in it all the same."""

    markup: str
    unknown: tuple[HtmlElement, ...]


def write(root: HtmlElement) -> Written:
    """Write all that stands below a root."""
    writer = Writer(Notes(root))
    markup = writer.flow(root)
    return Written(joined([markup, *writer.notes.orphans(writer)]), tuple(writer.unknown))


def write_alone(root: HtmlElement, element: HtmlElement) -> str:
    """Write one element of a root; notes that it marks are written with it."""
    return Writer(Notes(root)).alone(element)


def joined(blocks: Sequence[str]) -> str:
    """Blocks below each other, an empty line between them; a paragraph brings its own."""
    shown = [block for block in blocks if block]
    return "".join(block if block.endswith("\n\n") else f"{block}\n\n" for block in shown[:-1]) + "".join(shown[-1:])


class Writer:
    """Writes parts of one document."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.unknown: list[HtmlElement] = []

    def flow(self, element: HtmlElement, without: Sequence[HtmlElement] = ()) -> str:
        """What an element holds, block by block; words that stand between blocks are a block of their own."""
        out: list[str] = []
        line = Line()
        line.text(element.text)
        for child in element:
            if isinstance(child.tag, str) and child not in without:
                if child.tag in _STRUCTURE:
                    out += (line.close(), self.block(child))
                    line = Line()
                else:
                    self.inline(child, line)
            line.text(child.tail)
        out.append(line.close())
        return joined(out)

    def body(self, element: HtmlElement, without: Sequence[HtmlElement] = ()) -> str:
        """What an element holds as an argument of a call."""
        return f"[{self.flow(element, without)}]"

    def alone(self, element: HtmlElement) -> str:
        """An element where only others of its list should stand."""
        if element.tag in _STRUCTURE:
            return self.block(element)
        line = Line()
        self.inline(element, line)
        return line.close()

    def line(self, element: HtmlElement) -> str:
        """The words of an element, in one line of markup."""
        line = Line()
        self.words(element, line)
        return line.close()

    def words(self, element: HtmlElement, line: Line) -> None:
        """Add what an element holds to a run."""
        line.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.inline(child, line)
            line.text(child.tail)

    def block(self, element: HtmlElement) -> str:
        """An element that stands among blocks."""
        markup = blockforms.write(self, element)
        language, direction = element.get("lang"), element.get("dir")
        if not markup or not (language or direction):
            return markup
        return f"#text({lineforms.language_of(language, direction)})[\n{markup}\n]"

    def inline(self, element: HtmlElement, line: Line) -> None:
        """An element that stands in a line."""
        name = element.get("id")
        if name and element.tag == "span":
            line.thing(f"#anchor({string(name)});")
        language, direction = element.get("lang"), element.get("dir")
        marked = bool(language or direction)
        if marked:
            line.code(f"#text({lineforms.language_of(language, direction)})[")
        lineforms.write(self, element, line)
        if marked:
            line.code("];")
