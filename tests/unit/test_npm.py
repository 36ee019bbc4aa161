"""Packages of npm: brought by a stand-in for npm, held against the hash that is pinned, and read."""

from __future__ import annotations

import base64
import hashlib
import shlex
from pathlib import Path

import pytest

from katern.npm import NotBrought, Package, bring, brought, listed, members

from ..npmpackages import packed

CONTENT = packed({"package.json": b"{}", "pkg/a.js": b"export {};"})
HASH = base64.b64encode(hashlib.sha512(CONTENT).digest()).decode()
KNOWN = Package("@some/thing", "1.2.3", HASH)


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Puts a program called npm on the path; what it does is said in shell, and what it was asked stands in `asked`."""

    def put(does: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        asked = folder / "asked"
        (folder / "npm").write_text(f'#!/bin/sh\necho "$@" > {shlex.quote(str(asked))}\n{does}\n', encoding="utf-8")
        (folder / "npm").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return asked

    return put


@pytest.fixture
def giving(npm, tmp_path):
    """An npm that gives this file."""

    def give(content: bytes) -> Path:
        (tmp_path / "given.tgz").write_bytes(content)
        return npm(f"cp {shlex.quote(str(tmp_path / 'given.tgz'))} .")

    return give


def test_a_package_is_brought_once(giving, tmp_path):
    asked = giving(CONTENT)
    assert bring(KNOWN, tmp_path / "kept") == len(CONTENT)
    assert asked.read_text().startswith("pack @some/thing@1.2.3 --ignore-scripts --pack-destination /")
    asked.unlink()
    assert bring(KNOWN, tmp_path / "kept") == len(CONTENT)
    assert not asked.exists()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["thing-1.2.3.tgz"]


def test_another_file_than_the_pinned_one_is_refused_and_not_kept(giving, tmp_path, refused):
    giving(packed({"package.json": b"{}", "pkg/a.js": b"steal();"}))
    with refused(NotBrought, "ander bestand dan @some/thing 1.2.3"):
        bring(KNOWN, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_a_file_that_was_changed_since_is_none(giving, tmp_path):
    giving(CONTENT)
    bring(KNOWN, tmp_path / "kept")
    assert brought(KNOWN, tmp_path / "kept") == CONTENT
    (tmp_path / "kept/thing-1.2.3.tgz").write_bytes(CONTENT + b"x")
    assert brought(KNOWN, tmp_path / "kept") is None


def test_what_npm_says_is_told(npm, tmp_path, refused):
    npm("echo 'no such version' >&2; exit 1")
    with refused(NotBrought, "npm zegt: no such version"):
        bring(KNOWN, tmp_path / "kept")


def test_an_npm_that_gives_nothing_is_refused(npm, tmp_path, refused):
    npm("exit 0")
    with refused(NotBrought, "hash klopt niet"):
        bring(KNOWN, tmp_path / "kept")


def test_without_npm_it_says_what_to_do(tmp_path, monkeypatch, refused):
    monkeypatch.setenv("PATH", str(tmp_path))
    with refused(NotBrought, "installeer Node.js"):
        bring(KNOWN, tmp_path / "kept")


def test_files_of_a_package_are_read_by_their_paths():
    assert members(CONTENT, ["pkg/a.js", "package.json"]) == [b"export {};", b"{}"]


def test_the_files_of_a_folder_of_a_package():
    content = packed({"package.json": b"{}", "words/nl.json": b"{}", "words/en.json": b"{}"})
    assert listed(content, "words/") == ["words/en.json", "words/nl.json"]
