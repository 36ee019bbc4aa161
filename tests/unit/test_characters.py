"""No character that steers a machine gets past the reader of files, wherever an author pasted it."""

from __future__ import annotations

import pytest

from katern.characters import legible, legible_html
from katern.frontmatter import read_yaml
from katern.messages import messages_of
from katern.textfile import read_text

DUTCH = messages_of("nl")

# what text may hold of the signs below U+00A0, and the edges of what it may not hold above
_PLAIN = {0x09, 0x0A, 0x0D, *range(0x20, 0x7F)}
_CONTROLS = [code for code in range(0xA0) if code not in _PLAIN]
_PRIVATE = list(range(0xE000, 0xE100))
_UNASSIGNED = [*range(0xFDD0, 0xFDF0), *(plane * 0x10000 + last for plane in range(17) for last in (0xFFFE, 0xFFFF))]
_HALVES = list(range(0xD800, 0xE000))
_LEGIBLE = [
    *_PLAIN - {0x0D},
    0xA0,
    0xAD,
    0x200B,
    0x200D,
    0x2028,
    0xD7FF,
    0xE100,
    0xF8FF,
    0xFDCF,
    0xFDF0,
    0xFEFF,
    0xFFFD,
    0x1F642,
    0x10FFFD,
]


def test_each_forbidden_character_of_a_file_is_a_finding_at_its_place_and_replaced(tmp_path):
    for code in (*_CONTROLS, *_PRIVATE, *_UNASSIGNED):
        (tmp_path / "a.md").write_bytes(f"één\nab{chr(code)}c{chr(code)}\n{chr(code)}".encode())
        text, findings = read_text(tmp_path, "a.md")
        assert text == "één\nab\ufffdc\ufffd\n\ufffd", hex(code)
        places = [(finding.code, finding.severity, finding.line, finding.column) for finding in findings]
        assert places == [("read.control-character", "error", 2, 3), ("read.control-character", "error", 3, 1)], hex(
            code
        )
        assert f"U+{code:04X}" in DUTCH.tell(findings[0]).message


def test_every_other_character_stays(tmp_path):
    for code in _LEGIBLE:
        (tmp_path / "a.md").write_bytes(f"a{chr(code)}b".encode())
        text, found = read_text(tmp_path, "a.md")
        assert text == f"a{chr(code)}b", hex(code)
        # the sign of a letter that another program lost is told
        assert [one.code for one in found] == ["read.foreign"] * (code == 0xFFFD), hex(code)


def test_the_halves_of_a_pair_are_no_text():
    for code in _HALVES:
        assert legible(f"a{chr(code)}") == "a\ufffd", hex(code)


@pytest.mark.parametrize(
    ("written", "value", "column"),
    [
        (r'a: "x\x01y"', {"a": "x\ufffdy"}, 4),
        (r'a: "\x7F"', {"a": "\ufffd"}, 4),
        (r'a: ["een", "\e"]', {"a": ["een", "\ufffd"]}, 12),
        (r'{b: {"\0": c}}', {"b": {"\ufffd": "c"}}, 6),
        (r'a: "\uFFFE\uE000"', {"a": "\ufffd\ufffd"}, 4),
    ],
)
def test_a_character_that_yaml_writes_by_its_number_is_found_too(written, value, column):
    read, _, findings = read_yaml(written, "a.yml")
    assert read == value
    assert [(finding.code, finding.line, finding.column) for finding in findings] == [
        ("read.control-character", 1, column)
    ]


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("a&#1;b", "a\ufffdb"),
        ("a&#x1F;b", "a\ufffdb"),
        ("a&#XD800;b", "a\ufffdb"),
        ("a&#1114112;b&#99999999999;c", "a\ufffdb\ufffdc"),
        ("a&#57344b", "a\ufffdb"),
        ("a&#10;&#160;&#x2192;&amp;#1;", "a&#10;&#160;&#x2192;&amp;#1;"),
        ("a\x02b", "a\ufffdb"),
    ],
)
def test_html_names_no_such_character_by_its_number(html, clean):
    assert legible_html(html) == clean
