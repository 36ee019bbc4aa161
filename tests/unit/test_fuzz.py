"""A few of the texts that nobody wrote; `benchmarks/fuzz.py` puts thousands of them through."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FILE = Path(__file__).parents[2] / "benchmarks/fuzz.py"


@pytest.fixture(scope="module")
def fuzz():
    spec = importlib.util.spec_from_file_location("fuzz", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["fuzz"]


@pytest.fixture(scope="module")
def changing(fuzz):
    """The site, and what loads and checks it."""
    with fuzz.site_to_change() as root:
        act = fuzz.checking(root)
        assert act() == 0
        yield root, act


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_file_that_was_changed_by_chance_gives_findings_and_never_a_traceback(fuzz, changing, seed):
    root, act = changing
    assert fuzz.run(root, 1, seed, act, None).failed == []


def test_what_fails_is_told_with_its_seed_and_kept(fuzz, changing, tmp_path):
    root, _ = changing

    def fails():
        raise ZeroDivisionError("x")

    outcome = fuzz.run(root, 2, 7, fails, tmp_path / "kept")
    assert [text.split()[0] for text in outcome.failed] == ["7", "8"]
    assert len(list((tmp_path / "kept").glob("*.txt"))) == 2


def test_a_seed_gives_the_same_file(fuzz):
    changed = [fuzz.mutated(b"# Kop\n\nTekst.\n", [b"anders"], random.Random(3)) for _ in range(2)]
    assert changed[0] == changed[1] != b"# Kop\n\nTekst.\n"
