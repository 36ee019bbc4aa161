"""Time and memory of a whole command with all that it starts, by the operating system's own accounting."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.2
_LAST_WORDS = 2000


@dataclass(frozen=True)
class Run:
    """One finished run: seconds of wall clock and of all processors together, and the peak memory in MB.

    Memory is that of the largest process, or what all processes held at one moment where that was more.
    """

    seconds: float
    work: float
    megabytes: float


def run(
    command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None, longest: float | None = None
) -> Run | None:
    """Run a command to its end, with `more` in its environment; None where it takes longer than so many seconds.

    A failure ends the benchmark with what the command said.
    """
    started = time.perf_counter()
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env={**os.environ, **(more or {})}
        )
        watch = _Watch(process, longest)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    watch.end()
    if watch.stopped:
        return None
    if process.returncode:
        said = (folder / "run.log").read_text(encoding="utf-8")[-_LAST_WORDS:]
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, max(usage.ru_maxrss / 1024, watch.megabytes))


class _Watch:
    """Looks every now and then what a process and its children hold together, and ends what takes too long."""

    def __init__(self, process: subprocess.Popen[bytes], longest: float | None) -> None:
        self.megabytes = 0.0
        self.stopped = False
        self._process = process
        self._until = None if longest is None else time.monotonic() + longest
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY):
            family = [self._process.pid, *_children(self._process.pid)]
            if len(family) > 1:  # of one process the system itself keeps the peak
                self.megabytes = max(self.megabytes, sum(map(_held, family)))
            if self._until is not None and time.monotonic() > self._until:
                self.stopped = True
                self._process.kill()
                return

    def end(self) -> None:
        """The process is gone."""
        self._ended.set()
        self._thread.join()


def _children(parent: int) -> Iterator[int]:
    """All processes below one, on a system that tells."""
    for listing in Path(f"/proc/{parent}/task").glob("*/children"):
        try:
            numbers = listing.read_text().split()
        except OSError:
            continue
        for number in map(int, numbers):
            yield number
            yield from _children(number)


def _held(number: int) -> float:
    """What a process holds in MB; what it shares with others counts for its part."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
