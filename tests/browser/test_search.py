"""Searching as readers do: their own words, by keyboard, by paste, on a phone; and what is never told to anybody."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import violations

from katern.site.searchwords import stem, words_of_text
from katern.words import words_of

QUESTIONS = yaml.safe_load(Path(__file__).with_name("search").joinpath("questions.yml").read_text(encoding="utf-8"))

# the first pages of each question, found in one page of the browser
ASK = """async (questions) => {
  const { Finder } = await import("/assets/katern/search/find.js");
  const finder = new Finder("/", await (await fetch("/search/box.json")).json());
  const found = [];
  for (const question of questions) {
    const answer = await finder.answer(question);
    const first = finder.order(answer).slice(0, 3);
    found.push({
      pages: await Promise.all(first.map(async ([name, one]) => (await finder.indexes[name].record(one.page)).u)),
      numbers: (await finder.helplines(answer)).map((line) => line.phone),
      sensitive: await finder.isSensitive(answer),
      suggestions: answer.suggestions,
      full: answer.found.pages.full.length,
    });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def ask(browser: Browser, address: str) -> Iterator[Any]:
    """Asks the search of the site, and gives for each question the first three pages and what stands beside them."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    yield lambda *questions: page.evaluate(ASK, list(questions))
    context.close()


def answers(pages: list[str], wanted: list[str]) -> bool:
    return any(
        page.startswith(one.removesuffix("*")) if one.endswith("*") else page == one for page in pages for one in wanted
    )


def test_questions_of_readers_are_answered_in_the_first_three(ask, kis):
    questions = [(who, question, wanted) for who, rows in QUESTIONS.items() for question, *wanted in rows]
    assert len(questions) == 120
    known = {path.parent.relative_to(kis.site).as_posix() + "/" for path in kis.site.rglob("index.html")}
    assert [one for *_, wanted in questions for one in wanted if not one.endswith("*") and one not in known] == []
    found = ask(*(question for _, question, _ in questions))
    misses = [
        f"{who} | {question} | {', '.join(wanted)} | {', '.join(one['pages'])}"
        for (who, question, wanted), one in zip(questions, found, strict=True)
        if not answers(one["pages"], wanted)
    ]
    print("\n".join(["", "van wie | vraag | mag antwoorden | eerste drie", *misses, f"{len(misses)} van 120 gemist"]))
    assert len(misses) <= 6, misses


def test_every_word_of_the_synonyms_finds_what_the_others_of_its_row_find(ask, kis):
    rows = yaml.safe_load((kis.root / "docs/_data/synonyms.yml").read_text(encoding="utf-8"))["synonyms"]
    words = [(number, word) for number, row in enumerate(rows) for word in row]
    found = ask(*(word for _, word in words))
    nothing = [word for (_, word), one in zip(words, found, strict=True) if not one["full"]]
    by_row: dict[int, set[bool]] = {}
    for (number, _), one in zip(words, found, strict=True):
        by_row.setdefault(number, set()).add(bool(one["full"]))
    # a row of which no word stands on any page finds nothing by any of them
    assert [rows[number] for number, had in by_row.items() if len(had) > 1] == [], nothing


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Shame Sexting", "shamesexting"),
        ("stagediscriminatie", "stage discriminatie"),
        ("ontmoetingsplek", "ontmoetingsplekken"),
        ("vgv", "meisjesbesnijdenis"),
    ],
)
def test_forms_of_the_same_find_the_same_first(ask, typed, same):
    one, other = ask(typed, same)
    assert one["pages"][0] == other["pages"][0]


def test_short_words_do_not_count(ask):
    with_them, without = ask("achtergelaten in het buitenland", "achtergelaten buitenland")
    assert with_them["pages"] == without["pages"]
    assert with_them["pages"][0] == "toolkits/achterlating/"


def test_who_may_need_help_gets_a_number_first_and_others_do_not(ask):
    threatened, need, named, plain = ask(
        "shamesexting", "help ik ben in gevaar", "veilig thuis", "vrouwelijke statushouders"
    )
    assert threatened["numbers"][0] == need["numbers"][0] == "112"
    assert "0800-2000" in named["numbers"]
    assert plain["numbers"] == []


def test_words_are_read_by_the_same_rules_in_the_browser_and_in_the_index(browser, address):
    texts = [
        "Foto's van MBO-studenten",
        "Eén café, z-route (2020)",
        "’t Hart & Çelik",
        "snake_case Discriminatie.nl",
        "ΑΒΓ ŁÓDŹ",
        "naïef; coöperatie",
    ]
    page = browser.new_page()
    page.goto(address)
    endings = words_of("nl").search.endings
    stems = [
        "scholen",
        "brieven",
        "huizen",
        "laan",
        "discriminaties",
        "mannen",
        "vies",
        "zee",
        "onderzoeken",
        "eer",
        "as",
    ]
    read, stemmed = page.evaluate(
        """async ([texts, words, endings]) => {
          const { stem, wordsOf } = await import("/assets/katern/search/find.js");
          return [texts.map(wordsOf), words.map((word) => stem(word, endings))];
        }""",
        [texts, stems, list(endings)],
    )
    page.close()
    assert stemmed == [stem(word, endings) for word in stems]
    assert read == [[list(forms) for forms in words_of_text(text)] for text in texts]


# --- the box


def search(visit: Any, words: str, path: str = "", **options: Any) -> tuple[Any, Page]:
    made = visit(**options)
    page = made.open(path)
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)
    return made, page


def leads_to(url: str) -> re.Pattern[str]:
    return re.compile(f"/{re.escape(url)}$")


def test_nothing_is_fetched_before_somebody_searches_and_little_then(visit):
    made = visit(new=True)
    page = made.open("dossiers/opvoeding/")
    assert not [url for url in made.requests if "/search/" in url]
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(gzip.compress(response.body())) if response.ok else 0))
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("searchbox").fill("discriminatie op stage")
    expect(page.get_by_role("region", name="Dit past het best")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) < 150_000


def test_results_stand_in_groups_with_their_kind_and_their_sections(visit):
    _, page = search(visit, "polarisatie")
    best = page.get_by_role("region", name="Dit past het best").get_by_role("listitem")
    expect(best.first.get_by_role("link").first).to_have_attribute("href", leads_to("dossiers/polarisatie/"))
    expect(best.first).to_contain_text("Dossier")
    expect(best.first.locator(".search__sections a").first).to_have_attribute("href", re.compile("#"))
    expect(best.first.locator("mark").first).to_have_text(re.compile("polarisatie", re.IGNORECASE))
    sources = page.get_by_role("region", name="Bronnen")
    before = sources.get_by_role("listitem").count()
    sources.get_by_role("button").click()
    expect(sources.get_by_role("listitem").nth(before)).to_be_visible()


def test_a_search_is_made_and_left_by_keyboard_alone(visit):
    _, page = search(visit, "stagematching")
    best = page.get_by_role("region", name="Dit past het best")
    expect(best.get_by_role("link").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(best.get_by_role("link").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(best.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/interventies/stagematching/")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_slash_in_a_field_is_a_slash(visit):
    page = visit().open("bronnen/")
    field = page.locator("[data-catalogue-filters]").get_by_role("searchbox")
    field.press("/")
    expect(field).to_have_value("/")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_pasted_and_dictated_words_are_found(visit):
    _, page = search(visit, "")
    # one event with all words at once, as a paste or a dictation gives
    page.get_by_role("searchbox").evaluate(
        "field => { field.value = 'Vreedzame School.'; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }"
    )
    best = page.get_by_role("region", name="Dit past het best")
    expect(best.get_by_role("link").first).to_have_attribute("href", leads_to("interventies/vreedzame-school/"))


def test_what_was_found_is_told_to_who_cannot_see_it(visit):
    _, page = search(visit, "keti koti")
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^\d+ pagina('s)?, \d+ bron(nen)?$"))


def test_a_search_has_an_address_that_finds_the_same(visit):
    _, page = search(visit, "superdiversiteit")
    page.wait_for_url("**/?q=superdiversiteit")
    address = page.url
    page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "q=" not in url)
    page.goto(address)
    best = page.get_by_role("region", name="Dit past het best")
    expect(best.get_by_role("link").first).to_have_attribute("href", leads_to("dossiers/superdiversiteit/"))


def test_the_address_of_a_search_keeps_what_was_chosen(visit):
    page = visit().open("?q=discriminatie")
    box = page.get_by_role("dialog")
    box.locator("summary").first.click()
    box.locator("select[name=kinds], select[name=kind]").first.select_option("Dossier")
    expect(page).to_have_url(re.compile("q-kinds?=Dossier"))
    page.reload()
    expect(box.locator("select[name=kinds], select[name=kind]").first).to_have_value("Dossier")


@pytest.mark.parametrize("words", ["shamesexting", "ik word geslagen thuis", "huwelijksdwang", "naaktfotos"])
def test_words_about_what_nobody_may_see_stand_in_no_address(words, visit):
    _, page = search(visit, words)
    aside = page.get_by_role("complementary", name="Nu hulp nodig? Bel")
    expect(aside.get_by_role("link").first).to_have_attribute("href", "tel:112")
    expect(page.get_by_role("dialog").get_by_role("link", name="Verlaat deze site snel")).to_be_visible()
    page.wait_for_timeout(1200)
    assert "?" not in page.url


def test_filters_leave_what_was_chosen(visit):
    _, page = search(visit, "jongeren")
    page.get_by_text("Kies verder").click()
    page.get_by_label("Soort").select_option("Vraag")
    kinds = page.locator(".search__kind")
    expect(kinds.first).to_have_text("Vraag")
    assert set(kinds.all_text_contents()) == {"Vraag"}
    page.get_by_label("Soort").select_option("")
    page.get_by_label("Jaar van de bron").select_option("2021")
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^0 pagina's, [1-9]\d* bron"))


def test_a_word_that_nobody_wrote_gets_one_that_is_near(visit):
    _, page = search(visit, "polarizatie")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Bedoelt u:")).to_be_visible()
    dialog.get_by_role("button", name="polarisatie", exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value("polarisatie")


def test_who_finds_nothing_is_told_what_to_do_and_whom_to_call(visit):
    _, page = search(visit, "xqzvwrtk")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("status")).to_have_text("Niets gevonden voor ‘xqzvwrtk’.")
    expect(dialog.get_by_text("Laat woorden weg")).to_be_visible()
    expect(dialog.get_by_role("link", name="Toolkits")).to_be_visible()
    expect(dialog.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_fits_and_has_no_mistakes_for_who_hears_it(scheme, visit):
    _, page = search(visit, "shamesexting", color_scheme=scheme)
    for width in (360, 768, 1440):
        page.set_viewport_size({"width": width, "height": 740})
        expect(page.get_by_role("region", name="Dit past het best")).to_be_visible()
        assert page.get_by_role("dialog").evaluate("box => box.scrollWidth <= box.clientWidth")
        assert violations(page, ".search") == []


# --- another language


ENGLISH = {
    "mkdocs.yml": "site_name: Trial\ntheme: {name: material, language: en, font: false}\nplugins: [search, katern]\n",
    "docs/index.md": "# Welcome\n\nStart here.\n",
    "docs/houses.md": "# Houses of communities\n\nBuilt by neighbours.\n",
    "docs/_data/synonyms.yml": "synonyms:\n  - [house, dwelling]\n",
}


@pytest.mark.parametrize("words", ["the house", "dwellings", "community", "housse"])
def test_an_english_site_is_searched_in_english(words, english, browser):
    page = browser.new_page()
    page.goto(english)
    page.get_by_role("button", name="Search").click()
    page.get_by_label("What are you looking for?").fill(words)
    best = page.get_by_role("region", name="This fits best")
    expect(best.get_by_role("link").first).to_have_attribute("href", leads_to("houses/"))
    page.close()


@pytest.fixture(scope="module")
def english(
    tmp_path_factory: pytest.TempPathFactory, serving: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """A site in English with the theme's own header, built by plain MkDocs and served."""
    root = tmp_path_factory.mktemp("english")
    for path, text in ENGLISH.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run([str(mkdocs), "build", "--quiet"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with serving(root / "site") as served:
        yield served
