"""The figures of the site itself: read by a second path, and told with what must be said of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from katern.check.data import data_sets
from katern.datasets.series import series
from katern.datasets.sets import Sets
from katern.layout import Layout
from katern.library import Library
from katern.words import words_of

ROOT = Path(__file__).parents[3]
NL = words_of("nl").figures


@pytest.fixture(scope="module")
def sets() -> Sets:
    return Sets.load(Layout(ROOT))


def lines_with(path: str, *starts: str) -> list[str]:
    """The second path: lines of a file that begin so, without any reader of ours."""
    text = (ROOT / "docs/_data/sets" / path).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line.startswith(starts)]


# typed over from the tables as they were found: set, file, line, indicator, year, area or categories, value, as written
TEN = [
    ("kwb-2024", "kwb-2024.csv", "NL00,2024,inwoners,17942942,", "inwoners", 2024, "NL00", (), "17.942.942"),
    (
        "kwb-2024",
        "kwb-2024.csv",
        "WK168002,2024,herkomst_europa_excl_nl,15,",
        "herkomst_europa_excl_nl",
        2024,
        "WK168002",
        (),
        "15",
    ),
    (
        "kwb-2024",
        "kwb-2024-woningen.csv",
        "GM1680,2024,woningvoorraad,11500,",
        "woningvoorraad",
        2024,
        "GM1680",
        (),
        "11.500",
    ),
    (
        "kwb-amsterdam",
        "kwb-2017.csv",
        "GM0363,2017,gemiddeld_inkomen_per_inwoner,28.9,",
        "gemiddeld_inkomen_per_inwoner",
        2017,
        "GM0363",
        (),
        "28,9 duizend euro",
    ),
    (
        "kwb-amsterdam",
        "kwb-2019.csv",
        "GM0363,2019,huishoudens_laagste_40pct_inkomen,50.9,",
        "huishoudens_laagste_40pct_inkomen",
        2019,
        "GM0363",
        (),
        "50,9%",
    ),
    (
        "bevolking-gemeenten-2025",
        "regionale-kerncijfers-2025.csv",
        "NL00,2025,huishoudens,8430352,",
        "huishoudens",
        2025,
        "NL00",
        (),
        "8.430.352",
    ),
    (
        "inkomen-gemeenten-2024",
        "inkomen-2024.csv",
        "GM0358,2024,gemiddeld_gestandaardiseerd_inkomen_x1000,52,provisional",
        "gemiddeld_gestandaardiseerd_inkomen_x1000",
        2024,
        "GM0358",
        (),
        "52 duizend euro",
    ),
    (
        "ses-woa-amsterdam",
        "ses-woa-2019.csv",
        "GM0363,2019,ses_woa_score,-0.100,",
        "ses_woa_score",
        2019,
        "GM0363",
        (),
        "−0,100",
    ),
    (
        "eenzaamheid",
        "cijfers.csv",
        "niet,totaal,2022,eenzaamheid,60.1,",
        "eenzaamheid",
        2022,
        "",
        ("niet", "totaal"),
        "60,1%",
    ),
    (
        "statushouders-werk",
        "cijfers.csv",
        "totaal,na 36 maanden,2020,statushouders_werk,31,",
        "statushouders_werk",
        2020,
        "",
        ("totaal", "na 36 maanden"),
        "31%",
    ),
]


@pytest.mark.parametrize(
    ("slug", "file", "line", "indicator", "year", "area", "categories", "written"), TEN, ids=lambda value: None
)
def test_ten_figures_are_the_same_by_a_second_path(sets, slug, file, line, indicator, year, area, categories, written):
    assert len(lines_with(f"{slug}/{file}", line)) == 1
    assert sets.by_slug[slug].find(indicator, year, area, categories).written(NL) == written


@pytest.mark.usefixtures("untraced")
def test_the_sets_have_no_findings():
    layout = Layout(ROOT)
    library = Library(layout, {}, {}, None, {}, ())
    assert list(data_sets(library)) == []


def test_every_municipality_and_wijk_of_2024_has_its_inhabitants(sets):
    kinds = [area.kind for area in sets.areas[2024].by_code.values()]
    assert (kinds.count("municipality"), kinds.count("district")) == (342, 3393)
    missing = [code for code in sets.areas[2024].by_code if sets.find("inwoners", 2024, code) is None]
    assert missing == []


def test_origin_and_migration_background_are_never_in_one_year(sets):
    for held in sets.by_slug.values():
        for row in held.rows.values():
            if row.indicator.startswith(("herkomst_", "geboren_")):
                assert row.year >= 2023
            if row.indicator.startswith("migratieachtergrond"):
                assert row.year <= 2022


def test_the_police_series_breaks_in_2019_and_misses_2021(sets):
    found = series(sets.by_slug["discriminatie-registraties"], "discriminatie_politie")
    assert [[figure.year for figure in run] for run in found.runs] == [[2017, 2018], [2019, 2020], [2022, 2023, 2024]]
    assert [(cut.before, cut.after, cut.kind) for cut in found.cuts] == [
        (2018, 2019, "definition"),
        (2020, 2022, "missing"),
    ]


def test_mass_reports_stand_beside_the_reports(sets):
    held = sets.by_slug["discriminatie-registraties"]
    assert [held.find("discriminatie_adv_massa", year).value for year in (2020, 2024)] == [Decimal(4098), Decimal(5200)]
    assert [held.find("discriminatie_adv", year).value for year in (2020, 2024)] == [Decimal(9575), Decimal(14796)]


def test_work_after_36_months_is_known_of_three_cohorts(sets):
    held = sets.by_slug["statushouders-werk"]
    known = {
        row.year: row.value
        for row in held.rows.values()
        if (row.indicator, row.categories) == ("statushouders_werk", ("totaal", "na 36 maanden"))
    }
    assert known == {2014: 19, 2016: 27, 2020: 31}
    found = series(held, "statushouders_werk", "", ("totaal", "na 36 maanden"))
    assert [[figure.year for figure in run] for run in found.runs] == [[2014], [2016], [2020]]


def test_half_a_year_is_no_year(sets):
    held = sets.by_slug["asielvergunningen"]
    assert held.find("asielvergunningen", 2022, "", ("Syrië",)) is None
    assert held.find("asielvergunningen_eerste_halfjaar", 2022, "", ("Syrië",)).value == 8420


def test_income_is_provisional_wherever_it_is_known(sets):
    marks = {(row.mark, row.value is None) for row in sets.by_slug["inkomen-gemeenten-2024"].rows.values()}
    assert marks == {("provisional", False), ("unknown", True)}


def test_what_was_seen_in_news_only_says_so(sets):
    found = sets.by_slug["discriminatie-registraties"].find("discriminatie_politie", 2023)
    assert (found.source.seen_in, found.sourced(NL).rpartition(", ")[2]) == ("news", "gezien in het nieuws")


def test_the_export_of_2025_goes_before_the_copy_of_unknown_age(sets):
    assert sets.find("inwoners", 2019, "GM0363").dataset == "kwb-amsterdam"
