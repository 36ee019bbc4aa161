"""The words of the place where pages are changed in a browser: what its form calls the fields of front matter and their values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated

from katern.locales import nearest_language
from katern.words.model import Names, Phrase, Table, read, takes

FILE = "editing.yml"


@dataclass(frozen=True, slots=True)
class EditingWords:
    """`fields` and `choices` are for what the words of a kind do not name, `messages` what a change is called in the history; `kinds` is for kinds that readers see under the name of another."""

    title: str
    no_script: str
    body: str
    body_hint: str
    too_long: Annotated[Phrase, takes("limit")]
    messages: Annotated[Table, Names(("create", "update", "delete", "uploadMedia", "deleteMedia"))]
    kinds: Table
    fields: Table
    hints: Table
    choices: Table


@dataclass(frozen=True, slots=True)
class _File:
    editing: EditingWords


@cache
def editing_of(language: str) -> EditingWords:
    """The words of a language (BCP 47); English where there are none for it."""
    return read(_File, nearest_language(language), FILE).editing
