"""All data sets of a checkout, loaded once: manifests, figures, indicators and areas, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from katern.datasets.areas import Areas, read_areas
from katern.datasets.figure import Figure
from katern.datasets.indicators import Catalogue, Indicator
from katern.datasets.setfile import Manifest
from katern.datasets.table import Row, Table, read_table
from katern.digest import digest
from katern.finding import Finding, Position, said
from katern.frontmatter import FieldPath, read_yaml
from katern.layout import Layout
from katern.textfile import read_text, walk
from katern.validation import Model, validate

Key = tuple[str, str, int, tuple[str, ...]]


@dataclass(frozen=True)
class DataSet:
    """One folder below `sets/`: its manifest and its tables of figures."""

    slug: str
    path: str
    manifest: Manifest
    positions: Mapping[FieldPath, Position]
    tables: tuple[Table, ...]
    indicators: Mapping[str, Indicator]

    def position(self, *where: str | int) -> Position:
        """Where a field of set.yml stands, or the field around it."""
        for length in range(len(where), 0, -1):
            if where[:length] in self.positions:
                return self.positions[where[:length]]
        return Position(self.path)

    @property
    def is_whole(self) -> bool:
        """Whether every row of its tables could be read."""
        return not any(table.findings for table in self.tables)

    @cached_property
    def rows(self) -> Mapping[Key, Row]:
        """Every figure by indicator, area, year and categories."""
        return {(row.indicator, row.area, row.year, row.categories): row for table in self.tables for row in table.rows}

    def figure(self, row: Row) -> Figure:
        """A row with everything that must be said with it."""
        source = self.manifest.source(row.source)
        assert source is not None  # a row without one is a finding and is not kept
        names = (category.id for category in self.manifest.categories)
        return Figure(
            row.value,
            row.mark,
            row.year,
            self.indicators[row.indicator],
            row.area,
            tuple(zip(names, row.categories, strict=True)),
            self.slug,
            self.manifest.publisher,
            source,
            row.note,
        )

    def find(self, indicator: str, year: int, area: str = "", categories: tuple[str, ...] = ()) -> Figure | None:
        """One figure, or None where the set does not have it."""
        row = self.rows.get((indicator, area, year, categories))
        return self.figure(row) if row else None


@dataclass(frozen=True)
class Sets:
    """Everything about figures that a checkout holds; `findings` are what went wrong while reading it."""

    by_slug: Mapping[str, DataSet] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    areas: Mapping[int, Areas] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @classmethod
    def load(cls, layout: Layout) -> Sets:
        """Read all sets of a checkout; one without any is no mistake."""
        return _Loader(layout).load()

    @cached_property
    def newest_first(self) -> tuple[DataSet, ...]:
        """The sets, that with the latest figures first."""
        return tuple(sorted(self.by_slug.values(), key=lambda held: (_retrieved(held), held.slug), reverse=True))

    def find(self, indicator: str, year: int, area: str = "", categories: tuple[str, ...] = ()) -> Figure | None:
        """One figure from whichever set has it; a value goes before the reason that there is none, the newest first."""
        found = [figure for held in self.newest_first if (figure := held.find(indicator, year, area, categories))]
        found.sort(key=lambda figure: (figure.is_missing, -figure.source.as_of.toordinal()))
        return found[0] if found else None


def made_of(layout: Layout) -> str:
    """A digest of every file that sets are read from."""
    folders = ((f"{layout.data}/sets", (".csv", ".yml")), (f"{layout.data}/areas", (".csv",)))
    paths = [path for folder, endings in folders for path in walk(layout.root, folder, endings)]
    paths.append(f"{layout.data}/indicators.yml")
    return digest((layout.data, [(path, *read_text(layout.root, path)) for path in paths]))


class OnDemand:
    """The sets of a checkout, each read when it is first asked for: a page that names one need not wait for the others."""

    def __init__(self, layout: Layout) -> None:
        self._loader = _Loader(layout)
        self._held: dict[str, DataSet | None] = {}

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The catalogue."""
        return self._loader.indicators()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the sets are called, in order of the alphabet."""
        return tuple(sorted(path.split("/")[-2] for path in self._loader.manifests()))

    def get(self, slug: str) -> DataSet | None:
        """The set of this name, or None where there is none that can be read."""
        if slug not in self._held:
            wanted = f"{self._loader.folder}/{slug}/set.yml" if slug in self.names else ""
            self._held[slug] = self._loader.set_at(wanted, self.indicators) if wanted else None
        return self._held[slug]

    def manifest(self, slug: str) -> Manifest | None:
        """What the set of this name is, without its figures."""
        held = self._held.get(slug)
        return held.manifest if held else self._loader.manifest_at(f"{self._loader.folder}/{slug}/set.yml")

    @cached_property
    def areas(self) -> Mapping[int, Areas]:
        """The areas of each year."""
        return dict(self._loader.areas())


# what was last read, and of what
_LAST: list[tuple[tuple[object, str], OnDemand]] = []


def on_demand(layout: Layout) -> OnDemand:
    """The sets of a checkout; those that were read a moment ago, where no file of them changed since."""
    of = (layout.root, made_of(layout))
    if not _LAST or _LAST[0][0] != of:
        _LAST[:] = [(of, OnDemand(layout))]
    return _LAST[0][1]


def _retrieved(held: DataSet) -> int:
    return max(source.as_of.toordinal() for source in held.manifest.sources)


class _Loader:
    """The state of one load."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.folder = f"{layout.data}/sets"
        self.findings: list[Finding] = []

    def load(self) -> Sets:
        indicators = self.indicators()
        areas = dict(self.areas())
        folder, manifests = self.folder, self.manifests()
        loaded = [held for path in manifests if (held := self.set_at(path, indicators))]
        self._strays(
            folder, {held.path.rpartition("/")[0] for held in loaded} | {path.rpartition("/")[0] for path in manifests}
        )
        return Sets(
            MappingProxyType({held.slug: held for held in loaded}),
            MappingProxyType(indicators),
            MappingProxyType(areas),
            tuple(self.findings),
        )

    def manifests(self) -> list[str]:
        return [path for path in walk(self.layout.root, self.folder, (".yml",)) if path.endswith("/set.yml")]

    def indicators(self) -> dict[str, Indicator]:
        path = f"{self.layout.data}/indicators.yml"
        if not (self.layout.root / path).exists():
            return {}
        catalogue, positions = self._yaml(path, Catalogue)
        found: dict[str, Indicator] = {}
        for number, indicator in enumerate(catalogue.indicators if catalogue else ()):
            if indicator.id in found:
                at = positions.get(("indicators", number, "id"), Position(path))
                self.findings.append(Finding.error(at, said("data.duplicate", "indicator", id=indicator.id)))
            found.setdefault(indicator.id, indicator)
        return found

    def _yaml(self, path: str, model: type[Model]) -> tuple[Model | None, Mapping[FieldPath, Position]]:
        text, findings = read_text(self.layout.root, path)
        content, positions, more = read_yaml(text, path)
        self.findings += [*findings, *more]
        if not isinstance(content, dict):
            if not findings and not more:
                self.findings.append(Finding.error(Position(path), said("meta.bad-yaml", "no-set-file")))
            return None, positions
        value, wrong = validate(model, content, positions, path)
        self.findings += wrong
        return value, positions

    def areas(self) -> Iterator[tuple[int, Areas]]:
        for path in walk(self.layout.root, f"{self.layout.data}/areas", (".csv",)):
            year = path.rpartition("/")[2].removesuffix(".csv")
            if not (year.isdecimal() and len(year) == 4):
                self.findings.append(Finding.error(Position(path), said("data.bad-table", "no-year-in-name")))
                continue
            text, findings = read_text(self.layout.root, path)
            areas, wrong = read_areas(text, path, int(year))
            self.findings += [*findings, *wrong]
            yield int(year), areas

    def manifest_at(self, path: str) -> Manifest | None:
        return self._yaml(path, Manifest)[0]

    def set_at(self, path: str, indicators: Mapping[str, Indicator]) -> DataSet | None:
        manifest, positions = self._yaml(path, Manifest)
        if manifest is None:
            return None
        folder = path.rpartition("/")[0]
        tables = tuple(self._table(file, manifest, indicators) for file in walk(self.layout.root, folder, (".csv",)))
        held = DataSet(folder.rpartition("/")[2], path, manifest, positions, tables, indicators)
        self._twice(held)
        return held

    def _table(self, path: str, manifest: Manifest, indicators: Mapping[str, Indicator]) -> Table:
        text, findings = read_text(self.layout.root, path)
        table = read_table(text, path, manifest, indicators)
        self.findings += [*findings, *table.findings]
        return table

    def _twice(self, held: DataSet) -> None:
        """A figure that stands in two files of a set: which of them is meant nobody knows."""
        if sum(len(table.rows) for table in held.tables) == len(held.rows):
            return
        seen: dict[Key, tuple[str, int]] = {}
        for table in held.tables:
            for row in table.rows:
                first = seen.setdefault((row.indicator, row.area, row.year, row.categories), (table.path, row.line))
                if first != (table.path, row.line):
                    what = said("data.duplicate", "figure-in-file", file=first[0], line=first[1])
                    self.findings.append(Finding.error(table.position(row, "value"), what))

    def _strays(self, folder: str, known: set[str]) -> None:
        for path in walk(self.layout.root, folder, (".csv",)):
            if path.rpartition("/")[0] not in known:
                self.findings.append(Finding.error(Position(path), said("data.bad-table", "stray")))
