"""Figures and charts of a page through the real command: on the site, in the booklet and the e-book, and what is wrong in them."""

from __future__ import annotations

import re
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "unit/charts"))

from made_up import INDICATORS, ROWS, SET

PAGE = "dossiers/taal/wat-weten-we.md"
LINE = '{{ chart("proef", kind="line", indicator="meldingen", title="Het liep op tot 2020") }}'
BARS = """{{ chart(
  "proef",
  kind="bar",
  indicator="tevreden",
  years=2022,
  title="Vrouwen zijn iets vaker tevreden",
) }}"""
TEXT = f"""
In 2019 waren er {{{{ figure("proef", "meldingen", 2019) }}}} meldingen. In 2022 was {{{{ figure("proef", "tevreden", 2022, groep="mannen") }}}} van de mannen tevreden.

{LINE}

{BARS}
"""


def write(root, text):
    """A site with the made-up set, and a page with this at its end."""
    folder = root / "docs/_data/sets/proef"
    folder.mkdir(parents=True)
    (root / "docs/_data/indicators.yml").write_text(INDICATORS, encoding="utf-8")
    (folder / "set.yml").write_text(SET, encoding="utf-8")
    (folder / "cijfers.csv").write_text(ROWS, encoding="utf-8")
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8") + text, encoding="utf-8")
    return page.read_text(encoding="utf-8").count("\n") - text.count("\n")


@pytest.fixture(scope="module")
def root(copied, run):
    """A site with figures, built with its booklets."""
    made = copied()
    write(made, TEXT)
    done = run("katern", "build", "--draft", cwd=made)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def shown(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_figure_stands_in_its_sentence_with_a_note_that_says_what_it_is(root, html):
    page = html((root / "site/dossiers/taal/wat-weten-we/index.html").read_text(encoding="utf-8"))
    assert "In 2019 waren er 5.487 1 meldingen. In 2022 was 60,4% 2 van de mannen tevreden." in shown(page.article)
    assert (
        "Meldingen van overlast, iedereen, 2019. Bron: Proefbureau, Proefbericht 2020 (gezien in het nieuws)."
        in shown(page.article)
    )


def test_a_chart_is_text_with_an_alternative_and_leads_to_its_set(root, website, html):
    page = html((root / "site/dossiers/taal/wat-weten-we/index.html").read_text(encoding="utf-8"))
    drawings = [
        element for element in page.elements if element.tag == "svg" and element.attributes.get("role") == "img"
    ]
    assert [element.attributes["aria-label"].partition(".")[0] for element in drawings] == [
        "Lijndiagram",
        "Staafdiagram",
    ]
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    site = website(root / "site", "/nu/")
    assert site.broken() == []
    assert site.outside_requests() == []
    assert (root / "site/cijfers/proef/cijfers.csv").read_text(encoding="utf-8") == ROWS


def test_a_search_finds_what_a_chart_shows_and_not_each_of_its_figures(root):
    index = (root / "site/search/search_index.json").read_text(encoding="utf-8")
    assert "Vrouwen zijn iets vaker tevreden" in index
    assert "5.487\u202f" in index or "5.487\\u202f" in index
    assert "3.499" not in index


def test_the_e_book_and_the_booklet_hold_the_charts_and_their_figures(root):
    with zipfile.ZipFile(root / "site/boekjes/taal.epub") as book:
        names = book.namelist()
        text = "".join(book.read(name).decode() for name in names if name.endswith(".xhtml"))
        drawings = [book.read(name).decode() for name in names if name.endswith(".svg")]
    assert sum("Het liep op" in alt for alt in re.findall(r'<img[^>]*alt="([^"]*)"', text)) == 1
    assert sum("patternUnits" in drawing and "viewBox" in drawing for drawing in drawings) == 2
    assert "Dat jaar is niet gezien." in text
    assert "CSV" not in text
    with pikepdf.open(root / "site/boekjes/taal-boekje.pdf") as pdf:
        told = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert sum(alt.startswith("Lijndiagram. Het liep op tot 2020.") for alt in told) == 1
    assert sum(alt.startswith("Staafdiagram. Vrouwen zijn iets vaker tevreden.") for alt in told) == 1


def test_a_figure_that_changes_in_its_set_changes_on_the_page(root, run):
    table = root / "docs/_data/sets/proef/cijfers.csv"
    table.write_text(ROWS.replace("5487", "5512"), encoding="utf-8")
    done = run("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (root / "site/dossiers/taal/wat-weten-we/index.html").read_text(encoding="utf-8")
    assert "5.512" in text
    assert "5.487" not in text


WRONG = """
De buurt had {{ figure("proef", "melding", 2019) }} meldingen.

{{ chart("proef",
  kind="line",
  indicator=["meldingen", "tevreden"],
  title="Alles bij elkaar") }}

{{ chart("proef", kind="slope", indicator="meldingen", years=[2018, 2019], title="Een sprong") }}

In 2019 waren er 5437 meldingen van overlast [@vries2020]. In 2019 waren er ongeveer 5500 meldingen van overlast [@vries2020]. In 2018 waren er 5437 vragen [@vries2020].
"""


def test_what_is_wrong_is_told_at_its_line_and_column(copied, run):
    root = copied()
    before = write(root, WRONG)
    manifest = root / "docs/_data/sets/proef/set.yml"
    key = re.findall(r"@\w+\{(\w+),", (root / "bibliography/bronnen.bib").read_text(encoding="utf-8"))[0]
    manifest.write_text(manifest.read_text().replace("seen_in: news", f"seen_in: news, cite: {key}"))
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("vries2020", key), encoding="utf-8")
    done = run("katern", "check", cwd=root)
    found = [line for line in done.stdout.splitlines() if ": data." in line or " data." in line]
    told = [re.match(rf"{PAGE}:(\d+):(\d+).*?(data\.[\w-]+)", line) for line in found]
    assert [(int(one[1]) - before, int(one[2]), one[3]) for one in told if one] == [
        (2, 33, "data.unlisted"),
        (4, 11, "data.chart"),
        (6, 13, "data.mixed"),
        (9, 62, "data.break"),
        (11, 18, "data.typed"),
    ], done.stdout
