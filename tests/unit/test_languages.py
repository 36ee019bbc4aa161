"""All that readers and people at a keyboard see stands in the files of `locale`: the code holds no Dutch sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml

import katern
from katern.locales import FOLDER, languages

SOURCE = Path(katern.__file__).parent
# words that no English sentence has, and hardly a Dutch one lacks
SIGNS = (
    "aan alle alleen als andere bestaat bestand bestanden bij boekje boekjes bouw deze die dit door een eerst er "
    "geen geef gemaakt haal haar heeft herstel het hier hoe ik is kan kies kunt maak maar map meer mist moet na "
    "naar niet noem nog om onder ontbreekt ook op opnieuw over pagina regel schrijf staan staat te toon tot uit uw "
    "van veranderd verwijder voor waar want wat weg welke wie wordt worden zeg zet zij zijn zo zonder "
)
# what rules and readers of sources know of many languages: names of months, particles of names, words in records
DATA = {
    "bibliography/csl.py", "bibliography/dates.py", "bibliography/names.py", "bibliography/languages.py",
    "bibliography/symbols.py", "check/bibdates.py", "check/bibnames.py", "check/nocite.py", "citations/locator.py",
    "citations/syntax.py", "reading/leftover.py",
}  # fmt: skip
WORD = re.compile(r"[a-zà-ÿ]+")
# of these, words of English too, and names in programs
ENGLISH = {"is", "er", "die", "om", "op", "te", "na", "map", "want", "door", "over", "regel"}

DUTCH = frozenset(WORD.findall(SIGNS)) - ENGLISH


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every text of a module that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def is_dutch(text: str) -> bool:
    """Whether a text is a piece of a Dutch sentence: more words than one, with one that English lacks."""
    found = WORD.findall(text.casefold())
    return len(found) > 1 and not DUTCH.isdisjoint(found)


def test_a_dutch_sentence_is_known_by_its_words():
    assert is_dutch("de site is niet gebouwd")
    assert is_dutch("{folder} is geen map; kies een andere")
    assert not is_dutch("the site is not built")
    assert not is_dutch("want-one-of")
    assert not is_dutch("bestand")


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_dutch_sentence_stands_in_the_code(path):
    if path.relative_to(SOURCE).as_posix() in DATA:
        return
    found = [node for node in texts(ast.parse(path.read_text(encoding="utf-8"))) if is_dutch(node.value)]
    assert [(node.lineno, node.value) for node in found] == []


def leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text of a file with the names that lead to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from leaves(part, f"{path}.{name}")
    elif isinstance(value, list):
        yield path, "[]"
    else:
        yield path, str(value)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name} if "{" in text and "[" not in text else set()


# what each language has of its own: the words of its rules, and click's words where these are not English
OWN = {"rules.yml", "click.yml"}
# what sets of figures may be counted in
UNITS = ".figures.units."


def test_all_languages_have_the_same_files():
    files = {language: {path.name for path in (FOLDER / language).glob("*.yml")} - OWN for language in languages()}
    assert files["nl"] == files["en"]


@pytest.mark.parametrize("name", sorted({path.name for path in FOLDER.glob("*/*.yml")} - OWN))
def test_all_languages_have_the_same_names_with_the_same_values(name):
    read = {
        language: dict(leaves(yaml.safe_load((FOLDER / language / name).read_text(encoding="utf-8"))))
        for language in languages()
    }
    told = {
        language: {path: places(text) for path, text in words.items() if not path.startswith(UNITS)}
        for language, words in read.items()
    }
    assert told["nl"] == told["en"]
