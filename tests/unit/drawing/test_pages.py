"""Pages are drawn when they are asked for, and not again while they are in use."""

from __future__ import annotations

import pytest

from katern.drawing.page import Page
from katern.drawing.pages import Pages


def test_a_page_is_drawn_once_when_it_is_asked_for() -> None:
    drawn: list[str] = []

    def draw(address: str) -> Page:
        drawn.append(address)
        return Page(None, address, address, "T")

    pages = Pages(["b.md", "a.md"], draw)
    assert (list(pages), len(pages), "a.md" in pages, "weg.md" in pages) == (["b.md", "a.md"], 2, True, False)
    assert drawn == []
    assert pages["a.md"] is pages["a.md"]
    assert drawn == ["a.md"]


def test_a_page_that_the_site_lacks_is_not_drawn() -> None:
    pages = Pages(["a.md"], lambda address: Page(None, address, address, "T"))
    with pytest.raises(KeyError):
        pages["weg.md"]
    assert pages.get("weg.md") is None
