"""The pages of the monitor of areas: a profile for each area, the finder with its map, comparing, and files to take along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from katern.datasets.areas import Area
from katern.drawing.page import way_to_root
from katern.library import Library
from katern.monitor.book import Book
from katern.monitor.export import as_csv
from katern.monitor.finder import index_files, shared_names
from katern.monitor.map import by_province, colourings, edges, size
from katern.monitor.paper import on_paper
from katern.monitor.profile import Profile, Profiles
from katern.site.arearows import AreaRows
from katern.site.areawords import RestOfSite
from katern.site.books import Books
from katern.words import Words


class AreaPage(NamedTuple):
    """A profile on the site: its area, its URL relative to the root, and which edition it is of."""

    area: Area
    url: str
    edition: int


class AreaPages:
    """Draws the pages of a monitor; what stands around them is the site's."""

    def __init__(self, books: Books, library: Library, env: Environment, words: Words, rest: RestOfSite) -> None:
        self.books, self.monitor, self.words = books, books.monitor, words
        self._library, self._env, self._rest = library, env, rest
        self._profiles = [Profiles(book, beside) for book, beside in zip(books.all, books.beside, strict=True)]
        self._drawn: dict[tuple[object, ...], Markup] = {}
        self._rows = AreaRows(env)

    # --- where they stand

    @property
    def home(self) -> str:
        """The address of the finder."""
        return f"{self.monitor.folder}/index.md"

    @property
    def comparing(self) -> str:
        """The address of the page on which areas are compared."""
        return f"{self.monitor.folder}/{self.words.addresses.monitor.compare}.md"

    @property
    def generated(self) -> Mapping[str, str]:
        """The pages that have a place in the menu, by address, with their titles as HTML."""
        return {self.home: escape(self.monitor.title), self.comparing: escape(self.words.monitor.compare)}

    @cached_property
    def urls(self) -> Sequence[Mapping[str, str]]:
        """The URL of each profile by code, edition by edition."""
        return [{area.code: self._url(area, book) for area in book.profiled} for book in self.books.all]

    def _url(self, area: Area, book: Book) -> str:
        below = f"{book.borders}/" if book.edition else ""
        return self._library.layout.url(f"{self.monitor.folder}/{below}{area.code.lower()}.md")

    def pages(self) -> Iterator[AreaPage]:
        """All profiles, in the order of names."""
        for number, book in enumerate(self.books.all):
            for area in book.profiled:
                yield AreaPage(area, self.urls[number][area.code], number)

    def found(self) -> Iterator[tuple[str, str, str]]:
        """The profiles that the search of the site knows, by URL, title and words: municipalities, whose names people type."""
        book, urls = self.books.all[0], self.urls[0]
        for area in book.municipalities:
            yield urls[area.code], escape(area.name), escape(f"{self.monitor.title}. {area.code}.", quote=False)

    def digest(self, page: AreaPage) -> str:
        """Of the figures that a profile shows."""
        return self.books.digest(page.edition, page.area)

    # --- profiles

    def title(self, page: AreaPage) -> str:
        """The title of a profile: names of districts are shared, so theirs says the municipality."""
        parents = self.books.all[page.edition].parents(page.area)
        within = f", {parents[0].name}" if page.area.kind == "district" and parents else ""
        year = f" ({self.books.all[page.edition].borders})" if page.edition else ""
        return f"{page.area.name}{within}{year}"

    def profile(self, page: AreaPage) -> Profile:
        """What a page tells of its area."""
        return self._profiles[page.edition].of(page.area)

    def draw(self, page: AreaPage) -> str:
        """The content of a profile."""
        profile, base = self.profile(page), way_to_root(page.url)
        return self._env.get_template("katern/monitor/profile.html").render(
            {**self._shared(page, base), **self._own(page, profile)}
        )

    def _shared(self, page: AreaPage, base: str) -> dict[str, Any]:
        """What profiles of one edition and depth have in common."""
        monitor, layout, few = self.monitor, self._library.layout, self.monitor.few
        width, height = size(self.books.loaded.tiles)
        return {
            "base": base, "folder": monitor.folder, "title": monitor.title, "home": layout.url(self.home),
            "compare_url": layout.url(self.comparing), "urls": self.urls[page.edition], "not_there": monitor.not_there,
            "correction": monitor.correction, "width": width, "height": height,
            "read_few": self.words.monitor.read_few(share=few.share, rate=few.rate),
            "further": {theme.id: self._further(theme.id, base) for theme in monitor.themes},
            "edition": self.books.all[page.edition].borders if page.edition else "",
            "beside_why": monitor.editions[page.edition - 1].why if page.edition else "",
        }  # fmt: skip

    def _own(self, page: AreaPage, profile: Profile) -> dict[str, Any]:
        area, words = page.area, self.words.monitor
        top = next((one for one in (area, *profile.parents) if one.kind == "municipality"), None)
        tile = self.books.loaded.tiles.get(top.code) if top else None
        held = top or area
        return {
            "profile": profile, "placed": self.placed(page, profile), "legend": self._legend(area, profile),
            "tile": tile, "tile_name": held.name, "elsewhere": list(self._elsewhere(page)),
            "csv_url": self.csv_url(held, page.edition), "csv_name": (words.csv_with if top else words.csv)(name=held.name),
            "cited": self.cited(page, profile), "report": self._rest.report(self.title(page), page.url),
            "keys": self._rows.keys(profile.keys, [parent.name for parent in profile.parents]),
            "rows": {told.theme.id: self._rows.rows(told.lines) for told in profile.themes if told.lines},
            "beside": self._rows.rows(profile.beside), "empty": any(not told.lines for told in profile.themes),
        }  # fmt: skip

    def placed(self, page: AreaPage, profile: Profile) -> str:
        """The kind of an area, what it lies in, its code and the year of its borders."""
        area, words, year = page.area, self.words.monitor, self.books.all[page.edition].borders
        kind = words.kinds[area.kind]
        if not profile.parents:
            return words.placed(kind=kind, code=area.code, year=year)
        return words.placed_in(kind=kind, place=profile.parents[0].name, code=area.code, year=year)

    def cited(self, page: AreaPage, profile: Profile) -> str:
        """How to name the page, with the sources of its figures."""
        sources = dict.fromkeys(line.source.split(" (")[0] for told in profile.themes for line in told.lines)
        return self.words.monitor.cited(
            site=self._rest.site, title=self.monitor.title, name=self.title(page), code=page.area.code,
            year=self.books.all[page.edition].borders, sources="; ".join(sorted(sources)),
        )  # fmt: skip

    def _legend(self, area: Area, profile: Profile) -> Markup:
        others = "district" if area.kind == "district" or profile.districts else "municipality"
        around = tuple(parent.kind for parent in profile.parents)
        country = profile.parents[-1].name if profile.parents else ""
        key = ("legend", others, around, country)
        if key not in self._drawn:
            template = self._env.get_template("katern/monitor/legend.html")
            self._drawn[key] = Markup(template.render(around=around, country=country, others=others))
        return self._drawn[key]

    def _further(self, theme: str, base: str) -> Markup:
        key = ("further", theme, base)
        if key not in self._drawn:
            template = self._env.get_template("katern/monitor/further.html")
            lines = next(one.lines for one in self.monitor.themes if one.id == theme)
            self._drawn[key] = Markup(template.render(groups=self._rest.groups(lines), base=base))
        return self._drawn[key]

    def _elsewhere(self, page: AreaPage) -> Iterator[tuple[str, str]]:
        """The same municipality in other borders."""
        code = page.area.code
        for number, urls in enumerate(self.urls):
            if number != page.edition and code in urls and page.area.kind == "municipality":
                year = self.books.all[number].borders
                yield self.words.monitor.earlier(name=page.area.name, year=year), urls[code]

    def name_of(self, page: AreaPage) -> str:
        """What a profile is called on the command line and in an address: its code, with the year of an earlier edition."""
        return f"{page.area.code}-{self.books.all[page.edition].borders}" if page.edition else page.area.code

    def sheet(self, page: AreaPage, site: str) -> dict[str, Any]:
        """A profile as it is set on paper."""
        profile = self.profile(page)
        return {
            "stem": f"{self.monitor.folder}-{self.name_of(page).lower()}", "title": self.title(page),
            "placed": self.placed(page, profile), "url": f"{site.rstrip('/')}/{page.url}" if site else "",
            "cited": self.cited(page, profile),
            "profile": on_paper(profile, self.books.all[page.edition], self.words),
        }  # fmt: skip

    # --- files beside them

    def csv_url(self, area: Area, edition: int) -> str:
        """The file with the figures of an area and its districts."""
        below = f"{self.books.all[edition].borders}/" if edition else ""
        return f"{self.monitor.folder}/{below}{area.code.lower()}-{self.words.addresses.monitor.figures}.csv"

    def files(self) -> Iterator[tuple[str, str, Callable[[], str]]]:
        """The path of each file, of what it is made, and who makes its content."""
        for number, book in enumerate(self.books.all):
            for area in book.profiled:
                if area.kind != "district":
                    inside = book.municipalities if area.kind == "country" else book.districts(area.code)
                    made_of = self.books.digest(number, area)
                    yield self.csv_url(area, number), made_of, lambda b=book, a=(area, *inside): as_csv(b, a)  # type: ignore[misc]

    @cached_property
    def index_files(self) -> Mapping[str, str]:
        """The lists of the finder, by their paths."""
        rows = []
        for page in self.pages():
            parents = self.books.all[page.edition].parents(page.area)
            within = parents[0].name if parents and page.area.kind == "district" else ""
            others = self.monitor.also_called.get(page.area.code, ())
            name = f"{page.area.name} ({', '.join(others)})" if others else page.area.name
            rows.append(
                (
                    page.area._replace(name=name),
                    within,
                    str(self.books.all[page.edition].borders) if page.edition else "",
                )
            )
        folder = f"{self.monitor.folder}/{self.words.addresses.monitor.index}"
        return {f"{folder}/{name}.json": text for name, text in index_files(rows, self.words.monitor.plain).items()}

    def tiles_svg(self) -> tuple[str, str]:
        """The path of the small map, and its content."""
        width, height = size(self.books.loaded.tiles)
        tiles = self.books.loaded.tiles.values()
        path = "".join(f"M{tile.column}.05 {tile.row}.05h.9v.9h-.9z" for tile in tiles)
        template = self._env.get_template("katern/monitor/tiles.svg")
        name = f"{self.monitor.folder}/{self.words.addresses.monitor.tiles}.svg"
        return name, template.render(width=width, height=height, path=path)

    # --- finder and comparing

    def page(self, address: str, base: str) -> str:
        """The content of the finder, or of the page on which areas are compared."""
        monitor, layout = self.monitor, self._library.layout
        shared = {
            "base": base, "folder": monitor.folder, "title": monitor.title, "home": layout.url(self.home),
            "compare_url": layout.url(self.comparing), "page": layout.url(f"{monitor.folder}/{{code}}.md"),
            "lists": " ".join(path.rpartition("/")[2].removesuffix(".json") for path in self.index_files),
            "earlier": layout.url(f"{monitor.folder}/{{year}}/{{code}}.md"),
        }  # fmt: skip
        if address == self.comparing:
            return self._env.get_template("katern/monitor/compare.html").render(shared)
        return self._env.get_template("katern/monitor/finder.html").render({**shared, **self._finder()})

    def _finder(self) -> dict[str, Any]:
        book, tiles, urls = self.books.all[0], self.books.loaded.tiles, self.urls[0]
        words, monitor = self.words.monitor, self.monitor
        width, height = size(tiles)
        colours = list(colourings(book, monitor.tiles.measures)) if monitor.tiles else []
        shared = [(name, [(area, self._within(area)) for area in same]) for name, same in shared_names(book.profiled)]
        districts = sum(1 for area in book.profiled if area.kind == "district")
        start = [area for area in book.profiled if area.kind == "country"]
        return {
            "intro": monitor.intro, "urls": urls, "colours": colours, "width": width, "height": height,
            "start": [(area.name, urls[area.code]) for area in start],
            "areas": words.areas(municipalities=len(book.municipalities), districts=districts),
            "tiles": [self._tile(tile, colours) for tile in sorted(tiles.values(), key=lambda tile: (tile.row, tile.column))],
            "edges": edges(tiles), "map_source": monitor.tiles.source if monitor.tiles else "",
            "provinces": by_province(book.municipalities, tiles), "shared": shared,
            "shared_intro": words.shared_intro(names=len(shared), areas=sum(len(same) for _, same in shared)),
        }  # fmt: skip

    def _tile(self, tile: Any, colours: Sequence[Any]) -> dict[str, Any]:
        told = [f"{one.measure.label}: {one.values[tile.code].text}" for one in colours if tile.code in one.values]
        name = self.books.all[0].areas.by_code[tile.code].name
        classes = [f"{'abc'[number]}{one.classes.get(tile.code, 0)}" for number, one in enumerate(colours)]
        return {
            "url": self.urls[0][tile.code], "column": tile.column, "row": tile.row, "classes": " ".join(classes),
            "title": "; ".join([name, *told]),
        }  # fmt: skip

    def _within(self, area: Area) -> str:
        parents = self.books.all[0].parents(area)
        return parents[0].name if parents else area.name
