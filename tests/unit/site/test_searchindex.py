"""The files that a search fetches: what they hold, how they are divided, and that they are the same each time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from katern.site.searchindex import Document, Pages, Traits, document_of, files_of, plain
from katern.site.searchwords import Phrases


def entry(location: str, title: str, text: str, **more: Any) -> dict[str, Any]:
    return {"location": location, "title": title, "text": text, **more}


def document(*entries: dict[str, Any], synonyms: Phrases | None = None) -> Document:
    return document_of(entries, synonyms or Phrases([]))


def files(*documents: Document, told: Traits | None = None, per_file: int = 1) -> dict[str, Any]:
    pages = Pages(per_file)
    for one in documents:
        pages.add(one, told or Traits("Pagina"))
    return {path: json.loads(content) for path, content in files_of("search/pages", pages)}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Een &amp; twee</p><p>drie</p>", "Een & twee drie"),
        ("ge<em>deeld</em> woord", "gedeeld woord"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("<ul><li>een</li><li>twee</li></ul>", "een twee"),
    ],
)
def test_text_has_no_tags_and_no_words_that_grew_together(html: str, text: str) -> None:
    assert plain(html) == text


def test_a_result_shows_a_page_and_its_sections() -> None:
    page = document(entry("a/", "Taal &amp; meer", "<p>Over taal.</p>"), entry("a/#kop", "Kop", "<p>Tekst.</p>"))
    assert page.shown == {"u": "a/", "t": "Taal & meer", "x": "Over taal.", "s": [("kop", "Kop", "Tekst.")]}


def test_a_text_does_not_open_with_its_own_title() -> None:
    assert (
        document(entry("a/", "Dossier: Aan de slag", "Dossier Aan de slag<p>Zo begin je.</p>")).shown["x"]
        == "Zo begin je."
    )
    source = entry("b/", "Taal", "Jansen (2020). Taal. Uitgever.", names=["Jansen"])
    assert document(source).shown["x"] == "Jansen (2020). Taal. Uitgever."


def test_a_title_in_another_language_is_shown_in_its_own() -> None:
    assert document(entry("b/", "Belonging", "", names=[], lang="en")).shown["l"] == "en"
    assert "l" not in document(entry("b/", "Taal", "", names=[])).shown


def test_a_word_weighs_by_where_it_stands() -> None:
    weights = document(
        entry("a/", "Titel", "<p>tekst</p>", terms=["zoekwoord"]), entry("a/#k", "Kop", "<p>alinea</p>")
    ).weights
    assert weights["titel"] > weights["zoekwoord"] > weights["kop"] > weights["tekst"] == weights["alinea"] > 0


def test_a_title_of_one_word_says_more_of_it_than_a_longer_one() -> None:
    short, long = document(entry("a/", "Taal", "")), document(entry("b/", "Taal in de wijk", ""))
    assert short.weights["taal"] > long.weights["taal"]


def test_words_that_mean_the_same_are_known_by_the_number_of_their_row() -> None:
    synonyms = Phrases([["praten", "het gesprek"], ["oefenen"]])
    assert "=0" in document(entry("a/", "Het gesprek", ""), synonyms=synonyms).weights
    assert "=1" not in document(entry("a/", "Het gesprek", ""), synonyms=synonyms).weights


def test_who_made_a_source_is_known_by_name() -> None:
    assert "@jansen" in document(entry("a/", "T", "x", names=["Jansen"])).weights
    assert "@jansen" not in document(entry("a/", "Jansen", "x")).weights


def test_words_stand_with_their_pages_in_a_file_of_what_begins_alike() -> None:
    made = files(document(entry("a/", "Taal", "taal en tijd")), document(entry("b/", "Tijd", "")))
    assert made["search/pages/index.json"]["leaves"] == ["e", "t"]
    assert list(made["search/pages/wt.json"]) == ["taal", "tijd"]
    assert made["search/pages/wt.json"]["tijd"][::2] == [0, 1]


def test_a_file_that_grows_too_large_is_divided_by_the_next_letter() -> None:
    words = " ".join(f"woord{first}{second}" for first in "abcdefghijklmnopqrstuvwxyz" for second in range(60))
    made = files(document(entry("a/", "W", words)))
    leaves = made["search/pages/index.json"]["leaves"]
    assert "w" in leaves  # the title, which is the whole word
    assert all(leaf == "w" or leaf.startswith("woord") for leaf in leaves)
    assert sum(len(made[f"search/pages/w{leaf}.json"]) for leaf in leaves) == 26 * 60 + 1


def test_a_word_on_very_many_pages_keeps_those_on_which_it_weighs_most() -> None:
    many = [Document({"u": f"{number}/"}, {"woord": 2 if number == 2500 else 1}) for number in range(3000)]
    found = files(*many)["search/pages/ww.json"]["woord"]
    assert len(found) == 2 * 2000
    assert 2500 in found[::2]
    assert found[::2] == sorted(found[::2])


def test_names_of_files_hold_letters_of_any_language() -> None:
    assert "search/pages/w-3b5.json" in files(document(entry("a/", "ελλαδα", "")))


def test_what_pages_can_be_chosen_by_stands_in_columns() -> None:
    told = Traits("Toolkit", 2000, ("Taal",), ("Ouder", "Leraar"), "2020", True, ("112",))
    about = files(document(entry("a/", "A", "")), told=told)["search/pages/index.json"]
    assert about["kinds"] == {"names": ["Toolkit"], "of": [[0]]}
    assert about["audience"] == {"names": ["Leraar", "Ouder"], "of": [[1, 0]]}
    assert (about["boosts"], about["sensitive"], about["count"]) == ([2000], [0], 1)


def test_the_version_changes_with_the_content() -> None:
    one, other = (files(document(entry("a/", title, "")))["search/pages/index.json"]["version"] for title in "AB")
    assert one != other


def test_results_of_small_pages_share_a_file() -> None:
    made = files(*(document(entry(f"{number}/", "T", "")) for number in range(5)), per_file=2)
    assert [page["u"] for page in made["search/pages/p1.json"]] == ["2/", "3/"]


def test_only_words_that_somebody_may_mean_are_suggested() -> None:
    made = files(document(entry("a/", "Polarisatie", "eenmalig 2020 kop")))
    assert made["search/pages/spelling.json"] == {"polarisatie": 1}
