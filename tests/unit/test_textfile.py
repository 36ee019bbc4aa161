from __future__ import annotations

import pytest

from katern.finding import Finding, Position
from katern.textfile import Lines, circular_links, read_text, walk


@pytest.fixture
def read(tmp_path):
    def read_bytes(data, largest=None):
        (tmp_path / "a.md").write_bytes(data)
        return read_text(tmp_path, "a.md", largest)

    return read_bytes


def place(finding: Finding) -> tuple[str, int, int]:
    return finding.code, finding.line, finding.column


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"een\ntwee\n", "een\ntwee\n"),
        (b"een\r\ntwee\r\n", "een\ntwee\n"),
        (b"een\rtwee\r", "een\ntwee\n"),
        (b"\xef\xbb\xbf# Kop", "# Kop"),
        ("ruïne".encode(), "ruïne"),
    ],
)
def test_text_has_lf_line_ends_and_no_byte_order_mark(read, data, text):
    assert read(data) == (text, [])


@pytest.mark.parametrize(
    ("data", "text", "line", "column"),
    [
        (b"caf\xe9", "café", 1, 4),
        (b"een\r\ncaf\xe9\r\n", "een\ncafé\n", 2, 4),
        (b"een\rcaf\xe9", "een\ncafé", 2, 4),
        (b"\xef\xbb\xbfcaf\xe9", "café", 1, 4),
    ],
)
def test_latin_1_is_read_as_such_with_a_finding_at_the_first_wrong_byte(read, data, text, line, column):
    read_as, findings = read(data)
    assert read_as == text
    assert [place(finding) for finding in findings] == [("meta.encoding", line, column)]


def test_the_column_of_a_wrong_byte_counts_characters(read):
    _, findings = read("één ".encode() + b"\xe9")
    assert place(findings[0]) == ("meta.encoding", 1, 5)


def test_a_file_above_the_limit_is_not_read(read):
    text, findings = read(b"x" * 11, largest=10)
    assert text == ""
    assert place(findings[0]) == ("meta.too-large", 1, 1)
    assert read(b"x" * 10, largest=10) == ("x" * 10, [])


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path):
    text, findings = read_text(tmp_path, "nergens.md")
    assert text == ""
    assert place(findings[0]) == ("meta.unreadable", 1, 1)
    assert findings[0].path == "nergens.md"


def test_offsets_become_lines_and_columns_counted_from_one():
    lines = Lines("een\ntwee\n\n", "a.md")
    assert [lines.position(offset) for offset in (0, 3, 4, 7, 9)] == [
        Position("a.md", 1, 1),
        Position("a.md", 1, 4),
        Position("a.md", 2, 1),
        Position("a.md", 2, 4),
        Position("a.md", 3, 1),
    ]


def test_lines_may_begin_further_down_the_file():
    lines = Lines("een\ntwee", "a.md", first_line=5)
    assert lines.position(4) == Position("a.md", 6, 1)
    assert lines.offset(6) == 4


def test_walk_gives_sorted_paths_and_leaves_out_hidden_and_other_files(site):
    root = site({"docs/b.md": "", "docs/a/index.md": "", "docs/.x.md": "", "docs/.y/z.md": "", "docs/c.png": ""})
    assert list(walk(root, "docs", (".md",))) == ["docs/a/index.md", "docs/b.md"]


def test_walk_of_a_folder_that_is_not_there_gives_nothing(tmp_path):
    assert list(walk(tmp_path, "docs", (".md",))) == []


def test_walk_follows_a_link_to_another_folder_of_the_checkout(site):
    root = site({"gedeeld/a.md": "", "docs/b.md": ""})
    (root / "docs/gedeeld").symlink_to("../gedeeld")
    assert list(walk(root, "docs", (".md",))) == ["docs/b.md", "docs/gedeeld/a.md"]


def test_walk_ends_where_links_go_round_and_stays_inside_the_checkout(site, tmp_path):
    root = site({"docs/a.md": "", "docs/b/c.md": ""})
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders/geheim.md").write_text("x", encoding="utf-8")
    (root / "docs/b/rond").symlink_to("..")
    (root / "docs/elders").symlink_to(tmp_path / "elders")
    (root / "docs/zichzelf").symlink_to("zichzelf")
    (root / "docs/weg.md").symlink_to("nergens.md")
    assert list(walk(root, "docs", (".md",))) == ["docs/a.md", "docs/b/c.md"]


def test_circular_links_are_those_that_lead_nowhere_or_to_a_folder_that_holds_them(site):
    root = site({"docs/a.md": "", "docs/b/c.md": "", "gedeeld/d.md": ""})
    for link, target in {"b/rond": "..", "gedeeld": "../gedeeld", "z": "z", "weg.md": "x.md", "e.md": "a.md"}.items():
        (root / "docs" / link).symlink_to(target)
    assert sorted(circular_links(root, "docs")) == ["docs/b/rond", "docs/weg.md", "docs/z"]


def test_circular_links_of_a_folder_come_by_name(site):
    root = site({"docs/x.md": ""})
    (root / "docs/b").symlink_to("../docs")
    (root / "docs/a").symlink_to("nergens")
    (root / "docs/c").symlink_to("nergens")
    assert list(circular_links(root, "docs")) == ["docs/a", "docs/b", "docs/c"]
