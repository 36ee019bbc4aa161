"""The real command: a published tree looked at, a version signed, and a version built anew from its tag."""

from __future__ import annotations

import json
from pathlib import Path

import minisign
import pytest

from .conftest import FIRST, Repository


def test_what_was_published_is_found_whole_and_what_was_altered_is_named(
    repository: Repository, tree_of_three: Path
) -> None:
    said = repository.katern("verify", str(tree_of_three))
    assert said.endswith(" bestanden nagekeken, 0 niet in orde\n")
    (tree_of_three / "2025.2/index.html").write_text("vervalst")
    (tree_of_three / "2025.1/erbij.txt").write_text("x")
    (tree_of_three / "2025.10/404.html").unlink()
    said = repository.katern("verify", str(tree_of_three), code=1)
    assert said.splitlines()[:3] == [
        "2025.1/erbij.txt: toegevoegd", "2025.10/404.html: ontbreekt", "2025.2/index.html: veranderd",
    ]  # fmt: skip
    assert said.endswith(" bestanden nagekeken, 3 niet in orde\n")


def test_a_release_does_not_call_an_altered_version_published(repository: Repository, tree_of_three: Path) -> None:
    (tree_of_three / "2025.10/index.html").write_text("vervalst")
    said = repository.katern("release", "2025.10", "--to", str(tree_of_three), code=2)
    assert "versie 2025.10 is niet meer wat er gepubliceerd is: 2025.10/index.html" in said
    assert (tree_of_three / "2025.10/index.html").read_text() == "vervalst"


def test_the_manifest_names_what_made_the_version(tree_of_three: Path) -> None:
    tools = json.loads((tree_of_three / "2025.10/manifest.json").read_bytes())["tools"]
    assert {"katern", "python", "pandoc", "typst", "markdown", "font-source-sans-pro"} <= tools.keys()
    assert tools["pandoc"][0].isdigit()
    assert "none" not in tools.values()


def test_a_version_is_built_anew_from_its_tag(repository: Repository, tree_of_three: Path) -> None:
    head = repository.git("rev-parse", "HEAD")
    said = repository.katern("verify", "--rebuild", "2025.2", str(tree_of_three))
    assert "2025.2 opnieuw gebouwd: " in said
    assert said.endswith(" bestanden, 0 anders\n")
    assert repository.git("rev-parse", "HEAD") == head
    repository.commit({"docs/index.md": FIRST["docs/index.md"] + "\nIets anders.\n"})
    repository.git("tag", "--force", "2025.2")
    try:
        said = repository.katern("verify", "--rebuild", "2025.2", str(tree_of_three), code=1)
    finally:
        repository.git("tag", "--force", "2025.2", "2025.10~1")
    assert "2025.2/index.html: anders na opnieuw bouwen\n" in said
    assert "er is geen tag 2024.1" in repository.katern("verify", "--rebuild", "2024.1", str(tree_of_three), code=2)


def test_a_version_is_signed_and_only_that_key_fits(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = minisign.KeyPair.generate()
    other = minisign.KeyPair.generate().public_key.to_base64().decode()
    public = pair.public_key.to_base64().decode()
    pair.secret_key.encrypt("geheim", opslimit=minisign.OPSLIMIT // 32, memlimit=minisign.MEMLIMIT // 32)
    (tmp_path / "geheim.key").write_bytes(bytes(pair.secret_key))
    tree, key = str(tmp_path / "boom"), str(tmp_path / "geheim.key")
    assert "KATERN_SIGN_PASSWORD" in repository.katern("release", "2025.10", "--to", tree, "--sign", key, code=2)
    assert not (tmp_path / "boom/versions.json").exists()
    monkeypatch.setenv("KATERN_SIGN_PASSWORD", "geheim")
    repository.katern("release", "2025.10", "--to", tree, "--sign", key)
    assert repository.katern("verify", "--key", public, tree).endswith(" 0 niet in orde\n")
    said = repository.katern("verify", "--key", other, tree, code=1)
    assert said.startswith("2025.10/manifest.json: niet ondertekend met deze sleutel\n")
