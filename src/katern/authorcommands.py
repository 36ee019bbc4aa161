"""The commands for authors, `katern new` and `katern explain`, and what `katern check` shows them: call, print; no logic of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from katern.commandline import config_option, load_site
from katern.finding import Said, said

if TYPE_CHECKING:
    from katern.finding import Finding
    from katern.site.settings import SiteSettings

_SITE = "site"
_LANGUAGES = ("en", "nl")


@click.command()
@config_option
@click.option("--name", default="", metavar="NAAM", help="site: hoe de site heet (standaard: naar haar map).")
@click.option("--language", type=click.Choice(_LANGUAGES), default="nl", show_default=True, help="site: haar taal.")
@click.option("--slug", default="", metavar="NAAM", help="De naam van het bestand (standaard: naar de titel).")
@click.option("--in", "within", default="", metavar="NAAM", help="chapter, part: het dossier of de toolkit.")
@click.option("--line", default="", metavar="LIJN", help="De programmalijn (standaard: de eerste die nog vrij is).")
@click.option("--kind", "choice", default="", metavar="WOORD", help="part, event, product: welk soort.")
@click.argument("kind", metavar="SOORT")
@click.argument("title", metavar="TITEL|MAP")
def new(
    config_file: str, name: str, language: str, slug: str, within: str, line: str, choice: str, kind: str, title: str
) -> None:
    """Begin een site (katern new site MAP) of een dossier, hoofdstuk, vraag of iets anders (katern new question "Titel")."""
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
        _stop(site.language, said("new", "no-such-kind", kind=kind, known=(_SITE, *site.layout.kinds)))
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

    try:
        paths = new_site(folder, name or folder.resolve().name.replace("-", " ").capitalize(), language)
    except NotEmpty:
        _stop(language, said("new", "not-empty", folder=str(folder)))
    except OSError as problem:
        _stop(language, said("new", "unwritable", folder=str(folder), reason=problem.strerror or str(problem)))
    for path in paths:
        click.echo(folder / path)
    click.echo(_told(language, said("new", "next-site", folder=str(folder))))


@click.command()
@config_option
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
def explain(config_file: str, codes: tuple[str, ...]) -> None:
    """Leg uit wat een melding van katern check betekent, met een voorbeeld dat fout is en een dat goed is."""
    from katern.check.explaining import Unknown
    from katern.check.explaining import explain as explained

    language = load_site(config_file).site.language if Path(config_file).is_file() else "nl"
    try:
        click.echo("\n\n".join(explained(code, language) for code in codes))
    except Unknown as problem:
        near = problem.near
        what = said("explain", "unknown-near", code=problem.code, near=near) if near else None
        _stop(language, what or said("explain", "unknown", code=problem.code))


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
