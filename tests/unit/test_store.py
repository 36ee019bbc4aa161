from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import katern
from katern import store as module
from katern.messages import messages_of
from katern.shelf import MARK
from katern.store import TOOLS, Store, entry_name, pack, unpack, version

from ..conftest import BUCKET

STEP, KEY = "citations", ("a", 1)
DAY = 86400


@pytest.fixture
def told():
    return []


@pytest.fixture
def make_store(tmp_path, told):
    return lambda address=tmp_path / "store", **more: Store(
        address, tell=lambda said: told.append(messages_of("nl").say(said)), **more
    )


def never():
    pytest.fail("it was made again")


def file_of(folder, key=KEY, step=STEP):
    return folder / entry_name(step, key)


def test_what_was_made_is_not_made_again(make_store, told):
    assert make_store().get(STEP, KEY, lambda: b"made") == b"made"
    assert make_store().get(STEP, KEY, never) == b"made"
    assert make_store().read(STEP, KEY) == b"made"
    assert make_store().read(STEP, ("a", 2)) is None
    assert told == []


@pytest.mark.parametrize("content", [b"", b"\0" * 9, b"x" * 100_000])
def test_any_bytes_come_back_as_they_were(make_store, content):
    make_store().keep(STEP, KEY, content)
    assert make_store().read(STEP, KEY) == content


def test_without_an_address_nothing_is_kept(make_store, told):
    store = make_store(None)
    store.keep(STEP, KEY, b"made")
    store.prune()
    assert store.read(STEP, KEY) is None
    assert told == []


def test_work_that_fails_leaves_nothing_behind(make_store, tmp_path):
    def fail():
        raise RuntimeError("midden in het werk")

    with pytest.raises(RuntimeError):
        make_store().get(STEP, KEY, fail)
    assert not (tmp_path / "store").exists()


def test_a_step_that_names_no_tools_is_an_error(make_store):
    with pytest.raises(KeyError, match="onbekend"):
        make_store().read("onbekend", KEY)


def test_every_step_says_that_katern_makes_it():
    # the last build holds what it compares itself (tests/unit/test_lastbuild.py)
    assert all("katern" in tools and "python" in tools for step, tools in TOOLS.items() if step != "build")


@pytest.mark.parametrize("step", TOOLS)
def test_another_version_of_a_tool_or_another_step_is_another_entry(step, monkeypatch):
    names = {entry_name(other, KEY) for other in TOOLS}
    assert len(names) == len(TOOLS)
    for tool in TOOLS[step]:
        with monkeypatch.context() as patch:
            patch.setattr(module, "version", lambda asked, tool=tool: "new" if asked == tool else version(asked))
            names.add(entry_name(step, KEY))
    assert len(names) == len(TOOLS) + len(TOOLS[step])


def test_another_format_is_another_entry(monkeypatch):
    before = entry_name(STEP, KEY)
    monkeypatch.setattr(module, "_FORMAT", -1)
    assert entry_name(STEP, KEY) != before


def digest_of_package(folder):
    code = "from katern.store import version; print(version('katern'))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize(
    "name",
    [
        "store.py",
        "locale/nl/pages.yml",
        "print/templates/katern.typ",
        "site/theme/katern/dossier.html",
    ],
)
def test_a_change_in_any_file_of_katern_makes_everything_anew(tmp_path, name):
    copy = tmp_path / "katern"
    shutil.copytree(Path(katern.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    before = digest_of_package(tmp_path)
    assert digest_of_package(tmp_path) == before  # what Python compiled is no change
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert digest_of_package(tmp_path) != before


def test_another_pandoc_is_another_version_whatever_its_package_says(tmp_path):
    answers = []
    for number in ("3.1", "3.2"):
        program = tmp_path / f"pandoc-{number}"
        program.write_text(f"#!/bin/sh\necho pandoc {number}\necho User data directory: $HOME\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        code = "from katern.store import version; print(repr(version('pandoc')))"
        environment = {**os.environ, "PYPANDOC_PANDOC": str(program)}
        answers.append(
            subprocess.run(
                [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
            ).stdout
        )
    assert answers == ["'pandoc 3.1\\n'\n", "'pandoc 3.2\\n'\n"]


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


DAMAGE = {
    "gone": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "only its head": lambda path: path.write_bytes(path.read_bytes()[:40]),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "other first byte": lambda path: path.write_bytes(flipped(path.read_bytes(), 0)),
    "other hash": lambda path: path.write_bytes(flipped(path.read_bytes(), 20)),
    "other content": lambda path: path.write_bytes(flipped(path.read_bytes(), -1 + len(path.read_bytes()))),
    "foreign": lambda path: path.write_bytes(b'{"clusters": []}'),
    "of another key": lambda path: shutil.copyfile(file_of(path.parents[1], ("b", 2)), path),
    "a link to nothing": lambda path: (path.unlink(), path.symlink_to(path.with_name("niets"))),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_made_anew_and_replaced(make_store, told, tmp_path, damage):
    make_store().keep(STEP, KEY, b"made")
    make_store().keep(STEP, ("b", 2), b"other")
    damage(file_of(tmp_path / "store"))
    assert make_store().read(STEP, KEY) is None
    assert make_store().get(STEP, KEY, lambda: b"anew") == b"anew"
    assert make_store().get(STEP, KEY, never) == b"anew"
    assert told == []


def test_a_folder_in_place_of_an_entry_costs_that_entry_alone(make_store, told, tmp_path):
    file_of(tmp_path / "store").mkdir(parents=True)
    (tmp_path / "store" / MARK).touch()
    store = make_store()
    assert store.get(STEP, KEY, lambda: b"made") == b"made"
    assert len(told) == 1


@pytest.mark.parametrize("place", ["file", "file/below", "file/deep/below"])
def test_a_folder_that_cannot_be_made_is_told_once_and_the_work_goes_on(make_store, told, tmp_path, place):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    store = make_store(tmp_path / place)
    for number in range(3):
        assert store.get(STEP, (number,), lambda: b"made") == b"made"
    store.prune()
    (sentence,) = told
    assert sentence.startswith(f"In de map {tmp_path / place} is niets te bewaren (")
    assert sentence.endswith("); Katern bouwt verder zonder.")


def test_on_a_full_disk_what_was_kept_is_still_read(make_store, told, tmp_path, monkeypatch):
    make_store().keep(STEP, KEY, b"made")

    def full(path, content):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    store = make_store()
    assert [store.get(STEP, (number,), lambda: b"new") for number in range(2)] == [b"new", b"new"]
    assert store.get(STEP, KEY, never) == b"made"
    assert told == [
        f"In de map {tmp_path / 'store'} is niets te bewaren (No space left on device); Katern bouwt verder zonder."
    ]
    assert [path.name for path in (tmp_path / "store" / STEP).iterdir()] == [file_of(tmp_path / "store").name]


def test_a_folder_with_files_of_others_is_left_alone(make_store, told, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store/roman.txt").write_text("Er was eens", encoding="utf-8")
    store = make_store(size=0)
    store.keep(STEP, KEY, b"made")
    store.prune()
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["roman.txt"]
    assert told == [
        f"In de map {tmp_path / 'store'} staan bestanden van een ander; Katern bewaart daar niets en bouwt verder zonder."
    ]


def test_a_store_that_is_thrown_away_under_way_is_begun_anew(make_store, told, tmp_path):
    store = make_store()
    store.keep(STEP, KEY, b"made")
    shutil.rmtree(tmp_path / "store")
    store.keep(STEP, KEY, b"again")
    assert store.read(STEP, KEY) == b"again"
    assert (tmp_path / "store" / MARK).is_file()
    assert told == []


AT_ONCE = """
import sys
from pathlib import Path
from katern.store import Store

store, number = Store(Path(sys.argv[1])), int(sys.argv[2])
content = lambda key: bytes([key]) * 50_000
for turn in range(60):
    assert store.get("citations", (turn % 7,), lambda: content(turn % 7)) == content(turn % 7)
    store.keep("citations", ((turn + number) % 7,), content((turn + number) % 7))
    if turn % 10 == 0:
        store.prune()
"""


def test_builds_at_the_same_time_do_not_hinder_each_other(tmp_path):
    commands = [[sys.executable, "-c", AT_ONCE, str(tmp_path / "store"), str(number)] for number in range(3)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3
    assert len(list((tmp_path / "store" / STEP).iterdir())) == 7


@pytest.fixture
def five(make_store, tmp_path):
    """Five entries of 1000 bytes and some, used on five days, the last one longest ago."""
    store = make_store()
    for number in range(5):
        store.keep(STEP if number % 2 else "font", (number,), b"x" * 1000)
        os.utime(
            file_of(tmp_path / "store", (number,), STEP if number % 2 else "font"), (100 * DAY - number * DAY,) * 2
        )
    return lambda: [
        number for number in range(5) if file_of(tmp_path / "store", (number,), STEP if number % 2 else "font").exists()
    ]


@pytest.mark.parametrize(("size", "left"), [(10_000, [0, 1, 2, 3, 4]), (3300, [0, 1, 2]), (2000, [0]), (0, [])])
def test_what_was_not_used_for_longest_goes(make_store, five, size, left):
    make_store(size=size).prune()
    assert five() == left


def test_reading_is_using(make_store, five):
    assert make_store().read("font", (4,)) is not None
    make_store(size=2200).prune()
    assert five() == [0, 4]


def test_pruning_removes_only_what_is_ours(make_store, five, tmp_path):
    others = [
        "notitie.txt",
        f"{STEP}/notitie.txt",
        f"{STEP}/{'a' * 63}",
        f"{STEP}/{'g' * 64}",
        f"{STEP}/{'a' * 64}.txt",
        f"{STEP}/diep/{'a' * 64}",
        "a" * 64,
    ]
    for name in others:
        path = tmp_path / "store" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "store" / "elders").symlink_to(tmp_path / "buiten")
    (tmp_path / "buiten").mkdir()
    (tmp_path / "buiten" / ("a" * 64)).touch()
    make_store(size=0).prune()
    assert five() == []
    assert all((tmp_path / "store" / name).exists() for name in [*others, MARK, "CACHEDIR.TAG", f"elders/{'a' * 64}"])


def test_without_our_mark_nothing_is_pruned(make_store, five, tmp_path):
    (tmp_path / "store" / MARK).unlink()
    make_store(size=0).prune()
    assert five() == [0, 1, 2, 3, 4]


def test_what_a_killed_build_left_half_goes_after_a_day(make_store, five, tmp_path):
    old, new = (tmp_path / "store" / STEP / f"{'a' * 64}.{name}.half" for name in ("0a", "0b"))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    make_store().prune()
    assert (old.exists(), new.exists()) == (False, True)


def test_code_is_kept_in_the_trusted_folder_and_nowhere_else(make_store, tmp_path):
    store = make_store(local=tmp_path / "near")
    store.keep("template", KEY, b"code")
    store.keep(STEP, KEY, b"text")
    assert store.read("template", KEY) == b"code"
    assert [path.name for path in (tmp_path / "near").iterdir() if path.is_dir()] == ["template"]
    assert [path.name for path in (tmp_path / "store").iterdir() if path.is_dir()] == [STEP]
    shutil.copytree(tmp_path / "near/template", tmp_path / "store/template")
    assert make_store().read("template", KEY) is None


@pytest.fixture(params=["memory", "file", "s3"])
def address(request, tmp_path):
    """An address that fsspec knows, empty."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
        return f"s3://{BUCKET}/katern"
    fsspec.filesystem("memory").store.clear()
    return {"memory": "memory://katern/store", "file": (tmp_path / "met spatie").as_uri()}[request.param]


def test_an_address_keeps_as_a_folder_does(make_store, told, address):
    assert make_store(address).get(STEP, KEY, lambda: b"made") == b"made"
    assert make_store(address).get(STEP, KEY, never) == b"made"
    assert make_store(address).read(STEP, ("a", 2)) is None
    assert make_store(address).read("template", KEY) is None
    assert told == []


def test_an_address_is_pruned_too(make_store, told, address):
    store = make_store(address, size=2500)
    for number in range(4):
        store.keep(STEP, (number,), b"x" * 1000)
    store.prune()
    assert len([number for number in range(4) if store.read(STEP, (number,)) is not None]) == 2
    assert told == []


def test_damage_at_an_address_is_made_anew(make_store, told):
    fsspec.filesystem("memory").store.clear()
    make_store("memory://katern").keep(STEP, KEY, b"made")
    fsspec.filesystem("memory").pipe_file(f"/katern/{entry_name(STEP, KEY)}", b"katern-store\n?")
    assert make_store("memory://katern").get(STEP, KEY, lambda: b"anew") == b"anew"
    assert make_store("memory://katern").get(STEP, KEY, never) == b"anew"


def test_an_address_where_others_keep_files_is_left_alone(make_store, told, bucket):
    bucket.put_object(Bucket=BUCKET, Key="site/index.html", Body=b"x")
    store = make_store(f"s3://{BUCKET}/site", size=0)
    store.keep(STEP, KEY, b"made")
    store.prune()
    assert [row["Key"] for row in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]] == ["site/index.html"]
    assert told == [
        f"Op s3://{BUCKET}/site staan bestanden van een ander; Katern bewaart daar niets en bouwt verder zonder."
    ]


def test_what_is_far_away_is_fetched_once(make_store, tmp_path):
    fsspec.filesystem("memory").store.clear()
    make_store("memory://katern").keep(STEP, KEY, b"made")
    assert make_store("memory://katern", local=tmp_path / "near").read(STEP, KEY) == b"made"
    fsspec.filesystem("memory").store.clear()
    assert make_store("memory://katern", local=tmp_path / "near").read(STEP, KEY) == b"made"


UNREACHABLE = {
    "s3://geen-emmer/x": "s3://geen-emmer/x is niet te gebruiken (",
    "onbekend://x": "onbekend://x is niet te gebruiken (",
    "ftp://wie:geheim@127.0.0.1:1/x": "ftp://127.0.0.1:1/x is niet te gebruiken (",
}


def test_what_is_far_away_is_brought_at_once(make_store, told, address, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    keys = [("a", number) for number in range(8)]
    for key in keys:
        make_store(address).keep(STEP, key, b"far %d" % key[1])
    here = make_store(address, local=tmp_path / "near")
    here.bring(STEP, [*keys, ("b", 1)])
    monkeypatch.setattr(module.Remote, "read", lambda shelf, name: pytest.fail("it was asked for one by one"))
    assert [here.read(STEP, key) for key in keys] == [b"far %d" % number for number in range(8)]
    assert here.read(STEP, ("b", 1)) is None
    assert told == []


def test_what_was_not_there_is_found_once_it_is_kept_or_brought(make_store, tmp_path):
    address = "memory://later"
    here, there = make_store(address, local=tmp_path / "near"), make_store(address)
    here.bring(STEP, [KEY])
    assert here.read(STEP, KEY) is None
    there.keep(STEP, KEY, b"there")
    here.bring(STEP, [KEY])
    assert here.read(STEP, KEY) == b"there"
    other = ("a", 2)
    here.bring(STEP, [other])
    here.keep(STEP, other, b"here")
    assert there.read(STEP, other) == b"here"


def test_what_is_brought_damaged_counts_as_absent(make_store, tmp_path):
    there = make_store("memory://broken")
    there.keep(STEP, KEY, b"there")
    fsspec.filesystem("memory").pipe_file(f"/broken/{entry_name(STEP, KEY)}", b"rubbish")
    here = make_store("memory://broken", local=tmp_path / "near")
    here.bring(STEP, [KEY])
    assert here.read(STEP, KEY) is None


def test_in_a_folder_everything_is_there_already(make_store, told, tmp_path):
    make_store().keep(STEP, KEY, b"made")
    store = make_store()
    store.bring(STEP, [KEY, ("b", 1)])
    assert store.read(STEP, KEY) == b"made"
    make_store(None).bring(STEP, [KEY])
    assert told == []


def test_others_find_what_is_kept_where_the_settings_say(make_store, told, tmp_path):
    assert not make_store(None).found_by_others
    assert not make_store(None, local=tmp_path / "near").found_by_others
    assert make_store().found_by_others
    (tmp_path / "file").write_bytes(b"")
    closed = make_store(tmp_path / "file" / "store", local=tmp_path / "near")
    closed.keep(STEP, KEY, b"made")
    assert not closed.found_by_others
    assert len(told) == 1


@pytest.mark.parametrize("address", UNREACHABLE)
def test_an_address_that_cannot_be_reached_is_told_once_and_the_work_goes_on(make_store, told, address, bucket):
    store = make_store(address)
    for number in range(3):
        assert store.get(STEP, (number,), lambda: b"made") == b"made"
    store.prune()
    (sentence,) = told
    assert sentence.startswith(UNREACHABLE[address])
    assert sentence.endswith("); Katern bouwt verder zonder.")
    assert "geheim" not in sentence
    assert "\n" not in sentence


names = st.text(st.characters(blacklist_characters="/\\:\0"), min_size=1).filter(lambda name: name not in (".", ".."))


@given(st.dictionaries(names, st.binary()), st.none() | st.lists(st.integers()) | st.dictionaries(st.text(), st.text()))
def test_packed_files_come_back_as_they_were(files, info):
    assert unpack(pack(files, info)) == (files, info)


@given(st.binary())
def test_what_was_not_packed_is_refused(content):
    with pytest.raises(ValueError, match="these are no packed files"):
        unpack(content)


@pytest.mark.parametrize(
    "change", [lambda packed: packed[:-1], lambda packed: packed + b"x", lambda packed: packed[1:]]
)
def test_what_is_not_whole_is_refused(change):
    with pytest.raises(ValueError, match="these are no packed files"):
        unpack(change(pack({"a": b"1", "b": b"2"})))


@pytest.mark.parametrize("name", ["", ".", "..", "../a", "a/b", "/a", "a\\b", "C:a", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(ValueError, match="is no name of a file"):
        unpack(pack({name: b"x"}))
