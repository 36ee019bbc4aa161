"""Elements that stand where paper has no place for them."""

from __future__ import annotations

import pytest

from katern.print.markup import parse, serialise
from katern.print.nesting import untangle


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a href="x" id="i">a<div>b</div>c</a>d',
            '<a href="x" id="i">a</a><div><a href="x">b</a></div><a href="x">c</a>d',
        ),
        ("<em><ul><li>a</li><li>b</li></ul></em>", "<ul><li><em>a</em></li><li><em>b</em></li></ul>"),
        ("<b><i><div>a</div></i></b>", "<div><b><i>a</i></b></div>"),
        ("<b>x<table><tr><td>a</td></tr></table></b>", "<b>x</b><table><tr><td>a</td></tr></table>"),
        ("<ul>los<li>a</li>ook</ul>", "<ul><li>los</li><li>a</li><li>ook</li></ul>"),
        ("<dl>los<dt>a</dt></dl>", "<dl><dd>los</dd><dt>a</dt></dl>"),
        ("<p>a <em>b</em> c</p>", "<p>a <em>b</em> c</p>"),
    ],
)
def test_blocks_wrap_lines_and_every_word_has_an_item(html, expected):
    root = parse(html)
    untangle(root)
    assert serialise(root) == f"<div>{expected}</div>"
