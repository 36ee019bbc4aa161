"""Work that goes on beside the build, on a second core."""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from typing import TypeVar

Wait = Callable[[], None]
Answer = TypeVar("Answer")


def beside(work: Callable[[], None]) -> Wait:
    """Start work whose only effect is on files, in a copy of this process; calling the result waits for it.

    Where there is nothing to gain (one core) or a copy could hang (other threads, Windows), the work is done when the
    result is called. Work that failed in the copy is done again here, so that its error is seen.
    """
    if not _can_copy():
        return work
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)  # without this process's own clean-up: buffers and temporary folders are the parent's

    def wait() -> None:
        _, status = os.waitpid(child, 0)
        if status != 0:
            work()

    return wait


def answer_beside(question: Callable[[], Answer]) -> Callable[[], Answer]:
    """Start answering a question in a copy of this process; calling the result gives the answer.

    Where no copy can be made, or it failed, the question is answered when the result is called.
    """
    if not _can_copy():
        return question
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(receiver)
            with os.fdopen(sender, "wb") as pipe:
                pickle.dump(question(), pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(sender)

    def answer() -> Answer:
        with os.fdopen(receiver, "rb") as pipe:
            written = pipe.read()
        _, status = os.waitpid(child, 0)
        if status != 0:
            return question()
        given: Answer = pickle.loads(written)  # written by ourselves, a moment ago
        return given

    return answer


def _can_copy() -> bool:
    """Whether a second core is there and a copy cannot hang on what another thread holds."""
    return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1
