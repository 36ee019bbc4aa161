"""Publishing a version: gates, a build beside the tree, and one switch. `katern release` calls these verbs."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from katern.check import check
from katern.check.runs import Built, more_rules
from katern.finding import Finding
from katern.git import ask_git
from katern.making import Maker, Wish
from katern.messages import messages_of
from katern.print.press import Progress
from katern.publish import fsck, gates, manifest, staging, sums, verify, versions
from katern.publish.changes import Changes
from katern.publish.entrypoints import Read, Site, State, entry_points
from katern.publish.manifest import Manifest
from katern.publish.news import News
from katern.publish.permalink import permanent_address
from katern.publish.refusals import AlreadyPublished, ReleaseRefused
from katern.publish.signing import sign
from katern.publish.target import Target, Update, open_target
from katern.publish.tools import tools
from katern.publish.versions import Version
from katern.saying import Said, said
from katern.site.build import Build
from katern.site.settings import SiteSettings
from katern.stamp import make_stamp


class NotSound(ReleaseRefused):
    """The checks found errors; `findings` are all that they found."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(said("release", "not-sound"))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Order:
    """What an editor asks for: more names for a version than the one that every new number gets, an address for `site_url`, and a key to sign with."""

    version: str
    to: str
    aliases: tuple[str, ...] = ()
    replace: bool = False
    dry_run: bool = False
    url: str = ""
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: `published` is False for the same bytes again and for a dry run."""

    published: bool
    address: str
    notes: str
    manifest: Manifest
    findings: tuple[Finding, ...] = field(default=())


def release(settings: SiteSettings, make: Maker, order: Order, progress: Progress | None = None) -> Report:
    """Build the checkout as a version and publish it; a refusal leaves the tree as it was."""
    versions.check_names(order.version, order.aliases, settings.words.addresses)
    root = settings.root
    site = site_of(settings, order.url)
    target = target_of(settings, order.to)
    gates.clean_checkout(root, order.to)
    if versions.is_number(order.version):
        gates.same_tag(root, order.version)
    fsck.refuse_foreign(target, "", (), versions.read(target.read(versions.FILE)))
    with target.lock():
        published = sound_list(target)
        fsck.refuse_foreign(target, order.version, _version(order, published, site).aliases, published)
        gates.newer_than_last(order.version, published)
        gates.replaceable(order.version, published, order.replace, settings.words.addresses.draft)
        return _release(settings, make, order, site, target, published, progress)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A version in a folder, whole, with what changed since the one before it and what the checks found."""

    manifest: Manifest
    changes: Changes
    findings: tuple[Finding, ...]


def build_version(settings: SiteSettings, make: Maker, version: str, site: Site, before: Manifest | None, folder: Path, progress: Progress | None = None) -> Outcome:  # fmt: skip
    """Build the checkout as a version in a folder; the same commit, the same manifest before it and the same tools give the same bytes."""
    stamp = make_stamp(settings.root, version)
    date = datetime.datetime.fromtimestamp(stamp.epoch, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    news = News(version, date, before, site.words.addresses)
    with _built_at(stamp.epoch):
        build = _build(settings, make, version, site, folder, news, progress)
    whole = staging.finish(folder, replace(news.manifest, tools=tools()), news.changes, site)
    return Outcome(whole, news.changes, _check_built(build, folder))


def _release(settings: SiteSettings, make: Maker, order: Order, site: Site, target: Target, published: tuple[Version, ...], progress: Progress | None) -> Report:  # fmt: skip
    folder = target.staging()
    built = build_version(
        settings, make, order.version, site, manifest_before(order.version, published, target), folder, progress
    )
    whole = built.manifest
    report = Report(
        False, permanent_address(site.url, order.version), staging.notes(built.changes, site), whole, built.findings
    )
    known = next((version for version in published if version.name == order.version), None)
    wanted = _version(order, published, site)
    if known is not None and versions.is_number(order.version):
        _same_bytes(order.version, target, whole)
        verify.refuse_altered(target, order.version)
        if known == wanted:
            return report
    if order.dry_run:
        return report
    listed = versions.with_version(published, wanted)
    adding = known is None or not versions.is_number(order.version)
    if adding and order.key is not None:
        sign(folder, order.version, order.key)
    state = State(listed, drawn_from(listed, published, target, whole), built.changes if adding else None, whole.date)
    publish_state(target, state, site, order.version if adding else "", folder if adding else None)
    verify.refuse_altered(target, order.version)
    _tag(settings.root, order.version)
    return replace(report, published=True)


def listing(to: str) -> list[Said]:
    """The versions in a tree for a person, newest first."""
    target = open_target(to)
    listed = versions.read(target.read(versions.FILE))
    now = versions.current(listed)
    where = said("releasing", "newest") if listed[:1] == (now,) else said("releasing", "where-readers-are")
    lines = []
    for version in listed:
        facts: list[str | Said] = [*version.aliases, *([where] if version == now else [])]
        facts += [said("releasing", "withdrawn", why=version.withdrawn)] if version.withdrawn else []
        about = said("releasing", "about", version=version.name, facts=tuple(facts))
        lines.append(about if facts else said("releasing", "version", version=version.name))
    wrong = [said("releasing", "damage", what=what, command=fsck.REPAIR) for what in fsck.damage(target, listed)]
    return [*(lines or [said("releasing", "nothing-published")]), *wrong]


def told(report: Report, order: Order) -> Said:
    """What happened."""
    if report.published:
        return said("releasing", "published", version=order.version, address=report.address)
    if order.dry_run:
        return said("releasing", "can-be-published", version=order.version)
    return said("releasing", "same-content", version=order.version)


def sound_list(target: Target) -> tuple[Version, ...]:
    """The published versions, of a tree that is as its last release left it."""
    published = versions.read(target.read(versions.FILE))
    fsck.refuse_damaged(target, published)
    return published


def target_of(settings: SiteSettings, to: str) -> Target:
    """The tree that `--to` names, once it is sure that it is no place of sources."""
    gates.place_of_its_own(to, settings.sources, settings.folder, settings.local)
    return open_target(to)


def site_of(settings: SiteSettings, url: str) -> Site:
    """The site whose tree it is; `url` stands in for `site_url` in mkdocs.yml."""
    return Site(settings.name, gates.has_address(url or settings.url), settings.language, settings.words)


def _version(order: Order, published: tuple[Version, ...], site: Site) -> Version:
    """The version as it will be listed: a new number is where readers should be, one that stands stays where it was put."""
    known = next((version for version in published if version.name == order.version), None)
    if known is not None:
        return replace(known, aliases=tuple(dict.fromkeys((*known.aliases, *order.aliases))))
    led = (site.words.addresses.current,) if versions.is_number(order.version) else ()
    return Version(order.version, order.version, tuple(dict.fromkeys((*order.aliases, *led))))


def manifest_before(name: str, published: tuple[Version, ...], target: Target) -> Manifest | None:
    """The manifest of the last version below this one: the same whether this one is published already or not."""
    numbers = [v.name for v in published if versions.is_number(v.name)]
    if versions.is_number(name):
        numbers = [other for other in numbers if versions.number(other) < versions.number(name)]
    if not numbers:
        return None
    return verify.read_manifest(target, max(numbers, key=versions.number))


@contextmanager
def _built_at(epoch: int) -> Iterator[None]:
    """The moment of the commit is the only moment that the build may know."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def _build(settings: SiteSettings, make: Maker, name: str, site: Site, folder: Path, news: News, progress: Progress | None) -> Build:  # fmt: skip
    assert settings.as_version is not None  # whoever read the settings knows
    # the same for all versions: an alias that moves later must not stand in pages
    extra = {"version": {"provider": "mike", "default": [site.words.addresses.current]}}
    version = settings.as_version(permanent_address(site.url, name), folder, extra)
    build = Build(version, version.open_store())
    build.read()
    _refuse(build.judge())
    build.release = news
    _refuse(make(build, folder, Wish(True, name, whole=True, progress=progress)).findings)
    return build


def _check_built(build: Build, folder: Path) -> tuple[Finding, ...]:
    rules = more_rules(build.site.root, Built(folder, "site"), None, None)
    with staging.as_if_published(folder, build.words.addresses):
        findings = check(build.library, build.site.policy, rules)
    _refuse(findings)
    return findings


def _refuse(findings: tuple[Finding, ...]) -> None:
    if any(finding.severity == "error" for finding in findings):
        raise NotSound(findings)


def _same_bytes(version: str, target: Target, whole: Manifest) -> None:
    old = verify.read_manifest(target, version)
    if old is not None and old.digest == whole.digest:
        return
    other = [] if old is None else sorted(path for path, _ in set(old.files.items()) ^ set(whole.files.items()))
    if other:
        paths = tuple(dict.fromkeys(other[:4]))
        raise AlreadyPublished(said("release", "other-bytes-in", version=version, paths=paths))
    raise AlreadyPublished(said("release", "other-bytes", version=version))


def drawn_from(listed: tuple[Version, ...], before: tuple[Version, ...], target: Target, new: Manifest | None = None) -> dict[str, Manifest]:  # fmt: skip
    """The manifests that entry points need: of the current version, and of those that have an alias.

    Of a version by another tool the pages are looked up where an alias comes to lead there; its own aliases stay as they are.
    """
    now = versions.current(listed)
    had = {version.name: version.aliases for version in before}
    found = {}
    for version in listed:
        if version.aliases or version == now:
            fresh = new is not None and new.version == version.name
            content = new if fresh else verify.read_manifest(target, version.name)
            if content is None and set(version.aliases) - set(had.get(version.name, ())):
                content = Manifest(version.name, "", pages=manifest.pages_among(target.files(version.name)))
            if content is not None:
                found[version.name] = content
    return found


def publish_state(target: Target, state: State, site: Site, version: str, folder: Path | None, published: Read | None = None, removed: tuple[str, ...] = ()) -> None:  # fmt: skip
    """Draw the entry points of a state and hand them to the target, with the folder of the version that is new.

    `published` tells what earlier releases wrote, where that is not what the target holds; `removed` are aliases that go.
    """
    current = state.current.name

    def new(name: str) -> bytes | None:
        if folder is not None and version == current:
            return (folder / name).read_bytes() if (folder / name).is_file() else None
        return target.read(f"{current}/{name}")

    entries = entry_points(state, site, published or target.read, new)
    entries = sums.with_sums(entries, target, state.versions, version, folder)
    aliases = {alias: listed.name for listed in state.versions for alias in listed.aliases}
    message = said("releasing", "commit", version=version) if version else said("releasing", "commit-entries")
    told = messages_of(site.language).say(message)
    target.publish(Update(entries, current, _drawn(aliases, state.manifests), told, version, folder, removed))


def _drawn(aliases: Mapping[str, str], manifests: Mapping[str, Manifest]) -> dict[str, str]:
    """The aliases whose pages this release draws; those of versions by another tool stay as they are."""
    return {alias: version for alias, version in aliases.items() if version in manifests}


def _tag(root: Path, version: str) -> None:
    if versions.is_number(version):
        ask_git(root, "tag", version)  # where it exists it stands here: that was a gate
