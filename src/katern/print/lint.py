"""What paper cannot draw, found before Typst sees it and told at its place in the Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from katern.finding import Finding, Position
from katern.library import Item
from katern.print.booklet import Plan, empty_edition
from katern.print.locate import Locator
from katern.print.markup import HEADINGS, elements, has_class, text_of, with_class

# a page may hold these, paper cannot: nothing is left out without a word
_UNDRAWABLE = ("canvas", "object", "embed", "form", "input", "select", "textarea", "math", "applet", "marquee", "map")
_SHORTEST_LEAK = 40


def constructs(item: Item, root: HtmlElement) -> Iterator[Finding]:
    """print.unsupported: an element that paper has no form for."""
    for tag in _UNDRAWABLE:
        for element in elements(root, tag):
            if _belongs_to_dialect(element) or any(above.tag in _UNDRAWABLE for above in element.iterancestors()):
                continue
            yield Finding.error(
                "print.unsupported", Locator(item).text(f"<{tag}"), f"<{tag}> is op papier niet te tekenen",
                "schrijf het in Markdown, of zet het in <div class=\"katern-web\"> als het alleen voor het scherm is",
            )  # fmt: skip


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
                "text.heading-jump", Locator(item).text(text_of(heading)),
                f"de kop '{_short(text_of(heading))}' springt van niveau {level} naar niveau {here}",
                f"gebruik {'#' * (level + 1)}, of voeg een kop van dat niveau toe",
            )  # fmt: skip
        level = here


def tables(item: Item, root: HtmlElement) -> Iterator[Finding]:
    """a11y.table-header: a table whose columns have no name."""
    written = (
        table
        for table in elements(root, "table")
        if not any(has_class(above, "schedule") for above in table.iterancestors())
    )
    for number, table in enumerate(written):
        cells = [cell for row in elements(table, "tr") for cell in row if cell.tag == "th"]
        if not any(text_of(cell) for cell in cells):
            yield Finding.error(
                "a11y.table-header", Locator(item).table(number), "deze tabel heeft geen koppen boven haar kolommen",
                "zet in de eerste rij wat er in elke kolom staat",
            )  # fmt: skip


def empty_chapter(item: Item) -> Iterator[Finding]:
    """text.empty-section: a page with nothing under its title; it is left out of the booklet."""
    yield Finding.warning(
        "text.empty-section", Position(item.path, item.front.body_line), "deze pagina is leeg en staat niet in het boekje",
        "schrijf de pagina, of zet haar op status: withdrawn",
    )  # fmt: skip


def notes(root: HtmlElement) -> list[str]:
    """The paragraphs of the trainer's notes that are long enough to be recognised."""
    boxes = with_class(root, "trainer")
    found = [text_of(part) for box in boxes for tag in ("p", "li", "td") for part in elements(box, tag)]
    return [text for text in dict.fromkeys(found) if len(text) >= _SHORTEST_LEAK]


def leaks(item: Item, hidden: Iterable[str], text: str) -> Iterator[Finding]:
    """toolkit.edition-leak: words of a trainer's note that the document shows elsewhere."""
    for note in hidden:
        if note in text:
            yield Finding.warning(
                "toolkit.edition-leak",
                Locator(item).text(note, last=True),
                "deze tekst voor de trainer staat ook in wat deelnemers lezen",
                "haal de tekst weg buiten het blok !!! trainer",
            )


def nothing(plan: Plan) -> Finding:
    """print.edition-empty: cards without a card."""
    return empty_edition(plan.booklet, plan.position)


def _short(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"
