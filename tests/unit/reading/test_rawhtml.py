"""HTML as the author wrote it, without what readers should not get."""

from __future__ import annotations

import pytest

from katern.reading.rawhtml import without_remarks


@pytest.mark.parametrize(
    ("drawn", "shown"),
    [
        ("<p>Een <!-- nog nagaan --> zin</p>", "<p>Een  zin</p>"),
        ("<p>Een<!-- x -->\nzin</p>", "<p>Een\nzin</p>"),
        ("<p>a</p>\n<!-- over\n\nregels -->\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        ("<p>a</p>\n<!-- a --> <!-- b -->\n<p>b</p>", "<p>a</p>\n \n<p>b</p>"),
        ("<p>a</p><!-- nooit gesloten", "<p>a</p>"),
        ("<!----><p>a</p>", "<p>a</p>"),
    ],
)
def test_remarks_of_authors_are_left_out(drawn, shown):
    assert without_remarks(drawn) == shown


@pytest.mark.parametrize(
    "drawn",
    [
        "<p>zonder</p>",
        "<code>&lt;!-- x --&gt;</code>",
        "<script>let a = '<!-- x -->';</script>",
        "<STYLE>/* <!-- x --> */</STYLE>",
        '<a title="<!-- x -->">a</a>',
    ],
)
def test_what_is_no_remark_stays(drawn):
    assert without_remarks(drawn) == drawn
