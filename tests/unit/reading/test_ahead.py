"""Two processes read pages and share nothing but the store; what they read is what one reads alone."""

from __future__ import annotations

import functools
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from katern.bibliography.keys import Keys
from katern.kinds import Kinds
from katern.layout import Layout
from katern.reading import ahead
from katern.reading.ahead import Work, from_the_back, read_ahead, take_order
from katern.reading.markdown import Dialect, Reader
from katern.reading.remembered import Remembering
from katern.store import Store

KEYS = Keys(["vries2020"], {"oud": "vries2020"})
PAGES = [
    (f"docs/{number}.md", f"# Kop {number}\n\nTekst [@vries2020; @oud], zie [een](0.md).\n") for number in range(6)
]
LAYOUT = Layout(Path("/nergens"), directory_urls=False)


def reader(store: Store) -> Remembering:
    return Remembering(Dialect(), LAYOUT, KEYS, store)


def work(store: Any, **other: Any) -> Work | None:
    known = {"dialect": Dialect(), "layout": LAYOUT, "keys": KEYS, "store": store, **other}
    return Work.of(**known)  # type: ignore[arg-type]


def test_the_other_process_reads_what_this_one_would(tmp_path: Path) -> None:
    from_the_back(pickle.dumps(work(Store(tmp_path))), PAGES)
    here, alone = reader(Store(tmp_path)), Reader(Dialect(), LAYOUT, KEYS)
    assert all(here.recall(*page) for page in PAGES)
    assert [here.page(*page) for page in PAGES] == [alone.page(*page) for page in PAGES]
    assert here.fresh == 0


def test_it_goes_from_the_back_and_ends_where_it_meets_the_other(tmp_path: Path) -> None:
    reader(Store(tmp_path)).page(*PAGES[3])
    from_the_back(pickle.dumps(work(Store(tmp_path))), PAGES)
    here = reader(Store(tmp_path))
    assert [here.recall(*page) for page in PAGES] == [False, False, False, True, True, True]


def ends_at_once(path: str) -> None:
    """A process that ends before it reads what it was sent."""
    os._exit(1)


@pytest.mark.parametrize("others_work", [take_order, ends_at_once, lambda path: None])
def test_whatever_becomes_of_the_other_process_all_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, others_work: object
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_IT", 2)
    monkeypatch.setattr(ahead, "_cores", lambda: 2)
    monkeypatch.setattr(ahead, "take_order", others_work)
    if others_work not in (take_order, ends_at_once):
        monkeypatch.setattr(ahead.multiprocessing, "get_context", lambda method: _Here())
    here = reader(Store(tmp_path))
    # more than a pipe holds
    pages = [*PAGES, ("docs/lang.md", "Een lange zin. " * 20_000)]
    read_ahead(work(Store(tmp_path)), here, pages)
    assert all(here.recall(*page) for page in pages)
    assert here.page(*PAGES[0]) == Reader(Dialect(), LAYOUT, KEYS).page(*PAGES[0])


class _Here:
    """A process that does nothing."""

    Process = staticmethod(lambda **options: _Here())

    def start(self) -> None:
        pass

    def join(self, patience: float) -> None:
        pass

    def is_alive(self) -> bool:
        return True

    def terminate(self) -> None:
        pass


def test_little_work_is_left_to_who_asks_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead.multiprocessing, "get_context", None)
    here = reader(Store(tmp_path))
    read_ahead(work(Store(tmp_path)), here, PAGES)
    assert not any(here.recall(*page) for page in PAGES)


@pytest.mark.parametrize(
    "other",
    [
        {"store": Store(None)},
        {"dialect": Dialect(extensions=("eigen.uitbreiding",))},
        {"layout": Layout(Path("/nergens"), kinds=Kinds())},
    ],
)
def test_what_another_process_cannot_know_stays_here(tmp_path: Path, other: dict[str, Any]) -> None:
    assert work(**{"store": Store(tmp_path), **other}) is None


def test_an_option_that_only_its_maker_knows_stays_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_WORTH_IT", 2)
    monkeypatch.setattr(ahead.multiprocessing, "get_context", None)
    dialect = Dialect(configs={"toc": {"slugify": functools.partial(lambda text, separator: text)}})
    read_ahead(work(Store(tmp_path), dialect=dialect), reader(Store(tmp_path)), PAGES)
