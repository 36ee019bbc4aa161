"""Cards with two sides: both are read until somebody practises, and on paper always."""

from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.axe import violations

CARDS = "toolkits/achterlating/kaarten/"


def test_a_card_turns_by_keyboard_and_is_whole_on_paper(visit):
    page = visit(viewport={"width": 360, "height": 740}).open(CARDS)
    first, second = (page.locator(".deck-card").nth(n) for n in (0, 1))
    back = first.locator(".deck-card__back")
    expect(back).to_be_visible()
    page.get_by_role("button", name="Oefenen met de kaarten").press("Enter")
    expect(back).to_be_hidden()
    first.get_by_role("button", name="Draai de kaart om").press("Enter")
    expect(back).to_be_visible()
    expect(first.get_by_role("button", name="Terug naar de voorkant")).to_have_attribute("aria-expanded", "true")
    expect(second.locator(".deck-card__back")).to_be_hidden()
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(second.locator(".deck-card__back")).to_be_visible()
    expect(second.get_by_role("button", include_hidden=True)).to_be_hidden()


def test_both_sides_are_read_without_script(visit):
    page = visit(java_script_enabled=False).open(CARDS)
    expect(page.locator(".deck-card > p:not(.admonition-title)").first).to_be_visible()
    expect(page.locator(".turning")).to_be_hidden()
