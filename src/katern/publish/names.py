"""What a published tree calls a draft, the version to read, and the news of releases: in the words of its site, known in those of all."""

from __future__ import annotations

from functools import cache

from katern.locales import languages
from katern.words import words_of
from katern.words.addresses import Addresses

REDIRECT = "redirect.js"
"""The script of pages that lead on; what asks for it is such a page."""


@cache
def _known() -> tuple[Addresses, ...]:
    return tuple(words_of(language).addresses for language in languages())


def is_draft(name: str) -> bool:
    """Whether a version is called a draft in any language: the only one that may be overwritten."""
    return any(name == known.draft for known in _known())


def is_current(alias: str) -> bool:
    """Whether an alias names the version that readers should read, in any language: the root of the tree leads where it leads."""
    return any(alias == known.current for known in _known())


def news_page(addresses: Addresses) -> str:
    """The page of each version that tells what changed, by its address below the version."""
    return f"{addresses.news}/"


def atom(addresses: Addresses) -> str:
    """The Atom feed at the root of a tree."""
    return f"{addresses.news}.xml"


def json_feed(addresses: Addresses) -> str:
    """The JSON Feed at the root of a tree."""
    return f"{addresses.news}.json"


def feeds() -> tuple[str, ...]:
    """The feeds of every language."""
    return tuple(name(known) for known in _known() for name in (atom, json_feed))
