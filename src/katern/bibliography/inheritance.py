"""What entries take over from others: `crossref` after biblatex's rules (its manual, appendix B), and `xdata`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from katern.bibliography.written import Written, digest
from katern.finding import Finding, Position, did_you_mean, said, shown
from katern.known import Known

_IN_BOOK = frozenset(("inbook", "bookinbook", "suppbook"))
_IN_COLLECTION = frozenset(("incollection", "inreference", "suppcollection"))
_IN_PROCEEDINGS = frozenset(("inproceedings", "conference"))
_IN_PERIODICAL = frozenset(("article", "suppperiodical"))
_UNDER = ("title", "subtitle", "titleaddon")
# kinds of the parent, kinds of the child, what the child calls the parent's title
_TITLES: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (frozenset(("mvbook",)), _IN_BOOK | {"book"}, "main"),
    (frozenset(("mvcollection", "mvreference")), _IN_COLLECTION | {"collection", "reference"}, "main"),
    (frozenset(("mvproceedings",)), _IN_PROCEEDINGS | {"proceedings"}, "main"),
    (frozenset(("book",)), _IN_BOOK, "book"),
    (frozenset(("collection", "reference")), _IN_COLLECTION, "book"),
    (frozenset(("proceedings",)), _IN_PROCEEDINGS, "book"),
    (frozenset(("periodical",)), _IN_PERIODICAL, "journal"),
)
_LOST_TITLES = frozenset(("shorttitle", "sorttitle", "indextitle", "indexsorttitle"))
# what no entry takes over; keywords and annotation say something of one source
_OWN = frozenset(
    [
        "crossref",
        "xref",
        "xdata",
        "ids",
        "entryset",
        "entrysubtype",
        "execute",
        "label",
        "options",
        "presort",
        "related",
        "relatedoptions",
        "relatedstring",
        "relatedtype",
        "shorthand",
        "shorthandintro",
        "sortkey",
        "keywords",
        "annotation",
        "annote",
        "file",
    ]
)
_DATES = frozenset(("date", "year", "month", "day"))
# kinds that hold fields or keys for others and are no source themselves
HELPERS = frozenset(("xdata", "set"))
_GRANULAR = re.compile(r"xdata\s*=\s*(\S+)-(\w+)")


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry and the file that it stands in."""

    entry: Written
    path: str

    def position(self, name: str = "") -> Position:
        """Where a field of the entry stands, or the entry itself."""
        return Position(self.path, *self.entry.places.get(name, self.entry.at))


def resolved(entries: list[Placed]) -> tuple[list[Placed], list[Finding]]:
    """The entries with what they take over, in the same order, and a finding for each that is named and not there."""
    by_key: dict[str, Placed] = {}
    for placed in entries:
        for key in (placed.entry.key, *aliases(placed.entry.fields)):
            by_key.setdefault(key, placed)
    family = _Family(by_key)
    return [family.whole(placed) for placed in entries], family.findings


def aliases(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The other keys of an entry: its field `ids`."""
    return tuple(_keys(fields.get("ids", ""))) if "ids" in fields else ()


def _keys(written: str) -> Iterator[str]:
    return (key.strip() for key in written.split(",") if key.strip())


class _Family:
    """Resolves entries, each once, whatever the order in which they stand."""

    def __init__(self, by_key: Mapping[str, Placed]) -> None:
        self._by_key = by_key
        self._near = Known(by_key)
        self._done: dict[int, Placed] = {}
        self._open: set[int] = set()
        self.findings: list[Finding] = []

    def whole(self, placed: Placed) -> Placed:
        entry = placed.entry
        if entry.item is not None or not (entry.fields.keys() & {"crossref", "xdata"} or _granular(entry)):
            return placed
        name = id(placed)
        if name not in self._done:
            self._open.add(name)
            self._done[name] = self._filled(placed)
            self._open.discard(name)
        return self._done[name]

    def _filled(self, placed: Placed) -> Placed:
        fields = dict(placed.entry.fields)
        for key in _keys(fields.get("xdata", "")):
            holder = self._parent(placed, "xdata", key)
            if holder is not None:
                _take(fields, {name: text for name, text in holder.fields.items() if name not in ("xdata", "ids")})
        for name, text in list(fields.items()):
            match = _GRANULAR.fullmatch(text)
            holder = self._parent(placed, name, match[1]) if match else None
            if match and holder is not None:
                fields[name] = holder.fields.get(match[2].lower(), "")
        parent = self._parent(placed, "crossref", fields["crossref"].strip()) if fields.get("crossref") else None
        if parent is not None:
            _take(fields, _handed_down(parent, placed.entry.kind, fields))
        entry = placed.entry
        return replace(placed, entry=replace(entry, fields=fields, digest=digest(entry.kind, fields)))

    def _parent(self, child: Placed, name: str, key: str) -> Written | None:
        found = self._by_key.get(key)
        if found is None:
            what = said("bib.crossref", "no-parent", key=shown(child.entry.key), parent=shown(key))
            near = did_you_mean(self._near.nearest(key))
            self.findings.append(Finding.error(child.position(name), what, near))
            return None
        if id(found) in self._open:
            what = said("bib.crossref", "circle", key=shown(child.entry.key), parent=shown(key))
            self.findings.append(Finding.error(child.position(name), what))
            return None
        return self.whole(found).entry


def _granular(entry: Written) -> bool:
    return any(text.startswith("xdata") and _GRANULAR.fullmatch(text) for text in entry.fields.values())


def _take(fields: dict[str, str], offered: Mapping[str, str]) -> None:
    dated = bool(fields.keys() & _DATES)
    for name, text in offered.items():
        if not (dated and name in _DATES):
            fields.setdefault(name, text)


def _handed_down(parent: Written, kind: str, fields: Mapping[str, str]) -> dict[str, str]:
    """What an entry of this kind finds in its parent, under the child's names."""
    prefix = next((name for parents, children, name in _TITLES if parent.kind in parents and kind in children), "")
    offered: dict[str, str] = {}
    for name, text in parent.fields.items():
        if name in _OWN or (prefix and name in _LOST_TITLES):
            continue
        offered[prefix + name if prefix and name in _UNDER else name] = text
    if parent.kind in ("mvbook", "book") and kind in _IN_BOOK and "author" in parent.fields:
        offered.setdefault("bookauthor", parent.fields["author"])
    # BibTeX hands down names as they are: a child has its own title
    return {name: text for name, text in offered.items() if name not in ("title", "subtitle") or "title" not in fields}
