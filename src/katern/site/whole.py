"""The whole site on disk: every page in its frame, the files beside them, the index of the search, the map of the site."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from katern.containment import ContainedLoader
from katern.drawing.page import Page, assemble
from katern.filestate import hash_of
from katern.finding import Finding
from katern.looked import TEXT, look, looking
from katern.site import csp, fonts, search, styles
from katern.site.areapages import AreaPage
from katern.site.areawriting import AreaWriting
from katern.site.build import Build
from katern.site.calendars import write_calendars
from katern.site.courses import write_courses
from katern.site.drawings import Drawing, Drawings
from katern.site.editingplace import write_place
from katern.site.newsletters import write_newsletters
from katern.site.output import Output
from katern.site.pageview import Anchor, File, PageView, contents_of, file_of
from katern.site.photos import clean_picture
from katern.site.records import records
from katern.site.searchfile import PATH, SearchFile
from katern.site.searchparts import Parts
from katern.site.shell import Shell
from katern.site.sitemenu import SiteMenu
from katern.site.standing import Made
from katern.site.statics import content_files, set_files, theme_files
from katern.site.view import View

_OWN_SCRIPT = "assets/katern/katern.js"
# of the names of parts of the index
_SOURCE = "source:"
_AREA = "area:"


class Whole:
    """Writes a drawn site; `findings` are what turned out while files were copied."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._site = build.site
        self.findings: list[Finding] = []
        self._digests: dict[str, str] = {}
        self._entries: dict[str, Sequence[dict[str, Any]]] = {}

    def write(self, output: Output) -> None:
        """Everything of the site but its booklets."""
        self.begin(output)
        for address in self._build.outlines:
            self.write_page(address)
        self.write_rest()

    def begin(self, output: Output) -> None:
        """Begin in a folder."""
        self.set_up()
        self._output = output
        self._digests = {}
        self._search = SearchFile(output.folder, self._build.made_in(output.folder).of("search"))
        pages = ((view.file.dest_uri, self._digest(address)) for address, view in self._views.items())
        sources = ((file_of(url), self.source_digest(key)) for key, url in self._build.catalogue.urls.items())
        areas = self._areas.digests() if self._areas is not None else ()
        self.drawings.bring(digest for path, digest in chain(pages, sources, areas) if not output.stands(path, digest))

    def set_up(self) -> None:
        """Set up the menu and the frame, which all pages share, and what others drew."""
        build = self._build
        self._views = {address: self._view_of(page) for address, page in build.outlines.items()}
        self._menu = SiteMenu(build, self._views)
        build.navigation.read(self._menu.menu)
        self._menu.place()
        self._frame = self._shell()
        self.drawings = Drawings(build.store, build.made_of.all_pages, build.made_of.now)

    def write_page(self, address: str) -> None:
        """One page in its frame, unless it stands there already."""
        path, digest = self._views[address].file.dest_uri, self._digest(address)
        stands = self._output.stands(path, digest)
        if stands and (self._site.index is None or self._search.holds(address, digest)):
            return
        drawing = self.drawings.find(digest) or self.draw_page(address)
        self._search.renew(address)
        self._entries[address] = drawing.entries
        self._output.write(path, drawing.content, Made(digest, drawing.looked))

    def _digest(self, address: str) -> str:
        """Of what a page is made, worked out when somebody asks: the first page need not wait for that of all."""
        if address not in self._digests:
            self._digests[address] = self._build.digest(address)
        return self._digests[address]

    def draw_page(self, address: str) -> Drawing:
        """One page in its frame, and what the search finds of it."""
        with looking() as looked:
            entries = self._find(address)
            content = _encoded(self.guarded(self._frame.page(self._views[address]), address))
        item = self._build.outlines[address].item
        looked.discard(f"{TEXT}{item.path if item is not None else address}")
        return Drawing(content, entries, frozenset(looked))

    def page_again(self, outline: Page, drawn: Page) -> bytes:
        """A page that has other words now, in its frame and at its place in the menu."""
        before = self._views[outline.address]
        place = {"title": before.title, "parent": before.parent}
        near = {"previous_page": before.previous_page, "next_page": before.next_page}
        content = search.without_attributes(assemble(drawn))
        html = self._frame.page(replace(self._view_of(outline), draw=lambda: content, **place, **near))
        return _encoded(self.guarded(html, outline.address))

    def guarded(self, html: str, address: str) -> str:
        """A page that runs what the theme brings, and what mkdocs.yml lets its author write."""
        item = self._build.outlines[address].item
        trusted = item is not None and any(
            self._site.policy.lets(code, item.path) for code in ("html.active", "html.element")
        )
        return csp.with_policy(html, self._build.written(address), trusted)

    def write_rest(self) -> None:
        """Everything but the pages, once all of these were written."""
        self.write_sources(self._output)
        self.write_records(self._output)
        self.write_areas(self._output)
        write_courses(self._build, self._output)
        write_calendars(self._build, self._output)
        write_newsletters(self._build, self._output)
        write_place(self._build, self._output)
        self._beside(self._output)
        self._templates(self._output, self._frame)
        if self._site.index is not None:
            listed = self._index()
            self._output.write(PATH, listed)
            self._search_files(listed)

    def write_sources(self, output: Output, shell: Shell | None = None) -> None:
        """The page of each source, in a frame of another where it has one, and each item's list of sources."""
        build = self._build
        for key, url in build.catalogue.urls.items():
            digest = self.source_digest(key)
            if not output.stands(file_of(url), digest):
                # what was kept stands in the engine's own
                known = self.drawings.find(digest) if shell is None else None
                drawing = known or self._draw_source(key, shell or self._frame)
                output.write(file_of(url), drawing.content, Made(digest, drawing.looked))
            self._write_record(key, digest, output)
        self._write_list(output)
        for paths, made_of, make in records(build):
            if not all(output.stands(path, made_of) for path in paths.values()):
                for extension, text in make().items():
                    output.write(paths[extension], text.encode(), Made(made_of))

    def write_records(self, output: Output) -> None:
        """Beside each page that can be cited, the page itself as reference managers read it."""
        build, name = self._build, self._build.words.addresses.record
        for address, page in build.outlines.items():
            if page.item is None or not page.item.row.citable or not page.url.endswith("/"):
                continue
            view = View(build, address, page.url)
            if view.neutral:
                continue
            publication = view.cited_as
            assert publication is not None  # its kind is citable
            for extension, text in publication.records.items():
                output.write(f"{page.url}{name}.{extension}", text.encode())

    def _write_record(self, key: str, made_of: str, output: Output) -> None:
        path = self._build.catalogue.record_path(key)
        if not output.stands(path, made_of):
            output.write(path, self._build.catalogue.record(key).encode(), Made(made_of))

    def _write_list(self, output: Output) -> None:
        """The list of sources in the steps in which browsers get it."""
        build = self._build
        catalogue = f"{build.library.layout.sources}/index.md"
        if catalogue not in build.generated:
            return
        folder = f"{build.library.layout.sources}/{build.words.addresses.list}"
        made_of = build.made_of.whole("list of sources", *build.listed)
        names = build.catalogue.list_names(len(build.formatted.entries))
        if all(output.stands(f"{folder}/{name}", made_of) for name in names):
            return
        for name, content in build.catalogue.in_steps(build.formatted, build.mentions).files():
            output.write(f"{folder}/{name}", content.encode(), Made(made_of))

    def source_digest(self, key: str) -> str:
        """Of what the page of a source is made."""
        build = self._build
        results = build.library.data.evidence.by_source.get(key, ())
        return build.made_of.source(key, build.catalogue.urls[key], build.mentions.get(key, ()), repr(results))

    def draw_source(self, key: str) -> Drawing:
        """The page of a source in its frame."""
        return self._draw_source(key, self._frame)

    def _draw_source(self, key: str, shell: Shell) -> Drawing:
        with looking() as looked:
            content = _encoded(csp.with_policy(shell.page(self._source_view(key))))
        return Drawing(content, looked=frozenset(looked))

    def write_areas(self, output: Output, shell: Shell | None = None) -> None:
        """The profile of each area, in a frame of another where it has one, and what stands beside them."""
        writing = self._areas
        if writing is not None:
            # what was kept stands in the engine's own
            find = self.drawings.find if shell is None else lambda digest: None
            writing.pages(output, shell or self._frame, find)
            writing.files(output)

    @cached_property
    def _areas(self) -> AreaWriting | None:
        areas = self._build.areas
        return None if areas is None else AreaWriting(areas, self._build.made_of, self._canonical)

    def area_pages(self) -> dict[str, AreaPage]:
        """The profiles of areas by their URLs."""
        return {page.url: page for page in self._build.areas.pages()} if self._build.areas is not None else {}

    def keep_area(self, page: AreaPage) -> None:
        """Keep the profile of an area in its frame, if nobody did."""
        assert self._areas is not None  # it has a page
        digest = self._areas.digest(page)
        if self.drawings.find(digest) is None:
            self.drawings.keep(digest, self._areas.draw(page, self._frame))

    # --- search

    def _find(self, address: str) -> list[dict[str, Any]]:
        """The entries of a page for the search."""
        if self._site.index is None:
            return []
        page, view = self._build.outlines[address], self._views[address]
        found = self._site.index.entries(replace(view, draw=lambda: assemble(self._build.drawn[address])))
        entries = [_as_link(entry, page.url) for entry in found]
        if page.item is not None:
            finish = search.Finishing(self._build.noticing)
            for entry in entries:
                finish(entry, page.item)
        return entries

    def _index(self) -> bytes:
        build = self._build
        assert self._site.index is not None  # asked before
        for address, digest in ((address, self._digest(address)) for address in self._views):
            self._search.add(address, digest, lambda address=address: self._entries[address])  # type: ignore[misc]
        for url, *words in build.catalogue.search_entries(build.formatted):
            self._search.add(f"{_SOURCE}{url}", "", lambda found=(url, *words): [search.source_entry(*found)])  # type: ignore[misc]
        for url, *words in build.areas.found() if build.areas is not None else ():
            self._search.add(f"{_AREA}{url}", "", lambda found=(url, *words): [search.area_entry(*found)])  # type: ignore[misc]
        return self._search.content(self._site.index.settings)

    def _search_files(self, listed: bytes) -> None:
        """What browsers search, unless it stands there already."""
        build, output = self._build, self._output
        settings, told = self._build.search_settings, self._build.told_to_search()
        made_of = build.made_of.whole("search", hash_of(listed), settings, list(told.items()))
        notes = build.made_in(output.folder)
        noted = notes.of("search files")
        known = noted.get("paths")
        if known is not None and known[0] == made_of and all(output.stands(path, made_of) for path in known[1]):
            return
        paths = []
        for path, content in Parts(notes.of("search words"), settings, told).files(self._search.parts):
            output.write(path, content, Made(made_of))
            paths.append(path)
        noted.put("paths", [made_of, paths])

    # --- pages

    def _view_of(self, page: Page) -> PageView:
        item, site = page.item, self._site
        meta: dict[str, Any] = dict(item.front.values) if item is not None else {}
        meta["title"] = escape(item.title) if item is not None else page.title
        if item is not None and item.meta.description:
            meta["description"] = escape(item.meta.description)
        words = self._build.words.sources
        more = (
            [Anchor(words.title, self._build.library.layout.sources, 2)]
            if page.cited and page.contents and not page.list_headed
            else []
        )
        file = File(page.address, page.url, file_of(page.url))
        return PageView(
            meta["title"], page.url, file, meta, lambda: self._content(page), toc=contents_of(page.contents, *more), canonical_url=self._canonical(page.url),
            edit_url=site.edit_url(item.path) if item is not None else None,
        )  # fmt: skip

    def _canonical(self, url: str) -> str | None:
        return self._site.address_of(url) or None

    def _content(self, page: Page) -> str:
        """What stands in the frame of a page."""
        look(TEXT, page.item.path if page.item is not None else page.address)
        return search.without_attributes(assemble(self._build.drawn[page.address]))

    def _source_view(self, key: str) -> PageView:
        """The page of a source, which stands in the place of the catalogue in the menu."""
        build = self._build
        results = build.library.data.evidence.by_source.get(key, ())
        source = build.catalogue.source_page(key, build.formatted, build.mentions.get(key, ()), results)
        meta = {"title": source.title, "description": source.description, "hide": ["toc"]}
        file = File(f"{build.library.layout.sources}/index.md", source.url, file_of(source.url))
        canonical = self._canonical(source.url)
        return PageView(source.title, source.url, file, meta, lambda: source.content, canonical_url=canonical)

    # --- frame

    def _shell(self) -> Shell:
        theme, build = self._site.theme, self._build
        env = theme.make_env()
        env.loader = ContainedLoader(theme.folders, self._site.root)
        env.bytecode_cache = build.compiled
        shared = {**theme.shared, "config": theme.config, "paths": self.paths()}
        return Shell(env, shared, self.katern, self._menu.of_page)

    def paths(self) -> Mapping[str, list[str]]:
        """Styles and scripts of the site, ours among them; a theme finds them in its configuration."""
        config = self._site.theme.config
        rest = self._build.styles.rest
        known = {*self._site.styles, *rest, styles.ONE}
        # what other plugins named since stands behind
        config.extra_css[:] = [styles.ONE, *rest, *(path for path in config.extra_css if str(path) not in known)]
        if _OWN_SCRIPT not in map(str, config.extra_javascript):
            config.extra_javascript.append(_OWN_SCRIPT)
        return {
            "extra_css": [str(path) for path in config.extra_css],
            "extra_javascript": [str(path) for path in config.extra_javascript],
        }

    def katern(self, page: PageView) -> View:
        """What templates know as `katern` on a page."""
        return View(self._build, page.file.src_uri, page.url, heading=True)

    # --- what stands beside the pages

    def _beside(self, output: Output) -> None:
        build, site = self._build, self._site
        done = set()
        for url, path in content_files(build.library.layout):
            done.add(url)
            self._content_file(output, url, path)
        for url, path in set_files(build.library.layout, build.words.addresses.figures):
            output.copy(url, str(site.root / path))
        for url, source in theme_files(site.theme.folders, site.theme.static):
            if url in done:
                continue
            if site.theme.custom is not None and Path(source).is_relative_to(site.theme.custom):
                self._content_file(output, url, Path(source).relative_to(site.root).as_posix())
            else:
                output.copy(url, source)
        for url, made in fonts.font_files(site.fonts, build.store, build.signs):
            output.write(url, made)
        output.write(styles.ONE, build.styles.content.encode())

    def _content_file(self, output: Output, url: str, path: str) -> None:
        """A file of the site's own; pictures without what their camera wrote."""
        whole = self._site.root / path
        cleaned = clean_picture(self._build.photos, path, whole, self._site.largest_photo)
        if isinstance(cleaned, Finding):
            self.findings.append(cleaned)
        elif cleaned is not None:
            output.write(url, cleaned)
        else:
            output.copy(url, str(whole))

    def _templates(self, output: Output, shell: Shell) -> None:
        """What the theme makes beside pages."""
        view = View(self._build)
        pages = [File(view_of.file.src_uri, view_of.url, "", view_of) for view_of in self._views.values()]
        for name in self._site.theme.static:
            made_of = self._build.made_of.whole(name)
            names = [name, f"{name}.gz"] if name == "sitemap.xml" else [name]
            if all(output.stands(name, made_of) for name in names):
                continue
            base = view.base if name == "404.html" else ""
            with looking() as looked:
                text = _encoded(csp.with_policy(shell.template(name, base, view, pages)))
            if text.strip():
                for name, content in zip(names, (text, gzip.compress(text, mtime=0)), strict=False):
                    output.write(name, content, Made(made_of, frozenset(looked)))


def _as_link(entry: dict[str, Any], url: str) -> dict[str, Any]:
    """An entry of the search, whose place is the link to it."""
    return {**entry, "location": quote(url) + entry["location"].removeprefix(url)}


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")
