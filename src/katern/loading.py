"""Reads a checkout into a `Library`.

Loading never stops at an author's mistake: it collects findings and goes on, so that one run shows all that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from katern import data as data_models
from katern import yamlentry
from katern.bibliography.bibtex import find_key_clashes
from katern.bibliography.files import read_bibliography
from katern.bibliography.keys import Keys, other_keys
from katern.bibliography.source import Source
from katern.data import Data
from katern.fields import values_at
from katern.filestate import Seen
from katern.finding import Finding, Position, said, sort_key
from katern.frontmatter import FieldPath, FrontMatter, Places, ReadYaml, read_front_matter, read_yaml
from katern.item import Field, Item, Reading, name_of
from katern.items import Page
from katern.kinds import Kind
from katern.layout import Layout
from katern.library import Library
from katern.locales import FALLBACK
from katern.reading.ahead import Work, read_ahead, read_in_turn
from katern.reading.macros import Expanded, Facts, Macros, Tools, taken
from katern.reading.markdown import Dialect
from katern.reading.origin import InField, Origin
from katern.reading.remembered import Remembering
from katern.reading.spans import Spans
from katern.reading.text import Text
from katern.share import Share
from katern.store import Store
from katern.textfile import LARGEST_PAGE, circular_links, outside_finding, outside_links, read_text, walk
from katern.validation import validate

# what pages may use, once data files and sources are read
ToolsOf = Callable[[Library], Tools]


def load_library(
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
        content, positions, yaml_findings = self._yaml(text, path)
        findings += yaml_findings
        if content is None:
            return None, positions, findings
        if not isinstance(content, dict):
            wrong = Finding.error(Position(path), said("meta.bad-yaml", "no-data-file"))
            return None, positions, [*findings, wrong]
        value, model_findings = validate(model, content, positions, path)
        return value, positions, [*findings, *model_findings]

    def _yaml(self, text: str, path: str) -> tuple[Any, Places, list[Finding]]:
        """What a text in YAML says; what the store holds of it, where nothing was wrong with it."""
        key = (path, text)
        known = yamlentry.unpacked(self.store.read("data", key), path) if self.store else None
        if known is not None:
            return (*known, [])
        content, positions, findings = read_yaml(text, path)
        if self.store and not findings and (entry := yamlentry.packed(content, positions)) is not None:
            self.store.keep("data", key, entry)
        return content, positions, findings

    def _items(self, reader: Remembering, macros: Macros, keys: Keys) -> Iterator[Item]:
        drafts = [self._draft(path, macros) for path in self._paths()]
        self._read_ahead(drafts, reader, keys)
        return (self._item(draft, reader) for draft in drafts)

    def _fronts(self) -> Iterator[Item]:
        """The pages without their texts; `with_page` reads one whole."""
        remembered = yamlentry.Remembered(self.store, ("fronts", str(self.layout.root)))
        for path in self._paths():
            make = partial(self._file, path, remembered.read)
            file = self.seen.of("page", str(self.layout.root / path), make)
            self.findings += file.findings
            yield Item(file.path, file.address, file.row, file.front, file.meta)
        remembered.keep()

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
        facts = Facts(file.address, self.layout.url(file.address), file.meta.title or name_of(path), file.front.values)
        written = Origin(path, file.front.body, file.front.body_line)
        expanded = self._expanded(path, macros, written, facts)
        self.findings += expanded.findings
        return _Draft(file, expanded)

    def _file(self, path: str, read: ReadYaml = read_yaml) -> _File:
        """A page as it stands on disk."""
        text, findings = read_text(self.layout.root, path, LARGEST_PAGE)
        front = read_front_matter(text, path, read)
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
