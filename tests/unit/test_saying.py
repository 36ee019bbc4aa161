"""What is said goes through a file or to another process and stays what it was."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.saying import Said, Telling, said

NAMES = st.text(max_size=8)
SAID = st.deferred(lambda: st.builds(Said, NAMES, NAMES, st.lists(st.tuples(NAMES, VALUES), max_size=3).map(tuple)))
VALUES = st.one_of(
    st.text(max_size=8), st.integers(), SAID, st.lists(st.one_of(st.text(max_size=8), SAID), max_size=3).map(tuple)
)


@given(SAID)
def test_what_is_said_comes_back_from_a_file(what):
    assert Said.from_stored(json.loads(json.dumps(asdict(what)))) == what


@pytest.mark.parametrize("value", [None, 1.5])
def test_what_cannot_be_said_is_refused(value):
    with pytest.raises(TypeError):
        Said.from_stored({"code": "a", "name": "b", "values": [["c", value]]})


def test_another_process_learns_what_is_said():
    what = said("a", "b", c=("d", said("e", "f")))
    assert pickle.loads(pickle.dumps(Telling(what))).said == what
