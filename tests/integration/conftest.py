"""Which words are Dutch, those that Katern says in Dutch and not in English; and a machine that is looked at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import cache
from importlib.metadata import entry_points

import pytest
import yaml

from katern.locales import FOLDER

# of no language, of both, or of what a site itself writes
_NOT_DUTCH = {"de", "en", "is", "na", "nu", "past", "or", "pp", "typ", "uuid", "tel", "app", "web", "schema"}
_SURELY = {
    "het", "een", "niet", "van", "wordt", "deze", "geen", "voor", "naar", "zijn", "hoofdstuk", "bestand", "controles",
    "kennisatelier", "vraagbaak",
}  # fmt: skip
_WORD = re.compile(r"[a-zà-ÿ]+")


def words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def told(value: object) -> Iterator[str]:
    """Every text in a file of a language, without the names of its values."""
    if isinstance(value, dict):
        for part in value.values():
            yield from told(part)
    elif isinstance(value, list):
        for part in value:
            yield from told(part)
    elif isinstance(value, str):
        yield re.sub(r"\{\w*(?::[\w-]+)?\}", " ", value)


def vocabulary(language: str) -> set[str]:
    files = [path for path in (FOLDER / language).glob("*.yml") if path.name != "rules.yml"]
    return {word for path in files for text in told(yaml.safe_load(path.read_text("utf-8"))) for word in words(text)}


@pytest.fixture(scope="module")
def machine() -> Iterator[None]:
    """A machine of which is read once what no test of a module changes or looks at: its packages, and where git stands."""
    brought = cache(entry_points)
    with pytest.MonkeyPatch.context() as patch:
        for place in ("mkdocs.plugins", "mkdocs.utils", "katern.mkdocs.watched"):
            patch.setattr(f"{place}.entry_points", brought)
        patch.setattr("mkdocs_macros.context.get_git_info", lambda: {"status": False, "date": None})
        yield


@pytest.fixture(scope="session")
def dutch() -> Callable[..., set[str]]:
    """The Dutch words of a text, without those that the site itself writes."""
    known = {word for word in vocabulary("nl") - vocabulary("en") - _NOT_DUTCH if len(word) > 1} | _SURELY

    def of(text: str, content: Set[str] = frozenset()) -> set[str]:
        return (words(text) & known) - content

    return of
