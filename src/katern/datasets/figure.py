"""One figure: what it says, of what, when, from which source, and how it is written for readers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from katern.datasets.indicators import Indicator
from katern.datasets.setfile import Source
from katern.datasets.table import decimals
from katern.words.pages import Figures


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, or the reason why there is none, and everything that must be said with it."""

    value: Decimal | None
    mark: str
    year: int
    indicator: Indicator
    area: str
    categories: tuple[tuple[str, str], ...]
    dataset: str
    publisher: str
    source: Source
    note: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether there is no value: such a figure is never 0 and has no place in a ranking."""
        return self.value is None

    def written(self, words: Figures) -> str:
        """The value with its unit, or why it is not there."""
        if self.value is None:
            return words.marks[self.mark]
        template = words.units.get(self.indicator.unit, "{n} " + self.indicator.unit)
        return template.format(n=number(self.value, words))

    def marked(self, words: Figures) -> str:
        """The same, and what its publisher says of how sure it is."""
        text = self.written(words)
        return f"{text} ({words.marks[self.mark]})" if self.value is not None and self.mark else text

    def sourced(self, words: Figures) -> str:
        """Year and source: `2024, CBS, 85984NED`; what was not seen with the publisher says so."""
        parts = [str(self.year), self.publisher, self.source.table or self.source.title]
        if self.source.seen_in == "news":
            parts.append(words.seen_in["news"])
        return ", ".join(parts)


def number(value: Decimal, words: Figures) -> str:
    """A number in the marks of a language, with as many decimals as it is written with: 1234.50 is 1.234,50."""
    plain = f"{value:,.{decimals(value)}f}"
    signs = {",": words.thousands, ".": words.decimal, "-": "\u2212"}
    return "".join(signs.get(sign, sign) for sign in plain)
