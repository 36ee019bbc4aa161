"""Everything that one checkout holds, loaded once and then only read.

Loading never stops at an author's mistake: it collects findings and goes on, so that one run shows all that is wrong.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import BaseModel

from katern import data as data_models
from katern.bibliography.bibtex import find_key_clashes
from katern.bibliography.files import read_bibliography
from katern.bibliography.keys import Keys, other_keys
from katern.bibliography.remembered import Store
from katern.bibliography.source import Source
from katern.citations.syntax import Citation, Cluster, Flaw, find_clusters, with_keys
from katern.data import Data
from katern.finding import Finding, Position, sort_key
from katern.frontmatter import FieldPath, FrontMatter, read_front_matter, read_yaml
from katern.items import KINDS, Page
from katern.layout import Layout
from katern.links import Link, find_links
from katern.mask import mask, mask_code
from katern.textfile import LARGEST_PAGE, Lines, circular_links, read_text, walk
from katern.validation import validate

# front-matter fields that a page draws as running text, citations included
TEXT_FIELDS = ("question", "key_messages", "goal", "not_for", "mechanism", "follow_up", "target_group")
# front-matter fields that hold keys of sources
KEY_FIELDS = ("prior_knowledge", "sources")

_FIRST_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A cluster and where it stands; `keys` holds the position of each citation's `@`."""

    cluster: Cluster
    position: Position
    keys: tuple[Position, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link and where its destination stands."""

    link: Link
    position: Position


@dataclass(frozen=True, slots=True)
class Item:
    """One Markdown file: a dossier, a part of a toolkit, a question, a page.

    `path` is its file, `address` its MkDocs `src_uri`; `meta` are its fields, with defaults where the front matter
    does not fit its model.
    """

    path: str
    address: str
    kind: str
    front: FrontMatter
    meta: Page
    clusters: tuple[PlacedCluster, ...] = ()
    links: tuple[PlacedLink, ...] = ()

    @property
    def title(self) -> str:
        """The title from the front matter, the first heading, or the file's name."""
        if self.meta.title:
            return self.meta.title
        heading = _FIRST_HEADING.search(self.front.body)
        return heading[1] if heading else posixpath.splitext(posixpath.basename(self.path))[0].replace("-", " ").capitalize()

    @property
    def folder(self) -> str:
        """The folder of its address: `dossiers/opvoeding`."""
        return posixpath.dirname(self.address)

    @property
    def slug(self) -> str:
        """What its address calls it: the folder of an index page, else the file's name."""
        name = posixpath.splitext(posixpath.basename(self.address))[0]
        return posixpath.basename(self.folder) if name == "index" and self.folder else name


@dataclass(frozen=True, slots=True)
class Library:
    """The content of a checkout; `findings` are what went wrong while reading it, `katern.check` finds the rest."""

    layout: Layout
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    data: Data
    data_positions: Mapping[str, Mapping[FieldPath, Position]]
    findings: tuple[Finding, ...]

    @classmethod
    def load(cls, layout: Layout, store: Store | None = None) -> Library:
        """Read the whole checkout; what was read before comes from the store."""
        return _Loader(layout, store).load()

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """All items of a kind, by their order and title."""
        return tuple(sorted((item for item in self.items.values() if item.kind == kind), key=reading_order))

    def by_address(self) -> dict[str, Item]:
        """All items by their address on the site."""
        return {item.address: item for item in self.items.values()}

    def whole(self, item: Item) -> Item | None:
        """The dossier or toolkit that a chapter or part belongs to."""
        if item.kind not in ("chapter", "part"):
            return None
        return self.items.get(f"{posixpath.dirname(item.path)}/index.md")

    def sensitive(self, item: Item) -> bool:
        """Whether an item, or the dossier or toolkit that it belongs to, needs care for who reads along."""
        whole = self.whole(item)
        return item.meta.sensitive or (whole is not None and whole.meta.sensitive)

    def target(self, item: Item, link: Link) -> str:
        """The path, relative to the root, of the file that a local link of an item points to."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(item.path), link.file))

    def parts_of(self, item: Item) -> tuple[Item, ...]:
        """The other pages in an index page's folder, in reading order."""
        inside = (other for other in self.items.values() if other.folder == item.folder and other is not item)
        return tuple(sorted(inside, key=reading_order))

    def clusters(self) -> tuple[Cluster, ...]:
        """Every cluster that a page or a data file can draw, each once, in order of path and place."""
        found: dict[Cluster, None] = {}
        for item in self.items.values():
            for placed in item.clusters:
                found.setdefault(placed.cluster)
        for key in _data_keys(self.data):
            found.setdefault(Cluster((Citation(key),)))
        return tuple(found)


def reading_order(item: Item) -> tuple[int, str]:
    """Items without an `order` of their own follow by title."""
    return (item.meta.order, item.title.casefold())


def is_citation_key(sources: Iterable[str]) -> Keys:
    """A test for bare `@name`s (see `Keys`); sources themselves tell their other keys too."""
    return Keys(sources, other_keys(sources.values()) if isinstance(sources, Mapping) else None)


class _Loader:
    """The state of one load; gone when the library is made."""

    def __init__(self, layout: Layout, store: Store | None = None) -> None:
        self.layout = layout
        self.store = store
        self.findings: list[Finding] = []

    def load(self) -> Library:
        sources = self._sources()
        data, data_positions = self._data()
        is_key = is_citation_key(sources)
        items = {item.path: item for item in self._items(is_key)}
        for folder, _ in self.layout.trees:
            for path in circular_links(self.layout.root, folder):
                self._error("meta.unreadable", Position(path), "deze koppeling wijst naar niets of naar een map waar zij zelf in staat", "verwijder de koppeling")  # fmt: skip
        findings = tuple(sorted(dict.fromkeys(self.findings), key=sort_key))
        return Library(
            self.layout, MappingProxyType(items), MappingProxyType(sources), data, MappingProxyType(data_positions), findings
        )

    def _error(self, code: str, at: Position, message: str, hint: str = "") -> None:
        self.findings.append(Finding.error(code, at, message, hint))

    def _sources(self) -> dict[str, Source]:
        everything, findings = read_bibliography(self.layout.root, self.layout.bibliography, self.store)
        self.findings += findings
        self.findings += find_key_clashes(everything)
        unique: dict[str, Source] = {}
        for source in everything:
            unique.setdefault(source.key, source)
        return unique

    def _data(self) -> tuple[Data, dict[str, dict[FieldPath, Position]]]:
        values: dict[str, BaseModel] = {}
        positions: dict[str, dict[FieldPath, Position]] = {}
        for name, model in data_models.FILES.items():
            path = f"{self.layout.data}/{name}.yml"
            positions[name] = {}
            if not (self.layout.root / path).exists():
                continue
            text, findings = read_text(self.layout.root, path)
            self.findings += findings
            content, positions[name], yaml_findings = read_yaml(text, path)
            self.findings += yaml_findings
            if content is None:
                continue
            if not isinstance(content, dict):
                self._error("meta.bad-yaml", Position(path), "dit bestand hoort uit velden met een waarde te bestaan", "zie de handleiding over de gegevensbestanden")  # fmt: skip
                continue
            value, model_findings = validate(model, content, positions[name], path)
            self.findings += model_findings
            if value is not None:
                values[name] = value
        return Data(**values), positions  # type: ignore[arg-type]

    def _items(self, is_key: Keys) -> Iterator[Item]:
        for folder, _ in self.layout.trees:
            for path in walk(self.layout.root, folder, (".md",)):
                if path.startswith(self.layout.data + "/"):
                    continue
                yield self._item(path, is_key)

    def _item(self, path: str, is_key: Keys) -> Item:
        text, findings = read_text(self.layout.root, path, LARGEST_PAGE)
        self.findings += findings
        front = read_front_matter(text, path)
        self.findings += front.findings
        kind = self.layout.kind(path)
        readable = not findings and not front.findings
        meta = self._meta(KINDS[kind], front) if readable or front.values else Page()
        clusters = tuple(self._clusters(text, front, is_key))
        links = tuple(self._links(front))
        address = self.layout.address(path)
        assert address is not None  # every tree that is walked has a prefix
        return Item(path, address, kind, front, meta, clusters, links)

    def _meta(self, model: type[Page], front: FrontMatter) -> Page:
        meta, findings = validate(model, front.values, front.positions, front.path)
        self.findings += findings
        if meta is not None:
            return meta
        # keep what every page can say, so that the rest of the site is still checked and drawn
        wrong = {finding_field(finding, front) for finding in findings}
        kept = {name: value for name, value in front.values.items() if name in Page.model_fields and name not in wrong}
        page, _ = validate(Page, kept, front.positions, front.path)
        return page or Page()

    def _clusters(self, text: str, front: FrontMatter, is_key: Keys) -> Iterator[PlacedCluster]:
        if "@" not in text:
            return
        for field in TEXT_FIELDS:
            yield from self._clusters_of_field(text, front, field, is_key)
        if "@" not in front.body:
            return
        lines = Lines(front.body, front.path, front.body_line)
        for found in find_clusters(mask(front.body), is_key, front.body):
            if isinstance(found, Flaw):
                self._flaw(found, lines.position(found.start))
            else:
                keys = tuple(lines.position(offset) for offset in found.key_offsets)
                yield PlacedCluster(with_keys(found.cluster, is_key.own), lines.position(found.start), keys, front.body[found.start : found.end])

    def _clusters_of_field(self, text: str, front: FrontMatter, field: str, is_key: Keys) -> Iterator[PlacedCluster]:
        value = front.values.get(field)
        values = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, content in values:
            if not isinstance(content, str) or "@" not in content:
                continue
            at = front.position(field) if index is None else front.position(field, index)
            place = _InField(text, at, content)
            for found in find_clusters(mask(content), is_key, content):
                if isinstance(found, Flaw):
                    self._flaw(found, place.position(found.start))
                else:
                    keys = tuple(place.position(offset) for offset in found.key_offsets)
                    written = content[found.start : found.end]
                    yield PlacedCluster(with_keys(found.cluster, is_key.own), place.position(found.start), keys, written)

    def _flaw(self, flaw: Flaw, at: Position) -> None:
        shown = flaw.text if len(flaw.text) <= 60 else flaw.text[:57] + "…"
        if flaw.code == "unbalanced":
            self._error("cite.unbalanced", at, f"de verwijzing {shown} heeft geen sluithaak", "zet een ] achter de verwijzing")
        else:
            self._error("cite.malformed", at, f"de verwijzing {shown} is niet te lezen", "schrijf [@sleutel] of [@een; @twee, p. 3]: bronnen gescheiden door een puntkomma")  # fmt: skip

    def _links(self, front: FrontMatter) -> Iterator[PlacedLink]:
        if "](" not in front.body and "]:" not in front.body:
            return
        lines = Lines(front.body, front.path, front.body_line)
        for link in find_links(mask_code(front.body)):
            yield PlacedLink(link, lines.position(link.start))


def finding_field(finding: Finding, front: FrontMatter) -> str | None:
    """The top-level field at which a finding stands."""
    for where, position in front.positions.items():
        if (position.line, position.column) == (finding.line, finding.column):
            return str(where[0])
    return None


def _data_keys(data: Data) -> Iterator[str]:
    if data.programme.source:
        yield data.programme.source
    for helpline in data.helplines.helplines:
        yield from (key for _, key in helpline.cited_at())
    for term in data.glossary.terms:
        yield term.source


class _InField:
    """Where a field's value stands in its file: YAML folds and indents lines, words it leaves whole."""

    def __init__(self, text: str, at: Position, value: str) -> None:
        self._at = at
        self._value = value
        self._lines = Lines(text, at.path)
        words = r"\s+".join(re.escape(word) for word in value.split())
        self._written = re.compile(words).search(text, self._lines.offset(at.line))
        self._text = text

    def position(self, offset: int) -> Position:
        """The position of an offset in the value; the field itself where YAML writes the value otherwise."""
        if self._written is None:
            return self._at
        before = len("".join(self._value[:offset].split()))
        place = self._written.start()
        while before or self._text[place].isspace():
            before -= not self._text[place].isspace()
            place += 1
        return self._lines.position(place)
