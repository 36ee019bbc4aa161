"""A share of the work of a site: of so many machines each does one, and every piece of work is in exactly one of them."""

from __future__ import annotations

import heapq
import re
from collections.abc import Mapping
from dataclasses import dataclass

from katern.errors import KaternError
from katern.saying import said

_WRITTEN = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


class NoShare(KaternError):
    """What is written is no share of anything, or a share that nobody would find."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share with this number, from 1, of so many."""

    number: int
    of: int

    @classmethod
    def named(cls, written: str) -> Share:
        """The share that is written as `2/8`; NoShare for anything else."""
        found = _WRITTEN.fullmatch(written)
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            raise NoShare(said("sharing", "no-share", written=written))
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def own(self, weights: Mapping[str, int]) -> list[str]:
        """The names of the work in this share, by what each weighs."""
        return self.turns(weights)[0]

    def turns(self, weights: Mapping[str, int]) -> list[list[str]]:
        """All names of the work by share: this one, the next, and so on; those of others from the end to the start.

        Whoever is ready with a share takes the next one from the other side, so that two hardly ever do the same.
        """
        shares = _divide(weights, self.of)
        others = [*shares[self.number :], *shares[: self.number - 1]]
        return [shares[self.number - 1], *([*reversed(names)] for names in others if names)]


def _divide(weights: Mapping[str, int], count: int) -> list[list[str]]:
    """Names in so many groups of about the same weight: the heaviest first, each to the group that is lightest."""
    groups: list[list[str]] = [[] for _ in range(count)]
    # what weighs nothing takes some time too
    lightest = [(0, number) for number in range(count)]
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        weight, number = lightest[0]
        heapq.heapreplace(lightest, (weight + 1 + max(0, weights[name]), number))
        groups[number].append(name)
    return groups
