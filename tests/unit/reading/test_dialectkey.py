"""What another build would read otherwise has another key: options, code of extensions, files that these open."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from pymdownx.slugs import slugify
from pymdownx.superfences import fence_code_format, fence_div_format

from katern.layout import Layout
from katern.reading import dialectkey
from katern.reading.dialectkey import Fragments, shared_key
from katern.reading.markdown import DIALECT, Dialect
from katern.reading.remembered import Remembering
from katern.store import Store


def key(extensions=DIALECT, **options):
    return shared_key(
        Dialect(extensions, {name.replace("_", "."): value for name, value in options.items()}), Layout(Path())
    )


def fences(format):
    return {"custom_fences": [{"name": "x", "class": "x", "format": format}]}


OPTIONS = [
    ({"toc": {"permalink": "¶"}}, {"toc": {"permalink": "#"}}),
    ({"toc": {"slugify": slugify(case="lower")}}, {"toc": {"slugify": slugify(case="upper")}}),
    ({"toc": {"slugify": slugify(case="lower")}}, {"toc": {}}),
    ({"pymdownx_superfences": fences(fence_code_format)}, {"pymdownx_superfences": fences(fence_div_format)}),
]


@pytest.mark.parametrize(("one", "other"), OPTIONS)
def test_other_options_are_another_key_and_the_same_are_the_same(one, other):
    assert key(**one) is not None
    assert key(**one) == key(**one)
    assert key(**one) != key(**other)


class Own:
    def __call__(self, text):
        return text


@pytest.mark.parametrize(
    "option", [Own(), lambda text: text, functools.partial(Own())], ids=["object", "lambda", "partial"]
)
def test_what_only_its_maker_knows_has_no_key(option):
    assert key(toc={"slugify": option}) is None


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An extension of the site's own: a package of two modules."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(dialectkey, "_code", functools.cache(dialectkey._code.__wrapped__))
    (tmp_path / "eigen_uitbreiding").mkdir()
    for name in ("__init__.py", "regels.py"):
        (tmp_path / "eigen_uitbreiding" / name).write_text("A = 1\n", encoding="utf-8")
    return tmp_path / "eigen_uitbreiding"


@pytest.mark.parametrize("name", ["eigen_uitbreiding", "eigen_uitbreiding.regels", "eigen_uitbreiding.regels:Klasse"])
@pytest.mark.parametrize("module", ["__init__.py", "regels.py"])
def test_other_code_of_an_extension_is_another_key(package, name, module):
    before = key((*DIALECT, name))
    assert before is not None
    (package / module).write_text("A = 2\n", encoding="utf-8")
    dialectkey._code.cache_clear()
    assert key((*DIALECT, name)) != before


def test_an_extension_that_is_not_there_has_no_key():
    assert key((*DIALECT, "nergens_te_vinden")) is None


def test_another_icon_of_the_site_is_another_key(tmp_path):
    icon = tmp_path / "eigen/a.svg"
    icon.parent.mkdir()
    icon.write_text("<svg/>", encoding="utf-8")
    options = {"pymdownx_emoji": {"options": {"custom_icons": [str(tmp_path)]}}}
    before = key((*DIALECT, "pymdownx.emoji"), **options)
    icon.write_text("<svg></svg>", encoding="utf-8")
    assert key((*DIALECT, "pymdownx.emoji"), **options) != before


TAKES_IN = '--8<-- "adres.txt"\n'


@pytest.mark.parametrize(
    ("options", "body", "fresh"),
    [
        ({}, TAKES_IN, 1),
        ({}, f"Tekst.\n\n{TAKES_IN}", 1),
        ({}, "--8<--\nadres.txt\n--8<--\n", 1),
        ({}, "Een pagina zonder.\n", 0),
        ({"auto_append": ["adres.txt"]}, "Een pagina zonder.\n", 1),
    ],
)
def test_a_page_that_takes_in_a_fragment_is_read_anew_when_it_changes(options, body, fresh, tmp_path):
    fragment = tmp_path / "fragmenten/adres.txt"
    fragment.parent.mkdir()
    dialect = Dialect(
        (*DIALECT, "pymdownx.snippets"), {"pymdownx.snippets": {"base_path": [str(fragment.parent)], **options}}
    )

    def read():
        reader = Remembering(dialect, Layout(Path()), lambda name: False, Store(tmp_path / "store"))
        return "".join(reader.page("docs/a.md", body).pieces), reader.fresh

    fragment.write_text("Straat 1", encoding="utf-8")
    assert read()[1] == 1
    assert read()[1] == 0
    fragment.write_text("Straat 2", encoding="utf-8")
    text, again = read()
    assert again == fresh
    assert ("Straat 2" in text) == bool(fresh)


def test_a_dialect_without_fragments_opens_no_file():
    assert Fragments(Dialect(DIALECT, {"pymdownx.snippets": {"base_path": ["nergens"]}})).taken_in(TAKES_IN) == ()
