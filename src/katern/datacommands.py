"""The commands `katern data`: parse, call, print; no logic of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.commandline import config_option, load_site
from katern.progress import show_progress
from katern.saying import said
from katern.usage import Choice, Group, argument, option, this_call

if TYPE_CHECKING:
    from katern.datasets.imports import Imported


@click.group(cls=Group)
def data() -> None:
    """Commands on figures."""


@data.command(name="import")
@config_option
@option("--set", "slug", required=True)
@option("--map", "map_file", type=click.Path(dir_okay=False, path_type=Path))
@argument("file", type=click.Path(dir_okay=False, path_type=Path))
def import_(config_file: str, slug: str, map_file: Path | None, file: Path) -> None:
    """Read a table into a set."""
    from katern.datasets.imports import import_file
    from katern.report import as_text

    site = load_site(config_file).site
    done = import_file(site.layout, file, slug, map_file)
    if done.findings:
        click.echo(as_text(done.findings, site.language))
        click.echo(this_call().say(said("data", "nothing-written")), err=True)
        sys.exit(1)
    _told(done)


def _told(done: Imported) -> None:
    for path in done.written:
        click.echo(path)
    call = this_call()
    click.echo(call.say(said("data", "written", figures=done.figures, missing=done.missing)))
    for what, count in sorted((done.left_out or {}).items()):
        click.echo(call.say(said("data", "left-out", rows=count, why=what)))


@data.command()
@config_option
@option("-o", "--output", type=click.Path(file_okay=False, path_type=Path))
@option("--service")
@option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True)
@argument("publisher", type=Choice(["cbs"]))
@argument("table")
def fetch(config_file: str, output: Path | None, service: str | None, pause: float, publisher: str, table: str) -> None:
    """Fetch a table."""
    from katern.datasets import fetch as asking
    from katern.webservice import Manners

    folder = output or load_site(config_file).site.layout.root / ".cache/katern/data"
    folder.mkdir(parents=True, exist_ok=True)
    done = asking.fetch(table, folder, Manners(asking.AGENT, pause), service or asking.SERVICE, progress=show_progress)
    click.echo(this_call().say(said("data", "fetched", file=str(done.path), rows=done.rows, kept=done.kept)))
