"""The published versions, in the format of mike's `versions.json`, and their order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from katern.publish.refusals import ReleaseRefused
from katern.publish.stored import refuse_broken

FILE = "versions.json"
DRAFT = "concept"
"""The only version that may be overwritten."""

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
    """Whether a name can be an alias: `actueel`."""
    return name != DRAFT and _ALIAS.fullmatch(name) is not None


def check_names(name: str, aliases: Iterable[str]) -> None:
    """Refuse names that are no folder of a version or of an alias."""
    if name != DRAFT and not is_number(name):
        raise ReleaseRefused(f"'{name}' is geen versie; kies een nummer zoals 2026.1, of '{DRAFT}'")
    for alias in aliases:
        if not is_alias(alias):
            raise ReleaseRefused(f"'{alias}' kan geen alias zijn; kies een woord van kleine letters, zoals 'actueel'")


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
    """What readers should read: the newest number that was not withdrawn, else whatever there is."""
    ordered = in_order(versions)
    return next(
        (v for v in ordered if is_number(v.name) and not v.withdrawn),
        next((v for v in ordered if not v.withdrawn), None),
    )


def with_version(versions: Iterable[Version], new: Version) -> tuple[Version, ...]:
    """The list with a version added or replaced; an alias belongs to one version only."""
    taken = set(new.aliases)
    others = (
        replace(v, aliases=tuple(alias for alias in v.aliases if alias not in taken))
        for v in versions
        if v.name != new.name
    )
    return in_order((*others, new))


def withdraw(versions: Iterable[Version], name: str, why: str) -> tuple[Version, ...]:
    """The list with a version marked; its aliases go to what is current without it."""
    versions = tuple(versions)
    old = next((v for v in versions if v.name == name), None)
    if old is None:
        known = ", ".join(v.name for v in versions) or "nog geen"
        raise ReleaseRefused(f"versie {name} is niet gepubliceerd; gepubliceerd zijn: {known}")
    marked = replace(old, aliases=(), title=f"{name} (ingetrokken)", properties={**old.properties, "withdrawn": why})
    left = in_order((*(v for v in versions if v.name != name), marked))
    now = current(left)
    if now is None:
        raise ReleaseRefused(f"versie {name} is de enige; publiceer eerst een nieuwe, anders hebben lezers niets")
    return with_version(left, replace(now, aliases=(*now.aliases, *old.aliases)))
