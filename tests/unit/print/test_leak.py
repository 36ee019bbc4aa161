"""Participants' files against the trainer's words: whatever lets them in, the document is refused at the box."""

from __future__ import annotations

import pytest

from katern.messages import messages_of
from katern.print.booklet import plan_booklets
from katern.print.leak import leaks, secrets_of

DUTCH = messages_of("nl")

PATH = "toolkits/t/index.md"
BOX = "!!! trainer\n    De vader uit de casus is vooral bang voor de buurt.\n"
SECRET = "De vader uit de casus is vooral bang voor de buurt."


@pytest.fixture
def found(library, toolkit):
    """Where the first booklet of a toolkit, as this document, gives the trainer's words away."""

    def find(body, document, *, front="", files=None, drawn=None, edition="participant"):
        front += f"booklets: [{{id: a, edition: {edition}}}]\n" if edition else "booklets: [{id: a}]\n"
        items = library({PATH: toolkit(body=body, front=front), **(files or {})})
        plans, findings = plan_booklets(items)
        assert findings == []
        secrets = secrets_of(items.items[PATH], items, drawn or {})
        return [
            (leak.path, leak.line, DUTCH.tell(leak).message.split(": ")[1])
            for leak in leaks(plans[0], f"<p>{document}</p>", secrets, items)
        ]

    return find


FIRST = "'de vader uit de casus is'"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (BOX, 11),
        (f"Tekst.\n\n!!! trainer\n{SECRET}\n", 13),
        (f'!!! trainer "Noot"\n    Kort.\n\n  - {SECRET}\n', 11),
        (f"!!! trainer\n    Kort.\n\n   {SECRET}\n", 11),
        (f"??? trainer\n    {SECRET}\n", 11),
        (f"!!! note trainer\n    {SECRET}\n", 11),
        (f"> !!! trainer\n>   {SECRET}\n", 11),
        (f"- punt\n\n   !!! trainer\n       {SECRET}\n", 13),
        ("!!! trainer\n    ```\n    De vader uit de casus is vooral bang\n    ```\n", 11),
        ("!!! trainer\n    De **vader** uit [de casus](a.md) is vooral [@a2020] bang.\n", 11),
    ],
)
def test_words_from_a_trainers_box_are_found_however_they_got_out(found, body, line):
    assert found(body, f"Voor iedereen. {SECRET}") == [(PATH, line, FIRST)]


@pytest.mark.parametrize(
    "document",
    [
        "De va\u00adder uit de ca\u200bsus is vooral bang",
        "De <strong>va</strong>der uit de casus is</p><p>vooral bang",
        'Zie <img alt="De vader uit de casus is vooral bang" src="a.png">',
    ],
)
def test_marks_breaks_and_descriptions_do_not_hide_a_word(found, document):
    assert found(BOX, document) == [(PATH, 11, FIRST)]


def test_a_short_line_is_found_as_a_whole(found):
    assert found(
        "!!! trainer\n    Kort.\n\n  - Nee, nooit meteen bellen.\n",
        "Zij zegt: nee, nooit meteen bellen! Daarna verder.",
    ) == [(PATH, 11, "'nee nooit meteen bellen'")]


def test_the_trainer_may_read_it_and_everybody_else_may_not(found):
    assert found(BOX, SECRET, edition="trainer") == []
    assert found(BOX, SECRET, edition=None) == [(PATH, 11, FIRST)]


@pytest.mark.parametrize(
    ("body", "front", "files"),
    [
        (f"{BOX}\n{SECRET}\n", "", {}),
        (f"```\n!!! trainer\n    {SECRET}\n```\n", "", {}),
        (BOX, f'keywords: ["{SECRET}"]\n', {}),
        (BOX, "", {"docs/_data/glossary.yml": f'terms: [{{term: a, definition: "{SECRET}", source: a2020}}]\n'}),
    ],
    ids=["said in the open", "an example", "a field", "a data file"],
)
def test_what_participants_read_anyway_is_no_secret(found, body, front, files):
    assert found(body, SECRET, front=front, files=files) == []


def test_what_a_macro_is_given_is_read_as_its_words(found):
    body = "!!! trainer\n    Er is een risico op geweld thuis.\n\nEr is een risico op {{ term('geweld') }} thuis.\n"
    assert found(body, "Er is een risico op geweld thuis.") == []


def test_words_that_only_the_drawn_page_shows_are_secret_too(found):
    drawn = {PATH: f'<p>Open.</p><details class="admonition trainer"><summary>T</summary><p>{SECRET}</p></details>'}
    assert found("!!! trainer\n    {{ noot() }}\n", SECRET, drawn=drawn) == [(PATH, 11, FIRST)]


def test_a_list_of_sources_gives_nothing_away(found):
    assert found(BOX, f'Tekst.</p><div class="source"><p>{SECRET}</p></div><p>') == []


def test_the_plan_of_a_meeting_is_not_for_participants(found, part):
    files = {
        "toolkits/t/bijeenkomst.md": part("meeting", "Bijeenkomst", SECRET),
        "toolkits/t/blad.md": part("handout", "Blad"),
    }
    assert found("Tekst.", SECRET, files=files) == [("toolkits/t/bijeenkomst.md", 5, FIRST)]


def test_a_note_of_a_trainers_box_is_secret_as_that_is(found):
    note = "De moeder uit dit verhaal weet het antwoord allang"
    mark = '<sup><a class="footnote-ref" href="#fn:a">1</a></sup>'
    drawn = f'<div class="admonition trainer"><p>Weet dit.{mark}</p></div><div class="footnote"><ol><li id="fn:a"><p>{note}.</p></li></ol></div>'
    assert found("!!! trainer\n    Weet dit.[^a]\n", f"<aside><p>{note}.</p></aside>", drawn={PATH: drawn})
