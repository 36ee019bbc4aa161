"""What of a page's text print takes in."""

from __future__ import annotations

import pytest

from katern.print.admit import admit
from katern.print.markup import text_of


@pytest.mark.parametrize(
    "unseen",
    [
        "<p hidden>niet</p>",
        '<div hidden="hidden"><p>niet</p></div>',
        '<span style="color: red; Display:none">niet</span>',
        '<p style="visibility:hidden">niet</p>',
        "<dialog><p>niet</p></dialog>",
        "<template><p>niet</p></template>",
        "<datalist><option>niet</option></datalist>",
        "<!-- niet -->",
    ],
)
def test_what_no_browser_shows_is_on_no_paper_and_what_stands_behind_it_is(library, unseen):
    assert text_of(admit(f"<div><p>Voor.</p>{unseen} Na.</div>", library({}))) == "Voor. Na."


@pytest.mark.parametrize(
    "seen",
    [
        '<p hidden="until-found">wel</p>',
        '<p aria-hidden="true">wel</p>',
        "<dialog open><p>wel</p></dialog>",
        '<p style="display:block">wel</p>',
        '<p style="--shown-display: none-of-it">wel</p>',
        "<details><summary>wel</summary></details>",
    ],
)
def test_what_a_reader_can_see_is_on_paper(library, seen):
    assert text_of(admit(f"<div>{seen}</div>", library({}))) == "wel"
