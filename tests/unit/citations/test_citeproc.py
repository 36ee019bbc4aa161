from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from katern.citations.citeproc import Formatter
from katern.citations.style import load_style
from katern.citations.syntax import Citation, Cluster, Mode
from katern.errors import PandocFailed
from katern.store import Store

REFERENCES: list[dict[str, Any]] = [
    {
        "id": "vries2020",
        "type": "book",
        "title": "Samen leven",
        "author": [{"family": "Vries", "given": "Anna", "non-dropping-particle": "de"}],
        "issued": {"date-parts": [[2020]]},
        "publisher": "Boom",
    },
    {
        "id": "jansen2021",
        "type": "article-journal",
        "title": "Praten met ouders",
        "author": [{"family": "Jansen", "given": "Piet"}, {"family": "Bakker", "given": "Els"}],
        "container-title": "Pedagogiek",
        "volume": "4",
        "page": "1-9",
        "issued": {"date-parts": [[2021]]},
    },
    {
        "id": "wrr2019a",
        "type": "report",
        "title": "Aarden",
        "author": [{"literal": "WRR"}],
        "issued": {"date-parts": [[2019]]},
    },
    {
        "id": "wrr2019z",
        "type": "report",
        "title": "Zorgen",
        "author": [{"literal": "WRR"}],
        "issued": {"date-parts": [[2019]]},
    },
    {"id": "kiszj", "type": "webpage", "title": "Over KIS", "author": [{"literal": "KIS"}], "URL": "https://kis.nl"},
    {
        "id": "a&b/2022",
        "type": "webpage",
        "title": "Een dag",
        "author": [{"family": "Yıldız", "given": "Ö."}],
        "issued": {"date-parts": [[2022, 3, 1]]},
    },
]


def cluster(*citations: Citation | str) -> Cluster:
    return Cluster(tuple(Citation(citation) if isinstance(citation, str) else citation for citation in citations))


def narrative(key: str, suffix: str = "") -> Citation:
    return Citation(key, Mode.AUTHOR_IN_TEXT, "", suffix)


def text(html: str) -> str:
    return re.sub(r"<(?!/?em>)[^>]+>", "", html).replace("&amp;", "&").replace("\u00a0", " ")


# name: the cluster, and what a Dutch reader sees in APA
DUTCH = {
    "one": (cluster("vries2020"), "(de Vries, 2020)"),
    "page": (cluster(Citation("vries2020", suffix=", p. 12")), "(de Vries, 2020, p. 12)"),
    "pages": (cluster(Citation("vries2020", suffix=", pp. 12-14")), "(de Vries, 2020, pp. 12-14)"),
    "Dutch word": (cluster(Citation("vries2020", suffix=", blz. 3")), "(de Vries, 2020, p. 3)"),
    "chapter": (cluster(Citation("vries2020", suffix=", hfst. 3")), "(de Vries, 2020, hoofdstuk 3)"),
    "English word": (cluster(Citation("vries2020", suffix=", chap. 3")), "(de Vries, 2020, hoofdstuk 3)"),
    "suffix": (cluster(Citation("vries2020", suffix=", p. 3, met kanttekening")), "(de Vries, 2020, p. 3, met kanttekening)"),
    "prefix": (cluster(Citation("vries2020", prefix="zie *vooral*")), "(zie <em>vooral</em> de Vries, 2020)"),
    "two authors": (cluster("jansen2021"), "(Jansen & Bakker, 2021)"),
    "in the sentence": (cluster(narrative("vries2020")), "de Vries (2020)"),
    "in the sentence, page": (cluster(narrative("vries2020", "p. 3")), "de Vries (2020, p. 3)"),
    "in the sentence, more": (cluster(narrative("vries2020", "p. 3"), Citation("kiszj", prefix="ook")), "de Vries (2020, p. 3; ook KIS, z.d.)"),
    "no author": (cluster(Citation("vries2020", Mode.SUPPRESS_AUTHOR)), "(2020)"),
    "no date": (cluster("kiszj"), "(KIS, z.d.)"),
    "same author and year": (cluster("wrr2019a"), "(WRR, 2019a)"),
    "same author and year, other": (cluster("wrr2019z"), "(WRR, 2019b)"),
    "both": (cluster("wrr2019a", "wrr2019z"), "(WRR, 2019a, 2019b)"),
    "sorted": (cluster("vries2020", "jansen2021"), "(Jansen & Bakker, 2021; de Vries, 2020)"),
    "odd key": (cluster("a&b/2022"), "(Yıldız, 2022)"),
}  # fmt: skip


@pytest.fixture(scope="module")
def dutch():
    formatter = Formatter(load_style("apa", "nl-NL", Path()), REFERENCES, Store(None))
    formatted = formatter.format([wanted for wanted, _ in DUTCH.values()])
    assert formatter.runs == 1
    return formatted


@pytest.mark.parametrize("name", DUTCH)
def test_apa_speaks_dutch(dutch, name):
    wanted, expected = DUTCH[name]
    assert text(dutch.clusters[wanted]) == expected


def test_a_citation_links_to_the_entry_of_its_source(dutch):
    assert 'href="#ref-vries2020"' in dutch.clusters[cluster("vries2020")]


def test_every_source_has_an_entry_in_the_order_of_the_style(dutch):
    assert list(dutch.entries) == ["jansen2021", "kiszj", "vries2020", "wrr2019a", "wrr2019z", "a&b/2022"]


def test_entries_are_dutch_too(dutch):
    assert text(dutch.entries["vries2020"]) == "de Vries, A. (2020). <em>Samen leven</em>. Boom."
    assert text(dutch.entries["kiszj"]).startswith("KIS. (z.d.). <em>Over KIS</em>.")
    assert text(dutch.entries["a&b/2022"]).startswith("Yıldız, Ö. (2022, 1 maart).")


@pytest.fixture
def formatter(tmp_path):
    def make(references=REFERENCES, style="apa", language="nl-NL", cache=True):
        return Formatter(load_style(style, language, Path()), references, Store(tmp_path / "store" if cache else None))

    return make


def test_all_clusters_take_one_run_and_none_when_stored(formatter):
    wanted = [cluster("vries2020"), cluster("kiszj"), cluster("vries2020")]
    first, second = formatter(), formatter()
    first.prepare(wanted)
    drawn = first.format(wanted)
    assert second.format(wanted) == drawn
    assert (first.runs, second.runs) == (1, 0)


def test_what_was_prepared_is_not_formatted_again(formatter):
    one = formatter(cache=False)
    one.prepare([cluster("vries2020"), cluster("kiszj")])
    one.format([cluster("kiszj")])
    one.format([cluster("vries2020")])
    assert one.runs == 1


def test_a_cluster_that_was_not_prepared_takes_another_run(formatter):
    one = formatter(cache=False)
    one.prepare([cluster("vries2020")])
    assert set(one.format([cluster("kiszj")]).clusters) == {cluster("kiszj")}
    assert one.runs == 2


@pytest.mark.parametrize("other", [{"references": REFERENCES[:5]}, {"style": "ieee"}, {"language": "en-GB"}])
def test_another_style_language_or_bibliography_is_formatted_anew(formatter, other):
    formatter().format([cluster("vries2020")])
    again = formatter(**other)
    again.format([cluster("vries2020")])
    assert again.runs == 1


def test_a_cluster_with_an_unknown_key_is_not_drawn_and_the_rest_is(formatter):
    drawn = formatter().format([cluster("vries2020", "onbekend"), cluster("kiszj")])
    assert list(drawn.clusters) == [cluster("kiszj")]


def test_no_clusters_and_no_sources_are_fine(formatter):
    assert formatter(references=[]).format([]).entries == {}


def test_a_note_style_draws_its_notes_in_the_text(formatter):
    drawn = formatter(style="chicago-notes-bibliography").format([cluster("vries2020")])
    assert re.fullmatch(r" ?\(.*de Vries.*2020.*\)", text(drawn.clusters[cluster("vries2020")]))


def test_what_pandoc_refuses_is_an_error(formatter):
    with pytest.raises(PandocFailed):
        formatter(references=[{"id": "a", "type": "book", "author": 3}]).format([cluster("a")])


def test_names_in_a_sentence_are_joined_by_a_word_and_those_between_brackets_by_a_sign(tmp_path):
    references = [
        {
            "id": "twee",
            "type": "book",
            "title": "T",
            "author": [{"family": "Jansen"}, {"family": "Bakker"}],
            "issued": {"date-parts": [[2021]]},
        },
        {
            "id": "zorg",
            "type": "book",
            "title": "Z",
            "author": [{"literal": "Zorg & Welzijn"}],
            "issued": {"date-parts": [[2020]]},
        },
    ]
    formatter = Formatter(load_style("apa", "nl-NL", tmp_path), references, Store(None))
    clusters = [
        Cluster((Citation(key, mode),)) for key in ("twee", "zorg") for mode in (Mode.AUTHOR_IN_TEXT, Mode.NORMAL)
    ]
    drawn = [re.sub("<[^>]+>", "", html) for html in formatter.format(clusters).clusters.values()]
    assert drawn == [
        "Jansen en Bakker (2021)",
        "(Jansen &amp; Bakker, 2021)",
        "Zorg &amp; Welzijn (2020)",
        "(Zorg &amp; Welzijn, 2020)",
    ]
