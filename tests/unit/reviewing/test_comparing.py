"""Two moments of a site held against each other."""

from __future__ import annotations

import pytest

from katern.finding import Finding, Position, said
from katern.kindtable import KINDS
from katern.publish.manifest import Manifest
from katern.reviewing.comparing import differ, rows_of
from katern.reviewing.snapshot import Snapshot, blocks_of
from katern.reviewing.telling import as_markdown, as_page, groups_of
from katern.words import words_of


def drawn(before: list[str], after: list[str]) -> list[tuple[str, str, str]]:
    def side(pieces) -> str:
        return " ".join(f"[{text}]" if alone else text for text, alone in pieces)

    return [(row.what, side(row.old), side(row.new)) for row in rows_of(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ([], ["a"], [("new", "", "[a]")]),
        (["a"], [], [("gone", "[a]", "")]),
        (["a", "b", "c"], ["a", "b", "x", "c"], [("same", "b", "b"), ("new", "", "[x]"), ("same", "c", "c")]),
        (["Het is een mooie dag"], ["Het was een mooie dag"], [("changed", "Het [is] een mooie dag", "Het [was] een mooie dag")]),
        (["appels peren"], ["geheel iets anders"], [("changed", "[appels peren]", "[geheel iets anders]")]),
        (["a b c", "d"], ["a b x"], [("changed", "a b [c]", "a b [x]"), ("gone", "[d]", "")]),
        (["1", "2", "3", "4", "5"], ["1", "2", "3", "4", "6 6"], [("same", "4", "4"), ("changed", "[5]", "[6 6]")]),
        (["a", "b"], ["a", "b"], []),
    ],
)  # fmt: skip
def test_blocks_stand_beside_each_other_word_by_word(before, after, rows):
    assert drawn(before, after) == rows


def test_blocks_are_what_a_reader_sees_as_one():
    body = "<h2>Kop</h2><p>Een <em>alinea</em>.</p><ul><li>punt</li><li><p>met alinea</p></li></ul><table><tr><td>cel</td></tr></table>"
    assert list(blocks_of(body)) == ["Kop", "Een alinea.", "punt", "met alinea", "cel"]
    assert list(blocks_of("")) == []


def finding(path: str, key: str, line: int = 1) -> Finding:
    return Finding.error(Position(path, line), said("cite.missing", "in-no-bibliography", key=key, folder="b/"))


def test_findings_that_only_moved_are_neither_new_nor_mended():
    old = Snapshot(Manifest("", ""), (finding("a.md", "x"), finding("a.md", "x", 9), finding("b.md", "y")))
    new = Snapshot(Manifest("", ""), (finding("a.md", "x", 3), finding("c.md", "z")))
    difference = differ(old, new, KINDS)
    assert [one.path for one in difference.found] == ["c.md"]
    assert sorted(one.path for one in difference.mended) == ["a.md", "b.md"]


def test_evidence_is_told_by_what_it_claims():
    old = Snapshot(Manifest("", ""), evidence={"a": ("A werkt", "1"), "b": ("B werkt", "1"), "c": ("C werkt", "1")})
    new = Snapshot(
        Manifest("", ""), evidence={"a": ("A werkt", "1"), "b": ("B werkt niet", "2"), "d": ("D werkt", "1")}
    )
    assert differ(old, new, KINDS).evidence == (("changed", "B werkt niet"), ("new", "D werkt"), ("gone", "C werkt"))


def test_a_page_of_differences_draws_no_text_as_html():
    old = Snapshot(Manifest("", ""), texts={"a/": ("<b>oud</b>",)}, titles={"a/": "<A>"})
    new = Snapshot(Manifest("", ""), texts={"a/": ("<script>nieuw</script>",)}, titles={"a/": "<A>"})
    difference = differ(old, new, KINDS)
    words, say = words_of("nl"), lambda what: what.name
    page = as_page("Titel", groups_of(difference, words, "nl", say), difference, "nl", say)
    assert "<script" not in page
    assert "<ins>&lt;script&gt;nieuw&lt;/script&gt;</ins>" in page
    assert "<h2>&lt;A&gt;</h2>" in page
    assert as_markdown("Titel", (), "Niets.") == "# Titel\n\nNiets.\n"
