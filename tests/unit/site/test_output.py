from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from katern.errors import NotBuilt
from katern.filestate import state_of, unpack
from katern.notes import Notes
from katern.site import exchange
from katern.site.output import Output, kept_whole, remove_leftovers
from katern.site.standing import Made, Standing


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "site"


def written(folder, files):
    output = Output(folder)
    for path, content in files.items():
        output.write(path, content)
    return output.close()


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_site_is_what_was_written_and_nothing_else(folder):
    assert written(folder, {"a.html": b"a", "map/b.html": b"b"}) == 2
    assert written(folder, {"a.html": b"a", "map/c.html": b"c"}) == 1
    assert files_in(folder) == ["a.html", "map/c.html"]
    assert (folder / "map/c.html").read_bytes() == b"c"


def test_what_did_not_change_is_not_touched(folder):
    written(folder, {"a.html": b"aa", "b.html": b"bb"})
    before = (folder / "a.html").stat()
    assert written(folder, {"a.html": b"aa", "b.html": b"bc"}) == 1
    assert ((folder / "a.html").stat().st_ino, (folder / "a.html").stat().st_mtime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
    )
    assert (folder / "b.html").read_bytes() == b"bc"


def test_until_the_end_the_old_site_stands(folder, tmp_path):
    written(folder, {"a.html": b"oud", "b.html": b"oud"})
    output = Output(folder)
    output.write("a.html", b"nieuw")
    assert (folder / "a.html").read_bytes() == b"oud"
    output.drop()
    assert files_in(folder) == ["a.html", "b.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_hidden_files_at_the_top_are_another_s(folder):
    (folder / ".git").mkdir(parents=True)
    (folder / ".git/config").write_bytes(b"x")
    (folder / ".katern-site").write_bytes(b"x")
    (folder / "map").mkdir()
    (folder / "map/.oud").write_bytes(b"x")
    written(folder, {"a.html": b"a"})
    assert files_in(folder) == [".git/config", ".katern-site", "a.html"]
    assert not (folder / "map").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [({"x": b"1"}, {"x/y": b"2"}), ({"x/y": b"1"}, {"x": b"2"}), ({"x/y/z": b"1"}, {"x/y": b"2"})],
)
def test_a_file_may_come_where_a_folder_stood_and_the_other_way_round(folder, before, after):
    written(folder, before)
    written(folder, after)
    assert files_in(folder) == list(after)


def test_a_link_to_elsewhere_is_replaced_and_what_it_leads_to_is_kept(folder, tmp_path):
    (tmp_path / "brief.txt").write_bytes(b"bewaren")
    folder.mkdir()
    (folder / "a.html").symlink_to(tmp_path / "brief.txt")
    written(folder, {"a.html": b"nieuw"})
    assert (tmp_path / "brief.txt").read_bytes() == b"bewaren"
    assert (folder / "a.html").read_bytes() == b"nieuw"
    assert not (folder / "a.html").is_symlink()


def test_a_copy_is_made_where_the_content_differs(folder, tmp_path):
    (tmp_path / "bron").write_bytes(b"x1")
    for content, changed in ((b"x1", 1), (b"x1", 0), (b"x2", 1)):
        (tmp_path / "bron").write_bytes(content)
        output = Output(folder)
        output.copy("map/x", str(tmp_path / "bron"))
        assert output.close() == changed
        assert (folder / "map/x").read_bytes() == content


def test_what_a_killed_build_left_goes_away(folder, tmp_path):
    output = Output(folder)
    output.write("a.html", b"half")
    (tmp_path / ".site-van-iemand").mkdir()
    remove_leftovers(folder)
    assert [path.name for path in tmp_path.iterdir()] == [".site-van-iemand"]


OLD, NEW = {"a.html": b"oud", "weg.html": b"weg"}, {"a.html": b"nieuw", "x/b.html": b"b", "y/z/c.html": b"c"}


def build_whole(folder, at_once=True):
    output = Output(folder, at_once=at_once)
    with kept_whole(output):
        for path, content in NEW.items():
            output.write(path, content)
        output.close()


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("left", range(6))
def test_on_a_disk_that_fills_up_the_old_site_stays_whole(folder, tmp_path, monkeypatch, left, refused):
    """Room is left for some of the files and folders, and then for none."""
    written(folder, OLD)
    makedirs, opened = os.makedirs, open

    def room_for(whole, writes):
        def made(*arguments, **more):
            nonlocal left
            if writes(*arguments):
                left -= 1
                if left < 0:
                    full()
            return whole(*arguments, **more)

        return made

    monkeypatch.setattr(os, "makedirs", room_for(makedirs, lambda path, *_, **__: not os.path.isdir(path)))
    monkeypatch.setattr("builtins.open", room_for(opened, lambda _, mode="r", *__: "w" in mode))
    with refused(NotBuilt, r"No space left on device.*is niets veranderd"):
        build_whole(folder)
    monkeypatch.undo()
    assert {path: (folder / path).read_bytes() for path in files_in(folder)} == OLD
    assert [path.name for path in folder.iterdir() if path.is_dir()] == []
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_disk_that_fails_between_two_renames_is_told_as_what_it_is(folder, monkeypatch, refused):
    written(folder, OLD)
    replace, seen = os.replace, []

    def second_fails(source, target):
        seen.append(target)
        return full() if len(seen) == 2 else replace(source, target)

    monkeypatch.setattr(os, "replace", second_fails)
    with refused(NotBuilt, "is half vernieuwd"):
        build_whole(folder, at_once=False)
    monkeypatch.undo()
    written(folder, NEW)
    assert {path: (folder / path).read_bytes() for path in files_in(folder)} == NEW


class Killed(BaseException):
    """The process is gone: nothing that it would do at its end is done."""


@pytest.mark.parametrize("swaps", [True, False])
@pytest.mark.parametrize("point", range(20))
def test_killed_at_any_point_the_site_is_the_old_one_or_the_new_one(folder, tmp_path, monkeypatch, point, swaps):
    """Without a swap of names the site may be away, and is back at the next build."""
    written(folder, {**OLD, "zo.html": b"zo"})
    left = point

    def ends_before(whole):
        def called(*arguments, **more):
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return whole(*arguments, **more)

        return called

    for module, name in (
        (os, "link"),
        (os, "rename"),
        (os, "mkdir"),
        (os, "replace"),
        (os, "unlink"),
        (shutil, "rmtree"),
    ):
        monkeypatch.setattr(module, name, ends_before(getattr(module, name)))
    real = exchange.exchange_at_once if swaps else lambda one, other: False
    monkeypatch.setattr("katern.site.wholeswap.exchange_at_once", ends_before(real))
    output = Output(folder)
    try:
        for path, content in {**NEW, "zo.html": b"zo"}.items():
            output.write(path, content)
        output.close()
    except Killed:
        pass
    monkeypatch.undo()
    states = [{**OLD, "zo.html": b"zo"}, {**NEW, "zo.html": b"zo"}]
    assert folder.exists() or not swaps
    remove_leftovers(folder)
    assert {path: (folder / path).read_bytes() for path in files_in(folder)} in states
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["link", "rename"])
def test_where_a_disk_cannot_swap_a_site_it_is_renewed_file_by_file(folder, monkeypatch, name):
    written(folder, OLD)

    def refuses(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, name, refuses)
    monkeypatch.setattr("katern.site.wholeswap.exchange_at_once", lambda one, other: False)
    build_whole(folder)
    assert {path: (folder / path).read_bytes() for path in files_in(folder)} == NEW


def test_a_disk_that_has_no_room_for_links_keeps_the_old_site(folder, tmp_path, monkeypatch, refused):
    written(folder, OLD)
    monkeypatch.setattr(os, "link", full)
    with refused(NotBuilt, "is niets veranderd"):
        build_whole(folder)
    assert {path: (folder / path).read_bytes() for path in files_in(folder)} == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_hidden_files_and_rights_of_the_folder_stay_and_a_folder_behind_a_link_too(tmp_path):
    real, link = tmp_path / "echt", tmp_path / "site"
    real.mkdir()
    real.chmod(0o2775)
    (real / ".htaccess").write_bytes(b"x")
    link.symlink_to(real)
    written(link, OLD)
    written(link, NEW)
    assert files_in(real) == [".htaccess", *sorted(NEW)]
    assert link.is_symlink()
    assert real.stat().st_mode & 0o7777 == 0o2775
    assert sorted(path.name for path in tmp_path.iterdir()) == ["echt", "site"]


def test_files_that_stay_are_known_after_the_site_changed(folder):
    noted = Notes().of("files")

    def build(files):
        output = Output(folder, Standing(noted, folder, str))
        renewed = [path for path, content in files.items() if not output.stands(path, content.decode())]
        for path in renewed:
            output.write(path, files[path], Made(files[path].decode()))
        output.close()
        return renewed

    assert build({"a": b"1", "b": b"2", "c": b"3"}) == ["a", "b", "c"]
    assert build({"a": b"1", "b": b"x", "c": b"3"}) == ["b"]
    assert build({"a": b"1", "b": b"x"}) == []
    before = [unpack(noted.get(name)[2]) for name in ("a", "b")]
    assert [
        state_of(str(folder / name), state.content, state.seen) for name, state in zip("ab", before, strict=True)
    ] == before


def test_names_with_signs_of_patterns_take_nothing_of_others_away(tmp_path):
    (tmp_path / ".site-katern-x").mkdir()
    remove_leftovers(Path(tmp_path, "si*"))
    assert (tmp_path / ".site-katern-x").is_dir()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_server_can_read_a_site_whatever_the_umask(tmp_path, at_once):
    folder, wide = tmp_path / "srv/site", os.umask(0o077)
    try:
        for content in (b"een", b"twee"):
            output = Output(folder, at_once=at_once)
            output.write("map/dieper/a.html", content)
            output.write("b.html", b"blijft")
            output.close()
        made = tmp_path / "van-de-maker"
        made.write_bytes(b"x")
    finally:
        os.umask(wide)
    closed = {path.name for path in (folder.parent, *folder.parent.rglob("*")) if not path.stat().st_mode & 0o004}
    assert closed == set()
    assert made.stat().st_mode & 0o077 == 0  # what is no part of the site is as its maker wants it
