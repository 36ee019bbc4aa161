"""What a publisher says of a figure beside its value; a missing figure is a state of its own and never 0."""

from __future__ import annotations

from typing import Literal, get_args

Missing = Literal["unknown", "secret", "not-applicable", "not-included"]
Standing = Literal["provisional", "revised"]

# why there is no value
MISSING: frozenset[str] = frozenset(get_args(Missing))
# how sure the value is that is there
STANDING: frozenset[str] = frozenset(get_args(Standing))
MARKS: frozenset[str] = MISSING | STANDING
