"""The site's own blocks on the web: trainer's notes folded away, lines to write on, cards, Dutch titles, task lists."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

# after Python-Markdown has read what stands inside (20), before links are rewritten (1)
_PRIORITY = 15
# after the HTML that others put aside is back in its place (30)
_LAST = 5
_MOST_LINES = 40
_DEFAULT_LINES = 3


class BlockExtension(Extension):
    """Draws `trainer`, `write`, `card` and answers; `titles` are the words for a type that has no title of its own."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.titles = titles

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_Blocks(md, self.titles), "katern-blocks", _PRIORITY)
        md.postprocessors.register(_Tasks(self.titles), "katern-tasks", _LAST)


class _Blocks(Treeprocessor):
    def __init__(self, md: markdown.Markdown, titles: Mapping[str, str]) -> None:
        super().__init__(md)
        self.titles = titles

    def run(self, root: Element) -> None:
        """Python-Markdown's call: every admonition of the page."""
        for box in root.iter("div"):
            names = (box.get("class") or "").split()
            if names[:1] != ["admonition"] or len(names) < 2:
                continue
            kind = names[1]
            self._name(box, kind)
            if kind == "trainer":
                _fold(box, names)
            elif kind == "write":
                _rule(box, names)
            elif kind in ("answer", "right"):
                _answer(box, kind, self.titles.get(kind, kind))
            elif kind == "card":
                box.set("class", "admonition deck-card")

    def _name(self, box: Element, kind: str) -> None:
        """Python-Markdown titles a box after its type, which is an English word."""
        title = box[0] if len(box) else None
        if title is not None and title.text == kind.capitalize() and kind in self.titles:
            title.text = self.titles[kind]


class _Tasks(Postprocessor):
    """The boxes of a task list: one to tick on paper means nothing to a screen reader, one that is ticked does."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        super().__init__()
        self.done = escape(titles["done"])

    def run(self, text: str) -> str:
        """Python-Markdown's call: the HTML of the whole page."""
        if '<input type="checkbox" disabled' not in text:
            return text
        text = text.replace('<input type="checkbox" disabled/>', '<input type="checkbox" disabled aria-hidden="true"/>')
        return text.replace(
            '<input type="checkbox" disabled checked/>',
            f'<input type="checkbox" disabled checked aria-label="{self.done}"/>',
        )


def _fold(box: Element, names: list[str]) -> None:
    box.tag = "details"
    box.set("class", " ".join(names))
    if len(box) and box[0].get("class") == "admonition-title":
        box[0].tag = "summary"
        del box[0].attrib["class"]


def _answer(box: Element, kind: str, verdict: str) -> None:
    """An answer to choose: what comes of it is folded away, and no search shows it without its question."""
    _fold(box, ["answer", *(["answer--right"] if kind == "right" else [])])
    box.set("data-search-exclude", "")
    said = Element("p", {"class": "answer__verdict"})
    said.text = verdict
    box.insert(1 if len(box) and box[0].tag == "summary" else 0, said)


def _rule(box: Element, names: list[str]) -> None:
    number = next((int(name) for name in names if name.isdigit()), _DEFAULT_LINES)
    lines = max(1, min(number, _MOST_LINES))
    box.set("class", "admonition write")
    box.set("data-lines", str(lines))
    ruled = SubElement(box, "div", {"class": "write__lines", "aria-hidden": "true"})
    for _ in range(lines):
        SubElement(ruled, "span", {"class": "write__line"}).text = "\u00a0"
