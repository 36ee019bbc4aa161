from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from katern.site.beside import answer_beside, beside


def test_work_is_done_when_waited_for(tmp_path):
    wait = beside(lambda: (tmp_path / "a").write_text("x", encoding="utf-8") and None)
    wait()
    assert (tmp_path / "a").read_text(encoding="utf-8") == "x"


def test_work_that_fails_says_so_here():
    def work():
        raise ValueError("stuk")

    wait = beside(work)
    with pytest.raises(ValueError, match="stuk"):
        wait()


@pytest.mark.parametrize("cores", [1, None])
def test_with_one_core_work_waits_until_it_is_wanted(cores, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    done = []
    wait = beside(lambda: done.append(os.getpid()))
    assert done == []
    wait()
    assert done == [os.getpid()]


def test_with_other_threads_no_copy_is_made():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    done = []
    wait = beside(lambda: done.append(os.getpid()))
    wait()
    stop.set()
    thread.join()
    assert done == [os.getpid()]


def alone(program: str) -> str:
    """What a program prints that has a process, and thus its threads, to itself."""
    head = "import os\nfrom katern.site.beside import answer_beside\nhere = os.getpid()\nos.cpu_count = lambda: 2\n"
    done = subprocess.run([sys.executable, "-c", head + program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_question_is_answered_in_a_copy():
    assert alone("print(answer_beside(os.getpid)() != here)") == "True"


def test_an_answer_larger_than_a_pipe_comes_whole():
    assert alone("print(len(answer_beside(lambda: 'x' * 1_000_000)()))") == "1000000"


def test_a_question_that_fails_in_the_copy_is_asked_again_here():
    assert alone("print(answer_beside(lambda: 'hier' if os.getpid() == here else 1 / 0)())") == "hier"


def test_with_another_thread_a_question_is_answered_here():
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert answer_beside(os.getpid)() == os.getpid()
    finally:
        done.set()
        thread.join()
