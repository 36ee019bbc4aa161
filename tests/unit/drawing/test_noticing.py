"""What templates look at beside front matter is noted by name, and each name has a digest that follows its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from katern.drawing.noticing import Noticing, Urls, digest_of
from katern.library import Library
from katern.looked import looking

Make = Callable[[Mapping[str, str]], Library]
BIB = "@book{a, title={%s}}\n"
FILES = {
    "docs/index.md": "---\ntitle: Start\n---\nTekst.\n",
    "bibliography/a.bib": BIB % "Een",
    "docs/_data/glossary.yml": "terms: [{term: a, definition: b, source: a}]\n",
}


@pytest.mark.parametrize(
    ("ask", "seen"),
    [
        (lambda library: library.sources["a"].title, {"sources"}),
        (lambda library: library.keys, {"sources"}),
        (lambda library: library.data.glossary.terms, {"data:glossary"}),
        (lambda library: library.data.vocabulary.label("parts", "x"), {"data:vocabulary"}),
        (lambda library: library.findings, {"findings"}),
        (lambda library: library.data_positions, {"data_positions"}),
        (lambda library: library.items["docs/index.md"].text.body, {"text:docs/index.md"}),
        (lambda library: library.items["docs/index.md"].calls, {"text:docs/index.md"}),
        (lambda library: library.by_address()["index.md"].meta.title, set()),
        (lambda library: library.items["docs/index.md"].title, set()),
        (lambda library: Urls({"a": "bronnen/a/"})["a"], {"sources"}),
        (lambda library: "b" in Urls(), {"sources"}),
        (lambda library: list(Urls()), {"sources"}),
        (lambda library: len(Urls()), {"sources"}),
        (lambda library: Urls().get("a"), {"sources"}),
    ],
)
def test_what_is_looked_at_has_a_name(library: Make, ask: Callable[[Library], object], seen: set[str]) -> None:
    noticing = Noticing.of(library(FILES))
    with looking() as looked:
        ask(noticing)
    assert looked == seen


def test_it_tells_what_the_library_tells(library: Make) -> None:
    whole = library(FILES)
    noticing = Noticing.of(whole)
    assert (noticing.items, noticing.sources, noticing.data.model_dump()) == (
        whole.items, whole.sources, whole.data.model_dump(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("sources", {"bibliography/a.bib": BIB % "Twee"}),
        ("sources", {"bibliography/a.bib": "\n" + BIB % "Een"}),
        ("data:glossary", {"docs/_data/glossary.yml": "terms: [{term: a, definition: c, source: a}]\n"}),
        ("data_positions", {"docs/_data/glossary.yml": "\nterms: [{term: a, definition: b, source: a}]\n"}),
        ("findings", {"docs/index.md": "---\ntitle: [\n---\n"}),
    ],
)
def test_the_digest_of_a_name_follows_its_content(library: Make, name: str, change: dict[str, str]) -> None:
    before = digest_of(library(FILES), name)
    assert digest_of(library({**FILES, "docs/twee.md": "---\ntitle: T\n---\nx\n"}), name) == before
    assert digest_of(library({**FILES, **change}), name) != before


def test_a_name_that_is_none_is_refused(library: Make) -> None:
    with pytest.raises(ValueError, match="weather"):
        digest_of(library(FILES), "weather")
