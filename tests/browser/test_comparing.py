"""Choosing between interventions: filters with counts, an order, and a few side by side with the choice in the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

ADDRESS = "interventies/?vergelijk=vreedzame-school,human-library"


def test_a_filter_counts_what_is_left_and_the_address_keeps_it(visit):
    page = visit().open("interventies/")
    rows = page.locator(".compared tbody tr[data-slug]")
    every = rows.count()
    page.get_by_label("Setting").select_option("online")
    shown = rows.locator("visible=true").count()
    assert 0 < shown < every
    expect(page.locator("[data-count]")).to_have_text(f"{shown} van {every}")
    option = page.locator("select[name=voor] option[value=jongeren]")
    assert int(re.search(r"\((\d+)\)", option.inner_text())[1]) <= shown
    expect(page).to_have_url(re.compile(r"\?setting=online$"))
    page.reload()
    assert rows.locator("visible=true").count() == shown


def test_a_column_sorts_and_says_so(visit):
    page = visit().open("interventies/")
    page.get_by_role("button", name="Bewijs").click()
    expect(page.get_by_role("columnheader", name="Bewijs")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator(".compared tbody tr[data-slug]").first).to_have_attribute("data-slug", "vreedzame-school")


@pytest.mark.parametrize("width", [360, 1440])
def test_up_to_four_stand_side_by_side(width, visit):
    page = visit(viewport={"width": width, "height": 800}).open(ADDRESS)
    beside = page.locator("[data-beside]")
    expect(beside.get_by_role("columnheader")).to_have_count(2)
    expect(beside.get_by_role("row", name="Bewijs")).to_contain_text("niveau 2 van 4")
    for name in ("Fancoach", "Do it Right", "Identity Project"):
        page.get_by_label(f"Vergelijk: {name}").click()
    expect(beside.get_by_role("columnheader")).to_have_count(4)
    expect(beside.get_by_role("status")).to_contain_text("Vier")
    expect(page.get_by_label("Vergelijk: Identity Project")).not_to_be_checked()
    expect(page).to_have_url(re.compile("vreedzame-school,human-library,fancoach,do-it-right"))
    beside.get_by_role("button", name="Haal weg: De Vreedzame School").click()
    expect(beside.get_by_role("columnheader")).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_on_paper_only_what_is_compared_stands(visit):
    page = visit().open(ADDRESS)
    page.emulate_media(media="print")
    expect(page.locator("[data-beside] table")).to_be_visible()
    expect(page.locator(".compared__table")).to_be_hidden()


def test_without_a_script_all_stand_in_the_table(visit):
    page = visit(java_script_enabled=False).open("interventies/")
    expect(page.locator(".compared tbody tr[data-slug]").first).to_be_visible()
    expect(page.locator(".compared form")).to_be_hidden()
    expect(page.locator("[data-tick]").first).to_be_hidden()
