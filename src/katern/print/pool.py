"""Processes that share the work; with one, it is done in this process."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from collections.abc import Iterator, Sequence
from pathlib import Path

from katern.print.cache import Cache
from katern.print.job import Job, Outcome, work


class Pool:
    """A number of processes for one run; started by `spawn`, since a fork would inherit running threads."""

    def __init__(self, processes: int) -> None:
        self._pool: concurrent.futures.ProcessPoolExecutor | None = None
        if processes > 1:
            context = multiprocessing.get_context("spawn")
            self._pool = concurrent.futures.ProcessPoolExecutor(processes, mp_context=context)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def work(self, jobs: Sequence[tuple[int, Job, str]], cache: Path) -> Iterator[tuple[int, Outcome]]:
        """The outcomes, each with its job's number, in the order in which they come."""
        if self._pool is None:
            for number, job, name in jobs:
                yield number, _make(job, name, cache)
            return
        futures = {self._pool.submit(_make, job, name, cache): number for number, job, name in jobs}
        for future in concurrent.futures.as_completed(futures):
            yield futures[future], future.result()


def _make(job: Job, name: str, cache: Path) -> Outcome:
    return Cache(cache).make(name, lambda folder: work(job, folder))
