"""The command line in the language of the site that a call is about: its help, what `click` says itself, and every sentence."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import ngettext
from pathlib import Path
from typing import Any

import click
import yaml

from katern.known import Known
from katern.locales import FALLBACK, FOLDER, has_words, has_words_for_readers, nearest_language
from katern.saying import Said, said
from katern.siteconfig import language_at_first_sight

HELP = "help.yml"
CLICK = "click.yml"
# what stands above a command alone, and what its options have in common
ROOT, SHARED = "katern", "every"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# as `click` itself says it of commands and options
_MEANT = "Did you mean {possibility}?"
_CONFIG = ("-f", "--config-file")
DEFAULT_CONFIG = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Help:
    """What is said of a command, or of an option or argument: its text, and the word that stands for its value."""

    text: str = ""
    value: str = ""


class Call:
    """A call of `katern`: what was typed, and the language in which it is answered."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = tuple(arguments)
        self._language = ""

    @property
    def language(self) -> str:
        """The language of the site (BCP 47), as far as its mkdocs.yml tells at first sight; without a site, that of the machine."""
        if not self._language:
            self._language = language_of(Path(_config_file(self._arguments)))
        return self._language

    @language.setter
    def language(self, known: str) -> None:
        self._language = known

    def say(self, what: Said) -> str:
        """A sentence in the language of the call."""
        from katern.messages import messages_of  # many calls say nothing

        return messages_of(self.language).say(what)

    def help(self, context: click.Context, name: str = "") -> Help:
        """What is said of the command of a context, or of its option or argument by this name."""
        known = help_of(nearest_language(self.language))
        for group in (_command(context), SHARED):
            if name in known.get(group, {}):
                return known[group][name]
        return Help()


def language_of(config_file: Path) -> str:
    """The language that a mkdocs.yml names, as its theme has it; English where it names none, as MkDocs has it."""
    try:
        return language_at_first_sight(config_file) or FALLBACK
    except (OSError, ValueError):  # no site, or it is known when the settings are read
        return language_of_machine()


def language_of_machine() -> str:
    """The language that whoever typed the command has chosen for messages."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return nearest_language(next(filter(None, names), "").partition(".")[0].replace("_", "-"))


def _config_file(arguments: Sequence[str]) -> str:
    """The file that a call names for the settings, before anybody parsed it."""
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == _CONFIG[1]:
            return value if equals else next(iter(arguments[number + 1 :]), DEFAULT_CONFIG)
        if argument.startswith(_CONFIG[0]) and not argument.startswith("--"):
            return argument[2:] or next(iter(arguments[number + 1 :]), DEFAULT_CONFIG)
    return DEFAULT_CONFIG


@functools.cache
def help_of(language: str) -> Mapping[str, Mapping[str, Help]]:
    """The help of a language that has words: below each command, that of the command itself (no name), of options and of arguments."""
    content: dict[str, dict[str, Any]] = _read(FOLDER / language / HELP)
    return {
        command: {("" if name == "text" else name): _help(entry) for name, entry in entries.items()}
        for command, entries in content.items()
    }


def _help(entry: str | Mapping[str, str]) -> Help:
    return Help(entry) if isinstance(entry, str) else Help(**entry)


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), _Loader)  # a safe loader, and our own file


def _command(context: click.Context) -> str:
    """The name of a command with those above it, whatever the program itself is called: `data import`."""
    names = []
    while context.parent is not None:
        names.append(context.info_name or "")
        context = context.parent
    return " ".join(reversed(names)) or ROOT


def this_call() -> Call:
    """The call that is answered now."""
    return _of(click.get_current_context())


def answer_in(language: str) -> None:
    """Answer the call that goes on in this thread, if one does, in a language from now on; say so where it has no words."""
    context = click.get_current_context(silent=True)
    if context is not None:
        _of(context).language = language
        name_unknown_language(_of(context))


def name_unknown_language(call: Call) -> None:
    """Say, beside what a command tells, that there are no words in the language of its site."""
    if not has_words(call.language):
        language = call.language.partition("-")[0]
        readers, nobody = (
            said("language", "for-readers", language=language),
            said("language", "no-words", language=language),
        )
        click.echo(call.say(readers if has_words_for_readers(call.language) else nobody), err=True)


def _of(context: click.Context) -> Call:
    call = context.find_object(Call)
    assert call is not None  # `cli.run` gives it
    return call


class Option(click.Option):
    """An option whose help stands in `locale/*/help.yml`."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help, in the language of the call."""
        self.help = _of(ctx).help(ctx, self.name or "").text
        return super().get_help_record(ctx)

    def make_metavar(self, ctx: click.Context) -> str:
        """The word for its value."""
        return _of(ctx).help(ctx, self.name or "").value or super().make_metavar(ctx)


class Argument(click.Argument):
    """An argument whose word stands in `locale/*/help.yml`."""

    def make_metavar(self, ctx: click.Context) -> str:
        """The word for it."""
        return _of(ctx).help(ctx, self.name or "").value or super().make_metavar(ctx)


class Choice(click.Choice[str]):
    """A word of a few; one that is misspelt is told with the word that was meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """What can be chosen, and what was meant."""
        near = Known(self.choices).nearest(str(value))
        told = [super().get_invalid_choice_message(value, ctx)]
        if near is not None and ctx is not None:
            meant = click_words(nearest_language(_of(ctx).language)).get(_MEANT, _MEANT)
            told.append(meant.format(possibility=repr(near)))
        return " ".join(told)


class Command(click.Command):
    """A command whose help stands in `locale/*/help.yml`; its docstring is for who reads the code."""

    _help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        if self._help is None:
            self._help = Option(["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_show_help)
        return self._help

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        self.help = _of(ctx).help(ctx).text
        super().format_help_text(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What can stand behind the name of the command."""
        self.options_metavar = _of(ctx).help(ctx, "options").value
        return super().collect_usage_pieces(ctx)


class Group(Command, click.Group):
    """A command with commands below it."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What can stand behind the name of the group."""
        self.subcommand_metavar = _of(ctx).help(ctx, "subcommand").value
        return super().collect_usage_pieces(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, each with the first sentence of its help."""
        for name, command in self.commands.items():
            below = click.Context(command, info_name=name, parent=ctx)
            command.help = command.short_help = _of(ctx).help(below).text
        super().format_commands(ctx, formatter)


Group.group_class = Group
option = functools.partial(click.option, cls=Option)
argument = functools.partial(click.argument, cls=Argument)


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


# --- what click says itself

# the modules that say something to whoever types a command; each imports gettext under these names
SPEAKING = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def answer_in_words(call: Call) -> None:
    """Let what `click` says be in the language of the call; it speaks English, and has the catalogues of no other language."""

    def one(text: str) -> str:
        return click_words(nearest_language(call.language)).get(text, text)

    def counted(single: str, many: str, number: int) -> str:
        return one(ngettext(single, many, number))

    for name in SPEAKING:
        module = getattr(click, name)
        vars(module)["_"] = one
        if "ngettext" in vars(module):
            vars(module)["ngettext"] = counted


@functools.cache
def click_words(language: str) -> Mapping[str, str]:
    """Each text of `click` in a language; none for English."""
    path = FOLDER / language / CLICK
    words: Mapping[str, str] = _read(path) if path.is_file() else {}
    return words
