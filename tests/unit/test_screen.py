from __future__ import annotations

import re

import pytest

from katern.finding import Finding, Position, said
from katern.screen import as_screen

BROKEN = Finding.error(Position("docs/a.md", 2, 11), said("link.broken", "no-file", destination="weg.md"))
PLAIN = Finding.warning(Position("docs/b.md", 9, 1), said("link.http-only", "not-encrypted"))


def lines_of(path: str) -> list[str]:
    return {"docs/a.md": ["# Kop", "Lees [dit](weg.md)."]}.get(path, [])


def test_findings_stand_below_their_file_with_the_line_and_a_mark():
    assert as_screen([BROKEN, PLAIN], "nl", lines_of, 100, False) == (
        "docs/a.md\n"
        "\n"
        "  2:11 error link.broken\n"
        "    'weg.md' wijst naar geen bestand\n"
        "    | Lees [dit](weg.md).\n"
        "    |           ^\n"
        "    → verwijs naar het bestand zelf, met .md\n"
        "\n"
        "docs/b.md\n"
        "\n"
        "  9:1 warning link.http-only\n"
        "    dit adres is niet versleuteld: het begint met http://\n"
        "    → probeer het met https://; bestaat dat niet, maak dan een uitzondering met een reden\n"
        "\n"
        "1 fout, 1 waarschuwing."
    )


def test_colour_changes_no_word():
    coloured = as_screen([BROKEN, PLAIN], "nl", lines_of, 100, True)
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_screen([BROKEN, PLAIN], "nl", lines_of, 100, False)


@pytest.mark.parametrize("column", [1, 40, 399, 400])
def test_of_a_long_line_the_part_around_the_place_is_shown(column):
    line = "".join(chr(ord("a") + number % 26) for number in range(400))
    finding = Finding.error(Position("docs/a.md", 1, column), said("link.broken", "empty"))
    shown = as_screen([finding], "nl", lambda path: [line], 60, False).split("\n")
    text, mark = shown[4], shown[5]
    assert len(text) <= 60
    assert text[mark.index("^")] == line[column - 1]


def test_wide_signs_and_tabs_move_the_mark():
    finding = Finding.error(Position("docs/a.md", 1, 4), said("link.broken", "empty"))
    shown = as_screen([finding], "nl", lambda path: ["\t漢字x"], 60, False).split("\n")
    assert shown[4:6] == ["    |  漢字x", "    |      ^"]


def test_nothing_wrong_is_one_sentence():
    assert as_screen([], "nl", lines_of, 80, True) == "Geen bevindingen."
