"""Citations on a page: tokens become links to the page's own list, whose entries link back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katern.citations.citeproc import Formatted
from katern.reading.marks import marked
from katern.reading.text import PlacedCluster, Text

_LINK = re.compile(r'<a href="#ref-([^"]*)" role="doc-biblioref">')
_FIRST_LETTER = re.compile(r"^((?:<[^>]+>)*)([a-zà-ÿ'’])")
_LEADING_PARTICLE = re.compile(r"^(?:<[^>]+>)*(['’]?[a-zà-ÿ]+)(?=[\s'’])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page cites a source: the anchor of the citation and the section that holds it."""

    anchor: str
    section: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The texts and the body of a page with their citations drawn."""

    texts: Mapping[str, tuple[str, ...]]
    body: str


def places_of(texts: Mapping[str, Sequence[Text]], body: Text, formatted: Formatted) -> dict[str, tuple[Place, ...]]:
    """Where a page cites each source, by first mention; a source that a field cites is cited there first."""
    every = [placed for values in (*texts.values(), (body,)) for text in values for placed in text.clusters]
    places: dict[str, list[Place]] = {}
    for number, placed in enumerate(every, 1):
        if placed.cluster in formatted.clusters:
            for key in dict.fromkeys(placed.cluster.keys):
                places.setdefault(key, []).append(Place(_anchor(number), placed.section))
    return {key: tuple(found) for key, found in places.items()}


def draw_citations(
    texts: Mapping[str, Sequence[Text]],
    body: Text,
    formatted: Formatted,
    missing: str,
    thin: Mapping[str, str] | None = None,
) -> Cited:
    """Draw the citations of a page, each text by itself.

    `thin` are the sources of which nobody saw more than that they are there, with what stands beside a citation that rests
    on nothing else.
    """
    drawing = _Drawing(formatted, missing, thin or {})
    drawn = {name: tuple(drawing.draw(text) for text in values) for name, values in texts.items()}
    return Cited(drawn, drawing.draw(body))


def _anchor(number: int) -> str:
    return f"cite-{number}"


class _Drawing:
    """How many citations were drawn so far of the texts of one page."""

    def __init__(self, formatted: Formatted, missing: str, thin: Mapping[str, str]) -> None:
        self._formatted = formatted
        self._missing = missing
        self._thin = thin
        self._number = 0

    def draw(self, text: Text) -> str:
        """One text with its citations."""
        drawn = [text.pieces[0]]
        for placed, piece in zip(text.clusters, text.pieces[1:], strict=True):
            drawn += (self._cluster(placed), piece)
        return "".join(drawn)

    def _cluster(self, placed: PlacedCluster) -> str:
        self._number += 1
        anchor = _anchor(self._number)
        content = self._formatted.clusters.get(placed.cluster)
        if content is None:
            keys = html.escape("; ".join(f"@{key}" for key in placed.cluster.keys))
            open_tag = marked("mark", "citation")
            return f'{open_tag} class="citation citation--missing" id="{anchor}">[{keys}: {html.escape(self._missing)}]</mark>'
        if placed.opens_sentence and placed.cluster.narrative:
            content = capitalised(content)
        rest = self._rest(placed)
        return f'{marked("span", "citation")} class="citation" id="{anchor}">{_link(content)}{rest}</span>'

    def _rest(self, placed: PlacedCluster) -> str:
        """A mark behind what rests on an announcement, on news or on a headline alone."""
        if not all(key in self._thin for key in placed.cluster.keys):
            return ""
        words = dict.fromkeys(self._thin[key] for key in placed.cluster.keys)
        return f' <small class="citation__seen">{html.escape(", ".join(words))}</small>'


def _link(content: str) -> str:
    return _LINK.sub(
        lambda match: (
            f'{marked("a", "citation-link")} class="citation__link" href="#ref-{match[1]}" aria-describedby="text-{match[1]}">'
        ),
        content,
    )


def capitalised(content: str) -> str:
    """A name that opens a sentence: "de Vries" becomes "De Vries", "'t Hart" stays."""
    particle = _LEADING_PARTICLE.match(content)
    if particle is None or particle[1][0] in "'’":
        return content
    return _FIRST_LETTER.sub(lambda match: match[1] + match[2].upper(), content, count=1)
