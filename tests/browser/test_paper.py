"""A page as a browser prints it."""

from __future__ import annotations

from playwright.sync_api import expect


def test_what_is_white_on_a_colour_is_ink_on_paper(visit):
    page = visit().open("")
    page.emulate_media(media="print")
    for number in page.locator(".kis-urgent__call a").all():
        expect(number).to_have_css("color", "rgb(179, 38, 30)")
    expect(page.locator(".kis-hero h1")).not_to_have_css("color", "rgb(255, 255, 255)")


def test_nothing_to_press_is_printed(visit):
    page = visit().open("toolkits/achterlating/gesprek/")
    expect(page.locator(".progress")).to_be_visible()
    page.emulate_media(media="print")
    for name in (".progress", ".contact", ".turn", ".source__about"):
        expect(page.locator(name).first).to_be_hidden()


def test_the_map_of_evidence_is_printed_on_its_side(visit):
    page = visit().open("over/bewijskaart/")
    page.emulate_media(media="print")
    expect(page.locator(".evidence-map")).to_have_css("page", "wide")
    expect(page.locator(".evidence-filters")).to_be_hidden()
