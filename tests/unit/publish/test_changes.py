"""What counts as a change, and what does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from katern.drawing.page import Page
from katern.library import Library
from katern.publish import manifest
from katern.publish.changes import Change, compare
from katern.publish.manifest import BookletRecord, ItemRecord, Manifest, SourceRecord
from katern.publish.sections import cut, fingerprints, sections_of
from katern.words import words_of

WORDS = words_of("nl")
PAGE = '<h1>Titel</h1><p>Inleiding.</p><h2 id="een">Een</h2><p>Eerste zin. Tweede zin.</p><h2 id="twee">Twee</h2><p>Derde zin.</p>'


def page(html: str, url: str = "dossiers/a/", **more: object) -> ItemRecord:
    return ItemRecord(url, "dossier", str(more.pop("title", "A")), sections=cut(html), **more)  # type: ignore[arg-type]


def version(name: str, *pages: ItemRecord, **more: object) -> Manifest:
    return Manifest(name, "2026-01-01T00:00:00Z", {record.url: record for record in pages}, **more)  # type: ignore[arg-type]


def news(old: str, new: str) -> list[tuple[str, str]]:
    changes = compare(version("1", page(old)), version("2", page(new)))
    return [(change.what, change.title) for item in changes.items for change in item.changes]


def test_nothing_changed() -> None:
    assert news(PAGE, PAGE) == []


@pytest.mark.parametrize(
    ("written", "otherwise"),
    [
        ("<p>Eerste zin. Tweede zin.</p>", "<p>Eerste\n zin.</p>\n<p><em>Tweede</em> zin</p>"),
        ("<p>Eerste zin. Tweede zin.</p>", "<ul><li>Eerste zin.</li><li>Tweede zin.</li></ul>"),
        ("<p>Inleiding.</p>", "<p>Inleiding…</p>"),
        ("<p>Derde zin.</p>", '<p>„Derde” <a href="x">ZIN</a>!</p>'),
    ],
)
def test_formatting_is_no_change(written: str, otherwise: str) -> None:
    assert written in PAGE
    assert news(PAGE, PAGE.replace(written, otherwise)) == []


def test_another_word_is_a_change() -> None:
    assert news(PAGE, PAGE.replace("Derde", "Vierde")) == [("changed", "Twee")]


def test_a_section_comes_and_another_goes() -> None:
    new = PAGE.replace('<h2 id="twee">Twee</h2><p>Derde zin.</p>', '<h2 id="drie">Drie</h2><p>Geheel anders.</p>')
    assert news(PAGE, new) == [("added", "Drie"), ("removed", "Twee")]


def test_a_new_heading_over_the_same_text() -> None:
    assert news(PAGE, PAGE.replace('<h2 id="twee">Twee', '<h2 id="nu">Nu')) == [("renamed", "Nu")]
    assert news(PAGE, PAGE.replace(">Twee<", ">Tweede deel<")) == [("renamed", "Tweede deel")]


def test_moved_text_is_not_reported() -> None:
    moved = PAGE.replace(" Tweede zin.", "").replace("Derde zin.", "Tweede zin. Derde zin.")
    assert news(PAGE, moved) == []


def test_text_that_moved_to_another_page_is_not_reported() -> None:
    other = '<h2 id="x">X</h2><p>Vierde zin.</p>'
    old = version("1", page(PAGE), page(other, "b/", title="B"))
    new = version(
        "2", page(PAGE.replace(" Tweede zin.", "")), page(other.replace("</p>", " Tweede zin.</p>"), "b/", title="B")
    )
    assert compare(old, new).items == ()


def test_a_page_that_moved_is_followed_and_compared() -> None:
    old = version("1", page(PAGE, "oud/"))
    new = version("2", page(PAGE.replace("Derde", "Vierde"), "nieuw/", aliases=("oud/",)))
    changes = compare(old, new)
    assert changes.moved == (("oud/", "nieuw/"),)
    assert changes.gone == ()
    assert changes.of("nieuw/").changes == (Change("changed", "Twee", "nieuw/#twee"),)  # type: ignore[union-attr]


def test_a_page_that_vanished_is_gone() -> None:
    changes = compare(version("1", page(PAGE), page(PAGE, "b/", title="B")), version("2", page(PAGE)))
    assert changes.gone == ("b/",)
    assert [(item.title, item.state) for item in changes.items] == [("B", "gone")]


def test_a_review_and_a_withdrawal_are_told() -> None:
    old = version("1", page(PAGE, review="2025-01-01"))
    new = version("2", page(PAGE, review="2026-01-01", status="withdrawn"))
    assert [change.what for change in compare(old, new).items[0].changes] == ["reviewed", "withdrawn"]


def test_sources_come_change_and_go() -> None:
    def source(title: str, digest: str = "x", cited: bool = True) -> SourceRecord:
        return SourceRecord(title, digest, ("dossiers/a/",) if cited else ())

    old = version("1", page(PAGE), sources={"a": source("A"), "b": source("B"), "c": source("C", cited=False)})
    new = version("2", page(PAGE), sources={"a": source("A", "y"), "c": source("C"), "d": source("D", cited=False)})
    assert [(change.what, change.title) for change in compare(old, new).items[0].changes] == [
        ("source-changed", "A"),
        ("source-removed", "B"),
        ("source-added", "C"),
    ]


def test_a_new_booklet_is_told() -> None:
    old = version("1", page(PAGE))
    new = version("2", page(PAGE), booklets={"boekjes/a.pdf": BookletRecord("A (PDF)", "dossiers/a/", "")})
    assert compare(old, new).items[0].changes == (Change("booklet", "A (PDF)", "boekjes/a.pdf"),)


def test_what_the_site_draws_around_a_text_does_not_count(library: Callable[..., Library]) -> None:
    body = PAGE.removeprefix("<h1>Titel</h1>")
    around = Page(
        None, "a.md", "a/", "A", body, head="<h1>H</h1>", tail="<h2>T</h2>", sources="<h2>S</h2>", changes="<h2>C</h2>"
    )
    assert [section.title for section in sections_of(around, library({}), WORDS)] == ["", "Een", "Twee"]


def test_a_permalink_is_no_word_of_a_heading_and_a_class_hides_no_text() -> None:
    html = '<h2 id="a">Kop ¶<a class="headerlink" data-katern="permalink" href="#a">¶</a></h2><p class="about headerlink">Tekst.</p><script>x</script>'
    (section,) = cut(html)
    assert (section.anchor, section.title, section.sentences) == ("a", "Kop ¶", fingerprints("Tekst"))


def test_what_front_matter_says_is_told_when_it_changes(library: Callable[..., Library]) -> None:
    front = "---\ntitle: T\ndescription: D.\ngoal: G\nsetting: []\nduration: 5\nnot_for: N\n---\n"
    loaded = library({"toolkits/t/index.md": front, "toolkits/t/deel.md": "---\ntitle: Deel\npart: guide\n---\n"})
    item = loaded.items["toolkits/t/index.md"]
    texts = {"goal": ("Een <em>doel</em>.",), "not_for": ("Gevaar.",)}
    first, second = sections_of(
        Page(item, item.address, "toolkits/t/", "T", "<h2 id='k'>K</h2><p>x</p>", texts), loaded, WORDS
    )
    assert (first.anchor, first.title, second.title) == ("", "T", "K")
    said = "D.\x00Niet gebruiken als Gevaar.\x00Doel\x00Een doel.\x00Lezen\x005 minuten"
    assert first.sentences == fingerprints(said)
    assert second.sentences == fingerprints("x")
    lead, _ = sections_of(
        Page(item, item.address, "toolkits/t/", "T", "<p>y</p><h2 id='k'>K</h2>", texts), loaded, WORDS
    )
    assert lead.sentences == (*first.sentences, *fingerprints("y"))
    (own,) = sections_of(Page(item, item.address, "toolkits/t/", "T", "<h1>Eigen</h1>", {}), loaded, WORDS)[-1:]
    assert own.title == "Eigen"


def test_the_question_and_messages_of_a_dossier_are_told(library: Callable[..., Library]) -> None:
    front = "---\ntitle: T\ndescription: D.\nline: t\nquestion: Q\nkey_messages: [A, B, C]\n---\n"
    loaded = library({"dossiers/t/index.md": front})
    item = loaded.items["dossiers/t/index.md"]
    texts = {"question": ("Wat?",), "key_messages": ("Een.", "Twee.")}
    first, messages = sections_of(Page(item, item.address, "dossiers/t/", "T", "", texts), loaded, WORDS)
    assert first.sentences == fingerprints("D.\x00De vraagWat?")
    assert (messages.anchor, messages.title, messages.sentences) == (
        "kernboodschappen",
        "Kernboodschappen",
        fingerprints("Een.\x00Twee."),
    )


def test_fingerprints_are_of_words() -> None:
    assert fingerprints("Eén zin. En nog een!") == fingerprints("«eén  ZIN»\u00a0. En nog een")
    assert fingerprints("...") == ()


def test_a_manifest_is_read_back_as_written() -> None:
    whole = version(
        "2", page(PAGE, aliases=("oud/",)), sources={"a": SourceRecord("A", "x", ("b/",))},
        booklets={"b.pdf": BookletRecord("B", "b/", "0")}, files={"index.html": "1"}, pages=("",),
    )  # fmt: skip
    assert manifest.read(manifest.write(whole)) == whole
    assert manifest.read(None) is None
