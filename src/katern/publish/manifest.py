"""What a version holds: its items by section, sources, booklets, and a checksum of every file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from katern.publish.sections import Section
from katern.publish.stored import refuse_broken

FILE = "manifest.json"
SIGNATURE = f"{FILE}.minisig"
FORMAT = 1
# made from the other files, by libraries that may write them otherwise next year
DERIVED = (".gz", ".br")


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """A page of the version; `url` is relative to the version, `whole` is the URL of its dossier or toolkit."""

    url: str
    kind: str
    title: str
    whole: str = ""
    status: str = "final"
    review: str = ""
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A source: how it is called in lists, a fingerprint of its record, and the items that cite it."""

    title: str
    digest: str
    cited_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookletRecord:
    """A file to print or take along; `chapters` are those of its plan."""

    title: str
    item: str
    sha256: str
    pages: int = 0
    chapters: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """A version's own account of itself; `files` leaves out what is derived, the manifest and its signature.

    `tools` are the programs and typefaces that made it, each with its version.
    """

    version: str
    date: str
    items: Mapping[str, ItemRecord] = field(default_factory=lambda: MappingProxyType({}))
    sources: Mapping[str, SourceRecord] = field(default_factory=lambda: MappingProxyType({}))
    booklets: Mapping[str, BookletRecord] = field(default_factory=lambda: MappingProxyType({}))
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pages: tuple[str, ...] = ()
    tools: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def digest(self) -> str:
        """One checksum over all files: two builds with the same one are the same version."""
        listed = "".join(f"{sha}  {path}\n" for path, sha in sorted(self.files.items()))
        return hashlib.sha256(listed.encode()).hexdigest()


def checksums(folder: Path) -> dict[str, str]:
    """The checksum of each file below a folder, by its path, without what is derived and the manifest itself."""
    found = {}
    for path in files_below(folder):
        if path != FILE and not path.endswith(DERIVED):
            found[path] = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    return found


def plain(path: str) -> str:
    """The path of what a compressed double was made from; any other path as it is."""
    return next((path.removesuffix(suffix) for suffix in DERIVED if path.endswith(suffix)), path)


def files_below(folder: Path) -> list[str]:
    """The path of each file below a folder, sorted."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def pages_among(files: Iterable[str]) -> tuple[str, ...]:
    """The URLs of the pages among files, as `page_url` has them; the error page is none."""
    return tuple(sorted(page_url(path) for path in files if path.endswith(".html") and path != "404.html"))


def page_url(url: str) -> str:
    """The URL of a page in a published tree: that of its folder where it is the first there, also where pages are files."""
    folder, slash, name = url.rpartition("/")
    return folder + slash if name == "index.html" else url


def write(manifest: Manifest) -> bytes:
    """As JSON, a line an entry, so that a person can compare two of them."""
    value = {"format": FORMAT, **{each.name: getattr(manifest, each.name) for each in fields(manifest)}}
    lines = []
    for name, content in value.items():
        if isinstance(content, Mapping):
            rows = ",\n".join(f"  {_json(key)}: {_json(_plain(entry))}" for key, entry in sorted(content.items()))
            lines.append(f" {_json(name)}: {{\n{rows}\n }}" if rows else f" {_json(name)}: {{}}")
        else:
            lines.append(f" {_json(name)}: {_json(content)}")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _plain(entry: Any) -> Any:
    return entry if isinstance(entry, str) else asdict(entry)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(content: bytes | None) -> Manifest | None:
    """The manifest of a published version; None for one that was published with another tool."""
    if content is None:
        return None
    with refuse_broken(FILE):
        value = json.loads(content)
        items = {url: _item(row) for url, row in value["items"].items()}
        sources = {
            key: SourceRecord(row["title"], row["digest"], tuple(row["cited_by"]))
            for key, row in value["sources"].items()
        }
        booklets = {name: BookletRecord(**row) for name, row in value["booklets"].items()}
        return Manifest(
            value["version"],
            value["date"],
            items,
            sources,
            booklets,
            value["files"],
            tuple(value["pages"]),
            value.get("tools", {}),
        )


def _item(row: dict[str, Any]) -> ItemRecord:
    sections = tuple(Section(s["anchor"], s["title"], tuple(s["sentences"])) for s in row["sections"])
    lists = {name: tuple(row[name]) for name in ("related", "aliases")}
    return ItemRecord(**{**row, **lists, "sections": sections})
