"""Tags that nothing closes, and ends that nothing opened."""

from __future__ import annotations

import pytest

from katern.reading.balance import unbalanced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Een zin zonder tags, met a < b.", []),
        ("<b>vet</b> en <br> en <img src='a>b.png'>", []),
        ("<ul><li>een<li>twee</ul><table><tr><td>x</table><p>y", []),
        ("<svg><path d='M0'/></svg>", []),
        ("<https://example.org> en <a@b.nl> en <onbekend>", []),
        ("<style>a > b { } </style>", []),
        ("een <b>twee", [("unclosed", "b", 4)]),
        ("</div>een", [("stray", "div", 0)]),
        ("<a id='x'/>een", [("unclosed", "a", 0)]),
        ("<div/>een</div>", []),
        ("<i>een <b>twee</i> drie</b>", [("unclosed", "b", 7)]),
        ("<div><span>een</div>", [("unclosed", "span", 5)]),
        ("<B>een</b></B>", [("stray", "b", 10)]),
        ("<b>een</b> <b>twee", [("unclosed", "b", 11)]),
    ],
)
def test_each_slip_is_told_once_at_its_tag(text, found):
    assert [(slip.kind, slip.element, slip.start) for slip in unbalanced(text)] == found


def test_many_tags_take_no_long_time():
    slips = list(unbalanced("<b>" * 5_000 + '<a "' * 5_000 + "</i>" * 5_000))
    assert (len(slips), slips[0].element) == (10_000, "b")
