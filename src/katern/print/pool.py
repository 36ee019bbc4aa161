"""Processes that share the work; with one, it is done in this process."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from collections.abc import Iterator, Sequence

from katern.print.job import Job, make


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

    def work(self, jobs: Sequence[tuple[int, Job]]) -> Iterator[tuple[int, bytes]]:
        """What came of the jobs, as entries for the store, each with its number, in the order in which they come."""
        if self._pool is None:
            for number, job in jobs:
                yield number, make(job)
            return
        waiting = {self._pool.submit(make, job): number for number, job in jobs}
        for future in concurrent.futures.as_completed(list(waiting)):
            yield waiting.pop(future), future.result()
