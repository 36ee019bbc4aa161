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


# what ends a paragraph or a list; the paragraph within an item does not
_ENDS = re.compile(r"<(?:/?(?:ul|ol|table|t[dhr]|h[1-6]|blockquote|div|section|details|dl|d[dt]|figure|aside)\b|p\b)")
_ITEM = re.compile(r"(?:</p>\s*)?</li>\s*<li>(?:\s*<p>)?")


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
    short: Mapping[str, str] | None = None,
) -> Cited:
    """Draw the citations of a page, each text by itself.

    `thin` are the sources of which nobody saw more than that they are there, with what stands beside a citation that rests
    on nothing else. `short` are names of organisations, with what readers call them.
    """
    drawing = _Drawing(formatted, missing, thin or {}, short or {})
    drawn = {name: tuple(drawing.draw(text) for text in values) for name, values in texts.items()}
    return Cited(drawn, drawing.draw(body))


def _anchor(number: int) -> str:
    return f"cite-{number}"


class _Drawing:
    """How many citations were drawn so far of the texts of one page."""

    def __init__(self, formatted: Formatted, missing: str, thin: Mapping[str, str], short: Mapping[str, str]) -> None:
        self._short = {html.escape(name, quote=False): html.escape(word, quote=False) for name, word in short.items()}
        self._formatted = formatted
        self._missing = missing
        self._thin = thin
        self._number = 0

    def draw(self, text: Text) -> str:
        """One text with its citations; where the same one follows in a paragraph or list, the last stands for all."""
        drawn = [text.pieces[0]]
        following = (*text.clusters[1:], None)
        for placed, after, piece in zip(text.clusters, following, text.pieces[1:], strict=False):
            again = after is not None and _runs_on(placed, after, piece)
            drawn += (self._left_out() if again else self._cluster(placed), piece)
            if again and drawn[-3].endswith(" "):
                drawn[-3] = drawn[-3].rstrip(" ")
        return "".join(drawn)

    def _left_out(self) -> str:
        """The place of a citation that is drawn further on, to lead back to."""
        self._number += 1
        return f'<span id="{_anchor(self._number)}"></span>'

    def _cluster(self, placed: PlacedCluster) -> str:
        self._number += 1
        anchor = _anchor(self._number)
        content = self._formatted.clusters.get(placed.cluster)
        if content is None:
            keys = html.escape("; ".join(f"@{key}" for key in placed.cluster.keys))
            open_tag = marked("mark", "citation")
            return f'{open_tag} class="citation citation--missing" id="{anchor}">[{keys}: {html.escape(self._missing)}]</mark>'
        for name, word in self._short.items():
            content = content.replace(name, word)
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


def _runs_on(placed: PlacedCluster, after: PlacedCluster, between: str) -> bool:
    """Whether the next citation is the same, and stands in the same paragraph or list."""
    same = placed.cluster == after.cluster and not placed.cluster.narrative
    return same and _ENDS.search(_ITEM.sub("", between)) is None


def in_list(entry: str, short: Mapping[str, str]) -> str:
    """An entry of a list of sources, with what citations call the organisation with whose name it begins."""
    for name, word in short.items():
        written = html.escape(name, quote=False)
        if entry.startswith(written) and not entry[len(written) : len(written) + 1].isalnum():
            return f"{written} [{html.escape(word, quote=False)}]{entry[len(written) :]}"
    return entry


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
