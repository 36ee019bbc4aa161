"""The commands for who reviews: `katern import` and `katern export` on documents, `katern diff` on a change; no logic of their own."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from katern.commandline import config_option, load_site
from katern.finding import Said, perhaps, said
from katern.progress import show_progress
from katern.usage import Command, argument, option, this_call

if TYPE_CHECKING:
    from katern.item import Item
    from katern.manuscripts.comments import Placed
    from katern.manuscripts.notes import Note
    from katern.site.build import Build


@click.command(name="import", cls=Command)
@config_option
@option("--comments", is_flag=True)
@option("--title", default="")
@option("--slug", default="")
@option("--in", "within", default="")
@option("--line", default="")
@option("--kind", default="chapter", show_default=True)
@option("--sources", default="")
@argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@argument("item", default="")
def import_(
    config_file: str, comments: bool, title: str, slug: str, within: str, line: str, kind: str, sources: str, file: Path, item: str
) -> None:  # fmt: skip
    """Make a draft of a document, or show the comments in one."""
    from katern.manuscripts.docxfile import read_docx

    build = _read(config_file)
    document = read_docx(file)
    if comments:
        from katern.manuscripts.comments import placed_notes

        _show_placed(placed_notes(_named(build, item) if item else build.library.items.values(), document))
        return
    from katern.check.runs import today
    from katern.manuscripts.importing import Order, import_document, title_in
    from katern.scaffold.pages import NewItem, Unmade
    from katern.words.starting import starting_of

    site, library = build.site, build.library
    whole = next((one for one in library.items.values() if within and one.row.whole and one.slug == within), None)
    row = library.kinds.part(whole.row) if whole is not None else library.kinds.get(kind)
    if row is None:
        near, known = perhaps(kind, library.kinds), tuple(library.kinds)
        _stop(said("new", "no-such-kind", kind=kind, near=near, known=known))
    starting = starting_of(site.language)
    try:
        new = NewItem(library, site.words, starting, row, title or title_in(file, document), today())
        done = import_document(library, new, document, Order(file, slug, within, line, sources=sources), starting)
    except Unmade as problem:
        _stop(problem.said)
    for path in (done.path, *done.pictures):
        click.echo(path)
    for key in done.keys:
        _tell(said("drafted", "source", key=key))
    for what in done.told:
        _tell(what)
    for note in done.notes:
        _show_note(f"{done.path}:{note.line}" if note.line else done.path, note)
    _tell(said("drafted", "next", path=done.path))


def _show_placed(found: Sequence[Placed]) -> None:
    for one in found:
        at = one.at
        _show_note(f"{at.path}:{at.line}:{at.column}" if at else this_call().say(said("drafted", "nowhere")), one.note)
    if not found:
        _tell(said("drafted", "no-comments"))


def _show_note(place: str, note: Note) -> None:
    from katern.manuscripts.notes import ADDED, COMMENT

    who = note.author or "?"
    if note.kind == COMMENT:
        about = said("drafted", "about", words=note.about) if note.about else ""
        _tell(said("drafted", "comment", place=place, who=who, about=about, text=note.text))
    elif note.kind == ADDED:
        _tell(said("drafted", "added", place=place, who=who, text=note.text))
    else:
        _tell(said("drafted", "taken", place=place, who=who, text=note.text))


@click.command(cls=Command)
@config_option
@option("--docx", is_flag=True, required=True)
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@argument("item")
def export(config_file: str, docx: bool, output: Path | None, item: str) -> None:
    """Write a page as a document to comment in."""
    from katern.check.runs import today
    from katern.manuscripts.exporting import write_copy

    build = _read(config_file)
    pages = _named(build, item)
    if build.style is None:
        _stop(said("drafted", "no-style"))
    build.begin_citations()
    build.draw()
    file = output or Path(f"{pages[0].slug}.docx")
    moment = datetime.datetime.combine(today(), datetime.time(), datetime.UTC)
    write_copy(build, pages, int(moment.timestamp()), file)
    _tell(said("drafted", "copied", file=str(file), pages=len(pages)))


@click.command(cls=Command)
@config_option
@option("--page", type=click.Path(dir_okay=False, path_type=Path))
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@argument("revision")
def diff(config_file: str, page: Path | None, output: Path | None, revision: str) -> None:
    """Tell what a change does."""
    from katern.publish.manifest import Manifest
    from katern.reviewing import telling
    from katern.reviewing.comparing import differ
    from katern.reviewing.revision import checkout_at
    from katern.reviewing.snapshot import Snapshot, take_apart

    site = load_site(config_file).site
    config = Path(config_file).absolute()
    say = this_call().say
    show_progress(0, 2, say(said("diff", "after")))
    new = take_apart(config)
    show_progress(1, 2, revision)
    with checkout_at(site.root, revision) as root:
        before = root / config.relative_to(site.root.resolve()) if config.is_relative_to(site.root.resolve()) else root / config.name  # fmt: skip
        old = take_apart(before, site.local / "store") if before.is_file() else Snapshot(Manifest("", ""))
    show_progress(2, 2, revision)
    difference = differ(old, new, site.layout.kinds)
    title = say(said("diff", "title", revision=revision))
    groups = telling.groups_of(difference, site.words, site.language, say)
    text = telling.as_markdown(title, groups, say(said("diff", "nothing")))
    if page is not None:
        _write(page, telling.as_page(title, groups, difference, site.language, say))
    if output is not None:
        _write(output, text)
    else:
        click.echo(text, nl=False)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _named(build: Build, name: str) -> Sequence[Item]:
    from katern.manuscripts.exporting import named_item, pages_of

    found = named_item(build.library, name)
    if found is None:
        near = build.library.known_paths.nearest(name)
        _stop(said("drafted", "no-item-near", name=name, near=near) if near else said("drafted", "no-item", name=name))
    return pages_of(build.library, found)


def _read(config_file: str) -> Build:
    from katern.site.build import Build

    site = load_site(config_file).site
    build = Build(site, site.open_store())
    build.read()
    return build


def _tell(what: Said) -> None:
    click.echo(this_call().say(what))


def _stop(what: Said) -> NoReturn:
    click.echo(this_call().say(what), err=True)
    sys.exit(2)
