"""Sources put into the bibliography of a site: what is there already is refused, the rest gets a key and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import cast

from katern.bibliography.formats import Format, format_of
from katern.bibliography.source import Source
from katern.bibliography.twins import marks_of
from katern.bibliography.written import Written, written
from katern.check import SOURCE_RULES
from katern.errors import KaternError
from katern.finding import Finding, Position
from katern.library import Library
from katern.saying import said
from katern.sourcing.bibfile import as_entry, manner_of, spans, unchanged, with_entries
from katern.sourcing.edited import Edited
from katern.sourcing.housekey import house_key
from katern.sourcing.incoming import Incoming, read_incoming
from katern.words import words_of

# the rule on twins says of the file what is told here of each source
_TOLD_HERE = "bib.near-duplicate"


class Refused(KaternError):
    """Nothing was added; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class New:
    """A source that was added: its key, where it stands now, and the fields that were left out."""

    key: str
    at: Position
    left: tuple[str, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class There:
    """A source that was not added: what came in (`came` is its key there), and the one that is there already."""

    shown: str
    other: Source
    came: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of all that came in; where `findings` hold an error, nothing was written."""

    new: tuple[New, ...] = ()
    there: tuple[There, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked beside the text: a file, a key for one source, and keywords for all."""

    file: str = ""
    key: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be added, with its keys, and to which file; `findings` and `there` as `Added` has them."""

    came: tuple[tuple[Incoming, Written], ...] = ()
    there: tuple[There, ...] = ()
    findings: tuple[Finding, ...] = ()
    path: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing stands in the way."""
        return not any(finding.severity == "error" for finding in self.findings)

    def write(self, library: Library) -> Added:
        """Add it; where something is wrong with it, nothing."""
        if not self.came or not self.sound:
            return Added(there=self.there, findings=self.findings)
        places = _put(library, self.path, [entry for _, entry in self.came])
        new = (New(entry.key, places[entry.key], one.left, shown(one.source)) for one, entry in self.came)
        return Added(tuple(new), self.there, self.findings)


def add(library: Library, text: str, name: str, wish: Wish | None = None) -> Added:
    """Add the sources of a text (`name` is what findings call it) to the bibliography of a checkout."""
    return planned(library, text, name, wish).write(library)


def planned(library: Library, text: str, name: str, wish: Wish | None = None) -> Plan:
    """What adding the sources of a text would do; nothing is written yet."""
    wish = wish or Wish()
    came, findings = read_incoming(text, name, _keywords(library))
    if any(finding.severity == "error" for finding in findings):
        return Plan(findings=tuple(findings))
    if not came:
        raise Refused(said("sourcing", "nothing-in", file=name))
    new, there = _divided(library, came)
    _refuse_key(library, wish.key, new)
    chosen = tuple(_with_keys(library, new, wish))
    findings += _judged([_as_source(one, entry, name) for one, entry in chosen])
    plan = Plan(chosen, there, tuple(findings))
    if not chosen or not plan.sound:
        return plan
    return replace(plan, path=wish.file or _file_for(library, [entry for _, entry in chosen]))


def shown(source: Source) -> str:
    """A source in one line, for who must recognise it: who, when, what."""
    makers = source.value.item.get("author") or source.value.item.get("editor") or ()
    names = [str(one.get("family") or one.get("literal") or "") for one in makers]
    who = ", ".join(filter(None, names[:3])) + (" …" if len(names) > 3 else "")
    year = str(source.year) if source.year else ""
    return " ".join(part for part in (who, f"({year})" if year else "", source.title) if part)


def _keywords(library: Library) -> frozenset[str]:
    """The words with which sources of this site are found."""
    used = {word for source in library.sources.values() for word in source.keywords}
    return frozenset(used | {line.slug for line in library.data.programme.lines})


def _divided(library: Library, came: Sequence[Incoming]) -> tuple[list[Incoming], tuple[There, ...]]:
    """Those that nobody has yet, and those that are there, also where one text holds them twice."""
    known: dict[tuple[str, ...], Source] = {}
    for source in library.sources.values():
        for mark in marks_of(source):
            known.setdefault(mark, source)
    new, there = [], []
    for one in came:
        marks = marks_of(one.source)
        other = next((known[mark] for mark in marks if mark in known), None)
        if other is not None:
            there.append(There(shown(one.source), other, one.source.key))
            continue
        new.append(one)
        for mark in marks:
            known.setdefault(mark, one.source)
    return new, tuple(there)


def _refuse_key(library: Library, key: str, new: Sequence[Incoming]) -> None:
    if key and len(new) > 1:
        raise Refused(said("sourcing", "key-for-many", count=len(new)))
    if key in library.keys:
        at = library.sources[key].position if key in library.sources else None
        raise Refused(said("sourcing", "key-taken", key=key, place=f"{at.path}:{at.line}" if at else key))


def _with_keys(library: Library, new: Sequence[Incoming], wish: Wish) -> Iterator[tuple[Incoming, Written]]:
    taken = set(library.keys)
    for one in new:
        key = wish.key or house_key(one.source, taken, library.language)
        taken.add(key)
        fields = dict(one.fields)
        if wish.keywords:
            words = [*fields.get("keywords", "").split(", "), *wish.keywords]
            fields["keywords"] = ", ".join(dict.fromkeys(filter(None, words)))
        yield one, written(key, one.source.kind, fields, (1, 1), {})


def _as_source(one: Incoming, entry: Written, name: str) -> Source:
    at = one.source.position
    places: Mapping[str, Position] = {field: one.source.field_positions.get(field, at) for field in entry.fields}
    return replace(one.source, key=entry.key, written=entry.fields, position=at, field_positions=places)


def _judged(sources: Sequence[Source]) -> list[Finding]:
    """What the check would say of these sources, at the place where they came from."""
    alone = cast(Library, SimpleNamespace(sources={source.key: source for source in sources}))
    found = (finding for rule in SOURCE_RULES for finding in rule(alone))
    return [finding for finding in found if finding.code != _TOLD_HERE]


def _file_for(library: Library, entries: Sequence[Written]) -> str:
    """The file that these sources belong in: the only one, or the one that holds most of what has the same keywords."""
    root, named = library.layout.root, library.layout.bibliography
    if (root / named).is_file():
        return named
    files = sorted({source.position.path for source in library.sources.values()} | set(_files(library)))
    if not files:
        return f"{named}/{words_of(library.language).addresses.sources}.bib"
    if len(files) == 1:
        return files[0]
    words = {word.strip() for entry in entries for word in entry.fields.get("keywords", "").split(",") if word.strip()}
    alike = Counter(source.position.path for source in library.sources.values() if words & set(source.keywords))
    best = alike.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        raise Refused(said("sourcing", "which-file", files=tuple(files)))
    return best[0][0]


def _files(library: Library) -> Iterator[str]:
    folder = library.layout.root / library.layout.bibliography
    for file in sorted(folder.rglob("*.bib")) if folder.is_dir() else ():
        yield file.relative_to(library.layout.root).as_posix()


def _put(library: Library, path: str, entries: Sequence[Written]) -> dict[str, Position]:
    """Write the entries into a file, and see that it says what it said and these beside it."""
    edited = Edited.of(library.layout.root, path)
    if not path.endswith(".bib") or format_of(edited.text, path) is not Format.BIBTEX:
        raise Refused(said("sourcing", "no-bib", file=path))
    manner = manner_of(edited.text)
    texts = [(entry.key, as_entry(entry.kind, entry.key, entry.fields, manner)) for entry in entries]
    text = with_entries(edited.text, texts)
    if not unchanged(edited.text, text, {entry.key: entry for entry in entries}):
        raise Refused(said("sourcing", "no-place", file=path))
    edited.write(text)
    return {span.key: Position(path, text.count("\n", 0, span.start) + 1) for span in spans(text)}
