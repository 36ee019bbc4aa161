"""The programs of the virtual environment, run as somebody at the command line runs them."""

from __future__ import annotations

import atexit
import functools
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
        self,
        folder: Path,
        arguments: list[str],
        environment: Mapping[str, str],
        says: list[Path],
        drawn: str = "",
        typed: str = "",
        apart: bool = False,
    ) -> None:
        """Begin a run, which says into two files; `wait` for its end, or for the number of one apart."""
        order = {"folder": str(folder), "arguments": arguments, "environment": dict(environment)}
        order |= {"drawn": drawn, "typed": typed, "says": list(map(str, says)), "apart": apart}
        self._order(order)

    def ended(self, number: int) -> int:
        """The code of a run apart, once it ended."""
        self._order({"ended": number})
        return self.wait()

    def _order(self, order: Mapping[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
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


def katern(*arguments: str, cwd: Path, text: str = "", **environment: str) -> Done:
    """The command, to which somebody types a text, without loading all of it once more.

    `test_package.py` runs it as it was installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        says = [Path(folder, "out"), Path(folder, "err")]
        typed = Path(folder, "typed") if text else Path(os.devnull)
        if text:
            typed.write_text(text, encoding="utf-8")
        # a process that is split off has the hashes of the first one, whatever its environment says
        forks = _forks(environment.get("PYTHONHASHSEED") or "random")
        forks.start(cwd, list(arguments), surroundings(environment), says, typed=str(typed))
        code = forks.wait()
        out, err = (path.read_text(encoding="utf-8") for path in says)
    return subprocess.CompletedProcess(["katern", *arguments], code, out, err)


class Apart:
    """A run of the command that goes on by itself, as `subprocess.Popen` has one; both of its voices say into one file."""

    def __init__(self, *arguments: str, cwd: Path, says: Path, **environment: str) -> None:
        self.says = says
        self._forks = _forks("random")
        self._forks.start(cwd, list(arguments), surroundings(environment), [says, says], apart=True)
        self.pid, self._code = self._forks.wait(), -1

    def send_signal(self, number: int) -> None:
        if self._code == -1:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float = 0) -> int:
        """The code with which it ended."""
        if self._code == -1:
            self._code = self._forks.ended(self.pid) % 256
        return self._code


# what a script calls as `katern`: its order in a folder, and the way to wait for the code
_STAND_IN = """#!/bin/sh
folder=$(mktemp -d)
mkfifo "$folder/code"
printf '%s\\0' "$PWD" "$@" > "$folder/order"
env -0 > "$folder/environment"
echo "$folder" > {orders}
read -r code < "$folder/code"
cat "$folder/out"
cat "$folder/err" >&2
rm -r "$folder"
exit "$code"
"""


@contextmanager
def at_hand(folder: Path) -> Iterator[Path]:
    """A program `katern` for scripts, which loads no more than `katern` above does; nobody may type into it."""
    orders, program = folder / "orders", folder / "katern"
    os.mkfifo(orders)
    program.write_text(_STAND_IN.format(orders=orders), encoding="utf-8")
    program.chmod(0o755)
    obeys = threading.Thread(target=_obey, args=(orders,))
    obeys.start()
    try:
        yield program
    finally:
        orders.write_text("\n", encoding="utf-8")
        obeys.join()


def _obey(orders: Path) -> None:
    """Runs what scripts ask for, until an order of nothing comes."""
    while (place := orders.read_text(encoding="utf-8").rstrip("\n")) != "":
        folder = Path(place)
        where, *arguments = (folder / "order").read_text(encoding="utf-8").split("\0")[:-1]
        pairs = (folder / "environment").read_text(encoding="utf-8").split("\0")[:-1]
        forks = _forks("random")
        environment = dict(pair.split("=", 1) for pair in pairs)
        forks.start(Path(where), arguments, environment, [folder / "out", folder / "err"])
        (folder / "code").write_text(f"{forks.wait() % 256}\n", encoding="utf-8")


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
