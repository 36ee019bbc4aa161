"""The same damage in each kind of tree: told in the same words, and repaired by the same function."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from katern.publish import fsck, versions
from katern.publish.folder import FolderTarget
from katern.publish.refusals import ReleaseRefused
from katern.publish.repair import repair
from katern.publish.target import open_target

from .conftest import SITE, Publish, Tree

Lose = Callable[[str], None]


@pytest.fixture
def lose(kind: str, tmp_path: Path) -> Lose:
    """Remove a file or folder of the tree, as somebody does who does not know what it is for."""

    def by_hand(path: str) -> None:
        if kind == "objects":
            import fsspec

            fsspec.filesystem("memory").rm(f"/boom/site/{path}", recursive=True)
            return
        subprocess.run(["rm", "-r", path], cwd=tmp_path / "boom", check=True)
        if kind == "branch":
            subprocess.run(["git", "commit", "--quiet", "--all", "-m", "opgeruimd"], cwd=tmp_path / "boom", check=True)

    return by_hand


def listed(tree: Tree) -> list[tuple[str, tuple[str, ...]]]:
    return [(version.name, version.aliases) for version in versions.read(tree().read(versions.FILE))]


def test_a_sound_tree_has_no_damage(tree: Tree, put: Publish) -> None:
    assert fsck.damage(tree(), ()) == []
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    put(tree(), "concept", "straks", alias="")
    assert fsck.damage(tree(), versions.read(tree().read(versions.FILE))) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        ("versions.json", "versie 2025.1 staat er, maar niet in versions.json"),
        ("pages.json", "pages.json"),
        ("2025.1", "versie 2025.1 staat in versions.json, maar haar map is er niet"),
    ],
)
def test_what_was_lost_is_told_and_repaired(
    tree: Tree, put: Publish, lose: Lose, lost: str, said: str, refused
) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    before = listed(tree)
    lose(lost)
    with refused(ReleaseRefused, said):
        fsck.refuse_damaged(tree(), versions.read(tree().read(versions.FILE)))
    repair(tree(), SITE, dry_run=False)
    assert listed(tree) == [row for row in before if row[0] != lost]
    assert fsck.damage(tree(), versions.read(tree().read(versions.FILE))) == []
    assert tree().read("2026.1/index.html") is not None


def test_without_any_list_the_aliases_are_read_from_their_pages(tree: Tree, put: Publish, lose: Lose) -> None:
    put(tree(), "2025.1", alias="studiedag")
    put(tree(), "2026.1", "nieuw")
    before = listed(tree)
    lose("versions.json")
    lose("pages.json")
    repair(tree(), SITE, dry_run=False)
    assert listed(tree) == before == [("2026.1", ("actueel",)), ("2025.1", ("studiedag",))]


def test_files_of_others_in_the_tree_are_no_damage(tmp_path: Path, put: Publish, refused) -> None:
    tree = tmp_path / "boom"
    put(FolderTarget(tree), "2025.1")
    (tree / "2024").mkdir()
    (tree / "2024/foto.jpg").write_bytes(b"x")
    (tree / "logo.svg").write_bytes(b"x")
    assert fsck.damage(FolderTarget(tree), versions.read(FolderTarget(tree).read(versions.FILE))) == []
    with refused(ReleaseRefused, "staat al '2024'"):
        fsck.refuse_foreign(FolderTarget(tree), "2024", (), versions.read(FolderTarget(tree).read(versions.FILE)))


def test_a_journal_makes_a_leftover_known_only_while_it_is_the_same_folder(tmp_path: Path, put: Publish) -> None:
    tree = tmp_path / "boom"
    put(FolderTarget(tree), "2025.1")
    (tree / "2026.1").mkdir()
    (tree / "2026.1/manifest.json").write_text('{"van": "een ander"}')
    (tree / ".katern/journal.json").write_text(json.dumps({"version": "2026.1", "digest": "0" * 64}))
    with FolderTarget(tree).lock():
        pass
    assert (tree / "2026.1/manifest.json").read_text() == '{"van": "een ander"}'
    assert not (tree / ".katern/journal.json").exists()


def test_an_upload_that_was_cut_off_is_taken_back_whatever_is_released_next(
    put: Publish, monkeypatch: pytest.MonkeyPatch, refused
) -> None:
    import fsspec

    from katern.publish.bucket import Bucket

    files = fsspec.filesystem("memory")
    files.store.clear()
    put(open_target("memory://boom/site"), "2025.1")
    whole = Bucket.put

    def cut_off(self: Bucket, path: str, *more: object) -> None:
        if path == ".katern/next.json":
            raise OSError("de lijn is weg")
        whole(self, path, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "put", cut_off)
        with refused(ReleaseRefused, "de lijn is weg"):
            put(open_target("memory://boom/site"), "2026.1", "half")
    put(open_target("memory://boom/site"), "2026.2", "nieuw")
    target = open_target("memory://boom/site")
    assert fsck.damage(target, versions.read(target.read(versions.FILE))) == []
    assert not [path for path in files.find("/boom/site") if "/2026.1/" in path]
