"""The list of a published tree, made anew from what its versions say of themselves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from katern.publish import entrypoints, feeds, fsck, manifest, pagemap, versions
from katern.publish.changes import Changes, compare
from katern.publish.entrypoints import Site, State
from katern.publish.manifest import Manifest
from katern.publish.names import json_feed
from katern.publish.refusals import ReleaseRefused
from katern.publish.release import publish_state
from katern.publish.target import Target
from katern.publish.versions import Version
from katern.saying import Said, said

_LEADS_TO = re.compile(rb'data-to="\.\./([^/"]+)/')


@dataclass(frozen=True, slots=True)
class _Found:
    """What a tree holds: its Katern versions by name, what a list still tells, and what to say about it."""

    manifests: Mapping[str, Manifest]
    listed: tuple[Version, ...]
    told: tuple[Said, ...]


def repair(target: Target, site: Site, dry_run: bool) -> list[Said]:
    """List every version that is there and draw the entry points; returns what was done."""
    with target.lock():
        target.mend()
        found = _look(target)
        if not found.listed:
            raise ReleaseRefused(said("published", "nothing-to-list"))
        told = [*found.told, *(said("releasing", "listed", version=version.name) for version in found.listed)]
        if dry_run:
            return [*told, said("releasing", "nothing-changed")]
        now = versions.current(found.listed)
        wanted = {version.name for version in found.listed if version.aliases or version == now}
        drawn = {name: content for name, content in found.manifests.items() if name in wanted}
        last, written = _retell(found.manifests, site, target)
        state = State(found.listed, drawn, last, found.manifests[last.version].date if last else "")
        publish_state(target, state, site, "", None, lambda path: written.get(path) or target.read(path))
    return [*told, said("releasing", "repaired")]


def _look(target: Target) -> _Found:
    known, sure = _known(target)
    manifests = dict(_manifests(target))
    listed, told = [], list[Said]()
    for name in sorted(fsck.version_folders(target) | {row.name for row in known}):
        row = next((row for row in known if row.name == name), None)
        broken = _broken(target, manifests.get(name))
        if name not in target.names():
            told.append(said("releasing", "gone", version=name))
            continue
        if broken and row is None:
            raise ReleaseRefused(said("published", "not-whole", version=name, file=broken[0], number=len(broken) - 1))
        if broken:
            told.append(said("releasing", "differs", version=name, file=broken[0], number=len(broken) - 1))
        listed.append(row or Version(name, name))
    if not sure:
        told.append(said("releasing", "no-withdrawn"))
    return _Found(manifests, _with_aliases(target, versions.in_order(listed)), tuple(told))


def _known(target: Target) -> tuple[tuple[Version, ...], bool]:
    """What a list still tells, from `versions.json` or the copy in the page map; whether there was one."""
    for path in (versions.FILE, pagemap.FILE):
        try:
            value = json.loads(target.read(path) or b"[]")
            rows = versions.read(json.dumps(value["versions"] if isinstance(value, dict) else value).encode())
        except (ValueError, KeyError, ReleaseRefused):
            continue
        if rows:
            return rows, True
    return (), False


def _manifests(target: Target) -> Iterator[tuple[str, Manifest]]:
    for name in sorted(fsck.version_folders(target)):
        content = manifest.read(target.read(f"{name}/{manifest.FILE}"))
        if content is None:
            continue
        if content.version != name:
            raise ReleaseRefused(said("published", "other-name", folder=name, version=content.version))
        yield name, content


def _broken(target: Target, content: Manifest | None) -> list[str]:
    """The files of a version that are not what its manifest says."""
    files = content.files if content else {}
    version = content.version if content else ""
    return [path for path, digest in files.items() if _digest(target.read(f"{version}/{path}")) != digest]


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _with_aliases(target: Target, listed: tuple[Version, ...]) -> tuple[Version, ...]:
    """The list with the aliases that pages lead on from, where the list itself does not tell."""
    taken = {alias for version in listed for alias in version.aliases}
    now = versions.current(listed)
    for name, kind in sorted(target.names().items()):
        if name in taken or not versions.is_alias(name) or any(version.name == name for version in listed):
            continue
        leads = _LEADS_TO.search(target.read(f"{name}/index.html") or b"")
        to = leads[1].decode() if leads else now.name if kind == "dangling" and now else ""
        listed = tuple(replace(v, aliases=(*v.aliases, name)) if v.name == to else v for v in listed)
    return listed


def _retell(manifests: Mapping[str, Manifest], site: Site, target: Target) -> tuple[Changes | None, dict[str, bytes]]:
    """The files that tell of every release, for as far as the tree lost them; the last changes where the feeds are among these."""
    numbers = sorted((name for name in manifests if versions.is_number(name)), key=versions.number)
    feed, pages = b"", b""
    name_of_feed = json_feed(site.words.addresses)
    last = None
    for before, name in zip([None, *numbers], numbers, strict=False):
        now = manifests[name]
        last = compare(manifests[before], now) if before else Changes(name, "")
        pages = pagemap.make(pages, now, name, site.url, last, site.words)
        feed = feeds.add_release(feed, last, now.date, entrypoints.about(site))[name_of_feed]
    written = {} if _value(target, pagemap.FILE) else {pagemap.FILE: pages}
    told = {row.get("id") for row in _value(target, name_of_feed).get("items", ())}
    if {row["id"] for row in json.loads(feed or b"{}").get("items", ())} <= told:
        return None, written
    return last, {**written, name_of_feed: feed}


def _value(target: Target, path: str) -> dict[str, Any]:
    """What a file holds; nothing where it is gone or broken."""
    try:
        value = json.loads(target.read(path) or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
