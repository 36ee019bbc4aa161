"""`katern export --docx` and `katern import --comments`: a page goes out, is talked about, and the talk comes back at its lines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from documents import docx

from katern.manuscripts.comments import placed_notes
from katern.manuscripts.docxfile import read_docx

PAGE = """---
title: Buren
---

## Groeten

Buren die elkaar *groeten*, helpen elkaar vaker [@day2019geboren]. Dat zag een bureau op straat.

- Zeg gedag in het trappenhuis.
- Vraag hoe het gaat.

| Dag | Wie |
|---|---|
| Maandag | De hele straat komt langs |
"""
SITE = {
    "docs/index.md": "# Start\n\nLees [over buren](buren.md) en andere zaken.\n",
    "docs/buren.md": PAGE,
    "bibliography/b.bib": "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren},\n  year = {2019},\n  institution = {I},\n}\n",
}
# as it comes back: citations are words, and people changed things
COPY = """# Buren

## Groeten

Buren die elkaar [Alle buren?]{.comment-start id="0" author="Anna" date="2026-01-02T10:00:00Z"}groeten[]{.comment-end id="0"}, helpen elkaar [nog]{.insertion author="Kim" date="2026-01-02T10:00:00Z"} vaker (Day, 2019). Dat zag een bureau [op straat]{.deletion author="Kim" date="2026-01-02T10:00:00Z"}.

- Zeg gedag in het [Overal zo?]{.comment-start id="1" author="Anna" date="2026-01-02T10:00:00Z"}trappenhuis[]{.comment-end id="1"}.

| Dag | Wie |
|---|---|
| Maandag | De hele straat [Klopt niet]{.comment-start id="2" author="Anna" date="2026-01-02T10:00:00Z"}komt langs[]{.comment-end id="2"} |

Dit staat er [Waar komt dit vandaan?]{.comment-start id="3" author="Anna" date="2026-01-02T10:00:00Z"}niet meer[]{.comment-end id="3"} in.
"""


@pytest.fixture
def placed(library, tmp_path):
    def run(copy: str, page: str = PAGE) -> list[tuple[str, str, str]]:
        made = library({**SITE, "docs/buren.md": page})
        found = placed_notes(made.items.values(), read_docx(docx(tmp_path, copy)))
        return [
            (f"{one.at.path}:{one.at.line}:{one.at.column}" if one.at else "", one.note.kind, one.note.text)
            for one in found
        ]

    return run


def test_comments_and_changes_stand_at_the_words_that_they_are_about(placed):
    assert placed(COPY) == [
        ("docs/buren.md:7:19", "comment", "Alle buren?"),
        ("docs/buren.md:7:1", "added", "nog"),
        ("docs/buren.md:7:87", "taken", "op straat"),
        ("docs/buren.md:9:20", "comment", "Overal zo?"),
        ("docs/buren.md:14:28", "comment", "Klopt niet"),
        ("", "comment", "Waar komt dit vandaan?"),
    ]


def test_a_page_that_changed_since_is_looked_through_by_its_words(placed):
    changed = PAGE.replace(
        "## Groeten\n", "## Elkaar groeten\n\nEerst nog een alinea die er later bij kwam.\n"
    ).replace("vaker", "veel vaker")
    assert placed(COPY, changed)[0] == ("docs/buren.md:9:19", "comment", "Alle buren?")


def test_a_copy_without_comments_has_none(placed):
    assert placed("# Buren\n\nZeg gedag in het trappenhuis.\n") == []
