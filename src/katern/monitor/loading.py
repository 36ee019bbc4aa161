"""Reading a monitor: its file, its tiles and its data sets, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from katern.datasets.areas import Areas
from katern.datasets.loaded import sets_of
from katern.datasets.sets import Sets
from katern.finding import Finding, Position, Said, did_you_mean, nearest, said
from katern.frontmatter import FieldPath, read_yaml
from katern.latest import of_latest
from katern.library import Library
from katern.monitor.measures import Measure, measures_of
from katern.monitor.settings import Monitor, Theme
from katern.monitor.tiles import Tile, read_tiles
from katern.textfile import read_text, walk
from katern.validation import validate

# `{inwoners}`, `{koopwoningen.country}`, `{leeftijd.than}`
PLACE = re.compile(r"\{([a-z0-9_-]+)(?:\.([a-z]+))?\}")
ASKED = ("", "municipality", "country", "than")


@dataclass(frozen=True)
class Loaded:
    """A monitor that was read; `monitor` is None where there is none, or none that fits."""

    monitor: Monitor | None = None
    sets: Sets = field(default_factory=Sets)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    tiles: Mapping[str, Tile] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    text: str = ""


def path_of(library: Library) -> str:
    """Where the file of a checkout's monitor stands."""
    return f"{library.layout.data}/monitor.yml"


def files_of(library: Library) -> list[tuple[str, str]]:
    """The files of a checkout's monitor, with what they say."""
    layout = library.layout
    paths = [path_of(library), *walk(layout.root, f"{layout.data}/monitor", (".csv",))]
    known = [path for path in paths if (layout.root / path).exists()]
    return [(path, read_text(layout.root, path)[0]) for path in known]


@of_latest
def load_monitor(library: Library) -> Loaded:
    """The monitor of a checkout; one without monitor.yml has none, which is no mistake."""
    path = path_of(library)
    if not (library.layout.root / path).exists():
        return Loaded()
    text, findings = read_text(library.layout.root, path)
    content, positions, more = read_yaml(text, path)
    findings += more
    if not isinstance(content, dict):
        if not findings:
            findings.append(Finding.error(Position(path), said("meta.bad-yaml", "no-data-file")))
        return Loaded(findings=tuple(findings))
    monitor, wrong = validate(Monitor, content, positions, path)
    findings += wrong
    if monitor is None:
        return Loaded(findings=tuple(findings))
    return _Loading(library, monitor, positions, path, findings, text).load()


class _Loading:
    """The state of one load."""

    def __init__(
        self,
        library: Library,
        monitor: Monitor,
        positions: Mapping[FieldPath, Position],
        path: str,
        findings: list[Finding],
        text: str,
    ) -> None:
        self.library, self.monitor, self.positions, self.path = library, monitor, positions, path
        self.findings, self.text = findings, text
        self.sets = sets_of(library)
        self.measures = measures_of(monitor, self.sets.indicators)

    def load(self) -> Loaded:
        for year in (self.monitor.borders, *(edition.borders for edition in self.monitor.editions)):
            if year not in self.sets.areas:
                self._wrong(("borders",), said("data.area-unknown", "no-borders-of-monitor", year=year))
        for number, slug in enumerate(self.monitor.sets):
            if slug not in self.sets.by_slug:
                known = tuple(sorted(self.sets.by_slug))
                what = said("data.unknown-indicator", "no-set", id=slug)
                self._wrong(("sets", number), what, nearest(slug, known))
        self._names()
        self._other_names()
        for number, theme in enumerate(self.monitor.themes):
            for position, sentence in enumerate(theme.sentences):
                self._sentence(theme, sentence, ("themes", number, "sentences", position))
        tiles = self._tiles()
        return Loaded(self.monitor, self.sets, self.measures, tiles, tuple(self.findings), self.text)

    def _wrong(self, where: FieldPath, what: Said, near: str | None = None) -> None:
        outer = (where[:size] for size in range(len(where), 0, -1))
        at = next((self.positions[field] for field in outer if field in self.positions), Position(self.path))
        self.findings.append(Finding.error(at, what, did_you_mean(near)))

    def _names(self) -> None:
        """Every name of a measure must be known."""
        for where, id in self._named():
            if id not in self.measures:
                self._wrong(where, said("data.unknown-indicator", "unlisted", id=id), nearest(id, self.measures))
        if self.monitor.tiles:
            for number, id in enumerate(self.monitor.tiles.measures):
                if id in self.measures and self.measures[id].origin:
                    self._wrong(("tiles", "measures", number), said("data.origin", "on-the-map", id=id))

    def _other_names(self) -> None:
        """Every code that has other names must be that of an area."""
        areas = self.sets.areas.get(self.monitor.borders, Areas(self.monitor.borders))
        for code in self.monitor.also_called if areas.by_code else ():
            if code not in areas.by_code:
                what = said("data.area-unknown", "no-area", area=code, year=areas.year)
                self._wrong(("also_called", code), what, nearest(code, areas.by_code))

    def _named(self) -> Iterator[tuple[FieldPath, str]]:
        monitor = self.monitor
        for name in ("keys", "origin"):
            yield from (((name, number), id) for number, id in enumerate(getattr(monitor, name)))
        for number, share in enumerate(monitor.shares):
            yield from ((("shares", number, name), getattr(share, name)) for name in ("part", "of"))
        yield ("few", "of"), monitor.few.of
        yield from ((("few", "rates", number), id) for number, id in enumerate(monitor.few.rates))
        for at, theme in enumerate(monitor.themes):
            for name in ("measures", "series"):
                yield from ((("themes", at, name, number), id) for number, id in enumerate(getattr(theme, name)))
            for number, panels in enumerate(theme.panels):
                for side in ("before", "after"):
                    ids = getattr(panels, side)
                    yield from ((("themes", at, "panels", number, side, n), id) for n, id in enumerate(ids))
        if monitor.tiles:
            yield from ((("tiles", "measures", number), id) for number, id in enumerate(monitor.tiles.measures))

    def _sentence(self, theme: Theme, sentence: str, where: FieldPath) -> None:
        """A sentence names known measures, and where people come from neither with other themes nor held against others."""
        named = [(match[1], match[2] or "") for match in PLACE.finditer(sentence)]
        for id, asked in named:
            if id == "name" and not asked:
                continue
            if id not in self.measures or asked not in ASKED:
                near = nearest(id, self.measures) if id not in self.measures else None
                what = said("data.unknown-indicator", "unlisted", id=f"{id}.{asked}".rstrip("."))
                self._wrong(where, what, near)
        about = [self.measures[id] for id, _ in named if id in self.measures]
        others = {id for other in self.monitor.themes if other is not theme for id in other.measures}
        if any(measure.origin for measure in about):
            if any(measure.id in others for measure in about):
                self._wrong(where, said("data.origin", "with-other-theme"))
            if any(asked == "than" and self.measures[id].origin for id, asked in named if id in self.measures):
                self._wrong(where, said("data.origin", "compared"))

    def _tiles(self) -> Mapping[str, Tile]:
        if self.monitor.tiles is None:
            return {}
        path = f"{self.library.layout.data}/monitor/{self.monitor.tiles.file}"
        text, findings = read_text(self.library.layout.root, path)
        self.findings += findings
        if findings:
            return {}
        areas = self.sets.areas.get(self.monitor.borders, Areas(self.monitor.borders))
        tiles, wrong = read_tiles(text, path, areas)
        self.findings += wrong
        return tiles
