"""Citations on a page: tokens become links to the page's own list, whose entries link back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katern.citations.citeproc import Formatted
from katern.citations.extension import DrawnCluster, replace_tokens, token_numbers
from katern.drawing.marks import marked, pattern

_LINK = re.compile(r'<a href="#ref-([^"]*)" role="doc-biblioref">')
_HEADING = re.compile(r'<h([2-6])[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_PERMALINK = re.compile(pattern("a", "permalink") + ".*?</a>", re.DOTALL)
_NOTE = re.compile(r'<li id="fn:([^"]+)">')
_NOTES = re.compile(pattern("div", "notes"))
_FIRST_LETTER = re.compile(r"^((?:<[^>]+>)*)([a-zà-ÿ'’])")
_LEADING_PARTICLE = re.compile(r"^(?:<[^>]+>)*(['’]?[a-zà-ÿ]+)(?=[\s'’])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page cites a source: the anchor of the citation and the section that holds it."""

    anchor: str
    section: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The texts and the body of a page with their citations drawn, and where each source is cited, by first mention."""

    texts: Mapping[str, tuple[str, ...]]
    body: str
    places: Mapping[str, tuple[Place, ...]]


def draw_citations(
    texts: Mapping[str, Sequence[str]], body: str, clusters: Sequence[DrawnCluster], formatted: Formatted, missing: str
) -> Cited:
    """Draw the citations of a page, each piece by itself; a source that a text cites is cited there first."""
    if not clusters:
        return Cited({name: tuple(values) for name, values in texts.items()}, body, {})
    drawing = _Drawing(clusters, formatted, missing)
    drawn = {name: tuple(drawing.draw(text) for text in values) for name, values in texts.items()}
    return Cited(drawn, drawing.draw(body), {key: tuple(places) for key, places in drawing.places.items()})


class _Drawing:
    """What was cited so far while the pieces of one page are drawn."""

    def __init__(self, clusters: Sequence[DrawnCluster], formatted: Formatted, missing: str) -> None:
        self._clusters = clusters
        self._formatted = formatted
        self._missing = missing
        self.places: dict[str, list[Place]] = {}

    def draw(self, piece: str) -> str:
        """One piece with its citations; a section that began in a piece ends with it."""
        sections = _sections(piece)
        section_of: dict[int, str] = {}
        for number, offset in token_numbers(piece):
            place = _in_text(piece, offset)
            section_of[number] = next((title for start, title in reversed(sections) if start < place), "")
        return replace_tokens(piece, lambda number: self._cluster(number, section_of.get(number, "")))

    def _cluster(self, number: int, section: str) -> str:
        drawn = self._clusters[number]
        anchor = f"cite-{number + 1}"
        content = self._formatted.clusters.get(drawn.cluster)
        if content is None:
            keys = html.escape("; ".join(f"@{key}" for key in drawn.cluster.keys))
            open_tag = marked("mark", "citation")
            return f'{open_tag} class="citation citation--missing" id="{anchor}">[{keys}: {html.escape(self._missing)}]</mark>'
        for key in dict.fromkeys(drawn.cluster.keys):
            self.places.setdefault(key, []).append(Place(anchor, section))
        if drawn.opens_sentence and drawn.cluster.narrative:
            content = capitalised(content)
        return f'{marked("span", "citation")} class="citation" id="{anchor}">{_link(content)}</span>'


def _sections(piece: str) -> list[tuple[int, str]]:
    """Where each section of a piece begins, with its title as text."""
    if "<katern-cite" not in piece:
        return []
    return [
        (match.start(), html.unescape(_TAG.sub("", _PERMALINK.sub("", match[3]))).strip()) for match in _HEADING.finditer(piece)
    ]


def _in_text(page_html: str, offset: int) -> int:
    """Where a reader meets what stands at an offset: a note at the page's end is read where its mark stands."""
    notes = _NOTES.search(page_html)
    end = notes.start() if notes else offset
    if end >= offset:
        return offset
    *_, note = [match[1] for match in _NOTE.finditer(page_html, end, offset)] or [""]
    mark = page_html.find(f'id="fnref:{note}"')
    return offset if mark < 0 else mark


def _link(content: str) -> str:
    return _LINK.sub(lambda match: f'{marked("a", "citation-link")} class="citation__link" href="#ref-{match[1]}" aria-describedby="text-{match[1]}">', content)


def capitalised(content: str) -> str:
    """A name that opens a sentence: "de Vries" becomes "De Vries", "'t Hart" stays."""
    particle = _LEADING_PARTICLE.match(content)
    if particle is None or particle[1][0] in "'’":
        return content
    return _FIRST_LETTER.sub(lambda match: match[1] + match[2].upper(), content, count=1)


def in_list_order(keys: Mapping[str, object], formatted: Formatted) -> list[str]:
    """Keys in the order of the style's list."""
    order = {key: number for number, key in enumerate(formatted.entries)}
    return sorted(keys, key=lambda key: order.get(key, len(order)))
