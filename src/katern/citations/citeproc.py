"""Formatting all clusters of a site at once, kept in the store under style, references and clusters.

Each cluster is kept as well, under what it alone depends on: a new citation, or a source that is another, formats what it
touches and not all again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from katern.citations.ambiguity import NAMES, Ambiguity, stands_alone
from katern.citations.processor import run_citeproc
from katern.citations.style import Style
from katern.citations.syntax import Cluster
from katern.digest import digest
from katern.store import Store

_AMPERSAND = "\ue020"
_AND = {"nl": "en", "en": "and", "de": "und", "fr": "et"}

_CLUSTER = re.compile(r'<div id="c(\d+)">\s*<span class="citation"[^>]*>(.*?)</span>\s*</div>', re.DOTALL)
_ENTRY = re.compile(
    r'<div id="ref-([^"]*)" class="csl-entry"[^>]*>\n(.*?)\n</div>(?=\n<div id="ref-|\n</div>)', re.DOTALL
)
_NOTE = re.compile(
    r'<li id="fn(\d+)"><p>(.*?)<a href="#fnref\d+" class="footnote-back"[^>]*>[^<]*</a></p></li>', re.DOTALL
)
# marks words whose capitals a style must keep, and means nothing to a browser
_PROTECTED = re.compile(r'<span class="nocase">(.*?)</span>', re.DOTALL)
_NOTE_MARK = re.compile(r'<a href="#fn(\d+)" class="footnote-ref"[^>]*>.*?</a>', re.DOTALL)


@dataclass(frozen=True)
class Formatted:
    """HTML of each cluster, and of each source's entry in the order of the style's list; links lead to `#ref-KEY`."""

    clusters: Mapping[Cluster, str]
    entries: Mapping[str, str]

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {key: number for number, key in enumerate(self.entries)}

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Keys in the order of the style's list; those that it does not hold come last."""
        ranks, last = self._ranks, len(self.entries)
        return sorted(keys, key=lambda key: ranks.get(key, last))


class Formatter:
    """Formats clusters against one set of references, in the background and with at most one run for each new set.

    `prepare` starts; `format` waits. `runs` counts how often pandoc was started.
    """

    def __init__(self, style: Style, references: Sequence[dict[str, Any]], store: Store) -> None:
        self._style = style
        self._alone = stands_alone(style)
        self._references = [_marked(reference) for reference in references]
        self._store = store
        self._keys = frozenset(str(reference["id"]) for reference in references)
        self._pending: Future[Formatted] | None = None
        self._requested: tuple[Cluster, ...] = ()
        self._last: tuple[Formatted, tuple[Cluster, ...], Formatted] | None = None
        self.runs = 0

    def prepare(self, clusters: Iterable[Cluster]) -> None:
        """Start formatting these clusters; the work goes on while the caller does something else."""
        requested = self._requests(clusters)
        if self._pending is not None and requested == self._requested:
            return
        self._requested = requested
        pool = ThreadPoolExecutor(1, thread_name_prefix="citeproc")
        self._pending = pool.submit(self._formatted, self._requested)
        pool.shutdown(wait=False)

    def format(self, clusters: Iterable[Cluster]) -> Formatted:
        """The formatted clusters; what was not prepared is added and everything is formatted anew."""
        wanted = tuple(dict.fromkeys(clusters))
        requested = set(self._requested)
        missing = [request for request in self._requests(wanted) if request not in requested]
        if self._pending is None or missing:
            self.prepare((*self._requested, *missing))
        assert self._pending is not None  # prepare sets it
        formatted = self._pending.result()
        # the same object for the same, so that what was made of it can be told to be the same
        if self._last is not None and self._last[0] is formatted and self._last[1] == wanted:
            return self._last[2]
        drawn = {cluster: html for cluster in wanted if (html := self._draw(cluster, formatted)) is not None}
        whole = Formatted(drawn, formatted.entries)
        self._last = formatted, wanted, whole
        return whole

    def _requests(self, clusters: Iterable[Cluster]) -> tuple[Cluster, ...]:
        """What pandoc is asked: clusters whose keys all exist, a narrative one apart from what its bracket adds.

        Pandoc draws `@a [p. 3; @b]` as "(b; A; 2020, p. 3)" where the style sorts its citations.
        """
        requests: dict[Cluster, None] = {}
        for cluster in clusters:
            if self._keys.issuperset(cluster.keys):
                for part in _divided(cluster):
                    requests.setdefault(part)
        return tuple(requests)

    def _draw(self, cluster: Cluster, formatted: Formatted) -> str | None:
        parts = [formatted.clusters.get(part) for part in _divided(cluster)]
        drawn = [part for part in parts if part is not None]
        if len(drawn) < len(parts):
            return None
        if len(drawn) == 2:
            first, rest = drawn
            if first.endswith(")") and rest.startswith("("):
                return f"{first[:-1]}; {rest[1:]}"
            return f"{first} {rest}"
        return drawn[0]

    def _formatted(self, requests: tuple[Cluster, ...]) -> Formatted:
        key = (self._style.digest, json.dumps(self._references), requests)
        made = self._store.read("citations", key)
        if made is None:
            clusters, entries = self._make(requests)
            made = json.dumps({"clusters": clusters, "entries": entries}).encode()
            self._store.keep("citations", key, made)
        stored = json.loads(made)
        return Formatted(dict(zip(requests, stored["clusters"], strict=True)), stored["entries"])

    def _make(self, requests: tuple[Cluster, ...]) -> tuple[list[str], dict[str, str]]:
        """The clusters and the entries, of which pandoc draws what was not drawn before."""
        if not self._alone:
            return self._run(self._references, requests)
        alike = Ambiguity(self._references)
        names = [digest((alike.state(request.keys), request)) for request in requests]
        known = Drawn(self._store, self._style)
        missing = [request for request, name in zip(requests, names, strict=True) if name not in known.clusters]
        entries = known.entries(self._references)
        if entries is None:
            drawn, entries = self._run(self._references, missing)
        elif missing:
            drawn, _ = self._run(alike.among({key for request in missing for key in request.keys}), missing)
        else:
            drawn = []
        fresh = dict(zip(missing, drawn, strict=True))
        clusters = [
            fresh[request] if request in fresh else known.clusters[name]
            for request, name in zip(requests, names, strict=True)
        ]
        known.keep(dict(zip(names, clusters, strict=True)), self._references, entries)
        return clusters, entries

    def _run(
        self, references: Sequence[Mapping[str, Any]], requests: Sequence[Cluster]
    ) -> tuple[list[str], dict[str, str]]:
        if not references and not requests:  # a site without sources needs no pandoc
            return [], {}
        self.runs += 1
        clusters, entries = _parse(run_citeproc(self._style, references, requests, in_order=self._alone), len(requests))
        drawn = [
            _in_sentence(html, self._style.language) if request.narrative else html
            for request, html in zip(requests, clusters, strict=True)
        ]
        return [_unmarked(html) for html in drawn], {key: _unmarked(html) for key, html in entries.items()}


class Drawn:
    """What was drawn last with a style: each cluster by what it depends on, and the entries of one set of references."""

    def __init__(self, store: Store, style: Style) -> None:
        self._store = store
        self._key = ("last", style.digest)
        stored = store.read("citations", self._key)
        value: dict[str, Any] = json.loads(stored) if stored else {"clusters": {}, "references": "", "entries": {}}
        self.clusters: Mapping[str, str] = value["clusters"]
        self._references: str = value["references"]
        self._entries: dict[str, str] = value["entries"]

    def entries(self, references: Sequence[Mapping[str, Any]]) -> dict[str, str] | None:
        """The entries of these references; None where the last were others."""
        return self._entries if self._references == _told(references) else None

    def keep(
        self, clusters: Mapping[str, str], references: Sequence[Mapping[str, Any]], entries: Mapping[str, str]
    ) -> None:
        """Keep what is drawn now, in place of what was."""
        value = {"clusters": clusters, "references": _told(references), "entries": entries}
        self._store.keep("citations", self._key, json.dumps(value).encode())


def _told(references: Sequence[Mapping[str, Any]]) -> str:
    return digest(json.dumps(references))


def _marked(reference: dict[str, Any]) -> dict[str, Any]:
    """A reference whose names have a mark for each "&" of their own, so that what joins names can be told from it."""
    marked = dict(reference)
    for variable in NAMES:
        names = reference.get(variable)
        if isinstance(names, list):
            marked[variable] = [{part: _mark(text) for part, text in name.items()} for name in names]
    return marked


def _mark(text: Any) -> Any:
    return text.replace("&", _AMPERSAND) if isinstance(text, str) else text


def _unmarked(html: str) -> str:
    return html.replace(_AMPERSAND, "&amp;")


def _in_sentence(html: str, language: str) -> str:
    """A narrative citation with its names joined by a word: "Jansen en Bakker (2021)", as APA asks and CSL cannot."""
    word = _AND.get(language.split("-")[0])
    names, mark, rest = html.partition(" (<a")
    if word is None or not mark:
        return html
    return names.replace(", &amp; ", f" {word} ").replace(" &amp; ", f" {word} ") + mark + rest


def _divided(cluster: Cluster) -> tuple[Cluster, ...]:
    if cluster.narrative and len(cluster.citations) > 1:
        return Cluster(cluster.citations[:1]), Cluster(cluster.citations[1:])
    return (cluster,)


def _parse(html: str, count: int) -> tuple[list[str], dict[str, str]]:
    html = _PROTECTED.sub(r"\1", html)
    body, _, references = html.partition('<div id="refs"')
    notes = {match[1]: match[2].rstrip() for match in _NOTE.finditer(html)}
    clusters = [""] * count
    for match in _CLUSTER.finditer(body):
        clusters[int(match[1])] = _NOTE_MARK.sub(lambda mark: _in_text(notes.get(mark[1], "")), match[2])
    entries = {unescape(match[1]): match[2].strip() for match in _ENTRY.finditer(references)}
    return clusters, entries


def _in_text(note: str) -> str:
    """A web page has no foot: what a note style puts there is drawn between brackets."""
    return f" ({note.rstrip('.')})" if note else ""
