"""Citations in Python-Markdown: each cluster becomes a token, at which the page's HTML is divided afterwards.

The parser itself decides what is prose, so code, HTML and addresses are never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.util import HTML_PLACEHOLDER

from katern.citations.syntax import Cluster, Found, IsKey, bracketed, narrative, opens_sentence

# after code (190), escapes (180), links (160 and on) and HTML (90); before emphasis (60), so that keys keep their _
_PRIORITY = 75
_STASHED_CHARACTER = re.compile("\x02(\\d+)\x03")
_STASHED_HTML = re.compile(HTML_PLACEHOLDER % r"(\d+)")


@dataclass(frozen=True, slots=True)
class ReadCluster:
    """A cluster as the parser met it, and whether it opens a sentence."""

    cluster: Cluster
    opens_sentence: bool


class CitationExtension(Extension):
    """Finds the citations of one text; `clusters` holds them by the number of their token.

    `name` is the name of the token's element, which the author cannot know.
    """

    def __init__(self, is_key: IsKey, name: str) -> None:
        super().__init__()
        self.is_key = is_key
        self.clusters: list[ReadCluster] = []
        # places in the parser's stash of HTML: numbers of tokens
        self.stashed: dict[int, int] = {}
        self._name = name
        self.token = re.compile(rf'<{re.escape(name)} n="(\d+)"></{re.escape(name)}>')

    def add(self, cluster: Cluster, sentence: bool, md: markdown.Markdown) -> str:
        """Keep a cluster and give the placeholder that stands for it."""
        self.clusters.append(ReadCluster(cluster, sentence))
        number = len(self.clusters) - 1
        self.stashed[md.htmlStash.html_counter] = number
        return md.htmlStash.store(f'<{self._name} n="{number}"></{self._name}>')

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        md.inlinePatterns.register(_BracketedProcessor(r"\[[^\[\]]*?@", md, self), "katern-cluster", _PRIORITY)
        md.inlinePatterns.register(_NarrativeProcessor(r"-?@(?=[\w{])", md, self), "katern-narrative", _PRIORITY - 1)


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
        cluster = self._clean(found.cluster)
        return self.extension.add(cluster, opens_sentence(data[: found.start]), self.md), found.start, found.end

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
