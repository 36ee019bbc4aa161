"""The published versions, in the format of mike's `versions.json`, and their order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from katern.publish.names import is_current, is_draft
from katern.publish.refusals import ReleaseRefused
from katern.publish.stored import refuse_broken
from katern.saying import said
from katern.words.addresses import Addresses

FILE = "versions.json"

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_ALIAS = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Version:
    """One line of `versions.json`; `properties` is mike's place for what others add, and holds why it was withdrawn."""

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    properties: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def withdrawn(self) -> str:
        """Why readers should leave this version; nothing where they need not."""
        return str(self.properties.get("withdrawn", ""))


def is_number(name: str) -> bool:
    """Whether a name has an order: `2026.1`."""
    return _NUMBER.fullmatch(name) is not None


def number(name: str) -> tuple[int, ...]:
    """What a numbered version is ordered by: 2026.2 comes before 2026.10, and 2026 is 2026.0."""
    parts = [int(part) for part in name.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def is_alias(name: str) -> bool:
    """Whether a name can be an alias: `latest`."""
    return not is_draft(name) and _ALIAS.fullmatch(name) is not None


def check_names(name: str, aliases: Iterable[str], addresses: Addresses) -> None:
    """Refuse names that are no folder of a version or of an alias, in the words of a site."""
    if name != addresses.draft and not is_number(name):
        raise ReleaseRefused(said("release", "no-version", name=name, draft=addresses.draft))
    for alias in aliases:
        check_alias(alias, name, addresses)


def check_alias(alias: str, name: str, addresses: Addresses) -> None:
    """Refuse an alias that is no folder, or that would lead readers to a draft."""
    if is_current(alias) and is_draft(name):
        raise ReleaseRefused(said("release", "draft-is-not-current", alias=alias, draft=name))
    if not is_alias(alias):
        raise ReleaseRefused(said("release", "no-alias", alias=alias, example=addresses.current))


def in_order(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Newest number first, then what has no number, by name."""
    versions = tuple(versions)
    numbered = sorted((v for v in versions if is_number(v.name)), key=lambda v: (number(v.name), v.name), reverse=True)
    return (*numbered, *sorted((v for v in versions if not is_number(v.name)), key=lambda v: v.name))


def read(content: bytes | None) -> tuple[Version, ...]:
    """The versions of a `versions.json`, mike's or ours; none where there is no file."""
    if content is None:
        return ()
    with refuse_broken(FILE):
        rows = json.loads(content)
        return in_order(
            Version(
                str(row["version"]),
                str(row.get("title", row["version"])),
                tuple(map(str, row.get("aliases", ()))),
                row.get("properties") or {},
            )
            for row in rows
        )


def write(versions: Iterable[Version]) -> bytes:
    """The file, a line a version."""
    return ("[" + ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows(versions)) + "]\n").encode()


def rows(versions: Iterable[Version]) -> list[dict[str, Any]]:
    """The list as plain values, newest first."""
    found = []
    for version in in_order(versions):
        row: dict[str, Any] = {"version": version.name, "title": version.title, "aliases": list(version.aliases)}
        if version.properties:
            row["properties"] = dict(version.properties)
        found.append(row)
    return found


def current(versions: Iterable[Version]) -> Version | None:
    """What readers should read: what is called so, else the newest number that was not withdrawn, else whatever there is."""
    standing = [version for version in in_order(versions) if not version.withdrawn]
    called = [v for v in standing if any(map(is_current, v.aliases)) and not is_draft(v.name)]
    numbers = [version for version in standing if is_number(version.name)]
    return next(iter((*called, *numbers, *standing)), None)


def with_version(versions: Iterable[Version], new: Version) -> tuple[Version, ...]:
    """The list with a version added or replaced; an alias belongs to one version only."""
    others = (v for v in without_aliases(versions, new.aliases) if v.name != new.name)
    return in_order((*others, new))


def without_aliases(versions: Iterable[Version], aliases: Iterable[str]) -> tuple[Version, ...]:
    """The list in which nothing is called so."""
    taken = set(aliases)
    return in_order(replace(v, aliases=tuple(name for name in v.aliases if name not in taken)) for v in versions)


def with_aliases(versions: Iterable[Version], wanted: Mapping[str, str]) -> tuple[Version, ...]:
    """The list with each alias leading to the version that is named, or nowhere where none is."""
    listed = without_aliases(versions, wanted)
    for alias, name in wanted.items():
        if not name:
            continue
        version = _named(listed, name)
        if version.withdrawn:
            raise ReleaseRefused(said("release", "leads-to-withdrawn", version=name, alias=alias))
        listed = with_version(listed, replace(version, aliases=(*version.aliases, alias)))
    return listed


def withdraw(versions: Iterable[Version], name: str, why: str, title: str) -> tuple[Version, ...]:
    """The list with a version marked, under another title; its aliases go to what is current without it.

    What it was called is kept, so that `restore` can undo it.
    """
    versions = in_order(versions)
    old = _named(versions, name)
    if old.withdrawn:
        return with_version(versions, replace(old, properties={**old.properties, "withdrawn": why}))
    now = current(v for v in versions if v.name != name)
    if now is None:
        raise ReleaseRefused(said("release", "only-one", version=name))
    kept = {"title": old.title, "aliases": dict.fromkeys(old.aliases, now.name)}
    marked = replace(old, aliases=(), title=title, properties={**old.properties, "withdrawn": why, "before": kept})
    return with_version(with_version(versions, marked), replace(now, aliases=(*now.aliases, *old.aliases)))


def restore(versions: Iterable[Version], name: str) -> tuple[Version, ...]:
    """The list as it was before a version was withdrawn; an alias that went elsewhere since stays there."""
    versions = in_order(versions)
    marked = _named(versions, name)
    if not marked.withdrawn:
        raise ReleaseRefused(said("release", "not-withdrawn", version=name))
    with refuse_broken(FILE):
        kept = marked.properties.get("before", {})
        title, went = str(kept.get("title", name)), dict(kept.get("aliases", {}))
    holder = {alias: version.name for version in versions for alias in version.aliases}
    back = tuple(alias for alias, to in went.items() if holder.get(alias) == to)
    properties = {key: value for key, value in marked.properties.items() if key not in ("withdrawn", "before")}
    return with_version(versions, replace(marked, title=title, aliases=back, properties=properties))


def _named(versions: Iterable[Version], name: str) -> Version:
    versions = tuple(versions)
    found = next((version for version in versions if version.name == name), None)
    if found is None:
        if not versions:
            raise ReleaseRefused(said("release", "none-published", version=name))
        known = tuple(version.name for version in versions)
        raise ReleaseRefused(said("release", "not-published", version=name, known=known))
    return found
