"""What a page may ask of evidence and voices: results, the map of them, what was sought in vain, views, and stories."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from jinja2 import Environment

from katern.bibliography.source import Source
from katern.data import Data, Vocabulary, Word
from katern.evidence import CHOSEN_BY, Result, Sought, crossed
from katern.words import Words

# what a page can ask of `evidence`: one direction, or several
Directions = str | Sequence[str] | None


Macros = dict[str, Callable[..., str]]


def evidence_macros(data: Data, sources: Mapping[str, Source], drawing: Environment, words: Words) -> Macros:
    """The macros `evidence`, `evidence_map`, `evidence_studies`, `sought`, `viewpoints` and `story`; what is not there draws nothing.

    `evidence.unlisted` tells that, and stops a build.
    """
    mark = words.figures.thousands

    def draw(template: str, **values: object) -> str:
        return drawing.get_template(f"katern/{template}.html").render(
            sources=sources, number=lambda number: f"{number:,}".replace(",", mark), **values
        )

    return _results(data, draw) | _maps(data, words, draw) | _beside(data, draw)


def _results(data: Data, draw: Callable[..., str]) -> Macros:
    """The results of studies, one below another."""
    known = data.evidence

    def evidence(
        line: str | None = None,
        mechanism: str | None = None,
        direction: Directions = None,
        intervention: str | None = None,
        id: str | None = None,
    ) -> str:
        results = known.of(line, mechanism, direction, intervention, id)
        return draw("evidence", results=results, anchor="") if results else ""

    return {"evidence": evidence}


def _maps(data: Data, words: Words, draw: Callable[..., str]) -> Macros:
    """Results crossed: which way of working did what to which outcome, and the studies of one outcome."""
    known, vocabulary = data.evidence, data.vocabulary

    def evidence_map(line: str | None = None, pages: str = "") -> str:
        results = known.of(line)
        if not results:
            return ""
        rows = crossed(results)
        outcomes = _in_order({result.outcome for result in results}, vocabulary.outcomes)
        mechanisms = _in_order(rows, vocabulary.mechanisms)
        studies = [] if pages else [(name, _of(results, name)) for name in mechanisms]
        return draw(
            "evidence-map", rows=rows, outcomes=outcomes, mechanisms=mechanisms, studies=studies, pages=pages,
            filters=_filters(results, vocabulary, words), marks=lambda result: chosen_by(result, vocabulary),
            told=lambda found: _told(found, vocabulary),
        )  # fmt: skip

    def evidence_studies(outcome: str, line: str | None = None) -> str:
        results = known.of(line, outcome=outcome)
        mechanisms = _in_order({result.mechanism for result in results}, vocabulary.mechanisms)
        studies = [(name, _of(results, name)) for name in mechanisms]
        return draw("evidence-studies", studies=studies) if studies else ""

    return {"evidence_map": evidence_map, "evidence_studies": evidence_studies}


def _beside(data: Data, draw: Callable[..., str]) -> Macros:
    """What no study says: what was sought in vain, and what people say of a subject."""

    def sought(subject: str) -> str:
        records = data.evidence.not_found(subject)
        return draw("sought", groups=_together(records)) if records else ""

    def viewpoints(subject: str) -> str:
        points = data.voices.on(subject)
        return draw("viewpoints", points=points) if points else ""

    def story(id: str) -> str:
        found = data.voices.story(id)
        return draw("story", story=found) if found else ""

    return {"sought": sought, "viewpoints": viewpoints, "story": story}


def _in_order(names: Iterable[str], known: Sequence[Word]) -> list[str]:
    """The names as the vocabulary has them; those that it has not at the end."""
    order = {word.id: place for place, word in enumerate(known)}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def chosen_by(result: Result, vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """By what readers choose a result: what it says itself, else what its way of working says."""
    way = next((word for word in vocabulary.mechanisms if word.id == result.mechanism), None)
    return {name: getattr(result, name) or getattr(way, name, ()) for name in CHOSEN_BY}


def _told(results: Iterable[Result], vocabulary: Vocabulary) -> str:
    """The results of a cell for a script: of each its direction, and what readers choose it by."""
    chosen = [(result.direction, chosen_by(result, vocabulary)) for result in results]
    return json.dumps([[direction, *(" ".join(one[name]) for name in CHOSEN_BY)] for direction, one in chosen])


def _filters(results: Iterable[Result], vocabulary: Vocabulary, words: Words) -> str:
    """What a script needs to let readers choose, as JSON; nothing where there is nothing to choose."""
    chosen = [chosen_by(result, vocabulary) for result in results]
    fields = []
    for name in CHOSEN_BY:
        ids = {id for one in chosen for id in one[name]}
        options = [[word.id, word.label] for word in getattr(vocabulary, name) if word.id in ids]
        if options:
            fields.append([name, words.evidence.filters[name], options])
    own = words.comparing
    told = {
        "fields": fields,
        "all": own.all,
        "reset": own.reset,
        "shown": own.shown,
        "directions": dict(words.evidence.direction),
    }
    return json.dumps(told, ensure_ascii=False) if fields else ""


def _of(results: Iterable[Result], mechanism: str) -> tuple[Result, ...]:
    return tuple(result for result in results if result.mechanism == mechanism)


def _together(records: Iterable[Sought]) -> list[tuple[tuple[tuple[str, ...], datetime.date], list[Sought]]]:
    """The records that were looked for in the same places on the same day, in the order of the file."""
    found: dict[tuple[tuple[str, ...], datetime.date], list[Sought]] = {}
    for record in records:
        found.setdefault((record.where, record.date), []).append(record)
    return list(found.items())
