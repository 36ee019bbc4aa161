"""Citations in Python-Markdown: each cluster becomes a token, which is drawn when all pages have been read.

The parser itself decides what is prose, so code, HTML and addresses are never touched; `katern.mask` comes to the
same answer on the raw text, where positions are known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER

from katern.bibliography.keys import Keys
from katern.citations.syntax import DESTINATION, Cluster, Found, IsKey, bracketed, narrative, opens_sentence, with_keys

# after code (190), escapes (180), links (160 and on) and HTML (90); before emphasis (60), so that keys keep their _
_PRIORITY = 75
_TOKEN = re.compile(r"<katern-cite n=\"(\d+)\"></katern-cite>")
_STASHED_CHARACTER = re.compile("\x02(\\d+)\x03")
_STASHED_HTML = re.compile(HTML_PLACEHOLDER % r"(\d+)")


@dataclass(frozen=True, slots=True)
class DrawnCluster:
    """A cluster as a page holds it, and whether it opens a sentence."""

    cluster: Cluster
    opens_sentence: bool


class CitationExtension(Extension):
    """Finds citations; `clusters` holds those of the pages read since `begin`, in the order of their tokens."""

    def __init__(self, is_key: IsKey) -> None:
        super().__init__()
        self.is_key = is_key
        self.own = is_key.own if isinstance(is_key, Keys) else str
        self.clusters: list[DrawnCluster] = []

    def begin(self) -> None:
        """Start a new page."""
        self.clusters = []

    def add(self, cluster: Cluster, sentence: bool) -> str:
        """Keep a cluster and give the token that stands for it in the HTML."""
        self.clusters.append(DrawnCluster(cluster, sentence))
        return f'<katern-cite n="{len(self.clusters) - 1}"></katern-cite>'

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        md.parser.blockprocessors.register(_ReferenceProcessor(md.parser), "reference", 15)
        md.inlinePatterns.register(_BracketedProcessor(r"\[[^\[\]]*?@", md, self), "katern-cluster", _PRIORITY)
        md.inlinePatterns.register(_NarrativeProcessor(r"-?@(?=[\w{])", md, self), "katern-narrative", _PRIORITY - 1)


class _ReferenceProcessor(ReferenceProcessor):
    """Python-Markdown's link definitions; a paragraph that begins with a citation and a colon is none, and stays."""

    RE = re.compile(rf"(?!^[ ]{{0,3}}\[[^\[\]]*@[^\[\]]*\]:(?!{DESTINATION})){ReferenceProcessor.RE.pattern}", re.MULTILINE)


class _CitationProcessor(InlineProcessor):
    def __init__(self, pattern: str, md: markdown.Markdown, extension: CitationExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """Python-Markdown's call: what stands at the match, and its end points."""
        found = self.find(m, data)
        if found is None:
            return None, None, None
        cluster = with_keys(self._clean(found.cluster), self.extension.own)
        token = self.extension.add(cluster, opens_sentence(data[: found.start]))
        return self.md.htmlStash.store(token), found.start, found.end

    def find(self, m: re.Match[str], data: str) -> Found | None:
        """The cluster at the match."""
        raise NotImplementedError

    def _clean(self, cluster: Cluster) -> Cluster:
        """The cluster with the parser's placeholders turned back into what the author wrote."""
        if not any("\x02" in citation.prefix + citation.suffix for citation in cluster.citations):
            return cluster
        return Cluster(
            tuple(
                replace(citation, prefix=self._written(citation.prefix), suffix=self._written(citation.suffix))
                for citation in cluster.citations
            )
        )

    def _written(self, text: str) -> str:
        text = self.unescape(text)
        text = _STASHED_HTML.sub(lambda match: str(self.md.htmlStash.rawHtmlBlocks[int(match[1])]), text)
        return _STASHED_CHARACTER.sub(lambda match: "\\" + chr(int(match[1])), text)


class _BracketedProcessor(_CitationProcessor):
    def find(self, m: re.Match[str], data: str) -> Found | None:
        """`[@key]`: brackets that hold a citation in each of their parts."""
        found = bracketed(data, m.start(0))
        return found if isinstance(found, Found) else None


class _NarrativeProcessor(_CitationProcessor):
    def find(self, m: re.Match[str], data: str) -> Found | None:
        """`@key` and `-@key` in running text, with the bracket behind it."""
        return narrative(data, m.end(0) - 1, self.extension.is_key)


def replace_tokens(html: str, draw: Callable[[int], str]) -> str:
    """The HTML with each token replaced by what `draw` makes of its number."""
    if "<katern-cite" not in html:
        return html
    return _TOKEN.sub(lambda match: draw(int(match[1])), html)


def token_numbers(html: str) -> list[tuple[int, int]]:
    """The number and the offset of each token in the HTML."""
    return [(int(match[1]), match.start()) for match in _TOKEN.finditer(html)]
