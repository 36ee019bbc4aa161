"""What asks for more memory than it may have gets an error where it stands, and nothing after it does."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from katern.reading import memory
from katern.reading.memory import no_more_than

MANY = 1 << 28


def test_more_than_that_is_not_given():
    before = resource.getrlimit(resource.RLIMIT_DATA)
    with no_more_than(MANY // 2):
        assert len(bytearray(1 << 20)) == 1 << 20
        with pytest.raises(MemoryError):
            bytearray(MANY)
        with pytest.raises(MemoryError), no_more_than(4 * MANY):  # what is within gets no more
            bytearray(MANY)
    assert resource.getrlimit(resource.RLIMIT_DATA) == before
    assert len(bytearray(MANY)) == MANY


def test_what_it_starts_does_not_get_more_either():
    with no_more_than(MANY // 2):
        most, _ = resource.getrlimit(resource.RLIMIT_DATA)  # with all that the tests before this one left in memory
        code = f"bytearray({most})"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


@pytest.mark.parametrize("lacking", ["resource", "_STATE"])
def test_a_system_without_such_a_bound_goes_on(monkeypatch, tmp_path, lacking):
    monkeypatch.setattr(memory, lacking, None if lacking == "resource" else tmp_path / "niets")
    with no_more_than(1):
        assert len(bytearray(MANY)) == MANY
