"""The monitor of KIS: each figure of each profile, series and download, held against the tables by a path that reads them by itself."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

ROW = re.compile(r'<tr data-m="(\w+)"><th .*?</th>((?:<td.*?</td>)+)</tr>')
CELL = re.compile(r"<td(?: class=\"(\w+)\")?>(.*?)</td>")
CHART = re.compile(r'<figure class="monitor__chart">.*?</figure>', re.DOTALL)
TABLE = re.compile(r"<table>(.*?)</table>", re.DOTALL)
LINE = re.compile(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>')
NUMBER = re.compile(r"−?[\d.]+(?:,\d+)?")
CODE = re.compile(r"(?:gm\d{4}|wk\w{6}|nl00)")


@pytest.fixture(scope="module")
def monitor(kis):
    return yaml.safe_load((kis.root / "docs/_data/monitor.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(kis, monitor):
    """What the files of all sets of the monitor say, by area, year and indicator; None where they say that it is missing."""
    found = defaultdict(set)
    for name in monitor["sets"]:
        for path in sorted((kis.root / "docs/_data/sets" / name).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    value = Decimal(row["value"]) if row["value"] else None
                    found[row["area"], row["year"], row["indicator"]].add(value)
    return dict(found)


@pytest.fixture(scope="module")
def profiles(kis):
    """Every profile, of every edition: the code of its area and its HTML."""
    pages = sorted((kis.site / "wijkmonitor").rglob("index.html"))
    found = [
        (page.parent.name.upper(), page.read_text(encoding="utf-8"))
        for page in pages
        if CODE.fullmatch(page.parent.name)
    ]
    assert len(found) == 1 + 342 + 3393 + 100
    return found


def number(text: str) -> Decimal:
    """The first number of a text, as Dutch writes it."""
    return Decimal(NUMBER.search(text)[0].replace(".", "").replace(",", ".").replace("−", "-"))


def test_every_cell_of_a_profile_is_what_a_table_says_of_its_year(monitor, tables, profiles):
    parts = {share["id"]: share["part"] for share in monitor["shares"]}
    wrong, looked, missing = [], 0, Counter()
    for code, text in profiles:
        for measure, cells in ROW.findall(text):
            (state, own), *_, (_, source) = CELL.findall(cells)
            said = tables.get((code, source[:4], parts.get(measure, measure)), set())
            if state:
                word = own.partition(" <")[0]
                missing[word] += 1
                if (word, None in said) not in (("onbekend", True), ("te weinig mensen", False)):
                    wrong.append((code, measure, source, own, said))
                continue
            looked += 1
            shown = re.search(r"<small>(.*?)</small>", own)[1] if measure in parts else own
            if number(shown) not in said:
                wrong.append((code, measure, source, own, said))
    assert wrong == []
    assert looked > 55_000
    assert missing.keys() == {"onbekend", "te weinig mensen"}


def shares_of(tables, code: str, year: str, part: str, of: str) -> Iterator[Decimal]:
    for one in tables.get((code, year, part), ()):
        for whole in tables.get((code, year, of), ()):
            if one is not None and whole:
                yield 100 * one / whole


def test_every_point_of_a_series_is_what_a_table_says_of_its_year(kis, monitor, tables, profiles):
    indicators = yaml.safe_load((kis.root / "docs/_data/indicators.yml").read_text(encoding="utf-8"))["indicators"]
    shares = {share["label"]: (share["part"], share["of"]) for share in monitor["shares"]}
    named = defaultdict(set)
    for indicator in indicators:
        named[indicator["label"]].add(indicator["id"])
    wrong, looked = [], 0
    for code, text in profiles:
        for label, year, shown in points(text):
            looked += 1
            if label in shares:
                half = Decimal("0.05") if "," in shown else Decimal("0.5")
                fits = any(
                    abs(share - number(shown)) <= half for share in shares_of(tables, code, year, *shares[label])
                )
            else:
                fits = any(number(shown) in tables.get((code, year, id), ()) for id in named[label])
            if not fits:
                wrong.append((code, label, year, shown))
    assert wrong == []
    assert looked > 1_500


def points(text: str) -> Iterator[tuple[str, str, str]]:
    """What the tables below the series of a profile say: of what, of which year, how much; without what is not there."""
    for chart in CHART.findall(text):
        for table in TABLE.findall(chart):
            years = re.findall(r'<th scope="col">(.*?)</th>', table)[1:]
            for label, cells in LINE.findall(table):
                for year, (state, shown) in zip(years, CELL.findall(cells), strict=True):
                    if not state:
                        yield label, year[:4], shown


def test_every_line_of_a_download_is_a_line_of_a_table(kis, tables):
    wrong, looked = [], 0
    for path in sorted(Path(kis.site, "wijkmonitor").rglob("*-cijfers.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                looked += 1
                value = Decimal(row["value"]) if row["value"] else None
                if value not in tables.get((row["code"], row["year"], row["indicator"]), ()):
                    wrong.append((path.name, row))
    assert wrong == []
    assert looked > 90_000
