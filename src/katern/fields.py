"""What a field of front matter means beside its shape: running text, words of the site, or the name of what stands elsewhere.

A model says so in the types of its fields; whoever reads, judges or draws finds the fields here and knows no names.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

from katern.frontmatter import FieldPath

# what a name may lead to: a source, a programme line, an item of the site, or a group of the vocabulary
Target = Literal[
    "source", "line", "item", "audiences", "settings", "groups", "grounds", "mechanisms", "product_kinds", "evidence_levels"
]  # fmt: skip
# the names of fields from the top of a model; lists on the way are passed through
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A text that a page draws as its author wrote it, citations included."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Words of the site's own that readers see as they stand, such as a title that is no name."""


@dataclass(frozen=True, slots=True)
class Leads:
    """A name that leads to something else; to an item of one kind by its slug, else by the way to it from the root."""

    to: Target
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of these."""

    unit: Literal["minutes"]


@dataclass(frozen=True, slots=True)
class Outside:
    """The address of a page elsewhere."""


Mark = TypeVar("Mark", Running, OwnWords, Leads, Counted, Outside)
_MARKS = (Running, OwnWords, Leads, Counted, Outside)


def marked(model: type[BaseModel], mark: type[Mark]) -> tuple[tuple[Names, Mark], ...]:
    """The fields of a model with such a mark, in the order of the model, those of models within it too."""
    return tuple((names, found) for names, found in _marks(model) if isinstance(found, mark))


@functools.cache
def _marks(model: type[BaseModel]) -> tuple[tuple[Names, Any], ...]:
    return tuple(_marked(model, ()))


def _marked(model: type[BaseModel], above: Names) -> Iterator[tuple[Names, Any]]:
    for name, field in model.model_fields.items():
        found = (mark for mark in (*field.metadata, *_within(field.annotation)) if isinstance(mark, _MARKS))
        yield from (((*above, name), mark) for mark in dict.fromkeys(found))
        inner = inner_model(field.annotation)
        if inner is not None:
            yield from _marked(inner, (*above, name))


def _within(annotation: Any) -> list[Any]:
    """What a type says beside its shape: of what a list holds, of what may be left out."""
    own = list(getattr(annotation, "__metadata__", ()))
    return own + [one for argument in get_args(annotation) for one in _within(argument)]


def mark_of(model: type[BaseModel], name: str, mark: type[Mark]) -> Mark | None:
    """Such a mark of a field at the top of a model."""
    return next((found for names, found in marked(model, mark) if names == (name,)), None)


def choices(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """The few words of which a field at the top of a model holds one; readers see them in the words of their language."""
    annotation = model.model_fields[name].annotation
    found = (get_args(one) for one in (annotation, *get_args(annotation)) if get_origin(one) is Literal)
    return next(found, ())


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, by itself, in a list or as one of several choices."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for argument in get_args(annotation) if (found := inner_model(argument)) is not None), None)


def values_at(content: Any, names: Names, above: FieldPath = ()) -> Iterator[tuple[FieldPath, Any]]:
    """What stands in a field, of a model or of what YAML held: each place, and its value; nothing where it is left out."""
    inner = getattr(content, names[0], None) if isinstance(content, BaseModel) else None
    if isinstance(content, Mapping):
        inner = content.get(names[0])
    where = (*above, names[0])
    held = [((*where, index), part) for index, part in enumerate(inner)] if isinstance(inner, list | tuple) else None
    for at, value in [(where, inner)] if held is None else held:
        if len(names) > 1:
            yield from values_at(value, names[1:], at)
        elif value is not None:
            yield at, value
