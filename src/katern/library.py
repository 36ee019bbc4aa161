"""Everything that one checkout holds, loaded once (`katern.loading`) and then only read."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from katern.bibliography.keys import other_keys
from katern.bibliography.source import Source
from katern.citations.syntax import Citation, Cluster
from katern.data import Data
from katern.fields import Leads, marked, values_at
from katern.finding import Finding, Position, sort_key
from katern.frontmatter import FieldPath
from katern.item import Item, reading_order
from katern.kinds import Kinds
from katern.known import Known
from katern.layout import Layout
from katern.locales import FALLBACK
from katern.reading.text import Link


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

    def full_title(self, item: Item) -> str:
        """The title of an item as it is known outside the whole that it belongs to."""
        whole = self.whole(item)
        return f"{whole.title}: {item.title}" if whole is not None else item.title

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


def _data_keys(data: Data) -> Iterator[str]:
    if data.programme.source:
        yield data.programme.source
    for helpline in data.helplines.helplines:
        yield from (key for _, key in helpline.cited_at())
    for term in data.glossary.terms:
        yield term.source
    for file in (data.evidence, data.voices):
        yield from (key for _, key in file.cited_at())
