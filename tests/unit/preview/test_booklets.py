"""Booklets of a preview: listed without being made, made when asked for, and made again when their text changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.preview.booklets import Booklets, entries
from katern.preview.pages import Pages
from katern.preview.screen import Screen
from katern.rebuilding import Rebuilding
from katern.words.preview import preview_words

WORDS = preview_words("nl-NL")
TOOLKIT = "---\ntitle: Kist\ndescription: Een kist.\ngoal: Openen\nsetting: [school]\nduration: 10\nnot_for: Niemand\nbooklets:\n  - {id: trainer, edition: trainer}\n  - {id: klein, paper: a5, sheets: saddle-stitch, title: Zakboekje}\n---\n\nOpen de kist.\n"
MEETING = (
    "---\ntitle: Bijeenkomst\npart: meeting\nschedule:\n  - {minutes: 10, title: Begin}\nduration: 10\n---\n\nWelkom.\n"
)
FILES = {
    "docs/index.md": "# Begin\n",
    "toolkits/kist/index.md": TOOLKIT,
    "toolkits/kist/middag.md": MEETING,
    "dossiers/taal/index.md": "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nOver taal.\n",
}
NAMES = ["kist-trainer.pdf", "kist-klein.pdf", "kist-klein-drukvel.pdf", "kist.epub", "kist-middag.pptx", "kist-middag-uitnodiging.docx", "kist-middag-programma.docx", "taal-boekje.pdf", "taal-samenvatting.pdf", "taal.epub"]  # fmt: skip


@pytest.fixture
def made(stage):
    return stage(FILES)


def test_every_file_is_listed_as_it_will_be_called(made):
    from katern.booklets import BookletPrinter

    build = made.screen.now.build
    listed = entries(build.library, build.words)
    assert [entry.name for entry in listed] == NAMES
    assert [entry.title for entry in listed][:3] == ["Voor de trainer", "Zakboekje", "Zakboekje, drukvel om te vouwen"]
    printer = BookletPrinter(build, made.root / "alles")
    printer(build.drawn)
    assert sorted(one.name for one in printer.result.made) == sorted(NAMES)
    assert {one.name: one.title for one in printer.result.made} == {entry.name: entry.title for entry in listed}


def test_a_booklet_is_made_once_of_the_same_site(made, monkeypatch):
    build, booklets = made.screen.now.build, Booklets()
    entry = booklets.entry(build, "boekjes/taal-boekje.pdf")
    first = booklets.make(build, entry)
    assert first.content.startswith(b"%PDF")
    assert booklets.make(build, entry) is first


@pytest.mark.parametrize("name", ["kist-klein-drukvel.pdf", "kist.epub", "kist-middag.pptx"])
def test_what_comes_along_is_made_too(made, name):
    build, booklets = made.screen.now.build, Booklets()
    assert booklets.make(build, booklets.entry(build, f"boekjes/{name}")).content


@pytest.mark.parametrize(
    "url", ["boekjes/nergens.pdf", "taal-boekje.pdf", "boekjes/../taal-boekje.pdf", "boekjes/", ""]
)
def test_there_are_no_others(made, url):
    assert Booklets().entry(made.screen.now.build, url) is None


def again(made, settings) -> Screen:
    """The site as it is now."""
    known = settings(made.root)
    done = Rebuilding(known, known.open_store()).again(made.folder)
    made.screen.show(done.changed, build=done.build, findings=done.findings, kept=done.kept)
    return made.screen


def test_the_page_of_a_booklet_is_another_when_its_text_is(made, settings):
    pages = Pages(made.folder, "/", WORDS, Booklets())
    url = "_katern/booklets/taal-boekje.pdf/"
    before = pages.at(url, made.screen.now)
    assert '<iframe src="/boekjes/taal-boekje.pdf?' in before.html.decode()
    (made.root / "docs/index.md").write_text("# Anders\n", encoding="utf-8")
    assert pages.at(url, again(made, settings).now).mark == before.mark
    (made.root / "dossiers/taal/index.md").write_text(
        "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nAnders.\n",
        encoding="utf-8",
    )
    assert pages.at(url, again(made, settings).now).mark != before.mark


def test_a_booklet_stays_while_a_page_of_it_is_broken(made, settings):
    pages, url = Pages(made.folder, "/", WORDS, Booklets()), "boekjes/taal-boekje.pdf"
    before = pages.booklet(url, made.screen.now)
    (made.root / "dossiers/taal/index.md").write_text("---\ntitle: [\n---\n\nWeg.\n", encoding="utf-8")
    shown = again(made, settings).now
    assert shown.kept == {"dossiers/taal/index.md"}
    assert pages.booklet(url, shown) == before


def test_a_booklet_that_is_refused_says_why(made, settings):
    text = "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nEen vreemd teken: \U00013000.\n"
    (made.root / "dossiers/taal/index.md").write_text(text, encoding="utf-8")
    shown = again(made, settings).now
    pages = Pages(made.folder, "/", WORDS, Booklets())
    seen = pages.at("_katern/booklets/taal-boekje.pdf/", shown)
    assert "Dit boekje is niet gemaakt." in seen.html.decode()
    assert [(one.code, one.path) for one in seen.findings] == [("print.glyph", "dossiers/taal/index.md")]
    assert pages.booklet("boekjes/taal-boekje.pdf", shown) is None


def test_the_list_leads_to_every_booklet(made):
    html = Pages(made.folder, "/kis/", WORDS, Booklets()).at("_katern/booklets/", made.screen.now).html.decode()
    assert html.index("Kist</a>") < html.index("Taal</a>")
    for name in NAMES:
        assert (
            f'href="/kis/_katern/booklets/{name}/"' if name.endswith(".pdf") else f'href="/kis/boekjes/{name}" download'
        ) in html


def test_a_site_without_items_has_an_empty_list(stage):
    made = stage({"docs/index.md": "# Begin\n"})
    html = Pages(made.folder, "/", WORDS, Booklets()).at("_katern/booklets/", made.screen.now).html.decode()
    assert "Deze site heeft geen dossiers of toolkits" in html


def test_a_page_of_a_booklet_that_is_not_there_is_not_found(made, tmp_path: Path):
    pages = Pages(made.folder, "/", WORDS, Booklets())
    assert pages.at("_katern/booklets/nergens.pdf/", made.screen.now).status == 404
    assert pages.at("_katern/booklets/taal.epub/", made.screen.now).status == 404


def test_a_booklet_that_the_site_declares_is_listed_and_made_as_it_is_called(stage):
    from katern.booklets import BookletPrinter

    settings = (
        "site_name: P\ntheme: {name: material, language: nl}\nplugins:\n  - katern:\n      booklets:\n"
        "        - {id: lezen, title: Om te lezen, pages: [index.md, 'a/*.md']}\n"
    )
    pages = {
        "docs/index.md": "# Begin\n\nTekst.\n",
        "docs/a/een.md": "# Een\n\nTekst een.\n",
        "docs/b.md": "# B\n\nX.\n",
    }
    made = stage({"mkdocs.yml": settings, **pages})
    build, booklets = made.screen.now.build, Booklets()
    listed = entries(build.library, build.words)
    assert [(entry.name, entry.title) for entry in listed] == [
        ("lezen.pdf", "Om te lezen"),
        ("lezen.epub", "E-boek: Om te lezen"),
    ]
    assert [page.path for page in listed[0].pages] == ["docs/index.md", "docs/a/een.md"]
    entry = booklets.entry(build, "boekjes/lezen.pdf")
    assert (booklets.make(build, entry).content or b"").startswith(b"%PDF")
    printer = BookletPrinter(build, made.root / "alles")
    printer(build.drawn)
    assert {one.name: one.title for one in printer.result.made} == {entry.name: entry.title for entry in listed}
