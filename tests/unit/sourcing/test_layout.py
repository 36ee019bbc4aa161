"""`katern cite fmt`: blanks and line ends, and never what an entry says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.sourcing.bibfile import said_by
from katern.sourcing.edited import Unwritable
from katern.sourcing.layout import formatted, in_order

ROOT = Path(__file__).parents[3]

UNTIDY = """% Bronnen
@string{blad = "Blad voor Buren"}



@Article{a2020b,  author={Wit, Bo},title = {Over
    buren}, journaltitle = blad # { 2}, year=2020 }
% over deze
@misc{c2020d,
  title={C, "d" {e}},
	note = "een ""} , {twee"
}   


@misc(e2020f, title = {E})
los
"""  # noqa: W291


SOUND = UNTIDY.replace('note = "een ""} , {twee"', 'note = "een , {"} twee"').replace("los\n", "")


def test_each_field_stands_on_a_line_and_remarks_stay():
    assert in_order(UNTIDY.replace('note = "een ""} , {twee"', 'note = "een , {"} twee"')) == (
        "% Bronnen\n"
        '@string{blad = "Blad voor Buren"}\n'
        "\n"
        "@Article{a2020b,\n"
        "  author = {Wit, Bo},\n"
        "  title = {Over buren},\n"
        "  journaltitle = blad # { 2},\n"
        "  year = 2020\n"
        "}\n"
        "\n"
        "% over deze\n"
        "@misc{c2020d,\n"
        '  title = {C, "d" {e}},\n'
        '  note = "een , {"} twee"\n'
        "}\n"
        "\n"
        "@misc(e2020f, title = {E})\n"
        "\n"
        "los\n"
    )


@pytest.mark.parametrize("path", sorted((ROOT / "bibliography").glob("*.bib")), ids=lambda path: path.name)
def test_real_bibliographies_say_the_same_and_are_in_order_then(path):
    text = path.read_text(encoding="utf-8")
    tidy = in_order(text)
    assert [(one.key, one.kind, one.fields) for one in said_by(tidy)] == [
        (one.key, one.kind, one.fields) for one in said_by(text)
    ]
    assert in_order(tidy) == tidy


@pytest.mark.parametrize("name", ["biblatex.bib", "bibtex.bib"])
def test_the_corpus_of_hard_entries_says_the_same(name):
    text = (ROOT / "tests/corpus" / name).read_text(encoding="utf-8")
    tidy = in_order(text)
    assert [(one.key, one.fields) for one in said_by(tidy)] == [(one.key, one.fields) for one in said_by(text)]
    assert in_order(tidy) == tidy


_SIGNS = st.text(st.sampled_from('@misc{}(),="%\\# \nabc'), max_size=60)


@given(_SIGNS, _SIGNS)
def test_no_text_of_any_signs_comes_to_say_something_else(before, after):
    text = f"{before}\n@misc{{a2020b, title = {{{after}}}, year = 2020}}\n{after}"
    tidy = in_order(text)
    assert [(one.key, one.kind, one.fields) for one in said_by(tidy)] == [
        (one.key, one.kind, one.fields) for one in said_by(text)
    ]


def test_only_files_that_change_are_told_and_nothing_is_written_before_it_is_asked(site):
    root = site({"bibliography/a.bib": SOUND, "bibliography/b.bib": "@misc{x,\n  title = {X},\n}\n"})
    (found,) = formatted(root, "bibliography")
    assert (found.path, found.entries) == ("bibliography/a.bib", 2)
    assert (root / "bibliography/a.bib").read_text(encoding="utf-8") == SOUND
    found.write()
    assert list(formatted(root, "bibliography")) == []


def test_a_file_with_mistakes_is_refused(site, refused):
    root = site({"bibliography/a.bib": "@misc{a, title={A}\n@misc{b, title={B}}\n"})
    with refused(Unwritable, "verbeter die eerst"):
        list(formatted(root, "bibliography"))
