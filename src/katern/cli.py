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
from katern.authorcommands import explain, fix_findings, new, on_screen
from katern.commandline import config_option, load_site
from katern.datacommands import data
from katern.errors import KaternError
from katern.lastbuild import Last, Order, last_build
from katern.ownfolder import claim_cache, mark_site, refuse_foreign_site, refuse_source_file, refuse_sources, within
from katern.progress import show_progress

# a build of which nothing changed is over before the rest is loaded: that stands in each command
if TYPE_CHECKING:
    from collections.abc import Mapping

    from katern.check import Rule
    from katern.finding import Finding
    from katern.library import Library
    from katern.making import Maker
    from katern.mkdocs.run import Loaded
    from katern.publish.target import Target
    from katern.site.build import Build
    from katern.site.settings import SiteSettings

_FORMATS = ("text", "github", "gitlab", "sarif", "json")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="katern")
def main() -> None:
    """Maakt van dossiers, toolkits en bronnen een website, en weigert wat niet klopt."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)


for _command in (data, new, explain):
    main.add_command(_command)


@main.command()
@config_option
@click.option("-d", "--site-dir", metavar="MAP", help="Waar de site komt (standaard: site_dir uit mkdocs.yml).")
@click.option("--draft", is_flag=True, help="Bouw ook als er waarschuwingen zijn.")
@click.option("--no-booklets", is_flag=True, help="Sla de boekjes over.")
@click.option(
    "--shard", metavar="N/M", help="Doe alleen deel N van M van het werk, voor een latere bouw; er komt geen site."
)
def build(config_file: str, site_dir: str | None, draft: bool, no_booklets: bool, shard: str | None) -> None:
    """Controleer de bestanden en bouw de site; fouten houden de bouw tegen."""
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
    click.echo(f"{pages} pagina's in {_shown(site.folder)} ({time.monotonic() - started:.1f} s)")
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
        click.echo(
            f"MkDocs tekent de pagina's zelf, voor {', '.join(site.others)}: die komen niet in dit deel.", err=True
        )
    claim_cache(site.local)
    read.read(share)
    if read.style is None:
        _refuse(site, read.judge(), draft=True)
    refuse_lonely(read.store, share)
    made = make_share(read, share, Wish(booklets=booklets, progress=show_progress))
    refuse_lonely(read.store, share)
    more = f", en {made.booklets} bestanden van boekjes" if booklets else ""
    click.echo(f"Deel {share} is bewaard: {made.pages} pagina's{more} ({time.monotonic() - started:.1f} s)")
    if made.unkept:
        click.echo(f"{made.unkept} daarvan zijn bij elke bouw anders; de bouw van de site tekent die zelf.")


@main.command()
@config_option
@click.option("-d", "--site-dir", metavar="MAP", help="Waar de site staat (standaard: site_dir uit mkdocs.yml).")
@click.option("--draft", is_flag=True, help="Maak de boekjes ook als er waarschuwingen zijn.")
@click.option("--explain", metavar="TEKST", help="Zeg waar deze woorden (of dit element, '<table') bleven; maak niets.")
@click.argument("names", nargs=-1, metavar="[ITEM[:ID]]...")
def booklet(config_file: str, site_dir: str | None, draft: bool, explain: str | None, names: tuple[str, ...]) -> None:
    """Maak alleen de boekjes: alle, of die van de genoemde dossiers en toolkits (gesprek:trainer)."""
    from katern.booklets import only_booklets

    site = load_site(config_file, site_dir).site
    if explain is not None:
        _explain(_read(site), names, explain)
        return
    _refuse_site(site, site_dir)
    output = site.folder / site.words.addresses.booklets
    folder = _shown(output)
    refuse_sources(output, site.sources, "een boekje")
    build = _read(site)
    _refuse(site, build.judge(), draft)
    site.folder.mkdir(parents=True, exist_ok=True)
    mark_site(site.folder)
    result = only_booklets(build, names, output, show_progress)
    for made in result.made:
        click.echo(
            f"{folder.rstrip('/')}/{made.name}: {made.title} ({made.paper}{f', {made.pages} blz.' if made.pages else ''})"
        )
    _show_booklets(site, result.findings, len(result.made), result.fresh, draft)


def _explain(build: Build, names: tuple[str, ...], wanted: str) -> None:
    from katern.booklets import explain_booklets

    for stem, traces, pages in explain_booklets(build, names, wanted):
        for trace in traces:
            click.echo(f"{stem}, {trace.chapter}: {trace.path}\n    " + trace.typst.replace("\n", "\n    "))
        for page in pages:
            click.echo(f"{stem}: staat in {page}, niet in dit boekje (een andere editie, of alleen voor het scherm)")
        if not traces and not pages:
            click.echo(f"{stem}: staat er niet in")


@main.command()
@config_option
@click.option("-a", "--dev-addr", metavar="ADRES", help="Adres en poort, bijvoorbeeld localhost:8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open de site ook in de browser.")
def serve(config_file: str, dev_addr: str | None, open_browser: bool) -> None:
    """Toon de site tijdens het schrijven, met wat er niet klopt, en ververs haar bij elke wijziging."""
    loaded = load_site(config_file)
    address = dev_addr or loaded.address
    if loaded.site.others:
        click.echo(f"MkDocs toont de site, voor {', '.join(loaded.site.others)}: dat duurt langer.", err=True)
        _serve_by_mkdocs(loaded, address, open_browser)
        return
    from katern.preview.serving import serve as preview  # a server takes its time to load

    preview(lambda: load_site(config_file).site, loaded.site, address, click.echo, open_browser)


@main.command()
@config_option
@click.option("-d", "--site-dir", metavar="MAP", help="Waar de site staat (standaard: site_dir uit mkdocs.yml).")
@click.option("--site", is_flag=True, help="Kijk ook de gebouwde site na.")
@click.option("--witness", is_flag=True, help="Laat linkchecker de gebouwde site nalopen en vergelijk; duurt minuten.")
@click.option("--external", is_flag=True, help="Vraag ook alle adressen buiten de site op.")
@click.option("--fresh", is_flag=True, help="Kijk ook wat verouderd is.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="Hoe het verslag eruitziet.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf het verslag in een bestand."
)
@click.option(
    "--fix", is_flag=True, help="Herstel wat maar op één manier te herstellen is, en laat zien wat er verandert."
)
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), default="warning", help="Vanaf welke ernst 1 terugkomt."
)
@click.argument("paths", nargs=-1, metavar="[PAD]...", type=click.Path(exists=True, path_type=Path))
def check(
    config_file: str, site_dir: str | None, site: bool, witness: bool, external: bool, fresh: bool,
    form: str, output: Path | None, fix: bool, fail_on: str, paths: tuple[Path, ...],
) -> None:  # fmt: skip
    """Controleer alle bestanden zonder te bouwen, en meld alleen wat onder de genoemde paden staat."""
    from katern.check import runs
    from katern.check.runs import shown_path
    from katern.report import FORMATS, summary

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
    if off := runs.not_checked(settings.language):
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


@main.command()
@config_option
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Schrijf de pagina in een bestand."
)
def report(config_file: str, output: Path | None) -> None:
    """Maak een pagina voor de redactie: wat is toe aan nakijken, per eigenaar (Markdown)."""
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
    """Schrijf de JSON-schema's waarmee een editor gegevens aanvult en controleert tijdens het typen."""
    from katern.check.schema import write_schemas

    for path in write_schemas(load_site(config_file).site.layout) or ["De schema's waren al bij."]:
        click.echo(path)


@main.command()
@config_option
@click.option(
    "--to",
    required=True,
    metavar="MAP|ADRES",
    help="De gepubliceerde site: een map, een checkout van een branch, of s3://bucket/map.",
)
@click.option(
    "--alias",
    "aliases",
    multiple=True,
    metavar="NAAM[=VERSIE]",
    help="Nog een naam voor deze versie (een nieuw nummer heet altijd ook actueel). Zonder VERSIE: laat NAAM=2026.1 ergens anders heen leiden, of nergens (NAAM=).",
)
@click.option("--replace", is_flag=True, help="Vervang 'concept'; een nummer verandert nooit.")
@click.option(
    "--withdraw", is_flag=True, help="Trek de versie in: haar adressen blijven, lezers krijgen te zien waarom."
)
@click.option("--restore", is_flag=True, help="Maak het intrekken van de versie ongedaan.")
@click.option("--why", default="", metavar="TEKST", help="Waarom de versie is ingetrokken.")
@click.option("--repair", is_flag=True, help="Maak de lijst van versies opnieuw, uit wat de versies zelf zeggen.")
@click.option(
    "--break-lock", is_flag=True, help="Haal in objectopslag het slot weg van een publicatie die is afgebroken."
)
@click.option("--list", "show", is_flag=True, help="Toon wat er gepubliceerd is.")
@click.option("--dry-run", is_flag=True, help="Doe alles behalve publiceren, en toon wat er verandert.")
@click.option(
    "--notes",
    type=click.Path(path_type=Path),
    metavar="BESTAND",
    help="Schrijf wat er veranderde als Markdown in dit bestand.",
)
@click.option(
    "--url",
    default="",
    metavar="ADRES",
    help="Het adres van de gepubliceerde site (standaard: site_url uit mkdocs.yml).",
)
@click.option(
    "--sign",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="SLEUTEL",
    help="Onderteken de lijst van bestanden met deze geheime sleutel van minisign.",
)
@click.argument("version", required=False, metavar="VERSIE")
def release(
    config_file: str, to: str, aliases: tuple[str, ...], replace: bool, withdraw: bool, restore: bool, why: str, repair: bool, break_lock: bool, show: bool, dry_run: bool,
    notes: Path | None, url: str, sign: Path | None, version: str | None,
) -> None:  # fmt: skip
    """Publiceer de vastgelegde bestanden als een versie, zonder een oude te veranderen."""
    from katern.publish import release as publish
    from katern.report import as_text

    if show:
        for line in publish.listing(to):
            click.echo(line)
        return
    if break_lock:
        site = load_site(config_file).site
        click.echo(f"Weggehaald: {publish.target_of(site, to).break_lock()}.")
        return
    if repair:
        _repair(config_file, to, url, dry_run)
        return
    moves = _moves(aliases, version)
    if moves:
        _lead(config_file, to, url, moves)
        return
    if version is None:
        raise _Stop("noem de versie, bijvoorbeeld: katern release 2026.1 --to MAP")
    if withdraw and not why:
        raise _Stop("zeg met --why waarom de versie wordt ingetrokken; lezers krijgen dat te zien")
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
        click.echo(str(problem), err=True)
        sys.exit(1)
    if report.findings:
        click.echo(as_text(report.findings, loaded.site.language))
    if notes is not None:
        notes.write_text(report.notes, encoding="utf-8")
    click.echo(report.notes)
    click.echo(publish.told(report, order))


@main.command()
@config_option
@click.option("--key", metavar="SLEUTEL", help="De publieke sleutel van minisign waarmee alles ondertekend moet zijn.")
@click.option("--rebuild", "tag", metavar="TAG", help="Bouw deze versie opnieuw uit haar tag en vergelijk elk bestand.")
@click.option(
    "--url",
    default="",
    metavar="ADRES",
    help="Het adres waarmee de versie gepubliceerd is, als dat niet in mkdocs.yml staat.",
)
@click.argument("to", metavar="MAP|ADRES")
def verify(config_file: str, key: str | None, tag: str | None, url: str, to: str) -> None:
    """Kijk na of een gepubliceerde site nog precies is wat er gepubliceerd is."""
    from katern.publish.signing import public_key
    from katern.publish.target import open_target
    from katern.publish.verify import verify as look

    target = open_target(to)
    verdict = look(target, public_key(key) if key else None)
    for difference in verdict.differences:
        click.echo(f"{difference.path}: {_STATES[difference.state]}")
    for name in verdict.unknown:
        click.echo(f"{name}: niet van Katern, dus niet nagekeken", err=True)
    click.echo(f"{verdict.files} bestanden nagekeken, {len(verdict.differences)} niet in orde")
    same = tag is None or _rebuilt(config_file, tag, target, url)
    sys.exit(1 if verdict.differences or not same else 0)


_STATES = {
    "altered": "veranderd",
    "missing": "ontbreekt",
    "added": "toegevoegd",
    "unsigned": "niet ondertekend met deze sleutel",
}


def _rebuilt(config_file: str, tag: str, target: Target, url: str) -> bool:
    """Whether a version is the same when it is built anew; says what is not."""
    from katern.publish.rebuild import checkout_of, rebuild

    file = Path(config_file).resolve()
    with checkout_of(file.parent, tag) as folder:
        loaded = load_site(str(folder / file.name))
        compared = rebuild(loaded.site, _maker(loaded), tag, target, url)
    for path in compared.other:
        click.echo(f"{tag}/{path}: anders na opnieuw bouwen")
    for name, then, now in compared.tools:
        click.echo(f"{name} was toen {then or 'onbekend'} en is nu {now or 'onbekend'}", err=True)
    click.echo(f"{tag} opnieuw gebouwd: {compared.files} bestanden, {len(compared.other)} anders")
    return not compared.other


def _moves(aliases: tuple[str, ...], version: str | None) -> dict[str, str]:
    """Where each alias should lead, of those that name it; only without a version to publish."""
    moves = {name: to for name, equals, to in (alias.partition("=") for alias in aliases) if equals}
    if moves and (version is not None or len(moves) < len(aliases)):
        raise _Stop("--alias NAAM=VERSIE verandert waar een naam heen leidt, en staat daarom zonder een versie om te publiceren en zonder andere namen")  # fmt: skip
    return moves


def _lead(config_file: str, to: str, url: str, moves: dict[str, str]) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import lead

    site = load_site(config_file).site
    now = lead(target_of(site, to), site_of(site, url), moves)
    for alias, version in moves.items():
        click.echo(f"{alias} leidt naar {version}." if version else f"{alias} is weggehaald.")
    click.echo(f"Lezers komen bij {now}.")


def _withdraw(config_file: str, to: str, url: str, version: str, why: str) -> None:
    """Withdraw a version, or without a reason undo that."""
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import restore, withdraw

    site = load_site(config_file).site
    target, its_site = target_of(site, to), site_of(site, url)
    now = withdraw(target, its_site, version, why) if why else restore(target, its_site, version)
    click.echo(f"Versie {version} is {'ingetrokken' if why else 'weer geldig'}. Lezers komen bij {now}.")


def _repair(config_file: str, to: str, url: str, dry_run: bool) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.repair import repair

    site = load_site(config_file).site
    for line in repair(target_of(site, to), site_of(site, url), dry_run):
        click.echo(line)


def _serve_by_mkdocs(loaded: Loaded, address: str, open_browser: bool) -> None:
    try:
        loaded.serve(address, open_browser)
    except OSError as problem:
        raise _Stop(
            f"op {address} kan de site niet staan: {problem.strerror}; kies een andere poort, zoals -a localhost:8001"
        ) from problem


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
    click.echo(f"MkDocs bouwt mee, voor {', '.join(loaded.site.others)}: dat duurt langer.", err=True)
    return loaded.make


def _refuse_site(site: SiteSettings, named: str | None) -> None:
    """Refuse a place for the site that holds what is not ours, or, where it was named on the command line, what builds remember."""
    own = site.sources
    if named and not within(site.root, site.local):  # a wrong `cache` is told at its place in mkdocs.yml
        own = own.with_trees(site.local)
    refuse_sources(site.folder, own, "de site")
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
        hint = "" if errors else " Met --draft bouwt u toch."
        click.echo(f"De site is niet gebouwd.{hint}", err=True)
        sys.exit(1)


def _show_booklets(site: SiteSettings, findings: tuple[Finding, ...], made: int, fresh: int, draft: bool) -> None:
    errors = any(finding.severity == "error" for finding in findings)
    if findings:
        click.echo(_as_text(site, findings))
    click.echo(_booklets(site, made, fresh))
    if errors or (findings and not draft):
        click.echo(
            "Niet alle boekjes zijn gemaakt." if errors else "Met --draft aanvaardt u deze waarschuwingen.", err=True
        )
        sys.exit(1)


def _booklets(site: SiteSettings, made: int, fresh: int) -> str:
    return f"{made} bestanden in {site.words.addresses.booklets}/, waarvan {fresh} nieuw gemaakt"


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
    click.echo(f"{last.pages} pagina's in {_shown(Path(last.folder))}, en niets is veranderd ({seconds:.1f} s)")
    for text in filter(None, rest):
        click.echo(text)


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return str(path)


class _Stop(click.ClickException):
    """Wrong use: exit code 2."""

    exit_code = 2


def run() -> None:
    """Entry point: what Katern raises on purpose is shown as a sentence."""
    gc.set_threshold(
        50_000, 20, 20
    )  # a build makes many objects and drops few: looking for rubbish all the time is waste
    try:
        main()
    except KaternError as problem:
        from katern.blame import OwnFailure  # nothing goes wrong in most runs

        if isinstance(problem, OwnFailure):
            click.echo(_report((problem.finding,), problem.language))
            sys.exit(1)
        click.echo(str(problem), err=True)
        sys.exit(2)
