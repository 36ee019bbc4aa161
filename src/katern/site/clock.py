"""The moment of a build as templates get it: whoever looks at it is noted, since it is another in the next build."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from katern.looked import look

CLOCK = "clock"
# what Python asks of a value without asking for an attribute
_ASKED = ("__str__", "__repr__", "__format__", "__eq__", "__lt__", "__le__", "__gt__", "__ge__", "__hash__", "__add__", "__sub__")  # fmt: skip


class Moment(datetime.datetime):
    """A date and time that notes when it is looked at."""

    @classmethod
    def of(cls, moment: datetime.datetime) -> Moment:
        """The same moment."""
        return cls(*moment.timetuple()[:6], moment.microsecond, moment.tzinfo)

    def __getattribute__(self, name: str) -> Any:
        look(CLOCK)
        return super().__getattribute__(name)


def _noting(ask: Callable[..., Any]) -> Callable[..., Any]:
    def noting(self: Moment, *values: Any) -> Any:
        look(CLOCK)
        return ask(self, *values)

    return noting


for _name in _ASKED:
    setattr(Moment, _name, _noting(getattr(datetime.datetime, _name)))
