"""What a reader does: look at a source, filter the catalogue, copy, and leave at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

CHAPTER = "dossiers/zelfbeschikking/wat-weten-we/"
SENSITIVE = "toolkits/shame-sexting/gesprek/"
IN_TABLE = "dossiers/informele-netwerken/wat-weten-we/"
# the most signs that stand on one line of a paragraph
LONGEST_LINE = """() => Math.max(...[...document.querySelectorAll("article > p, article > ul > li")].map((block) => {
  const range = document.createRange();
  const lines = new Map();
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (let at = 0; at < walk.currentNode.length; at += 1) {
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + 1);
      const box = range.getBoundingClientRect();
      if (!box.width) continue;
      const line = Math.round(box.bottom / 8);
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
  }
  return Math.max(0, ...lines.values());
}))"""
# on how many lines the words stand that are divided most
LINES_OF_A_WORD = """(where) => Math.max(...[...document.querySelectorAll(where)].flatMap((element) => {
  const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  return [...text.data.matchAll(/\\S+/g)].map((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length;
  });
}))"""
NEUTRAL = re.compile(r"^https://www\.buienradar\.nl/")
SHOWN = "[data-catalogue] > li:not([hidden])"


def number(text: str) -> int:
    return int(re.sub(r"\D.*", "", text))


# the reference at a citation


def test_a_citation_shows_its_reference_on_hover_and_it_stays_under_the_pointer(visit):
    page = visit().open(CHAPTER)
    link = page.locator("article .citation__link").first
    link.hover()
    card = page.locator(".citation__card")
    expect(card).to_be_visible()
    reference = page.locator("#" + link.get_attribute("aria-describedby").replace(":", "\\:")).text_content()
    assert reference.strip() in card.text_content()
    expect(card.get_by_role("link", name="Over deze bron")).to_be_visible()
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.mouse.move(2, 2)
    expect(card).to_have_count(0)


def test_a_citation_is_described_by_its_reference(visit):
    page = visit().open(CHAPTER)
    missing = page.locator("article .citation__link").evaluate_all(
        "links => links.filter(link => !document.getElementById(link.getAttribute('aria-describedby'))?.textContent.trim()).length"
    )
    assert missing == 0
    assert page.locator("article .citation__link").count() > 5


def test_the_keyboard_reaches_the_reference_and_escape_closes_it(visit):
    page = visit().open(CHAPTER)
    link = page.locator("article .citation__link").first
    link.focus()
    card = page.locator(".citation__card")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.citation__card').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement")


def test_the_keyboard_goes_on_past_the_reference(visit):
    page = visit().open(CHAPTER)
    page.locator("article .citation__link").first.focus()
    for _ in range(8):
        page.keyboard.press("Tab")
    # one card at most, and that of what has the focus
    assert page.evaluate(
        """() => [...document.querySelectorAll('.citation__card')].every(card =>
             card.contains(document.activeElement) || card.previousElementSibling === document.activeElement)"""
    )
    assert page.evaluate("document.activeElement !== document.querySelector('article .citation__link')")


def test_a_tap_shows_the_reference_and_a_second_place_closes_it(visit):
    page = visit(viewport={"width": 360, "height": 740}, has_touch=True).open(CHAPTER)
    before = page.url
    link = page.locator("article .citation__link").first
    link.scroll_into_view_if_needed()
    link.tap()
    card = page.locator(".citation__card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert page.url == before
    page.locator("h1").first.tap()
    expect(card).to_have_count(0)


@pytest.mark.parametrize("touch", [False, True])
def test_a_citation_in_a_table_opens_where_it_stands(touch, visit):
    page = visit(viewport={"width": 360 if touch else 1440, "height": 740}, has_touch=touch).open(IN_TABLE)
    links = page.locator("article table .citation__link")
    assert links.count() > 3
    for number in (0, 2, links.count() - 1):
        link = links.nth(number)
        link.scroll_into_view_if_needed()
        link.tap() if touch else link.hover()
        card = page.locator(".citation__card")
        expect(card).to_have_count(1)
        (at, box) = (link.bounding_box(), card.bounding_box())
        assert abs(box["y"] - at["y"] - at["height"]) < 40 or abs(box["y"] + box["height"] - at["y"]) < 40
        assert 0 <= box["x"] <= at["x"] + at["width"]
        page.keyboard.press("Escape")


def test_a_reference_begins_with_the_title_and_says_how_much_was_seen(visit):
    page = visit().open(CHAPTER)
    key = page.locator(".source:has(.source__seen)").first.get_attribute("id")
    title = page.locator(f'[id="{key}"]').get_attribute("data-title")
    page.locator(f'article .citation__link[href="#{key}"]').first.hover()
    card = page.locator(".citation__card")
    assert card.inner_text().startswith(title)
    expect(card.locator(".source__seen")).to_contain_text("gezien")


@pytest.mark.parametrize("path", [CHAPTER, "vragen/naaktfoto-ouders-bellen/", "toolkits/shame-sexting/gesprek/"])
def test_no_line_is_longer_than_eighty_signs(path, visit):
    page = visit().open(path)
    assert page.evaluate(LONGEST_LINE) <= 80


def test_what_to_say_and_what_not_stand_beside_each_other_and_are_as_high(visit):
    page = visit().open(SENSITIVE)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".say:has(+ .dont)")].map((say) =>
             [say, say.nextElementSibling].map((box) => box.getBoundingClientRect()).map((at) => [at.top, at.bottom]))"""
    )
    assert boxes
    assert all(say == dont for say, dont in boxes)


def test_no_word_of_the_evidence_map_is_broken_and_the_table_stays_on_the_page(visit):
    page = visit().open("over/bewijskaart/")
    assert page.evaluate(LINES_OF_A_WORD, ".evidence-map__count") == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_citation_leads_to_its_entry_and_the_entry_back(visit):
    page = visit().open(CHAPTER)
    link = page.locator("article .citation__link").first
    key = link.get_attribute("href")
    link.click()
    assert page.url.endswith(key)
    expect(page.locator(f'[id="{key[1:]}"]')).to_be_in_viewport()
    page.locator(f'[id="{key[1:]}"] .source__back').first.click()
    expect(page.locator("article .citation").first).to_be_in_viewport()


# a source


def test_a_record_is_copied_with_one_button(visit):
    made = visit(new=True)
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = made.open("bronnen/kis2022meerjarenprogramma/")
    page.locator("details.export summary").first.click()
    stopped(page)
    button = page.get_by_role("button", name="Kopieer").first
    button.click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    page.clock.fast_forward(2000)
    expect(page.get_by_role("button", name="Gekopieerd")).to_have_count(0)
    assert page.evaluate("navigator.clipboard.readText()").startswith("@report{kis2022meerjarenprogramma,")


# the way out


@pytest.fixture
def sensitive(visit):
    """A visit to a sensitive page, reached from another; the neutral site is played by an empty page."""
    made = visit(new=True)
    made.context.route(NEUTRAL, lambda route: route.fulfill(body="<title>Weer</title>", content_type="text/html"))
    made.open("over/kis/")
    made.open(SENSITIVE)
    yield made
    # the way out is the one request that leaves the site
    made.requests[:] = [url for url in made.requests if not NEUTRAL.match(url)]


def stopped(page) -> None:
    """Time goes on where the test says so, so that how quick the machine is does not matter."""
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))


def left(made) -> bool:
    made.page.wait_for_url(NEUTRAL)
    return True


def test_the_button_leaves_and_the_page_is_not_in_the_history(sensitive):
    sensitive.page.get_by_role("link", name="Verlaat deze site snel").click()
    assert left(sensitive)
    sensitive.page.go_back()
    assert sensitive.page.url.endswith("over/kis/")


def test_the_page_is_blank_before_the_other_one_has_come(sensitive):
    seen = sensitive.page.evaluate(
        "() => { document.querySelector('.exit__button').click(); return [getComputedStyle(document.body).visibility, document.title]; }"
    )
    assert seen == ["hidden", ""]
    assert left(sensitive)


def test_shift_three_times_leaves(sensitive):
    page = sensitive.page
    stopped(page)
    page.keyboard.press("Shift")
    expect(page.locator(".exit__status")).to_have_text("Druk nog twee keer op Shift om deze site te verlaten.")
    page.keyboard.press("Shift")
    expect(page.locator(".exit__status")).to_have_text("Druk nog één keer op Shift om deze site te verlaten.")
    page.keyboard.press("Shift")
    assert left(sensitive)


def test_presses_of_shift_with_five_seconds_between_them_do_not_leave(sensitive):
    page = sensitive.page
    stopped(page)
    for _ in range(3):
        page.keyboard.press("Shift")
        expect(page.locator(".exit__status")).to_have_text("Druk nog twee keer op Shift om deze site te verlaten.")
        page.clock.fast_forward(5000)
        expect(page.locator(".exit__status")).to_have_text("")
    assert page.url.endswith(SENSITIVE)


def test_shift_held_for_capitals_does_not_leave(sensitive):
    page = sensitive.page
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+D"):
        page.keyboard.press(key)
    expect(page.locator(".exit__status")).to_have_text("")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url.endswith(SENSITIVE)


def test_the_way_out_is_first_after_the_skip_link(sensitive):
    page = sensitive.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Verlaat deze site snel"
    page.keyboard.press("Enter")
    assert left(sensitive)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_way_out_stays_in_sight(width, sensitive):
    page = sensitive.page
    page.set_viewport_size({"width": width, "height": 740})
    button = page.get_by_role("link", name="Verlaat deze site snel")
    expect(button).to_be_in_viewport(ratio=1)
    page.mouse.wheel(0, 3000)
    expect(button).to_be_in_viewport(ratio=1)


def test_other_pages_have_no_way_out(visit):
    expect(visit().open("dossiers/opvoeding/").get_by_role("link", name="Verlaat deze site snel")).to_have_count(0)


def test_the_way_out_is_seen_in_the_colours_of_the_reader(visit):
    page = visit(forced_colors="active").open(SENSITIVE)
    button = page.get_by_role("link", name="Verlaat deze site snel")
    assert button.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    assert button.evaluate("one => parseFloat(getComputedStyle(one).borderTopWidth)") >= 2


# toolkits


@pytest.mark.parametrize("toolkit", ["toolkits/shame-sexting/", "toolkits/achterlating/"])
def test_the_first_screen_of_a_toolkit_on_a_phone_says_whom_to_call(toolkit, visit):
    page = visit(viewport={"width": 360, "height": 740}).open(toolkit)
    call = page.get_by_role("complementary", name="Niet gebruiken als").get_by_role("link", name="112")
    expect(call).to_be_in_viewport()
    expect(call).to_have_attribute("href", "tel:112")
    heights = [
        page.locator(place).first.evaluate("one => one.getBoundingClientRect().top")
        for place in (".not-for", "#in-vijf-minuten", ".facts", "#onderdelen")
    ]
    assert heights == sorted(heights)


def test_the_parts_of_a_toolkit_stand_in_groups_and_say_which_they_are(visit):
    page = visit().open("toolkits/shame-sexting/")
    groups = page.locator(".parts h3").all_text_contents()
    assert groups == ["Lezen", "Oefenen", "Bladen om te gebruiken", "Kaarten"]
    assert page.locator(".parts ol").first.get_by_role("listitem").count() == 6
    page.goto(page.url + "handelen/")
    expect(page.locator(".head__time")).to_contain_text("Deel 4 van 6")


def test_what_was_read_is_kept_in_the_tab_alone_where_nobody_may_see_it(visit):
    made = visit(new=True)
    page = made.open("toolkits/shame-sexting/handelen/")
    button = page.get_by_role("button", name="Ik heb dit gelezen")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.goto(made.address + "toolkits/shame-sexting/")
    expect(page.locator(".card__read")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('katern-read'))") == []
    other = made.context.new_page()
    other.goto(made.address + "toolkits/shame-sexting/")
    expect(other.locator(".card__read")).to_have_count(0)
    page.goto(made.address + "toolkits/shame-sexting/handelen/")
    button.click()
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('katern-read'))") == []


# menu and colours


def test_a_phone_reaches_menu_and_side_list(visit):
    page = visit(viewport={"width": 360, "height": 740}).open(CHAPTER)
    expect(page.locator(".side__menu")).not_to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator(".side__menu").get_by_role("link", name="Toolkits")).to_be_in_viewport()


def test_a_reader_chooses_the_colours(visit):
    page = visit(color_scheme="light").open()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "kis"
    page.get_by_role("button", name="Donkere weergave").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


# without scripts


def test_everything_is_readable_without_scripts(visit):
    made = visit(java_script_enabled=False)
    page = made.open("bronnen/")
    expect(page.locator("[data-catalogue] > li").first).to_be_visible()
    expect(page.locator("[data-catalogue-filters]")).to_be_hidden()
    page = made.open(CHAPTER)
    expect(page.locator("#bronnen")).to_be_visible()
    page.locator("article .citation__link").first.click()
    assert "#ref-" in page.url
    page = made.open("bronnen/kis2022meerjarenprogramma/")
    page.locator("details.export summary").first.click()
    expect(page.locator("details.export pre").first).to_be_visible()
    page = made.open(SENSITIVE)
    assert page.get_by_role("link", name="Verlaat deze site snel").get_attribute("href") == "https://www.buienradar.nl/"
