from __future__ import annotations

import random
import string

import pytest

from katern.known import Known

MANY = [f"toolkits/kit-{number // 30:03d}/deel-{number:05d}.md" for number in range(3000)]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("toolkits/kit-041/deel-01234.md", "toolkits/kit-041/deel-01234.md"),
        ("Toolkits/kit-041/deel-01234.md", "toolkits/kit-041/deel-01234.md"),
        ("toolkits/kit-041/deel-1234.md", "toolkits/kit-041/deel-01234.md"),
        ("toolkit/kit-041/deel-01234.md", "toolkits/kit-041/deel-01234.md"),
        ("toolkits/kit-041/del-01234.md", "toolkits/kit-041/deel-01234.md"),
        ("iets heel anders", None),
        ("", None),
    ],
)
def test_the_nearest_of_many_words_is_found(word, near):
    assert Known(MANY).nearest(word) == near


def test_what_is_nearest_among_few_is_nearest_among_many_that_are_other():
    chance = random.Random(1)
    few = [f"{''.join(chance.choices(string.ascii_lowercase, k=6))}{year}" for year in range(1990, 2026)]
    others = [f"{number:08x}" for number in range(5000)]
    for word in few:
        typed = word[:2] + word[3:]
        assert Known(few).nearest(typed) == Known([*few, *others]).nearest(typed) == word


def test_words_keep_their_order():
    known = Known(["c", "a", "b", "a"])
    assert known.first(2) == ["c", "a"]
    assert len(known) == 3
    assert "b" in known


def test_nothing_is_near_where_nothing_is_known():
    assert Known([]).nearest("woord") is None
    assert not Known([])
