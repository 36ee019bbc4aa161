"""Each trap that figures set for whoever takes them over, with a few made-up numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from samples import HEAD, INDICATORS, SET

from katern.datasets.series import series
from katern.datasets.sets import Sets

YEARS = SET.replace("[2024]", "[2018, 2019, 2020]")
TWO_BORDERS = """title: Proef
publisher: Proefbureau
description: Verzonnen cijfers.
licence: vrij
years: [2019, 2024]
gaps:
  - {years: [2020, 2021, 2022, 2023], why: Niet gezien.}
sources:
  - {id: oud, title: Kerncijfers 2019, seen_in: mirror, retrieved: 2026-11-20, borders: 2019}
  - {id: cijfers, title: Kerncijfers 2024, seen_in: mirror, retrieved: 2026-11-20, borders: 2024}
"""
OLD_AREAS = "code,name,kind,within\nNL00,Nederland,country,\nGM9901,Zuiderdam,municipality,NL00\nWK990101,Haven,district,GM9901\n"


def runs(held, *names):
    found = series(held, *names)
    return [[figure.year for figure in run] for run in found.runs], [
        (cut.before, cut.after, cut.kind, cut.borders or cut.words) for cut in found.cuts
    ]


def test_a_break_in_a_definition_cuts_a_series_and_its_words_stand_in_the_gap(sets):
    held = sets(HEAD + "".join(f"GM9901,{year},meldingen,{year},\n" for year in (2018, 2019, 2020)), YEARS).by_slug[
        "proef"
    ]
    assert runs(held, "meldingen", "GM9901") == (
        [[2018], [2019, 2020]],
        [(2018, 2019, "definition", "Vanaf 2019 tellen ook andere meldingen mee.")],
    )


def test_figures_that_miss_a_year_of_the_set_make_no_line(sets):
    held = sets(HEAD + "GM9901,2018,inwoners,5,\nGM9901,2020,inwoners,7,\nGM9902,2019,inwoners,6,\n", YEARS).by_slug[
        "proef"
    ]
    assert runs(held, "inwoners", "GM9901") == ([[2018], [2020]], [(2018, 2020, "missing", "")])


def test_a_set_that_is_measured_every_other_year_says_so_by_its_gap_and_makes_no_line(sets):
    manifest = SET.replace("[2024]", "[2021, 2023]\ngaps:\n  - {years: [2022], why: Niet gezien.}")
    held = sets(HEAD + "GM9901,2021,inwoners,5,\nGM9901,2023,inwoners,7,\n", manifest).by_slug["proef"]
    assert runs(held, "inwoners", "GM9901")[0] == [[2021], [2023]]


@pytest.mark.parametrize("mark", ["unknown", "secret", "not-applicable", "not-included"])
def test_a_missing_figure_is_a_figure_without_a_value_and_cuts_the_series(sets, mark):
    held = sets(
        HEAD + f"GM9901,2018,inwoners,5,\nGM9901,2019,inwoners,,{mark}\nGM9901,2020,inwoners,7,\n", YEARS
    ).by_slug["proef"]
    missing = held.find("inwoners", 2019, "GM9901")
    assert (missing.value, missing.mark, missing.is_missing) == (None, mark, True)
    assert runs(held, "inwoners", "GM9901")[0] == [[2018], [2019], [2020]]


def test_nil_is_a_value_and_no_missing_figure(sets):
    nil = sets(HEAD + "GM9901,2024,inwoners,0,\n").by_slug["proef"].find("inwoners", 2024, "GM9901")
    assert (nil.value, nil.is_missing) == (Decimal(0), False)


def test_the_old_classification_does_not_go_on_in_the_new_one(found):
    table = HEAD + "GM9901,2024,migratieachtergrond,5,\n"
    assert found(table) == ["cijfers.csv:2:8: error data.break: 'Migratieachtergrond' bestaat in 2024 niet"]


def test_the_new_classification_does_not_reach_back(found):
    assert found(
        HEAD + "GM9901,2022,herkomst,5,\n", SET.replace("[2024]", "[2022]").replace("borders: 2024", "borders: 2024")
    ) == ["cijfers.csv:2:8: error data.break: 'Herkomst buiten Nederland' bestaat in 2022 niet"]


def test_a_code_that_is_used_again_makes_no_series_until_somebody_compared_the_borders(found):
    files = {"areas/2019.csv": OLD_AREAS, "sets/proef/oud.csv": HEAD + "WK990101,2019,inwoners,195,\n"}
    table = HEAD + "WK990101,2024,inwoners,30,\n"
    said = "'WK990101' staat hier in de grenzen van 2024 en elders in die van 2019: dezelfde code kan een ander gebied zijn"
    assert found(table, TWO_BORDERS, files) == [f"cijfers.csv:2:1: error data.break: {said}"]
    assert found(table, TWO_BORDERS + "same_borders: De kaarten zijn vergeleken.\n", files) == []


def test_areas_in_other_borders_are_cut_apart(sets):
    more = {"areas__2019.csv": OLD_AREAS, "sets__proef__oud.csv": HEAD + "WK990101,2019,inwoners,195,\n"}
    table = HEAD + "WK990101,2024,inwoners,30,\n"
    held = sets(table, TWO_BORDERS, **more).by_slug["proef"]
    assert runs(held, "inwoners", "WK990101")[1] == [(2019, 2024, "borders", (2019, 2024))]


def test_an_area_of_another_year_is_unknown(found):
    files = {"areas/2019.csv": OLD_AREAS, "sets/proef/oud.csv": HEAD + "WK9902AA,2019,inwoners,5,\n"}
    table = HEAD + "WK9902AA,2024,inwoners,30,\n"
    manifest = TWO_BORDERS + "same_borders: De kaarten zijn vergeleken.\n"
    assert found(table, manifest, files) == ["oud.csv:2:1: error data.area-unknown: 'WK9902AA' is geen gebied in 2019"]


SUM = "sums:\n  - {whole: inwoners, parts: [mannen, vrouwen]}\n"
ROUNDING = "rounding:\n  - {areas: [district], to: 5, random: true, words: Aselect afgerond op vijf.}\n"
OVER_AREAS = SET + ROUNDING + "sums:\n  - {areas: [municipality, district], parts: [inwoners]}\n"


def test_random_rounding_may_put_a_sum_off_by_four_a_figure_and_not_by_more(found):
    table = HEAD + "WK990101,2024,inwoners,500,\nWK990101,2024,mannen,{},\nWK990101,2024,vrouwen,250,\n"
    assert found(table.format(260), SET + ROUNDING + SUM) == []
    assert found(table.format(265), SET + ROUNDING + SUM) == [
        "cijfers.csv:2:24: error data.total: de delen zijn samen 515 en het geheel is 500: 15 verschil, meer dan afronden kan"
    ]


def test_what_nobody_rounds_adds_up_exactly(found):
    table = HEAD + "GM9901,2024,inwoners,500,\nGM9901,2024,mannen,251,\nGM9901,2024,vrouwen,250,\n"
    assert found(table, SET + ROUNDING + SUM) == [
        "cijfers.csv:2:22: error data.total: de delen zijn samen 501 en het geheel is 500: 1 verschil, meer dan afronden kan"
    ]


def test_areas_add_up_to_the_area_that_holds_them(found):
    table = HEAD + "GM9901,2024,inwoners,500,\nWK990101,2024,inwoners,300,\nWK990102,2024,inwoners,{},\n"
    assert found(table.format(195), OVER_AREAS) == []
    assert found(table.format(100), OVER_AREAS) == [
        "cijfers.csv:2:22: error data.total: de delen zijn samen 400 en het geheel is 500: 100 verschil, meer dan afronden kan"
    ]


def test_a_sum_that_names_what_the_set_does_not_have_is_said(found):
    assert found(HEAD + "GM9901,2024,inwoners,500,\n", SET + "sums:\n  - {whole: inwoners, parts: [manen]}\n") == [
        "set.yml:9:5: error data.total: 'manen' komt in deze set niet voor, dus de som is niet na te rekenen"
    ]


def test_a_sum_that_no_figure_can_be_held_against_is_said(found):
    never = "deze som is bij geen enkel cijfer na te rekenen: nergens staan het geheel en alle delen bij elkaar"
    apart = HEAD + "GM9901,2024,inwoners,500,\nGM9902,2024,mannen,250,\nGM9902,2024,vrouwen,250,\n"
    assert found(apart, SET + SUM) == [f"set.yml:9:5: error data.total: {never}"]


@pytest.mark.parametrize("mark", ["unknown", "secret"])
def test_a_sum_with_a_missing_part_is_left_alone_and_not_counted_as_nil(found, mark):
    table = HEAD + f"GM9901,2024,inwoners,500,\nGM9901,2024,mannen,,{mark}\nGM9901,2024,vrouwen,250,\n"
    assert found(table, SET + SUM) == []


def test_shares_add_up_to_a_hundred_within_their_last_decimal(found):
    manifest = SET.replace(
        "years: [2024]", "years: [2024]\ncategories:\n  - {id: graad, label: Graad, values: [wel, niet]}"
    ).replace(", borders: 2024", "")
    manifest += 'sums:\n  - {category: graad, whole: "100", parts: [wel, niet]}\n'
    table = "graad,year,indicator,value,mark\nwel,2024,huur,40.1,\nniet,2024,huur,{},\n"
    assert found(table.format("59.8"), manifest) == []
    assert found(table.format("59.0"), manifest) == [
        "cijfers.csv:2:15: error data.total: de delen zijn samen 99.1 en het geheel is 100: 0.9 verschil, meer dan afronden kan"
    ]


def test_the_rounding_of_counts_does_not_excuse_shares(found):
    rounding = "rounding:\n  - {areas: [district], to: 5, random: true, words: Aselect.}\n"
    manifest = SET + rounding + 'sums:\n  - {whole: "100", parts: [huur, koop]}\n'
    files = {"indicators.yml": INDICATORS + '  - {id: koop, label: Koop, unit: "%", theme: wonen, decimals: 1}\n'}
    table = HEAD + "WK990101,2024,huur,40.0,\nWK990101,2024,koop,{},\n"
    assert found(table.format("60.0"), manifest, files) == []
    assert len(found(table.format("59.0"), manifest, files)) == 1


def test_a_count_below_what_the_publisher_shows_ought_to_be_secret(found):
    assert found(HEAD + "WK990101,2024,jeugdhulp,7,\n") == [
        "cijfers.csv:2:25: error data.range: 'Jeugdhulp' is 7, en de uitgever toont niets onder 8"
    ]
    assert found(HEAD + "WK990101,2024,jeugdhulp,8,\nWK990102,2024,jeugdhulp,,secret\n") == []


@pytest.mark.parametrize(("value", "bound"), [("-0.1", "minstens 0"), ("100.1", "hoogstens 100")])
def test_a_share_is_a_part_of_a_hundred(found, value, bound):
    assert found(HEAD + f"GM9901,2024,huur,{value},\n") == [
        f"cijfers.csv:2:18: error data.range: 'Huurwoningen' kan niet {value} zijn: {bound}"
    ]
    assert found(HEAD + "GM9901,2024,huur,0,\nGM9902,2024,huur,100.0,\n") == []


def test_a_provisional_figure_carries_its_mark(found):
    manifest = SET.replace("borders: 2024", "borders: 2024, provisional: [huur]")
    table = HEAD + "GM9901,2024,huur,5.0,\nGM9901,2024,inwoners,5,\nGM9902,2024,huur,,secret\n"
    said = "cijfers.csv:2:22: error data.provisional: dit cijfer is voorlopig volgens set.yml"
    assert found(table, manifest) == [said]
    assert found(table.replace("5.0,", "5.0,provisional"), manifest) == []


TWICE = """title: {title}
publisher: Proefbureau
description: Verzonnen cijfers.
licence: vrij
years: [2024]
sources:
  - {{id: cijfers, title: Kerncijfers, seen_in: mirror, retrieved: 2026-11-20, borders: 2024{taken}}}
"""


def both(checkout, first, second, values=("100,", "105,")):
    files = {}
    for slug, taken, value in (("a", first, values[0]), ("b", second, values[1])):
        files[f"sets/{slug}/set.yml"] = TWICE.format(title=slug, taken=taken)
        files[f"sets/{slug}/cijfers.csv"] = HEAD + f"WK990101,2024,inwoners,{value}\n"
    return Sets.load(checkout(files))


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        (", taken: 2022-08", ", taken: 2025-06-10", "b"),
        (", taken: 2025-06-10", ", taken: 2022-08", "a"),
        ("", ", taken: 2022-08", "b"),
        (", taken: 2022-08", "", "a"),
    ],
)
def test_of_two_downloads_of_a_table_that_was_revised_the_later_one_counts(checkout, first, second, wins):
    loaded = both(checkout, first, second)
    assert loaded.find("inwoners", 2024, "WK990101").dataset == wins
    assert {slug: held.find("inwoners", 2024, "WK990101").value for slug, held in loaded.by_slug.items()} == {
        "a": 100,
        "b": 105,
    }


def test_a_figure_goes_before_the_reason_why_there_is_none(checkout):
    loaded = both(checkout, ", taken: 2022-08", ", taken: 2025-06-10", ("100,", ",unknown"))
    assert loaded.find("inwoners", 2024, "WK990101").value == 100


def test_one_name_may_mean_several_areas(sets):
    areas = sets(HEAD + "GM9901,2024,inwoners,5,\n").areas[2024]
    assert [area.code for area in areas.named("centrum ")] == ["WK990101", "WK990201"]
    assert areas.named("Nergens") == ()


def test_new_areas_have_letters_in_their_codes(found):
    assert found(HEAD + "WK9902AA,2024,inwoners,5,\n") == []


def test_a_code_with_the_blanks_of_a_table_is_no_code(found):
    assert found(HEAD + "GM9901    ,2024,inwoners,5,\n") == [
        "cijfers.csv:2:1: error data.area-unknown: 'GM9901    ' is geen gebied in 2024"
    ]
