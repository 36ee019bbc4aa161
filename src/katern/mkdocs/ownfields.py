"""What pages of a site may say, as the site itself sets it: fields of other plugins, and required fields that it does without."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, get_origin

from pydantic import create_model

from katern.finding import Finding, Position, did_you_mean, nearest, said
from katern.items import OpenPage, Page
from katern.kinds import Kinds


def with_own_fields(table: Kinds, strict: bool, optional: Mapping[Any, Any], bare: bool) -> Kinds:
    """The table in which plain pages are open to fields of others unless the site is strict, and named fields are not required.

    Open pages are `bare` where the site holds nothing else of ours: their titles and lists are its own.
    """
    rows = [
        replace(row, model=_without_required(row.model, names))
        for row in table.values()
        if (names := tuple(name for name in _names(optional.get(row.name)) if name in _required(row.model)))
    ]
    table = table.extended(*rows)
    plain = table.elsewhere
    return table if strict or plain.model is not Page else table.extended(replace(plain, model=OpenPage, bare=bare))


def wrong_fields(table: Kinds, optional: Mapping[Any, Any], at: Position) -> Iterator[Finding]:
    """meta.bad-value: a kind, or a required field of one, that does not exist."""
    for kind, names in optional.items():
        if kind not in table:
            what = said("meta.bad-value", "no-such-kind", kind=str(kind), known=tuple(table))
            yield Finding.error(at, what, did_you_mean(nearest(str(kind), table)))
            continue
        known = _required(table[kind].model)
        for name in _names(names):
            if name not in known:
                what = said("meta.bad-value", "no-required-field", field=name, kind=kind, known=known)
                yield Finding.error(at, what, did_you_mean(nearest(name, known)))


def _names(written: Any) -> tuple[str, ...]:
    return tuple(map(str, written)) if isinstance(written, list) else (str(written),) if written else ()


def _required(model: type[Page]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if field.is_required())


@functools.cache
def _without_required(model: type[Page], names: tuple[str, ...]) -> type[Page]:
    """The same model, in which these fields may be left out."""
    fields: dict[str, Any] = {}
    for name in names:
        field = model.model_fields[name]
        kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        fields[name] = (kind, ()) if get_origin(field.annotation) is tuple else (kind | None, None)
    # its name tells what it is, and so which of them was meant when something was noted
    return create_model(f"{model.__name__}Without{''.join(map(str.title, names))}", __base__=model, **fields)
