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


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("<div markdown>\n<p>Een ‸**vet** woord.</p>\n</div>", "**vet**"),
        ("<div markdown>\n<p>Zie ‸[@een2020].</p>\n</div>", "[@een2020]"),
        ("<div markdown>\n<p>Zie ‸[over](over.md).</p>\n\nTekst [@een2020].\n</div>", "[over](over.md)"),
        ("<details markdown>\n<summary>Lees ‸**meer**</summary>\n\nJa.\n\n</details>", "**meer**"),
        ("<details markdown><summary>Lees ‸**meer**</summary>\n\nJa.\n\n</details>", "**meer**"),
        ("<details markdown><summary>Lees ‸[@een2020]</summary>\n\nJa.\n\n</details>", "[@een2020]"),
        ("<div markdown>\n<pre>**niet**</pre>\n<code>[@een2020]</code>\n<p>Gewoon.</p>\n</div>", None),
        ("<div markdown>\n<p markdown>Een **vet** woord [@een2020].</p>\n</div>", None),
    ],
)
def test_markdown_in_an_element_of_html_is_told_within_one_that_is_read_too(read, body, left):
    text = read(body.replace("‸", ""))
    expected = [] if left is None else [(body.index("‸"), left)]
    assert [(one.start, one.written or one.name) for one in text.unread] == expected
