from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from katern.alternatives import any_of

WORDS = st.lists(st.text("ab-", min_size=1, max_size=6), min_size=1, max_size=8)


@given(WORDS, st.text("ab- ", max_size=30), st.booleans())
def test_any_of_words_is_what_one_after_the_other_finds(words, text, longest):
    ordered = sorted(set(words), key=lambda word: (-len(word) if longest else len(word), word))
    plain = re.compile(rf"(?<!b)(?:{'|'.join(map(re.escape, ordered))})(?!a)")
    together = re.compile(rf"(?<!b){any_of((tuple(map(re.escape, word)) for word in words), longest)}(?!a)")
    assert together.findall(text) == plain.findall(text)


def test_a_pattern_is_as_long_as_what_words_do_not_share():
    words = [f"heel lang begin {number}" for number in range(100)]
    assert len(any_of(words, True)) < 600


@given(WORDS, st.booleans())
def test_the_order_of_words_does_not_matter(words, longest):
    units = [tuple(map(re.escape, word)) for word in words]
    assert any_of(units, longest) == any_of(reversed(units), longest)
