from __future__ import annotations

from pathlib import Path

import pytest

from katern.bibliography.keys import Keys
from katern.layout import Layout
from katern.reading import remembered
from katern.reading.markdown import DIALECT, Dialect, Reader
from katern.reading.remembered import Remembering
from katern.store import Store

BODY = "# Kop\n\nTekst [@vries2020] en [link](a.md), *schuin* @jansen2021.\n\n!!! tip\n    In een blok.\n"
BASE = Dialect(DIALECT)


def is_key(name):
    return name == "vries2020"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


def remembering(store, dialect=BASE, layout=None, known=is_key):
    return Remembering(dialect, layout or Layout(Path()), known, store)


def test_what_is_remembered_is_what_would_be_read(store):
    plain = Reader(BASE, Layout(Path()), is_key).page("docs/a.md", BODY)
    assert remembering(store).page("docs/a.md", BODY) == plain
    again = remembering(store)
    assert again.page("docs/a.md", BODY) == plain
    assert again.fresh == 0


@pytest.mark.parametrize(
    ("path", "body", "change"),
    [
        ("docs/b.md", BODY, {}),
        ("docs/a.md", BODY + " ", {}),
        ("docs/a.md", BODY, {"known": lambda name: True}),
        ("docs/a.md", BODY, {"known": Keys(["bos2020"], {"vries2020": "bos2020"})}),
        ("docs/a.md", BODY, {"dialect": Dialect((*DIALECT, "pymdownx.mark"))}),
        ("docs/a.md", BODY, {"dialect": Dialect(DIALECT, {"toc": {"permalink": True}})}),
        ("docs/a.md", BODY, {"dialect": Dialect(DIALECT, {}, {**BASE.titles, "tip": "Advies"})}),
        ("docs/a.md", BODY, {"layout": Layout(Path(), docs="pages")}),
        ("docs/a.md", BODY, {"layout": Layout(Path(), sources="literatuur")}),
        ("docs/a.md", BODY, {"layout": Layout(Path(), directory_urls=False)}),
    ],
)
def test_anything_that_a_text_depends_on_makes_it_read_anew(store, path, body, change):
    remembering(store).page("docs/a.md", BODY)
    other = remembering(store, **change)
    read = other.page(path, body)
    assert other.fresh == 1
    assert read == Reader(
        change.get("dialect", BASE), change.get("layout", Layout(Path())), change.get("known", is_key)
    ).page(path, body)


def test_another_name_of_another_source_makes_it_read_anew(store):
    before, after = (Keys([own], {"vries2020": own}) for own in ("een2020", "twee2020"))
    remembering(store, known=before).page("docs/a.md", BODY)
    assert remembering(store, known=after).page("docs/a.md", BODY).clusters[0].cluster.keys == ("twee2020",)


def test_a_key_that_the_page_does_not_name_changes_nothing(store):
    remembering(store).page("docs/a.md", BODY)
    other = remembering(store, known=lambda name: name in ("vries2020", "nieuw2026"))
    other.page("docs/a.md", BODY)
    assert other.fresh == 0


def test_an_extension_whose_workings_nobody_can_compare_is_never_remembered(store):
    from markdown.extensions.tables import TableExtension

    for _ in range(2):
        reader = remembering(store, dialect=Dialect((*DIALECT, TableExtension())))
        reader.page("docs/a.md", BODY)
        assert reader.fresh == 1


def test_what_was_damaged_on_disk_is_read_anew(store, tmp_path):
    remembering(store).page("docs/a.md", BODY)
    (kept,) = [path for path in (tmp_path / "store/text").rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes()[:-9] + b"kapot....")
    reader = remembering(store)
    assert "".join(reader.page("docs/a.md", BODY).pieces).startswith("<h1")
    assert reader.fresh == 1


def test_in_a_long_life_earlier_loads_are_forgotten_and_this_one_is_not(store, monkeypatch):
    monkeypatch.setattr(remembered, "_KEPT", 3)
    memory = {}

    def load(bodies):
        reader = Remembering(BASE, Layout(Path()), is_key, store, memory)
        for body in bodies:
            reader.recall("docs/a.md", body)
        return [reader.page("docs/a.md", body) for body in bodies]

    first = [f"Een {number}.\n" for number in range(8)]
    load(first)
    assert len(memory) == 8  # more than is kept, but all of one load
    texts = load(first)
    assert [id(text) for text in texts] == [id(text) for text in memory.values()]
    texts = load([f"Twee {number}.\n" for number in range(8)])
    assert [id(text) for text in texts] == [id(text) for text in memory.values()]
