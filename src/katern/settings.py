"""The plugin's options in mkdocs.yml."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from katern.check.external import Manners
from katern.check.policy import LONGEST_SENTENCE, Policy, read_policy
from katern.containment import inside
from katern.errors import NoSite
from katern.layout import DEFAULT_FOLDERS, Layout
from katern.ownfolder import Sources, claim_cache
from katern.photos.clean import SITE
from katern.siteconfig import place

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
    sources = c.Type(str, default="bronnen")
    """Folder of the site in which the catalogue of sources appears."""
    folders = c.DictOfItems(c.Choice(("atelier", "intervention", "question")), default=dict(DEFAULT_FOLDERS))
    """Folders of docs whose pages are of one kind."""
    fonts = c.ListOfItems(c.Choice(("source-sans-pro", "source-serif-pro")), default=[])
    """Typefaces that the site serves itself."""
    exit = c.Optional(c.URL())
    """Where the exit button of sensitive pages leads: a neutral page elsewhere; a site with such pages needs it."""
    largest_photo = c.Type(int, default=SITE)
    """Pixels of the longest side of a photo on the site; larger ones are scaled."""
    check = c.SubConfig(CheckSettings)
    cache = c.Type(str, default=".cache/katern")


def layout(settings: KaternSettings, config: MkDocsConfig) -> Layout:
    """The folders of the checkout that holds this mkdocs.yml."""
    root = project_root(config)
    docs_dir = Path(config.docs_dir).resolve()
    if not docs_dir.is_relative_to(root):
        raise NoSite(f"docs_dir ligt buiten de map van mkdocs.yml: {config.docs_dir}")
    for folder in (settings.dossiers, settings.toolkits, settings.bibliography):
        if not inside(root, folder.strip("/")):
            raise NoSite(f"de map '{folder}' ligt buiten de map van mkdocs.yml, en wordt niet gelezen")
    docs = docs_dir.relative_to(root).as_posix()
    return Layout(
        root=root,
        docs=docs,
        dossiers=settings.dossiers.strip("/"),
        toolkits=settings.toolkits.strip("/"),
        bibliography=settings.bibliography.strip("/"),
        data=f"{docs}/_data",
        sources=settings.sources.strip("/"),
        folders=dict(settings.folders),
        directory_urls=bool(config.use_directory_urls),
    )


def policy(settings: KaternSettings, config: MkDocsConfig) -> Policy:
    """What the site makes of findings, with the places of its exceptions in mkdocs.yml."""
    path = Path(config.config_file_path)
    own = settings.check
    text = path.read_text(encoding="utf-8")
    rules = read_policy(own.severities, own.exceptions, own.longest_sentence, text, path.name)
    return rules if settings.exit else replace(rules, no_exit=place(text, path.name, "plugins", "katern"))


def manners(settings: KaternSettings, config: MkDocsConfig) -> Manners:
    """How to ask for outside links, and under which name."""
    own = settings.check.links
    address = f" (+{config.site_url})" if config.site_url else ""
    agent = own.agent or f"Katern-linkcontrole van {config.site_name}{address}"
    plain = agent.encode("ascii", "ignore").decode()  # a header holds no other letters
    return Manners(plain, own.per_second, own.timeout, own.rounds, float(own.patience))


def project_root(config: MkDocsConfig) -> Path:
    """The folder of mkdocs.yml."""
    return Path(config.config_file_path).resolve().parent


def sources(settings: KaternSettings, config: MkDocsConfig) -> Sources:
    """Every folder and file that people write for this site: nothing may be built, kept or reported there."""
    root = project_root(config)
    named = [root / folder for folder in (settings.dossiers, settings.toolkits, settings.bibliography)]
    other = [root / folder for folder in _OTHER_SOURCES if (root / folder).exists()]
    custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    code = [root / module for module in config.hooks]
    trees = dict.fromkeys((Path(config.docs_dir), *named, *custom, *other))
    return Sources(root, tuple(trees), (Path(config.config_file_path), *code))


def cache_folder(settings: KaternSettings, config: MkDocsConfig) -> Path:
    """Where builds keep what they need not make again; a KaternError where that is no place for it."""
    return claim_cache(project_root(config) / settings.cache, sources(settings, config))


def language(config: MkDocsConfig) -> str:
    """The site's language with its region: pandoc takes `nl` for `nl-US`."""
    code = str(config.theme.get("language") or "nl")
    return code if "-" in code else _REGIONS.get(code, code)
