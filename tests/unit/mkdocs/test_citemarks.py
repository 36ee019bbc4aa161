"""Citations in texts that other plugins change: each comes back where its mark is left, and is words elsewhere."""

from __future__ import annotations

import pytest

from katern.mkdocs.citemarks import as_markdown, from_marks, told, with_marks
from katern.reading.text import PlacedCluster, Text

BODY = 'Een [@a], twee [@b, p. 3] <katern-cite id="cite-0-0"></katern-cite>.'


@pytest.fixture
def text(library) -> Text:
    files = {
        "docs/index.md": f"---\ntitle: A\n---\n{BODY}\n",
        "bibliography/a.bib": "".join(f"@book{{{key}, title = {{T}}, year = {{2020}}}}\n" for key in "ab"),
    }
    return library(files).items["docs/index.md"].text


def plain(placed: PlacedCluster) -> str:
    return f"({placed.cluster.keys[0]})"


def test_a_text_that_nobody_changed_comes_back_as_it_was(text):
    assert len(text.clusters) == 2
    assert from_marks(text, with_marks(text, plain)) == text


def test_marks_hold_the_words_of_a_citation(text):
    assert ">(a)</katern-cite>, twee <katern-cite id=" in with_marks(text, plain)


def test_a_citation_stays_where_its_mark_is_left(text):
    content = with_marks(text, plain)
    _, second, *_ = content.split("<katern-cite")
    changed = from_marks(text, f"<p>Nieuw.</p>{content.replace('<katern-cite' + second, '')}{content}")
    assert [placed.cluster.keys for placed in changed.clusters] == [("b",), ("a",), ("b",)]
    assert changed.pieces[0] == "<p>Nieuw.</p><p>Een "
    assert len(changed.pieces) == 4


def test_a_plugin_that_changes_the_words_of_a_citation_changes_nothing(text):
    assert from_marks(text, with_marks(text, plain).replace("(b)", "(wat\nanders)")) == text


def test_what_an_author_wrote_like_a_mark_is_none(text):
    assert 'id="cite-0-0"' in "".join(from_marks(text, with_marks(text, plain)).pieces)


def test_in_markdown_citations_are_words(text):
    assert as_markdown(text, plain).startswith("Een (a), twee (b) <katern-cite")


def test_words_have_no_links_and_begin_a_sentence_with_a_capital(library):
    files = {
        "docs/index.md": "---\ntitle: A\n---\n@a zei iets, volgens @a.\n",
        "bibliography/a.bib": "@book{a, title = {T}, year = {2020}}\n",
    }
    first, second = library(files).items["docs/index.md"].text.clusters
    formatted = 'de Vries (<a href="#ref-a" role="doc-biblioref">2020</a>)'
    assert [told(placed, formatted) for placed in (first, second)] == ["De Vries (2020)", "de Vries (2020)"]
    assert told(first, None) == "@a"
