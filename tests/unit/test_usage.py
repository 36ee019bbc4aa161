"""The command line in the language of the site: its help, what click says itself, and where the language is found."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from string import Formatter

import click
import pytest
import yaml

from katern.cli import main
from katern.locales import FOLDER, languages
from katern.usage import CLICK, HELP, ROOT, SHARED, SPEAKING, Call, answer_in_words, help_of, language_of_machine

LANGUAGE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A machine without a language, in an empty folder."""
    for name in LANGUAGE_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@pytest.fixture
def answer(capsys):
    """What a call prints, and its exit code."""

    def of(*arguments: str) -> tuple[str, int | str | None]:
        call = Call(arguments)
        answer_in_words(call)
        with pytest.raises(SystemExit) as ended:
            main(list(arguments), obj=call, prog_name="katern")
        told = capsys.readouterr()
        return told.out + told.err, ended.value.code

    return of


def commands(group: click.Group, names: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Every command by its names, the whole first."""
    found: dict[tuple[str, ...], click.Command] = {names: group}
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found |= commands(command, (*names, name))
        else:
            found[(*names, name)] = command
    return found


ALL = commands(main)


def needed() -> dict[str, set[str]]:
    """What help must say: of each command, and of its options and arguments that are not shared."""
    shared = set(help_of("en")[SHARED])
    return {
        " ".join(names) or ROOT: {"", *(param.name for param in command.params if param.name not in shared)}
        for names, command in ALL.items()
    }


# --- all languages say the same


@pytest.mark.parametrize("language", languages())
def test_help_says_something_of_every_command_option_and_argument_and_of_nothing_else(language):
    told = {command: set(entries) for command, entries in help_of(language).items() if command != SHARED}
    assert told == needed()
    assert set(help_of(language)[SHARED]) == {"options", "subcommand", "help", "config_file"}


@pytest.mark.parametrize("language", languages())
def test_an_option_has_a_text_and_what_takes_a_value_has_a_word_for_it(language):
    for names, command in ALL.items():
        entries = {**help_of(language)[SHARED], **help_of(language)[" ".join(names) or ROOT]}
        for param in command.params:
            entry = entries[param.name]
            assert bool(entry.text) == isinstance(param, click.Option), (names, param.name)
            takes = not getattr(param, "is_flag", False) and not isinstance(param.type, click.Choice)
            assert bool(entry.value) == (takes or isinstance(param, click.Argument)), (names, param.name)


@pytest.mark.parametrize("file", [HELP, CLICK])
def test_no_name_stands_twice(file):
    for path in FOLDER.glob(f"*/{file}"):
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        for mapping in (root, *(value for _, value in root.value if isinstance(value, yaml.MappingNode))):
            names = [key.value for key, _ in mapping.value]
            assert sorted(names) == sorted(set(names))


def spoken() -> set[str]:
    """Every text that click marks as one for people, in the modules that speak here."""
    found = set()
    for name in SPEAKING:
        path = Path(str(importlib.import_module(f"click.{name}").__file__))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                found |= {part.value for part in node.args if isinstance(part, ast.Constant) and part.value != ""}
    return {text for text in found if isinstance(text, str)}


# what click tells who writes a command, and asks where a command asks
NOT_SAID = re.compile(
    r"DeprecationWarning|Could not determine name|No options defined|exactly one parameter|defined twice|Boolean option"
    r"|Invalid start character|Do you want to continue|without prompting"
)


@pytest.mark.parametrize("language", sorted(set(languages()) - {"en"}))
def test_all_that_click_says_has_words(language):
    words = yaml.safe_load((FOLDER / language / CLICK).read_text(encoding="utf-8"))
    assert {text for text in spoken() if not NOT_SAID.search(text)} <= words.keys()
    for text, told in words.items():
        assert _places(told) <= _places(text), text


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


# --- the language of a call


def lay_out(folder: Path, name: str, settings: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(settings, encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("theme: {name: material, language: nl}\n", "nl"),
        ("theme: {name: material, language: en}\n", "en"),
        ("theme: {name: material, language: fr}\n", "fr"),
        ("theme: {name: material}\n", "en"),
        ("theme: material\n", "en"),
        ("site_name: Proef\n", "en"),
    ],
)
def test_the_site_in_this_folder_says_the_language(settings, language, machine, tmp_path):
    machine.setenv("LANG", "nl_NL.UTF-8")
    lay_out(tmp_path, "mkdocs.yml", settings)
    assert Call(["build"]).language == language


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "-f", "other/site.yml"),
        ("build", "-fother/site.yml"),
        ("build", "--draft", "--config-file", "other/site.yml"),
        ("check", "--config-file=other/site.yml", "docs"),
    ],
)
def test_the_site_that_a_call_names_says_it(arguments, tmp_path):
    lay_out(tmp_path, "mkdocs.yml", "theme: {name: material, language: en}\n")
    lay_out(tmp_path / "other", "site.yml", "theme: {name: material, language: nl}\n")
    assert Call(arguments).language == "nl"
    assert Call([*arguments[:1], "--", *arguments[1:]]).language == "en"


def test_an_option_without_its_value_is_answered_for_the_site_in_this_folder(answer, tmp_path):
    lay_out(tmp_path, "mkdocs.yml", "theme: {name: material, language: nl}\n")
    assert answer("build", "-f") == ("Fout: De optie '-f' heeft een waarde nodig.\n", 2)


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_BE"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
    ],
)
def test_without_a_site_the_machine_says_it(names, language, machine):
    for name, value in names.items():
        machine.setenv(name, value)
    assert language_of_machine() == Call(["build"]).language == language


@pytest.mark.parametrize("settings", ["INHERIT: base.yml\n", "theme: {language: !ENV TAAL}\n"])
def test_settings_that_stand_elsewhere_say_nothing_before_they_are_read(settings, machine, tmp_path):
    machine.setenv("LANG", "nl_NL.UTF-8")
    lay_out(tmp_path, "mkdocs.yml", settings)
    call = Call(["build"])
    assert call.language == "nl"
    call.language = "en-GB"
    assert call.language == "en-GB"


# --- what is told

DUTCH, ENGLISH = "theme: {name: material, language: nl}\n", "site_name: Trial\n"


@pytest.mark.parametrize(
    ("settings", "arguments", "told"),
    [
        (DUTCH, ("nergens",), "Fout: De opdracht 'nergens' is er niet.\n"),
        (ENGLISH, ("nergens",), "Error: No such command 'nergens'.\n"),
        (
            DUTCH,
            ("check", "--fail-on", "eror"),
            "Fout: Deze waarde van '--fail-on' kan niet: 'eror' is geen van deze: 'error', 'warning'. Bedoelde u 'error'?\n",
        ),
        (DUTCH, ("build", "--draf"), "Fout: De optie '--draf' is er niet. Bedoelde u '--draft'?\n"),
        (ENGLISH, ("build", "--draf"), "Error: No such option '--draf'. Did you mean '--draft'?\n"),
        (DUTCH, ("build", "a", "b"), "Fout: Deze argumenten horen hier niet: a b\n"),
        (DUTCH, ("check", "x"), "Fout: Deze waarde van '[PAD]...' kan niet: 'x' bestaat niet.\n"),
        (ENGLISH, ("check", "x"), "Error: Invalid value for '[PATH]...': Path 'x' does not exist.\n"),
        (DUTCH, ("data", "fetch", "cbs"), "Fout: Hier ontbreekt een argument: 'TABEL'.\n"),
        (ENGLISH, ("data", "fetch", "cbs"), "Error: Missing argument 'TABLE'.\n"),
        (DUTCH, ("release", "--to", "x"), "Fout: noem de versie"),
        (ENGLISH, ("release", "--to", "x"), "Error: name the version"),
    ],
)
def test_wrong_use_is_told_in_the_language_of_the_site(settings, arguments, told, answer, tmp_path):
    lay_out(tmp_path, "mkdocs.yml", settings)
    text, code = answer(*arguments)
    assert told in text
    assert code == 2


@pytest.mark.parametrize("language", languages())
def test_the_help_of_every_command_is_in_one_language(language, answer, tmp_path):
    lay_out(tmp_path, "mkdocs.yml", f"theme: {{name: material, language: {language}}}\n")
    other = {"nl": ("Usage:", "Show this", "[OPTIONS]"), "en": ("Gebruik:", "Toon deze", "[OPTIES]")}[language]
    for names in ALL:
        text, code = answer(*names, "--help")
        assert code == 0
        assert text.startswith("Gebruik: katern" if language == "nl" else "Usage: katern")
        assert not any(word in text for word in other)
        folded = " ".join(text.split())
        for entry in help_of(language)[" ".join(names) or ROOT].values():
            assert entry.text.replace("-", "") in folded.replace("-", "").replace("  ", " ") or not entry.text
