"""Parts of a text, put so that many offsets can be looked up among many parts."""

from __future__ import annotations

import bisect
from collections.abc import Iterable


class Spans:
    """Parts from a first offset up to a last, which may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        # how far the parts reach that begin no later than each
        self._reach: list[int] = []
        for start, end in sorted(spans):
            self._starts.append(start)
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def hold(self, offset: int) -> bool:
        """Whether an offset lies in one of them; the end of a part does not."""
        before = bisect.bisect_right(self._starts, offset)
        return before > 0 and offset < self._reach[before - 1]
