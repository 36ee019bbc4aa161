"""`katern build`, `booklet` and `serve`: a site and its booklets made, or shown while they are written."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.commandline import (
    Stop,
    as_text_of,
    config_option,
    load_site,
    maker_of,
    opened,
    read_site,
    refuse,
    shown,
    tell,
    unbrought,
)
from katern.lastbuild import Last, Order, last_build
from katern.ownfolder import claim_cache, mark_site, refuse_foreign_site, refuse_sources, within
from katern.progress import show_progress
from katern.saying import said
from katern.usage import Command, argument, name_unknown_language, option, this_call

# a build of which nothing changed is over before the rest is loaded: that stands in each command
if TYPE_CHECKING:
    from katern.finding import Finding
    from katern.mkdocs.run import Loaded
    from katern.site.build import Build
    from katern.site.settings import SiteSettings


@click.command(cls=Command)
@config_option
@option("-d", "--site-dir")
@option("--draft", is_flag=True)
@option("--no-booklets", is_flag=True)
@option("--shard")
def build(config_file: str, site_dir: str | None, draft: bool, no_booklets: bool, shard: str | None) -> None:
    """Check the files and build the site."""
    if shard is not None:
        _build_share(config_file, shard, not no_booklets)
        return
    started, began = time.monotonic(), time.time_ns()
    order = Order.of(config_file, site_dir, draft=draft, booklets=not no_booklets)
    last = last_build(order)
    if last is not None:
        _tell_again(last, time.monotonic() - started)
        return
    from katern.making import Wish  # what prints takes longer to load than a check to run
    from katern.owncode import OwnCode
    from katern.site.world import watch

    own = OwnCode(Path(order.config).parent)
    loaded = load_site(config_file, site_dir)
    site = loaded.site
    _refuse_site(site, site_dir)
    read = opened(site)
    noting = watch(site, read.store, order, began, own)
    read.read()
    findings = read.judge()
    refuse(site, findings, draft)
    if site.cache_fits:
        claim_cache(site.local)
    made = maker_of(loaded)(read, site.folder, Wish(booklets=not no_booklets, progress=show_progress))
    if made.refused:
        refuse(site, made.findings, draft)
    mark_site(site.folder)
    pages = len(read.outlines) + len(read.library.sources)
    _tell_built(site.folder, pages, time.monotonic() - started)
    if not no_booklets:
        _show_booklets(site, made.findings, made.booklets, made.fresh, draft)
    if lacking := _lacking(site, made.booklets):
        click.echo(lacking)
    if noting is not None:
        booklets = "" if no_booklets else _booklets(site, made.booklets, 0)
        told = [as_text_of(site, findings), as_text_of(site, made.findings), booklets, lacking]
        noting.note(site.folder, told, pages)


def _tell_built(folder: Path, pages: int, seconds: float) -> None:
    tell(said("build", "built", pages=pages, folder=shown(folder), seconds=f"{seconds:.1f}"))


def _build_share(config_file: str, written: str, booklets: bool) -> None:
    started = time.monotonic()
    from katern.making import Wish
    from katern.share import Share
    from katern.sharing import make_share, refuse_lonely

    share = Share.named(written)
    site = load_site(config_file).site
    read = opened(site)
    refuse_lonely(read.store, share)
    if site.others:
        tell(said("share", "by-mkdocs", plugins=tuple(site.others)), err=True)
    claim_cache(site.local)
    read.read(share)
    if read.style is None:
        refuse(site, read.judge(), draft=True)
    refuse_lonely(read.store, share)
    made = make_share(read, share, Wish(booklets=booklets, progress=show_progress))
    refuse_lonely(read.store, share)
    seconds = f"{time.monotonic() - started:.1f}"
    if booklets:
        tell(
            said(
                "share", "kept-with-booklets", share=str(share), pages=made.pages, files=made.booklets, seconds=seconds
            )
        )
    else:
        tell(said("share", "kept", share=str(share), pages=made.pages, seconds=seconds))
    if made.unkept:
        tell(said("share", "unkept", pages=made.unkept))


@click.command(cls=Command)
@config_option
@option("-d", "--site-dir")
@option("--draft", is_flag=True)
@option("--explain")
@argument("names", nargs=-1)
def booklet(config_file: str, site_dir: str | None, draft: bool, explain: str | None, names: tuple[str, ...]) -> None:
    """Make the booklets alone."""
    from katern.booklets import AREAS, only_booklets, print_profiles, read_for

    site = load_site(config_file, site_dir).site
    if explain is not None:
        _explain(read_site(site), names, explain)
        return
    _refuse_site(site, site_dir)
    output = site.folder / site.words.addresses.booklets
    folder = shown(output)
    refuse_sources(output, site.sources, said("folder", "booklets"))
    build = opened(site)
    alone = names and not any(name.startswith(AREAS) for name in names) and not site.others
    if alone:
        refuse(site, read_for(build, names), draft)
    else:
        build.read()
        refuse(site, build.judge(), draft)
    site.folder.mkdir(parents=True, exist_ok=True)
    mark_site(site.folder)
    areas = [name.removeprefix(AREAS) for name in names if name.startswith(AREAS)]
    for name, title, pages in print_profiles(build, areas, output) if areas else ():
        file = f"{folder.rstrip('/')}/{name}"
        tell(said("booklets", "made-with-pages", file=file, title=title, paper="a4", pages=pages))
    names = tuple(name for name in names if not name.startswith(AREAS))
    if areas and not names:
        return
    result = only_booklets(build, names, output, show_progress)
    for made in result.made:
        file = f"{folder.rstrip('/')}/{made.name}"
        if made.pages:
            tell(said("booklets", "made-with-pages", file=file, title=made.title, paper=made.paper, pages=made.pages))
        else:
            tell(said("booklets", "made", file=file, title=made.title, paper=made.paper))
    _show_booklets(site, result.findings, len(result.made), result.fresh, draft)
    for lacking in unbrought(site) if result.made else ():
        tell(lacking)


def _explain(build: Build, names: tuple[str, ...], wanted: str) -> None:
    from katern.booklets import explain_booklets

    for stem, traces, pages in explain_booklets(build, names, wanted):
        for trace in traces:
            click.echo(f"{stem}, {trace.chapter}: {trace.path}\n    " + trace.typst.replace("\n", "\n    "))
        for page in pages:
            tell(said("booklets", "only-elsewhere", booklet=stem, page=page))
        if not traces and not pages:
            tell(said("booklets", "nowhere", booklet=stem))


@click.command(cls=Command)
@config_option
@option("-a", "--dev-addr")
@option("--open", "open_browser", is_flag=True)
def serve(config_file: str, dev_addr: str | None, open_browser: bool) -> None:
    """Show the site and renew it at each change."""
    loaded = load_site(config_file)
    address = dev_addr or loaded.address
    if loaded.site.others:
        tell(said("serve", "by-mkdocs", plugins=tuple(loaded.site.others)), err=True)
        _serve_by_mkdocs(loaded, address, open_browser)
        return
    from katern.preview.serving import serve as preview  # a server takes its time to load

    preview(lambda: load_site(config_file).site, loaded.site, address, click.echo, open_browser)


def _serve_by_mkdocs(loaded: Loaded, address: str, open_browser: bool) -> None:
    try:
        loaded.serve(address, open_browser)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise Stop(said("preview", "taken", address=address, reason=reason)) from problem


def _refuse_site(site: SiteSettings, named: str | None) -> None:
    """Refuse a place for the site that holds what is not ours, or, where it was named on the command line, what builds remember."""
    own = site.sources
    if named and not within(site.root, site.local):  # a wrong `cache` is told at its place in mkdocs.yml
        own = own.with_trees(site.local)
    refuse_sources(site.folder, own, said("folder", "site"))
    refuse_foreign_site(site.folder)


def _show_booklets(site: SiteSettings, findings: tuple[Finding, ...], made: int, fresh: int, draft: bool) -> None:
    errors = any(finding.severity == "error" for finding in findings)
    if findings:
        click.echo(as_text_of(site, findings))
    click.echo(_booklets(site, made, fresh))
    if errors or (findings and not draft):
        tell(said("build", "booklets-not-made") if errors else said("build", "draft-accepts"), err=True)
        sys.exit(1)


def _booklets(site: SiteSettings, made: int, fresh: int) -> str:
    """How many there are, and what they lack that is nobody's mistake."""
    told = [said("build", "booklets", made=made, folder=site.words.addresses.booklets, fresh=fresh)]
    if made and not site.url:
        told.append(said("build", "no-address"))
    return "\n".join(map(this_call().say, told))


def _lacking(site: SiteSettings, booklets: int) -> str:
    """What the site shall hold and does not, as nothing was brought for it."""
    return "\n".join(map(this_call().say, unbrought(site, booklets > 0)))


def _tell_again(last: Last, seconds: float) -> None:
    """What the last build told, of which nothing changed."""
    first, *rest = last.told
    if first:
        click.echo(first)
    name_unknown_language(this_call())
    folder = shown(Path(last.folder))
    tell(said("build", "nothing-changed", pages=last.pages, folder=folder, seconds=f"{seconds:.1f}"))
    for text in filter(None, rest):
        click.echo(text)
