from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

import katern
from katern.locales import FOLDER, languages, readers_languages
from katern.words import words_of
from katern.words.preview import preview_words

_PACKAGE = Path(katern.__file__).parent
_TEMPLATES = sorted(
    file
    for folder in (_PACKAGE, Path(__file__).parents[3] / "overrides")
    for file in folder.rglob("*")
    if file.suffix in (".html", ".xml", ".md") and "assets" not in file.parts
)
_ASKED = re.compile(r"(?<![\w.])(?:katern\.)?words((?:\.(?!get\b)[a-z_]+)+)")


@pytest.mark.parametrize("language", readers_languages())
def test_every_language_has_all_words(language):
    assert words_of(language).language == language


@pytest.mark.parametrize("language", languages())
def test_a_language_of_authors_has_the_words_of_the_preview(language):
    assert preview_words(language).language == language


def asked_in(file):
    """The words that a template asks for, as chains of names."""
    text = file.read_text(encoding="utf-8")
    short = re.search(r"{% set words = katern\.words\.([a-z_]+) %}", text)
    for match in _ASKED.finditer(text):
        chain = match[1].strip(".").split(".")
        whole = chain if not short or match[0].startswith("katern.") else [short[1], *chain]
        yield ["versions", *chain] if "publish" in file.parts else whole


def find(words, chain):
    for name in chain:
        words = words[name] if isinstance(words, Mapping) else getattr(words, name)
    return words


@pytest.mark.parametrize("file", _TEMPLATES, ids=lambda file: file.name)
def test_templates_ask_for_words_that_there_are(file):
    words = preview_words("nl") if file.is_relative_to(_PACKAGE / "preview") else words_of("nl")
    for chain in asked_in(file):
        assert find(words, chain)


def test_templates_do_ask():
    assert sum(1 for file in _TEMPLATES for _ in asked_in(file)) > 120


def groups(value, path=""):
    """Each word by its path."""
    for field in dataclasses.fields(value):
        inner = getattr(value, field.name)
        if dataclasses.is_dataclass(inner):
            yield from groups(inner, f"{path}{field.name}.")
        else:
            yield f"{path}{field.name}"


def test_every_word_is_asked_for_somewhere():
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for file in sorted(
            [
                *_PACKAGE.rglob("*.py"),
                *_PACKAGE.rglob("*.html"),
                *_PACKAGE.rglob("*.typ"),
                *_PACKAGE.rglob("*.md"),
                *_PACKAGE.rglob("*.js"),
                *_TEMPLATES,
            ]
        )
        if "locale" not in file.parts and file.parent.name != "words"
    )
    asked = set(re.findall(r"\.([a-z_]+)", code))
    every = [*groups(words_of("nl")), *groups(preview_words("nl"))]
    assert [path for path in every if path.rpartition(".")[2] not in asked] == []


# what readers see is all that these languages have
FOR_READERS = ("addresses.yml", "kinds.yml", "monitor.yml", "pages.yml", "print.yml", "publication.yml", "search.yml")


@pytest.mark.parametrize("language", sorted(set(readers_languages()) - set(languages())))
def test_a_language_for_readers_has_the_same_names_with_the_same_values(language):
    assert tuple(sorted(path.name for path in (FOLDER / language).glob("*.yml"))) == FOR_READERS
    for name in FOR_READERS:
        here, there = (
            dict(leaves(yaml.safe_load((FOLDER / folder / name).read_text("utf-8")))) for folder in (language, "en")
        )
        assert here == there, name


def leaves(value, path=""):
    """Each word by its path, with the places for values that it has; units of figures are any."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}") if key != "units" or "figures" not in path else ()
    else:
        yield path, frozenset(re.findall(r"\{(\w+)\}", str(value)))
