"""Asking for a table, from a server that behaves like the publisher's."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator

import pytest
from publisher import Publisher

from katern.datasets.fetch import FetchFailed, fetch
from katern.webservice import Manners

DAY = datetime.date(2026, 11, 25)
HASTY = Manners(agent="Proef", pause=0, tries=3, first_wait=0, patience=0)


@pytest.fixture
def publisher() -> Iterator[Callable[[int], Publisher]]:
    started: list[Publisher] = []

    def start(rows: int) -> Publisher:
        started.append(Publisher(rows))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def get(server: Publisher, folder):
    return fetch("99999NED", folder, HASTY, server.service, DAY)


def held(folder):
    return json.loads((folder / "99999NED.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("rows", [1, 9_999, 10_000, 10_001, 20_000, 25_000])
def test_a_table_comes_whole_in_pages_that_the_service_allows(publisher, tmp_path, rows):
    server = publisher(rows)
    done = get(server, tmp_path)
    content = held(tmp_path)
    assert [row["ID"] for row in content["value"]] == list(range(rows))
    assert {name: content[name] for name in ("table", "title", "modified", "retrieved")} == {
        "table": "99999NED",
        "title": "Proeftabel",
        "modified": "2026-02-03",
        "retrieved": "2026-11-25",
    }
    pages = -(-rows // 10_000)
    assert (done.rows, done.kept, server.asked["TypedDataSet"]) == (rows, 0, pages)
    assert [path.name for path in tmp_path.iterdir()] == ["99999NED.json"]


def test_a_table_is_asked_for_by_ranges_and_who_asks_says_so(publisher, tmp_path):
    server = publisher(12_000)
    get(server, tmp_path)
    assert server.questions == [
        "TableInfos",
        "TypedDataSet/$count",
        "ID ge 0 and ID lt 10000",
        "ID ge 10000 and ID lt 20000",
        "TableInfos",
    ]
    assert server.agents == {"Proef"}


def test_codes_keep_the_blanks_that_the_publisher_gives(publisher, tmp_path):
    get(publisher(2), tmp_path)
    assert held(tmp_path)["value"][1] == {"ID": 1, "WijkenEnBuurten": "GM0001    ", "Inwoners_1": 1}


@pytest.mark.parametrize("fault", ["429", "503", "502", "cut off"])
def test_who_is_too_busy_or_breaks_off_is_asked_again(publisher, tmp_path, fault):
    server = publisher(3)
    server.faults["TypedDataSet"] = [fault, fault]
    assert get(server, tmp_path).rows == 3
    assert server.asked["TypedDataSet"] == 3


@pytest.mark.parametrize("fault", ["429", "503", "cut off"])
def test_a_download_that_breaks_off_goes_on_where_it_was(publisher, tmp_path, fault, refused):
    server = publisher(30_000)
    server.faults["TypedDataSet"] = ["", "", *[fault] * 9]
    with refused(FetchFailed, r"2 bladzijden zijn bewaard\. Geef dezelfde opdracht nog eens"):
        get(server, tmp_path)
    server.faults.clear()
    before = server.asked["TypedDataSet"]
    done = get(server, tmp_path)
    assert (done.rows, done.kept, server.asked["TypedDataSet"] - before) == (30_000, 2, 1)
    assert [row["ID"] for row in held(tmp_path)["value"]] == list(range(30_000))


def test_pages_of_a_table_that_was_revised_are_not_mixed(publisher, tmp_path):
    server = publisher(30_000)
    server.faults["TypedDataSet"] = ["", "", *["503"] * 9]
    with pytest.raises(FetchFailed):
        get(server, tmp_path)
    server.faults.clear()
    server.modified = "2026-03-04T02:00:00"
    assert get(server, tmp_path).kept == 0


def test_a_table_that_is_revised_while_it_comes_is_refused(publisher, tmp_path, refused):
    server = publisher(3)
    original = server.rows

    class Revising(list):
        def __getitem__(self, key):
            server.modified = "2026-03-04T02:00:00"
            return original[key]

    server.rows = Revising(original)
    with refused(FetchFailed, "is intussen bijgewerkt; er is niets bewaard"):
        get(server, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("entity", "fault", "why"),
    [
        ("TableInfos", "404", "klopt het nummer"),
        ("TypedDataSet", "500", r"weigerde TypedDataSet van tabel 99999NED \(500\): even geduld"),
        ("TypedDataSet", "other rows", "andere rijen dan gevraagd"),
        ("TypedDataSet", "no json", "geen JSON"),
        ("TypedDataSet", "fewer rows", "heeft 20 rijen en er kwamen er 10"),
        ("TypedDataSet/$count", "no json", "zegt niet hoeveel rijen"),
    ],
)
def test_what_the_service_does_wrong_is_said_and_no_file_is_written(publisher, tmp_path, entity, fault, why, refused):
    server = publisher(20)
    server.faults[entity] = [fault]
    with refused(FetchFailed, why):
        get(server, tmp_path)
    assert not (tmp_path / "99999NED.json").exists()


@pytest.mark.parametrize("table", ["", "../99999NED", "99999NED/x", "KWB 2024"])
def test_a_name_that_is_no_table_is_not_asked_for(tmp_path, table, refused):
    with refused(FetchFailed, "geen nummer van een tabel"):
        fetch(table, tmp_path, HASTY)
