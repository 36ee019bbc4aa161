from __future__ import annotations

import signal
import threading

import pytest

from katern.reading.patience import TookTooLong, at_most


def run_for_ever():
    while True:
        try:
            sum(range(1000))
        except Exception:  # what libraries do
            continue


def test_work_ends_when_its_time_is_up():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(TookTooLong), at_most(0.05):
        run_for_ever()
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_so_it_does_beside_the_main_thread():
    ended = []

    def work():
        try:
            with at_most(0.05):
                run_for_ever()
        except TookTooLong:
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ended == [True]


def test_what_is_done_in_time_goes_on():
    with at_most(60):
        done = sum(range(10))
    assert done == 45
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_what_is_part_of_something_takes_of_its_time():
    def in_parts():
        while True:
            with at_most(0.1):
                sum(range(100_000))

    with pytest.raises(TookTooLong), at_most(0.2):
        in_parts()
    with pytest.raises(TookTooLong), at_most(0.05), at_most(60):
        run_for_ever()
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)
