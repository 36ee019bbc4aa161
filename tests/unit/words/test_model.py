from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest

from katern.locales import FALLBACK, nearest_language
from katern.words import model
from katern.words.model import BadWords, Counted, Length, Phrase, Table, names, read, takes


@dataclass(frozen=True)
class Inner:
    title: str
    full: Annotated[Phrase, takes("number", may=("name",))]


@dataclass(frozen=True)
class Outer:
    inner: Inner
    states: Annotated[Table, names("open", "in-use")]
    units: Table
    days: Annotated[tuple[str, ...], Length(2)]
    pages: Counted
    language: str = ""


WHOLE = """\
inner: {title: Titel, full: "{number} in {name}"}
states: {open: open, in-use: bezet}
units: {kg: kilo}
days: [ma, di]
pages: {one: pagina, many: pagina's}
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Reads words from files of a language."""
    monkeypatch.setattr(model, "FOLDER", tmp_path)

    def give(*texts: str) -> Outer:
        (tmp_path / "xx").mkdir()
        for number, text in enumerate(texts):
            (tmp_path / "xx" / f"{number}.yml").write_text(text, encoding="utf-8")
        return read(Outer, "xx", *(f"{number}.yml" for number in range(len(texts))), known={"language": "xx"})

    return give


def test_words_are_attributes(given):
    words = given(WHOLE)
    assert (words.inner.title, words.states["in-use"], words.units, words.days) == (
        "Titel",
        "bezet",
        {"kg": "kilo"},
        ("ma", "di"),
    )
    assert words.inner.full(number=3, name="huis") == "3 in huis"
    assert [words.pages(number) for number in (0, 1, 2)] == ["0 pagina's", "1 pagina", "2 pagina's"]
    assert words.language == "xx"


def test_a_language_may_cut_its_words_over_files(given):
    first, *rest = WHOLE.splitlines(keepends=True)
    assert given("".join(rest), first).inner.title == "Titel"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Titel, ", "", "inner.title is missing"),
        ("title: Titel", "title: Titel, titel: Titel", "inner.titel is superfluous"),
        ("title: Titel", "title: 3", "inner.title is not a text"),
        ("title: Titel", 'title: ""', "inner.title is not a text"),
        ("title: Titel", "title: [a]", "inner.title is not a text"),
        ("{number} in {name}", "in {name}", "inner.full does not say {number}"),
        ("{number} in {name}", "{number} {nummer}", "inner.full asks for {nummer}, which it does not get"),
        ("{number} in {name}", "{number", "inner.full has a brace that does not close"),
        (WHOLE.splitlines()[0], "inner: tekst", "inner is not a group of words"),
        ("open: open, ", "", "states.open is missing"),
        ("open: open", "open: open, weg: weg", "states.weg is superfluous"),
        ("open: open", "open: [open]", "states.open is not a text"),
        ("states: {open: open, in-use: bezet}", "states: open", "states is not a table of words"),
        ("[ma, di]", "[ma]", "days is not a row of 2 texts"),
        ("[ma, di]", "ma", "days is not a row of 2 texts"),
        ("[ma, di]", "[ma, 2]", "days[1] is not a text"),
        ("one: pagina, ", "", "pages.one is missing"),
        (WHOLE, "", "inner is missing; states is missing; units is missing; days is missing; pages is missing"),
    ],
)
def test_what_does_not_agree_is_told_by_its_name(given, old, new, said):
    assert old in WHOLE
    with pytest.raises(BadWords) as problem:
        given(WHOLE.replace(old, new))
    assert str(problem.value) == f"locale/xx: {said}"


def test_a_word_that_stands_in_two_files_is_told(given):
    with pytest.raises(BadWords, match=r"^locale/xx: units stands in two files$"):
        given(WHOLE, "units: {m: meter}")


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("NL-be", "nl"),
        ("../nl", FALLBACK),
        ("", FALLBACK),
        ("zz", FALLBACK),
    ],
)
def test_a_language_without_words_gets_those_of_another(asked, given):
    assert nearest_language(asked) == given
