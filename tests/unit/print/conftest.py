"""Factories: a library from a few files, and the document that print composes from pages drawn by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from katern.drawing.page import Page
from katern.library import Library
from katern.print.booklet import Plan, plan_booklets
from katern.print.document import Document, Surroundings, compose
from katern.words import words_of

DOSSIER = (
    "---\ntitle: Proef\ndescription: Een proef.\nline: proef\nquestion: Wat?\n"
    "key_messages: [Een., Twee., Drie.]\n{front}---\n\n{body}\n"
)
TOOLKIT = (
    "---\ntitle: Oefenen\ndescription: Een oefening.\ngoal: Iets.\nsetting: []\nduration: 5\nnot_for: Niets.\n"
    "{front}---\n\n{body}\n"
)


@pytest.fixture
def dossier() -> Callable[..., str]:
    """The index page of a dossier."""
    return lambda body="Tekst.", front="": DOSSIER.format(body=body, front=front)


@pytest.fixture
def toolkit() -> Callable[..., str]:
    """The index page of a toolkit."""
    return lambda body="Tekst.", front="": TOOLKIT.format(body=body, front=front)


@pytest.fixture
def part() -> Callable[..., str]:
    """A page of a toolkit."""
    return lambda kind, title, body="Tekst.": f"---\ntitle: {title}\npart: {kind}\n---\n\n{body}\n"


@pytest.fixture
def composed(library: Callable[..., Library]) -> Callable[..., Document]:
    """The first booklet of these files, with this HTML for each page's text, and the same other parts for all."""

    def compose_it(files: Mapping[str, Any], html: Mapping[str, str], number: int = 0, **parts: Any) -> Document:
        found = library(files)
        plans, findings = plan_booklets(found)
        assert findings == []
        pages = {
            path: Page(item, item.address, found.layout.url(item.address), item.title, html.get(path, ""), **parts)
            for path, item in found.items.items()
        }
        around = Surroundings(found, words_of("nl"), tuple(found.sources), "https://proef.example/nu/")
        return compose(plans[number], pages, around)

    return compose_it


@pytest.fixture
def plans(library: Callable[..., Library]) -> Callable[..., list[Plan]]:
    """The booklets of these files; the test fails where their declaration is wrong."""

    def plan(files: Mapping[str, Any]) -> list[Plan]:
        found, findings = plan_booklets(library(files))
        assert findings == []
        return found

    return plan
