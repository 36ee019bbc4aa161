"""Everything that one checkout holds, loaded once and then only read.

Loading never stops at an author's mistake: it collects findings and goes on, so that one run shows all that is wrong.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

from pydantic import BaseModel

from katern import data as data_models
from katern.bibliography.bibtex import find_key_clashes
from katern.bibliography.files import read_bibliography
from katern.bibliography.keys import Keys, other_keys
from katern.bibliography.source import Source
from katern.citations.syntax import Citation, Cluster
from katern.data import Data
from katern.fields import Leads, marked, values_at
from katern.filestate import Seen
from katern.finding import Finding, Position, said, sort_key
from katern.frontmatter import FieldPath, FrontMatter, read_front_matter, read_yaml
from katern.items import Page
from katern.kinds import Kind, Kinds
from katern.known import Known
from katern.layout import Layout
from katern.locales import FALLBACK
from katern.looked import TEXT, look
from katern.reading.ahead import Work, read_ahead, read_in_turn
from katern.reading.macros import Call, Expanded, Facts, Macros, Tools, taken
from katern.reading.markdown import Dialect
from katern.reading.origin import InField, Origin
from katern.reading.remembered import Remembering
from katern.reading.spans import Spans
from katern.reading.text import Link, Text, blanked
from katern.share import Share
from katern.store import Store
from katern.textfile import LARGEST_PAGE, circular_links, outside_finding, outside_links, read_text, walk
from katern.validation import validate

# what pages may use, once data files and sources are read
ToolsOf = Callable[["Library"], Tools]


@dataclass(frozen=True, slots=True)
class Field:
    """A text in front matter that a page draws: where it stands, and what it says."""

    where: FieldPath
    text: Text
    place: InField

    @property
    def name(self) -> str:
        """The field, with dots where it stands in another: `key_messages`, `viewpoints.0.position`; texts of a list share one."""
        steps = self.where[:-1] if isinstance(self.where[-1], int) else self.where
        return ".".join(map(str, steps))

    def position(self, offset: int) -> Position:
        """Where an offset of the text stands in the file."""
        before = self.text.body[:offset]
        return self.place.position(
            len(before.replace("&lt;", "<").replace("&amp;", "&") if "<" in self.place.value else before)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a page: its `text` by Python-Markdown, `fields` the same of its front matter, `calls` the engine's macros."""

    text: Text = field(default_factory=Text)
    origin: Origin = field(default_factory=lambda: Origin("", ""))
    fields: tuple[Field, ...] = ()
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One Markdown file: a dossier, a part of a toolkit, a question, a page.

    `path` is its file, `address` its place on the site (MkDocs' `src_uri`), `row` its kind; `meta` are its fields, with
    defaults where the front matter does not fit its model; whoever looks at what was read is noted (`katern.looked`). Items
    with the same `digest` are the same; an empty one says nothing.
    """

    path: str
    address: str
    row: Kind
    front: FrontMatter
    meta: Page
    reading: Reading = field(default_factory=Reading)
    digest: str = ""

    @property
    def text(self) -> Text:
        """What Python-Markdown read."""
        look(TEXT, self.path)
        return self.reading.text

    @property
    def origin(self) -> Origin:
        """Where the text comes from."""
        look(TEXT, self.path)
        return self.reading.origin

    @property
    def fields(self) -> tuple[Field, ...]:
        """The texts in its front matter."""
        look(TEXT, self.path)
        return self.reading.fields

    @property
    def calls(self) -> tuple[Call, ...]:
        """The engine's macros that it uses."""
        look(TEXT, self.path)
        return self.reading.calls

    @property
    def kind(self) -> str:
        """The name of its kind."""
        return self.row.name

    @property
    def fits(self) -> bool:
        """Whether its front matter is that of its kind; where not, only what every page may say is known."""
        return isinstance(self.meta, self.row.model)

    def position(self, offset: int) -> Position:
        """Where an offset of the text that was read stands in the file."""
        return self.origin.position(offset)

    def own(self, offset: int) -> bool:
        """Whether what stands at an offset of the text was written in this file, and not by a macro."""
        return self.origin.verbatim(offset)

    @property
    def keys(self) -> Iterator[tuple[FieldPath, str]]:
        """The keys of sources in its front matter, each with its place there."""
        return (found for names in self.row.key_fields for found in values_at(self.meta, names))

    @property
    def shown(self) -> str:
        """What its author wrote for readers to see: the text without code, comments and what macros drew."""
        return blanked(self.text.without_code, self.origin.drawn(len(self.text.body)))

    @property
    def title(self) -> str:
        """The title from the front matter, the first heading, or the file's name."""
        if self.meta.title:
            return self.meta.title
        heading = next((heading.title for heading in self.reading.text.headings if heading.level == 1), "")
        return heading or _name(self.path)

    @property
    def folder(self) -> str:
        """The folder of its address: `dossiers/wonen`."""
        return posixpath.dirname(self.address)

    @property
    def slug(self) -> str:
        """What its address calls it: the folder of an index page, else the file's name."""
        name = posixpath.splitext(posixpath.basename(self.address))[0]
        return posixpath.basename(self.folder) if name == "index" and self.folder else name


def _name(path: str) -> str:
    """What a file is called that says no title."""
    return posixpath.splitext(posixpath.basename(path))[0].replace("-", " ").capitalize()


@dataclass(frozen=True)
class Library:
    """The content of a checkout, in a language (BCP 47); `findings` are what went wrong while reading it.

    `katern.check` finds the rest.
    """

    layout: Layout
    items: Mapping[str, Item]
    sources: Mapping[str, Source]
    data: Data
    data_positions: Mapping[str, Mapping[FieldPath, Position]]
    findings: tuple[Finding, ...]
    language: str = FALLBACK
    read_again: Callable[[str], tuple[Item, tuple[Finding, ...]]] | None = field(
        default=None, compare=False, repr=False
    )

    @classmethod
    def load(
        cls,
        layout: Layout,
        dialect: Dialect | None = None,
        tools: ToolsOf | None = None,
        store: Store | None = None,
        texts: dict[str, Text] | None = None,
        language: str = FALLBACK,
        share: Share | None = None,
        seen: Seen | None = None,
        fronts: bool = False,
    ) -> Library:
        """Read the whole checkout, whose pages are written in this dialect and may use these macros; or of the pages the `fronts` alone.

        What a text says is remembered in `store`, and for the next load of this process in `texts`, with what was made of files in `seen`; the pages of `share` are
        read first, and of the others what nobody else has read by then.
        """
        tools = tools or (lambda library: Tools(drawn=False))
        return replace(
            _Loader(layout, dialect or Dialect(), tools, store, texts, share, seen).load(fronts), language=language
        )

    def with_page(self, path: str) -> Library | None:
        """The same with one page read anew, sources and data as they were; None where it was no page then."""
        if self.read_again is None or path not in self.items:
            return None
        item, findings = self.read_again(path)
        others = (finding for finding in self.findings if finding.path != path)
        return replace(
            self,
            items=MappingProxyType({**self.items, path: item}),
            findings=tuple(sorted((*others, *findings), key=sort_key)),
        )

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """All items of a kind, by their order and title."""
        return self._by_kind.get(kind, ())

    @functools.cached_property
    def _by_kind(self) -> Mapping[str, tuple[Item, ...]]:
        return _grouped(self.items.values(), lambda item: item.kind)

    @functools.cached_property
    def _by_folder(self) -> Mapping[str, tuple[Item, ...]]:
        return _grouped(self.items.values(), lambda item: item.folder)

    @functools.cached_property
    def _by_address(self) -> Mapping[str, Item]:
        return MappingProxyType({item.address: item for item in self.items.values()})

    def by_address(self) -> Mapping[str, Item]:
        """All items by their address on the site."""
        return self._by_address

    @functools.cached_property
    def known_paths(self) -> Known:
        """The files of all items, for who looks for the nearest."""
        return Known(self.items)

    @functools.cached_property
    def known_sources(self) -> Known:
        """The keys of all sources, for who looks for the nearest."""
        return Known(self.sources)

    @functools.cached_property
    def unread(self) -> frozenset[str]:
        """The files in which something was found wrong while they were read."""
        return frozenset(finding.path for finding in self.findings if finding.severity == "error")

    def names_beside(self, item: Item) -> Known:
        """What the files in an item's own folder are called, without `.md`."""
        return self._names_by_folder[item.folder]

    @functools.cached_property
    def _names_by_folder(self) -> Mapping[str, Known]:
        return {
            folder: Known(posixpath.basename(item.path).removesuffix(".md") for item in items)
            for folder, items in self._by_folder.items()
        }

    def whole(self, item: Item) -> Item | None:
        """The item that a chapter or part belongs to."""
        if not item.row.part_of:
            return None
        return self.items.get(f"{posixpath.dirname(item.path)}/index.md")

    def about_line(self, slug: str) -> Item | None:
        """The item that tells about a programme line."""
        return self._by_line.get(slug)

    def led_to(self, lead: Leads, name: str) -> Item | None:
        """The item to which a name in front matter leads."""
        if lead.kind:
            return self._by_slug.get((lead.kind, name))
        return self._by_address.get(f"{name}/index.md") or self._by_address.get(f"{name}.md")

    @functools.cached_property
    def _by_slug(self) -> Mapping[tuple[str, str], Item]:
        return MappingProxyType({(item.kind, item.slug): item for item in self.items.values()})

    def naming(self, item: Item) -> tuple[Item, ...]:
        """The items that name this one in a field for items of its kind, by kind and in reading order."""
        return self._naming.get(item.path, ())

    @functools.cached_property
    def _naming(self) -> Mapping[str, tuple[Item, ...]]:
        found: dict[str, dict[str, Item]] = {}
        for row in self.kinds.values():
            leads = [(names, lead) for names, lead in marked(row.model, Leads) if lead.kind]
            for item in self.of_kind(row.name) if leads else ():
                for names, lead in leads:
                    for _, name in values_at(item.meta, names):
                        other = self.led_to(lead, name)
                        if other is not None:
                            found.setdefault(other.path, {})[item.path] = item
        return MappingProxyType({path: tuple(items.values()) for path, items in found.items()})

    def line_of(self, item: Item) -> str | None:
        """The programme line that an item, or the whole that it belongs to, tells about."""
        whole = self.whole(item) or item
        return getattr(whole.meta, "line", None) if whole.row.per_line else None

    @functools.cached_property
    def _by_line(self) -> Mapping[str, Item]:
        found = ((self.line_of(item), item) for item in self.items.values() if item.row.per_line)
        return MappingProxyType({line: item for line, item in found if line is not None})

    @property
    def kinds(self) -> Kinds:
        """The table of what the checkout may hold."""
        return self.layout.kinds

    @property
    def printed(self) -> tuple[Item, ...]:
        """All items that come as booklets, by the order of their kinds and their own."""
        return tuple(item for row in self.kinds.printed for item in self.of_kind(row.name))

    def sensitive(self, item: Item) -> bool:
        """Whether an item, or the whole that it belongs to, needs care for who reads along."""
        whole = self.whole(item)
        return item.meta.sensitive or (whole is not None and whole.meta.sensitive)

    def target(self, item: Item, link: Link) -> str:
        """The path, relative to the root, of the file that a local link of an item points to."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(item.path), link.file))

    def parts_of(self, item: Item) -> tuple[Item, ...]:
        """The other pages in an index page's folder, in reading order; a page that is no index has none."""
        if posixpath.basename(item.address) != "index.md":
            return ()
        return tuple(other for other in self._by_folder.get(item.folder, ()) if other is not item)

    @functools.cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all sources, and the other names that these have."""
        return frozenset((*self.sources, *other_keys(self.sources.values())))

    def clusters(self) -> tuple[Cluster, ...]:
        """Every cluster that a page or a data file can draw, each once, in order of path and place."""
        found: dict[Cluster, None] = {}
        for item in self.items.values():
            for text in (item.text, *(one.text for one in item.fields)):
                for placed in text.clusters:
                    found.setdefault(placed.cluster)
        for key in _data_keys(self.data):
            found.setdefault(Cluster((Citation(key),)))
        return tuple(found)


def _grouped(items: Iterable[Item], name: Callable[[Item], str]) -> Mapping[str, tuple[Item, ...]]:
    """The items by what `name` says of them, each group in reading order."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return MappingProxyType({key: tuple(sorted(group, key=reading_order)) for key, group in groups.items()})


def reading_order(item: Item) -> tuple[int, int, str]:
    """By the `order` that items say, then those of a kind with a day by it, the last first, then by title."""
    day = getattr(item.meta, item.row.newest, None) if item.row.newest else None
    return (item.meta.order, -day.toordinal() if day is not None else 0, item.title.casefold())


def is_citation_key(sources: Iterable[str]) -> Keys:
    """A test for bare `@name`s (see `Keys`); sources themselves tell their other keys too."""
    return Keys(sources, other_keys(sources.values()) if isinstance(sources, Mapping) else None)


@dataclass(frozen=True, slots=True)
class _File:
    """A page as it stands on disk: its text, its front matter, and what is wrong with these."""

    path: str
    address: str
    row: Kind
    text: str
    front: FrontMatter
    meta: Page
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A page before its Markdown is read: its file, and its text after macros."""

    file: _File
    expanded: Expanded


class _Loader:
    """The state of one load; gone when the library is made."""

    def __init__(
        self,
        layout: Layout,
        dialect: Dialect,
        tools: ToolsOf,
        store: Store | None,
        texts: dict[str, Text] | None,
        share: Share | None,
        seen: Seen | None,
    ) -> None:
        self.seen = seen or Seen()
        self.store = store
        self.texts = texts
        self.share = share
        self.layout = layout
        self.dialect = dialect
        self.tools = tools
        self.findings: list[Finding] = []

    def load(self, fronts: bool) -> Library:
        sources = self._sources()
        data, data_positions = self._data()
        # the same object as long as no source changes, as all that depends on them asks
        keys = self.seen.same("keys", tuple(sources.values()), lambda: is_citation_key(sources))
        reader = Remembering(self.dialect, self.layout, keys, self.store, self.texts)
        # macros may ask for data and sources, not for pages
        tools = self.tools(Library(self.layout, {}, sources, data, data_positions, ()))
        self.findings += taken(tools, self.layout.root)
        macros = Macros(tools)
        items = {item.path: item for item in (self._fronts() if fronts else self._items(reader, macros, keys))}
        for folder, _ in self.layout.trees:
            for path in circular_links(self.layout.root, folder):
                self.findings.append(Finding.error(Position(path), said("meta.unreadable", "circular-link")))
        for folder in (*(folder for folder, _ in self.layout.trees), self.layout.bibliography):
            self.findings += [outside_finding(path) for path in outside_links(self.layout.root, folder)]
        findings = tuple(sorted(dict.fromkeys(self.findings), key=sort_key))
        return Library(
            self.layout,
            MappingProxyType(items),
            MappingProxyType(sources),
            data,
            MappingProxyType(data_positions),
            findings,
            read_again=partial(self._once, reader, macros),
        )

    def _once(self, reader: Remembering, macros: Macros, path: str) -> tuple[Item, tuple[Finding, ...]]:
        """One page as it is now, and what is wrong with it as a file."""
        self.findings = []
        item = self._item(self._draft(path, macros), reader)
        return item, tuple(self.findings)

    def _sources(self) -> dict[str, Source]:
        everything, findings = read_bibliography(self.layout.root, self.layout.bibliography, self.store, self.seen)
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
            file = str(self.layout.root / path)
            value, positions[name], findings = self.seen.of("data", file, partial(self._data_file, path, model))
            self.findings += findings
            if value is not None:
                values[name] = value
        return Data(**values), positions  # type: ignore[arg-type]

    def _data_file(
        self, path: str, model: type[BaseModel]
    ) -> tuple[BaseModel | None, dict[FieldPath, Position], list[Finding]]:
        """What a data file says, where, and what is wrong in it."""
        if not (self.layout.root / path).exists():
            return None, {}, []
        text, findings = read_text(self.layout.root, path)
        content, positions, yaml_findings = read_yaml(text, path)
        findings += yaml_findings
        if content is None:
            return None, positions, findings
        if not isinstance(content, dict):
            wrong = Finding.error(Position(path), said("meta.bad-yaml", "no-data-file"))
            return None, positions, [*findings, wrong]
        value, model_findings = validate(model, content, positions, path)
        return value, positions, [*findings, *model_findings]

    def _items(self, reader: Remembering, macros: Macros, keys: Keys) -> Iterator[Item]:
        drafts = [self._draft(path, macros) for path in self._paths()]
        self._read_ahead(drafts, reader, keys)
        return (self._item(draft, reader) for draft in drafts)

    def _fronts(self) -> Iterator[Item]:
        """The pages without their texts; `with_page` reads one whole."""
        for path in self._paths():
            file = self.seen.of("page", str(self.layout.root / path), partial(self._file, path))
            self.findings += file.findings
            yield Item(file.path, file.address, file.row, file.front, file.meta)

    def _read_ahead(self, drafts: Sequence[_Draft], reader: Remembering, keys: Keys) -> None:
        """Read the pages before anybody asks for one, those of our own share first."""
        if self.store is None:
            return
        pages = {
            draft.file.path: (draft.file.path, draft.expanded.text)
            for draft in drafts
            if not self._is_known(draft, reader)
        }
        work = Work.of(self.dialect, self.layout, keys, self.store)
        if self.share is None:
            read_ahead(work, reader, list(pages.values()))
        else:
            turns = self.share.turns({path: len(text) for path, text in pages.values()})
            read_in_turn(work, reader, [[pages[path] for path in turn] for turn in turns])

    def _paths(self) -> Iterator[str]:
        for folder, _ in self.layout.trees:
            for path in walk(self.layout.root, folder, (".md",)):
                if not path.startswith(self.layout.data + "/") and not self._left_out(folder, path):
                    yield path

    def _left_out(self, folder: str, path: str) -> bool:
        """Whether the site's settings leave a page out."""
        address = self.layout.address(path)
        return folder == self.layout.docs and address is not None and self.layout.left_out(address)

    def _draft(self, path: str, macros: Macros) -> _Draft:
        file = self.seen.of("page", str(self.layout.root / path), partial(self._file, path))
        self.findings += file.findings
        facts = Facts(file.address, self.layout.url(file.address), file.meta.title or _name(path), file.front.values)
        written = Origin(path, file.front.body, file.front.body_line)
        expanded = self._expanded(path, macros, written, facts)
        self.findings += expanded.findings
        return _Draft(file, expanded)

    def _file(self, path: str) -> _File:
        """A page as it stands on disk."""
        text, findings = read_text(self.layout.root, path, LARGEST_PAGE)
        front = read_front_matter(text, path)
        row = self.layout.kinds[self.layout.kind(path)]
        readable = not front.findings and all(finding.code == "read.control-character" for finding in findings)
        meta, wrong = _meta(row.model, front) if readable or front.values else (Page(), [])
        address = self.layout.address(path)
        assert address is not None  # every tree that is walked has a prefix
        return _File(path, address, row, text, front, meta, (*findings, *front.findings, *wrong))

    def _expanded(self, path: str, macros: Macros, written: Origin, facts: Facts) -> Expanded:
        """The page after its macros, drawn again where they may say something else than before."""
        made_of = macros.made_of(written)
        if not made_of:
            return macros.expand(written, facts)
        key = (made_of, written, facts.address, facts.url, facts.title, dict(facts.meta))
        return self.seen.same(f"expanded {path}", key, lambda: macros.expand(written, facts))

    def _item(self, draft: _Draft, reader: Remembering) -> Item:
        if not reader.is_known:
            return self._read(draft, reader)
        file, key = draft.file, _made_of(draft, reader)
        # with what it was made of, whose number would else be given to another
        item, _ = self.seen.same(f"item {file.path}", key, lambda: (self._read(draft, reader), (file, reader.is_key)))
        return item

    def _is_known(self, draft: _Draft, reader: Remembering) -> bool:
        return reader.is_known and self.seen.knows(f"item {draft.file.path}", _made_of(draft, reader))

    def _read(self, draft: _Draft, reader: Remembering) -> Item:
        file, expanded = draft.file, draft.expanded
        fields = tuple(_fields(file.text, file.front, reader, file.row))
        read = reader.page(file.path, expanded.text)
        # what a macro draws within code or a comment is no use of it
        unseen = read.unseen() if expanded.calls else Spans(())
        calls = tuple(call for call in expanded.calls if call.drawn is None or not unseen.hold(call.drawn))
        digest = reader.digest((file.text, expanded.text), file.path, file.row.mark, *_drawn(expanded))
        reading = Reading(read, expanded.origin, fields, calls)
        return Item(file.path, file.address, file.row, file.front, file.meta, reading, digest)


def _meta(model: type[Page], front: FrontMatter) -> tuple[Page, list[Finding]]:
    """The fields of a page, and what is wrong with them."""
    meta, findings = validate(model, front.values, front.positions, front.path)
    if meta is not None:
        return meta, findings
    # keep what every page can say, so that the rest of the site is still checked and drawn
    wrong = {finding_field(finding, front) for finding in findings}
    kept = {name: value for name, value in front.values.items() if name in Page.model_fields and name not in wrong}
    page, _ = validate(Page, kept, front.positions, front.path)
    return page or Page(), findings


def _made_of(draft: _Draft, reader: Remembering) -> tuple[object, ...]:
    """What an item is made of: its file, what macros draw, what is a key, and what it takes in."""
    file, expanded = draft.file, draft.expanded
    return id(file), expanded, id(reader.is_key), reader.taken_in(expanded.text, file.text)


def _drawn(expanded: Expanded) -> Iterator[object]:
    """Where macros of a page stand, and what they were given."""
    yield expanded.origin.spans
    for call in expanded.calls:
        yield call.macro, call.at, call.drawn, repr(sorted(call.values.items()))


def _fields(text: str, front: FrontMatter, reader: Remembering, row: Kind) -> Iterator[Field]:
    """The texts in front matter that a page of this kind draws."""
    for names in row.text_fields:
        for where, content in values_at(front.values, names):
            if isinstance(content, str) and content.strip():
                yield Field(where, reader.inline(content), InField(text, front.position(*where), content))


def finding_field(finding: Finding, front: FrontMatter) -> str | None:
    """The top-level field at which a finding stands."""
    for where, position in front.positions.items():
        for at in (position, front.value_position(*where)):
            if (at.line, at.column) == (finding.line, finding.column):
                return str(where[0])
    return None


def _data_keys(data: Data) -> Iterator[str]:
    if data.programme.source:
        yield data.programme.source
    for helpline in data.helplines.helplines:
        yield from (key for _, key in helpline.cited_at())
    for term in data.glossary.terms:
        yield term.source
    for file in (data.evidence, data.voices):
        yield from (key for _, key in file.cited_at())
