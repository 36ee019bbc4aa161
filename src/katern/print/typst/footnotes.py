"""Footnotes: each is written where it is first marked, with everything that stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from katern.print.markup import HEADINGS, elements
from katern.print.typst.prose import string

if TYPE_CHECKING:
    from katern.print.typst.writer import Writer

TYPE = "epub:type"


def is_note(element: HtmlElement) -> bool:
    """Whether an element is the text of a note."""
    return bool(element.get(TYPE) == "footnote")


class Notes:
    """The notes of one document, by their names."""

    def __init__(self, root: HtmlElement) -> None:
        self._notes = {element.get("id") or "": element for element in elements(root, "aside") if is_note(element)}
        self._written: set[str] = set()

    def mark(self, writer: Writer, link: HtmlElement) -> str | None:
        """The note that a link marks; None for a link that marks none."""
        name = (link.get("href") or "")[1:]
        if link.get(TYPE) != "noteref" or name not in self._notes:
            return None
        if name in self._written:
            return f"#noted({string(name)});"
        self._written.add(name)
        call = "heading-note" if any(above.tag in HEADINGS for above in link.iterancestors()) else "note"
        return f"#{call}({string(name)})[{writer.flow(self._notes[name]).rstrip()}];"

    def orphans(self, writer: Writer) -> Iterator[str]:
        """Notes that nothing marks."""
        for name, note in self._notes.items():
            if name not in self._written:
                self._written.add(name)
                yield writer.flow(note)
