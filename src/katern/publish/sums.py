"""The checksums of what may change in a tree: its entry points, and the manifest of each version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from katern.publish import manifest
from katern.publish.entrypoints import LAST, SUMS, every_name
from katern.publish.stored import refuse_broken
from katern.publish.target import Target
from katern.publish.versions import Version

FILE = SUMS


@dataclass(frozen=True, slots=True)
class Sums:
    """By path: of entry points, and of manifests by version."""

    entries: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    manifests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read(target: Target) -> Sums | None:
    """What the last release wrote down; None in a tree of before, or of another tool."""
    content = target.read(FILE)
    if content is None:
        return None
    with refuse_broken(FILE):
        value = json.loads(content)
        return Sums(dict(value["entries"]), dict(value["manifests"]))


def with_sums(entries: Mapping[str, bytes], target: Target, listed: Iterable[Version], new: str, folder: Path | None) -> dict[str, bytes]:  # fmt: skip
    """The entry points with one more that holds the checksums of all others, before the last one that leads to a version.

    Sums of manifests are taken over: what was published is known by what was written down then. So are those of entry
    points that stay as they are, such as the feeds where no version is new.
    """
    before = read(target) or Sums()
    found = {}
    for version in listed:
        if folder is not None and version.name == new:
            content: bytes | None = (folder / manifest.FILE).read_bytes()
        elif version.name in before.manifests:
            found[version.name] = before.manifests[version.name]
            continue
        else:
            content = target.read(f"{version.name}/{manifest.FILE}")
        if content is not None:
            found[version.name] = digest(content)
    plain = {path: digest(content) for path, content in entries.items() if not path.endswith(manifest.DERIVED)}
    for path in every_name():
        if path not in (*entries, FILE) and (stays := target.read(path)) is not None:
            plain[path] = before.entries.get(path) or digest(stays)
    value = {"format": 1, "manifests": found, "entries": plain}
    lines = json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True).encode() + b"\n"
    return {**{path: content for path, content in entries.items() if path != LAST}, FILE: lines, LAST: entries[LAST]}


def digest(content: bytes) -> str:
    """The checksum of a file."""
    return hashlib.sha256(content).hexdigest()
