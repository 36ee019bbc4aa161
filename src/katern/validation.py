"""Values that YAML held, checked against a model: what does not fit becomes findings at the field's own place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from katern.finding import Finding, Position, Said, did_you_mean, nearest, said
from katern.frontmatter import FieldPath, value_place

Model = TypeVar("Model", bound=BaseModel)

# what the author should write instead, by pydantic's type of error
_EXPECTED: Mapping[str, Said] = {
    "string_type": said("meta.bad-value", "want-text"),
    "string_too_short": said("meta.bad-value", "want-some-text"),
    "tuple_type": said("meta.bad-value", "want-list"),
    "int_type": said("meta.bad-value", "want-integer"),
    "int_parsing": said("meta.bad-value", "want-integer"),
    "int_from_float": said("meta.bad-value", "want-integer"),
    "bool_type": said("meta.bad-value", "want-true-or-false"),
    "bool_parsing": said("meta.bad-value", "want-true-or-false"),
    "date_type": said("meta.bad-value", "want-date"),
    "date_parsing": said("meta.bad-value", "want-date"),
    "date_from_datetime_parsing": said("meta.bad-value", "want-date"),
    "date_from_datetime_inexact": said("meta.bad-value", "want-date-alone"),
    "dict_type": said("meta.bad-value", "want-fields"),
    "model_type": said("meta.bad-value", "want-fields"),
    "model_attributes_type": said("meta.bad-value", "want-fields"),
    "url_parsing": said("meta.bad-value", "want-address"),
    "url_scheme": said("meta.bad-value", "want-address"),
    "url_type": said("meta.bad-value", "want-address"),
    "string_pattern_mismatch": said("meta.bad-value", "want-small-letters"),
}
# fields that were, and where what they said stands now
_MOVED: Mapping[str, Said] = {"helplines": said("meta.unknown-field", "helplines-moved")}


def validate(
    model: type[Model], values: Mapping[str, Any], positions: Mapping[FieldPath, Position], path: str
) -> tuple[Model | None, list[Finding]]:
    """Build the model from the values; None and the findings where they do not fit."""
    try:
        return model.model_validate(dict(values)), []
    except ValidationError as error:
        return None, list(_findings(model, error, positions, path))


def _findings(
    model: type[BaseModel], error: ValidationError, positions: Mapping[FieldPath, Position], path: str
) -> Iterator[Finding]:
    seen: set[tuple[str, Position]] = set()
    details = error.errors(include_url=False)
    for detail in details:
        if detail["type"] == "too_short" and any(_inside(other["loc"], detail["loc"]) for other in details):
            continue  # what does not fit is not counted
        finding = _finding(model, detail, positions, path)
        # a union reports each of its branches; the author needs one of them
        place = (finding.code, Position(finding.path, finding.line, finding.column))
        if place not in seen or finding.code == "meta.missing-field":
            seen.add(place)
            yield finding


def _inside(where: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    return len(where) > len(outer) and where[: len(outer)] == outer


def _finding(
    model: type[BaseModel], detail: ErrorDetails, positions: Mapping[FieldPath, Position], path: str
) -> Finding:
    where = detail["loc"]
    at = _position(where, positions, path)
    name = str(where[-1]) if where else ""
    if detail["type"] == "extra_forbidden":
        known = _known_fields(model, where[:-1])
        what = said("meta.unknown-field", "unknown", field=name, known=tuple(sorted(known)))
        return Finding.error(at, what, _MOVED.get(name) or did_you_mean(nearest(name, known)))
    if detail["type"] == "missing":
        if len(where) > 1 and isinstance(where[-2], str):
            return Finding.error(at, said("meta.missing-field", "missing-in", field=name, within=where[-2]))
        return Finding.error(at, said("meta.missing-field", "missing", field=name))
    at = value_place(positions, tuple(where)) or at
    field = next((str(part) for part in reversed(where) if isinstance(part, str)), name)
    return Finding.error(at, said("meta.bad-value", "does-not-fit", field=field), _expected(detail))


def _expected(detail: ErrorDetails) -> Said:
    told = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    match detail["type"]:
        case "literal_error":
            choices = tuple(told["expected"].replace(" or ", ", ").split(", "))
            near = nearest(str(detail["input"]), (choice.strip("'") for choice in choices))
            return did_you_mean(near) or said("meta.bad-value", "want-one-of", choices=choices)
        case "string_too_long":
            return said("meta.bad-value", "want-less-text", most=told["max_length"])
        case "too_short":
            return said("meta.bad-value", "want-longer-list", least=told["min_length"])
        case "too_long":
            return said("meta.bad-value", "want-shorter-list", most=told["max_length"])
        case "greater_than":
            return said("meta.bad-value", "want-more", than=told["gt"])
    return _EXPECTED.get(detail["type"]) or said("meta.bad-value", "want-other", why=detail["msg"])


def _position(where: tuple[int | str, ...], positions: Mapping[FieldPath, Position], path: str) -> Position:
    for length in range(len(where), 0, -1):
        found = positions.get(where[:length])
        if found is not None:
            return found
    return Position(path)


def _known_fields(model: type[BaseModel], where: tuple[int | str, ...]) -> list[str]:
    """The fields of the model that the path leads to."""
    for part in where:
        if isinstance(part, str) and part in model.model_fields:
            inner = _inner_model(model.model_fields[part].annotation)
            if inner is None:
                break
            model = inner
    return list(model.model_fields)


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        inner = _inner_model(argument)
        if inner is not None:
            return inner
    return None
