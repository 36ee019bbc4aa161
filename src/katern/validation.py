"""Values that YAML held, checked against a model: what does not fit becomes findings at the field's own place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from katern.finding import Finding, Position, nearest
from katern.frontmatter import FieldPath

Model = TypeVar("Model", bound=BaseModel)

# what the author should write instead, by pydantic's type of error
_EXPECTED = {
    "string_type": "hier hoort tekst",
    "string_too_short": "hier hoort tekst, dit veld is leeg",
    "string_too_long": "de tekst is te lang: hoogstens {max_length} tekens",
    "tuple_type": "hier hoort een lijst, bijvoorbeeld [een, twee]",
    "too_short": "de lijst is te kort: minstens {min_length}",
    "too_long": "de lijst is te lang: hoogstens {max_length}",
    "literal_error": "kies uit {expected}",
    "int_type": "hier hoort een geheel getal",
    "int_parsing": "hier hoort een geheel getal",
    "int_from_float": "hier hoort een geheel getal",
    "greater_than": "het getal moet groter zijn dan {gt}",
    "bool_type": "hier hoort true of false",
    "bool_parsing": "hier hoort true of false",
    "date_type": "hier hoort een datum als 2026-11-24",
    "date_parsing": "hier hoort een datum als 2026-11-24",
    "date_from_datetime_parsing": "hier hoort een datum als 2026-11-24",
    "date_from_datetime_inexact": "hier hoort een datum zonder tijd",
    "dict_type": "hier horen velden met een waarde",
    "model_type": "hier horen velden met een waarde",
    "model_attributes_type": "hier horen velden met een waarde",
    "url_parsing": "hier hoort een adres dat met https:// begint",
    "url_scheme": "hier hoort een adres dat met https:// begint",
    "url_type": "hier hoort een adres dat met https:// begint",
    "string_pattern_mismatch": "alleen kleine letters, cijfers en streepjes",
}


# fields that were, and where what they said stands now
_MOVED = {
    "helplines": "wie je belt, staat alleen in helplines.yml: noem daar de toolkit, bij toolkits",
}


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
        near = nearest(name, known)
        hint = _MOVED.get(name) or (f"bedoelde u '{near}'?" if near else f"bekende velden: {', '.join(sorted(known))}")
        return Finding.error("meta.unknown-field", at, f"het veld '{name}' bestaat hier niet", hint)
    if detail["type"] == "missing":
        inside = f" in '{where[-2]}'" if len(where) > 1 and isinstance(where[-2], str) else ""
        return Finding.error(
            "meta.missing-field", at, f"het verplichte veld '{name}' ontbreekt{inside}", f"voeg toe: {name}: …"
        )
    field = next((str(part) for part in reversed(where) if isinstance(part, str)), name)
    return Finding.error("meta.bad-value", at, f"de waarde van '{field}' past niet", _expected(detail))


def _expected(detail: ErrorDetails) -> str:
    template = _EXPECTED.get(detail["type"])
    if template is None:
        return detail["msg"]
    context = {key: str(value).replace(" or ", " of ") for key, value in detail.get("ctx", {}).items()}
    try:
        return template.format(**context)
    except KeyError:
        return re.sub(r" ?\{\w+\}", "", template)


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
