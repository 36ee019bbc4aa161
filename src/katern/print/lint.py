"""What paper cannot draw, found before Typst sees it and told at its place in the Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from katern.finding import Finding
from katern.library import Item
from katern.print.booklet import Plan, empty_edition
from katern.print.locate import Locator
from katern.print.markup import HEADINGS, elements, has_class, text_of

# a page may hold these, paper cannot: nothing is left out without a word
_UNDRAWABLE = ("canvas", "object", "embed", "form", "input", "select", "textarea", "math", "applet", "marquee", "map")


def constructs(item: Item, root: HtmlElement) -> Iterator[Finding]:
    """print.unsupported: an element that paper has no form for."""
    for tag in _UNDRAWABLE:
        for element in elements(root, tag):
            if _belongs_to_dialect(element) or any(above.tag in _UNDRAWABLE for above in element.iterancestors()):
                continue
            yield Finding.error(
                "print.unsupported",
                Locator(item).text(f"<{tag}"),
                f"<{tag}> is op papier niet te tekenen",
                'schrijf het in Markdown, of zet het in <div class="katern-web"> als het alleen voor het scherm is',
            )


def _belongs_to_dialect(element: HtmlElement) -> bool:
    """The boxes of task lists and the switches of tabs."""
    return any(
        has_class(above, "task-list-item") or has_class(above, "tabbed-set") for above in element.iterancestors()
    )


def headings(item: Item, section: HtmlElement) -> Iterator[Finding]:
    """text.heading-jump: a heading more than one level below the one before it."""
    level = 1
    for heading in (element for element in elements(section) if element.tag in HEADINGS):
        here = int(heading.tag[1])
        if here > level + 1:
            yield Finding.error(
                "text.heading-jump",
                Locator(item).text(text_of(heading)),
                f"de kop '{_short(text_of(heading))}' springt van niveau {level} naar niveau {here}",
                f"gebruik {'#' * (level + 1)}, of voeg een kop van dat niveau toe",
            )
        level = here


def nothing(plan: Plan) -> Finding:
    """print.edition-empty: cards without a card, an edition without a word."""
    return empty_edition(plan.booklet, plan.position)


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
