"""From a publisher's file to a data set: read, tidy, and write figures and manifest; all of it or nothing."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from katern.datasets.areas import Areas
from katern.datasets.delimited import read_delimited
from katern.datasets.mapping import Map
from katern.datasets.odata import read_odata
from katern.datasets.rawtable import RawTable, Unreadable
from katern.datasets.setfile import Source
from katern.datasets.sets import Sets
from katern.datasets.sourceblock import with_source
from katern.datasets.table import REQUIRED
from katern.datasets.tidy import Entry, Tidied, tidy
from katern.finding import Finding, Position, said
from katern.frontmatter import read_yaml
from katern.layout import Layout
from katern.textfile import read_text
from katern.validation import validate

# whom the publisher's own facts win over: what the map says of these is only for files that do not say it
_FACTS = ("modified", "retrieved")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote and left out; nothing is written where there are findings."""

    findings: tuple[Finding, ...] = ()
    written: tuple[str, ...] = ()
    figures: int = 0
    missing: int = 0
    left_out: Mapping[str, int] | None = None


def import_file(layout: Layout, file: Path, slug: str, map_file: Path | None = None) -> Imported:
    """Read a publisher's file into the set of this name, after the map that stands beside it or is given."""
    try:
        folder = _folder(layout, slug)
        map, findings = _map(map_file or layout.root / folder / "map.yml")
        if map is None:
            return Imported(tuple(findings))
        data = _bytes(file)
        raw = read_table_of(data, file.name)
        sets = Sets.load(layout)
        tidied = tidy(raw, map, sets.indicators, _areas(map.source, map.area is not None, sets))
    except Unreadable as problem:
        return Imported((problem.finding,))
    if tidied.findings:
        return Imported(tidied.findings)
    if not tidied.entries:
        return Imported((Finding.error(Position(file.name), said("data.bad-table", "nothing-fits")),))
    return _write(layout, folder, map, _source(map.source, raw, file.name, data), tidied)


def _folder(layout: Layout, slug: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        raise Unreadable(Position(f"{layout.data}/sets"), said("meta.bad-value", "no-name-of-a-set", name=slug))
    return f"{layout.data}/sets/{slug}"


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        what = said("meta.unreadable", "check-the-path", reason=problem.strerror or str(problem))
        raise Unreadable(Position(file.name), what) from problem


def read_table_of(data: bytes, path: str) -> RawTable:
    """The table in a file, by what it holds and not by its name alone."""
    if data[:4] == b"PK\x03\x04":
        from katern.datasets.workbook import read_workbook  # the reader of xlsx is not loaded for other tables

        return read_workbook(data, path)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        raise Unreadable(Position(path), said("data.bad-table", "no-utf-8")) from problem
    return read_odata(text, path) if text.lstrip()[:1] in ("{", "[") else read_delimited(text, path)


def _map(file: Path) -> tuple[Map | None, list[Finding]]:
    name = file.name
    if not file.is_file():
        return None, [Finding.error(Position(name), said("meta.unreadable", "no-map"))]
    text, findings = read_text(file.parent, name)
    content, positions, wrong = read_yaml(text, name)
    findings += wrong
    if findings or not isinstance(content, dict):
        return None, findings or [Finding.error(Position(name), said("meta.bad-yaml", "map-without-fields"))]
    return validate(Map, content, positions, name)


def _areas(source: Source, has_areas: bool, sets: Sets) -> Areas | None:
    """The areas that the codes of a source mean; None for a table without areas."""
    if not has_areas:
        return None
    at = Position("map.yml")
    if source.borders is None:
        raise Unreadable(at, said("data.area-unknown", "map-without-borders"))
    if source.borders not in sets.areas:
        raise Unreadable(at, said("data.area-unknown", "no-areas-of-year", year=source.borders))
    return sets.areas[source.borders]


def _source(source: Source, raw: RawTable, name: str, data: bytes) -> Source:
    facts: dict[str, object] = {
        fact: datetime.date.fromisoformat(raw.about[fact][:10]) for fact in _FACTS if fact in raw.about
    }
    return source.model_copy(update={**facts, "input": name, "sha256": hashlib.sha256(data).hexdigest()})


def _write(layout: Layout, folder: str, map: Map, source: Source, tidied: Tidied) -> Imported:
    root = layout.root
    manifest_path, table_path = f"{folder}/set.yml", f"{folder}/{source.id}.csv"
    manifest_file = root / manifest_path
    if manifest_file.is_file():
        changed = with_source(manifest_file.read_text(encoding="utf-8"), manifest_path, source)
        if isinstance(changed, Finding):
            return Imported((changed,))
    else:
        changed = skeleton(map, source, tidied)
    (root / folder).mkdir(parents=True, exist_ok=True)
    _replace(root / table_path, table_text(map, tidied.entries))
    _replace(manifest_file, changed)
    missing = sum(not entry.value for entry in tidied.entries)
    return Imported((), (table_path, manifest_path), len(tidied.entries), missing, tidied.left_out)


def _replace(file: Path, text: str) -> None:
    """Write a file whole or not at all: a break half-way leaves what was."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, file)


def table_text(map: Map, entries: tuple[Entry, ...]) -> str:
    """A tidy file: one figure a line, in an order that does not hang on the publisher's."""
    area = ["area"] if map.area else []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*area, *map.categories, *REQUIRED])
    for entry in sorted(entries):
        writer.writerow(
            [*([entry.area] if area else []), *entry.categories, entry.year, entry.indicator, entry.value, entry.mark]
        )
    return out.getvalue()


def skeleton(map: Map, source: Source, tidied: Tidied) -> str:
    """A first set.yml: what the file and the map know; what only a person knows is a finding of the next check."""
    years = sorted({entry.year for entry in tidied.entries})
    content: dict[str, object] = {"title": source.title, "years": years}
    if map.categories:
        content["categories"] = [{"id": name, "label": column} for name, column in map.categories.items()]
    content["sources"] = [source.model_dump(mode="json", exclude_defaults=True)]
    dates = {"retrieved": source.retrieved, "modified": source.modified}
    content["sources"][0].update({name: day for name, day in dates.items() if day})  # type: ignore[index]
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000)
