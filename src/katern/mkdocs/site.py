"""A site as mkdocs.yml describes it, in the terms of the engine."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

import mkdocs
import pathspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_build_datetime

from katern.charts.cited import Keys
from katern.datasets.sets import made_of, on_demand
from katern.digest import digest
from katern.drawing import templates
from katern.errors import NoSite
from katern.finding import Finding
from katern.kinds import Kinds
from katern.layout import Layout
from katern.library import Library
from katern.mkdocs import options
from katern.mkdocs.editing import editing_place
from katern.mkdocs.extensions import bring, settings_that_break
from katern.mkdocs.misspelt import misspelt
from katern.mkdocs.options import KaternSettings
from katern.mkdocs.ownbooklets import site_booklets
from katern.mkdocs.ownfields import with_own_fields, wrong_fields
from katern.mkdocs.ownmacros import load_macros
from katern.mkdocs.reach import reach_findings, safe_extensions
from katern.mkdocs.sitekinds import site_kinds
from katern.mkdocs.texts import text_findings
from katern.mkdocs.themescript import needs_script
from katern.mkdocs.watched import digest_beside, environment, watched
from katern.reading.filelinks import relative_url
from katern.reading.macros import Facts, Tools
from katern.reading.markdown import Dialect
from katern.saying import said
from katern.site.clock import Moment
from katern.site.evidencemacros import evidence_macros
from katern.site.figuremacros import Around, figure_macros
from katern.site.glossarymacros import glossary_macros, way_to_glossary
from katern.site.helplinemacros import helpline_macros
from katern.site.settings import Index, SiteSettings, Theme
from katern.site.woven import files_below
from katern.words import Words, words_of

THEME = Path(__file__).parents[1] / "site" / "theme"
# what the engine's frame takes from the theme
_BUILT_ON = ("base.html", "partials/toc.html", "partials/language.html", ".icons/material/magnify.svg")
_FACTS = ("site_name", "site_url", "site_description", "site_author", "repo_url", "repo_name", "edit_uri", "copyright")
_HIDDEN = ("." + "*", "/templates/")


def site_of(config: MkDocsConfig, own: KaternSettings) -> SiteSettings:
    """Everything that a build must know; the configuration is made ready for the theme's templates on the way."""
    root = options.project_root(config)
    language = options.language(config)
    declared = site_kinds(own.kinds, root)
    bare = options.is_plain(own, config)
    kinds = replace(declared, table=with_own_fields(declared.table, own.strict_fields, own.optional_fields, bare))
    known = kinds.told(words_of(language))
    booklets, wrong_booklets = site_booklets(own.booklets, config)
    editing, wrong_editing = editing_place(own.editing, config, known.addresses.edit)
    layout = replace(options.layout(own, config, kinds, known), left_out=left_out(config), booklets=booklets)
    _refuse_other_theme(config)
    bring(config, known)
    config.theme.dirs[:] = theme_folders(config)
    kinds.refuse_incomplete(config.theme.dirs)
    site = SiteSettings(
        root=root,
        layout=replace(layout, anchors=known.addresses.drawn),
        name=config.site_name,
        language=language,
        folder=Path(config.site_dir),
        words=known,
        # as a version too, which readers choose by a script of ours
        theme_script=needs_script(config, others(config)),
        dialect=Dialect(safe_extensions(config, root), dict(config.mdx_configs), known.blocks),
        styles=tuple(map(str, config.extra_css)),
        theme=_theme(config),
        policy=options.policy(own, config),
        tools=lambda library: tools_of(config, known, library),
        editing=editing,
        nav=config.nav,
        index=_index(config),
        others=tuple(others(config)),
        findings=_wrong(config, own, declared.table, (*wrong_booklets, *wrong_editing)),
    )
    return _as_it_is_kept(_as_it_is_told(site, config, own), config, own)


def _as_it_is_told(site: SiteSettings, config: MkDocsConfig, own: KaternSettings) -> SiteSettings:
    """With what it says of itself, and how that looks."""
    return replace(
        site,
        style=options.style(own),
        url=config.site_url or "",
        description=config.site_description or "",
        licence=config.copyright or "",
        exit=str(own.exit or ""),
        ask=own.ask,
        report=own.report,
        fonts=tuple(own.fonts),
        house=dict(own["print"]),
        selfmade=own.own_booklets,
        largest_photo=own.largest_photo,
        edit_url=_edit_url(config, site.layout),
    )


def _as_it_is_kept(site: SiteSettings, config: MkDocsConfig, own: KaternSettings) -> SiteSettings:
    """With what it is made from beside its texts, where what was made is remembered, and how it becomes a version."""
    return replace(
        site,
        sources=options.sources(own, config),
        watched=watched(config, own),
        environment=environment(config),
        digest=digest_beside(config),
        local=options.local_folder(own, config),
        open_store=lambda: options.open_store(own, config),
        cache_fits=not options.misplaced_cache(own, config),
        manners=options.manners(own, config),
        as_version=lambda url, folder, extra: replace(
            _as_version(config, own, url, folder, extra), styles=site.styles, theme_script=site.theme_script
        ),
        place=lambda option: options.option_position(option, config),
    )


def _wrong(config: MkDocsConfig, own: KaternSettings, table: Kinds, more: Iterable[Finding]) -> tuple[Finding, ...]:
    """Mistakes in the settings; `more` are those of booklets and of the place where pages are changed."""
    return (
        *misspelt(config),
        *text_findings(config),
        *reach_findings(config, options.project_root(config)),
        *settings_that_break(config),
        *options.misplaced_cache(own, config),
        *options.wrong_contacts(own, config),
        *more,
        *options.of_mkdocs_bibtex(own, config),
        *wrong_fields(table, own.optional_fields, options.option_position("optional_fields", config)),
    )


def _as_version(
    config: MkDocsConfig, own: KaternSettings, url: str, folder: Path, extra: Mapping[str, Any]
) -> SiteSettings:
    config.site_url, config.site_dir = url, str(folder)
    config.extra.update(extra)
    return site_of(config, own)


def _refuse_other_theme(config: MkDocsConfig) -> None:
    """NoSite where the theme has not what the engine's own templates are built on."""
    if not all(any(Path(folder, name).is_file() for folder in config.theme.dirs) for name in _BUILT_ON):
        raise NoSite(said("settings", "other-theme", theme=config.theme.name or str(config.theme.custom_dir)))


def theme_folders(config: MkDocsConfig) -> list[str]:
    """The folders of templates: the site's own, the engine's, the theme's."""
    folders = [folder for folder in config.theme.dirs if folder != str(THEME)]
    folders.insert(1 if config.theme.custom_dir else 0, str(THEME))
    return folders


def _theme(config: MkDocsConfig) -> Theme:
    custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    shared = {"mkdocs_version": mkdocs.__version__, "build_date_utc": Moment.of(get_build_datetime())}
    static = tuple(sorted(config.theme.static_templates))
    return Theme(tuple(config.theme.dirs), config.theme.get_env, config, custom, static, shared)


def others(config: MkDocsConfig) -> list[str]:
    """What only MkDocs itself can run: plugins that are neither ours nor replaced by ours, hooks, extra templates."""
    named = [name for name, plugin in config.plugins.items() if _family(plugin) is None]
    return [*named, *(f"extra_templates: {name}" for name in config.extra_templates)]


def _family(plugin: Any) -> str | None:
    module = type(plugin).__module__
    if module.startswith("katern."):
        return "katern"
    if module.startswith("mkdocs_macros"):
        return "macros"
    return "search" if module.startswith("material.plugins.search") else None


def _index(config: MkDocsConfig) -> Index | None:
    plugin: Any = next((plugin for plugin in config.plugins.values() if _family(plugin) == "search"), None)
    if plugin is None or not plugin.config.enabled:
        return None
    _prepare(plugin, config)
    made = type(plugin.search_index)

    def entries(page: Any) -> list[dict[str, Any]]:
        index = made(**plugin.config)
        index.add_entry_from_context(page)
        return list(index.entries)

    return Index({name: plugin.config[name] for name in ("lang", "separator", "pipeline", "fields")}, entries)


def _prepare(plugin: Any, config: MkDocsConfig) -> None:
    """Let the plugin ask for its words; in one environment, as each new one compiles the theme's words again."""
    theme: Any = config.theme
    theme.get_env = functools.cache(theme.get_env)
    try:
        plugin.on_config(config)
    finally:
        del theme.get_env


def left_out(config: MkDocsConfig) -> Callable[[str], bool]:
    """Whether a file of the docs folder is no part of the site: hidden files, and what mkdocs.yml leaves out."""
    spec = pathspec.gitignore.GitIgnoreSpec.from_lines(_HIDDEN)
    for more in (config.exclude_docs, config.draft_docs):
        if more is not None:
            spec = spec + more
    return spec.match_file


def _edit_url(config: MkDocsConfig, layout: Layout) -> Callable[[str], str | None]:
    base = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri) if config.repo_url and config.edit_uri else ""

    def edit_url(path: str) -> str | None:
        if not base:
            return None
        if path.startswith(f"{layout.docs}/"):
            return base.rstrip("/") + path[len(layout.docs) :]
        return base.rstrip("/").removesuffix(f"/{layout.docs}") + f"/{path}"

    return edit_url


def tools_of(config: MkDocsConfig, known: Words, library: Library) -> Tools:
    """What pages may use: the engine's macros, and those of the site's own modules where it has any."""
    config.plugins["katern"].library = library  # type: ignore[attr-defined]  # a macro of the site may ask for its data
    root = library.layout.root
    drawing = templates.environment(list(config.theme.dirs), known, library.data.vocabulary.label, None, root)
    notes = "footnotes" in config.markdown_extensions or "markdown.extensions.footnotes" in config.markdown_extensions
    around = Around(on_demand(library.layout), Keys(library.sources), drawing, known, notes)

    def engine(url: str) -> dict[str, Callable[..., str]]:
        data = library.data
        return (
            helpline_macros(data.helplines, drawing)
            | evidence_macros(data, library.sources, drawing, known)
            | glossary_macros(data.glossary, drawing, known, way_to_glossary(library.layout, known, url))
            | figure_macros(around, relative_url(f"{known.addresses.figures}/", url))
        )

    plugin: Any = next((plugin for plugin in config.plugins.values() if _family(plugin) == "macros"), None)
    if plugin is None:
        return Tools(engine, drawn=False)
    if not hasattr(plugin, "_macros"):
        load_macros(plugin, config)

    def enter(facts: Facts) -> None:
        file = SimpleNamespace(src_uri=facts.address, src_path=facts.address, url=facts.url)
        plugin._page = SimpleNamespace(title=facts.title, url=facts.url, meta=dict(facts.meta), file=file)

    extra = {str(name): value for name, value in config.extra.items()}
    values = {**extra, "extra": extra, "site_name": config.site_name, "config": _told_of(config, extra)}
    own = own_macros(plugin.macros)
    # the site's own code may ask for anything
    made_of = "" if own or own_macros(plugin.filters) else _made_of(config, library)
    return Tools(engine, own, plugin.filters, values, Path(config.docs_dir), root, enter, made_of=made_of)


def _told_of(config: MkDocsConfig, extra: Mapping[str, Any]) -> dict[str, Any]:
    """What pages may know of mkdocs.yml as `config`: its plain values, and none of its objects."""
    return {name: config[name] or "" for name in _FACTS} | {"extra": extra}


def _made_of(config: MkDocsConfig, library: Library) -> str:
    """What the engine's macros draw depends on, settings apart: data, sources, and templates of the site's own."""
    custom = [Path(config.theme.custom_dir, "katern")] if config.theme.custom_dir else []
    sources = [source.digest for source in library.sources.values()]
    parts = library.data.model_dump_json(), sources, files_below(custom, library.layout.root), made_of(library.layout)
    return digest(parts)


def own_macros(macros: Mapping[str, Any]) -> dict[str, Any]:
    """The macros that the site's own modules define, without those that mkdocs-macros brings."""
    return {
        name: macro
        for name, macro in macros.items()
        if not getattr(macro, "__module__", "").startswith("mkdocs_macros")
    }
