"""What Python-Markdown made of the text of a block: citations, links and pictures in order, and the words that readers see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from katern.reading.citing import CitationExtension
from katern.reading.leaf import Leaf, Leaves
from katern.reading.leftover import EMPHASIS, LINK
from katern.reading.text import BLANK

_PLACEHOLDER = re.compile("\x02wzxhzdk:(\\d+)\x03")
_STASHED_SIGN = re.compile("\x02(\\d+)\x03")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing in a block: `cite`, `link` or `image`, what it is, and where its place was found."""

    kind: str
    what: object
    element: Element | None = None
    number: int = -1


@dataclass(frozen=True, slots=True)
class _Children:
    """The places of an element's children, and which of them it had before inline text was read."""

    place: Mapping[int, int]
    known: Set[int]


@dataclass(frozen=True, slots=True)
class Eyes:
    """Sees what Python-Markdown made of a block's text; `written` are addresses before they became those of the site."""

    citing: CitationExtension
    written: Mapping[Element, str]
    escaped: Mapping[tuple[Element, bool], str]
    children: dict[int, _Children] = field(default_factory=dict)

    def block(self, leaf: Leaf, leaves: Leaves) -> Iterator[Seen]:
        """Everything in a block, in order."""
        element = leaf.above[-1] if leaf.tail else leaf.element
        children = self._children(element, leaves)
        yield from in_text(leaf.element.tail if leaf.tail else element.text, self.citing)
        position = children.place.get(id(leaf.element), -1) + 1 if leaf.tail else 0
        while position < len(element):
            child = element[position]
            if id(child) in children.known:
                return
            yield from self._element(child)
            yield from in_text(child.tail, self.citing)
            position += 1

    def shown(self, leaf: Leaf, leaves: Leaves) -> Iterator[str]:
        """The words of a block as readers see them, piece by piece; code, pictures and bare addresses are blank."""
        element = leaf.above[-1] if leaf.tail else leaf.element
        if "arithmatex" in (element.get("class") or ""):  # a formula that a script draws
            return
        children = self._children(element, leaves)
        yield self._text(leaf.element, True) if leaf.tail else self._text(element)
        position = children.place.get(id(leaf.element), -1) + 1 if leaf.tail else 0
        while position < len(element) and id(element[position]) not in children.known:
            yield from self._shown(element[position])
            yield self._text(element[position], True)
            position += 1

    def _shown(self, element: Element) -> Iterator[str]:
        if "headerlink" in (element.get("class") or ""):
            return
        formula = "arithmatex" in (element.get("class") or "")
        if formula or element.tag in ("code", "img", "sup", "input") or isinstance(element.text, AtomicString):
            yield BLANK
            return
        around = {"a": LINK, "em": EMPHASIS, "strong": EMPHASIS}.get(element.tag, "")
        yield around
        yield self._text(element)
        for child in element:
            yield from self._shown(child)
            yield self._text(child, True)
        yield around.replace(LINK, "")

    def _text(self, element: Element, tail: bool = False) -> str:
        """The text of an element, or what follows it, in which escaped signs are no signs."""
        return self.escaped.get((element, tail)) or (element.tail if tail else element.text) or ""

    def _children(self, element: Element, leaves: Leaves) -> _Children:
        found = self.children.get(id(element))
        if found is None:
            place = {id(child): number for number, child in enumerate(element)}
            known = frozenset(id(child) for child in leaves.children.get(id(element), ()))
            found = self.children[id(element)] = _Children(place, known)
        return found

    def _element(self, element: Element) -> Iterator[Seen]:
        names = element.get("class") or ""
        mail = "\x02" in (element.get("href") or "")  # an address of mail, written in signs
        if element.tag == "a" and not mail and not any(name in names for name in ("footnote", "headerlink")):
            yield Seen("link", self._address(element, "href"), element)
        elif element.tag == "img":
            yield Seen("image", self._address(element, "src"), element)
        if element.tag in ("code", "a") and "headerlink" in names:
            return
        yield from in_text(element.text, self.citing)
        for child in element:
            yield from self._element(child)
            yield from in_text(child.tail, self.citing)

    def _address(self, element: Element, name: str) -> str:
        return address_of(self.written.get(element) or element.get(name) or "")


def address_of(destination: str) -> str:
    """An address in one form, however it was written."""
    return unquote(destination.replace("\\", "")).strip()


def in_text(text: str | None, citing: CitationExtension) -> Iterator[Seen]:
    """The citations in a text, for which Python-Markdown holds places open."""
    for match in _PLACEHOLDER.finditer(text or ""):
        number = citing.stashed.get(int(match[1]))
        if number is not None:
            yield Seen("cite", citing.clusters[number].cluster, None, number)


def words_of_element(element: Element) -> str:
    """The words of an element as a reader sees them, without links to itself, notes and citations."""
    text = _STASHED_SIGN.sub(lambda match: chr(int(match[1])), "".join(_strings(element)))
    return " ".join(_PLACEHOLDER.sub("", text).split())


def _strings(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        names = child.get("class") or ""
        if not ("headerlink" in names or (child.tag == "sup" and (child.get("id") or "").startswith("fnref"))):
            yield from _strings(child)
        yield child.tail or ""


def sections_of(root: Element, citing: CitationExtension) -> dict[int, str]:
    """The heading above each citation; what stands in a note belongs where its mark stands."""
    found: dict[int, str] = {}
    marks: dict[str, str] = {}

    def walk(element: Element, section: str, note: bool) -> str:
        if element.tag in _HEADINGS and element.tag != "h1":
            section = words_of_element(element)
        id = element.get("id") or ""
        if id.startswith("fnref:"):
            marks.setdefault(id.removeprefix("fnref:"), section)
        if element.tag == "li" and id.startswith("fn:"):
            section = marks.get(id.removeprefix("fn:"), section)
        for one in in_text(element.text, citing):
            found[one.number] = section
        for child in element:
            section = walk(child, section, note)
            for one in in_text(child.tail, citing):
                found[one.number] = section
        return section

    walk(root, "", False)
    return found
