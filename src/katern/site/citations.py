"""Citations on a page: tokens become links to the page's own list, whose entries link back."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from katern.citations.citeproc import Formatted
from katern.citations.extension import DrawnCluster, replace_tokens, token_numbers

_LINK = re.compile(r'<a href="#ref-([^"]*)" role="doc-biblioref">')
_HEADING = re.compile(r'<h([2-6])[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NOTE = re.compile(r'<li id="fn:([^"]+)">')
_FIRST_LETTER = re.compile(r"^((?:<[^>]+>)*)([a-zà-ÿ'’])")
_LEADING_PARTICLE = re.compile(r"^(?:<[^>]+>)*(['’]?[a-zà-ÿ]+)(?=[\s'’])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page cites a source: the anchor of the citation and the section that holds it."""

    anchor: str
    section: str


@dataclass(slots=True)
class PageCitations:
    """All that one page cites, by key, in the order of first mention."""

    places: dict[str, list[Place]] = field(default_factory=dict)


def draw_citations(
    page_html: str, clusters: list[DrawnCluster], formatted: Formatted, missing: str
) -> tuple[str, PageCitations]:
    """The page with its citations drawn, and where each source is cited."""
    cited = PageCitations()
    sections = [(match.start(), html.unescape(_TAG.sub("", match[3])).replace("¶", "").strip()) for match in _HEADING.finditer(page_html)]
    section_of: dict[int, str] = {}
    for number, offset in token_numbers(page_html):
        place = _in_text(page_html, offset)
        section_of[number] = next((title for start, title in reversed(sections) if start < place), "")

    def draw(number: int) -> str:
        drawn = clusters[number]
        anchor = f"cite-{number + 1}"
        content = formatted.clusters.get(drawn.cluster)
        if content is None:
            keys = html.escape("; ".join(f"@{key}" for key in drawn.cluster.keys))
            return f'<mark class="citation citation--missing" id="{anchor}">[{keys}: {html.escape(missing)}]</mark>'
        for key in dict.fromkeys(drawn.cluster.keys):
            cited.places.setdefault(key, []).append(Place(anchor, section_of.get(number, "")))
        if drawn.opens_sentence and drawn.cluster.narrative:
            content = capitalised(content)
        return f'<span class="citation" id="{anchor}">{_link(content)}</span>'

    return replace_tokens(page_html, draw), cited


def _in_text(page_html: str, offset: int) -> int:
    """Where a reader meets what stands at an offset: a note at the page's end is read where its mark stands."""
    end = page_html.find('<div class="footnote">')
    if not 0 <= end < offset:
        return offset
    *_, note = [match[1] for match in _NOTE.finditer(page_html, end, offset)] or [""]
    mark = page_html.find(f'id="fnref:{note}"')
    return offset if mark < 0 else mark


def _link(content: str) -> str:
    return _LINK.sub(lambda match: f'<a class="citation__link" href="#ref-{match[1]}" aria-describedby="text-{match[1]}">', content)


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
