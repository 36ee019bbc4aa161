"""The list of sources: filtered with counts, searched, sorted, in steps, and taken along."""

from __future__ import annotations

import gzip
import json
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

ROWS = "[data-catalogue] > li"
COUNT = "[data-catalogue-count]"
# what moved while a page was opened, as browsers reckon it
MOVED = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) moved += entry.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved), 500);
})"""


def number(text: str) -> int:
    return int(re.sub(r"\D.*", "", text))


def counted(page, text: str | None = None) -> int:
    if text is not None:
        expect(page.locator(COUNT)).to_have_text(text)
    return number(page.locator(COUNT).text_content())


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("lijn", "polarisatie", "polarisatie"),
        ("soort", "report", "Rapport"),
        ("jaar", "2021", "2021"),
        ("taal", "en", "Engels"),
    ],
)
def test_a_filter_leaves_as_many_as_it_said_and_the_address_keeps_it(name, value, label, visit):
    page = visit().open("bronnen/")
    select = page.locator(f"select[name={name}]")
    said = number(select.locator(f"option[value='{value}']").text_content().rpartition("(")[2])
    select.select_option(value)
    assert counted(page, f"{said} bronnen") == said
    expect(page.locator(ROWS)).to_have_count(min(said, 50))
    assert page.url.endswith(f"bronnen/?{name}={value}")
    page.reload()
    assert counted(page, f"{said} bronnen") == said
    assert select.input_value() == value
    # of another filter, only what is left counts
    other = page.locator(f"select[name={'soort' if name == 'taal' else 'taal'}] option").nth(1).text_content()
    assert number(other.rpartition("(")[2]) <= said


def test_words_are_looked_for_in_what_is_said_of_a_source_and_work_with_filters(visit):
    page = visit().open("bronnen/")
    everything = counted(page)
    page.locator("input[name=zoek]").fill("discriminatie")
    expect(page.locator(COUNT)).not_to_have_text(f"{everything} bronnen")
    found = counted(page)
    assert 0 < found < everything
    page.locator("select[name=taal]").select_option("en")
    expect(page.locator(COUNT)).not_to_have_text(f"{found} bronnen")
    page.get_by_role("button", name="Wis filters").click()
    assert counted(page, f"{everything} bronnen") == everything
    assert page.url.endswith("bronnen/")


def test_nothing_found_says_so(visit):
    page = visit().open("bronnen/?zoek=qqqqqq")
    expect(page.get_by_text("Geen bron voldoet aan deze keuze.")).to_be_visible()
    counted(page, "0 bronnen")


def test_only_what_is_open_and_what_is_the_houses_own(visit):
    page = visit().open("bronnen/")
    said = number(page.get_by_text("Alleen van KIS (").text_content().rpartition("(")[2])
    page.get_by_label("Alleen van KIS").check()
    expect(page).to_have_url(re.compile(r"\?eigen=1$"))
    assert counted(page, f"{said} bronnen") > 0
    page.get_by_label("Alleen van KIS").uncheck()
    page.get_by_label("Alleen vrij toegankelijk").check()
    expect(page).to_have_url(re.compile(r"\?vrij=1$"))


def test_the_list_is_sorted(visit):
    page = visit().open("bronnen/?volgorde=new")
    years = [
        number(text)
        for text in page.locator(".catalogue__about").all_text_contents()
        for text in re.findall(r"\b(?:19|20)\d\d\b", text)[-1:]
    ]
    expect(page.get_by_label("Volgorde")).to_have_value("new")
    page.locator(ROWS).first.wait_for()
    assert years == sorted(years, reverse=True)


def test_it_comes_in_steps(visit):
    page = visit().open("bronnen/")
    expect(page.locator(ROWS)).to_have_count(50)
    page.get_by_role("button", name="Toon er nog 50").click()
    expect(page.locator(ROWS)).to_have_count(100)
    expect(page.locator(ROWS).nth(50).get_by_role("link")).to_be_focused()
    keys = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.dataset.key)")
    assert len(set(keys)) == 100


@pytest.mark.parametrize(("form", "begins"), [("BibTeX", "@"), ("RIS", "TY  - "), ("CSL-JSON", "["), ("APA", "")])
def test_what_was_ticked_is_taken_along(form, begins, visit, tmp_path):
    page = visit().open("bronnen/")
    titles = []
    for row in (0, 30):
        page.locator(ROWS).nth(row).get_by_role("checkbox").check()
        titles.append(page.locator(ROWS).nth(row).get_by_role("link").text_content())
    page.get_by_label("Alleen van KIS").check()  # what is chosen stays chosen
    expect(page.locator("[data-take]")).to_contain_text("2 bronnen gekozen")
    with page.expect_download() as got:
        page.get_by_role("button", name=form, exact=True).click()
    text = (got.value.path()).read_text(encoding="utf-8")
    assert text.startswith(begins)
    if form == "CSL-JSON":
        assert len(json.loads(text)) == 2
    elif form == "RIS":
        assert text.count("ER  - ") == 2
        assert all(title.split(":")[0] in text for title in titles)


def test_what_the_filters_leave_is_taken_along_where_nothing_is_ticked(visit):
    page = visit().open("bronnen/?jaar=2019")
    said = counted(page)
    page.locator(ROWS).first.wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="RIS", exact=True).click()
    assert got.value.path().read_text(encoding="utf-8").count("ER  - ") == said
    assert got.value.suggested_filename == "bronnen.ris"


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_jumps(width, visit):
    page = visit(viewport={"width": width, "height": 800}, new=True).open("bronnen/")
    assert page.evaluate(MOVED) < 0.05


def test_the_filters_work_from_disk(kis, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto((kis.site / "bronnen/index.html").as_uri())
    everything = counted(page)
    page.locator("select[name=taal]").select_option("en")
    expect(page.locator(COUNT)).not_to_have_text(f"{everything} bronnen")
    assert 0 < counted(page) < everything
    context.close()


def test_without_a_script_all_sources_can_be_read(visit):
    made = visit(java_script_enabled=False)
    page = made.open("bronnen/")
    every = counted(page)
    expect(page.locator("[data-catalogue-filters]")).to_be_hidden()
    page.get_by_role("link", name="Alle bronnen", exact=True).first.click()
    steps = page.locator(".steps a")
    ways = [steps.nth(number).get_attribute("href") for number in range(steps.count())]
    found, here = 0, page.url
    for way in ways:
        page.goto(urljoin(here, way))
        found += page.locator(".catalogue > li").count()
    assert (found, len(ways) > 1) == (every, True)


def test_a_source_has_a_file_for_reference_managers(visit, kis):
    page = visit().open("bronnen/kis2022meerjarenprogramma/")
    link = page.get_by_role("link", name="RIS", exact=True)
    expect(link).to_have_attribute("type", "application/x-research-info-systems")
    record = (kis.site / "bronnen" / link.get_attribute("href").rpartition("/")[2]).read_text(encoding="utf-8")
    assert record.startswith("TY  - ")


def test_what_a_filter_fetches_is_little(visit, kis):
    made = visit()
    page = made.open("bronnen/")
    made.requests.clear()
    page.locator("select[name=taal]").select_option("en")
    expect(page).to_have_url(re.compile("taal=en"))
    page.wait_for_load_state("networkidle")
    fetched = [kis.site / url.removeprefix(made.address) for url in made.requests]
    assert sum(len(gzip.compress(file.read_bytes())) for file in fetched) < 60_000
