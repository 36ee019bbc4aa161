"""`katern release` and `verify`: versions published, led to, withdrawn, and held against what was published."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from katern.commandline import Stop, config_option, load_site, maker_of, may_write, tell, unbrought
from katern.progress import show_progress
from katern.saying import said
from katern.usage import Command, argument, option

if TYPE_CHECKING:
    from katern.publish.release import Order
    from katern.publish.target import Target

_STATES = {
    "altered": said("verify", "altered"),
    "missing": said("verify", "missing"),
    "added": said("verify", "added"),
    "unsigned": said("verify", "unsigned"),
}


@click.command(cls=Command)
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

    if show:
        for line in publish.listing(to):
            tell(line)
        return
    if break_lock:
        site = load_site(config_file).site
        tell(said("releasing", "lock-broken", lock=publish.target_of(site, to).break_lock()))
        return
    if repair:
        _repair(config_file, to, url, dry_run)
        return
    moves = _moves(aliases, version)
    if moves:
        _lead(config_file, to, url, moves)
        return
    if version is None:
        raise Stop(said("releasing", "name-the-version"))
    if withdraw and not why:
        raise Stop(said("releasing", "say-why"))
    if withdraw or restore:
        _withdraw(config_file, to, url, version, why if withdraw else "")
        return
    _publish(config_file, publish.Order(version, to, aliases, replace, dry_run, url, sign), notes)


def _publish(config_file: str, order: Order, notes: Path | None) -> None:
    """Make a version and bring it to its place; what changed is told, and stands in a file of notes too."""
    from katern.publish import release as publish
    from katern.report import as_text

    loaded = load_site(config_file)
    may_write(notes, loaded.site)
    try:
        report = publish.release(loaded.site, maker_of(loaded), order, show_progress)
    except publish.NotSound as problem:
        click.echo(as_text(problem.findings, loaded.site.language))
        tell(problem.said, err=True)
        sys.exit(1)
    if report.findings:
        click.echo(as_text(report.findings, loaded.site.language))
    if notes is not None:
        notes.write_text(report.notes, encoding="utf-8")
    click.echo(report.notes)
    for lacking in unbrought(loaded.site):
        tell(lacking)
    tell(publish.told(report, order))


@click.command(cls=Command)
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
        tell(said("verify", "differs", path=difference.path, state=_STATES[difference.state]))
    for name in verdict.unknown:
        tell(said("verify", "not-ours", name=name), err=True)
    tell(said("verify", "looked-at", files=verdict.files, differences=len(verdict.differences)))
    same = tag is None or _rebuilt(config_file, tag, target, url)
    sys.exit(1 if verdict.differences or not same else 0)


def _rebuilt(config_file: str, tag: str, target: Target, url: str) -> bool:
    """Whether a version is the same when it is built anew; says what is not."""
    from katern.publish.rebuild import bring_along, checkout_of, rebuild

    file = Path(config_file).resolve()
    with checkout_of(file.parent, tag) as folder:
        loaded = load_site(str(folder / file.name))
        bring_along(load_site(config_file).site, loaded.site)
        compared = rebuild(loaded.site, maker_of(loaded), tag, target, url)
    for path in compared.other:
        tell(said("verify", "rebuilt-other", path=f"{tag}/{path}"))
    for name, then, now in compared.tools:
        known = [version or said("verify", "unknown") for version in (then, now)]
        tell(said("verify", "other-tool", name=name, then=known[0], now=known[1]), err=True)
    tell(said("verify", "rebuilt", version=tag, files=compared.files, other=len(compared.other)))
    return not compared.other


def _moves(aliases: tuple[str, ...], version: str | None) -> dict[str, str]:
    """Where each alias should lead, of those that name it; only without a version to publish."""
    moves = {name: to for name, equals, to in (alias.partition("=") for alias in aliases) if equals}
    if moves and (version is not None or len(moves) < len(aliases)):
        raise Stop(said("releasing", "moves-alone"))
    return moves


def _lead(config_file: str, to: str, url: str, moves: dict[str, str]) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import lead

    site = load_site(config_file).site
    now = lead(target_of(site, to), site_of(site, url), moves)
    for alias, version in moves.items():
        if version:
            tell(said("releasing", "leads", alias=alias, version=version))
        else:
            tell(said("releasing", "alias-removed", alias=alias))
    tell(said("releasing", "readers-get", version=now))


def _withdraw(config_file: str, to: str, url: str, version: str, why: str) -> None:
    """Withdraw a version, or without a reason undo that."""
    from katern.publish.release import site_of, target_of
    from katern.publish.rollback import restore, withdraw

    site = load_site(config_file).site
    target, its_site = target_of(site, to), site_of(site, url)
    now = withdraw(target, its_site, version, why) if why else restore(target, its_site, version)
    if why:
        tell(said("releasing", "is-withdrawn", version=version, now=now))
    else:
        tell(said("releasing", "is-restored", version=version, now=now))


def _repair(config_file: str, to: str, url: str, dry_run: bool) -> None:
    from katern.publish.release import site_of, target_of
    from katern.publish.repair import repair

    site = load_site(config_file).site
    for line in repair(target_of(site, to), site_of(site, url), dry_run):
        tell(line)
