"""What of a page's text print takes in."""

from __future__ import annotations

import pytest

from katern.print.admit import admit
from katern.print.markup import text_of, with_class


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


def test_only_what_the_engine_drew_is_a_chart(library):
    drawing = '<figure><div><svg width="100%" height="90"></svg></div></figure>'
    drawn = admit(
        f'<div class="chart">{drawing}<p>Bron</p></div><div class="chart"><p>van een auteur</p></div>', library({})
    )
    assert [text_of(box) for box in with_class(drawn, "chart")] == ["Bron"]
