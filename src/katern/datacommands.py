"""The commands `katern data`: parse, call, print; no logic of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.commandline import config_option, load_site
from katern.progress import show_progress

if TYPE_CHECKING:
    from katern.datasets.imports import Imported


@click.group()
def data() -> None:
    """Haal cijfers van uitgevers op en maak er gegevenssets van."""


@data.command(name="import")
@config_option
@click.option("--set", "slug", required=True, metavar="NAAM", help="De set: de naam van haar map onder _data/sets.")
@click.option(
    "--map",
    "map_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="BESTAND",
    help="Wat elke kolom is (standaard map.yml naast set.yml).",
)
@click.argument("file", metavar="BESTAND", type=click.Path(dir_okay=False, path_type=Path))
def import_(config_file: str, slug: str, map_file: Path | None, file: Path) -> None:
    """Lees een tabel zoals de uitgever haar geeft (JSON, CSV, xlsx) in een set; wat niet te lezen is, wordt geweigerd."""
    from katern.datasets.imports import import_file
    from katern.report import as_text

    site = load_site(config_file).site
    done = import_file(site.layout, file, slug, map_file)
    if done.findings:
        click.echo(as_text(done.findings, site.language))
        click.echo("Er is niets geschreven.", err=True)
        sys.exit(1)
    _told(done)


def _told(done: Imported) -> None:
    for path in done.written:
        click.echo(path)
    click.echo(f"{done.figures} cijfers, waarvan {done.missing} ontbreken en dat zeggen.")
    for what, count in sorted((done.left_out or {}).items()):
        click.echo(f"Niet overgenomen: {count} rijen ({what}).")


@data.command()
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="MAP",
    help="Waar de tabel komt (standaard .cache/katern/data).",
)
@click.option("--service", metavar="ADRES", help="Een andere dienst dan die van het CBS.")
@click.option(
    "--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconden tussen twee vragen."
)
@click.argument("publisher", metavar="cbs", type=click.Choice(["cbs"]))
@click.argument("table", metavar="TABEL")
def fetch(config_file: str, output: Path | None, service: str | None, pause: float, publisher: str, table: str) -> None:
    """Haal een tabel op bij de dienst van de uitgever; brak het af, dan gaat dezelfde opdracht verder."""
    from katern.datasets import fetch as asking

    folder = output or load_site(config_file).site.layout.root / ".cache/katern/data"
    folder.mkdir(parents=True, exist_ok=True)
    done = asking.fetch(table, folder, asking.Manners(pause=pause), service or asking.SERVICE, progress=show_progress)
    click.echo(f"{done.path}: {done.rows} rijen, {done.kept} bladzijden waren er al")
