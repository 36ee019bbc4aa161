"""Where the arguments of a call stand, however it is laid out."""

from __future__ import annotations

import pytest

from katern.reading.arguments import places


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ('{{ figure("a", "b", 2024) }}', {"0": '"a"', "1": '"b"', "2": "2024"}),
        ('{{ figure("a,(b", x = "c=d", y=[1, (2)], z={"p": q}) }}',
         {"0": '"a,(b"', "x": '"c=d"', "y": "[1", "z": '{"p"'}),
        ('{{ figure(\n  "a",\n  x="b",\n) }}', {"0": '"a"', "x": '"b"'}),
        ("{{ figure('it\\'s', x=y == 2) }}", {"0": "'it\\'s'", "x": "y"}),
        ("{{ figure() }}", {}),
        ("{{ andere(x=1) }}", {}),
        ('{{ figure("a', {"0": '"'}),
    ],
)  # fmt: skip
def test_each_argument_is_found_by_its_name_or_number(written, values):
    found = places(written, 0, "figure")
    assert set(found) == set(values)
    assert all(written.startswith(values[name], offset) for name, offset in found.items())


def test_the_call_behind_the_start_is_meant():
    written = '{{ figure("a") }} {{ figure("b") }}'
    assert places(written, 17, "figure") == {"0": written.index('"b"')}
