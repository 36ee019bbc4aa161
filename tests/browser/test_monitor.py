"""The monitor of areas in a browser: finding by name and code, comparing with the choice in the address, and little to load."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("leidsche rijn", "Wijk 09 Leidsche Rijn Utrecht · WK034409"),
        ("GM0344", "Utrecht · GM0344"),
        ("wk0363aa", "Haarlemmerbuurt Amsterdam · WK0363AA"),
        ("den haag", "'s-Gravenhage (Den Haag) · GM0518"),
    ],
)
def test_an_area_is_found_by_name_and_by_code_with_one_short_list(typed, first, visit, kis):
    made = visit()
    page = made.open("wijkmonitor/")
    made.requests.clear()
    page.get_by_label("Naam of code").fill(typed)
    page.wait_for_selector("[data-found] li")
    assert page.locator("[data-found] li").first.inner_text() == first
    lists = [url.removeprefix(made.address) for url in made.requests if url.endswith(".json")]
    assert 1 <= len(set(lists)) <= 2
    script = (kis.site / "assets/katern/monitor.js").stat().st_size
    assert script + sum((kis.site / name).stat().st_size for name in set(lists)) < 60_000
    assert script + (kis.site / lists[-1]).stat().st_size < 40_000


def test_who_finds_nothing_is_told_what_to_do(visit):
    page = visit().open("wijkmonitor/")
    page.get_by_label("Naam of code").fill("qqqq")
    expect(page.locator("[data-status]")).to_contain_text("lijst van gemeenten")


def test_areas_stand_side_by_side_with_the_choice_in_the_address(visit):
    made = visit()
    page = made.open("wijkmonitor/vergelijken/?gebied=WK034401,GM0344")
    page.wait_for_selector("[data-compared] td")
    row = page.locator("[data-compared] tbody tr").nth(1)
    assert [cell.split("\n")[0].strip() for cell in row.locator("td").all_inner_texts()] == ["29.710", "374.238"]
    page.get_by_label("Naam of code").fill("nederland")
    page.locator("[data-found] button").first.click()
    expect(page.locator("[data-chosen] li")).to_have_count(3)
    expect(page).to_have_url(re.compile(r"\?gebied=WK034401,GM0344,NL00$"))
    page.get_by_role("button", name="Haal weg: Utrecht").click()
    expect(page.locator("[data-chosen] li")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?gebied=WK034401,NL00$"))


def test_without_script_there_are_the_map_and_the_list(visit):
    page = visit(java_script_enabled=False).open("wijkmonitor/")
    assert not page.get_by_label("Naam of code").is_visible()
    assert page.locator(".tiles a").count() == 342
    assert page.locator(".monitor__list a").count() == 342
