"""The commands for authors, `katern new`, `katern explain` and `katern assets`, and what `katern check` shows them: call, print; no logic of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.core import ParameterSource

from katern.commandline import config_option, load_site
from katern.finding import Said, perhaps, said
from katern.usage import Choice, Command, argument, option, this_call

if TYPE_CHECKING:
    from katern.finding import Finding
    from katern.site.settings import SiteSettings

_SITE = "site"
_LANGUAGES = ("en", "nl")


@click.command(cls=Command)
@config_option
@option("--name", default="")
@option("--language", type=Choice(_LANGUAGES), default="nl", show_default=True)
@option("--slug", default="")
@option("--in", "within", default="")
@option("--line", default="")
@option("--kind", "choice", default="")
@argument("kind")
@argument("title")
def new(
    config_file: str, name: str, language: str, slug: str, within: str, line: str, choice: str, kind: str, title: str
) -> None:
    """Begin a site, or a page of one."""
    if kind == _SITE:
        _new_site(Path(title), name, language)
        return
    from katern.check.runs import today
    from katern.scaffold.pages import NewItem, Unmade
    from katern.site.build import Build
    from katern.words.starting import starting_of

    site = load_site(config_file).site
    row = site.layout.kinds.get(kind)
    if row is None:
        known = (_SITE, *site.layout.kinds)
        _stop(site.language, said("new", "no-such-kind", kind=kind, near=perhaps(kind, known), known=known))
    build = Build(site, site.open_store())
    build.read()
    made = NewItem(build.library, site.words, starting_of(site.language), row, title, today())
    try:
        path = made.write(slug, within, line, choice)
    except Unmade as problem:
        _stop(site.language, problem.said)
    click.echo(path)
    click.echo(_told(site.language, said("new", "next-page", path=path)))


def _new_site(folder: Path, name: str, language: str) -> None:
    from katern.scaffold.sites import NotEmpty, new_site

    chosen = click.get_current_context().get_parameter_source("language") is not ParameterSource.DEFAULT
    told = language if chosen else this_call().language
    try:
        paths = new_site(folder, name or folder.resolve().name.replace("-", " ").capitalize(), language)
    except NotEmpty:
        _stop(told, said("new", "not-empty", folder=str(folder)))
    except OSError as problem:
        _stop(told, said("new", "unwritable", folder=str(folder), reason=problem.strerror or str(problem)))
    for path in paths:
        click.echo(folder / path)
    click.echo(_told(language, said("new", "next-site", folder=str(folder))))


@click.command(cls=Command)
@config_option
@argument("codes", nargs=-1, required=True)
def explain(config_file: str, codes: tuple[str, ...]) -> None:
    """Explain codes of findings."""
    from katern.check.explaining import Unknown
    from katern.check.explaining import explain as explained

    if Path(config_file).is_file():
        load_site(config_file)
    language = this_call().language
    try:
        click.echo("\n\n".join(explained(code, language) for code in codes))
    except Unknown as problem:
        near = problem.near
        what = said("explain", "unknown-near", code=problem.code, near=near) if near else None
        _stop(language, what or said("explain", "unknown", code=problem.code))


@click.command(cls=Command)
@config_option
def assets(config_file: str) -> None:
    """Bring what browsers need."""
    from katern.npm import bring
    from katern.ownfolder import ASSETS, claim_cache
    from katern.print import selfmade
    from katern.site import editingplace

    site = load_site(config_file).site
    packages = (selfmade.PACKAGES if site.selfmade else ()) + (editingplace.PACKAGES if site.editing else ())
    if not packages:
        click.echo(_told(site.language, said("assets", "nothing-asked")))
        return
    if site.cache_fits:
        claim_cache(site.local)
    for package in packages:
        size = f"{bring(package, site.local / ASSETS) / 1_000_000:.1f}"
        click.echo(
            _told(site.language, said("assets", "brought", name=package.name, version=package.version, size=size))
        )


@click.command(cls=Command)
@config_option
def lsp(config_file: str) -> None:
    """Answer an editor while somebody writes."""
    try:
        from katern.editor.server import serve
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        _stop(this_call().language, said("editor", "no-pygls"))

    def load(folder: Path) -> SiteSettings:
        # the editor says which folder it opened; a file that was named is meant as it is
        return load_site(str(folder / config_file)).site

    serve(load)


def fix_findings(site: SiteSettings, findings: Sequence[Finding]) -> bool:
    """Mend what has one answer, and show it; whether anything changed."""
    from katern.fixing import fix

    try:
        changes = fix(site.root, findings)
    except OSError as problem:
        _stop(site.language, said("fixing", "unwritable", reason=problem.strerror or str(problem)))
    for change in changes:
        click.echo(f"{change.path}:{change.line}")
        if change.old or change.new:
            click.echo(f"- {change.old}\n+ {change.new}")
        else:
            click.echo("+")
    click.echo(_told(site.language, _counted(len(changes))))
    return bool(changes)


def _counted(count: int) -> Said:
    return said("fixing", "one") if count == 1 else said("fixing", "changed", count=count)


def on_screen(site: SiteSettings, findings: Sequence[Finding]) -> str | None:
    """The findings for who sits at a terminal; None where nobody does."""
    if not sys.stdout.isatty():
        return None
    from katern.screen import as_screen
    from katern.textfile import read_text

    def lines_of(path: str) -> Sequence[str]:
        return read_text(site.root, path)[0].split("\n")

    width = shutil.get_terminal_size().columns
    return as_screen(findings, site.language, lines_of, width, colour=not os.environ.get("NO_COLOR"))


def _told(language: str, what: Said) -> str:
    from katern.messages import messages_of

    return messages_of(language).say(what)


def _stop(language: str, what: Said) -> NoReturn:
    click.echo(_told(language, what), err=True)
    sys.exit(2)
