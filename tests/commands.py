"""The programs of the virtual environment, run as somebody at the command line runs them."""

from __future__ import annotations

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

Done = subprocess.CompletedProcess[str]

# a fixed day for what is built, and texts alike on every machine
SURROUNDINGS = {"SOURCE_DATE_EPOCH": "1764000000", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


class Forks:
    """A process that has loaded Katern; each run is a process that it splits off. `seed` is that of the hashes."""

    def __init__(self, seed: str = "random") -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("forks.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": seed},
        )

    def start(
        self, folder: Path, arguments: list[str], environment: Mapping[str, str], says: list[Path], drawn: str = ""
    ) -> None:
        """Begin a run, which says into two files; `wait` for its end."""
        order = {"folder": str(folder), "arguments": arguments, "environment": dict(environment), "drawn": drawn}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({**order, "says": list(map(str, says))}) + "\n")
        self._process.stdin.flush()

    def wait(self) -> int:
        """The code with which the run ended."""
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End, after the runs that were begun."""
        self._process.communicate()


@functools.cache
def _forks(seed: str) -> Forks:
    forks = Forks(seed)
    atexit.register(forks.close)
    return forks


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a run; an empty value takes a variable away."""
    return {name: value for name, value in {**os.environ, **SURROUNDINGS, **environment}.items() if value}


def katern(*arguments: str, cwd: Path, **environment: str) -> Done:
    """The command, without loading all of it once more; `test_package.py` runs it as it was installed."""
    with tempfile.TemporaryDirectory() as folder:
        says = [Path(folder, "out"), Path(folder, "err")]
        # a process that is split off has the hashes of the first one, whatever its environment says
        forks = _forks(environment.get("PYTHONHASHSEED") or "random")
        forks.start(cwd, list(arguments), surroundings(environment), says)
        code = forks.wait()
        out, err = (path.read_text(encoding="utf-8") for path in says)
    return subprocess.CompletedProcess(["katern", *arguments], code, out, err)


def command(program: str, *arguments: str, cwd: Path, **environment: str) -> Done:
    """A program of the virtual environment."""
    if program == "katern":
        return katern(*arguments, cwd=cwd, **environment)
    return subprocess.run(
        [str(Path(sys.executable).with_name(program)), *arguments],
        cwd=cwd,
        env=surroundings(environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
