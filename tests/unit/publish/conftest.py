"""Small versions without a build: a folder with a few pages, published through the same function as the real ones."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from katern.publish import manifest, versions
from katern.publish.entrypoints import Site, State
from katern.publish.manifest import ItemRecord, Manifest
from katern.publish.release import publish_state
from katern.publish.target import Target, open_target
from katern.publish.versions import Version
from katern.words import words_of

SITE = Site("Proef", "https://proef.example/", "nl-NL", words_of("nl"))
Publish = Callable[..., None]
Tree = Callable[[], Target]


def write_version(folder: Path, name: str, text: str, pages: tuple[str, ...] = ("", "een/")) -> Manifest:
    """A version's folder, whole with its manifest."""
    for page in pages:
        file = folder / page / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'<!doctype html><meta charset="utf-8"><title>{name}</title><p>{text} {page}</p>')
    (folder / "404.html").write_text(f"<p>niet gevonden {name}</p>")
    (folder / "sitemap.xml").write_text(f"<urlset>{name}</urlset>")
    files = manifest.checksums(folder)
    items = {page: ItemRecord(page, "page", page or "Begin") for page in pages}
    made = Manifest(name, "2026-01-01T00:00:00Z", items, files=files, pages=manifest.pages_among(files))
    (folder / manifest.FILE).write_bytes(manifest.write(made))
    return made


@pytest.fixture
def put() -> Publish:
    """Publish a small version to a target."""

    def publish(
        target: Target, name: str, text: str = "tekst", alias: str = "actueel", pages: tuple[str, ...] = ("", "een/")
    ) -> None:
        with target.lock():
            folder = target.staging()
            made = write_version(folder, name, text, pages)
            known = versions.read(target.read(versions.FILE))
            listed = versions.with_version(known, Version(name, name, (alias,) if alias else ()))
            now = versions.current(listed)
            assert now is not None
            manifests = {name: made}
            for version in listed:
                if version.name != name and (version.aliases or version == now):
                    old = manifest.read(target.read(f"{version.name}/{manifest.FILE}"))
                    if old is not None:
                        manifests[version.name] = replace(old)
            publish_state(target, State(listed, manifests), SITE, name, folder)

    return publish


def read_tree(tree: Path) -> dict[str, bytes]:
    """What a server that follows links can send: every file by its path."""
    found: dict[str, bytes] = {}
    for folder, folders, files in os.walk(tree, followlinks=True):
        folders[:] = sorted(name for name in folders if name not in (".katern", ".git"))
        for name in files:
            path = Path(folder) / name
            if path.exists():
                found[path.relative_to(tree).as_posix()] = path.read_bytes()
    return found


@pytest.fixture(params=["folder", "branch", "objects"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tree(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """A tree of that kind, opened anew each time."""
    if kind == "objects":
        import fsspec

        fsspec.filesystem("memory").store.clear()
        return lambda: open_target("memory://boom/site")
    folder = tmp_path / "boom"
    folder.mkdir()
    if kind == "branch":
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_NAME", "proef")
            monkeypatch.setenv(f"GIT_{role}_EMAIL", "proef@example.org")
        subprocess.run(["git", "init", "--quiet", "-b", "gh-pages"], cwd=folder, check=True)
    return lambda: open_target(str(folder))


def sent(target: Target) -> dict[str, bytes]:
    """All that readers of a tree of any kind can get, by its path."""
    found = {}
    for name, kind in target.names().items():
        for path in [f"{name}/{file}" for file in target.files(name)] if kind == "folder" else [name]:
            content = target.read(path)
            if content is not None:
                found[path] = content
    return found
