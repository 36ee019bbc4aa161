"""Shares of the work: each piece in exactly one, all of about the same weight, the same on every machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.messages import messages_of
from katern.share import NoShare, Share

WORK = st.dictionaries(st.text(min_size=1), st.integers(0, 10_000), max_size=60)
COUNT = st.integers(1, 12)


def shares(count: int) -> list[Share]:
    return [Share.named(f"{number}/{count}") for number in range(1, count + 1)]


@given(WORK, COUNT)
def test_every_page_is_in_exactly_one_share(weights: dict[str, int], count: int) -> None:
    own = [name for share in shares(count) for name in share.own(weights)]
    assert sorted(own) == sorted(weights)


@given(WORK, COUNT)
def test_no_share_is_heavier_than_another_by_more_than_a_page(weights: dict[str, int], count: int) -> None:
    # each page costs a little, whatever it weighs
    loads = [sum(weights[name] + 1 for name in share.own(weights)) for share in shares(count)]
    assert max(loads) - min(loads) <= max(weights.values(), default=0) + 1


@given(WORK, COUNT, st.randoms())
def test_the_order_in_which_a_disk_gives_files_makes_no_difference(weights: dict[str, int], count: int, chance) -> None:  # type: ignore[no-untyped-def]
    names = list(weights)
    chance.shuffle(names)
    other = {name: weights[name] for name in names}
    assert [share.own(other) for share in shares(count)] == [share.own(weights) for share in shares(count)]


@given(WORK, COUNT)
def test_after_the_own_share_come_all_others_from_the_end(weights: dict[str, int], count: int) -> None:
    every = [share.own(weights) for share in shares(count)]
    for share in shares(count):
        own, *others = share.turns(weights)
        following = [*every[share.number :], *every[: share.number - 1]]
        assert own == every[share.number - 1]
        assert others == [list(reversed(names)) for names in following if names]


@pytest.mark.parametrize(
    "written", ["", "4", "0/4", "5/4", "1/0", "a/b", "1/4/4", " 1/4", "-1/4", "1.0/4", "١/٤", "1/9999999"]
)
def test_what_is_no_share_is_told_in_one_sentence(written: str) -> None:
    with pytest.raises(NoShare) as problem:
        Share.named(written)
    told = messages_of("nl").say(problem.value.said)
    assert "\n" not in told
    assert f"'{written}' is geen deel" in told


def test_a_share_is_written_as_it_is_read() -> None:
    assert str(Share.named("02/8")) == "2/8"
