"""The command `katern`: parse, call, print; no logic of its own."""

from __future__ import annotations

import gc
import logging
import sys

import click

from katern import __version__
from katern.authorcommands import assets, explain, lsp, new
from katern.buildcommands import booklet, build, serve
from katern.checkcommands import check, report, schema
from katern.datacommands import data
from katern.errors import KaternError
from katern.manuscriptcommands import diff, export, import_
from katern.publishcommands import release, verify
from katern.sourcecommands import cite, sources
from katern.usage import Call, Group, Option, answer_in_words

_COMMANDS = (
    build, booklet, serve, check, report, schema, release, verify,
    data, new, explain, assets, cite, sources, import_, export, lsp, diff,
)  # fmt: skip


@click.group(cls=Group)
@click.version_option(__version__, message="katern %(version)s", cls=Option)
def main() -> None:
    """All commands."""
    logging.basicConfig(format="%(message)s", level=logging.WARNING)


for _command in _COMMANDS:
    main.add_command(_command)


def run() -> None:
    """Entry point: what Katern raises on purpose is shown as a sentence."""
    gc.set_threshold(
        50_000, 20, 20
    )  # a build makes many objects and drops few: looking for rubbish all the time is waste
    call = Call(sys.argv[1:])
    answer_in_words(call)
    try:
        main(obj=call, prog_name="katern")
    except KaternError as problem:
        from katern.blame import OwnFailure  # nothing goes wrong in most runs

        if isinstance(problem, OwnFailure):
            from katern.report import as_text

            click.echo(as_text((problem.finding,), problem.language))
            sys.exit(1)
        if wrong := getattr(problem, "findings", ()):
            from katern.report import as_text

            click.echo(as_text(wrong, call.language))
            sys.exit(1)
        click.echo(call.say(problem.said), err=True)
        sys.exit(2)
