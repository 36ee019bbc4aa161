from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from katern.check.passages import Passages

SHORTEST = 4
PASSAGES = st.lists(st.text("ab. ", min_size=SHORTEST, max_size=9), max_size=6)


@given(PASSAGES, st.text("ab. ", max_size=60))
def test_what_stands_in_a_text_is_what_python_says_does(passages, text):
    found = list(Passages(passages, SHORTEST).within(text))
    assert set(found) == {passage for passage in passages if passage in text}
    assert len(found) == len(set(found))
