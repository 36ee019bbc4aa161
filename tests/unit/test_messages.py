from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
import yaml
from jinja2 import Environment, nodes

import katern
from katern.finding import Finding, Position, first_of, said
from katern.locales import languages
from katern.messages import FILES, Messages, Sentence, messages_of, read_messages, tell

SOURCE = Path(katern.__file__).parent
LANGUAGES = languages()
# words within sentences
INNER = {"joints", "languages"}
WORDS = """
joints: {or: " of ", and: " en "}
languages: {en: Engels}
every:
  also: {message: "{what}, en in {page}", hint: "{what:hint}"}
link.broken:
  no-file: {message: "'{destination}' wijst naar niets", hint: kijk het na}
  other: bedoelde u '{near}'?
  choose: kies {all:or}
  last: kies {all:last-or}
  known: "er zijn: {all}"
  front: de voorpagina
a11y.language:
  unmarked: {message: "dit is {language:language}", hint: "zet erbij lang={language}"}
"""


@pytest.fixture(scope="module")
def words() -> Messages:
    return read_messages(WORDS)


def test_a_finding_is_told_with_its_values_and_the_hint_that_belongs_to_it(words):
    finding = Finding.error(Position("a.md", 2, 3), said("link.broken", "no-file", destination="b.md"))
    told = words.tell(finding)
    assert (told.code, told.severity, told.path, told.line, told.column) == ("link.broken", "error", "a.md", 2, 3)
    assert (told.message, told.hint) == ("'b.md' wijst naar niets", "kijk het na")


def test_advice_takes_the_place_of_the_hint(words):
    what, advice = said("link.broken", "no-file", destination="b.md"), said("link.broken", "other", near="c.md")
    assert words.tell(Finding.error(Position("a.md"), what, advice)).hint == "bedoelde u 'c.md'?"


def test_braces_in_a_value_mean_themselves(words):
    assert words.say(said("link.broken", "no-file", destination="{x}")) == "'{x}' wijst naar niets"


@pytest.mark.parametrize(
    ("name", "all", "sentence"),
    [
        ("choose", ("a", "b", "c"), "kies a of b of c"),
        ("choose", ("a",), "kies a"),
        ("last", ("a", "b", "c"), "kies a, b of c"),
        ("last", ("a",), "kies a"),
        ("known", ("a", "b"), "er zijn: a, b"),
        ("known", first_of(["a", "b", "c"], 2), "er zijn: a, b …"),
        ("known", first_of(["a", "b"], 2), "er zijn: a, b"),
        ("known", ("a", said("link.broken", "front")), "er zijn: a, de voorpagina"),
    ],
)
def test_a_list_is_drawn_with_commas_or_with_the_word_that_the_sentence_asks_for(words, name, all, sentence):
    assert words.say(said("link.broken", name, all=all)) == sentence


def test_a_language_is_drawn_by_its_tag_or_by_its_name(words):
    told = words.tell(Finding.error(Position("a.md"), said("a11y.language", "unmarked", language="en")))
    assert (told.message, told.hint) == ("dit is Engels", "zet erbij lang=en")


def test_what_is_said_can_stand_within_a_sentence_with_its_hint(words):
    inner = said("link.broken", "no-file", destination="b.md")
    told = words.tell(Finding.error(Position("a.md"), said("every", "also", what=inner, page="d.md")))
    assert (told.message, told.hint) == ("'b.md' wijst naar niets, en in d.md", "kijk het na")


@pytest.mark.parametrize(
    ("language", "nothing"),
    [("nl", "Geen bevindingen."), ("nl-NL", "Geen bevindingen."), ("en", "No findings."), ("fr", "No findings.")],
)
def test_a_language_without_messages_of_its_own_is_told_in_english(language, nothing):
    assert messages_of(language).say(said("report", "nothing")) == nothing
    assert tell([], language) == ()


# --- every language says the same, and all that the code says


def placeholders(sentence: Sentence) -> set[str]:
    """The values that a sentence and its hint use."""
    return {
        name
        for text in (sentence.message, sentence.hint)
        for _, name, _, _ in Formatter().parse(text)
        if name is not None
    }


def entries(language: str) -> dict[tuple[str, str], set[str]]:
    """Every code and name of a language, with the values that it uses."""
    return {
        (code, name): placeholders(sentence)
        for code, names in messages_of(language).sentences.items()
        for name, sentence in names.items()
        if code not in INNER
    }


def said_in(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of `said` in a file, with its place."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "said":
            yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def said_in_template(path: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every section and name that a template says, with the values that it gives."""
    for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say":
            section, name = (argument.as_const() for argument in call.args)
            yield section, name, frozenset(keyword.key for keyword in call.kwargs)


def used() -> dict[tuple[str, str], set[frozenset[str]]]:
    """Every code and name that the source says, with the values that it gives each time."""
    found: dict[tuple[str, str], set[frozenset[str]]] = {}
    for path in SOURCE.rglob("*.py"):
        for place, call in said_in(path):
            written = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
            assert len(written) == len(call.args) == 2, f"{place}: code and name are written out where they are said"
            names = [keyword.arg for keyword in call.keywords]
            assert None not in names, f"{place}: values are named where they are said"
            found.setdefault((written[0], written[1]), set()).add(frozenset(filter(None, names)))
    for path in SOURCE.glob("check/templates/*.jinja"):
        for section, name, names in said_in_template(path):
            found.setdefault((section, name), set()).add(names)
    return found


def test_there_are_messages_in_dutch_and_english():
    assert LANGUAGES == ("en", "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_all_that_the_code_says_and_nothing_else_with_the_same_values(language):
    there = {key: {frozenset(names)} for key, names in entries(language).items()}
    assert there == used()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_stands_in_two_files_and_no_name_twice_below_a_code(language):
    codes = []
    for name in FILES:
        text = (SOURCE / "locale" / language / name).read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        assert isinstance(root, yaml.MappingNode)
        codes += [key.value for key, _ in root.value]
        for _, value in root.value:
            names = [key.value for key, _ in value.value]
            assert sorted(names) == sorted(set(names))
    assert sorted(codes) == sorted(set(codes))
