"""The fields of a form in the editing place, from the model of a kind."""

from __future__ import annotations

import datetime
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from katern.fields import Leads, Running
from katern.words.editing import EditingWords

# an entry of a form, as the program is told it
Form = dict[str, Any]
# what a field may lead to: the choices there are, or nothing where any word will do
Choices = Callable[[Leads], Form | None]
# what other programs read, or what has a form of its own: it stays in the file as it is
_LEFT_ALONE = ("template", "hide", "search", "icon", "render_macros", "nocite", "booklets", "consent")


@dataclass(frozen=True, slots=True)
class Forms:
    """Makes forms, in these words; `own` are those of one kind, which go before."""

    words: EditingWords
    own: Mapping[str, str]
    values: Mapping[str, str]
    choices: Choices

    def of(self, model: type[BaseModel]) -> list[Form]:
        """The fields of a model."""
        return [made for name, field in model.model_fields.items() if (made := self._field(name, field))]

    def _field(self, name: str, field: FieldInfo) -> Form | None:
        widget = None if name in _LEFT_ALONE else self._widget(name, field.annotation, tuple(field.metadata))
        if widget is None:
            return None
        told: Form = {"name": name, "label": self.label(name), "required": field.is_required()}
        hint = self.words.hints.get(name)
        return told | widget | ({"hint": hint} if hint else {})

    def label(self, name: str) -> str:
        """What a field is called."""
        return self.own.get(name) or self.words.fields.get(name) or name.replace("_", " ").capitalize()

    def _widget(self, name: str, annotation: Any, marks: tuple[Any, ...]) -> Form | None:
        annotation, marks = _bare(annotation, marks)
        origin = get_origin(annotation)
        lead = next((mark for mark in marks if isinstance(mark, Leads)), None)
        if lead is not None and (chosen := self.choices(lead)):
            return chosen
        if origin is Literal:
            return {"widget": "select", "options": [self._option(value) for value in get_args(annotation)]}
        if origin is tuple:
            return self._several(name, get_args(annotation)[0])
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return {"widget": "object", "collapsed": True, "fields": self.of(annotation)}
        if annotation is str and (Running in map(type, marks) or _long(marks)):
            return {"widget": "text", **_longest(marks, self.words)}
        return dict(_PLAIN[annotation]) if annotation in _PLAIN else None

    def _several(self, name: str, inner: Any) -> Form | None:
        one = self._widget(name, inner, ())
        if one is None:
            return None
        if one["widget"] in ("select", "relation"):
            return one | {"multiple": True}
        if one["widget"] == "object":
            return {"widget": "list", "collapsed": True, "fields": one["fields"]}
        return {"widget": "list", "field": {"name": name, "label": self.label(name), **one}}

    def _option(self, value: Any) -> Form:
        label = self.values.get(str(value)) or self.words.choices.get(str(value)) or str(value)
        return {"label": label, "value": value}


_PLAIN: Mapping[Any, Form] = {
    str: {"widget": "string"},
    bool: {"widget": "boolean"},
    int: {"widget": "number", "value_type": "int"},
    float: {"widget": "number", "value_type": "float"},
    datetime.date: {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"},
}


def _bare(annotation: Any, marks: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """A type without what it says beside its shape, and without None; of several shapes the one that people type."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            marks = (*marks, *more)
        elif origin in (Union, types.UnionType):
            kinds = [one for one in get_args(annotation) if one is not type(None)]
            annotation = kinds[0] if len(kinds) == 1 else str
        elif isinstance(annotation, type) and annotation.__module__.startswith("pydantic"):
            return str, marks  # an address
        else:
            return annotation, marks


def _long(marks: tuple[Any, ...]) -> bool:
    return next(_limits(marks), None) is not None


def _limits(marks: tuple[Any, ...]) -> Iterator[int]:
    yield from (limit for mark in marks if (limit := getattr(mark, "max_length", None)))


def _longest(marks: tuple[Any, ...], words: EditingWords) -> Form:
    limit = next(_limits(marks), None)
    return {} if limit is None else {"pattern": [f"^[\\s\\S]{{1,{limit}}}$", words.too_long(limit=limit)]}
