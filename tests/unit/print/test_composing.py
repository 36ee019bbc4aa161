"""What a file is made from: whatever changes of it, the file is made anew; whatever else changes, it is not."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from katern.data import Glossary
from katern.drawing.page import Page
from katern.finding import Position
from katern.item import Item
from katern.items import Booklet
from katern.kindtable import KINDS
from katern.library import Library
from katern.print import composing
from katern.print.booklet import Plan, plan_booklets
from katern.print.document import Surroundings
from katern.print.images import Picture
from katern.print.job import Bound, Job, Outcome
from katern.print.matter import Imprint
from katern.print.press import Press
from katern.stamp import Stamp
from katern.store import Store, entry_name, pack
from katern.words import words_of

STAMP = Stamp("1", 0)


def square(colour: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (40, 40), colour).save(out, "PNG")
    return out.getvalue()


PNG, OTHER = square(0), square(9)
HTML = '<h1 id="a">Proef</h1><p>Tekst <img src="../../a.png" alt="b">, <a class="term" title="Uitleg" href="x">woord</a>.</p>'
DATA = {
    "docs/_data/glossary.yml": "terms:\n  - {term: Woord, definition: Uitleg, source: B}\n",
    "docs/_data/helplines.yml": "helplines: []\n",
}


class Recorded(Store):
    """A store that tells what it was asked for and what it was given."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[str] = []
        self.kept: list[str] = []

    def read(self, step: str, key: Any) -> bytes | None:
        self.asked.append(entry_name(step, key))
        return super().read(step, key)

    def keep(self, step: str, key: Any, content: bytes) -> None:
        self.kept.append(entry_name(step, key))
        super().keep(step, key, content)


@pytest.fixture
def run(
    library: Callable[..., Library], dossier: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Recorded]:
    """Makes the booklet and the e-book of one dossier, with anything in it changed; what the store was asked and given."""

    def make(job: Job) -> bytes:
        assert job.text
        name = f"{job.stem}.x"
        return pack({name: job.text.encode()}, asdict(Outcome((name,), pages=1)))

    monkeypatch.setattr("katern.print.pool.make", make)

    def run(
        files: dict[str, Any] | None = None, html: str = HTML, url: str = "dossiers/proef/", around: dict[str, Any] | None = None,
        imprint: dict[str, Any] | None = None, stamp: Stamp = STAMP, template: str | None = None, output: Path = tmp_path / "boekjes",
    ) -> Recorded:  # fmt: skip
        found = library({"docs/a.png": PNG, "dossiers/proef/index.md": dossier(), **DATA, **(files or {})})
        pages = {path: drawn(item, url, html) for path, item in found.items.items()}
        surroundings = replace(
            Surroundings(found, words_of("nl"), ("a", "b"), "https://proef.example/nu/"), **(around or {})
        )
        said = Imprint(
            **{
                "site": "Proef",
                "licence": "CC",
                "language": "nl-NL",
                "url": "https://proef.example/nu/",
                **(imprint or {}),
            }
        )
        overrides = None
        if template is not None:
            overrides = tmp_path / "overrides"
            overrides.mkdir(exist_ok=True)
            (overrides / "style.typ").write_text(template, encoding="utf-8")
        store = Recorded(tmp_path / "store")
        made = Press(surroundings, said, stamp, store, overrides, workers=1).run(pages, output)
        assert [file.name for file in made.made] == ["proef-boekje.x", "proef-samenvatting.x", "proef.x"]
        return store

    return run


def drawn(item: Item, url: str = "dossiers/proef/", html: str = HTML) -> Page:
    return Page(item, item.address, url, item.title, html, {"key_messages": ("Een.",)}, references={"a": "Bron"})


def booklets(store: Recorded) -> list[str]:
    return [name for name in store.kept if name.startswith("booklet/")]


def test_what_did_not_change_is_neither_composed_nor_made_again(run, tmp_path, monkeypatch):
    assert len(run().kept) == 6  # a document and a file, of the booklet, of the summary and of the e-book
    monkeypatch.setattr(composing, "compose", None)
    assert run().kept == []
    assert run(output=tmp_path / "elders").kept == []
    assert sorted(path.name for path in (tmp_path / "elders").iterdir()) == [
        "proef-boekje.x",
        "proef-samenvatting.x",
        "proef.x",
    ]


GLOSSARY = (
    "terms:\n  - {term: Woord, definition: Anders, source: B}\n  - {term: Ander, definition: Uitleg, source: B}\n"
)
# what: how to change it, and which files are made anew for it
CHANGES: dict[str, tuple[dict[str, Any], int]] = {
    "the HTML of its pages": ({"html": HTML.replace("Tekst", "Ander")}, 2),
    "an attribute in the HTML": ({"html": HTML.replace('alt="b"', 'alt="c"')}, 2),
    "the bytes of a picture": ({"files": {"docs/a.png": OTHER}}, 2),
    "the glossary": ({"files": {"docs/_data/glossary.yml": GLOSSARY}}, 2),
    "the title": ({"files": {"dossiers/proef/index.md": "TITLE"}}, 3),
    "the version": ({"stamp": Stamp("2", 0)}, 3),
    "the moment": ({"stamp": Stamp("1", 86400)}, 3),
    "the name of the site": ({"imprint": {"site": "Ander"}}, 3),
    "the licence": ({"imprint": {"licence": "CC0"}}, 3),
    "the language": ({"imprint": {"language": "nl-BE"}}, 3),
    "the address of the site": ({"imprint": {"url": "https://ander.example/"}}, 3),
    "where links lead": (
        {"html": HTML + '<p><a href="../x/">x</a></p>', "around": {"site_url": "https://ander.example/"}},
        2,
    ),
    "the words": (
        {"around": {"words": replace(words_of("nl"), print=replace(words_of("nl").print, glossary="Woordenlijst"))}},
        3,
    ),
    "a template of the site's own": ({"template": "// ander"}, 3),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_a_file_is_made_from_makes_it_anew_when_it_changes(run, dossier, what):
    change, count = CHANGES[what]
    if change.get("files", {}).get("dossiers/proef/index.md") == "TITLE":
        change = {"files": {"dossiers/proef/index.md": dossier().replace("title: Proef", "title: Ander")}}
    before = booklets(run())
    after = booklets(run(**change))
    assert len(after) == count
    assert not set(after) & set(before)
    assert booklets(run()) == []  # and back again, nothing is lost


@dataclass(frozen=True)
class Made:
    """What a request is asked of: everything that composing gets to see."""

    plan: Plan
    page: Page
    around: Surroundings


@pytest.fixture
def base(library: Callable[..., Library], dossier: Callable[..., str]) -> Made:
    found = library({"docs/a.png": PNG, "dossiers/proef/index.md": dossier(), **DATA})
    (plan, *_), _ = plan_booklets(found)
    return Made(plan, drawn(plan.item), Surroundings(found, words_of("nl"), ("a", "b"), "https://proef.example/nu/"))


def composer(made: Made) -> composing.Composing:
    imprint = Imprint("Proef", "CC", "nl-NL", None)
    return composing.Composing(made.around, imprint, STAMP, Store(None), None, {made.page.item.path: made.page}, Path())


def document_name(made: Made) -> str:
    return entry_name("document", composer(made)._request(made.plan))


def with_item(made: Made, **change: Any) -> Made:
    """The page's item changed, and the plan's item not."""
    item = replace(made.plan.item, **change)
    return replace(made, plan=replace(made.plan, pages=(item,)), page=replace(made.page, item=item))


def with_library(made: Made, **change: Any) -> Made:
    return replace(made, around=replace(made.around, library=replace(made.around.library, **change)))


def front(made: Made, **change: Any) -> Any:
    return replace(made.plan.item.front, **change)


def other_part(made: Made) -> dict[str, Item]:
    path = "dossiers/proef/ander.md"
    return {path: replace(made.plan.item, path=path, row=KINDS["chapter"])}


COMPOSED_FROM: dict[str, Callable[[Made], Made]] = {
    "the HTML of a page": lambda made: replace(made, page=replace(made.page, body=HTML + " ")),
    "its drawn fields": lambda made: replace(made, page=replace(made.page, texts={"key_messages": ("Twee.",)})),
    "the sources that it cites": lambda made: replace(made, page=replace(made.page, references={"a": "Andere bron"})),
    "its address": lambda made: replace(made, page=replace(made.page, url="dossiers/ander/")),
    "no page": lambda made: replace(made, plan=replace(made.plan, pages=())),
    "a page twice": lambda made: replace(made, plan=replace(made.plan, pages=made.plan.pages * 2)),
    "the file of a page": lambda made: with_item(made, path="dossiers/proef/b.md"),
    "where it comes on the site": lambda made: with_item(made, address="b.md"),
    "its kind": lambda made: with_item(made, row=KINDS["chapter"]),
    "its fields": lambda made: with_item(made, meta=made.plan.item.meta.model_copy(update={"title": "Ander"})),
    "a field that its kind does not have": lambda made: with_item(
        made, front=front(made, values={**made.plan.item.front.values, "x": "y"})
    ),
    "where a field stands": lambda made: with_item(made, front=front(made, positions={("title",): Position("x", 9)})),
    "another part of the item": lambda made: with_library(
        made, items={**made.around.library.items, **other_part(made)}
    ),
    "its text": lambda made: with_item(made, front=front(made, body="Ander.")),
    "the line on which it begins": lambda made: with_item(made, front=front(made, body_line=99)),
    "the item itself": lambda made: replace(
        made, plan=replace(made.plan, item=replace(made.plan.item, path="dossiers/ander/index.md"))
    ),
    "the booklet": lambda made: replace(made, plan=replace(made.plan, booklet=Booklet(id="ander"))),
    "its name": lambda made: replace(made, plan=replace(made.plan, stem="ander")),
    "where it is declared": lambda made: replace(
        made, plan=replace(made.plan, position=Position("dossiers/proef/index.md", 9))
    ),
    "the words": lambda made: replace(
        made, around=replace(made.around, words=replace(made.around.words, language="en"))
    ),
    "the order of sources": lambda made: replace(made, around=replace(made.around, source_order=("b", "a"))),
    "the address of the site": lambda made: replace(made, around=replace(made.around, site_url=None)),
    "where its folders are": lambda made: with_library(made, layout=replace(made.around.library.layout, docs="tekst")),
    "its data": lambda made: with_library(
        made, data=made.around.library.data.model_copy(update={"glossary": Glossary()})
    ),
}


@pytest.mark.parametrize("what", COMPOSED_FROM)
def test_whatever_a_document_is_composed_from_composes_it_anew_when_it_changes(base, what):
    assert document_name(base) == document_name(replace(base))
    assert document_name(COMPOSED_FROM[what](base)) != document_name(base)


def test_where_a_checkout_stands_does_not_matter(base, tmp_path):
    elsewhere = with_library(base, layout=replace(base.around.library.layout, root=tmp_path / "elders"))
    elsewhere = replace(elsewhere, around=replace(elsewhere.around, theme_folders=(tmp_path / "thema",)))
    assert document_name(elsewhere) == document_name(base)


def test_a_picture_that_comes_to_stand_before_another_is_seen(run, tmp_path):
    theme = tmp_path / "thema"
    theme.mkdir()
    (theme / "b.png").write_bytes(PNG)
    html = HTML.replace("a.png", "b.png")
    assert len(booklets(run(html=html, around={"theme_folders": (theme,)}))) == 3
    assert len(booklets(run(html=html, around={"theme_folders": (theme,)}, files={"docs/b.png": OTHER}))) == 2


def test_one_of_two_pictures_that_changes_is_seen(run):
    html = HTML.replace("Tekst", 'Tekst <img src="../../b.png" alt="b">')
    run(html=html, files={"docs/b.png": PNG})
    assert len(booklets(run(html=html, files={"docs/b.png": OTHER}))) == 2


JOB = Job("stam", "booklet", "", {"a.svg": Picture("a.svg", b"1", None)}, {"title": "T"}, 0)
MADE_FROM: tuple[dict[str, Any], ...] = (
    {"stem": "b"}, {"form": "cards"}, {"data": {"title": "U"}}, {"data": {"title": "T", "x": None}}, {"epoch": 1}, {"bound": Bound("saddle-stitch")}, {"bound": Bound(creep=0.5)},
    {"bound": Bound(bleed=3)}, {"bound": Bound(leaves=4)},
    {"pictures": {}}, {"pictures": {"b.svg": Picture("b.svg", b"1", None)}}, {"pictures": {"a.svg": Picture("a.svg", b"2", None)}},
)  # fmt: skip


def test_whatever_a_file_is_made_from_is_part_of_its_key(base):
    jobs = [JOB, *(replace(JOB, **change) for change in MADE_FROM)]
    keys = {entry_name("booklet", composer(base)._key(job, document)) for job in jobs for document in ("d", "e")}
    assert len(keys) == 2 * (1 + len(MADE_FROM))


def test_a_document_is_its_text_and_its_pictures():
    one, other = Picture("a.png", b"1", None), Picture("a.png", b"2", None)
    given = [("x", {}), ("y", {}), ("x", {"a.png": one}), ("x", {"a.png": other}), ("x", {"b.png": one})]
    assert len({composing.document_digest(html, pictures) for html, pictures in given}) == len(given)


@pytest.mark.parametrize("step", ["booklet", "document"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_file_whose_entry_is_gone_or_cut_off_is_composed_and_made_with_its_text(run, tmp_path, step, damage):
    run()
    before = {path.name: path.read_bytes() for path in (tmp_path / "boekjes").iterdir()}
    for path in (tmp_path / "store" / step).iterdir():
        damage(path)
    run()
    assert {path.name: path.read_bytes() for path in (tmp_path / "boekjes").iterdir()} == before


MISSING = '<img src="../../er-is-niets.png" alt="x">'


def test_a_document_with_errors_is_composed_until_they_are_gone(run, tmp_path):
    """Without its picture it reads as a document that was made before; that one does not take its place."""
    run()
    shutil.rmtree(tmp_path / "boekjes")
    for _ in range(2):
        with pytest.raises(AssertionError):
            run(html=HTML + MISSING)
        assert not (tmp_path / "boekjes").exists()
    assert len(booklets(run(html=HTML + MISSING, files={"docs/er-is-niets.png": OTHER}))) == 2


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"{", b'{"document": 3}', b"\0"])
def test_a_memo_of_another_form_is_none(content):
    assert composing._read(content) is None
