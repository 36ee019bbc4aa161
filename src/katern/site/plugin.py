"""The MkDocs plugin `katern`: a thin adapter between MkDocs' events and what the site is made of."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

from katern.bibliography.export import FORMATS, Exports
from katern.check import NO_MORE, Rule, check
from katern.citations.citeproc import Formatted, Formatter
from katern.citations.extension import CitationExtension
from katern.citations.style import load_style
from katern.errors import NoStyle
from katern.finding import Finding, sort_key
from katern.library import Library, is_citation_key
from katern.locale import words
from katern.report import as_text, line
from katern.settings import KaternSettings, language, layout, policy, project_root
from katern.site import drawing, fonts, frame, macros, search
from katern.site.beside import Wait, answer_beside, beside
from katern.site.blocks import BlockExtension
from katern.site.catalogue import Catalogue, Mention
from katern.site.downloads import Printer, draw_downloads
from katern.site.files import site_files
from katern.site.glossary import glossary_macros
from katern.site.helplines import helpline_macros
from katern.site.links import FileLinkExtension
from katern.site.navigation import Navigation, build_nav
from katern.site.pages import PageDrawer, SitePage, escaped_meta, page_url, read_texts
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
        self.library = Library.load(layout(self.config, config))
        self._style_findings: tuple[Finding, ...] = ()
        try:
            self.style = load_style(self.config.style, language(config), project_root(config))
        except NoStyle as problem:
            self._style_findings = (style_finding(problem, config),)
        self._loaded = True

    def _checked(self, config: MkDocsConfig, more: Mapping[str, Rule]) -> tuple[Finding, ...]:
        found = check(self.library, policy(self.config, config), more)
        return tuple(sorted((*found, *self._style_findings), key=sort_key))

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
        self.words = words(language(config))
        self.words["sources"]["anchor"] = library.layout.sources
        root = project_root(config)
        self.exports = Exports(library.sources)
        self.formatter = Formatter(self.style, list(self.exports.csl.values()), root / self.config.cache / "citations")
        self.formatter.prepare(library.clusters())
        self.citations = CitationExtension(is_citation_key(library.sources))
        self.links = FileLinkExtension(library.layout)
        self.converter = markdown.Markdown(extensions=[self.citations, "smarty"])
        blocks = BlockExtension(self.words["blocks"])
        config.markdown_extensions.extend([self.citations, self.links, blocks])  # type: ignore[list-item]
        dirs = config.theme.dirs
        dirs.insert(1 if config.theme.custom_dir else 0, str(_THEME))
        config.extra_css.insert(0, "assets/katern/katern.css")
        config.extra_javascript.append("assets/katern/katern.js")
        self._compiled = drawing.compiled_templates(root / self.config.cache / "templates")
        self.drawing = drawing.environment(list(dirs), self.words, library.data.vocabulary.label, self._compiled)
        self.catalogue = Catalogue(self.drawing, library, self.exports, library.layout.sources)
        self.drawer = PageDrawer(self.drawing, library, self.words, self.catalogue.urls)
        self.navigation = Navigation()
        self.pages: dict[str, SitePage] = {}
        self.mentions: dict[str, list[Mention]] = {}
        self._sources_written: Wait | None = None
        self._items = library.by_address()
        self.macro_pages: macros.MacroPages | None = None
        self._sandbox_macros(config)
        return config

    def _report(self) -> None:
        """Under plain MkDocs: refuse a build with errors, show everything in a preview."""
        errors = [finding for finding in self.findings if finding.severity == "error"]
        if errors and (not self.serving or not hasattr(self, "style")):
            raise PluginError("\n" + as_text(self.findings))
        for finding in self.findings:
            log.warning(line(finding)) if finding.severity == "warning" else log.error(line(finding))

    def _sandbox_macros(self, config: MkDocsConfig) -> None:
        plugin = config.plugins.get("macros")
        if plugin is not None:
            self.macro_pages = pages = macros.MacroPages(plugin, config.docs_dir, self._engine_macros)
            values = {"extra": dict(config.extra), "site_name": config.site_name}
            macros.take_over(plugin, pages, lambda page: self._items.get(page.file.src_uri), values)

    def _engine_macros(self, url: str) -> dict[str, Callable[..., str]]:
        data = self.library.data
        return helpline_macros(data.helplines, self.drawing) | glossary_macros(data.glossary, self.drawing, self.words, url)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Bring in what stands outside docs, leave out what is no page, and derive the navigation."""
        self.generated = site_files(files, config, self.library, self.words)
        for name, content in self.exports.all().items():
            address = f"{self.library.layout.sources}/{self.library.layout.sources}.{name}"
            files.append(File.generated(config, address, content=content))
        for file in fonts.font_files(self.config.fonts, config, project_root(config) / self.config.cache / "fonts"):
            files.append(file)
        if self.release is not None:
            files.append(File.generated(config, self.release.address, content=""))
            self.generated[self.release.address] = self.release.title(self.words)
        if not config.nav:
            config.nav = build_nav(self.library, self.words, self.generated)
        return files

    def on_nav(self, nav: MkDocsNavigation, *, config: MkDocsConfig, files: Files) -> MkDocsNavigation:
        """Keep what the navigation became."""
        self._nav, self._files = nav, files
        return nav

    @event_priority(100)  # before mkdocs-macros
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """The page's own text and fields, as the library read them."""
        self.citations.begin()
        item = self._items.get(page.file.src_uri)
        self.pages[page.file.src_uri] = SitePage(page, item)
        if item is None:
            title = self.generated.get(page.file.src_uri)
            if title:
                page.meta = {"title": title}
            return markdown
        self.links.path = item.path
        page.meta = escaped_meta(item)
        return item.front.body

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the page's clusters, and read its front-matter texts with the same extension."""
        site_page = self.pages[page.file.src_uri]
        if site_page.item is not None:
            site_page.texts = read_texts(site_page.item, self.citations, self.converter)
        site_page.clusters = self.citations.clusters
        return html

    @event_priority(100)  # before others look at the pages' content
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """All pages are read: draw the citations, then what stands around each page."""
        self._judge()
        self._env = env
        env.bytecode_cache = self._compiled
        self._refuse_macros()
        clusters = [drawn.cluster for site_page in self.pages.values() for drawn in site_page.clusters]
        self.formatted: Formatted = self.formatter.format(clusters)
        # titles of sections come from the pages themselves, so the navigation is read when these are
        self.navigation.read(self._nav)
        for address, site_page in self.pages.items():
            if address not in self.generated:
                self.drawer.finish(site_page, self.formatted, self._downloads(site_page))
                self._keep_mentions(site_page)
                self._add_to_toc(site_page)
        for address in self.generated:
            if address in self.pages and (self.release is None or address != self.release.address):
                self._draw_generated(address)
        booklets = self.printer(self.pages) if self.printer else {}
        draw_downloads(self.drawing, self.pages, booklets)
        if self.release is not None:
            self.release(self, booklets)
        return env

    def _refuse_macros(self) -> None:
        failed = self.macro_pages.findings if self.macro_pages else []
        if failed and not self.serving:
            raise PluginError("\n" + as_text(failed))
        for finding in failed:
            log.error(line(finding))

    def _downloads(self, site_page: SitePage) -> list[tuple[str, str]]:
        item = site_page.item
        if item is None or item.kind not in ("dossier", "toolkit"):
            return []
        return [(extension, f"{self.library.layout.sources}.{extension}") for extension in FORMATS]

    def _keep_mentions(self, site_page: SitePage) -> None:
        page, item = site_page.page, site_page.item
        if item is None:
            return
        for key, places in site_page.cited.places.items():
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

    def _add_to_toc(self, site_page: SitePage) -> None:
        if site_page.cited.places and site_page.page.toc:
            anchor = AnchorLink(self.words["sources"]["title"], self.words["sources"]["anchor"], 2)
            site_page.page.toc.items.append(anchor)

    def _draw_generated(self, address: str) -> None:
        site_page = self.pages[address]
        page = site_page.page
        if address == f"{self.library.layout.sources}/index.md":
            page.content = self.catalogue.list_page(self.formatted, self.mentions, site_page.base)
            return
        kind = {"dossiers/index.md": "dossier", "toolkits/index.md": "toolkit"}[address]
        page.content = self.drawing.get_template(f"katern/{kind}s.html").render(
            items=self.library.of_kind(kind), library=self.library, base=site_page.base, page_url=page_url
        )

    @event_priority(100)
    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: MkDocsNavigation) -> TemplateContext:  # fmt: skip
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
        for site_page in self.pages.values():
            if site_page.item is not None and site_page.item.kind in ("dossier", "chapter", "toolkit", "part"):
                found.setdefault(site_page.item.folder, set()).update(site_page.cited.places)
        return {folder: [key for key in self.formatted.entries if key in keys] for folder, keys in sorted(found.items())}

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what stands outside docs."""
        folders = self.library.layout
        for folder in (folders.dossiers, folders.toolkits, folders.bibliography, "hooks", "overrides"):
            path = folders.root / folder
            if path.exists():
                server.watch(str(path))
        return server


def style_finding(problem: NoStyle, config: MkDocsConfig) -> Finding:
    """An unknown style, at its line in mkdocs.yml."""
    path = Path(config.config_file_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    places = ((number, match.end() + 1) for number, text in enumerate(lines, 1) if (match := _STYLE.match(text)))
    number, column = next(places, (1, 1))
    return Finding("meta.bad-value", "error", path.name, number, column, str(problem), "de namen staan in de verzameling van citationstyles.org; of wijs een eigen .csl-bestand aan")  # fmt: skip
