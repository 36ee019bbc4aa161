"""Filters, tests and calls of templates pass slots on: what they make of a page's words, they make of each page's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any

from jinja2 import Environment
from jinja2.runtime import Context, Macro
from jinja2.utils import Namespace, htmlsafe_json_dumps
from markupsafe import Markup

from katern.site.asking import Probe, Slot, asked_among, at, behind, later, shown


def pass_on(env: Environment) -> None:
    """Let everything that templates of an environment use take slots and probes."""
    filters: dict[str, Any] = env.filters
    filters.update({name: _passing(filter) for name, filter in list(filters.items())})
    filters["tojson"] = _in_json(env)
    tests: dict[str, Any] = env.tests
    tests.update({name: _passing(test) for name, test in list(tests.items()) if name not in ("defined", "undefined")})
    env.context_class = _Context


def _in_json(env: Environment) -> Callable[..., Any]:
    """The filter `tojson`, for values that hold slots too."""

    def tojson(value: Any, indent: int | None = None) -> Markup:
        options = {**env.policies["json.dumps_kwargs"], **({} if indent is None else {"indent": indent})}
        dumps = env.policies["json.dumps_function"] or json.dumps
        slots: list[Slot] = []
        written = str(htmlsafe_json_dumps(_collected(value, slots), dumps=dumps, **options))
        for slot in slots:
            inside = slot.through(lambda words: Markup(str(htmlsafe_json_dumps(words, dumps=dumps, **options))[1:-1]))
            written = written.replace(json.dumps(shown(slot))[1:-1], shown(inside)).replace(shown(slot), shown(inside))
        return Markup(written)

    return tojson


def _collected(value: Any, slots: list[Slot]) -> Any:
    """A value for JSON with its slots as plain strings, which are added to `slots`."""
    if isinstance(value, Slot):
        slots.append(value)
        return shown(value)
    if isinstance(value, Probe):
        asked, get = behind(value)
        return asked.answer(get)
    if isinstance(value, Mapping):
        return {_collected(key, slots): _collected(inner, slots) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_collected(inner, slots) for inner in value]
    return value


class _Context(Context):
    """Calls what a template calls, with the values of each page."""

    def call(self, called: Any, *arguments: Any, **named: Any) -> Any:
        """The call now where it is the template's own, else for each page."""
        given = {name: value for name, value in named.items() if name not in _OF_LOOPS}
        asked = None if _is_own(called) else asked_among((*arguments, *given.values()))
        if asked is None:
            return super().call(called, *arguments, **named)
        return later(called, arguments, given, asked)


# what compiled templates hand to each call within a loop or block
_OF_LOOPS = frozenset(("_loop_vars", "_block_vars"))


def _is_own(called: Any) -> bool:
    """Whether a call belongs to the template: its macros and loops, a list that it fills, what knows the variables."""
    if isinstance(called, Macro | Probe | Namespace) or isinstance(
        getattr(called, "__self__", None), list | dict | set
    ):
        return True
    return hasattr(called, "jinja_pass_arg") or (getattr(called, "__module__", None) or "").startswith("jinja2")


def _passing(filter: Callable[..., Any]) -> Callable[..., Any]:
    """The filter or test, for slots and probes too: what it makes of them is made of each page."""
    context = getattr(filter, "jinja_pass_arg", None)
    before = 0 if context is None else 1
    # what it finds among the variables is this page's alone
    alone = context is not None and context.name == "context"

    @wraps(filter)
    def passing(*arguments: Any, **named: Any) -> Any:
        first, rest = arguments[:before], arguments[before:]
        asked = asked_among((*rest, *named.values()))
        if asked is None:
            return filter(*arguments, **named)
        if alone:
            now = asked.answer(lambda page: at((rest, named), page))
            return filter(*first, *now[0], **now[1])
        return later(lambda *values, **more: _whole(filter(*first, *values, **more)), rest, named, asked)

    return passing


def _whole(value: Any) -> Any:
    """A filter's answer as something that can be asked more than once."""
    return list(value) if isinstance(value, Iterator) else value
