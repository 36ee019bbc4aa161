"""What differs between two versions, by dossier and toolkit: sections, sources, reviews, booklets.

Text counts by sentence: a sentence that stands anywhere in the other version was moved, not removed and added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from katern.kinds import Kinds
from katern.kindtable import KINDS
from katern.publish.manifest import ItemRecord, Manifest
from katern.publish.sections import Section

What = Literal["added", "changed", "removed", "renamed", "reviewed", "withdrawn", "source-added", "source-changed", "source-removed", "booklet"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One line of news; `url` is relative to the new version and empty where nothing is left to look at."""

    what: What
    title: str
    url: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class ItemChanges:
    """All news of one dossier, toolkit or page; `state` tells whether it is new or gone as a whole."""

    url: str
    kind: str
    title: str
    state: Literal["new", "gone", "changed"]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since `since`; `moved` maps an old page's URL to its new one, `gone` pages have none."""

    version: str
    since: str
    items: tuple[ItemChanges, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()

    def of(self, url: str) -> ItemChanges | None:
        """The news of one dossier or toolkit."""
        return next((item for item in self.items if item.url == url), None)


def compare(old: Manifest, new: Manifest, kinds: Kinds = KINDS) -> Changes:
    """Everything that a reader of the old version finds otherwise in the new one, in the order of the table of kinds."""
    moved = {}
    for record in new.items.values():
        for alias in record.aliases:
            if alias in old.items and alias not in new.items:
                moved[alias] = record.url
    found: dict[str, list[Change]] = {}
    for whole, change in (*_pages(old, new, moved), *_sources(old, new), *_booklets(old, new)):
        if change not in found.setdefault(whole, []):
            found[whole].append(change)
    gone = tuple(url for url in sorted(old.items) if url not in new.items and url not in moved)
    items = tuple(_item(url, changes, old, new, moved) for url, changes in found.items())
    ordered = sorted(items, key=lambda item: (kinds.order(item.kind), item.title.casefold(), item.url))
    return Changes(new.version, old.version, tuple(ordered), tuple(sorted(moved.items())), gone)


def _item(url: str, changes: list[Change], old: Manifest, new: Manifest, moved: Mapping[str, str]) -> ItemChanges:
    record = new.items.get(url) or old.items.get(url)
    before = url in old.items or url in moved.values()
    state: Literal["new", "gone", "changed"] = "gone" if url not in new.items else "changed" if before else "new"
    if record is None:  # sources that no item cites
        return ItemChanges("", "source", "", "changed", tuple(changes))
    return ItemChanges(url if url in new.items else "", record.kind, record.title, state, tuple(changes))


def _pages(old: Manifest, new: Manifest, moved: Mapping[str, str]) -> Iterator[tuple[str, Change]]:
    came_from = {to: url for url, to in reversed(tuple(moved.items()))}
    known, left = _sentences(old), _sentences(new)
    for url, record in new.items.items():
        before = old.items.get(url) or old.items.get(came_from.get(url, ""))
        whole = record.whole or url
        if before is None:
            yield whole, Change("added", record.title, url)
            continue
        for change in _sections(before, record, known, left):
            yield whole, change
        if record.title != before.title:
            yield whole, Change("renamed", record.title, url)
        if record.review > before.review:
            yield whole, Change("reviewed", record.title, url)
        if record.status == "withdrawn" != before.status:
            yield whole, Change("withdrawn", record.title, url)
    for url, record in old.items.items():
        if url not in new.items and url not in moved:
            whole = record.whole or url
            yield moved.get(whole, whole), Change("removed", record.title)


def _sections(before: ItemRecord, record: ItemRecord, known: frozenset[str], left: frozenset[str]) -> Iterator[Change]:
    old, new = _by_anchor(before.sections), _by_anchor(record.sections)
    page = record.title if record.whole else ""
    for anchor, section in new.items():
        url = f"{record.url}#{section.anchor}" if section.anchor else record.url
        title = section.title or record.title
        fresh = any(sentence not in known for sentence in section.sentences)
        was = old.get(anchor)
        if was is None:
            same = next((s for a, s in old.items() if a not in new and _akin(s, section)), None)
            if same is not None and not fresh:
                yield Change("renamed", title, url, page)
            elif fresh:
                yield Change("changed" if same is not None else "added", title, url, page)
        elif fresh or any(sentence not in left for sentence in was.sentences):
            yield Change("changed", title, url, page)
        elif was.title != section.title and section.anchor:
            yield Change("renamed", title, url, page)
    for anchor, section in old.items():
        taken_over = any(a not in old and _akin(section, s) for a, s in new.items())
        if anchor not in new and not taken_over and any(sentence not in left for sentence in section.sentences):
            yield Change("removed", section.title or before.title, "", page)


def _akin(one: Section, other: Section) -> bool:
    """Whether two sections share most of their sentences."""
    shared = len(set(one.sentences) & set(other.sentences))
    return shared > 0 and 2 * shared >= min(len(set(one.sentences)), len(set(other.sentences)))


def _by_anchor(sections: Iterable[Section]) -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section in sections:
        name, number = section.anchor, 1
        while (key := f"{name} {number}") in found:
            number += 1
        found[key] = section
    return found


def _sentences(manifest: Manifest) -> frozenset[str]:
    return frozenset(
        sentence for item in manifest.items.values() for section in item.sections for sentence in section.sentences
    )


def _sources(old: Manifest, new: Manifest) -> Iterator[tuple[str, Change]]:
    for key in sorted(old.sources.keys() | new.sources.keys()):
        was, now = old.sources.get(key), new.sources.get(key)
        before, after = set(was.cited_by if was else ()), set(now.cited_by if now else ())
        title = now.title if now else was.title if was else key
        for item in sorted(after - before):
            if item in old.items or now is None:  # a new item's sources are all new
                yield item, Change("source-added", title, item)
        for item in sorted(before - after):
            if item in new.items:
                yield item, Change("source-removed", title)
        if was and now and was.digest != now.digest:
            for item in sorted(after & before) or [""]:
                yield item, Change("source-changed", title, item)


def _booklets(old: Manifest, new: Manifest) -> Iterator[tuple[str, Change]]:
    for name, booklet in sorted(new.booklets.items()):
        if name not in old.booklets and booklet.item in old.items:
            yield booklet.item, Change("booklet", booklet.title, name)
