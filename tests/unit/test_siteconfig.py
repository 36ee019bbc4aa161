from __future__ import annotations

import pytest

from katern.finding import Position
from katern.siteconfig import place

TEXT = "plugins:\n  - search\n  - katern:\n      exit: x\nmarkdown_extensions:\n  - toc: {baselevel: 2}\ntheme: !ENV [A, b]\n"


@pytest.mark.parametrize(
    ("text", "steps", "line", "column"),
    [
        (TEXT, ("plugins", "katern", "exit"), 4, 7),
        (TEXT, ("plugins", "search"), 2, 5),
        (TEXT, ("plugins", "katern", "style"), 3, 5),
        (TEXT, ("markdown_extensions", "toc", "baselevel"), 6, 11),
        ("plugins: [search, katern]\n", ("plugins", "katern", "exit"), 1, 19),
        ("plugins:\n  katern:\n    style: apa\n", ("plugins", "katern"), 2, 3),
        (TEXT, ("extra",), 1, 1),
        ("plugins: [", ("plugins",), 1, 1),
        ("", ("plugins",), 1, 1),
    ],
)
def test_a_setting_is_found_as_deep_as_it_is_there(text, steps, line, column):
    assert place(text, "mkdocs.yml", *steps) == Position("mkdocs.yml", line, column)
