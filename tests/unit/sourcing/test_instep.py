"""`katern cite sync`, from a server that behaves like Zotero's."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from services import Zotero, item

from katern.bibliography.entries import read_entries
from katern.messages import messages_of
from katern.sourcing.instep import Step, Unsynced, steps, sync
from katern.sourcing.polite import NoAnswer
from katern.sourcing.zotero import NoCollection, Place, held
from katern.webservice import Manners

HASTY = Manners(pause=0, tries=2, first_wait=0, patience=0)
PATH = "bibliography/zotero.bib"
PLACE = Place.of(Zotero.PLACE)


@pytest.fixture
def zotero():
    server = Zotero()
    yield server
    server.stop()


@pytest.fixture
def run(library, zotero):
    """Brings the file in step once more; what is said of it, and the file's entries."""
    files = {"docs/index.md": "# Start\n"}

    def once(**more: str):
        files.update(more)
        made = library(files)
        root = made.layout.root
        step = steps(root).get(PATH, Step(str(PLACE)))
        found = held(PLACE, step.version, "", HASTY, zotero.address)
        if found is None:
            return None, entries(root)
        done, _ = sync(made, PATH, PLACE, found, step)
        for path in (PATH, ".katern/zotero.json"):
            files.pop(path, None)
        return done, entries(root)

    once.root = lambda: library(files).layout.root
    return once


def entries(root):
    text = (root / PATH).read_text(encoding="utf-8")
    return {entry.key: dict(entry.fields) for entry in read_entries(text, PATH)[0]}


def edit(root, old: str, new: str) -> None:
    file = root / PATH
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(done):
    return [messages_of("nl").say(what) for what in done.told]


# --- the service


@pytest.mark.parametrize("count", [0, 1, 100, 101, 250])
def test_a_collection_comes_whole_in_pages(zotero, count):
    zotero.items = [item(f"AAAA{number:04}", f"Rapport {number}") for number in range(count)]
    found = held(PLACE, 0, "", HASTY, zotero.address)
    assert [len(found.items), found.version] == [count, 1]
    assert len(zotero.asked) == max(1, -(-count // 100))


def test_who_asks_says_which_version_of_the_interface_and_which_key(zotero):
    zotero.key = "geheim"
    held(PLACE, 0, "geheim", HASTY, zotero.address)
    assert {zotero.headers[0][name] for name in ("Zotero-API-Version", "Zotero-API-Key")} == {"3", "geheim"}


def test_nothing_new_is_one_question(zotero):
    zotero.version = 7
    assert held(PLACE, 7, "", HASTY, zotero.address) is None
    assert len(zotero.asked) == 1


def test_a_library_that_changes_between_two_pages_is_read_again(zotero):
    zotero.items = [item(f"AAAA{number:04}", f"Rapport {number}") for number in range(150)]

    def change():
        zotero.between = lambda: None
        zotero.items = zotero.items[1:]
        zotero.version += 1

    zotero.between = change
    found = held(PLACE, 0, "", HASTY, zotero.address)
    assert (len(found.items), found.version) == (149, 2)


def test_one_that_never_stands_still_is_given_up(zotero, refused):
    zotero.items = [item(f"AAAA{number:04}", f"Rapport {number}") for number in range(150)]

    def change():
        zotero.version += 1

    zotero.between = change
    with refused(NoAnswer, "verandert steeds"):
        held(PLACE, 0, "", HASTY, zotero.address)


@pytest.mark.parametrize("status", [429, 503])
def test_too_busy_is_asked_again_and_then_told(zotero, refused, status):
    zotero.faults = [(status, {"Retry-After": "0"})]
    assert held(PLACE, 0, "", HASTY, zotero.address) is not None
    zotero.faults = [(status, {"Retry-After": "0"})] * 9
    with refused(NoAnswer, f"te druk of is in storing .{status}.; probeer het later"):
        held(PLACE, 0, "", HASTY, zotero.address)


def test_a_wish_to_wait_that_comes_with_an_answer_is_kept(zotero, monkeypatch):
    waited = []
    monkeypatch.setattr("katern.sourcing.polite.time.sleep", waited.append)
    zotero.backoff = "3"
    zotero.items = [item(f"AAAA{number:04}", f"Rapport {number}") for number in range(150)]
    held(PLACE, 0, "", Manners(pause=1, patience=60), zotero.address)
    assert waited == [0.0, 3.0]


@pytest.mark.parametrize(
    ("prepare", "kind", "sentence"),
    [
        (lambda zotero: setattr(zotero, "key", "geheim"), NoCollection, "ZOTERO_API_KEY"),
        (
            lambda zotero: setattr(zotero, "PLACE", "groups/13"),
            NoCollection,
            "kent groups/12/collections/ABCD2345 niet",
        ),
        (lambda zotero: zotero.faults.append((400, {})), NoAnswer, "weigert"),
        (lambda zotero: zotero.faults.append((200, {})), NoAnswer, "niet te lezen"),
        (lambda zotero: zotero.stop(), NoAnswer, "geeft geen antwoord"),
    ],
)
def test_what_goes_wrong_is_a_sentence(refused, caplog, prepare, kind, sentence):
    server = Zotero()
    prepare(server)
    with refused(kind, sentence):
        held(PLACE, 0, "", HASTY, server.address)
    assert caplog.messages == []  # and nothing beside it, in the words of a library
    if sentence != "geeft geen antwoord":
        server.stop()


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("groups/12/collections/ABCD2345", "groups/12/collections/ABCD2345"),
        ("https://www.zotero.org/groups/12/onze_bronnen/collections/ABCD2345/items/X/library", "groups/12/collections/ABCD2345"),
        ("https://api.zotero.org/users/7/collections/ABCD2345/items", "users/7/collections/ABCD2345"),
        ("users/7", "users/7"),
        ("https://www.zotero.org/groups/12/onze_bronnen/library", "groups/12"),
    ],
)  # fmt: skip
def test_addresses_as_people_have_them(written, place):
    assert str(Place.of(written)) == place


def test_what_is_no_address_of_zotero_is_told(refused):
    with refused(NoCollection, "'onze bronnen' is geen adres"):
        Place.of("onze bronnen")


# --- in step


def test_a_collection_becomes_a_file_with_keys_that_stay(run, zotero):
    zotero.items = [
        item("AAAA1111", "Over buren", csl={"DOI": "10.1000/buren", "abstract": "Van anderen."}),
        item("BBBB2222", "Over grenzen", extra="Citation Key: vriesGrenzen"),
        {"key": "CCCC3333", "data": {"itemType": "note", "note": "x"}},
    ]
    done, after = run()
    assert done.new == ("vries2020buren", "vriesGrenzen")
    assert after["vries2020buren"] == {
        "author": "Vries, Anna",
        "title": "Over buren",
        "institution": "Instituut",
        "date": "2020",
        "doi": "10.1000/buren",
    }
    zotero.items[0]["csljson"]["title"] = "Over alle buren"
    zotero.items.append(item("DDDD4444", "Nog een"))
    zotero.version = 2
    done, after = run()
    assert (done.new, done.changed, done.gone) == (("vries2020nog",), ("vries2020buren",), ())
    assert after["vries2020buren"]["title"] == "Over alle buren"
    assert run()[0] is None


def test_what_was_written_here_stays_when_zotero_says_something_else_elsewhere(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren")]
    run()
    edit(run.root(), "Over buren}", "Over buren},\n  annotation = {Waarom zij telt.},\n  seen = {full}")
    zotero.items[0]["csljson"]["publisher"] = "Ander instituut"
    zotero.version = 2
    done, after = run()
    assert done.told == ()
    assert after["vries2020buren"] == {
        "author": "Vries, Anna",
        "title": "Over buren",
        "annotation": "Waarom zij telt.",
        "seen": "full",
        "institution": "Ander instituut",
        "date": "2020",
    }


def test_a_field_that_changed_on_both_sides_stays_and_is_told(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren")]
    run()
    edit(run.root(), "{Over buren}", "{Over onze buren}")
    zotero.version = 2
    done, after = run()  # Zotero says what it said: ours stays without a word
    assert (done.told, after["vries2020buren"]["title"]) == ((), "Over onze buren")
    zotero.items[0]["csljson"]["title"] = "Over hun buren"
    zotero.version = 3
    done, after = run()
    assert after["vries2020buren"]["title"] == "Over onze buren"
    assert told(done) == ["vries2020buren: hier en in Zotero is iets anders veranderd in title; wat hier staat, blijft"]
    zotero.version = 4  # and it is told as long as it is so
    assert told(run()[0]) == told(done)


def test_what_is_gone_from_zotero_goes_unless_a_page_cites_it(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren"), item("BBBB2222", "Over grenzen")]
    run()
    zotero.items, zotero.version = [], 2
    done, after = run(**{"docs/index.md": "# Start\n\nDat is zo [@vries2020buren].\n"})
    assert (done.gone, list(after)) == (("vries2020grenzen",), ["vries2020buren"])
    assert told(done) == [
        "vries2020buren staat niet meer in Zotero maar wordt hier gebruikt (docs/index.md:3), en blijft"
    ]


def test_a_source_that_stands_in_another_file_is_not_added_once_more(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren")]
    other = "@report{eigen2020,\n  title = {Over Buren},\n  year = {2020},\n  institution = {X}\n}\n"
    done, after = run(**{"bibliography/eigen.bib": other, PATH: "% leeg\n"})
    assert (done.new, after) == ((), {})
    assert told(done) == [
        "Over buren: staat al als eigen2020 in bibliography/eigen.bib:1, en komt er niet nog eens bij"
    ]


def test_a_file_that_was_there_before_is_taken_over_with_its_keys(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren", csl={"DOI": "10.1000/buren"})]
    _, after = run(**{PATH: "% van mij\n\n@report{eigen,\n  title = {Over buren},\n  doi = {10.1000/BUREN}\n}\n"})
    assert list(after) == ["eigen"]
    assert after["eigen"]["author"] == "Vries, Anna"
    assert (run.root() / PATH).read_text(encoding="utf-8").startswith("% van mij\n\n@report{eigen,\n")


def test_a_run_that_was_killed_after_the_file_was_written_is_made_good(run, zotero):
    zotero.items = [item("AAAA1111", "Over buren")]
    run()
    (run.root() / ".katern/zotero.json").unlink()
    zotero.version = 2
    done, after = run()
    assert (done.new, done.told, list(after)) == ((), (), ["vries2020buren"])
    assert steps(run.root())[PATH].items["AAAA1111"].key == "vries2020buren"


def test_a_memory_that_is_garbled_is_told(site, refused):
    root = site({".katern/zotero.json": "{"})
    with refused(Unsynced, "niet te lezen"):
        steps(root)
