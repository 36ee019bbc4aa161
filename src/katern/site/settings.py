"""All that a build must know of a site, read from mkdocs.yml by `katern.mkdocs` and free of MkDocs itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from katern.check.external import LinkManners
from katern.check.policy import Policy
from katern.finding import Finding, Position
from katern.layout import Layout
from katern.loading import ToolsOf
from katern.ownfolder import Sources
from katern.reading.markdown import Dialect
from katern.site.editingsettings import Editing
from katern.store import Store
from katern.words import Words


@dataclass(frozen=True, slots=True)
class Theme:
    """The templates of the site, the site's own first, and what they are given.

    `config` is the object that templates of a theme know by that name. `make_env` gives an environment with the theme's own
    translations and filters.
    """

    folders: tuple[str, ...]
    make_env: Callable[[], Any]
    config: Any
    custom: Path | None = None
    static: tuple[str, ...] = ()
    shared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Index:
    """How the theme's search wants its index: settings, and what it makes of one page."""

    settings: Mapping[str, Any]
    entries: Callable[[Any], list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """A site: where it stands, what it is called, how its pages are read and drawn.

    `nav` is the menu that mkdocs.yml gives, if it gives one; `others` are plugins that only MkDocs itself can run;
    `findings` are mistakes in the settings.
    """

    root: Path
    layout: Layout
    name: str
    language: str
    folder: Path
    words: Words
    dialect: Dialect
    theme: Theme
    policy: Policy
    tools: ToolsOf
    style: str = "apa"
    url: str = ""
    description: str = ""
    licence: str = ""
    exit: str = ""
    # where readers ask, and where they report a mistake: mail addresses or addresses of forms (`katern.site.contact`)
    ask: str = ""
    report: str = ""
    fonts: tuple[str, ...] = ()
    # the style sheets that mkdocs.yml names
    styles: tuple[str, ...] = ()
    # whether any page may need the script that the theme brings
    theme_script: bool = True
    # the house style on paper, as it was written
    house: Mapping[str, Any] = field(default_factory=dict)
    # whether readers may put booklets together in their browser
    selfmade: bool = False
    # where pages are changed in a browser, and what that writes to
    editing: Editing | None = None
    largest_photo: int = 1600
    nav: Sequence[Any] | None = None
    index: Index | None = None
    others: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    # where builds may not come, what they remember, and where they keep what is half made
    sources: Sources = field(default_factory=lambda: Sources(Path(), ()))
    # what a preview looks at beside the folders of the layout
    watched: tuple[Path, ...] = ()
    # names of the environment that settings ask for
    environment: tuple[str, ...] = ()
    # of what beside these files makes the site what it is: the environment, and whoever brings a theme or plugin
    digest: str = ""
    local: Path = Path(".cache/katern")
    open_store: Callable[[], Store] = lambda: Store(None)
    cache_fits: bool = True
    # how outside links are asked for
    manners: LinkManners | None = None
    # the same site as a version: its address, its folder, and what templates are told of versions
    as_version: Callable[[str, Path, Mapping[str, Any]], SiteSettings] | None = None
    edit_url: Callable[[str], str | None] = lambda path: None
    # where an option of Katern stands in mkdocs.yml
    place: Callable[[str], Position] = lambda option: Position("mkdocs.yml")

    def address_of(self, url: str) -> str:
        """The whole address of what stands at a URL of the site; empty where mkdocs.yml gives the site no address."""
        return f"{self.url.rstrip('/')}/{quote(url)}" if self.url else ""
