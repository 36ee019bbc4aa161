"""The sandbox in which pages draw their macros: nothing of Python or the machine, and a bound on work, text and time.

Work is counted in signs: what a filter, a call, a sum or a loop makes is spent of what a page may make in all, and what
would be too large is refused before it is made. What takes long without making anything meets a bound on time.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from jinja2 import nodes
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from katern.containment import Forbidden
from katern.finding import said

# what a multiplication may build
_LONGEST = 100_000
# what one text, list or page may hold, and what a page may make in all
_MOST = 5_000_000
_WORK = 50_000_000
# what a turn of a loop counts, a call or a filter, and a list or table
_TURN = 100
_CALL = 500
_HOLDER = 50
# a number of more bits multiplies for minutes
_BITS = 4096
# columns of what is filled out
_WIDEST = 1000
_OTHER = 50
_WIDTHS = frozenset(("center", "indent", "wordwrap", "tojson", "ljust", "rjust", "zfill", "expandtabs", "round"))
_COUNTS = frozenset(("batch", "slice"))
# methods of texts that fill out by a table nobody can foresee
_UNBOUND = frozenset(("translate", "maketrans", "format_map"))
_WIDE_FIELD = re.compile(r"\d{4,}|%[-+ #0]*\*|%[-+ #0\d]*\.\*|\{[^{}]*:[^{}]*\{")


class Work:
    """What is left for one page."""

    def __init__(self) -> None:
        self._left = _WORK

    def spend(self, signs: int) -> None:
        """Take off so many signs; refuse once nothing is left."""
        self._left -= signs
        if self._left < 0:
            raise Forbidden(said("macro.forbidden", "too-much"))

    def passed(self, value: Any) -> Any:
        """A value that was made, after its size was spent; one that is made bit by bit is spent so."""
        if isinstance(value, str | list | tuple | dict | set):
            self.spend(_fitting(value))
        elif isinstance(value, Iterator):
            return self.each(value)
        return value

    def each(self, values: Iterable[Any]) -> Iterator[Any]:
        """Values one by one."""
        for value in values:
            self.spend(_TURN + (len(value) if isinstance(value, str) else 0))
            yield value


class SiteEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with bounds; `work` is that of the page that is drawn."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, finalize=self._shown, optimized=False)
        self.work = Work()
        self.bound_filters()

    def bound_filters(self) -> None:
        """Bound the filters that are there now."""
        for name, call in self.filters.items():
            if not hasattr(call, "katern_bound"):
                self.filters[name] = self._bounded(name, call)

    # --- what Jinja asks

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse `"x" * 10**9`, which fills the memory before any other limit is met."""
        if operator == "**":
            raise Forbidden(said("macro.forbidden", "power"))
        if operator == "%":
            _refuse_wide(left)
        elif operator == "*":
            _refuse_long(left, right)
        else:
            _fitting((left, right))
        return self.work.passed(super().call_binop(context, operator, left, right))

    def call(self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A call, after a look at what it may build."""
        if getattr(__obj, "__self__", None) is self:  # what stands in the place of Jinja's own
            return __obj(*args)
        self.work.spend(_CALL)
        # the sandbox stands around `format`
        receiver = getattr(getattr(__obj, "__wrapped__", __obj), "__self__", None)
        if isinstance(receiver, str):
            args = _looked_at(str(__obj.__name__), receiver, args, kwargs)
        return self.work.passed(super().call(__context, __obj, *args, **kwargs))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a page may ask for it."""
        return not (isinstance(obj, str) and attr in _UNBOUND) and super().is_safe_attribute(obj, attr, value)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Refuse at once: what Jinja gives here only fails when it is drawn by itself, not in a list."""
        raise Forbidden(said("macro.forbidden", "python", name=attribute))

    def concat(self, pieces: Iterable[str]) -> str:
        """What a template, macro or block draws."""
        drawn, size = [], 0
        for piece in pieces:
            size += len(piece)
            if size > _MOST:
                raise Forbidden(said("macro.forbidden", "too-much"))
            drawn.append(piece)
        return "".join(drawn)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = _asked("counted", loop.iter)
        _bound_literals(tree)
        return tree

    # --- what templates call in the place of Jinja's own

    def counted(self, values: Any) -> Any:
        """What a loop goes through, turn by turn."""
        return self.work.each(values) if isinstance(values, Iterable) else values

    def joined(self, parts: Iterable[Any]) -> str:
        """What `~` makes."""
        parts = tuple(parts)
        _fitting(parts)
        return "".join(map(str, parts))

    def built(self, value: Any) -> Any:
        """A list or table that a page writes."""
        _fitting(value)
        return value

    def _shown(self, value: Any) -> Any:
        self.work.spend(_fitting(value))
        return value

    def _bounded(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        first = 1 if hasattr(call, "jinja_pass_arg") else 0

        @functools.wraps(call)
        def bounded(*args: Any, **kwargs: Any) -> Any:
            self.work.spend(_CALL)
            given, values = args[:first], args[first:]
            if values and isinstance(values[0], str | list | tuple | dict):
                _fitting(values[0])
            if values:
                values = (values[0], *_looked_at(name, values[0], values[1:], kwargs))
            if name == "join" and values:
                values = (_joinable(values[0], *values[1:2]), *values[1:])
            return self.work.passed(call(*given, *values, **kwargs))

        bounded.katern_bound = True  # type: ignore[attr-defined]
        return bounded


def _bound_literals(tree: nodes.Node) -> None:
    """Let what is joined or listed be looked at: a list that holds a list twice, forty times over, prints for ever."""
    for node in tree.iter_child_nodes():
        _bound_literals(node)
    for field, value in tree.iter_fields():
        if isinstance(value, list):
            setattr(tree, field, [_bound_literal(one) for one in value])
        else:
            setattr(tree, field, _bound_literal(value))


def _bound_literal(node: Any) -> Any:
    if isinstance(node, nodes.Concat):
        return _asked("joined", nodes.List(node.nodes, lineno=node.lineno))
    if isinstance(node, nodes.List | nodes.Dict) or (isinstance(node, nodes.Tuple) and node.ctx == "load"):
        items = node.items
        return node if all(isinstance(item, nodes.Const) for item in items) else _asked("built", node)
    return node


def _asked(name: str, node: Any) -> nodes.Expr:
    return nodes.Call(
        nodes.EnvironmentAttribute(name, lineno=node.lineno), [node], [], None, None, lineno=node.lineno
    )  # fmt: skip


def _looked_at(name: str, text: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, ...]:
    """The arguments of a filter or a method of a text, once they are known to build nothing too large."""
    numbers = [value for value in (*args, *kwargs.values()) if isinstance(value, int)]
    most = _WIDEST if name in _WIDTHS else _LONGEST if name in _COUNTS else None
    if most is not None and any(number > most for number in numbers):
        raise Forbidden(said("macro.forbidden", "too-wide"))
    if name == "format":
        _refuse_wide(text)
    if name == "replace" and len(args) > 1:
        new, count = str(args[1]), str(text).count(str(args[0]))
        _refuse_over(len(str(text)) + count * len(new))
    if name == "join" and args and isinstance(text, str):  # the method: `", ".join(names)`
        return (_joinable(args[0], text),)
    return args


def _joinable(values: Any, between: Any = "") -> Any:
    if not isinstance(values, Iterable) or isinstance(values, str):
        return values
    known = list(values)
    _refuse_over(len(known) * len(str(between)) + _fitting(known))
    return known


def _refuse_wide(written: Any) -> None:
    if isinstance(written, str) and _WIDE_FIELD.search(written):
        raise Forbidden(said("macro.forbidden", "too-wide"))


def _refuse_long(left: Any, right: Any) -> None:
    sizes = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
    numbers = [side for side in (left, right) if isinstance(side, int)]
    if sizes and numbers:
        if sizes[0] * max(numbers) > _LONGEST:
            raise Forbidden(said("macro.forbidden", "too-long"))
        _refuse_over(sum(map(_fitting, left if numbers[0] is right else right)) * max(numbers))
    elif sum(number.bit_length() for number in numbers) > _BITS:
        raise Forbidden(said("macro.forbidden", "too-long"))


def _refuse_over(size: int) -> None:
    if size > _MOST:
        raise Forbidden(said("macro.forbidden", "too-much"))


_SCALARS: Mapping[type, int] = MappingProxyType({bool: 5, float: 20, type(None): 4})


def _fitting(value: Any) -> int:
    """How many signs a value has when it is printed, about; refuse where it is too large."""
    size, rest = 0, [value]
    while rest:
        one = rest.pop()
        if isinstance(one, str):
            size += len(one)
        elif isinstance(one, dict):
            size += _HOLDER
            rest += (*one.keys(), *one.values())
        elif isinstance(one, list | tuple | set | frozenset):
            size += _HOLDER
            rest += one
        elif type(one) is int:
            size += one.bit_length() // 3 + 1
        else:
            size += _SCALARS.get(type(one), _OTHER)
        if size + 2 * len(rest) > _MOST:
            raise Forbidden(said("macro.forbidden", "too-much"))
    return size
