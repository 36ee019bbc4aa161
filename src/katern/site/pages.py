"""One page of the site: its Markdown read with citations, and what the engine draws around it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import markdown
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.structure.pages import Page

from katern.citations.citeproc import Formatted
from katern.citations.extension import CitationExtension, DrawnCluster
from katern.items import KINDS, Dossier, Step
from katern.library import TEXT_FIELDS, Item, Library
from katern.site.citations import PageCitations, draw_citations, in_list_order

_WORDS_PER_MINUTE = 200
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


@dataclass(slots=True)
class SitePage:
    """A page while the site is built: MkDocs' page, its item, its clusters and its front-matter texts as HTML."""

    page: Page
    item: Item | None
    clusters: list[DrawnCluster] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    cited: PageCitations = field(default_factory=PageCitations)

    @property
    def base(self) -> str:
        """The way from the page to the root of the site, with a slash at its end."""
        url = self.page.url
        up = posixpath.relpath(".", url if url.endswith("/") else posixpath.dirname(url) or ".")
        return "./" if up == "." else up + "/"


def escaped_meta(item: Item) -> dict[str, Any]:
    """Front matter as MkDocs and Material get it: they print titles and descriptions without escaping them."""
    meta = dict(item.front.values)
    meta["title"] = escape(item.title)
    if item.meta.description:
        meta["description"] = escape(item.meta.description)
    return meta


def read_texts(item: Item, extension: CitationExtension, converter: markdown.Markdown) -> dict[str, list[str]]:
    """The front-matter fields that hold running text, as inline HTML with tokens for their citations."""
    texts: dict[str, list[str]] = {}
    for name in TEXT_FIELDS:
        value = getattr(item.meta, name, None)
        if not value:
            continue
        values = value if isinstance(value, tuple) else (value,)
        texts[name] = [_inline(converter.reset().convert(_without_html(text))) for text in values]
    return texts


def _without_html(text: str) -> str:
    # front matter is plain text with emphasis, links and citations: a tag in it stays text
    return text.replace("&", "&amp;").replace("<", "&lt;") if "<" in text else text


def _inline(html: str) -> str:
    match = _PARAGRAPH.match(html.strip())
    return match[1] if match else html


def minutes_to_read(html: str) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(len(_TAG.sub(" ", html).split()) / _WORDS_PER_MINUTE))


class PageDrawer:
    """Draws what stands around the text of each page, once all citations are formatted."""

    def __init__(self, env: Environment, library: Library, words: Mapping[str, Any], source_urls: Mapping[str, str]) -> None:
        self._env = env
        self._library = library
        self._words = words
        self._source_urls = source_urls
        self._addresses = library.by_address()

    def finish(self, site_page: SitePage, formatted: Formatted, downloads: list[tuple[str, str]]) -> None:
        """Draw the page's citations and put head and sources around its text."""
        page = site_page.page
        missing = self._words["sources"]["missing"]
        body = page.content or ""
        # one pass over texts and body: a source first named in the key messages is cited there too
        marks = "\x01"
        names = [(name, number) for name, values in site_page.texts.items() for number in range(len(values))]
        whole = marks.join([*(site_page.texts[name][number] for name, number in names), body])
        if site_page.clusters:
            whole, site_page.cited = draw_citations(whole, site_page.clusters, formatted, missing)
        *texts, body = whole.split(marks)
        for (name, number), text in zip(names, texts, strict=True):
            site_page.texts[name][number] = text
        head, tail = self._around(site_page, body)
        page.content = head + body + tail + self._sources(site_page, formatted, downloads)

    def _around(self, site_page: SitePage, body: str) -> tuple[str, str]:
        item = site_page.item
        if item is None or item.meta.template:  # a page with a template of its own draws its own head
            return "", ""
        values = {
            "item": item,
            "meta": item.meta,
            "title": Markup(escape(item.title)),
            "own_heading": "<h1" in body,
            "texts": {name: [Markup(text) for text in site_page.texts.get(name, ())] for name in TEXT_FIELDS},
            # in a preview an item's front matter may not fit: then only what every page has is drawn
            "fits": isinstance(item.meta, KINDS[item.kind]),
            "parts": self._parts(item),
            "whole": self._library.whole(item),
            "line": self._line(item),
            "base": site_page.base,
            "minutes": minutes_to_read(body),
            "library": self._library,
            "source_urls": self._source_urls,
            "related": self._related(item),
            "schedule": self._schedule(item),
        }
        head = self._env.get_template("katern/head.html").render(values)
        return head, self._env.get_template("katern/tail.html").render(values)

    def _related(self, item: Item) -> list[tuple[str, str]]:
        """Titles and URLs of what the item says it is related to."""
        found = []
        for name in item.meta.related:
            other = self._addresses.get(f"{name}/index.md") or self._addresses.get(f"{name}.md")
            if other is not None:
                found.append((other.title, page_url(other.address)))
        return found

    def _parts(self, item: Item) -> list[tuple[Item, str]]:
        if item.kind not in ("dossier", "toolkit") and not _is_index(item):
            return []
        return [(part, page_url(part.address)) for part in self._library.parts_of(item)]

    def _schedule(self, item: Item) -> list[dict[str, Any]]:
        """The steps of a meeting, each with the time since its start and the page of its exercise."""
        steps: tuple[Step, ...] = getattr(item.meta, "schedule", ())
        parts = {part.slug: page_url(part.address) for part in self._library.parts_of(item)} if steps else {}
        rows, start = [], 0
        for step in steps:
            url = parts.get((step.exercise or "").removesuffix(".md"), "")
            rows.append({"start": f"{start // 60}:{start % 60:02}", "title": step.title, "minutes": step.minutes, "url": url})
            start += step.minutes
        return rows

    def _line(self, item: Item) -> Any:
        whole = self._library.whole(item) or item
        slug = whole.meta.line if isinstance(whole.meta, Dossier) else None
        return next((line for line in self._library.data.programme.lines if line.slug == slug), None)

    def _sources(self, site_page: SitePage, formatted: Formatted, downloads: list[tuple[str, str]]) -> str:
        """The list of what the page cites."""
        if not site_page.cited.places:
            return ""
        entries = [
            {
                "key": key,
                "html": Markup(formatted.entries.get(key, escape(key))),
                "url": self._source_urls.get(key, ""),
                "places": site_page.cited.places[key],
                "annotation": self._library.sources[key].annotation,
                "archive": self._library.sources[key].archive,
                "archive_day": self._library.sources[key].archive_day,
            }
            for key in in_list_order(site_page.cited.places, formatted)
        ]
        template = self._env.get_template("katern/sources-list.html")
        return template.render(entries=entries, base=site_page.base, downloads=downloads)


def _is_index(item: Item) -> bool:
    return posixpath.basename(item.address) == "index.md"


def page_url(address: str) -> str:
    """The URL, relative to the root, of the page at an address, with MkDocs' directory URLs."""
    stem = posixpath.splitext(address)[0]
    if posixpath.basename(stem) in ("index", "README"):
        folder = posixpath.dirname(stem)
        return f"{folder}/" if folder else ""
    return f"{stem}/"
