"""One thing of a site changes: what depends on it is made anew and nothing else, to the bytes of a build of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from . import changing
from .changes import CHANGES
from .changing import Change, Machine, Warm


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Machine, Machine]]:
    """One for warm builds and one for cold ones, which work side by side."""
    folder = tmp_path_factory.mktemp("machines")
    both = Machine(folder / "one", "1"), Machine(folder / "other", "2")
    yield both
    for machine in both:
        machine.close()


@pytest.fixture(scope="module")
def warm(machines: tuple[Machine, Machine], tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Warm]:
    """The site as it was built, without booklets and with them."""
    return {
        booklets: Warm(
            tmp_path_factory.mktemp("site"), machines[0], Change("", changing.nothing, booklets=booklets).options
        )
        for booklets in (False, True)
    }


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_what_changed_is_made_anew_and_nothing_else(
    change: Change, warm: dict[bool, Warm], machines: tuple[Machine, Machine], tmp_path: Path
) -> None:
    machine, other = machines
    root = warm[change.booklets].renew()
    if change.before is not None:
        change.before(root)
        machine.start(root, change.options, {})
        assert machine.done().code == 0
    change.edit(root)
    (tmp_path / "world").mkdir()
    environment = change.world(tmp_path / "world")
    before, places, known = changing.contents(root / "site"), changing.places(root / "site"), changing.entries(root)
    again = changing.cold(root, tmp_path / "cold")
    machine.start(root, change.options, environment)
    other.start(again, change.options, environment)
    ours, theirs = machine.done(), other.done()
    assert (ours.code, ours.said) == (0, theirs.said)
    after = changing.contents(root / "site")
    cold = changing.contents(again / "site")
    assert sorted(after) == sorted(cold)
    assert [name for name in after if after[name] != cold[name]] == []

    lie = changing.places(root / "site")
    assert [name for name in after if before.get(name) == after[name] and places[name] != lie[name]] == []
    named = ["" if address == "." else address for address in change.drawn.split()]
    others = [
        name.removesuffix("index.html")
        for name in after
        if name.endswith("/index.html") and before.get(name) != after[name]
    ]
    expected = {"*": theirs.drawn, "=": others}.get(change.drawn, named)
    assert sorted(ours.drawn) == sorted(expected)
    whole = changing.steps({}, changing.entries(again))
    assert changing.steps(known, changing.entries(root)) == changing.counts(change.made, whole)
