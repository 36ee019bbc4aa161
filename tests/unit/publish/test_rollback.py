"""Leading readers elsewhere without a build: the same on a folder, a pages branch and object storage."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.publish import fsck, versions
from katern.publish.folder import FolderTarget
from katern.publish.refusals import ReleaseRefused
from katern.publish.rollback import lead, restore, withdraw
from katern.publish.target import Target

from .conftest import SITE, Publish, Tree, sent


def listed(target: Target) -> dict[str, tuple[str, ...]]:
    return {version.name: version.aliases for version in versions.read(target.read(versions.FILE))}


def root(target: Target) -> str:
    """Where the first page of the tree leads."""
    page = (target.read("index.html") or b"").decode()
    return page.split('data-to="', 1)[1].split("/", 1)[0]


def redirects(target: Target, alias: str) -> dict[str, str]:
    """The version to which each page of an alias leads."""
    found = {}
    for path in target.files(alias):
        if path.endswith(".html"):
            page = (target.read(f"{alias}/{path}") or b"").decode()
            found[path] = page.split('data-to="', 1)[1].replace("../", "").split("/", 1)[0]
    return found


def numbers(target: Target) -> dict[str, bytes]:
    return {path: content for path, content in sent(target).items() if path.startswith("20")}


def test_an_alias_goes_back_and_nothing_of_a_version_changes(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw", pages=("", "een/", "pas/"))
    before, whole = numbers(tree()), sent(tree())
    assert lead(tree(), SITE, {"actueel": "2025.1"}) == "2025.1"
    assert listed(tree()) == {"2026.1": (), "2025.1": ("actueel",)}
    assert redirects(tree(), "actueel") == {"index.html": "2025.1", "een/index.html": "2025.1"}
    assert root(tree()) == "2025.1"
    assert b"2025.1" in (tree().read("sitemap.xml") or b"")
    assert numbers(tree()) == before
    assert fsck.damage(tree(), versions.read(tree().read(versions.FILE))) == []
    assert lead(tree(), SITE, {"actueel": "2026.1"}) == "2026.1"
    assert sent(tree()) == whole


def test_aliases_are_added_and_removed_in_one_step(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    whole = sent(tree())
    assert lead(tree(), SITE, {"studiedag": "2025.1", "proef": "2026.1"}) == "2026.1"
    assert listed(tree()) == {"2026.1": ("actueel", "proef"), "2025.1": ("studiedag",)}
    assert set(redirects(tree(), "studiedag").values()) == {"2025.1"}
    lead(tree(), SITE, {"studiedag": "", "proef": ""})
    assert sent(tree()) == whole
    assert "studiedag" not in tree().names()


def test_without_the_alias_the_newest_number_is_where_readers_come(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    lead(tree(), SITE, {"actueel": "2025.1"})
    assert lead(tree(), SITE, {"actueel": ""}) == "2026.1"
    assert "actueel" not in tree().names()
    assert root(tree()) == "2026.1"


def test_a_withdrawal_is_undone_to_the_byte(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1", alias="studiedag")
    put(tree(), "2026.1", "nieuw", pages=("", "een/", "pas/"))
    whole = sent(tree())
    assert withdraw(tree(), SITE, "2026.1", "een fout nummer") == "2025.1"
    assert listed(tree()) == {"2026.1": (), "2025.1": ("studiedag", "actueel")}
    assert redirects(tree(), "actueel") == {"index.html": "2025.1", "een/index.html": "2025.1"}
    withdraw(tree(), SITE, "2026.1", "twee foute nummers")
    (first, _) = versions.read(tree().read(versions.FILE))
    assert (first.withdrawn, first.title) == ("twee foute nummers", "2026.1 (ingetrokken)")
    assert restore(tree(), SITE, "2026.1") == "2026.1"
    assert sent(tree()) == whole


def test_an_alias_that_went_on_since_does_not_come_back(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    withdraw(tree(), SITE, "2026.1", "een fout nummer")
    put(tree(), "2026.2", "nieuwer")
    assert restore(tree(), SITE, "2026.1") == "2026.2"
    assert listed(tree()) == {"2026.2": ("actueel",), "2026.1": (), "2025.1": ()}


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"actueel": "2024.1"}, "versie 2024.1 is niet gepubliceerd"),
        ({"actueel": "concept"}, "leidt naar een vastgestelde versie"),
        ({"Nieuw!": "2025.1"}, "kies een woord van kleine letters"),
        ({"studiedag": ""}, "geen versie heet 'studiedag'"),
        ({"studiedag": "2025.1"}, "versie 2025.1 is ingetrokken"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    tree: Tree, put: Publish, wanted: dict[str, str], said: str, refused
) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    withdraw(tree(), SITE, "2025.1", "een fout nummer")
    whole = sent(tree())
    with refused(ReleaseRefused, said):
        lead(tree(), SITE, wanted)
    assert sent(tree()) == whole
    with refused(ReleaseRefused, r"2026\.1 is niet ingetrokken"):
        restore(tree(), SITE, "2026.1")


def test_an_alias_leads_to_a_version_of_another_tool(tree: Tree, put: Publish, kind: str, tmp_path: Path) -> None:
    put(tree(), "2025.1")
    of_mike(kind, tmp_path)
    assert lead(tree(), SITE, {"actueel": "1.0"}) == "1.0"
    assert redirects(tree(), "actueel") == {"index.html": "1.0", "oud/index.html": "1.0"}


def of_mike(kind: str, tmp_path: Path) -> None:
    """Put a version that mike made into a tree, listed beside ours."""
    listed = b'[{"version": "2025.1", "title": "2025.1", "aliases": ["actueel"]}, {"version": "1.0", "title": "1.0", "aliases": []}]'
    files = {"1.0/index.html": b"<p>1.0</p>", "1.0/oud/index.html": b"<p>oud</p>", "versions.json": listed}
    if kind == "objects":
        import fsspec

        fsspec.filesystem("memory").pipe({f"/boom/site/{path}": content for path, content in files.items()})
        return
    for path, content in files.items():
        file = tmp_path / "boom" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    if kind == "branch":
        import subprocess

        for command in (["add", "."], ["commit", "--quiet", "-m", "mike"]):
            subprocess.run(["git", *command], cwd=tmp_path / "boom", check=True)


def test_links_of_mike_stay_what_they_are_until_the_switch(tmp_path: Path, put: Publish) -> None:
    tree = tmp_path / "boom"
    (tree / "1.0").mkdir(parents=True)
    (tree / "1.0/index.html").write_text("<p>1.0</p>")
    (tree / "laatste").symlink_to("1.0")
    (tree / "versions.json").write_text('[{"version": "1.0", "title": "1.0", "aliases": ["laatste"]}]')
    put(FolderTarget(tree), "2025.1")
    assert (tree / "laatste/index.html").read_text() == "<p>1.0</p>"
    lead(FolderTarget(tree), SITE, {"laatste": "2025.1"})
    assert set(redirects(FolderTarget(tree), "laatste").values()) == {"2025.1"}
    lead(FolderTarget(tree), SITE, {"laatste": ""})
    assert "laatste" not in FolderTarget(tree).names()
    assert (tree / "1.0/index.html").read_text() == "<p>1.0</p>"
