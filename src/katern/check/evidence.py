"""Rules on evidence: a result has its source, its size with a unit and somebody who judged it, and says no more than its design."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from katern.bibliography.source import THIN
from katern.check.meta import cannot_be_read, meant
from katern.evidence import CHOSEN_BY, WITHOUT_CAUSE, Result
from katern.finding import Finding, Position, Said, day_of, said
from katern.item import Item
from katern.known import Known
from katern.library import Library
from katern.reading.macros import Call

_MAX_MONTHS = 12


def results(library: Library) -> Iterator[Finding]:
    """evidence.*: results without a source, a unit or a judge, and those that say more than was measured or seen."""
    taken: set[str] = set()
    for index, result in enumerate(library.data.evidence.evidence):
        if result.id in taken:
            yield Finding.error(_at(library, index, "id"), said("meta.bad-value", "result-twice", id=result.id))
        taken.add(result.id)
        yield from _sourced(library, index, result)
        yield from _sized(library, index, result)
        if result.certainty not in (None, "unknown") and not result.judged_by:
            what = said("evidence.judged-by-missing", "by-nobody", id=result.id)
            yield Finding.error(_at(library, index, "certainty"), what)
        if result.direction == "works" and result.design in WITHOUT_CAUSE:
            what = said("evidence.no-cause", "no-cause", id=result.id, design=result.design)
            yield Finding.error(_at(library, index, "direction"), what)


def _sourced(library: Library, index: int, result: Result) -> Iterator[Finding]:
    if not result.sources:
        at = _at(library, index, "id")
        yield Finding.error(at, said("evidence.source-missing", "no-source", id=result.id))
    seen = [library.sources[key].seen for key in result.sources if key in library.sources]
    if seen and result.direction != "unknown" and all(one in THIN for one in seen):
        what = said("evidence.seen-too-little", "too-little", id=result.id, seen=tuple(dict.fromkeys(seen)))
        yield Finding.error(_at(library, index, "direction"), what)


def _sized(library: Library, index: int, result: Result) -> Iterator[Finding]:
    size = result.measured
    if size is not None and not any(sign.isdigit() for sign in size.value):
        what = said("evidence.size-missing", "no-number", id=result.id, value=size.value)
        yield Finding.error(_at(library, index, "size", "value"), what)
    elif size is not None and not size.unit:
        what = said("evidence.size-missing", "no-unit", id=result.id, value=size.value)
        yield Finding.error(_at(library, index, "size", "value"), what)
    elif result.size is None and result.direction == "works":
        what = said("evidence.works-without-size", "no-size", id=result.id)
        yield Finding.error(_at(library, index, "direction"), what)


def listed(library: Library) -> Iterator[Finding]:
    """meta.unknown-line, meta.bad-value: lines, toolkits and words of results and voices that lead to nothing."""
    evidence, voices = library.data.evidence, library.data.voices
    found: list[tuple[str, tuple[str | int, ...], str, str]] = []
    for index, result in enumerate(evidence.evidence):
        found += _names("evidence", ("evidence", index, "lines"), "line", result.lines)
        found.append(("evidence", ("evidence", index, "mechanism"), "mechanisms", result.mechanism))
        found.append(("evidence", ("evidence", index, "outcome"), "outcomes", result.outcome))
        found += _names("evidence", ("evidence", index, "interventions"), "intervention", result.interventions)
        for name in CHOSEN_BY:
            found += _names("evidence", ("evidence", index, name), name, getattr(result, name))
    for index, way in enumerate(library.data.vocabulary.mechanisms):
        for name in CHOSEN_BY:
            found += _names("vocabulary", ("mechanisms", index, name), name, getattr(way, name))
    for index, record in enumerate(evidence.sought):
        found += _names("evidence", ("sought", index, "lines"), "line", record.lines)
        found += _names("evidence", ("sought", index, "toolkits"), "toolkit", record.toolkits)
    for index, point in enumerate(voices.viewpoints):
        found += _names("voices", ("viewpoints", index, "lines"), "line", point.lines)
        found += _names("voices", ("viewpoints", index, "toolkits"), "toolkit", point.toolkits)
    known = _Known(library)
    for file, where, group, word in found:
        words = known.of(group)
        if words is not None and word not in words:
            yield Finding.error(_place(library, file, *where), _unknown(group, word), known.meant(group, word))


def _names(
    file: str, where: tuple[str | int, ...], group: str, words: Iterable[str]
) -> Iterator[tuple[str, tuple[str | int, ...], str, str]]:
    """Each name of a list, with its place in its file and what it leads to."""
    return ((file, (*where, number), group, word) for number, word in enumerate(words))


_FILE_OF: Mapping[str, str] = MappingProxyType(
    {
        "line": "programme",
        "mechanisms": "vocabulary",
        "outcomes": "vocabulary",
        **dict.fromkeys(CHOSEN_BY, "vocabulary"),
    }
)


class _Known:
    """What the names in data files may lead to, each group gathered once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._groups: dict[str, Known | None] = {}

    def of(self, group: str) -> Known | None:
        """All names of a group; None where the file that holds them cannot be read."""
        if group not in self._groups:
            self._groups[group] = self._gathered(group)
        return self._groups[group]

    def _gathered(self, group: str) -> Known | None:
        library = self._library
        if group in _FILE_OF and cannot_be_read(library, _FILE_OF[group]):
            return None
        if group == "line":
            return Known(line.slug for line in library.data.programme.lines)
        if group in ("intervention", "toolkit"):
            return Known(sorted(item.slug for item in library.of_kind(group)))
        return Known(word.id for word in getattr(library.data.vocabulary, group))

    def meant(self, group: str, word: str) -> Said | None:
        """A hint for a name that is not there."""
        known = self.of(group)
        if known is None or (not known and group not in _FILE_OF):
            return None
        return meant(word, known, self._library, _FILE_OF.get(group, ""))


def _unknown(group: str, word: str) -> Said:
    if group == "line":
        return said("meta.unknown-line", "unlisted", line=word)
    if group == "toolkit":
        return said("meta.bad-value", "no-toolkit", toolkit=word)
    if group == "intervention":
        return said("meta.bad-value", "no-intervention", intervention=word)
    return said("meta.bad-value", "no-word", word=word, group=group)


_DRAWN = ("evidence", "evidence_map", "evidence_studies", "sought", "viewpoints", "story")


def asked(library: Library) -> Iterator[Finding]:
    """evidence.unlisted: a macro that asks for results, records or voices of which the data files hold none, or leads to no page."""
    for item in library.items.values():
        for call in item.calls:
            if call.macro not in _DRAWN:
                continue
            file = "voices" if call.macro in ("viewpoints", "story") else "evidence"
            if not cannot_be_read(library, file) and not _found(call, library):
                yield Finding.error(call.at, _nothing(call, f"{library.layout.data}/{file}.yml"))
            elif call.macro == "evidence_map" and call.values.get("pages"):
                yield from _without_page(library, item, call)


def _without_page(library: Library, item: Item, call: Call) -> Iterator[Finding]:
    """Outcomes to which a map leads, and that have no page."""
    values = dict(call.values)
    pages = str(values.pop("pages"))
    folder = posixpath.dirname(library.layout.url(item.address))
    known = frozenset(map(library.layout.url, library.by_address()))
    for outcome in sorted({result.outcome for result in library.data.evidence.of(**values)}):  # type: ignore[arg-type]
        url = posixpath.normpath(posixpath.join(folder, pages + outcome)) + "/"
        if url not in known:
            yield Finding.error(call.at, said("evidence.unlisted", "no-page", outcome=outcome, url=url))


def _nothing(call: Call, file: str) -> Said:
    """What is said of a call that draws nothing."""
    words = tuple(_shown(value) for value in call.values.values())
    if not words:
        return said("evidence.unlisted", "none", macro=call.macro, file=file)
    return said("evidence.unlisted", "none-for", macro=call.macro, words=words, file=file)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _found(call: Call, library: Library) -> bool:
    """Whether a call draws anything."""
    data, values = library.data, dict(call.values)
    if call.macro in ("evidence", "evidence_map", "evidence_studies"):
        values.pop("pages", None)
        return bool(data.evidence.of(**values))  # type: ignore[arg-type]  # the macro takes the same names
    subject = str(next(iter(values.values()), ""))
    if call.macro == "sought":
        return bool(data.evidence.not_found(subject))
    return bool(data.voices.on(subject)) if call.macro == "viewpoints" else data.voices.story(subject) is not None


def old_searches(library: Library, today: datetime.date) -> Iterator[Finding]:
    """fresh.sought-old: something that was looked for in vain more than a year ago."""
    for index, record in enumerate(library.data.evidence.sought):
        months = (today.year - record.date.year) * 12 + today.month - record.date.month
        if months - (today.day < record.date.day) >= _MAX_MONTHS:
            at = _place(library, "evidence", "sought", index, "date")
            what = said("fresh.sought-old", "long-ago", question=record.question, day=day_of(record.date))
            yield Finding.warning(at, what)


def _at(library: Library, index: int, *where: str | int) -> Position:
    """The place of a field of a result; of the result where it lacks that field."""
    return _place(library, "evidence", "evidence", index, *where)


def _place(library: Library, file: str, *where: str | int) -> Position:
    positions = library.data_positions[file]
    for length in range(len(where), 0, -1):
        if where[:length] in positions:
            return positions[where[:length]]
    return Position(f"{library.layout.data}/{file}.yml")
