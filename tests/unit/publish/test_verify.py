"""Every published file against what was published: altered, missing, added, unsigned; the same on each kind of tree."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import minisign
import pytest

from katern.publish import manifest, sums, verify, versions
from katern.publish.folder import FolderTarget
from katern.publish.refusals import Altered, KeyUnusable
from katern.publish.rollback import lead
from katern.publish.signing import PASSWORD, public_key, sign
from katern.publish.verify import Difference

from .conftest import SITE, Publish, Tree, write_version

Change = Callable[[str, bytes | None], None]


@pytest.fixture
def change(kind: str, tmp_path: Path) -> Change:
    """Change, add or remove a published file behind Katern's back."""

    def by_hand(path: str, content: bytes | None) -> None:
        if kind == "objects":
            import fsspec

            files = fsspec.filesystem("memory")
            if content is None:
                files.rm_file(f"/boom/site/{path}")
            else:
                files.pipe_file(f"/boom/site/{path}", content)
            return
        file = tmp_path / "boom" / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        if kind == "branch":
            for command in (["add", "--all"], ["commit", "--quiet", "-m", "met de hand"]):
                subprocess.run(["git", *command], cwd=tmp_path / "boom", check=True)

    return by_hand


def test_what_was_just_published_is_what_was_published(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    put(tree(), "concept", "straks", alias="proef")
    lead(tree(), SITE, {"actueel": "2025.1", "proef": ""})
    found = verify.verify(tree())
    assert (found.differences, found.unknown) == ((), ())
    assert found.files > 25


@pytest.mark.parametrize(
    ("path", "content", "state"),
    [
        ("2025.1/een/index.html", b"vervalst", "altered"),
        ("2025.1/een/index.html", None, "missing"),
        ("2025.1/erbij.html", b"x", "added"),
        ("2025.1/manifest.json", b'{"version": "2025.1", "date": "", "items": {}, "sources": {}, "booklets": {}, "files": {}, "pages": []}', "altered"),
        ("2025.1/manifest.json", None, "missing"),
        ("2026.1/404.html.gz", gzip.compress(b"iets anders", mtime=0), "altered"),
        ("2026.1/404.html.br", b"geen brotli", "altered"),
        ("2026.1/niets.html.gz", gzip.compress(b"x", mtime=0), "added"),
        ("actueel/een/index.html", b"naar elders", "altered"),
        ("actueel/erbij/index.html", b"x", "added"),
        ("versions.js", b"kwaad", "altered"),
        ("robots.txt", None, "missing"),
        ("checksums.json", None, "missing"),
    ],
)  # fmt: skip
def test_a_file_that_was_changed_by_hand_is_named(
    tree: Tree, put: Publish, change: Change, path: str, content: bytes | None, state: str
) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    change(path, content)
    assert Difference(path, state) in verify.verify(tree()).differences  # type: ignore[arg-type]


def test_what_is_not_ours_is_told_apart(tree: Tree, put: Publish, change: Change) -> None:
    put(tree(), "2025.1")
    change("CNAME", b"proef.example")
    found = verify.verify(tree())
    assert (found.differences, found.unknown) == ((), ("CNAME",))


def test_a_version_that_was_altered_is_neither_compared_with_nor_led_to(
    tree: Tree, put: Publish, change: Change, refused
) -> None:
    put(tree(), "2025.1")
    put(tree(), "2026.1", "nieuw")
    whole = tree().read("2025.1/manifest.json")
    assert whole is not None
    change("2025.1/manifest.json", whole.replace(b"2026-01-01", b"2024-01-01"))
    with refused(Altered, r"2025\.1 is niet meer wat er gepubliceerd is: 2025\.1/manifest\.json"):
        lead(tree(), SITE, {"actueel": "2025.1"})
    change("2025.1/manifest.json", whole)
    change("2025.1/een/index.html", b"vervalst")
    with refused(Altered, r"2025\.1/een/index\.html"):
        verify.refuse_altered(tree(), "2025.1")


def test_sums_hold_every_entry_point(tree: Tree, put: Publish) -> None:
    put(tree(), "2025.1")
    written = sums.read(tree())
    assert written is not None
    assert {"index.html", "versions.json", "pages.json", "actueel/een/index.html"} <= written.entries.keys()
    assert written.manifests == {"2025.1": sums.digest(tree().read("2025.1/manifest.json") or b"")}


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """The file of a secret key with a password, and the public key."""
    pair = minisign.KeyPair.generate()
    public = pair.public_key.to_base64().decode()
    pair.secret_key.encrypt("een wachtwoord", opslimit=minisign.OPSLIMIT // 32, memlimit=minisign.MEMLIMIT // 32)
    file = tmp_path / "geheim.key"
    file.write_bytes(bytes(pair.secret_key))
    return file, public


def test_a_signature_is_that_of_minisign_and_always_the_same(
    tmp_path: Path, key: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "een wachtwoord")
    write_version(tmp_path / "v", "2026.1", "tekst")
    sign(tmp_path / "v", "2026.1", key[0])
    first = (tmp_path / "v" / manifest.SIGNATURE).read_bytes()
    sign(tmp_path / "v", "2026.1", key[0])
    assert (tmp_path / "v" / manifest.SIGNATURE).read_bytes() == first
    assert b"trusted comment: manifest.json 2026.1\n" in first
    minisign.PublicKey.from_base64(key[1]).verify_file(tmp_path / "v" / manifest.FILE)


@pytest.mark.parametrize("password", ["", "een ander"])
def test_a_key_that_does_not_open_is_a_sentence(
    tmp_path: Path, key: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, password: str, refused
) -> None:
    monkeypatch.setenv(PASSWORD, password)
    write_version(tmp_path / "v", "2026.1", "tekst")
    with refused(KeyUnusable, f"zet dat dan in {PASSWORD}"):
        sign(tmp_path / "v", "2026.1", key[0])
    (tmp_path / "kapot").write_text("geen sleutel")
    with pytest.raises(KeyUnusable):
        sign(tmp_path / "v", "2026.1", tmp_path / "kapot")
    with refused(KeyUnusable, "geen publieke sleutel"):
        public_key("abc")


def test_what_is_not_signed_with_the_key_is_named(
    tmp_path: Path, put: Publish, key: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "een wachtwoord")
    tree = FolderTarget(tmp_path / "boom")
    put(tree, "2025.1")
    put(tree, "2026.1", "nieuw")
    sign(tmp_path / "boom/2026.1", "2026.1", key[0])
    (tmp_path / "publiek.pub").write_text(f"untrusted comment: x\n{key[1]}\n")
    for given in (key[1], str(tmp_path / "publiek.pub")):
        assert verify.verify(tree, public_key(given)).differences == (Difference("2025.1/manifest.json", "unsigned"),)
    # who alters a manifest can write down another sum of it, but not sign it
    altered = (tmp_path / "boom/2026.1/manifest.json").read_bytes().replace(b"2026-01-01", b"2024-01-01")
    (tmp_path / "boom/2026.1/manifest.json").write_bytes(altered)
    told = json.loads((tmp_path / "boom/checksums.json").read_bytes())
    told["manifests"]["2026.1"] = sums.digest(altered)
    (tmp_path / "boom/.katern/live/checksums.json").write_text(json.dumps(told))
    assert verify.verify(tree).differences == ()
    assert Difference("2026.1/manifest.json", "unsigned") in verify.verify(tree, public_key(key[1])).differences
    assert [version.name for version in versions.read(tree.read(versions.FILE))] == ["2026.1", "2025.1"]
