"""Counts the work that functions of the engine do, so that growth can be told without a clock."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import katern

_ROOT = str(Path(katern.__file__).parent)
_SIZED = (str, bytes, list, tuple, dict, set, frozenset)
# methods whose work does not grow with what they are called on
_AT_ONCE = frozenset(
    [
        "append", "pop", "popitem", "get", "setdefault", "add", "discard", "keys", "values", "items", "update", "extend",
        "isdisjoint", "issubset", "issuperset", "intersection", "startswith", "endswith", "find", "rfind", "index", "rindex",
        "count", "isdigit",
    ]
)  # fmt: skip


class Work:
    """Within: every line of the engine that is run, and every call into C with the size of what it is called on."""

    def __init__(self) -> None:
        self.steps: Counter[CodeType] = Counter()

    def __enter__(self) -> Work:
        sys.settrace(self._call)
        sys.setprofile(self._c_call)
        return self

    def __exit__(self, *problem: object) -> None:
        sys.setprofile(None)
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(_ROOT):
            return None
        self.steps[frame.f_code] += 1
        return self._line

    def _line(self, frame: FrameType, event: str, argument: Any) -> Callable[..., Any]:
        if event == "line":
            self.steps[frame.f_code] += 1
        return self._line

    def _c_call(self, frame: FrameType, event: str, argument: Any) -> None:
        if event == "c_call" and frame.f_code.co_filename.startswith(_ROOT):
            own = getattr(argument, "__self__", None)
            self.steps[frame.f_code] += 1 + (
                len(own) if isinstance(own, _SIZED) and argument.__name__ not in _AT_ONCE else 0
            )


def growing(small: Work, middle: Work, large: Work, least: int) -> Iterator[str]:
    """The functions whose work more than doubles where what they work on doubles, once and again; few steps say nothing."""
    for code, steps in large.steps.items():
        before, between = small.steps[code], middle.steps[code]
        if steps >= least and steps - between > 2.6 * max(between - before, least / 4):
            where = code.co_filename.removeprefix(_ROOT + "/")
            yield f"{where}:{code.co_firstlineno} {code.co_qualname}: {before}, {between}, {steps}"
