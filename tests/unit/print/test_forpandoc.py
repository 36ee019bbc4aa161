"""What pandoc would forget of a document."""

from __future__ import annotations

import pytest

from katern.print.forpandoc import keep_forms
from katern.print.markup import parse, serialise


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        # languages and directions stand on what pandoc lets keep them
        ('<p lang="ar">x <b>y</b></p>z', '<div lang="ar" dir="rtl"><p lang="ar" dir="rtl">x <b>y</b></p></div>z'),
        ('<h2 lang="he">k</h2>', '<h2 lang="he" dir="rtl"><span lang="he" dir="rtl">k</span></h2>'),
        ('<p lang="az-Arab">x</p>', '<div lang="az-Arab" dir="rtl"><p lang="az-Arab" dir="rtl">x</p></div>'),
        ('<p lang="ar-Latn">x</p>', '<div lang="ar-Latn"><p lang="ar-Latn">x</p></div>'),
        ('<p dir="rtl">x</p>', '<div dir="rtl"><p dir="rtl">x</p></div>'),
        ('<p>a <em lang="en">b</em></p>', '<p>a <em lang="en"><span lang="en">b</span></em></p>'),
        (
            '<ul><li lang="fr"><p>b</p></li></ul>',
            '<ul><li lang="fr"><div lang="fr"><p lang="fr">b</p></div></li></ul>',
        ),
        # each number of a list stays what it was
        (
            '<ol type="a" start="3" reversed><li>c</li><li>b</li></ol>na',
            '<ol type="a" start="3" reversed><li>c</li></ol><ol type="a" start="2"><li>b</li></ol>na',
        ),
        (
            '<ol><li>een</li><li value="5">vijf</li><li>zes</li></ol>',
            '<ol start="1"><li>een</li></ol><ol start="5"><li value="5">vijf</li><li>zes</li></ol>',
        ),
        ('<ol start="4"><li>vier</li></ol>', '<ol start="4"><li>vier</li></ol>'),
        # a box to tick begins its item
        (
            '<ul><li><span data-task="false"><b>a</b></span></li></ul>',
            '<ul><li><span data-task="false">☐ <b>a</b></span></li></ul>',
        ),
        ('<ul><li><span data-task="true">a</span></li></ul>', '<ul><li><span data-task="true">☒ a</span></li></ul>'),
    ],
)
def test_what_pandoc_would_forget_is_said_in_a_form_that_it_keeps(html, kept):
    root = parse(html)
    keep_forms(root)
    assert serialise(root) == f"<div>{kept}</div>"
