"""Sets that are read when they are asked for."""

from __future__ import annotations

from samples import HEAD, SET

from katern.datasets.sets import on_demand


def test_sets_that_were_read_a_moment_ago_are_not_read_again_until_a_file_changes(checkout):
    layout = checkout({"sets/proef/set.yml": SET, "sets/proef/cijfers.csv": HEAD + "GM9901,2024,inwoners,10,\n"})
    first = on_demand(layout)
    assert str(first.get("proef").find("inwoners", 2024, "GM9901").value) == "10"
    assert on_demand(layout) is first
    checkout({"sets/proef/set.yml": SET, "sets/proef/cijfers.csv": HEAD + "GM9901,2024,inwoners,11,\n"})
    assert str(on_demand(layout).get("proef").find("inwoners", 2024, "GM9901").value) == "11"


def test_a_manifest_is_known_without_the_figures_of_its_set(checkout):
    sets = on_demand(
        checkout({"sets/proef/set.yml": SET, "sets/stuk/set.yml": "title: [", "sets/proef/cijfers.csv": "onzin"})
    )
    assert sets.names == ("proef", "stuk")
    assert sets.manifest("proef").title == "Proef"
    assert sets.manifest("stuk") is None
    assert sets.get("stuk") is None
    assert sets.get("niets") is None
