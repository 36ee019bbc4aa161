"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from katern.check.external import LinkManners
from katern.check.policy import LONGEST_SENTENCE, Policy, read_policy
from katern.containment import inside
from katern.errors import NoSite
from katern.finding import Finding, Position, Said, perhaps, said
from katern.kinds import Kinds
from katern.kindtable import KINDS
from katern.layout import Layout
from katern.locales import FALLBACK
from katern.messages import messages_of
from katern.mkdocs.sitekinds import SiteKinds, site_kinds
from katern.ownfolder import DEFAULT_CACHE, STORE, NotOurs, Sources, refuse_cache
from katern.photos.clean import SITE
from katern.shelf import TAG
from katern.site.contact import PLACES, is_contact
from katern.siteconfig import place, value_place
from katern.store import Store, folder_of, is_remote
from katern.words import Words

# what an editorial house asks of its texts and sources, and a site of plain pages only where it names it
_OF_THE_HOUSE = ("bib.unused", "text.long-sentence", "text.todo", "text.duplicate-heading", "text.empty-section")
# folders of a checkout that no setting names
_OTHER_SOURCES = ("hooks", "overrides", "src", "tests", ".git", ".github", ".katern")
_REGIONS = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}


class LinkSettings(Config):  # type: ignore[no-untyped-call]
    """How politely outside links are asked for."""

    agent = c.Type(str, default="")
    """Who asks; without it the site's name and address."""
    per_second = c.Type(int, default=1)
    """Requests a second to one host."""
    timeout = c.Type(int, default=30)
    """Seconds to wait for an answer."""
    rounds = c.Type(int, default=3)
    """How often to ask an address that is too busy or does not answer."""
    patience = c.Type(int, default=60)
    """The longest wait between rounds, in seconds."""
    private = c.Type(bool, default=False)
    """Whether addresses of this machine and its network may be asked for too."""


class CheckSettings(Config):  # type: ignore[no-untyped-call]
    """What the site makes of findings."""

    severities = c.Type(dict, default={})
    """A code and how grave it is here: error, warning or off."""
    exceptions = c.Type(list, default=[])
    """Exceptions for files: code, path (with * for any part) and reason."""
    longest_sentence = c.Type(int, default=LONGEST_SENTENCE)
    """Words that a sentence may have."""
    links = c.SubConfig(LinkSettings)


class KaternSettings(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin `katern`; folders are relative to mkdocs.yml."""

    style = c.Type(str, default="apa")
    """Citation style: a name from the CSL style package, or a `.csl` file of the site."""
    dossiers = c.Type(str, default="dossiers")
    toolkits = c.Type(str, default="toolkits")
    bibliography = c.Type(str, default="bibliography")
    """A folder of sources, or one file."""
    bib_file = c.Type(str, default="")
    bib_dir = c.Type(str, default="")
    csl_file = c.Type(str, default="")
    """What mkdocs-bibtex calls the bibliography and the style."""
    sources = c.Type(str, default="")
    """Folder of the site in which the catalogue of sources appears; that of the language where none is named."""
    folders = c.Type(dict, default={})
    """Folders whose pages are of one kind, where they have another name than the site's language gives them."""
    kinds = c.Type(str, default="")
    """A module of the site with kinds of content of its own."""
    strict_fields = c.Type(bool, default=False)
    """Whether plain pages, too, may say only what Katern reads: else fields of other plugins and templates are let through."""
    optional_fields = c.Type(dict, default={})
    """Fields that a kind requires and this site does without: a kind, and their names."""
    fonts = c.ListOfItems(c.Choice(("source-sans-pro", "source-serif-pro")), default=[])
    """Typefaces that the site serves itself."""
    exit = c.Optional(c.URL())
    """Where the exit button of sensitive pages leads: a neutral page elsewhere; a site with such pages needs it."""
    ask = c.Type(str, default="")
    """Where readers ask: a mail address, or that of a form with `{page}`, `{version}` and `{section}` where it wants these."""
    report = c.Type(str, default="")
    """Where readers say what is wrong, alike."""
    largest_photo = c.Type(int, default=SITE)
    """Pixels of the longest side of a photo on the site; larger ones are scaled."""
    print = c.Type(dict, default={})
    """The house style on paper: `colours`, `fonts`, `logo` and `cover`."""
    own_booklets = c.Type(bool, default=False)
    """Whether readers may put booklets together in their browser, by what `katern assets` brings."""
    editing = c.Type(dict, default={})
    """The place where pages are changed in a browser: backend, repository, and what else `katern.site.editingsettings` reads."""
    check = c.SubConfig(CheckSettings)
    booklets = c.Type(list, default=[])
    """Booklets of any pages: id, title, pages, and what else a booklet may say."""
    cache = c.Type(str, default=DEFAULT_CACHE)
    """Where what was made is kept: a folder, an address that fsspec knows (`s3://…`), or empty to keep nothing."""
    cache_size = c.Type(int, default=1000)
    """The size, in MB, above which what was not used for longest goes away."""


def layout(settings: KaternSettings, config: MkDocsConfig, own: SiteKinds, words: Words) -> Layout:
    """The folders of the checkout that holds this mkdocs.yml, and what they hold."""
    root = project_root(config)
    docs_dir = Path(config.docs_dir).resolve()
    if not docs_dir.is_relative_to(root):
        raise NoSite(said("settings", "docs-outside", folder=config.docs_dir))
    _refuse_unknown(settings, own.table)
    wholes = _wholes(settings, own.table)
    for folder in (*wholes, bibliography(settings)):
        if not inside(root, folder.strip("/")):
            raise NoSite(said("settings", "folder-outside", folder=folder))
    docs = docs_dir.relative_to(root).as_posix()
    return Layout(
        root=root,
        docs=docs,
        kinds=own.table,
        wholes=wholes,
        bibliography=bibliography(settings),
        data=f"{docs}/_data",
        sources=settings.sources.strip("/") or words.addresses.sources,
        folders=_folders(settings, own.table, words, is_plain(settings, config)),
        directory_urls=bool(config.use_directory_urls),
    )


def bibliography(settings: KaternSettings) -> str:
    """The folder or file that holds the sources, relative to mkdocs.yml."""
    return str(settings.bib_file or settings.bib_dir or settings.bibliography).removeprefix("./").strip("/")


def style(settings: KaternSettings) -> str:
    """The citation style."""
    return str(settings.csl_file or settings.style)


def of_mkdocs_bibtex(settings: KaternSettings, config: MkDocsConfig) -> Iterator[Finding]:
    """meta.bad-value: what mkdocs-bibtex would do beside us, and what it would fetch from the network."""
    if "bibtex" in config.plugins:
        path = Path(config.config_file_path)
        at = place(path.read_text(encoding="utf-8"), path.name, "plugins", "bibtex")
        yield Finding.error(at, said("meta.bad-value", "other-citations"))
    for name in ("bib_file", "csl_file"):
        if "://" in settings[name]:
            yield Finding.error(option_position(name, config), said("meta.bad-value", "not-fetched", option=name))


def is_plain(settings: KaternSettings, config: MkDocsConfig) -> bool:
    """Whether a site holds nothing but pages: no kinds of its own, no folder of dossiers or toolkits, and no data."""
    docs = Path(config.docs_dir)
    named = [project_root(config) / str(settings.get(row.folder) or row.folder).strip("/") for row in KINDS.wholes]
    return not settings.kinds and not any(folder.is_dir() for folder in (*named, docs / "_data"))


def _wholes(settings: KaternSettings, table: Kinds) -> dict[str, str]:
    """The folders of the checkout that hold items with parts, each with the kind of these."""
    known = {str(settings.get(row.folder) or row.folder).strip("/"): row.name for row in table.wholes}
    return _named(settings, known, {row.name for row in table.wholes})


def _folders(settings: KaternSettings, table: Kinds, words: Words, plain: bool) -> dict[str, str]:
    """The folders of docs whose pages are of one kind: those of the language, but where the site says otherwise.

    A plain site has none but those that it names: its `docs/projects` holds pages like any other.
    """
    known = {} if plain else table.folders(words)
    found = _named(settings, known, {row.name for row in (*table.in_docs, table.elsewhere)})
    return {folder: kind for folder, kind in found.items() if kind != table.elsewhere.name}


def _named(settings: KaternSettings, known: Mapping[str, str], kinds: AbstractSet[str]) -> dict[str, str]:
    """Known folders, but for those of kinds that the site names itself, and for what it calls another kind."""
    own = {str(folder).strip("/"): kind for folder, kind in settings.folders.items() if kind in kinds}
    return {folder: kind for folder, kind in known.items() if kind not in own.values()} | own


def _refuse_unknown(settings: KaternSettings, table: Kinds) -> None:
    known = [row.name for row in (*table.wholes, *table.in_docs, table.elsewhere)]
    for folder, kind in settings.folders.items():
        if kind not in known:
            near = perhaps(str(kind), known)
            what = said("settings", "unknown-kind", folder=str(folder), kind=str(kind), near=near, known=tuple(known))
            raise NoSite(what)


def open_store(settings: KaternSettings, config: MkDocsConfig) -> Store:
    """The store of the site; what is code is kept only within the checkout, which is trusted anyway."""
    size = settings.cache_size * 1_000_000
    folder = _cache_folder(settings, config)
    if not settings.cache or misplaced_cache(settings, config):
        return Store(None)
    local = local_folder(settings, config) / STORE
    tell = partial(_tell, language(config))
    if folder is None:
        return Store(settings.cache, local=local, size=size, tell=tell)
    near = local if inside(project_root(config), folder) else None
    return Store(folder / STORE, local=near, size=size, tell=tell)


def _tell(language: str, what: Said) -> None:
    print(messages_of(language).say(what), file=sys.stderr)


def local_folder(settings: KaternSettings, config: MkDocsConfig) -> Path:
    """The folder on this machine for what is half made, and for copies of what is kept elsewhere."""
    return _cache_folder(settings, config) or project_root(config) / DEFAULT_CACHE


def _cache_folder(settings: KaternSettings, config: MkDocsConfig) -> Path | None:
    """The folder that `cache` names; None where it names none."""
    if not settings.cache or is_remote(settings.cache):
        return None
    return (project_root(config) / folder_of(settings.cache).expanduser()).resolve()


def misplaced_cache(settings: KaternSettings, config: MkDocsConfig) -> tuple[Finding, ...]:
    """meta.bad-value: a cache at a place of sources, of the site, or of somebody else: what is kept there would be read or removed."""
    try:
        refuse_cache(local_folder(settings, config), sources(settings, config).with_trees(Path(config.site_dir)))
    except NotOurs as problem:
        return (
            Finding.error(
                option_position("cache", config),
                said("meta.bad-value", "misplaced-cache", what=problem.said, default=DEFAULT_CACHE),
            ),
        )
    return ()


def wrong_contacts(settings: KaternSettings, config: MkDocsConfig) -> Iterator[Finding]:
    """meta.bad-value: where readers shall write, and nobody can."""
    for name in ("ask", "report"):
        address = settings[name]
        if address and not is_contact(address):
            yield Finding.error(
                option_position(name, config),
                said("meta.bad-value", "no-contact", address=repr(address), option=name, places=PLACES),
            )


def option_position(name: str, config: MkDocsConfig) -> Position:
    """Where an option of the plugin has its value in mkdocs.yml."""
    path = Path(config.config_file_path)
    return value_place(path.read_text(encoding="utf-8"), path.name, "plugins", "katern", name)


def policy(settings: KaternSettings, config: MkDocsConfig) -> Policy:
    """What the site makes of findings, with the places of its exceptions in mkdocs.yml."""
    path = Path(config.config_file_path)
    own = settings.check
    text = path.read_text(encoding="utf-8")
    rules = read_policy(own.severities, own.exceptions, own.longest_sentence, text, path.name)
    if is_plain(settings, config):
        rules = replace(rules, severities={**dict.fromkeys(_OF_THE_HOUSE), **rules.severities})
    rules = replace(rules, named=frozenset(str(name) for name in (*config.extra_javascript, *config.extra_templates)))
    return rules if settings.exit else replace(rules, no_exit=place(text, path.name, "plugins", "katern"))


def manners(settings: KaternSettings, config: MkDocsConfig) -> LinkManners:
    """How to ask for outside links, and under which name."""
    own = settings.check.links
    address = f" (+{config.site_url})" if config.site_url else ""
    asking = said("asking", "agent", site=config.site_name)
    agent = own.agent or messages_of(language(config)).say(asking) + address
    plain = agent.encode("ascii", "ignore").decode()  # a header holds no other letters
    return LinkManners(plain, own.per_second, own.timeout, own.rounds, float(own.patience), private=own.private)


def project_root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path).resolve().parent


def sources(settings: KaternSettings, config: MkDocsConfig) -> Sources:
    """Every folder and file that people write for this site: nothing may be built, kept or reported there."""
    root = project_root(config)
    wholes = _wholes(settings, site_kinds(settings.kinds, root).table)
    named = [root / folder for folder in (*wholes, bibliography(settings))]
    other = [root / folder for folder in _OTHER_SOURCES if _is_source(root / folder)]
    custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    code = [root / str(module) for module in (*config.hooks, settings.kinds) if module]
    trees = dict.fromkeys((Path(config.docs_dir), *named, *custom, *other))
    return Sources(root, tuple(trees), (Path(config.config_file_path), *code))


def _is_source(folder: Path) -> bool:
    return folder.exists() and not (folder / TAG).is_file()


def language(config: MkDocsConfig) -> str:
    """The site's language with its region (pandoc takes `nl` for `nl-US`); English where none is named, as MkDocs has it."""
    code = str(config.theme.get("language") or FALLBACK)
    return code if "-" in code else _REGIONS.get(code, code)
