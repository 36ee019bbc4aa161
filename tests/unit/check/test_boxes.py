"""What falls out of a box: the rule against what Python-Markdown and print make of the same text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.check.boxes import boxes
from katern.layout import Layout
from katern.messages import messages_of
from katern.print.dialect import select_edition
from katern.print.markup import parse, text_of
from katern.reading import depth
from katern.reading.markdown import Dialect, Reader
from katern.words import words_of

DUTCH = messages_of("nl")

READER = Reader(Dialect(titles=words_of("nl").blocks), Layout(Path()), lambda name: False)


def flaws(body: str) -> list[tuple[str, int, int]]:
    return [(flaw.what, flaw.line, flaw.column) for flaw in depth.read(READER.page("docs/p.md", body))]


@pytest.mark.parametrize(
    "body",
    [
        '!!! safety "Gevaar"\n    Bel.',
        "!!! note\n    Bel.",
        "!!!note\n    Bel.",
        '!!! case "Casus (verzonnen)"\n\n    Tekst.',
        '??? trainer "Antwoord"\n    Tekst.',
        '!!! write 5 "Wat zag u?"\n\nTekst.',
        '!!! card "Voorkant"\n\nTekst.',
        '- punt\n\n    !!! say "Zeg wel"\n        Tekst.\n\n- punt\n',
        "!!! trainer\n    Een.\n\n    - lijst\n\n        diep\n\nGewone tekst.",
        "!!! trainer\n    Een.\n## Kop",
        "!!! say\n    Een.\n!!! dont\n    Twee.",
        '!!! trainer\n    Een.\n\n=== "Tab"\n\n    Twee.',
        "!!! trainer\n    ```\n    code\n\n      dieper\n    ```\n\nTekst.",
        "> !!! trainer\n>     Een.\n>\n> Tekst.\n",
        "<div markdown>\n!!! trainer\n    Een.\n</div>",
        "!!! trainer\n\tEen.\n\n\tTwee.",
        '!!! safety "Bel {{ helpline("112") }}"\n    Nu.',
        "!!! eigensoort\n    Een soort van de site zelf.",
        "```\n!!! saftey\n```",
        "<!--\n!!! saftey\n  x\n-->\n",
        "!!! trainer\n{% if page.title %}\n    Een.\n{% endif %}\n",
    ],
)
def test_what_is_drawn_as_written_is_no_finding(body):
    assert flaws(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("!!! saftey\n    Bel.", [("kind", 0, 0)]),
        ("Tekst.\n\n!!! tranier\n    Bel.", [("kind", 2, 0)]),
        ('!!! safety "Gevaar\n    Bel.', [("unreadable", 0, 0)]),
        ('!!! safety "Gevaar" {.rood}\n    Bel.', [("unreadable", 0, 0)]),
        ("!!! safety “Gevaar”\n    Bel.", [("unreadable", 0, 0)]),
        ("=== “Tab”\n    Bel.", [("unreadable", 0, 0)]),
        ("!!!\n    Bel.", [("unreadable", 0, 0)]),
        ("!!! safety\n  Bel.", [("depth", 1, 2)]),
        ("!!! trainer\n    Een.\n\n  - lijst\n  - lijst\n", [("depth", 3, 2)]),
        ("!!! trainer\n    Een.\n\n   Twee.\n\n   Drie.\n", [("depth", 3, 3), ("depth", 5, 3)]),
        ("!!! trainer\nEen.", [("below", 1, 0)]),
        ("!!! trainer\n    Een.\nTwee.\n", [("below", 2, 0)]),
        ("!!! trainer\n    Een.\n- twee\n", [("below", 2, 0)]),
        ("!!! trainer\n\nEen.", [("empty", 0, 0)]),
        ('!!! trainer "Antwoord"\n\nEen.', [("empty", 0, 0)]),
        ("!!! note\n\nEen.", [("empty", 0, 0)]),
        ('=== "Tab"\n  Een.', [("depth", 1, 2)]),
        ("!!! participant\n    Een.\n\n    !!! trainer\n        Twee.\n\n      Drie.", [("depth", 6, 6)]),
        ("1. stap\n\n   !!! trainer\n       Een.", [("opener", 2, 3)]),
        ("Tekst.\n\n    !!! trainer\n        Een.", [("opener", 2, 4)]),
        ("- punt\n    !!! trainer\n        Een.", [("joined", 1, 4)]),
        ("[^1]: noot\n\n    !!! trainer\n        Een.", [("note", 2, 4)]),
        ("<div>\n!!! trainer\n    Een.\n</div>", [("html", 1, 0)]),
        ("!!! trainer\n    Een.\n\n<br>\n\n    Twee.", [("cut", 5, 4)]),
        ("!!! trainer\n    Een.\n\n<!-- later -->\n\n    Twee.", [("cut", 5, 4)]),
        ("> !!! trainer\n>   Een.\n", [("depth", 1, 4)]),
        ("!!! trainer\n    Een.\n\n  ```\n  code\n  ```\n", [("depth", 3, 2)]),
    ],
)
def test_what_falls_out_of_a_box_is_told_at_its_line(body, expected):
    assert flaws(body) == expected


def test_a_finding_names_the_box_and_how_deep_its_text_stands(library):
    found = library({"docs/index.md": "---\ntitle: Proef\n---\n!!! trainer\n    Een.\n\n  Twee.\n"})
    assert [(finding.line, finding.column, DUTCH.tell(finding).message, DUTCH.tell(finding).hint) for finding in boxes(found)] == [
        (7, 3, "deze regel springt te weinig in en valt buiten het blok op regel 4", "laat haar met vier spaties inspringen, of met geen als zij er niet bij hoort")
    ]  # fmt: skip


BLOCKS = (
    ("GEHEIM hier.",), ("GEHEIM een", "en twee"), ("- GEHEIM", "- GEHEIM"), ("1. GEHEIM", "2. GEHEIM"), ("```", "GEHEIM", "```"),
    ("> GEHEIM",), ("GEHEIM", ":   uitleg"), ("### GEHEIM",), ("| GEHEIM | a |", "|---|---|", "| b | c |"),
    ("- [ ] GEHEIM",), ("<em>GEHEIM</em> iets",), ("!!! note", "    GEHEIM"), ('=== "Tab"', "", "    GEHEIM"), ("<!-- x -->",), ("<br>",),
)  # fmt: skip
BEFORE = (
    "Gewone tekst.", "- punt", "1. stap", "## Kop", "Tekst.\nNog tekst.", "Term\n:   uitleg", "[^1]: noot", "> citaat",
    "| a | b |\n|---|---|\n| c | d |", "```\ncode\n```", "<div>\nx\n</div>", "<div markdown>\nx",
)  # fmt: skip
OPENERS = ("!!! trainer", '!!! trainer "Titel"', "??? trainer", '???+ trainer "Titel"', "!!!trainer")
_ENDS = re.compile(r"#|!!!|===|<!")


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A page with a trainer's box, and blocks at any depth that its author meant to stand in it."""
    lines: list[str] = []
    for before in draw(st.lists(st.sampled_from(BEFORE), max_size=2)):
        lines += [before, *draw(st.sampled_from(([""], [])))]
    base = draw(st.sampled_from((0, 0, 0, 4, 2, 3, 8)))
    if draw(st.integers(0, 5)) == 0:
        lines += [" " * base + "!!! participant", " " * (base + 4) + "openbaar", ""]
        base += 4
    first = len(lines)
    lines.append(" " * base + draw(st.sampled_from(OPENERS)))
    meant = True
    for block in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=3)):
        lines += draw(st.sampled_from(([""], [])))
        depth = base + draw(st.sampled_from((4, 4, 4, 0, 1, 2, 3, 5, 6, 8)))
        shifts = draw(st.lists(st.sampled_from((0, 0, 0, -1, 1, -2)), min_size=len(block), max_size=len(block)))
        indents = [max(0, depth + shift) for shift in shifts]
        # what stands apart at the depth of the box itself, its author did not mean to be in it
        meant = meant and not (indents[0] <= base and (not lines[-1].strip() or bool(_ENDS.match(block[0]))))
        for indent, text in zip(indents, block, strict=True):
            lines.append(" " * indent + (text if meant else text.replace("GEHEIM", "openbaar")))
        lines += draw(st.sampled_from(([""], [""], [])))
    lines += ["", "Slot."]
    if draw(st.integers(0, 9)) == 0:
        lines[first:] = [f"> {line}" for line in lines[first:]]
    return "\n".join(lines)


def for_participants(page: str) -> str:
    root = parse("".join(READER.page("docs/p.md", page).pieces))
    select_edition(root, "participant")
    return text_of(root)


@given(pages())
def test_participants_do_not_read_a_trainers_box_or_there_is_a_finding(page):
    assert flaws(page) or "GEHEIM" not in for_participants(page)


def test_a_trainers_box_at_the_right_depth_is_not_found_and_not_read():
    page = "- punt\n\n    !!! trainer\n        GEHEIM\n\n        - GEHEIM\n\nSlot."
    assert (flaws(page), for_participants(page)) == ([], "punt Slot.")


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u3000", "\u202f", "\u2009", "\u200b"])
@pytest.mark.parametrize(
    "body",
    ["{0}GEHEIM", "Een.\n\n{0}GEHEIM", "    Een.\n\n{0}GEHEIM", "    Een.\n{1}\n    GEHEIM", "    Een.\n\n{0}- GEHEIM"],
)
def test_no_other_blank_takes_the_place_of_spaces(blank, body):
    """Text from a word processor is indented by them, and looks as it should."""
    page = f"!!! trainer\n{body.format(blank * 4, blank)}\n\nSlot.\n"
    assert flaws(page) or "GEHEIM" not in for_participants(page)


@pytest.mark.parametrize(
    "notes",
    [
        "[^a]: GEHEIM",
        "[^a]: Zie ook.[^b]\n[^b]: GEHEIM",
        "[^a]: Zo is het.\n\n    GEHEIM\n\n    - GEHEIM",
    ],
)
def test_a_note_that_only_a_trainers_box_leads_to_is_the_trainers(notes):
    page = f"Tekst.[^o]\n\n!!! trainer\n    Weet dit.[^a]\n\n[^o]: Open.\n{notes}\n"
    assert not flaws(page)
    read = for_participants(page)
    assert "GEHEIM" not in read
    assert "Open." in read


def test_a_note_that_another_text_leads_to_stays():
    page = "Tekst.[^a]\n\n!!! trainer\n    Weet dit.[^a]\n\n[^a]: Voor wie leest.\n"
    assert "Voor wie leest." in for_participants(page)
