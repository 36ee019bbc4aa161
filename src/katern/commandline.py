"""What commands share: the settings of the site that they are about, what they refuse, and how they tell it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.ownfolder import refuse_source_file
from katern.saying import said
from katern.usage import DEFAULT_CONFIG, answer_in, option, this_call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katern.finding import Finding
    from katern.making import Maker
    from katern.mkdocs.run import Loaded
    from katern.saying import Said
    from katern.site.build import Build
    from katern.site.settings import SiteSettings

config_option = option("-f", "--config-file", default=DEFAULT_CONFIG, show_default=True)


def load_site(config_file: str, site_dir: str | None = None) -> Loaded:
    """The site that a mkdocs.yml describes, in its own folder or in the one that is named."""
    # Material warns of a MkDocs to come on every run, to whoever runs it
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # MkDocs and the theme take longer to load than `--help` to print
    from katern.mkdocs.run import Loaded

    loaded = Loaded(config_file, site_dir)
    answer_in(loaded.site.language)
    return loaded


def opened(site: SiteSettings) -> Build:
    """A build of which nothing is read yet."""
    from katern.site.build import Build

    return Build(site, site.open_store())


def read_site(site: SiteSettings) -> Build:
    """Everything that the checkout says."""
    build = opened(site)
    build.read()
    return build


def maker_of(loaded: Loaded) -> Maker:
    """The engine's own loop, or MkDocs where the site has plugins that are MkDocs' alone."""
    from katern.making import make

    if not loaded.site.others:
        return make
    tell(said("build", "with-mkdocs", plugins=tuple(loaded.site.others)), err=True)
    return loaded.make


def may_write(file: Path | None, site: SiteSettings) -> None:
    """Refuse to write a report over a source."""
    if file is None:
        return
    from katern.git import ask_git

    tracked = ask_git(site.root, "ls-files", "--", str(file.resolve())) or ""
    refuse_source_file(file, site.sources, tracked.splitlines())


def refuse(site: SiteSettings, findings: tuple[Finding, ...], draft: bool) -> None:
    """Tell what is wrong, and end where that keeps a site from being made."""
    errors = any(finding.severity == "error" for finding in findings)
    if findings:
        click.echo(as_text_of(site, findings))
    if errors or (findings and not draft):
        tell(said("build", "not-built") if errors else said("build", "not-built-with-draft"), err=True)
        sys.exit(1)


def unbrought(site: SiteSettings, booklets: bool = True) -> Iterator[Said]:
    """What readers or authors shall do in a browser, and nothing was brought that does it."""
    from katern.ownfolder import ASSETS

    folder = site.local / ASSETS
    if site.selfmade and booklets:
        from katern.print import selfmade

        if selfmade.lacking(folder):
            yield said("assets", "not-brought")
    if site.editing is not None:
        from katern.site import editingplace

        if editingplace.lacking(folder):
            yield said("assets", "no-editing")


def as_text_of(site: SiteSettings, findings: tuple[Finding, ...]) -> str:
    """Findings in the words of the site; nothing where there are none."""
    if not findings:
        return ""
    from katern.report import as_text

    return as_text(findings, site.language)


def shown(path: Path) -> str:
    """A folder as somebody at the command line would write it."""
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return str(path)


def tell(what: Said, err: bool = False) -> None:
    """Say something in the language of the site."""
    click.echo(this_call().say(what), err=err)


class Stop(click.ClickException):
    """Wrong use: exit code 2."""

    exit_code = 2

    def __init__(self, what: Said) -> None:
        super().__init__(this_call().say(what))
