"""What `katern new` writes where an author is to write, and what it says to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from katern.locales import nearest_language
from katern.words.model import Phrase, read, takes

FILE = "starting.yml"


@dataclass(frozen=True, slots=True)
class Starting:
    """`field` stands in a field that must say something, `body` where the text of a page comes, `picture` where one is to describe."""

    field: Annotated[Phrase, takes("label")]
    description: Annotated[Phrase, takes("title")]
    body: str
    # the text of a course, with one case
    cases: str
    # a picture that nobody described, and the folder of pictures beside a page
    picture: str
    pictures: str


@dataclass(frozen=True, slots=True)
class _File:
    starting: Starting


def starting_of(language: str) -> Starting:
    """The words of a language (BCP 47); English where there are none for it."""
    return read(_File, nearest_language(language), FILE).starting
