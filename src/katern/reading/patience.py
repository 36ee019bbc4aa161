"""A bound on the time that something may take: after so many seconds of work it ends where it stands."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import threading
import time
from collections.abc import Iterator
from types import FrameType

# when what is at work must end, the innermost last; what is part of something takes of its time
_ends: list[float] = []


class TookTooLong(BaseException):
    """Its time is up; no `except Exception` on the way holds it up."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within, work ends with TookTooLong after so many seconds: of its own on Unix, by the clock elsewhere and beside the main thread."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _by_signal(seconds):
            yield
    else:
        with _by_watch(seconds):
            yield


@contextlib.contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def end(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGVTALRM, end)
    # the timer counts in steps that are too large to add up, so ends are kept by the clock of the process
    _ends.append(min([*_ends[-1:], time.process_time() + seconds]))
    _set_timer()
    try:
        yield
    finally:
        _ends.pop()
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        _set_timer()


def _set_timer() -> None:
    if _ends:
        signal.setitimer(signal.ITIMER_VIRTUAL, max(_ends[-1] - time.process_time(), 0.001))


@contextlib.contextmanager
def _by_watch(seconds: float) -> Iterator[None]:
    thread, lock, done = threading.get_ident(), threading.Lock(), threading.Event()

    def end() -> None:
        with lock:
            if not done.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TookTooLong))

    watch = threading.Timer(seconds, end)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        with lock:
            done.set()
        watch.cancel()
