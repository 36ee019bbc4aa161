"""Citations in Python-Markdown: each cluster becomes a token, at which the page's HTML is divided afterwards.

The parser itself decides what is prose, so code, HTML and addresses are never touched.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER, INLINE_PLACEHOLDER_RE

from katern.bibliography.keys import Keys
from katern.citations.syntax import DESTINATION, Cluster, Found, IsKey, Reading, clusters, opens_sentence

# after code (190), escapes (180), links (160 and on) and HTML (90); before emphasis (60), so that keys keep their _
_PRIORITY = 75
# after attribute lists (8)
_AFTER_ATTRIBUTES = 7.5
_STASHED_CHARACTER = re.compile("\x02(\\d+)\x03")
_STASHED_HTML = re.compile(HTML_PLACEHOLDER % r"(\d+)")
# what begins a paragraph with a citation and a colon, and is no definition of a link
NO_DEFINITION = rf"[ ]{{0,3}}\[[^\[\]]*@[^\[\]]*\]:(?!{DESTINATION})"


@dataclass(frozen=True, slots=True)
class ReadCluster:
    """A cluster as the parser met it, and whether it opens a sentence."""

    cluster: Cluster
    opens_sentence: bool


def own_keys(is_key: IsKey) -> Callable[[str], str]:
    """What tells for each key, which may be another name of a source, that source's own."""
    return is_key.own if isinstance(is_key, Keys) else str


class CitationExtension(Extension):
    """Finds the citations of one text; `clusters` holds them as written, by the number of their token.

    `name` is the name of the token's element, which the author cannot know.
    """

    def __init__(self, is_key: IsKey, name: str) -> None:
        super().__init__()
        self.is_key = is_key
        self.own = own_keys(is_key)
        self.clusters: list[ReadCluster] = []
        # places in the parser's stash of HTML: numbers of tokens
        self.stashed: dict[int, int] = {}
        # what is written, by the number of its token
        self.written: list[str] = []
        self._name = name
        self.token = re.compile(rf'<{re.escape(name)} n="(\d+)"></{re.escape(name)}>')

    def add(self, cluster: Cluster, sentence: bool, written: str, md: markdown.Markdown) -> str:
        """Keep a cluster and give the placeholder that stands for it."""
        self.clusters.append(ReadCluster(cluster, sentence))
        self.written.append(written)
        number = len(self.clusters) - 1
        self.stashed[md.htmlStash.html_counter] = number
        return md.htmlStash.store(f'<{self._name} n="{number}"></{self._name}>')

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        if "@" not in md.ESCAPED_CHARS:
            md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "@"]
        md.parser.blockprocessors.register(_ReferenceProcessor(md.parser), "reference", 15)
        md.inlinePatterns.register(CitationProcessor("@", md, self), "katern-citation", _PRIORITY)
        md.treeprocessors.register(_Attributes(md, self), "katern-attributes", _AFTER_ATTRIBUTES)


class _Attributes(Treeprocessor):
    """Gives attributes that an author wrote in braces their text back: a citation there would be a tag within a tag."""

    def __init__(self, md: markdown.Markdown, extension: CitationExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Python-Markdown's call: the whole tree."""
        for element in root.iter():
            for name, value in element.attrib.items():
                if value and "\x02" in value:
                    element.set(name, _STASHED_HTML.sub(self._written, value))

    def _written(self, match: re.Match[str]) -> str:
        number = self.extension.stashed.get(int(match[1]))
        return match[0] if number is None else self.extension.written[number]


class _ReferenceProcessor(ReferenceProcessor):
    """Python-Markdown's link definitions; a paragraph that begins with a citation and a colon is none, and stays."""

    RE = re.compile(rf"(?!^{NO_DEFINITION}){ReferenceProcessor.RE.pattern}", re.MULTILINE)


class CitationProcessor(InlineProcessor):
    """Puts a token in the place of each citation in running text."""

    def __init__(self, pattern: str, md: markdown.Markdown, extension: CitationExtension) -> None:
        super().__init__(pattern, md)
        self.extension = extension
        self.reading = Reading("", extension.is_key)
        self.tokens: list[int] = []

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """Python-Markdown's call: what stands at the match, and its end points."""
        found = self._read(data).cluster(m.start(), self._last_token(m.start()))
        if found is None:
            return None, None, None
        return self._token(found, data), found.start, found.end

    def all(self, data: str) -> Iterator[tuple[str, int, int]]:
        """What stands for each cluster of a text, and its end points: the same as one match after another, in one pass."""
        return ((self._token(found, data), found.start, found.end) for found in clusters(data, self.extension.is_key))

    def _token(self, found: Found, data: str) -> str:
        written = self._written(data[found.start : found.end])
        return self.extension.add(self._clean(found.cluster), opens_sentence(data, found.start), written, self.md)

    def _read(self, data: str) -> Reading:
        if data != self.reading.text:
            self.reading = Reading(data, self.extension.is_key)
            stash = self._stash()
            put_aside = INLINE_PLACEHOLDER_RE.finditer(data)
            self.tokens = [match.end() for match in put_aside if self._is_token(stash.get(match[1]))]
        return self.reading

    def _is_token(self, stashed: Element | str | None) -> bool:
        html = _STASHED_HTML.fullmatch(stashed) if isinstance(stashed, str) else None
        return html is not None and int(html[1]) in self.extension.stashed

    def _stash(self) -> Mapping[str, Element | str]:
        """What the parser put aside while it reads inline text."""
        stash: Mapping[str, Element | str] = self.md.treeprocessors["inline"].stashed_nodes  # type: ignore[attr-defined]
        return stash

    def _last_token(self, at: int) -> int:
        """Where the last citation before an offset ends, which no brackets may hold once more."""
        before = bisect.bisect(self.tokens, at)
        return self.tokens[before - 1] if before else 0

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
        stash = self._stash()
        text = INLINE_PLACEHOLDER_RE.sub(lambda match: _as_typed(stash.get(match[1], "")), text)
        text = _STASHED_HTML.sub(lambda match: str(self.md.htmlStash.rawHtmlBlocks[int(match[1])]), text)
        return _STASHED_CHARACTER.sub(lambda match: "\\" + chr(int(match[1])), text)


def _as_typed(stashed: Element | str) -> str:
    """What the parser put aside, as an author types it: code stays code, of all else the words."""
    if isinstance(stashed, str):
        return stashed
    words = "".join(stashed.itertext())
    return f"`{unescape(words)}`" if stashed.tag == "code" else words
