"""From the list to the files: what did not change is taken from the notes, and the files are those made from nothing."""

from __future__ import annotations

import json
from typing import Any

from katern.notes import Notes
from katern.site import searchparts
from katern.site.searchindex import Traits
from katern.site.searchparts import Parts

SETTINGS: dict[str, Any] = {"synonyms": [["een", "twee"]], "language": "nl", "endings": ["en"]}
TOLD = {
    "a/": (False, Traits("Pagina")),
    "b/": (False, Traits("Toolkit")),
    "bronnen/c/": (True, Traits("Boek", year="2020")),
}


def part(location: str, title: str, **more: Any) -> bytes:
    return json.dumps({"location": location, "title": title, "text": "", **more}).encode()


LIST = [part("b/", "Twee"), part("a/", "Een", boost=5), b"", part("bronnen/c/", "Drie", names=[])]


def test_pages_and_sources_have_an_index_each_in_the_order_of_their_addresses() -> None:
    made = dict(Parts(Notes().of("w"), SETTINGS, TOLD).files(LIST))
    pages, sources = (json.loads(made[f"search/{name}/index.json"]) for name in ("pages", "sources"))
    assert (pages["kinds"]["names"], pages["boosts"]) == (["Pagina", "Toolkit"], [5, 1])
    assert sources["years"] == {"names": ["2020"], "of": [[0]]}
    assert json.loads(made["search/box.json"])["indexes"] == ["pages", "sources"]
    assert json.loads(made["search/pages/p0.json"])[0]["u"] == "a/"


def test_a_site_without_sources_has_one_index() -> None:
    made = dict(Parts(Notes().of("w"), SETTINGS, TOLD).files(LIST[:2]))
    assert json.loads(made["search/box.json"])["indexes"] == ["pages"]
    assert not [path for path in made if path.startswith("search/sources")]


def test_only_what_changed_is_read_again(monkeypatch: Any) -> None:
    notes, read = Notes(), []
    real = searchparts.document_of
    monkeypatch.setattr(searchparts, "document_of", lambda *given: read.append(given[0][0]["title"]) or real(*given))
    dict(Parts(notes.of("w"), SETTINGS, TOLD).files(LIST))
    read.clear()
    changed = [part("b/", "Anders"), *LIST[1:]]
    made = dict(Parts(notes.of("w"), SETTINGS, TOLD).files(changed))
    assert read == ["Anders"]
    assert made == dict(Parts(Notes().of("w"), SETTINGS, TOLD).files(changed))


def test_other_synonyms_read_all_again() -> None:
    notes = Notes()
    dict(Parts(notes.of("w"), SETTINGS, TOLD).files(LIST))
    other = {**SETTINGS, "synonyms": [["een", "drie"]]}
    made = dict(Parts(notes.of("w"), other, TOLD).files(LIST))
    assert made == dict(Parts(Notes().of("w"), other, TOLD).files(LIST))
