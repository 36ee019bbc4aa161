"""The MkDocs plugin `katern`: MkDocs' events, and the engine behind them; `mkdocs build` and `mkdocs serve` run it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from katern.check.link import still_leads_nowhere
from katern.check.read import left
from katern.citations.citeproc import Formatted
from katern.containment import ContainedLoader
from katern.drawing.drawer import Read, read_item
from katern.drawing.page import assemble
from katern.errors import KaternError
from katern.item import Item
from katern.library import Library
from katern.loading import is_citation_key
from katern.messages import messages_of
from katern.mkdocs import options
from katern.mkdocs.citemarks import as_markdown, from_marks, told, with_marks
from katern.mkdocs.moved import moved_pages, rebased
from katern.mkdocs.options import KaternSettings
from katern.mkdocs.site import site_of
from katern.notes import Notes
from katern.ownfolder import mark_site, refuse_foreign_site, refuse_sources
from katern.reading.markdown import Reader
from katern.reading.text import Entry, PlacedCluster, Text
from katern.report import as_text, line
from katern.saying import said
from katern.site import fonts, search, styles
from katern.site.build import Build
from katern.site.calendars import write_calendars
from katern.site.courses import write_courses
from katern.site.csp import with_policy
from katern.site.editingplace import write_place
from katern.site.menu import Menu, Node
from katern.site.navigation import build_nav
from katern.site.newsletters import write_newsletters
from katern.site.output import Output
from katern.site.photos import clean_picture
from katern.site.searchparts import Parts
from katern.site.shell import Shell, sound
from katern.site.statics import is_for_paper, set_files
from katern.site.view import View
from katern.site.whole import Whole
from katern.textfile import walk

if TYPE_CHECKING:  # the preview's server takes its time to load, and a build needs none
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)
_ID = re.compile(r"<[a-zA-Z][^>]*?\s(?:id|name)=[\"']([^\"']+)")


class KaternPlugin(BasePlugin[KaternSettings]):  # type: ignore[no-untyped-call]  # of MkDocs, which is not fully typed
    """Hands MkDocs the bodies and contents that the engine made; the state of one build is made anew in `on_config`."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False
        # what macros of the site ask for
        self.library: Library
        # set by `katern build`, which read and judged the site before
        self.ready: Build | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """A preview goes on where a build refuses."""
        self.serving = command == "serve"

    @event_priority(-90)  # after other plugins have set what they want to be read
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and judge the checkout, and set the site up."""
        try:
            self.build = self._begun(config)
        except KaternError as problem:  # plain MkDocs shows only its own kind as a sentence
            raise PluginError(messages_of(options.language(config)).say(problem.said)) from problem
        self.build.begin_citations()
        self._items = self.build.library.by_address()
        self._reader = Reader(
            self.build.site.dialect, self.build.library.layout, is_citation_key(self.build.library.sources)
        )
        self._formatted: Formatted | None = None
        # known once other plugins gave pages their places
        self._moved: dict[str, str] | None = None
        self._pages: dict[str, MkDocsPage] = {}
        self._texts: dict[str, Text] = {}
        self._whole = Whole(self.build)
        self._whole.paths()
        if "macros" in config.plugins:  # the pages were drawn when they were read
            config.plugins["macros"].render = lambda markdown, force_rendering=False: markdown  # type: ignore[attr-defined]
        return config

    def _begun(self, config: MkDocsConfig) -> Build:
        build, self.ready = self.ready, None
        self._plain = build is None
        if build is None:
            refuse_sources(Path(config.site_dir), options.sources(self.config, config), said("folder", "site"))
            refuse_foreign_site(Path(config.site_dir))  # MkDocs empties it next
            build = Build(site_of(config, self.config), options.open_store(self.config, config))
            build.read()
            build.judge()
            self._report(build)
        self.library = build.library
        return build

    def _report(self, build: Build) -> None:
        """Refuse a build with errors, show everything in a preview."""
        errors = [finding for finding in build.findings if finding.severity == "error"]
        if errors and (not self.serving or build.style is None):
            raise PluginError("\n" + as_text(build.findings, build.site.language))
        for finding in build.findings:
            told = line(finding, build.site.language)
            log.warning(told) if finding.severity == "warning" else log.error(told)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Bring in what stands outside docs, leave out what is no page, and derive the navigation."""
        build = self.build
        self._sort_out(files, config)
        for address in build.generated:
            files.append(File.generated(config, address, content=""))
        name = build.library.layout.sources
        for extension, content in build.exports.all().items():
            files.append(File.generated(config, f"{name}/{name}.{extension}", content=content))
        for url, made in fonts.font_files(build.site.fonts, build.store, build.signs):
            files.append(File.generated(config, url, content=made))
        files.append(File.generated(config, styles.ONE, content=build.styles.content))
        for url, path in set_files(build.library.layout, build.words.addresses.figures):
            files.append(File.generated(config, url, abs_src_path=str(build.site.root / path)))
        if not config.nav:
            config.nav = build_nav(build.library, build.words, build.generated)
        return files

    def _sort_out(self, files: Files, config: MkDocsConfig) -> None:
        layout = self.build.library.layout
        data = layout.data.removeprefix(f"{layout.docs}/") + "/"
        for file in list(files):
            from_docs = (
                file.abs_src_path is not None
                and file.generated_by is None
                and str(config.docs_dir) in (file.src_dir or "")
            )
            if from_docs and (
                file.src_uri.startswith(data) or (file.is_documentation_page() and file.src_uri not in self._items)
            ):
                files.remove(file)
            elif from_docs:
                self._clean(file, f"{layout.docs}/{file.src_uri}")
            elif is_for_paper(file.src_uri):
                files.remove(file)
            elif file.src_dir is not None and file.src_dir == config.theme.custom_dir:
                self._clean(file, Path(file.src_dir, file.src_uri).relative_to(layout.root).as_posix())
        for folder in layout.wholes:
            for path in walk(layout.root, folder, ("",)):
                address = layout.address(path)
                if address is not None:
                    file = File.generated(config, address, abs_src_path=str(layout.root / path))
                    file.edit_uri = path
                    self._clean(file, path)
                    files.append(file)

    def _clean(self, file: File, path: str) -> None:
        """Put the clean picture in the place of each of the site's own."""
        made = clean_picture(self.build.photos, path, self.build.site.root / path, self.build.site.largest_photo)
        if isinstance(made, bytes):
            file.content_bytes = made
        elif made is not None:
            self.build.unfit.append(made)

    def on_nav(self, nav: MkDocsNavigation, *, config: MkDocsConfig, files: Files) -> MkDocsNavigation:
        """Keep what the navigation became."""
        self._nav, self._files = nav, files
        return nav

    @event_priority(100)  # before mkdocs-macros
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The page's own text and fields, as the library read them."""
        address = page.file.src_uri
        item = self._items.get(address)
        self._pages[address] = page
        page.render = partial(self._render, page)  # type: ignore[method-assign]  # there is one reader of Markdown
        if item is None:
            title = self.build.generated.get(address)
            if title:
                page.meta = {**page.meta, "title": title}
            return markdown
        page.meta = {**page.meta, **escaped_meta(item)}  # with what other plugins set
        return item.text.body

    def _render(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """In the place of MkDocs' own: the text as the library read it, or anew where another plugin changed it."""
        address, body = page.file.src_uri, page.markdown or ""
        item = self._items.get(address)
        known = item is not None and item.text.body == body
        text = item.text if item is not None and known else self._reader.page(item.path if item else address, body)
        if self._moved is None:
            self._moved = moved_pages(files, self.build.library.layout)
        text = rebased(text, self.build.library.layout.url(address), self._moved)
        self._texts[address] = text
        page.content = with_marks(text, self._words)
        # a blog puts a title above an excerpt that has none
        page._title_from_render = next((heading.title for heading in text.headings if heading.level == 1), None)
        page.toc = table_of_contents(text.contents)

    def _words(self, placed: PlacedCluster) -> str:
        """A citation as words, as the pages of the checkout have it."""
        if self._formatted is None:
            self._formatted = self.build.formatter.format(self.build.library.clusters())
        return told(placed, self._formatted.clusters.get(placed.cluster))

    def _reads(self) -> Iterator[Read]:
        """What reading each page gave, with what other plugins made of it since."""
        for address, page in self._pages.items():
            if address in self.build.generated:
                continue
            text, item = self._texts[address], self._items.get(address)
            page.markdown = as_markdown(text, self._words)
            if page.content != with_marks(text, self._words):
                text = from_marks(text, page.content or "")
            if item is None:
                yield Read(None, address, unquote(page.url), str(page.title or ""), text)
            else:
                yield replace(read_item(item, self.build.library.layout), url=unquote(page.url), text=text)

    @event_priority(100)  # before others look at the pages' content
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """All pages are read: draw the citations, then what stands around each page."""
        build = self.build
        self._env = env
        env.bytecode_cache = build.compiled
        env.loader = ContainedLoader(config.theme.dirs, build.site.root)
        build.draw(list(self._reads()))
        self._judge_built(files)
        self._refuse_unfit()
        # titles of sections come from the pages themselves, so the navigation is read when these are
        build.navigation.read(Menu(tuple(map(_node, self._nav.items))))
        build.dress()
        for address, drawn in build.drawn.items():
            page = self._pages[address]
            page.content = assemble(drawn)
            if drawn.cited and page.toc and not drawn.list_headed:
                words = build.words.sources
                page.toc.items.append(AnchorLink(words.title, build.library.layout.sources, 2))
        return env

    def _judge_built(self, files: Files) -> None:
        """Links that led nowhere before other plugins did their work, judged by what came of it."""
        layout, built = self.build.library.layout, {file.src_uri for file in files}

        def ids(path: str) -> list[str]:
            page = self._pages.get(layout.address(path) or "")
            return _ID.findall(page.content or "") if page is not None else []

        def is_file(path: str) -> bool:
            return layout.address(path) in built

        def unread(path: str) -> frozenset[tuple[str, str]]:
            text = self._texts.get(layout.address(path) or "")
            return left(text) if text is not None else frozenset()

        self.build.unfit += [one for one in self.build.awaited if still_leads_nowhere(one, ids, unread, is_file)]

    def _refuse_unfit(self) -> None:
        if self.build.unfit and not self.serving:
            raise PluginError("\n" + as_text(self.build.unfit, self.build.site.language))
        for finding in self.build.unfit:
            log.error(line(finding, self.build.site.language))

    @event_priority(100)
    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: MkDocsNavigation) -> TemplateContext:  # fmt: skip
        """What the templates of the theme may ask."""
        context["katern"] = View(self.build, page.file.src_uri, unquote(page.url))  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """The same for templates that are no page: 404 and sitemap."""
        context["katern"] = View(self.build)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)  # after others changed it
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """The page with its policy."""
        return self._whole.guarded(sound(output), page.file.src_uri)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for the page for what is not found."""
        return with_policy(sound(output_content)) if template_name.endswith(".html") else output_content

    @event_priority(-100)  # after the search index is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages that MkDocs does not know, and let readers find them."""
        build, folder = self.build, Path(config.site_dir)
        env = self._env.overlay()
        env.filters = dict(self._env.filters)
        shared = dict(get_context(self._nav, self._files, config, base_url=""))
        shell = Shell(env, {**shared, "paths": self._whole.paths()}, self._whole.katern, lambda page: self._nav)
        output = Output(folder)
        self._whole.write_sources(output, shell)
        self._whole.write_records(output)
        self._whole.write_areas(output, shell)
        write_courses(build, output)
        write_calendars(build, output)
        write_newsletters(build, output)
        write_place(build, output)
        output.place()
        sources = build.catalogue.search_entries(build.formatted)
        areas = build.areas.found() if build.areas is not None else ()
        listed = list(search.add_pages(folder, sources, build.library, areas))
        if listed:
            parts = Parts(Notes().of("search words"), build.search_settings, build.told_to_search())
            for path, content in parts.files(listed):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        build.store.prune()
        if self._plain:
            mark_site(folder)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what stands outside docs."""
        folders = self.build.library.layout
        for folder in (*folders.wholes, folders.bibliography, "hooks", "overrides"):
            path = folders.root / folder
            if path.exists():
                server.watch(str(path))
        return server


def _node(item: Any) -> Node:
    """A node of MkDocs' navigation as one of ours."""
    file = getattr(item, "file", None)
    if item.children is None:
        return Node(str(item.title or ""), item.url, file.src_uri if file is not None else "")
    return Node(str(item.title or ""), None, "", [_node(child) for child in item.children])


def table_of_contents(entries: Iterable[Entry]) -> TableOfContents:
    """A page's list of contents."""
    return TableOfContents([_anchor(entry) for entry in entries])


def _anchor(entry: Entry) -> AnchorLink:
    anchor = AnchorLink(entry.title, entry.id, entry.level)
    anchor.children = [_anchor(child) for child in entry.children]
    return anchor


def escaped_meta(item: Item) -> dict[str, Any]:
    """Front matter as MkDocs and Material get it: they print titles and descriptions without escaping them."""
    meta = dict(item.front.values)
    meta["title"] = escape(item.title)
    if item.meta.description:
        meta["description"] = escape(item.meta.description)
    return meta
