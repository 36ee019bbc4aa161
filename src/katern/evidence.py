"""Evidence as data: what a study found, of what design and how large, and what was looked for and not found."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from katern.items import Slug, Text
from katern.known import Known

Design = Literal[
    "meta-analysis",
    "review",
    "randomised",
    "experiment",
    "quasi-experiment",
    "panel",
    "cross-section",
    "qualitative",
    "practice",
    "experience",
]
# `associated`: goes together with a better outcome, and no design showed that it is the cause
Direction = Literal["works", "associated", "mixed", "none", "harms", "unknown"]
Certainty = Literal["strong", "fair", "weak", "unknown"]
# how far a design is from telling what would have happened otherwise
WITHOUT_CAUSE: tuple[Design, ...] = ("cross-section", "qualitative", "practice", "experience")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


class Size(_Model):
    """How large an effect is, as its source prints it, and what it is counted in."""

    value: Text
    unit: Text | None = None


class Result(_Model):
    """What a study found of an approach; what is left out is not known.

    `claim` is what was tried and `found` what came of it, both in the words of the site; `n` counts people where `counted`
    says nothing else; `limits` are those that its authors name, `remark` is the editors' own; `judged_by` says whose
    judgement `certainty` is.
    """

    id: Slug
    claim: Text
    found: Text
    sources: tuple[Text, ...] = ()
    page: Text | None = None
    design: Design
    country: Text | None = None
    population: Text | None = None
    n: Annotated[int, Field(gt=0)] | None = None
    counted: Text | None = None
    studies: Annotated[int, Field(gt=0)] | None = None
    year: int | None = None
    mechanism: Slug
    outcome: Slug
    direction: Direction
    size: Literal["unknown"] | Size | None = None
    follow_up: Text | None = None
    certainty: Certainty | None = None
    judged_by: Text | None = None
    limits: Text | None = None
    remark: Text | None = None
    lines: Annotated[tuple[Slug, ...], Field(min_length=1)]
    # where, for whom and against what; where it does not say so, that of its way of working
    settings: tuple[Slug, ...] = ()
    groups: tuple[Slug, ...] = ()
    grounds: tuple[Slug, ...] = ()
    interventions: tuple[Slug, ...] = ()

    @property
    def measured(self) -> Size | None:
        """Its size, where one is known."""
        return self.size if isinstance(self.size, Size) else None


class Sought(_Model):
    """What was looked for and not found: the question, where somebody looked, and when."""

    question: Text
    where: Annotated[tuple[Text, ...], Field(min_length=1)]
    date: datetime.date
    lines: tuple[Slug, ...] = ()
    toolkits: tuple[Slug, ...] = ()

    def about(self, subject: str) -> bool:
        """Whether it belongs to a programme line or a toolkit."""
        return subject in self.lines or subject in self.toolkits


class Evidence(_Model):
    """The file evidence.yml."""

    evidence: tuple[Result, ...] = ()
    sought: tuple[Sought, ...] = ()

    def of(
        self,
        line: str | None = None,
        mechanism: str | None = None,
        direction: str | Sequence[str] | None = None,
        intervention: str | None = None,
        id: str | None = None,
        outcome: str | None = None,
    ) -> tuple[Result, ...]:
        """The results that fit all that is asked, in the order of the file."""
        directions = direction if direction is None or isinstance(direction, list | tuple) else (direction,)
        return tuple(
            result
            for result in self.evidence
            if (line is None or line in result.lines)
            and (mechanism is None or mechanism == result.mechanism)
            and (directions is None or result.direction in directions)
            and (intervention is None or intervention in result.interventions)
            and (id is None or id == result.id)
            and (outcome is None or outcome == result.outcome)
        )

    def not_found(self, subject: str) -> tuple[Sought, ...]:
        """What was looked for in vain about a programme line or a toolkit."""
        return tuple(record for record in self.sought if record.about(subject))

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Result, ...]]:
        """The results that rest on each source, by its key."""
        found: dict[str, tuple[Result, ...]] = {}
        for result in self.evidence:
            for key in dict.fromkeys(result.sources):
                found[key] = (*found.get(key, ()), result)
        return found

    @cached_property
    def ids(self) -> Known:
        """The ids of all results, in order."""
        return Known(sorted(result.id for result in self.evidence))

    def cited_at(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The keys of its sources, each with the field that holds it."""
        for index, result in enumerate(self.evidence):
            for number, key in enumerate(result.sources):
                yield ("evidence", index, "sources", number), key


CHOSEN_BY = ("settings", "groups", "grounds")

Crossed = Mapping[str, Mapping[str, tuple[Result, ...]]]


def crossed(results: Iterable[Result]) -> Crossed:
    """The results by mechanism, and below that by outcome."""
    found: dict[str, dict[str, tuple[Result, ...]]] = {}
    for result in results:
        row = found.setdefault(result.mechanism, {})
        row[result.outcome] = (*row.get(result.outcome, ()), result)
    return found
