"""Time and memory of a whole command, by the operating system's own accounting."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """One finished run: seconds of wall clock, and the peak memory of its largest process in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end; a failure ends the benchmark with what the command said."""
    started = time.perf_counter()
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    if process.returncode:
        sys.exit(
            f"{' '.join(command)} ended with {process.returncode}:\n{(folder / 'run.log').read_text(encoding='utf-8')}"
        )
    return Run(seconds, usage.ru_maxrss / 1024)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
