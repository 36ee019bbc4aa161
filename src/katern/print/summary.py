"""The summary of a dossier on two pages: its question and key messages, then what works and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from katern.evidence import Result
from katern.item import Item
from katern.library import Library
from katern.print.markup import elements, has_class, make, text_of, with_class
from katern.print.numbered import key_of
from katern.words import Words

# by direction, how many rows at most; what goes together with a better outcome is nobody's proof that it works
_WORKS, _GOES_WITH, _DOES_NOT = (("works",), 5), (("associated",), 3), (("none", "harms"), 3)
_SURE = ("strong", "fair", "weak", "unknown")


def front(start: HtmlElement) -> HtmlElement:
    """The first page: what opens the dossier, without its facts."""
    page = make("div", "summary-front")
    for element in list(start):
        if any(has_class(element, name) for name in ("question", "messages")):
            page.append(element)
    return page


def back(item: Item, library: Library, words: Words, names: Mapping[str, str]) -> HtmlElement | None:
    """The second page: results of the dossier's line, the surest first; `names` are sources as the text calls them.

    A result whose source no page of the dossier names has none here either, and is left out.
    """
    line = getattr(item.meta, "line", None)
    known = [
        result
        for result in library.data.evidence.evidence
        if line in result.lines and result.sources and all(key in names for key in result.sources)
    ]
    known.sort(key=lambda result: _SURE.index(result.certainty or "unknown"))
    own = words.print
    parts = [
        (own.works, _WORKS),
        (own.works_with, _GOES_WITH),
        (own.works_not, _DOES_NOT),
    ]
    page = make("div", "summary-back")
    for title, (directions, most) in parts:
        results = [result for result in known if result.direction in directions][:most]
        if results:
            page.append(make("h2", text=title))
            page.append(_table(results, words, names))
    return page if len(page) else None


def _table(results: Sequence[Result], words: Words, names: Mapping[str, str]) -> HtmlElement:
    table, head, body = make("table"), make("thead"), make("tbody")
    row = make("tr")
    row.extend([make("th", text=title, scope="col") for title in words.print.works_heads])
    head.append(row)
    for result in results:
        row = make("tr")
        found = make("td", text=f"{result.found} ")
        found.append(make("span", "citation-small", text=f"({'; '.join(names[key] for key in result.sources)})"))
        sure = make("td", text=words.evidence.certainty[result.certainty or "unknown"])
        if result.judged_by:
            sure.append(make("span", "citation-small", text=f" ({words.evidence.judged_by} {result.judged_by})"))
        row.extend([make("th", text=result.claim, scope="row"), found, sure])
        body.append(row)
    table.extend([head, body])
    return table


def names_of_sources(root: HtmlElement) -> dict[str, str]:
    """What the text calls its sources in brackets, by key."""
    found: dict[str, str] = {}
    for citation in with_class(root, "citation"):
        if not (citation.text or "").startswith("("):
            continue  # a year behind a name that is part of the sentence
        for link in elements(citation, "a"):
            if has_class(link, "citation__link"):
                found.setdefault(key_of(link), text_of(link))
    return found
