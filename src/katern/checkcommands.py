"""`katern check`, `report` and `schema`: what is wrong, what waits for an editor, and what editors of text may know."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.authorcommands import fix_findings, on_screen
from katern.commandline import config_option, load_site, may_write, opened, read_site, tell
from katern.errors import KaternError
from katern.locales import has_words
from katern.progress import show_progress
from katern.saying import said
from katern.usage import Choice, Command, argument, option, this_call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from katern.check import Rule
    from katern.finding import Finding
    from katern.library import Library
    from katern.site.settings import SiteSettings

_FORMATS = ("text", "github", "gitlab", "sarif", "json")


@click.command(cls=Command)
@config_option
@option("-d", "--site-dir")
@option("--site", is_flag=True)
@option("--witness", is_flag=True)
@option("--external", is_flag=True)
@option("--fresh", is_flag=True)
@option("--format", "form", type=Choice(_FORMATS), default="text")
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@option("--fix", is_flag=True)
@option("--changes")
@option("--fail-on", type=Choice(["error", "warning"]), default="warning", show_default=True)
@argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(
    config_file: str, site_dir: str | None, site: bool, witness: bool, external: bool, fresh: bool, changes: str | None,
    form: str, output: Path | None, fix: bool, fail_on: str, paths: tuple[Path, ...],
) -> None:  # fmt: skip
    """Check without building."""
    from katern.check import runs
    from katern.check.runs import shown_path
    from katern.report import FORMATS, summary

    if changes is not None:
        sys.exit(_tell_code(config_file, changes))
    try:
        settings = load_site(config_file, site_dir).site
    except KaternError as problem:
        # values of mkdocs.yml that MkDocs cannot use are told in the form that was asked for
        if form == "text" or output is not None or not (wrong := getattr(problem, "findings", ())):
            raise
        click.echo(FORMATS[form](wrong, this_call().language))
        sys.exit(1)
    may_write(output, settings)
    root = settings.root
    built = runs.Built(settings.folder, shown_path(settings.folder, root), witness) if site or witness else None
    asked = settings.manners if external else None
    more = runs.more_rules(root, built, asked, runs.today() if fresh else None, show_progress)
    named = [shown_path(path, root) for path in paths]
    library, found = _judged(settings, more)
    findings = runs.below(found, named)
    if fix and fix_findings(settings, findings):
        library, found = _judged(settings, more)
        findings = runs.below(found, named)
    if (off := runs.not_checked(settings.language)) and has_words(settings.language):
        click.echo(off, err=True)
    screen = on_screen(settings, findings) if form == "text" and output is None else None
    report_text = screen or FORMATS[form](findings, settings.language)
    if fresh and form == "text" and library and (due := runs.due_by_owner(library, settings.language)):
        report_text += f"\n{due}"
    _show(report_text, output, summary(findings, settings.language))
    sys.exit(1 if any(fail_on == "warning" or finding.severity == "error" for finding in findings) else 0)


def _show(text: str, output: Path | None, summary: str) -> None:
    """A report on the screen, or in a file, of which the screen shows the summary."""
    if output is None:
        click.echo(text)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text + "\n", encoding="utf-8")
    click.echo(summary)


def _judged(site: SiteSettings, more: Mapping[str, Rule]) -> tuple[Library | None, tuple[Finding, ...]]:
    """All that was read, and what is wrong; of a site whose own code fails that alone."""
    from katern.blame import OwnFailure

    read = opened(site)
    try:
        read.read()
        return read.library, read.judge(more)
    except OwnFailure as problem:  # without the macros of the site nothing more is to be read
        return None, (problem.finding,)


def _tell_code(config_file: str, revision: str) -> int:
    """Name the files of a change that are code; 1 where there are any."""
    from katern.check.touched import touched

    found = touched(Path(config_file), revision)
    for path in found.code:
        tell(said("changes", "code", path=path))
    tell(said("changes", "counted", files=len(found.code) + len(found.content), code=len(found.code)))
    return 1 if found.code else 0


@click.command(cls=Command)
@config_option
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
def report(config_file: str, output: Path | None) -> None:
    """Make a page for the editors."""
    from katern.check import runs
    from katern.check.editors import editors_page

    site = load_site(config_file).site
    may_write(output, site)
    page = editors_page(read_site(site).library, runs.today(), site.language)
    if output is None:
        click.echo(page, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8")


@click.command(cls=Command)
@config_option
def schema(config_file: str) -> None:
    """Write the JSON schemas."""
    from katern.check.schema import write_schemas

    changed = write_schemas(load_site(config_file).site.layout)
    for path in changed:
        click.echo(path)
    if not changed:
        tell(said("schema", "up-to-date"))
