"""The command `katern`: parse, call, print; no logic of its own."""

from __future__ import annotations

import gc
import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern import __version__
from katern.authorcommands import assets, explain, fix_findings, lsp, new, on_screen
from katern.commandline import config_option, load_site
from katern.datacommands import data
from katern.errors import KaternError
from katern.lastbuild import Last, Order, last_build
from katern.locales import has_words
from katern.manuscriptcommands import diff, export, import_
from katern.ownfolder import claim_cache, mark_site, refuse_foreign_site, refuse_source_file, refuse_sources, within
from katern.progress import show_progress
from katern.saying import said
from katern.sourcecommands import cite, sources
from katern.usage import Call, Group, Option, answer_in_words, argument, name_unknown_language, option, this_call

# a build of which nothing changed is over before the rest is loaded: that stands in each command
if TYPE_CHECKING:
    from collections.abc import Mapping

    from katern.check import Rule
    from katern.finding import Finding
    from katern.library import Library
    from katern.making import Maker
    from katern.mkdocs.run import Loaded
    from katern.publish.target import Target
    from katern.saying import Said
    from katern.site.build import Build
    from katern.site.settings import SiteSettings

_FORMATS = ("text", "github", "gitlab", "sarif", "json")


@click.group(cls=Group)
@click.version_option(__version__, message="katern %(version)s", cls=Option)
def main() -> None:
    """All commands."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)


for _command in (data, new, explain, assets, cite, sources, import_, export, lsp, diff):
    main.add_command(_command)


@main.command()
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
    read = _opened(site)
    noting = watch(site, read.store, order, began, own)
    read.read()
    findings = read.judge()
    _refuse(site, findings, draft)
    if site.cache_fits:
        claim_cache(site.local)
    made = _maker(loaded)(read, site.folder, Wish(booklets=not no_booklets, progress=show_progress))
    if made.refused:
        _refuse(site, made.findings, draft)
    mark_site(site.folder)
    pages = len(read.outlines) + len(read.library.sources)
    seconds = f"{time.monotonic() - started:.1f}"
    _tell(said("build", "built", pages=pages, folder=_shown(site.folder), seconds=seconds))
    if not no_booklets:
        _show_booklets(site, made.findings, made.booklets, made.fresh, draft)
    if noting is not None:
        booklets = "" if no_booklets else _booklets(site, made.booklets, 0)
        noting.note(site.folder, [_as_text(site, findings), _as_text(site, made.findings), booklets], pages)


def _build_share(config_file: str, written: str, booklets: bool) -> None:
    started = time.monotonic()
    from katern.making import Wish
    from katern.share import Share
    from katern.sharing import make_share, refuse_lonely

    share = Share.named(written)
    site = load_site(config_file).site
    read = _opened(site)
    refuse_lonely(read.store, share)
    if site.others:
        _tell(said("share", "by-mkdocs", plugins=tuple(site.others)), err=True)
    claim_cache(site.local)
    read.read(share)
    if read.style is None:
        _refuse(site, read.judge(), draft=True)
    refuse_lonely(read.store, share)
    made = make_share(read, share, Wish(booklets=booklets, progress=show_progress))
    refuse_lonely(read.store, share)
    seconds = f"{time.monotonic() - started:.1f}"
    if booklets:
        _tell(
            said(
                "share", "kept-with-booklets", share=str(share), pages=made.pages, files=made.booklets, seconds=seconds
            )
        )
    else:
        _tell(said("share", "kept", share=str(share), pages=made.pages, seconds=seconds))
    if made.unkept:
        _tell(said("share", "unkept", pages=made.unkept))


@main.command()
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
        _explain(_read(site), names, explain)
        return
    _refuse_site(site, site_dir)
    output = site.folder / site.words.addresses.booklets
    folder = _shown(output)
    refuse_sources(output, site.sources, said("folder", "booklets"))
    build = _opened(site)
    alone = names and not any(name.startswith(AREAS) for name in names) and not site.others
    if alone:
        _refuse(site, read_for(build, names), draft)
    else:
        build.read()
        _refuse(site, build.judge(), draft)
    site.folder.mkdir(parents=True, exist_ok=True)
    mark_site(site.folder)
    areas = [name.removeprefix(AREAS) for name in names if name.startswith(AREAS)]
    for name, title, pages in print_profiles(build, areas, output) if areas else ():
        file = f"{folder.rstrip('/')}/{name}"
        _tell(said("booklets", "made-with-pages", file=file, title=title, paper="a4", pages=pages))
    names = tuple(name for name in names if not name.startswith(AREAS))
    if areas and not names:
        return
    result = only_booklets(build, names, output, show_progress)
    for made in result.made:
        file = f"{folder.rstrip('/')}/{made.name}"
        if made.pages:
            _tell(said("booklets", "made-with-pages", file=file, title=made.title, paper=made.paper, pages=made.pages))
        else:
            _tell(said("booklets", "made", file=file, title=made.title, paper=made.paper))
    _show_booklets(site, result.findings, len(result.made), result.fresh, draft)


def _explain(build: Build, names: tuple[str, ...], wanted: str) -> None:
    from katern.booklets import explain_booklets

    for stem, traces, pages in explain_booklets(build, names, wanted):
        for trace in traces:
            click.echo(f"{stem}, {trace.chapter}: {trace.path}\n    " + trace.typst.replace("\n", "\n    "))
        for page in pages:
            _tell(said("booklets", "only-elsewhere", booklet=stem, page=page))
        if not traces and not pages:
            _tell(said("booklets", "nowhere", booklet=stem))


@main.command()
@config_option
@option("-a", "--dev-addr")
@option("--open", "open_browser", is_flag=True)
def serve(config_file: str, dev_addr: str | None, open_browser: bool) -> None:
    """Show the site and renew it at each change."""
    loaded = load_site(config_file)
    address = dev_addr or loaded.address
    if loaded.site.others:
        _tell(said("serve", "by-mkdocs", plugins=tuple(loaded.site.others)), err=True)
        _serve_by_mkdocs(loaded, address, open_browser)
        return
    from katern.preview.serving import serve as preview  # a server takes its time to load

    preview(lambda: load_site(config_file).site, loaded.site, address, click.echo, open_browser)


@main.command()
@config_option
@option("-d", "--site-dir")
@option("--site", is_flag=True)
@option("--witness", is_flag=True)
@option("--external", is_flag=True)
@option("--fresh", is_flag=True)
@option("--format", "form", type=click.Choice(_FORMATS), default="text")
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
@option("--fix", is_flag=True)
@option("--changes")
@option("--fail-on", type=click.Choice(["error", "warning"]), default="warning")
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
    settings = load_site(config_file, site_dir).site
    _may_write(output, settings)
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
    if output is None:
        click.echo(report_text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(report_text + "\n", encoding="utf-8")
        click.echo(summary(findings, settings.language))
    sys.exit(1 if any(fail_on == "warning" or finding.severity == "error" for finding in findings) else 0)


def _judged(site: SiteSettings, more: Mapping[str, Rule]) -> tuple[Library | None, tuple[Finding, ...]]:
    """All that was read, and what is wrong; of a site whose own code fails that alone."""
    from katern.blame import OwnFailure

    read = _opened(site)
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
        _tell(said("changes", "code", path=path))
    _tell(said("changes", "counted", files=len(found.code) + len(found.content), code=len(found.code)))
    return 1 if found.code else 0


@main.command()
@config_option
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path))
def report(config_file: str, output: Path | None) -> None:
    """Make a page for the editors."""
    from katern.check import runs
    from katern.check.editors import editors_page

    site = load_site(config_file).site
    _may_write(output, site)
    page = editors_page(_read(site).library, runs.today(), site.language)
    if output is None:
        click.echo(page, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(page, encoding="utf-8")


@main.command()
@config_option
def schema(config_file: str) -> None:
    """Write the JSON schemas."""
    from katern.check.schema import write_schemas

    changed = write_schemas(load_site(config_file).site.layout)
    for path in changed:
        click.echo(path)
    if not changed:
        _tell(said("schema", "up-to-date"))


@main.command()
@config_option
@option("--to", required=True)
@option("--alias", "aliases", multiple=True)
@option("--replace", is_flag=True)
@option("--withdraw", is_flag=True)
@option("--restore", is_flag=True)
@option("--why", default="")
@option("--repair", is_flag=True)
@option("--break-lock", is_flag=True)
@option("--list", "show", is_flag=True)
@option("--dry-run", is_flag=True)
@option("--notes", type=click.Path(path_type=Path))
@option("--url", default="")
@option("--sign", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@argument("version", required=False)
def release(
    config_file: str, to: str, aliases: tuple[str, ...], replace: bool, withdraw: bool, restore: bool, why: str, repair: bool, break_lock: bool, show: bool, dry_run: bool,
    notes: Path | None, url: str, sign: Path | None, version: str | None,
) -> None:  # fmt: skip
    """Publish a version."""
    from katern.publish import release as publish
    from katern.report import as_text

    if show:
        for line in publish.listing(to):
            _tell(line)
        return
    if break_lock:
        site = load_site(config_file).site
        _tell(said("releasing", "lock-broken", lock=publish.target_of(site, to).break_lock()))
        return
    if repair:
        _repair(config_file, to, url, dry_run)
        return
    moves = _moves(aliases, version)
    if moves:
        _lead(config_file, to, url, moves)
        return
    if version is None:
        raise _Stop(said("releasing", "name-the-version"))
    if withdraw and not why:
        raise _Stop(said("releasing", "say-why"))
    if withdraw or restore:
        _withdraw(config_file, to, url, version, why if withdraw else "")
        return
    loaded = load_site(config_file)
    _may_write(notes, loaded.site)
    order = publish.Order(version, to, aliases, replace, dry_run, url, sign)
    try:
        report = publish.release(loaded.site, _maker(loaded), order, show_progress)
    except publish.NotSound as problem:
        click.echo(as_text(problem.findings, loaded.site.language))
        _tell(problem.said, err=True)
        sys.exit(1)
    if report.findings:
        click.echo(as_text(report.findings, loaded.site.language))
    if notes is not None:
        notes.write_text(report.notes, encoding="utf-8")
    click.echo(report.notes)
    if _lacks_tools(loaded.site):
        _tell(said("assets", "not-brought"))
    _tell(publish.told(report, order))


@main.command()
@config_option
@option("--key")
@option("--rebuild", "tag")
@option("--url", default="")
@argument("to")
def verify(config_file: str, key: str | None, tag: str | None, url: str, to: str) -> None:
    """See whether a published site is what was published."""
    from katern.publish.signing import public_key
    from katern.publish.target import open_target
    from katern.publish.verify import verify as look

    target = open_target(to)
    verdict = look(target, public_key(key) if key else None)
    for difference in verdict.differences:
        _tell(said("verify", "differs", path=difference.path, state=_STATES[difference.state]))
    for name in verdict.unknown:
        _tell(said("verify", "not-ours", name=name), err=True)
    _tell(said("verify", "looked-at", files=verdict.files, differences=len(verdict.differences)))
    same = tag is None or _rebuilt(config_file, tag, target, url)
    sys.exit(1 if verdict.differences or not same else 0)


_STATES = {
    "altered": said("verify", "altered"),
    "missing": said("verify", "missing"),
    "added": said("verify", "added"),
    "unsigned": said("verify", "unsigned"),
}


def _rebuilt(config_file: str, tag: str, target: Target, url: str) -> bool:
    """Whether a version is the same when it is built anew; says what is not."""
    from katern.publish.rebuild import bring_along, checkout_of, rebuild

    file = Path(config_file).resolve()
    with checkout_of(file.parent, tag) as folder:
        loaded = load_site(str(folder / file.name))
        bring_along(load_site(config_file).site, loaded.site)
        compared = rebuild(loaded.site, _maker(loaded), tag, target, url)
    for path in compared.other:
        _tell(said("verify", "rebuilt-other", path=f"{tag}/{path}"))
    for name, then, now in compared.tools:
        known = [version or said("verify", "unknown") for version in (then, now)]
        _tell(said("verify", "other-tool", name=name, then=known[0], now=known[1]), err=True)
    _tell(said("verify", "rebuilt", version=tag, files=compared.files, other=len(compared.other)))
    return not compared.other


def _moves(aliases: tuple[str, ...], version: str | None) -> dict[str, str]:
    """Where each alias should lead, of those that name it; only without a version to publish."""
    moves = {name: to for name, equals, to in (alias.partition("=") for alias in aliases) if equals}
    if moves and (version is not None or len(moves) < len(aliases)):
        raise _Stop(said("releasing", "moves-alone"))
    return moves


def _lead(config_file: str, to: str, url: str, moves: dict[str, str]) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import lead

    site = load_site(config_file).site
    now = lead(target_of(site, to), site_of(site, url), moves)
    for alias, version in moves.items():
        if version:
            _tell(said("releasing", "leads", alias=alias, version=version))
        else:
            _tell(said("releasing", "alias-removed", alias=alias))
    _tell(said("releasing", "readers-get", version=now))


def _withdraw(config_file: str, to: str, url: str, version: str, why: str) -> None:
    """Withdraw a version, or without a reason undo that."""
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import restore, withdraw

    site = load_site(config_file).site
    target, its_site = target_of(site, to), site_of(site, url)
    now = withdraw(target, its_site, version, why) if why else restore(target, its_site, version)
    if why:
        _tell(said("releasing", "is-withdrawn", version=version, now=now))
    else:
        _tell(said("releasing", "is-restored", version=version, now=now))


def _repair(config_file: str, to: str, url: str, dry_run: bool) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.repair import repair

    site = load_site(config_file).site
    for line in repair(target_of(site, to), site_of(site, url), dry_run):
        _tell(line)


def _serve_by_mkdocs(loaded: Loaded, address: str, open_browser: bool) -> None:
    try:
        loaded.serve(address, open_browser)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise _Stop(said("preview", "taken", address=address, reason=reason)) from problem


def _opened(site: SiteSettings) -> Build:
    """A build of which nothing is read yet."""
    from katern.site.build import Build

    return Build(site, site.open_store())


def _read(site: SiteSettings) -> Build:
    """Everything that the checkout says."""
    build = _opened(site)
    build.read()
    return build


def _maker(loaded: Loaded) -> Maker:
    """The engine's own loop, or MkDocs where the site has plugins that are MkDocs' alone."""
    from katern.making import make

    if not loaded.site.others:
        return make
    _tell(said("build", "with-mkdocs", plugins=tuple(loaded.site.others)), err=True)
    return loaded.make


def _refuse_site(site: SiteSettings, named: str | None) -> None:
    """Refuse a place for the site that holds what is not ours, or, where it was named on the command line, what builds remember."""
    own = site.sources
    if named and not within(site.root, site.local):  # a wrong `cache` is told at its place in mkdocs.yml
        own = own.with_trees(site.local)
    refuse_sources(site.folder, own, said("folder", "site"))
    refuse_foreign_site(site.folder)


def _may_write(file: Path | None, site: SiteSettings) -> None:
    """Refuse to write a report over a source."""
    if file is None:
        return
    from katern.git import ask_git

    tracked = ask_git(site.root, "ls-files", "--", str(file.resolve())) or ""
    refuse_source_file(file, site.sources, tracked.splitlines())


def _refuse(site: SiteSettings, findings: tuple[Finding, ...], draft: bool) -> None:
    errors = any(finding.severity == "error" for finding in findings)
    if findings:
        click.echo(_as_text(site, findings))
    if errors or (findings and not draft):
        _tell(said("build", "not-built") if errors else said("build", "not-built-with-draft"), err=True)
        sys.exit(1)


def _show_booklets(site: SiteSettings, findings: tuple[Finding, ...], made: int, fresh: int, draft: bool) -> None:
    errors = any(finding.severity == "error" for finding in findings)
    if findings:
        click.echo(_as_text(site, findings))
    click.echo(_booklets(site, made, fresh))
    if errors or (findings and not draft):
        _tell(said("build", "booklets-not-made") if errors else said("build", "draft-accepts"), err=True)
        sys.exit(1)


def _booklets(site: SiteSettings, made: int, fresh: int) -> str:
    """How many there are, and what they lack that is nobody's mistake."""
    told = [said("build", "booklets", made=made, folder=site.words.addresses.booklets, fresh=fresh)]
    if made and not site.url:
        told.append(said("build", "no-address"))
    if made and _lacks_tools(site):
        told.append(said("assets", "not-brought"))
    return "\n".join(map(this_call().say, told))


def _lacks_tools(site: SiteSettings) -> bool:
    """Whether readers shall put booklets together, and nothing was brought that does so."""
    if not site.selfmade:
        return False
    from katern.ownfolder import ASSETS
    from katern.print.selfmade import lacking

    return lacking(site.local / ASSETS)


def _as_text(site: SiteSettings, findings: tuple[Finding, ...]) -> str:
    """Findings in the words of the site; nothing where there are none."""
    return _report(findings, site.language) if findings else ""


def _report(findings: tuple[Finding, ...], language: str) -> str:
    from katern.report import as_text

    return as_text(findings, language)


def _tell_again(last: Last, seconds: float) -> None:
    """What the last build told, of which nothing changed."""
    first, *rest = last.told
    if first:
        click.echo(first)
    name_unknown_language(this_call())
    folder = _shown(Path(last.folder))
    _tell(said("build", "nothing-changed", pages=last.pages, folder=folder, seconds=f"{seconds:.1f}"))
    for text in filter(None, rest):
        click.echo(text)


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return str(path)


def _tell(what: Said, err: bool = False) -> None:
    click.echo(this_call().say(what), err=err)


class _Stop(click.ClickException):
    """Wrong use: exit code 2."""

    exit_code = 2

    def __init__(self, what: Said) -> None:
        super().__init__(this_call().say(what))


def run() -> None:
    """Entry point: what Katern raises on purpose is shown as a sentence."""
    gc.set_threshold(
        50_000, 20, 20
    )  # a build makes many objects and drops few: looking for rubbish all the time is waste
    call = Call(sys.argv[1:])
    answer_in_words(call)
    try:
        main(obj=call, prog_name="katern")
    except KaternError as problem:
        from katern.blame import OwnFailure  # nothing goes wrong in most runs

        if isinstance(problem, OwnFailure):
            click.echo(_report((problem.finding,), problem.language))
            sys.exit(1)
        click.echo(call.say(problem.said), err=True)
        sys.exit(2)
