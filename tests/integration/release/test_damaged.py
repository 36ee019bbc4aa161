"""A tree that is not as its last release left it: refused with what to do, and brought back by `--repair`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import FIRST, Repository

Snapshot = Callable[[Path], dict[str, bytes]]
Damage = Callable[[Path], None]
RELEASE = ("release", "2026.1", "--to")
REPAIR = ("release", "--repair", "--to")


def no_list(tree: Path) -> None:
    (tree / ".katern/live/versions.json").unlink()


def no_link_to_the_list(tree: Path) -> None:
    (tree / "versions.json").unlink()


def no_hidden_folder(tree: Path) -> None:
    shutil.rmtree(tree / ".katern")


def no_live(tree: Path) -> None:
    (tree / ".katern/live").unlink()


def no_page_map(tree: Path) -> None:
    (tree / ".katern/live/pages.json").unlink()


def a_shorter_list(tree: Path) -> None:
    rows = json.loads((tree / "versions.json").read_bytes())
    (tree / ".katern/live/versions.json").write_text(json.dumps(rows[:-1]))


def an_empty_list(tree: Path) -> None:
    (tree / ".katern/live/versions.json").write_text("[]")


RECOVERED = [no_list, no_link_to_the_list, no_hidden_folder, no_live, no_page_map, a_shorter_list, an_empty_list]


@pytest.mark.parametrize("damage", RECOVERED, ids=lambda damage: damage.__name__)
def test_a_tree_that_lost_its_list_is_refused_and_repaired_to_what_it_was(
    repository: Repository, tree_of_three: Path, served: Snapshot, damage: Damage
) -> None:
    whole = served(tree_of_three)
    damage(tree_of_three)
    left = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    for command in (RELEASE, ("release", "2025.1", "--withdraw", "--why", "x", "--to"), ("release", "concept", "--to")):
        said = repository.katern(*command, str(tree_of_three), code=2)
        assert "Herstel haar met katern release --repair" in said
        assert served(tree_of_three) == left
    assert "Let op: " in repository.katern("release", "--list", "--to", str(tree_of_three))
    repository.katern(*REPAIR, str(tree_of_three), "--dry-run")
    repository.katern(*REPAIR, str(tree_of_three))
    repaired = served(tree_of_three)
    # feeds that were lost are told anew, in the order in which manifests hold the pages
    lost = damage is no_hidden_folder
    assert {
        path for path in whole if whole[path] != repaired.get(path) and not (lost and path.startswith("wijzigingen."))
    } == set()
    assert [entry["id"] for entry in json.loads(repaired["wijzigingen.json"])["items"]] == [
        entry["id"] for entry in json.loads(whole["wijzigingen.json"])["items"]
    ]
    assert repaired.keys() == whole.keys()
    repository.katern(*RELEASE, str(tree_of_three))
    listed = [row["version"] for row in json.loads((tree_of_three / "versions.json").read_bytes())]
    assert listed == ["2026.1", "2025.10", "2025.2", "2025.1"]


@pytest.mark.parametrize("damage", [no_list, no_page_map], ids=lambda damage: damage.__name__)
def test_a_version_that_was_withdrawn_stays_so(
    repository: Repository, tree_of_three: Path, served: Snapshot, damage: Damage
) -> None:
    repository.katern("release", "2025.10", "--withdraw", "--why", "een fout nummer", "--to", str(tree_of_three))
    whole = served(tree_of_three)
    damage(tree_of_three)
    repository.katern(*REPAIR, str(tree_of_three))
    assert served(tree_of_three)["versions.json"] == whole["versions.json"]
    assert 'data-to="2025.2/"' in (tree_of_three / "index.html").read_text()


def test_without_any_list_the_repair_says_what_it_cannot_know(repository: Repository, tree_of_three: Path) -> None:
    no_hidden_folder(tree_of_three)
    assert "Of er versies waren ingetrokken, is niet meer te zien" in repository.katern(*REPAIR, str(tree_of_three))


def test_a_listed_version_whose_folder_is_gone_is_told_and_leaves_the_list(
    repository: Repository, tree_of_three: Path
) -> None:
    shutil.rmtree(tree_of_three / "2025.2")
    assert "versie 2025.2 staat in versions.json, maar haar map is er niet" in repository.katern(
        *RELEASE, str(tree_of_three), code=2
    )
    assert "Versie 2025.2 is weg" in repository.katern(*REPAIR, str(tree_of_three))
    assert repository.katern("release", "--list", "--to", str(tree_of_three)) == "2025.10 (actueel, nieuwste)\n2025.1\n"


def test_a_version_under_another_name_is_not_listed(
    repository: Repository, tree_of_three: Path, served: Snapshot
) -> None:
    shutil.copytree(tree_of_three / "2025.1", tree_of_three / "2024.1")
    before = served(tree_of_three)
    assert "de map 2024.1 zegt van zichzelf dat zij versie 2025.1 is" in repository.katern(
        *REPAIR, str(tree_of_three), code=2
    )
    assert served(tree_of_three) == before


def test_half_a_version_is_not_listed(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    no_list(tree_of_three)
    no_page_map(tree_of_three)
    (tree_of_three / "2025.1/vragen/index.html").unlink()
    before = served(tree_of_three)
    assert "versie 2025.1 is niet heel (vragen/index.html" in repository.katern(*REPAIR, str(tree_of_three), code=2)
    assert served(tree_of_three) == before


def test_a_sound_tree_is_repaired_to_itself(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    before = served(tree_of_three)
    repository.katern(*REPAIR, str(tree_of_three))
    assert served(tree_of_three) == before


def test_a_place_without_versions_cannot_be_repaired(repository: Repository, tmp_path: Path) -> None:
    assert "geen versies" in repository.katern(*REPAIR, str(tmp_path / "nieuw"), code=2)


@pytest.mark.parametrize(
    ("path", "arguments", "said"),
    [
        ("2026.1/brief.txt", ["2026.1"], "staat al '2026.1'"),
        ("2026.1/index.html", ["2026.1"], "versie 2026.1 staat er, maar niet in versions.json"),
        ("2026.1", ["2026.1"], "staat al '2026.1'"),
        ("concept/brief.txt", ["concept"], "staat al 'concept'"),
        ("studiedag/brief.txt", ["2026.1", "--alias", "studiedag"], "staat al 'studiedag'"),
    ],
)
def test_what_stands_at_an_address_of_the_release_is_kept(
    repository: Repository, tree_of_three: Path, served: Snapshot, path: str, arguments: list[str], said: str
) -> None:
    (tree_of_three / path).parent.mkdir(exist_ok=True)
    (tree_of_three / path).write_text("bewaren")
    before = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    assert said in repository.katern("release", *arguments, "--to", str(tree_of_three), code=2)
    assert served(tree_of_three) == before


@pytest.mark.parametrize("name", ["index.html", "robots.txt", "404.html", "pages.json"])
def test_a_folder_with_another_site_is_refused_and_stays_as_it_was(
    repository: Repository, tmp_path: Path, served: Snapshot, name: str
) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / name).write_text("van een ander")
    assert f"staat al '{name}'" in repository.katern(*RELEASE, str(tmp_path / "www"), code=2)
    assert [path.name for path in (tmp_path / "www").iterdir()] == [name]


@pytest.mark.parametrize(
    "to", [".", "..", "docs", "dossiers/nieuw", "site", "site/versies", ".cache", ".git", "bron-koppeling"]
)
def test_a_tree_never_stands_in_the_sources_or_where_a_build_empties(repository: Repository, to: str) -> None:
    (repository.root / "bron-koppeling").symlink_to("dossiers")
    before = sorted(path.name for path in repository.root.iterdir())
    commands = (["release", "2025.10"], ["release", "--repair"], ["release", "2025.10", "--withdraw", "--why", "x"])
    said = [repository.katern(*command, "--to", to, code=2) for command in commands]
    (repository.root / "bron-koppeling").unlink()
    assert all("een gepubliceerde site kan niet in" in text for text in said)
    assert sorted([*(path.name for path in repository.root.iterdir()), "bron-koppeling"]) == before


def test_a_tree_never_stands_in_other_sources_or_in_a_built_site(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "kloon").mkdir()
    (tmp_path / "kloon/mkdocs.yml").write_text("site_name: X\n")
    assert "staan de bronnen van een site" in repository.katern(*RELEASE, str(tmp_path / "kloon"), code=2)
    (tmp_path / "gebouwd").mkdir()
    (tmp_path / "gebouwd/.katern-site").write_text("x")
    assert "bij elke bouw leegmaakt" in repository.katern(*RELEASE, str(tmp_path / "gebouwd/versies"), code=2)


def test_a_number_that_means_the_same_is_not_newer(repository: Repository, tree_of_three: Path) -> None:
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    repository.katern("release", "2026", "--to", str(tree_of_three))
    for same in ("2026.0", "2026.0.0", "02026"):
        said = repository.katern("release", same, "--to", str(tree_of_three), code=2)
        assert f"versie {same} is niet nieuwer dan 2026; kies een hoger nummer" in said


def test_a_report_of_a_release_never_takes_the_place_of_a_source(repository: Repository, tree_of_three: Path) -> None:
    said = repository.katern(*RELEASE, str(tree_of_three), "--notes", "docs/index.md", code=2)
    assert "hoort bij de bronnen van de site" in said
    assert (repository.root / "docs/index.md").read_text() == FIRST["docs/index.md"]
