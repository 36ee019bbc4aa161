"""The commands on sources, `katern cite` and `katern sources`: call, print; no logic of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.commandline import config_option, load_site
from katern.progress import show_progress
from katern.saying import Said, said
from katern.usage import Group, argument, option, this_call

if TYPE_CHECKING:
    from katern.bibliography.source import Source
    from katern.finding import Finding
    from katern.library import Library
    from katern.site.settings import SiteSettings
    from katern.sourcing.adding import Added
    from katern.sourcing.instep import Done, Step

_STANDARD_INPUT = "-"
_KEY_OF_ZOTERO = "ZOTERO_API_KEY"


@click.group(cls=Group)
def cite() -> None:
    """Commands on sources and their keys."""


@cite.command()
@config_option
@option("--to", "file", default="")
@option("--key", default="")
@option("--keywords", default="")
@argument("source", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
def add(config_file: str, file: str, key: str, keywords: str, source: Path) -> None:
    """Add sources to the bibliography."""
    from katern.sourcing.adding import Wish
    from katern.sourcing.adding import add as put
    from katern.sourcing.incoming import decoded

    site, library = _opened(config_file)
    name = str(source)
    content = sys.stdin.buffer.read() if name == _STANDARD_INPUT else source.read_bytes()
    words = tuple(word.strip() for word in keywords.split(",") if word.strip())
    done = put(library, decoded(content, name), name, Wish(file, key, words))
    _show_findings(site, done.findings)
    _show_added(done)
    failed = any(finding.severity == "error" for finding in done.findings)
    if failed:
        _tell(said("cite", "nothing-written"), err=True)
    sys.exit(1 if failed or done.there else 0)


def _show_added(done: Added) -> None:
    for one in done.new:
        left = said("cite", "left-out", fields=one.left) if one.left else ""
        _tell(said("cite", "added", key=one.key, file=one.at.path, line=one.at.line, source=one.shown, left=left))
    for other in done.there:
        at, key = other.other.position, other.other.key
        _tell(said("cite", "there", source=other.shown, key=key, file=at.path, line=at.line), err=True)


@cite.command()
@config_option
@argument("words", nargs=-1, required=True)
def find(config_file: str, words: tuple[str, ...]) -> None:
    """Find sources by words."""
    from katern.sourcing.looking import find as looked_for

    _, library = _opened(config_file)
    found = looked_for(library, " ".join(words))
    for source in found:
        _show_source(source)
    if not found:
        _tell(said("cite", "none-found", words=" ".join(words)), err=True)
        sys.exit(1)


def _show_source(source: Source) -> None:
    from katern.sourcing.adding import shown

    click.echo(f"{source.key}\n    {shown(source)}\n    {source.position.path}:{source.position.line}")


@cite.command()
@config_option
@argument("key")
def who(config_file: str, key: str) -> None:
    """Show who uses a source."""
    from katern.sourcing.looking import named
    from katern.sourcing.looking import who as users

    _, library = _opened(config_file)
    source = named(library, key.removeprefix("@"))
    _show_source(source)
    places = users(library, source)
    for at in places:
        click.echo(f"{at.path}:{at.line}:{at.column}")
    if not places:
        _tell(said("cite", "nobody", key=source.key))


@cite.command()
@config_option
@option("--check", "only_look", is_flag=True)
@argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def fmt(config_file: str, only_look: bool, files: tuple[Path, ...]) -> None:
    """Lay out bibliographies alike."""
    from katern.check.runs import shown_path
    from katern.sourcing.layout import formatted

    layout = load_site(config_file).site.layout
    named = [shown_path(file, layout.root) for file in files]
    # every file is looked at before one is written
    changed = list(formatted(layout.root, layout.bibliography, named))
    for one in changed:
        if not only_look:
            one.write()
        _tell(
            said("cite", "would-change", file=one.path, entries=one.entries)
            if only_look
            else said("cite", "laid-out", file=one.path, entries=one.entries)
        )
    if not changed:
        _tell(said("cite", "in-order"))
    sys.exit(1 if only_look and changed else 0)


@cite.command()
@config_option
@option("--from", "place", default="")
@option("--service", default="")
@option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True)
@argument("file", default="")
def sync(config_file: str, place: str, service: str, pause: float, file: str) -> None:
    """Keep a bibliography in step with Zotero."""
    from katern.sourcing import instep, zotero
    from katern.webservice import Manners

    _, library = _opened(config_file)
    root = library.layout.root
    known = instep.steps(root)
    for path, step in _wanted(known, file, place).items():
        since = step.version if (root / path).is_file() else 0
        asked, key = zotero.Place.of(step.place), os.environ.get(_KEY_OF_ZOTERO, "")
        held = zotero.held(asked, since, key, Manners(pause=pause), service or zotero.SERVICE)
        if held is None:
            _tell(said("synced", "in-step", file=path, place=step.place))
            continue
        done, _ = instep.sync(library, path, asked, held, step)
        _show_sync(path, done)
        _, library = _opened(config_file)


def _wanted(known: dict[str, Step], file: str, place: str) -> dict[str, Step]:
    """The files that are to be brought in step; one that is named for the first time says with what."""
    from katern.sourcing.instep import Step, Unsynced

    if file and place and (file not in known or known[file].place != place):
        from katern.sourcing.zotero import Place

        if file in known and known[file].place != str(Place.of(place)):
            raise Unsynced(said("zotero", "other-place", file=file, place=known[file].place))
        return {file: known.get(file) or Step(str(Place.of(place)))}
    if file and file not in known:
        raise Unsynced(said("zotero", "say-from", file=file))
    if not known:
        raise Unsynced(said("zotero", "nothing-known"))
    return {file: known[file]} if file else known


def _show_sync(path: str, done: Done) -> None:
    for what in done.told:
        _tell(what, err=True)
    for key in done.new:
        _tell(said("synced", "came", key=key))
    for key in done.changed:
        _tell(said("synced", "changed", key=key))
    for key in done.gone:
        _tell(said("synced", "went", key=key))
    new, changed, gone = len(done.new), len(done.changed), len(done.gone)
    _tell(said("synced", "counted", file=path, new=new, changed=changed, gone=gone))


@click.group(cls=Group)
def sources() -> None:
    """Commands on what became of sources."""


@sources.command()
@config_option
@option("--mail", default="")
@option("--after", type=click.IntRange(min=0), default=30, show_default=True)
@option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True)
@option("--crossref", default="")
@option("--unpaywall", default="")
def watch(config_file: str, mail: str, after: int, pause: float, crossref: str, unpaywall: str) -> None:
    """Ask what became of sources."""
    from katern.check.runs import today
    from katern.check.works import told_later
    from katern.errors import KaternError
    from katern.sourcing import watching
    from katern.webservice import Manners

    site, library = _opened(config_file)
    mail = mail or next((one.removeprefix("mailto:") for one in (site.report, site.ask) if "@" in one), "")
    if not mail:
        raise KaternError(said("watching", "say-mail"))
    services = watching.Services(mail, crossref or watching.CROSSREF, unpaywall or watching.UNPAYWALL)
    manners = Manners(agent=f"Katern (mailto:{mail})", pause=pause)
    done = watching.watch(library, services, today(), manners, after, show_progress)
    _show_findings(site, tuple(told_later(library)))
    for key, url in watching.free_copies(library):
        _tell(said("watched", "free", key=key, address=url))
    _tell(said("watched", "asked", asked=done.asked, served=done.served))
    if done.stopped is not None:
        _tell(done.stopped.said, err=True)
        _tell(said("watched", "broke-off", left=done.left), err=True)
        sys.exit(1)


def _opened(config_file: str) -> tuple[SiteSettings, Library]:
    """The site, and all that it says."""
    from katern.site.build import Build

    site = load_site(config_file).site
    build = Build(site, site.open_store())
    build.read()
    return site, build.library


def _show_findings(site: SiteSettings, findings: Sequence[Finding]) -> None:
    from katern.report import as_text

    if findings:
        click.echo(as_text(findings, site.language))


def _tell(what: Said, err: bool = False) -> None:
    click.echo(this_call().say(what), err=err)
