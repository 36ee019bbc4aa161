"""What a checkout says at a moment: its pages in blocks, its sections and sources, what is wrong with it, its evidence.

Each is taken in a process of its own, since code of a site that was loaded once stays loaded.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import html
from lxml.html import HtmlElement

from katern.blame import OwnFailure
from katern.characters import legible_html
from katern.finding import Finding
from katern.publish.manifest import Manifest, page_url
from katern.publish.news import recorded
from katern.reading.marks import without_marks
from katern.site.build import Build
from katern.store import Store

# what is one block for a reader
_BLOCKS = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "summary", "caption")
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A checkout at a moment; `texts` are the blocks of each page by its URL, `printed` the titles of what comes as booklets."""

    manifest: Manifest
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"


def take_apart(config: Path, store: Path | None = None) -> Snapshot:
    """A snapshot of the checkout of a mkdocs.yml, taken in another process; what `store` remembers is not made again."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(take, config, store).result()


def take(config: Path, store: Path | None = None) -> Snapshot:
    """A snapshot of the checkout of a mkdocs.yml."""
    from katern.mkdocs.run import Loaded  # the theme takes its time to load

    site = Loaded(str(config), None).site
    build = Build(site, Store(store) if store is not None and store.is_dir() else site.open_store())
    try:
        build.read()
    except OwnFailure as problem:  # code of the site's own fails: nothing more is to be known of it
        return Snapshot(_plain(Manifest("", "")), (problem.finding,), language=site.language)
    findings = build.judge()
    if build.style is None:
        return Snapshot(_plain(Manifest("", "")), findings, language=site.language)
    build.begin_citations()
    build.draw()
    pages = [page for page in build.drawn.values() if page.item is not None]
    layout = site.layout
    return Snapshot(
        _plain(recorded(build, "", "")),
        findings,
        {page_url(page.url): tuple(blocks_of(page.body)) for page in pages},
        {page_url(page.url): page.item.title for page in pages if page.item is not None},
        {result.id: (result.claim, result.model_dump_json()) for result in build.library.data.evidence.evidence},
        {page_url(layout.url(item.address)): item.title for item in build.library.printed},
        site.language,
    )


def _plain(manifest: Manifest) -> Manifest:
    """The same with tables that another process can be sent."""
    items, sources = dict(manifest.items), dict(manifest.sources)
    return replace(manifest, items=items, sources=sources, booklets={}, files={}, tools={})


def blocks_of(body: str) -> Iterator[str]:
    """The words of each paragraph, heading, point and cell of a page, in order."""
    if not body.strip():
        return
    root = html.fragment_fromstring(legible_html(without_marks(body)), create_parent="div")
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag in _BLOCKS and not _holds_blocks(element):
            words = " ".join(element.text_content().split())
            if words:
                yield words


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(inner.tag, str) and inner.tag in _BLOCKS for inner in element.iterdescendants())
