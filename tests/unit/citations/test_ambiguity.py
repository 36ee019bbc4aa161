"""A citation that is formatted apart from the others reads as it does among them all."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from katern.citations.ambiguity import Ambiguity, stands_alone
from katern.citations.citeproc import Formatter
from katern.citations.style import load_style
from katern.citations.syntax import Citation, Cluster, Mode
from katern.store import Store

NAMES: list[list[dict[str, str]]] = [
    [{"family": "Vries", "given": "Anna", "non-dropping-particle": "de"}],
    [{"family": "Vries", "given": "Bert"}],
    [{"family": "vries", "given": "Anna", "non-dropping-particle": "De"}],
    [{"family": "Jansen", "given": "Piet"}, {"family": "Bakker", "given": "Els"}],
    [{"family": "Jansen", "given": "Piet"}, {"family": "Visser", "given": "Els"}, {"family": "Bos", "given": "Jo"}],
    [{"family": "Jansen", "given": "Jan"}],
    [{"literal": "WRR"}],
    [{"literal": "Jansen"}],
    [],
]
TITLES = ["Samen leven", "Samen leven: een vervolg", "samen leven", "Aarden"]


def _reference(number: int, chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"k{number}", "type": chance.choice(["book", "report", "article-journal", "chapter"])}
    made["title"] = chance.choice(TITLES)
    variable = chance.choice(["author", "author", "author", "editor"])
    if names := chance.choice(NAMES):
        made[variable] = names
    if year := chance.choice([2019, 2019, 2020, 0]):
        made["issued"] = {"date-parts": [[year]]}
    if chance.random() < 0.3:
        made["title-short"] = "Samen"
    if made["type"] in ("article-journal", "chapter"):
        made["container-title"] = chance.choice(["Pedagogiek", "Samen leven"])
    return made


def _cluster(keys: list[str], chance: random.Random) -> Cluster:
    mode = chance.choice([Mode.NORMAL, Mode.NORMAL, Mode.AUTHOR_IN_TEXT, Mode.SUPPRESS_AUTHOR])
    first, *rest = chance.sample(keys, chance.choice([1, 1, 2, 3]))
    return Cluster((Citation(first, mode, suffix=chance.choice(["", ", p. 3"])), *(Citation(key) for key in rest)))


CHANCE = random.Random(7)
REFERENCES = [_reference(number, CHANCE) for number in range(36)]
CLUSTERS = list(dict.fromkeys(_cluster([one["id"] for one in REFERENCES], CHANCE) for _ in range(60)))


@pytest.mark.parametrize(
    "style",
    [
        "apa",
        "chicago-author-date",
        "modern-language-association",
        "harvard-cite-them-right",
        "ieee",
        "elsevier-vancouver",
    ],
)
def test_apart_is_as_together(style: str, tmp_path: Path) -> None:
    loaded = load_style(style, "nl-NL", Path())
    whole = Formatter(loaded, REFERENCES, Store(None)).format(CLUSTERS)
    store = Store(tmp_path)
    Formatter(loaded, REFERENCES, store).format(CLUSTERS[:5])
    for number in (6, 20, len(CLUSTERS)):
        apart = Formatter(loaded, REFERENCES, store).format(CLUSTERS[:number])
    assert apart == whole


@pytest.mark.parametrize("changed", [0, 7, 20, 35])
def test_after_a_change_of_one_reference_all_is_as_from_nothing(changed: int, tmp_path: Path) -> None:
    style = load_style("apa", "nl-NL", Path())
    store = Store(tmp_path)
    Formatter(style, REFERENCES, store).format(CLUSTERS)
    other = [*REFERENCES]
    other[changed] = {**other[changed], "author": [{"literal": "WRR"}], "issued": {"date-parts": [[2019]]}}
    assert Formatter(style, other, store).format(CLUSTERS) == Formatter(style, other, Store(None)).format(CLUSTERS)
    gone = [one for one in REFERENCES if one["id"] != f"k{changed}"]
    left = [cluster for cluster in CLUSTERS if f"k{changed}" not in cluster.keys]
    assert Formatter(style, gone, store).format(left) == Formatter(style, gone, Store(None)).format(left)


def test_a_new_citation_asks_pandoc_for_that_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    from katern.citations import citeproc

    real = citeproc.run_citeproc
    monkeypatch.setattr(
        citeproc,
        "run_citeproc",
        lambda style, references, clusters, **how: (
            asked.append((len(references), len(clusters))) or real(style, references, clusters, **how)
        ),
    )
    references = [{"id": f"a{n}", "type": "book", "title": f"T{n}", "author": [{"family": f"N{n}"}]} for n in range(9)]
    style, store = load_style("apa", "nl-NL", Path()), Store(tmp_path)
    one, other = Cluster((Citation("a1"),)), Cluster((Citation("a2"), Citation("a5")))
    Formatter(style, references, store).format([one])
    Formatter(style, references, store).format([one, other])
    Formatter(style, references, store).format([other])
    references[1] = {**references[1], "title": "T2"}  # which could be taken for the second, were nobody named
    Formatter(style, references, store).format([one, other])
    assert asked == [(9, 1), (2, 2 - 1), (9, 2)]


def test_references_go_together_where_one_could_be_taken_for_another() -> None:
    names = [
        ("a", "Vries", "X"),
        ("b", "vries", "Y"),
        ("c", "Bos", "X"),
        ("d", "Smit", "Z"),
        ("e", "", "Z"),
        ("f", "", "W"),
    ]
    references = [
        {"id": key, "title": title, **({"author": [{"family": family}, {"family": "Bos"}]} if family else {})}
        for key, family, title in names
    ]
    alike = Ambiguity(references)
    assert {key: "".join(str(one["id"]) for one in alike.among([key])) for key, _, _ in names} == {
        "a": "abc", "b": "abc", "c": "abc", "d": "de", "e": "de", "f": "f",
    }  # fmt: skip
    assert [one["id"] for one in alike.among(["f", "d"])] == ["d", "e", "f"]
    assert alike.state(["a"]) == alike.state(["b"]) != alike.state(["d"])


def test_a_style_that_counts_or_writes_notes_takes_all_together() -> None:
    alone = {
        name: stands_alone(load_style(name, "nl-NL", Path())) for name in ("apa", "ieee", "chicago-notes-bibliography")
    }
    assert alone == {"apa": True, "ieee": False, "chicago-notes-bibliography": False}
