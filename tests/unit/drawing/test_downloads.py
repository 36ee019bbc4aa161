from __future__ import annotations

import pytest

from katern.drawing.downloads import Download


@pytest.mark.parametrize(
    ("size", "shown"), [(10, "1 kB"), (1499, "1 kB"), (327_000, "327 kB"), (999_400, "999 kB"), (1_250_000, "1,2 MB")]
)
def test_a_size_is_said_as_people_say_it(size, shown):
    assert Download("a.pdf", "booklet", "A", "A4", 2, size).size_shown(",") == shown
