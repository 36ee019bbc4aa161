"""Every kind of page: fits the screen, meets WCAG 2.2 AA in light and dark, loads little."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.axe import violations
from tests.kinds import PAGES, weights

# where a page is wider than its window, the elements that stick out
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.tagName.toLowerCase() + "." + element.className).slice(0, 5)
    .concat(["page: " + document.documentElement.scrollWidth + " > " + width]);
}"""
# each page is opened once, and what one test leaves the next one finds
each_kind = pytest.mark.parametrize("opened", PAGES.values(), ids=PAGES.keys(), indirect=True, scope="module")


@each_kind
def test_each_page_begins_with_a_way_past_what_stands_on_all(opened):
    opened.keyboard.press("Tab")
    expect(opened.locator("a.md-skip")).to_be_focused()
    way = opened.locator("a.md-skip").get_attribute("href")
    assert opened.evaluate("href => document.getElementById(decodeURIComponent(href.split('#')[1])) !== null", way)
    opened.evaluate("document.activeElement.blur()")


@each_kind
def test_a_page_meets_wcag_2_2_aa(opened):
    assert violations(opened) == []


@each_kind
def test_a_page_fits_its_window(opened):
    for width in (1440, 1225, 965, 768, 320, 360):
        opened.set_viewport_size({"width": width, "height": 740})
        assert opened.evaluate(STICKING_OUT) == [], width


@each_kind
def test_a_page_meets_wcag_2_2_aa_on_a_phone_in_the_dark(opened):
    opened.get_by_role("button", name="Donkere weergave").click()
    expect(opened.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert violations(opened) == []


@each_kind
def test_a_page_fits_with_more_space_between_letters_words_and_lines(opened):
    """WCAG 1.4.12: nothing goes out of sight, and nobody has to scroll sideways."""
    opened.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"
    )
    for width in (360, 1440):
        opened.set_viewport_size({"width": width, "height": 740})
        assert opened.evaluate(STICKING_OUT) == [], width


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["dossier"], PAGES["sources"], PAGES["part"], PAGES["evidence"]])
@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (360, "light")])
def test_the_other_way_round_too(path, width, scheme, visit):
    assert violations(visit(viewport={"width": width, "height": 740}, color_scheme=scheme).open(path)) == []


def test_the_drawer_is_opened_and_left_by_keyboard(visit):
    page = visit(viewport={"width": 360, "height": 740}).open(PAGES["chapter"])
    button = page.get_by_role("button", name="Menu")
    sidebar = page.locator(".md-sidebar--primary")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert sidebar.evaluate("side => side.inert")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert sidebar.evaluate("side => !side.inert && side.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_what_stands_in_the_header_is_a_link_or_a_button(visit):
    page = visit(viewport={"width": 360, "height": 740}).open(PAGES["dossier"])
    expect(page.locator("header label:visible, header [tabindex='0'][role=button]")).to_have_count(0)
    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    page.get_by_role("button", name="weergave").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") != scheme


def test_a_reference_at_a_citation_is_accessible_too(visit):
    page = visit().open(PAGES["chapter"])
    page.locator("article .citation__link").first.focus()
    page.wait_for_selector(".citation__card")
    assert violations(page) == []


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["part"], PAGES["sources"]])
def test_a_page_asks_for_what_is_weighed(path, visit, kis):
    """`test_weights.py` reads it in the files; what a script asks for by itself would be seen here."""
    made = visit(new=True)
    made.open(path)
    made.page.wait_for_load_state("networkidle")
    asked = {url.removeprefix(made.address) for url in made.requests} - {path}
    assert asked == set(weights(kis.site, path)) - {f"{path}index.html"}


def test_axe_sees_what_is_wrong(visit):
    page = visit().open(PAGES["about"])
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"\"><p style=\"color: #bbb\">vaag</p>')"
    )
    assert [one.split(":")[0] for one in violations(page)] == ["color-contrast", "image-alt"]
