"""Thirteen tasks of readers, walked on a phone and on a desktop; `docs/over/bruikbaarheid.md` says in how many clicks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

WRITTEN = Path(__file__).parents[2] / "docs/over/bruikbaarheid.md"
_ROW = re.compile(r"^\| (\d+)\. [^|]+\| [^|]+\| (\d+) \| (\d+) \|", re.MULTILINE)


class Walk:
    """A reader at the first page of the site, who counts what is clicked and ticked."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def menu(self, name: str) -> None:
        """A page of the main menu, which a phone keeps in its drawer."""
        button = self.page.get_by_role("button", name="Menu")
        if button.is_visible():
            self.click(button)
            self.click(self.page.locator(".side__menu").get_by_role("link", name=name, exact=True))
        else:
            self.click(self.page.locator(".kis-menu").get_by_role("link", name=name, exact=True))

    def search(self, words: str) -> Locator:
        self.click(self.page.get_by_role("button", name=re.compile("^Zoek in")))
        self.page.get_by_role("dialog").get_by_role("searchbox").fill(words)
        return self.page.get_by_role("dialog").locator(".search__group").first.get_by_role("link")


def call_now(walk: Walk) -> None:
    expect(walk.page.locator(".kis-urgent a[href^='tel:']").first).to_be_visible()


def should_i_call_the_parents(walk: Walk) -> None:
    walk.click(walk.search("naaktfoto ouders bellen").first)
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("ouders")


def what_do_i_do_now(walk: Walk) -> None:
    walk.click(walk.page.locator("main").get_by_role("link", name="Shame sexting").first)
    expect(walk.page.locator(".not-for__call a").first).to_be_visible()


def compare_interventions(walk: Walk) -> None:
    walk.menu("Interventies")
    for name in ("De Vreedzame School", "Human Library"):
        walk.click(walk.page.get_by_label(f"Vergelijk: {name}"))
    expect(walk.page.locator("[data-beside] thead th")).to_have_count(2)


def ask_a_question(walk: Walk) -> None:
    walk.menu("Vragen")
    expect(walk.page.get_by_role("heading", name="Zelf een vraag stellen")).to_be_attached()


def report_a_mistake(walk: Walk) -> None:
    walk.click(walk.page.get_by_role("contentinfo").get_by_role("link", name="Hoe deze site werkt"))
    expect(walk.page.get_by_role("heading", name="Klopt er iets niet?")).to_be_attached()


def figures_of_my_town(walk: Walk) -> None:
    walk.click(walk.search("Utrecht").filter(has_text="Utrecht").first)
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("Utrecht")


def next_meeting(walk: Walk) -> None:
    walk.menu("Kennisateliers")
    expect(walk.page.locator(".cards .card").first).to_be_visible()


def cite_a_dossier(walk: Walk) -> None:
    walk.click(walk.page.locator("main").get_by_role("link", name="Polarisatie").first)
    walk.click(walk.page.get_by_text("Citeer deze pagina"))
    expect(walk.page.locator(".cite__apa")).to_be_visible()


def take_sources_along(walk: Walk) -> None:
    walk.menu("Bronnen")
    walk.click(walk.page.locator("[data-catalogue] li").first.get_by_role("checkbox"))
    with walk.page.expect_download():
        walk.click(walk.page.get_by_role("button", name="RIS", exact=True))


def what_works(walk: Walk) -> None:
    walk.click(walk.page.locator("main").get_by_role("link", name="Bewijskaart"))
    expect(walk.page.locator(".evidence-map")).to_be_visible()


def look_up_a_term(walk: Walk) -> None:
    walk.menu("Begrippen")
    expect(walk.page.locator(".glossary__term").first).to_be_attached()


def leave_at_once(walk: Walk) -> None:
    walk.click(walk.page.locator("main").get_by_role("link", name="Shame sexting").first)
    expect(walk.page.locator(".exit__button")).to_be_in_viewport()


TASKS: tuple[Callable[[Walk], None], ...] = (
    call_now, should_i_call_the_parents, what_do_i_do_now, compare_interventions, ask_a_question, report_a_mistake,
    figures_of_my_town, next_meeting, cite_a_dossier, take_sources_along, what_works, look_up_a_term, leave_at_once,
)  # fmt: skip


@pytest.mark.parametrize("number", range(1, len(TASKS) + 1), ids=[task.__name__ for task in TASKS])
@pytest.mark.parametrize(("width", "column"), [(360, 0), (1440, 1)])
def test_a_task_takes_the_clicks_that_are_written_down(number, width, column, visit):
    page = visit(viewport={"width": width, "height": 800}).open()
    walk = Walk(page)
    TASKS[number - 1](walk)
    written = {int(row[0]): row[1:] for row in _ROW.findall(WRITTEN.read_text(encoding="utf-8"))}
    assert int(written[number][column]) == walk.clicks
