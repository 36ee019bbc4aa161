"""What a page may ask of evidence and voices: results, the map of them, what was sought in vain, views, and stories."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence

from jinja2 import Environment

from katern.bibliography.source import Source
from katern.data import Data
from katern.evidence import Result, Sought, crossed
from katern.words import Words

# what a page can ask of `evidence`: one direction, or several
Directions = str | Sequence[str] | None


def evidence_macros(
    data: Data, sources: Mapping[str, Source], drawing: Environment, words: Words
) -> dict[str, Callable[..., str]]:
    """The macros `evidence`, `evidence_map`, `evidence_studies`, `sought`, `viewpoints` and `story`; what is not there draws nothing.

    `evidence.unlisted` tells that, and stops a build.
    """
    known, mark = data.evidence, words.figures.thousands
    order = {word.id: place for place, word in enumerate(data.vocabulary.mechanisms)}
    columns = {word.id: place for place, word in enumerate(data.vocabulary.outcomes)}

    def draw(template: str, **values: object) -> str:
        return drawing.get_template(f"katern/{template}.html").render(
            sources=sources, number=lambda number: f"{number:,}".replace(",", mark), **values
        )

    def evidence(
        line: str | None = None,
        mechanism: str | None = None,
        direction: Directions = None,
        intervention: str | None = None,
        id: str | None = None,
    ) -> str:
        results = known.of(line, mechanism, direction, intervention, id)
        return draw("evidence", results=results, anchor="") if results else ""

    def evidence_map(line: str | None = None, pages: str = "") -> str:
        results = known.of(line)
        if not results:
            return ""
        rows = crossed(results)
        outcomes = sorted(
            {result.outcome for result in results}, key=lambda name: (columns.get(name, len(columns)), name)
        )
        mechanisms = sorted(rows, key=lambda name: (order.get(name, len(order)), name))
        studies = [] if pages else [(name, _of(results, name)) for name in mechanisms]
        return draw("evidence-map", rows=rows, outcomes=outcomes, mechanisms=mechanisms, studies=studies, pages=pages)

    def evidence_studies(outcome: str, line: str | None = None) -> str:
        results = known.of(line, outcome=outcome)
        names = {result.mechanism for result in results}
        mechanisms = sorted(names, key=lambda name: (order.get(name, len(order)), name))
        studies = [(name, _of(results, name)) for name in mechanisms]
        return draw("evidence-studies", studies=studies) if studies else ""

    def sought(subject: str) -> str:
        records = known.not_found(subject)
        return draw("sought", groups=_together(records)) if records else ""

    def viewpoints(subject: str) -> str:
        points = data.voices.on(subject)
        return draw("viewpoints", points=points) if points else ""

    def story(id: str) -> str:
        found = data.voices.story(id)
        return draw("story", story=found) if found else ""

    return {
        "evidence": evidence,
        "evidence_map": evidence_map,
        "evidence_studies": evidence_studies,
        "sought": sought,
        "viewpoints": viewpoints,
        "story": story,
    }


def _of(results: Iterable[Result], mechanism: str) -> tuple[Result, ...]:
    return tuple(result for result in results if result.mechanism == mechanism)


def _together(records: Iterable[Sought]) -> list[tuple[tuple[tuple[str, ...], datetime.date], list[Sought]]]:
    """The records that were looked for in the same places on the same day, in the order of the file."""
    found: dict[tuple[tuple[str, ...], datetime.date], list[Sought]] = {}
    for record in records:
        found.setdefault((record.where, record.date), []).append(record)
    return list(found.items())
