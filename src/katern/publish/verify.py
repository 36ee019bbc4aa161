"""Whether a published tree is what was published: every file against its checksum, every manifest against its signature."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import brotli

from katern.publish import manifest, sums, versions
from katern.publish.manifest import Manifest
from katern.publish.refusals import Altered
from katern.publish.signing import Key, unsigned
from katern.publish.sums import Sums, digest
from katern.publish.target import Target

State = Literal["altered", "missing", "added", "unsigned"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A published file that is not what was published; an unsigned one is not known to be."""

    path: str
    state: State


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tree was found to be: files that were looked at, those that differ, and what nothing is known of."""

    files: int
    differences: tuple[Difference, ...]
    unknown: tuple[str, ...]


def verify(target: Target, key: Key | None = None) -> Verdict:
    """Look at every file that a release published; `key` is what manifests must be signed with."""
    known = sums.read(target)
    listed = versions.read(target.read(versions.FILE))
    differences: list[Difference] = []
    unknown, files = [], 0
    for version in listed:
        content = target.read(f"{version.name}/{manifest.FILE}")
        if content is None and (known is None or version.name not in known.manifests):
            unknown.append(version.name)
            continue
        found = _sums(target, version.name)
        files += len(found)
        differences += _version(target, version.name, found, content, known, key)
    if known is None and len(unknown) < len(listed):
        differences.append(Difference(sums.FILE, "missing"))
    entries = known or Sums()
    differences += _entries(target, entries.entries, {alias for version in listed for alias in version.aliases})
    ours = {path.split("/", 1)[0] for path in entries.entries} | {version.name for version in listed} | {sums.FILE}
    unknown += sorted(name for name in target.names() if manifest.plain(name) not in ours)
    return Verdict(files + len(entries.entries), tuple(sorted(differences, key=lambda one: one.path)), tuple(unknown))


def read_manifest(target: Target, version: str) -> Manifest | None:
    """The manifest of a published version, as it was published; None of one by another tool."""
    content = target.read(f"{version}/{manifest.FILE}")
    known = sums.read(target)
    if known is not None and version in known.manifests and known.manifests[version] != digest(content or b""):
        raise Altered(version, (f"{version}/{manifest.FILE}",))
    return manifest.read(content)


def refuse_altered(target: Target, version: str) -> None:
    """Refuse to say that a version is published where its files are not what its manifest says."""
    content = target.read(f"{version}/{manifest.FILE}")
    found = tuple(_version(target, version, _sums(target, version), content, sums.read(target), None))
    if found:
        raise Altered(version, tuple(one.path for one in found))


def _sums(target: Target, version: str) -> dict[str, str]:
    """The checksum of what browsers get of each file below a version's folder."""
    return {path: _unpacked(path, content) for path, content in target.contents(version)}


def _version(target: Target, name: str, found: Mapping[str, str], content: bytes | None, known: Sums | None, key: Key | None) -> Iterator[Difference]:  # fmt: skip
    """What differs in a version's folder."""
    own = f"{name}/{manifest.FILE}"
    if content is None:
        yield Difference(own, "missing")
        return
    if known is not None and known.manifests.get(name, digest(content)) != digest(content):
        yield Difference(own, "altered")
    elif key is not None and unsigned(content, target.read(f"{name}/{manifest.SIGNATURE}"), key):
        yield Difference(own, "unsigned")
    told = manifest.read(content)
    files = told.files if told is not None else {}
    for path in sorted(found.keys() - {manifest.FILE, manifest.SIGNATURE}):
        base = manifest.plain(path)
        wanted = files.get(base, digest(content) if base == manifest.FILE else "")
        if not wanted:
            yield Difference(f"{name}/{path}", "added")
        elif found[path] != wanted:
            yield Difference(f"{name}/{path}", "altered")
    for path in sorted(files.keys() - found.keys()):
        yield Difference(f"{name}/{path}", "missing")


def _entries(target: Target, wanted: Mapping[str, str], aliases: Iterable[str]) -> Iterator[Difference]:
    """What differs of the entry points, and what stands beside them in the folders of aliases."""
    for path, sum_ in wanted.items():
        content = target.read(path)
        if content is None:
            yield Difference(path, "missing")
        elif digest(content) != sum_:
            yield Difference(path, "altered")
        for suffix in manifest.DERIVED:
            packed = target.read(path + suffix) if "/" not in path else None
            if packed is not None and _unpacked(path + suffix, packed) != sum_:
                yield Difference(path + suffix, "altered")
    drawn = {path.split("/", 1)[0] for path in wanted if "/" in path}
    for alias in sorted(drawn & set(aliases)):
        for path in target.files(alias):
            if f"{alias}/{path}" not in wanted:
                yield Difference(f"{alias}/{path}", "added")


def _unpacked(path: str, content: bytes) -> str:
    """The checksum of what a browser gets to see of a file."""
    try:
        if path.endswith(".gz"):
            content = gzip.decompress(content)
        elif path.endswith(".br"):
            content = brotli.decompress(content)
    except (OSError, EOFError, zlib.error, brotli.error):
        return "broken"
    return digest(content)
