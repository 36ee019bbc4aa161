"""The MkDocs plugin `katern`: a thin adapter between MkDocs' events and what the site is made of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from katern.bibliography.export import FORMATS, Exports
from katern.check import NO_MORE, Rule, check
from katern.citations.citeproc import Formatted, Formatter
from katern.citations.style import load_style
from katern.drawing import templates
from katern.drawing.catalogue import Catalogue, Mention
from katern.drawing.downloads import Printer, draw_downloads
from katern.drawing.drawer import PageDrawer, Read, read_item
from katern.drawing.page import Page, assemble
from katern.errors import NoStyle
from katern.finding import Finding, Position, sort_key
from katern.library import Item, Library, is_citation_key
from katern.locale import words
from katern.photos.clean import Photos
from katern.reading.macros import Facts, Tools
from katern.reading.markdown import Dialect, Reader
from katern.reading.text import Text
from katern.report import as_text, line
from katern.settings import KaternSettings, language, layout, policy, project_root
from katern.site import fonts, frame, search
from katern.site.beside import Wait, answer_beside, beside
from katern.site.extensions import bring, settings_that_break
from katern.site.files import site_files
from katern.site.glossary import glossary_macros, way_to_glossary
from katern.site.helplines import helpline_macros
from katern.site.navigation import Navigation, build_nav
from katern.site.pages import escaped_meta, table_of_contents
from katern.site.photos import clean_files
from katern.site.release import Release
from katern.site.view import View

if TYPE_CHECKING:  # the preview's server takes its time to load, and a build needs none
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)
_THEME = Path(__file__).parent / "theme"
_STYLE = re.compile(r"[^#]*?(?<![\w-])style:\s*")


class KaternPlugin(BasePlugin[KaternSettings]):  # type: ignore[no-untyped-call]  # of MkDocs, which is not fully typed
    """Builds a site from a library; the state of one build is made anew in `on_config`."""

    def __init__(self) -> None:
        super().__init__()
        # two notices that Material and a fork of MkDocs print at each build
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
        self.serving = False
        self.library: Library
        self.findings: tuple[Finding, ...] = ()
        self._loaded = False
        self._verdict: tuple[Callable[[], tuple[Finding, ...]], Callable[[tuple[Finding, ...]], None]] | None = None
        # set by who wants booklets; plain MkDocs makes none
        self.printer: Printer | None = None
        # set by who wants the pages read and no site
        self.only_pages = False
        # set by who publishes a version
        self.release: Release | None = None

    def load(self, config: MkDocsConfig, more: Mapping[str, Rule] = NO_MORE) -> tuple[Finding, ...]:
        """Load and check the checkout, with what else is to be checked; the next build uses what was loaded."""
        self._read(config)
        self.findings = self._checked(config, more)
        return self.findings

    def begin(self, config: MkDocsConfig, accept: Callable[[tuple[Finding, ...]], None]) -> None:
        """Load the checkout and check it while the next build reads its pages.

        `accept` gets the findings before anything is drawn, and raises to stop the build.
        """
        self._read(config)
        question = partial(self._checked, config, NO_MORE)
        if self._style_findings or any(finding.severity == "error" for finding in self.library.findings):
            self.findings = question()
            accept(self.findings)
        else:
            self._verdict = answer_beside(question), accept

    def _read(self, config: MkDocsConfig) -> None:
        self.words = words(language(config))
        self.words["sources"]["anchor"] = layout(self.config, config).sources
        bring(config)
        self._dialect = Dialect(tuple(config.markdown_extensions), dict(config.mdx_configs), self.words["blocks"])
        self.library = Library.load(layout(self.config, config), self._dialect, partial(self._tools, config))
        self._style_findings: tuple[Finding, ...] = ()
        try:
            self.style = load_style(self.config.style, language(config), project_root(config))
        except NoStyle as problem:
            self._style_findings = (style_finding(problem, config),)
        self._loaded = True

    def _checked(self, config: MkDocsConfig, more: Mapping[str, Rule]) -> tuple[Finding, ...]:
        found = check(self.library, policy(self.config, config), more)
        settings = (*self._style_findings, *settings_that_break(config))
        return tuple(sorted((*found, *settings), key=sort_key))

    def _judge(self) -> None:
        """Wait for checks that were begun beside the build."""
        if self._verdict is not None:
            answer, accept = self._verdict
            self._verdict = None
            self.findings = answer()
            accept(self.findings)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """A preview goes on where a build refuses."""
        self.serving = command == "serve"

    @event_priority(-90)  # after mkdocs-macros has read the site's macros
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the library, start formatting its citations, and set the site up."""
        if not self._loaded:
            self.load(config)
            self._report()
        self._loaded = False
        library = self.library
        root = project_root(config)
        self.exports = Exports(library.sources)
        self.formatter = Formatter(self.style, list(self.exports.csl.values()), root / self.config.cache / "citations")
        self.formatter.prepare(library.clusters())
        dirs = config.theme.dirs
        dirs[:] = self._folders(config)
        config.extra_css.insert(0, "assets/katern/katern.css")
        config.extra_javascript.append("assets/katern/katern.js")
        self.photos = Photos(root / self.config.cache / "photos")
        self._unfit: list[Finding] = []
        self._compiled = templates.compiled_templates(root / self.config.cache / "templates")
        self.drawing = templates.environment(list(dirs), self.words, library.data.vocabulary.label, self._compiled)
        self._reader = Reader(self._dialect, library.layout, is_citation_key(library.sources))
        self.catalogue = Catalogue(self.drawing, library, self.exports, library.layout.sources)
        self.drawer = PageDrawer(self.drawing, library, self.words, self.catalogue.urls)
        self.navigation = Navigation()
        self.pages: dict[str, MkDocsPage] = {}
        self._texts: dict[str, Text] = {}
        self.drawn: dict[str, Page] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self._sources_written: Wait | None = None
        self._items = library.by_address()
        if "macros" in config.plugins:  # the pages were drawn when they were read
            config.plugins["macros"].render = lambda markdown, force_rendering=False: markdown  # type: ignore[attr-defined]
        return config

    def _report(self) -> None:
        """Under plain MkDocs: refuse a build with errors, show everything in a preview."""
        errors = [finding for finding in self.findings if finding.severity == "error"]
        if errors and (not self.serving or not hasattr(self, "style")):
            raise PluginError("\n" + as_text(self.findings))
        for finding in self.findings:
            log.warning(line(finding)) if finding.severity == "warning" else log.error(line(finding))

    def _tools(self, config: MkDocsConfig, library: Library) -> Tools:
        """What pages may use: the engine's macros, and those of the site's own modules where it has any."""
        self.library = library  # a macro of the site may ask for its data
        drawing = templates.environment(self._folders(config), self.words, library.data.vocabulary.label, None)

        def engine(url: str) -> dict[str, Callable[..., str]]:
            data = library.data
            return helpline_macros(data.helplines, drawing) | glossary_macros(data.glossary, drawing, self.words, way_to_glossary(library.layout, self.words, url))

        plugin = config.plugins.get("macros")
        if plugin is None:
            return Tools(engine, drawn=False)
        if not hasattr(plugin, "_macros"):
            plugin.on_config(config)

        def enter(facts: Facts) -> None:
            file = SimpleNamespace(src_uri=facts.address, src_path=facts.address, url=facts.url)
            plugin._page = SimpleNamespace(title=facts.title, url=facts.url, meta=dict(facts.meta), file=file)

        values = {"extra": dict(config.extra), "site_name": config.site_name}
        return Tools(engine, own_macros(plugin.macros), plugin.filters, values, Path(config.docs_dir), enter)

    @staticmethod
    def _folders(config: MkDocsConfig) -> list[str]:
        """The folders of templates: the site's own, the engine's, the theme's."""
        dirs = list(config.theme.dirs)
        if str(_THEME) not in dirs:
            dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        return dirs

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Bring in what stands outside docs, leave out what is no page, and derive the navigation."""
        self.generated = site_files(files, config, self.library, self.words)
        for name, content in self.exports.all().items():
            address = f"{self.library.layout.sources}/{self.library.layout.sources}.{name}"
            files.append(File.generated(config, address, content=content))
        root = project_root(config)
        for file in fonts.font_files(self.config.fonts, config, root / self.config.cache / "fonts"):
            files.append(file)
        if self.release is not None:
            files.append(File.generated(config, self.release.address, content=""))
            self.generated[self.release.address] = self.release.title(self.words)
        own = (Path(config.docs_dir), *(root / folder for folder, _ in self.library.layout.trees))
        custom = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
        self._unfit = list(clean_files(files, self.photos, root, (*own, *custom), self.config.largest_photo))
        if not config.nav:
            config.nav = build_nav(self.library, self.words, self.generated)
        return files

    def on_nav(self, nav: MkDocsNavigation, *, config: MkDocsConfig, files: Files) -> MkDocsNavigation:
        """Keep what the navigation became."""
        self._nav, self._files = nav, files
        return nav

    @event_priority(100)  # before mkdocs-macros
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The page's own text and fields, as the library read them."""
        item = self._items.get(page.file.src_uri)
        self.pages[page.file.src_uri] = page
        page.render = partial(self._render, page)  # type: ignore[method-assign]  # there is one reader of Markdown
        if item is None:
            title = self.generated.get(page.file.src_uri)
            if title:
                page.meta = {"title": title}
            return markdown
        page.meta = escaped_meta(item)
        return item.text.body

    def _render(self, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """In the place of MkDocs' own: the text as the library read it, or anew where another plugin changed it."""
        address, body = page.file.src_uri, page.markdown or ""
        item = self._items.get(address)
        text = item.text if item is not None and item.text.body == body else self._reader.page(item.path if item else address, body)
        self._texts[address] = text
        page.content = "".join(text.pieces)
        page.toc = table_of_contents(text.contents)

    def _read_page(self, page: MkDocsPage) -> Read:
        """What reading a page gave, with what other plugins made of it since."""
        address = page.file.src_uri
        text, item = self._texts[address], self._items.get(address)
        if page.content != "".join(text.pieces):
            text = Text(text.body, (page.content or "",), contents=text.contents, ids=text.ids)
        if item is None:
            return Read(None, address, page.url, str(page.title or ""), text)
        return replace(read_item(item, self.library.layout), text=text)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """A photo that stands in the page itself tells no more than it shows."""
        try:
            return self.photos.clean_page(html)
        except ValueError:
            item = self._items.get(page.file.src_uri)
            at = Position(item.path if item else page.file.src_uri)
            self._unfit.append(Finding.error("meta.bad-picture", at, "een afbeelding in de pagina zelf is niet te lezen", "zet de afbeelding als bestand naast de pagina"))  # fmt: skip
            return html

    @event_priority(100)  # before others look at the pages' content
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """All pages are read: draw the citations, then what stands around each page."""
        self._judge()
        self._env = env
        env.bytecode_cache = self._compiled
        self._refuse_unfit()
        texts = [*self._texts.values(), *(field.text for item in self._items.values() for field in item.fields)]
        clusters = [placed.cluster for text in texts for placed in text.clusters]
        self.formatted: Formatted = self.formatter.format(clusters)
        # titles of sections come from the pages themselves, so the navigation is read when these are
        self.navigation.read(self._nav)
        for address, mkdocs_page in self.pages.items():
            if address not in self.generated:
                read = self._read_page(mkdocs_page)
                page = self.drawn[address] = self.drawer.draw(read, self.formatted, self._forms(read.item))
                self._keep_mentions(page)
                self._add_to_toc(page)
        for address in self.generated:
            if address in self.pages:
                self.drawn[address] = self._generated(self._read_page(self.pages[address]))
        self._dress()
        return env

    def _dress(self) -> None:
        """All texts are drawn: make booklets and news of them, and put the parts of each page into its frame."""
        booklets = self.printer(self.drawn) if self.printer else {}
        news = self.release(self, booklets) if self.release is not None else {}
        for address, page in self.drawn.items():
            if self.release is not None and address == self.release.address:
                dressed = replace(page, body=news[address])
            else:
                dressed = self.drawer.dress(page, draw_downloads(self.drawing, page, booklets), news.get(address, ""))
            self.drawn[address] = dressed
            self.pages[address].content = assemble(dressed)

    def _refuse_unfit(self) -> None:
        pictures = [] if self.only_pages else self._unfit  # booklets tell of the pictures that they show
        failed = list(pictures)
        if failed and not self.serving:
            raise PluginError("\n" + as_text(failed))
        for finding in failed:
            log.error(line(finding))

    def _forms(self, item: Item | None) -> list[tuple[str, str]]:
        """The other forms of a page's list of sources, with their URLs."""
        if item is None or item.kind not in ("dossier", "toolkit"):
            return []
        return [(extension, f"{self.library.layout.sources}.{extension}") for extension in FORMATS]

    def _keep_mentions(self, page: Page) -> None:
        item = page.item
        if item is None:
            return
        for key, places in page.cited.items():
            seen = set()
            for place in places:
                if place.section not in seen:
                    seen.add(place.section)
                    mention = Mention(self._full_title(item.path), place.section, f"{page.url}#{place.anchor}", item.kind)
                    self.mentions.setdefault(key, []).append(mention)

    def _full_title(self, path: str) -> str:
        item = self.library.items[path]
        whole = self.library.items.get(f"{os.path.dirname(path)}/index.md")
        if item.kind in ("chapter", "part") and whole is not None:
            return f"{whole.title}: {item.title}"
        return item.title

    def _add_to_toc(self, page: Page) -> None:
        toc = self.pages[page.address].toc
        if page.cited and toc:
            toc.items.append(AnchorLink(self.words["sources"]["title"], self.words["sources"]["anchor"], 2))

    def _generated(self, read: Read) -> Page:
        """A page that the site makes itself; that of a release gets its text when all others have theirs."""
        page = Page(None, read.address, read.url, read.title)
        if self.release is not None and read.address == self.release.address:
            return page
        if read.address == f"{self.library.layout.sources}/index.md":
            return replace(page, body=self.catalogue.list_page(self.formatted, self.mentions, page.base))
        kind = {"dossiers/index.md": "dossier", "toolkits/index.md": "toolkit"}[read.address]
        return replace(page, body=self.drawing.get_template(f"katern/{kind}s.html").render(
            items=self.library.of_kind(kind), library=self.library, base=page.base
        ))

    @event_priority(100)
    def on_page_context(self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: MkDocsNavigation) -> TemplateContext:  # fmt: skip
        """What the templates of the theme may ask."""
        if self._sources_written is None:  # all that other plugins add to the environment is there by now
            shell = frame.draw_frame(config, self._env, self._nav, self._files, self)
            self._sources_written = beside(lambda: self._write_sources(config.site_dir, shell))
        context["katern"] = View(self, page)  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> TemplateContext:
        """The same for templates that are no page: 404 and sitemap."""
        context["katern"] = View(self, None, site_url=config.site_url)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)  # after the search index is written
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Finish what is written beside MkDocs' pages, and let readers find it."""
        if self._sources_written is not None:
            self._sources_written()
        search.add_pages(Path(config.site_dir), self.catalogue.search_entries(self.formatted), self.library)

    def _write_sources(self, site: str, shell: str) -> None:
        """Write the page of each source, and each item's list of sources."""
        for path, html in self.catalogue.source_pages(shell, self.formatted, self.mentions):
            frame.write(f"{site}/{path}", html)
        for folder, keys in self._cited_by_item().items():
            for extension, content in self.exports.all(keys).items():
                frame.write(f"{site}/{folder}/{self.library.layout.sources}.{extension}", content)

    def _cited_by_item(self) -> dict[str, list[str]]:
        """For each dossier and toolkit, the keys that its pages cite, in the order of the style."""
        found: dict[str, set[str]] = {}
        for page in self.drawn.values():
            if page.item is not None and page.item.kind in ("dossier", "chapter", "toolkit", "part"):
                found.setdefault(page.item.folder, set()).update(page.cited)
        return {folder: [key for key in self.formatted.entries if key in keys] for folder, keys in sorted(found.items())}

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what stands outside docs."""
        folders = self.library.layout
        for folder in (folders.dossiers, folders.toolkits, folders.bibliography, "hooks", "overrides"):
            path = folders.root / folder
            if path.exists():
                server.watch(str(path))
        return server


def own_macros(macros: Mapping[str, Any]) -> dict[str, Any]:
    """The macros that the site's own modules define, without those that mkdocs-macros brings."""
    return {name: macro for name, macro in macros.items() if not getattr(macro, "__module__", "").startswith("mkdocs_macros")}


def style_finding(problem: NoStyle, config: MkDocsConfig) -> Finding:
    """An unknown style, at its line in mkdocs.yml."""
    path = Path(config.config_file_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    places = ((number, match.end() + 1) for number, text in enumerate(lines, 1) if (match := _STYLE.match(text)))
    number, column = next(places, (1, 1))
    return Finding("meta.bad-value", "error", path.name, number, column, str(problem), "de namen staan in de verzameling van citationstyles.org; of wijs een eigen .csl-bestand aan")  # fmt: skip
