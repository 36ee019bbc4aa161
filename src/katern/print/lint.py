"""What paper cannot draw, found before Typst sees it and told at its place in the Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from katern.finding import Finding, Position, said
from katern.item import Item
from katern.print.booklet import Plan, empty_edition
from katern.print.diagrams import file_of, is_diagram
from katern.print.locate import Locator
from katern.print.markup import HEADINGS, elements, text_of

# the number of the document's page in which an element stands
PART = "data-part"


def constructs(unknown: Sequence[HtmlElement], items: Sequence[Item | None]) -> Iterator[Finding]:
    """print.unsupported: elements that paper has no form for, in pages of these items; of those in one another the outermost."""
    seen: Counter[tuple[str, str]] = Counter()
    for element in unknown:
        item = _item_of(element, items)
        if item is None or any(above in unknown for above in element.iterancestors()):
            continue
        tag = element.tag
        at = Locator(item).tag(tag, seen[item.path, tag])
        yield _drawn_elsewhere(item, element) or Finding.error(at, said("print.unsupported", "not-on-paper", tag=tag))
        seen[item.path, tag] += 1


def _drawn_elsewhere(item: Item, element: HtmlElement) -> Finding | None:
    """What a browser's script draws of its source: a formula, a diagram."""
    if element.tag == "math":
        at = Locator(item).text(text_of(element).strip("\\()[] "))
        return Finding.error(at, said("print.unsupported", "formula"))
    if is_diagram(element):
        first = "".join(element.itertext()).strip().partition("\n")[0]
        return Finding.error(Locator(item).text(first), said("print.unsupported", "diagram", file=file_of(element)))
    return None


def _item_of(element: HtmlElement, items: Sequence[Item | None]) -> Item | None:
    """The item in whose page an element stands; None for what the engine adds behind the pages."""
    number = next((above.get(PART) for above in element.iterancestors() if above.get(PART)), None)
    return None if number is None else items[int(number)]


def headings(item: Item, section: HtmlElement) -> Iterator[Finding]:
    """text.heading-jump: a heading more than one level below the one before it."""
    level = 1
    for heading in (element for element in elements(section) if element.tag in HEADINGS):
        here = int(heading.tag[1])
        if here > level + 1:
            title, sign = _short(text_of(heading)), "#" * (level + 1)
            what = said("text.heading-jump", "jump", title=title, above=level, level=here, sign=sign)
            yield Finding.error(Locator(item).text(text_of(heading)), what)
        level = here


def blank_back(at: Position) -> Finding:
    """print.card-back: a card of two sides that has one."""
    return Finding.warning(at, said("print.card-back", "blank"))


def nothing(plan: Plan) -> Finding:
    """print.edition-empty: cards without a card, an edition without a word."""
    return empty_edition(plan.booklet, plan.position)


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
