"""The real command: gates, versions that never change, aliases, withdrawal, trees of other tools."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from katern.publish.locking import locked

from .conftest import FIRST, URL, Repository

Snapshot = Callable[[Path], dict[str, bytes]]


def rows(tree: Path) -> list[dict[str, object]]:
    return list(json.loads((tree / "versions.json").read_bytes()))


def test_versions_are_ordered_by_number_and_the_newest_is_current(three_versions: tuple[Repository, Path]) -> None:
    _, tree = three_versions
    assert rows(tree) == [
        {"version": "2025.10", "title": "2025.10", "aliases": ["actueel"]},
        {"version": "2025.2", "title": "2025.2", "aliases": []},
        {"version": "2025.1", "title": "2025.1", "aliases": []},
    ]
    assert 'data-to="2025.10/"' in (tree / "index.html").read_text()
    assert f"{URL}2025.10/dossiers/opvoeding/" in (tree / "sitemap.xml").read_text()
    assert f"{URL}2025.2/" not in (tree / "sitemap.xml").read_text()


def test_the_list_shows_them(three_versions: tuple[Repository, Path]) -> None:
    repository, tree = three_versions
    assert repository.katern("release", "--list", "--to", str(tree)) == "2025.10 (actueel, nieuwste)\n2025.2\n2025.1\n"


def test_an_alias_leads_every_page_on(three_versions: tuple[Repository, Path]) -> None:
    _, tree = three_versions
    page = (tree / "actueel/dossiers/opvoeding/in-de-wijk/index.html").read_text()
    assert 'src="../../../../redirect.js" data-to="../../../../2025.10/dossiers/opvoeding/in-de-wijk/"' in page
    assert 'content="0; url=../../../../2025.10/dossiers/opvoeding/in-de-wijk/"' in page


def test_an_old_address_within_a_version_leads_on(three_versions: tuple[Repository, Path]) -> None:
    _, tree = three_versions
    page = (tree / "2025.10/dossiers/opvoeding/meedoen/index.html").read_text()
    assert 'src="../../../../redirect.js" data-to="../../../dossiers/opvoeding/in-de-wijk/"' in page


def test_what_changed_is_told_by_item(three_versions: tuple[Repository, Path]) -> None:
    _, tree = three_versions
    assert (tree / "2025.2/wijzigingen/wijzigingen.md").read_text() == (
        "# Wat is er veranderd in versie 2025.2\n\nVergeleken met versie 2025.1.\n\n## Opvoeding\n\n"
        "- Opnieuw nagekeken: Opvoeding\n- Nieuw: In de buurt, Met elkaar\n- Nieuwe titel: In de buurt\n"
        "- Bron toegevoegd: Praten met ouders\n"
    )
    dossier = (tree / "2025.2/dossiers/opvoeding/index.html").read_text()
    assert '<h2 id="veranderd">Wat is er veranderd</h2>' in dossier
    assert '<a href="../../dossiers/opvoeding/buurt/#met-elkaar">Met elkaar</a>' in dossier
    assert 'id="veranderd"' not in (tree / "2025.1/dossiers/opvoeding/index.html").read_text()


def test_the_feeds_hold_every_release(three_versions: tuple[Repository, Path]) -> None:
    _, tree = three_versions
    feed = json.loads((tree / "wijzigingen.json").read_bytes())
    assert [entry["url"] for entry in feed["items"]] == [
        f"{URL}{v}/wijzigingen/" for v in ("2025.10", "2025.2", "2025.1")
    ]
    assert (tree / "wijzigingen.xml").read_text().count("<entry>") == 3


def test_booklets_carry_the_permanent_address(three_versions: tuple[Repository, Path]) -> None:
    import pikepdf

    _, tree = three_versions
    with pikepdf.open(next((tree / "2025.1/boekjes").glob("*-boekje.pdf"))) as booklet:
        links = [
            str(note.A.URI)
            for page in booklet.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
    assert f"{URL}2025.1/dossiers/opvoeding/" in links


def test_the_same_bytes_again_change_nothing(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    before = served(tree_of_three)
    assert "er is niets veranderd" in repository.katern("release", "2025.10", "--to", str(tree_of_three))
    assert served(tree_of_three) == before


def test_other_bytes_under_the_same_number_are_refused(
    repository: Repository, tree_of_three: Path, served: Snapshot
) -> None:
    before = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets anders.\n"})
    repository.git("tag", "--delete", "2025.10")
    try:
        said = repository.katern("release", "2025.10", "--to", str(tree_of_three), code=2)
    finally:
        repository.git("tag", "2025.10", "HEAD~1")
    assert "versie 2025.10 is al gepubliceerd met een andere inhoud" in said
    assert "kies een nieuw nummer" in said
    assert served(tree_of_three) == before


def test_a_release_leaves_old_versions_byte_for_byte(repository: Repository, tree_of_three: Path) -> None:
    def sums() -> dict[str, str]:
        files = [file for name in ("2025.1", "2025.2", "2025.10") for file in sorted((tree_of_three / name).rglob("*"))]
        return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}

    before = sums()
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    repository.katern(
        "release", "2026.1", "--to", str(tree_of_three), "--notes", str(tree_of_three.parent / "nieuws.md")
    )
    assert sums() == before
    assert [row["version"] for row in rows(tree_of_three)] == ["2026.1", "2025.10", "2025.2", "2025.1"]
    assert rows(tree_of_three)[1]["aliases"] == []
    assert "- Gewijzigd: Welkom" in (tree_of_three.parent / "nieuws.md").read_text()
    assert "2026.1" in repository.git("tag", "--list")


def test_a_draft_may_be_replaced_when_asked(repository: Repository, tree_of_three: Path) -> None:
    repository.katern("release", "concept", "--to", str(tree_of_three))
    assert rows(tree_of_three)[-1] == {"version": "concept", "title": "concept", "aliases": []}
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    assert "met --replace vervangt u het" in repository.katern("release", "concept", "--to", str(tree_of_three), code=2)
    repository.katern("release", "concept", "--to", str(tree_of_three), "--replace")
    assert "Iets nieuws." in (tree_of_three / "concept/index.html").read_text()
    assert 'data-to="2025.10/"' in (tree_of_three / "index.html").read_text()
    assert "kies een nieuw nummer" in repository.katern(
        "release", "2025.10", "--to", str(tree_of_three), "--replace", code=2
    )


def test_withdrawing_marks_and_keeps(repository: Repository, tree_of_three: Path) -> None:
    kept = (tree_of_three / "2025.10/index.html").read_bytes()
    assert "--why" in repository.katern("release", "2025.10", "--withdraw", "--to", str(tree_of_three), code=2)
    repository.katern("release", "2025.10", "--withdraw", "--why", "een fout nummer", "--to", str(tree_of_three))
    assert (tree_of_three / "2025.10/index.html").read_bytes() == kept
    assert rows(tree_of_three)[0]["properties"] == {
        "withdrawn": "een fout nummer",
        "before": {"title": "2025.10", "aliases": {"actueel": "2025.2"}},
    }
    assert rows(tree_of_three)[1]["aliases"] == ["actueel"]
    assert 'data-to="2025.2/"' in (tree_of_three / "index.html").read_text()
    assert not (tree_of_three / "actueel/dossiers/opvoeding/in-de-wijk").exists()
    assert [path.name for path in tree_of_three.iterdir() if not path.exists()] == []


def test_withdrawing_is_undone_to_the_byte(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    whole = served(tree_of_three)
    command = ("release", "2025.10", "--to", str(tree_of_three))
    said = repository.katern(*command, "--withdraw", "--why", "een fout nummer")
    assert said == "Versie 2025.10 is ingetrokken. Lezers komen bij 2025.2.\n"
    assert repository.katern(*command, "--restore") == "Versie 2025.10 is weer geldig. Lezers komen bij 2025.10.\n"
    assert served(tree_of_three) == whole
    assert "versie 2025.10 is niet ingetrokken" in repository.katern(*command, "--restore", code=2)


def test_an_alias_rolls_back_and_forth_without_a_build(
    repository: Repository, tree_of_three: Path, served: Snapshot
) -> None:
    whole = served(tree_of_three)
    to = ("--to", str(tree_of_three))
    said = repository.katern("release", "--alias", "actueel=2025.2", "--alias", "studiedag=2025.1", *to)
    assert said == "actueel leidt naar 2025.2.\nstudiedag leidt naar 2025.1.\nLezers komen bij 2025.2.\n"
    assert repository.katern("release", "--list", *to) == (
        "2025.10\n2025.2 (actueel, hier komen lezers)\n2025.1 (studiedag)\n"
    )
    found = served(tree_of_three)
    assert {path for path in whole if found.get(path) != whole[path] and path.startswith("2025.")} == set()
    assert 'data-to="2025.2/"' in found["index.html"].decode()
    # a run of continuous integration that does the release again does not undo what an editor decided
    assert "er is niets veranderd" in repository.katern("release", "2025.10", *to)
    assert served(tree_of_three) == found
    repository.katern("release", "--alias", "actueel=2025.10", "--alias", "studiedag=", *to)
    assert served(tree_of_three) == whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--alias", "actueel=2024.1"], "versie 2024.1 is niet gepubliceerd"),
        (["--alias", "proef"], "noem de versie"),
        (["2025.10", "--alias", "actueel=2025.1"], "staat daarom zonder een versie"),
        (["--alias", "proef", "--alias", "actueel=2025.1"], "staat daarom zonder een versie"),
        (["concept", "--alias", "actueel"], "leidt naar een vastgestelde versie"),
        (["--break-lock"], "blijft nooit een slot staan"),
    ],
)
def test_what_does_not_go_together_is_refused(
    repository: Repository, tree_of_three: Path, served: Snapshot, arguments: list[str], said: str
) -> None:
    whole = served(tree_of_three)
    assert said in repository.katern("release", *arguments, "--to", str(tree_of_three), code=2)
    assert served(tree_of_three) == whole


def test_a_dry_run_publishes_nothing(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    before = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets nieuws.\n"})
    said = repository.katern("release", "2026.1", "--to", str(tree_of_three), "--dry-run")
    assert "- Gewijzigd: Welkom" in said
    assert "--dry-run" in said
    assert served(tree_of_three) == before
    assert sorted(path.name for path in (tree_of_three / ".katern").iterdir()) == ["live", "lock", "state-3"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2025.9"], "versie 2025.9 is niet nieuwer dan 2025.10; kies een hoger nummer"),
        (["lente"], "'lente' is geen versie; kies een nummer zoals 2026.1, of 'concept'"),
        (["2026.1", "--alias", "Nieuw!"], "kies een woord van kleine letters, zoals 'actueel'"),
        (["2025.1"], "de tag 2025.1 wijst een andere commit aan"),
        ([], "noem de versie"),
    ],
)
def test_a_refusal_says_what_to_do(
    repository: Repository, tree_of_three: Path, arguments: list[str], said: str
) -> None:
    assert said in repository.katern("release", *arguments, "--to", str(tree_of_three), code=2)


def test_a_checkout_with_changes_is_refused(repository: Repository, tree_of_three: Path) -> None:
    (repository.root / "docs/index.md").write_text("Iets.\n")
    said = repository.katern("release", "2026.1", "--to", str(tree_of_three), code=2)
    assert said == "er zijn wijzigingen die niet zijn vastgelegd (docs/index.md); doe eerst git commit\n"


def test_errors_in_the_check_are_shown_and_stop_it(
    repository: Repository, tree_of_three: Path, served: Snapshot
) -> None:
    before = served(tree_of_three)
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nZie [@geenbron2020].\n"})
    said = repository.katern("release", "2026.1", "--to", str(tree_of_three), code=1)
    assert "error cite.missing" in said
    assert "herstel eerst deze fouten" in said
    assert served(tree_of_three) == before


def test_a_site_without_an_address_is_refused(repository: Repository, tree_of_three: Path) -> None:
    repository.commit({"mkdocs.yml": FIRST["mkdocs.yml"].replace(f"site_url: {URL}\n", "")})
    assert "zet site_url in mkdocs.yml" in repository.katern("release", "2026.1", "--to", str(tree_of_three), code=2)
    repository.katern("release", "2026.1", "--to", str(tree_of_three), "--url", "https://ander.example/", "--dry-run")


def test_the_tree_may_stand_in_the_checkout(repository: Repository, three_versions: tuple[Repository, Path]) -> None:
    repository.katern("release", "2025.10", "--to", "openbaar")
    repository.katern("release", "2025.10", "--to", "openbaar")
    shutil.rmtree(repository.root / "openbaar")


def test_two_releases_at_once_do_not_mix(repository: Repository, tree_of_three: Path, served: Snapshot) -> None:
    before = served(tree_of_three)
    with locked(tree_of_three / ".katern/lock", tree_of_three):
        said = repository.katern("release", "concept", "--to", str(tree_of_three), code=2)
    assert "er wordt al een versie gepubliceerd" in said
    assert served(tree_of_three) == before


def test_versions_of_mike_are_kept_and_listed(repository: Repository, tmp_path: Path) -> None:
    tree = tmp_path / "mike"
    for name in ("1.0", "v0.9", "laatste"):
        (tree / name).mkdir(parents=True)
        (tree / name / "index.html").write_text(f"<html>{name}</html>")
    (tree / "versions.json").write_text(
        '[{"version": "1.0", "title": "1.0", "aliases": ["laatste"]}, {"version": "v0.9", "title": "oud", "aliases": []}]'
    )
    (tree / "index.html").write_text("naar laatste")
    repository.katern("release", "2025.10", "--to", str(tree))
    assert [(row["version"], row["title"], row["aliases"]) for row in rows(tree)] == [
        ("2025.10", "2025.10", ["actueel"]),
        ("1.0", "1.0", ["laatste"]),
        ("v0.9", "oud", []),
    ]
    assert (tree / "laatste/index.html").read_text() == "<html>laatste</html>"
    repository.katern("release", "concept", "--to", str(tree), "--alias", "laatste")
    assert 'data-to="../concept/"' in (tree / "laatste/index.html").read_text()
    assert (tree / "1.0/index.html").read_text() == "<html>1.0</html>"


def test_the_same_commit_gives_the_same_bytes(
    repository: Repository, three_versions: tuple[Repository, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "kopie"
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(copy)], check=True)
    other = Repository.__new__(Repository)
    other.root = copy
    other.git = lambda *arguments: (
        subprocess.run(["git", *arguments], cwd=copy, check=True, capture_output=True, text=True).stdout
    )  # type: ignore[method-assign]
    other.git("checkout", "--quiet", "2025.1")
    other.katern("release", "2025.1", "--to", str(tmp_path / "boom"))
    for file in sorted((tmp_path / "boom/2025.1").rglob("*")):
        if file.is_file():
            same = three_versions[1] / file.relative_to(tmp_path / "boom")
            assert file.read_bytes() == same.read_bytes(), file
