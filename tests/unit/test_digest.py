from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from katern.digest import digest

plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary()
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner), max_leaves=12
)


@given(values, values)
def test_values_have_the_same_digest_only_where_they_are_written_the_same(one, other):
    assert (digest(one) == digest(other)) == (repr(one) == repr(other))


# few letters, so that parts are often divided in two ways
@given(st.lists(st.text("ab", max_size=2), max_size=4), st.lists(st.text("ab", max_size=2), max_size=4))
def test_where_one_part_ends_and_the_next_begins_is_part_of_the_key(one, other):
    assert (digest(tuple(one)) == digest(tuple(other))) == (one == other)


class Colour(Enum):
    RED = 1
    BLUE = 2


class Shape(Enum):
    RED = 1


class Pair(NamedTuple):
    a: int
    b: int


@dataclass(frozen=True)
class Place:
    path: str
    line: int = 1


@dataclass(frozen=True)
class Spot:
    path: str
    line: int = 1


DIFFERENT = [
    ("a", "bc"), ("ab", "c"), ("abc",), "abc", b"abc", ["a", "bc"], (("a",), "bc"), ("a", ("bc",)), (), ("",), "", b"", None, "None",
    0, False, 0.0, -0.0, "0", 1, True, 1.0, 10**5000, float("nan"), float("inf"), "\ud800", {}, {"a": 1}, {"a": 2}, {"b": 1}, [("a", 1)],
    {"a": 1, "b": 2}, {"b": 2, "a": 1}, Colour.RED, Colour.BLUE, Shape.RED, Pair(1, 2), (1, 2), Place("a"), Place("b"), Place("a", 2),
    Spot("a"), ("path", "a", "line", 1), Markup("a"), "a", datetime.date(2026, 1, 1), datetime.datetime(2026, 1, 1), "2026-01-01",
]  # fmt: skip


def test_values_that_differ_in_type_or_form_differ_in_digest():
    assert len({digest(value) for value in DIFFERENT}) == len(DIFFERENT)


def test_a_mapping_is_what_it_holds():
    assert digest(MappingProxyType({"a": 1})) == digest({"a": 1})


def test_a_digest_is_the_same_in_every_process_and_on_every_machine():
    assert digest(("a", 1, b"c", None, [True])) == "5a6cb9b74be5fae350df01354382873479ed6741ffa0bd8f3af82d4809442413"


@pytest.mark.parametrize("value", [{1, 2}, frozenset(), object(), lambda: 1, Place, iter(()), (1, {2})])
def test_what_has_no_order_or_no_value_is_refused(value):
    with pytest.raises(TypeError, match="cannot be told apart"):
        digest(value)
