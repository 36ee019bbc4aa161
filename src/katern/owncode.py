"""What a site's own code asks of the machine while it runs, told by Python itself (see `sys.addaudithook`).

A macro or an extension of a site may open any file, and a build that is done again must look at the same ones. It may also
ask for what nobody can compare: the clock, the network, another program, a random number.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

_OPENED = ("open", "os.listdir", "os.scandir")
# events that tell of something outside this process, by the start of their names
_OUTSIDE = (
    "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "os.fork", "socket.", "urllib.", "http.", "ftplib.",
    "smtplib.", "sqlite3.", "ctypes.",
)  # fmt: skip
# names of modules that answer otherwise each time, and of what loads a module by a name that nobody can see
_CHANGING = frozenset(("time", "datetime", "random", "secrets", "uuid", "importlib", "__import__", "eval", "exec"))
_ENVIRONMENT = frozenset(("os", "environ", "getenv"))
_INSTALLED = f"{os.sep}site-packages{os.sep}"


class OwnCode:
    """Looks on, from when it is made until the process ends, while code below a folder runs that nobody installed."""

    def __init__(self, root: Path) -> None:
        self._root = f"{root}{os.sep}"
        self._katern = os.path.dirname(__file__) + os.sep
        self._opened: set[str] = set()
        self._names: set[str] = set()
        self._asked_outside = False
        sys.addaudithook(self._hear)

    @property
    def opened(self) -> frozenset[str]:
        """The files and folders that it opened."""
        return frozenset(self._opened)

    @property
    def can_be_compared(self) -> bool:
        """Whether it asks for nothing that is another each time."""
        return not self._asked_outside and not self._names & _CHANGING

    @property
    def asks_environment(self) -> bool:
        """Whether it can ask for any name of the environment."""
        return bool(self._names & _ENVIRONMENT)

    def _hear(self, event: str, values: tuple[Any, ...]) -> None:
        if event == "exec":
            code = values[0]
            if isinstance(code, CodeType) and self._is_own(code.co_filename):
                self._names.update(_names_in(code), ("",))
        elif not self._names:  # none of it was loaded yet
            return
        elif event in _OPENED:
            if values and isinstance(values[0], str | os.PathLike) and self._runs():
                self._opened.add(str(Path(os.fsdecode(values[0])).absolute()))
        elif event.startswith(_OUTSIDE) and self._runs():
            self._asked_outside = True

    def _runs(self) -> bool:
        """Whether code of the site is at work."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None:
            if self._is_own(frame.f_code.co_filename):
                return True
            frame = frame.f_back
        return False

    def _is_own(self, file: str) -> bool:
        return file.startswith(self._root) and not file.startswith(self._katern) and _INSTALLED not in file


def _names_in(code: CodeType) -> Iterator[str]:
    """Every name that code uses, in its functions and classes too."""
    for name in code.co_names:
        yield from name.split(".")
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _names_in(inner)
