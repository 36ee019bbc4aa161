"""A sample repository with three tagged versions, and the tree that the real command makes of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from ...commands import katern

URL = "https://proef.example/"
MKDOCS = f"""site_name: Proefplatform
site_url: {URL}
copyright: Inhoud CC BY-SA 4.0
theme: {{name: material, language: nl, font: false}}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
plugins: [search, katern]
"""
BIB = """@report{een2020,
  author      = {de Vries, Anna},
  title       = {Opvoeden in de wijk},
  institution = {Instituut},
  year        = {2020},
  url         = {https://example.org/een}
}
"""
SECOND = """@report{twee2021,
  author      = {Bakker, Jan},
  title       = {Praten met ouders},
  institution = {Instituut},
  year        = {2021},
  url         = {https://example.org/twee}
}
"""
PROGRAMME = """title: Programma
themes:
  - id: samen
    title: Samen
    lines:
      - {number: 1, slug: opvoeding, title: Opvoeding, ambition: Ouders staan er niet alleen voor.}
"""
INDEX = """---
title: Opvoeding
description: Wat ouders vragen over opvoeden.
line: opvoeding
question: Wat helpt ouders bij het opvoeden?
key_messages: [Praten helpt., Buren helpen., School helpt.]
review:
  - {date: 2026-01-02, by: redactie, verdict: unchanged, note: alles}
---

Ouders vragen raad aan elkaar [@een2020].
"""
CHAPTER = """---
title: Wat werkt
order: 1
---

## Praten

Praten met andere ouders werkt goed [@een2020]. Het kost weinig tijd.

## Doen

Samen koken werkt ook. Dat is gezellig.
"""
OLD = """---
title: Meedoen
order: 2
---

## Meedoen in de buurt

Meedoen begint dichtbij huis. Vraag wie er meedoet.
"""
FIRST: dict[str, str] = {
    "mkdocs.yml": MKDOCS,
    ".gitignore": ".cache/\nsite/\n",
    "bibliography/bronnen.bib": BIB,
    "docs/_data/programme.yml": PROGRAMME,
    "docs/index.md": "---\ntitle: Welkom\ndescription: Een proef.\n---\n\nLees [het dossier](../dossiers/opvoeding/index.md).\n",
    "docs/vragen/hoe.md": "---\ntitle: Hoe begin ik?\ndescription: Een vraag over beginnen.\nstate: answered\n---\n\nBegin klein.\n",
    "docs/vragen/index.md": "---\ntitle: Vragen\ndescription: Alle vragen.\n---\n\nStel je vraag.\n",
    "dossiers/opvoeding/index.md": INDEX,
    "dossiers/opvoeding/wat-werkt.md": CHAPTER,
    "dossiers/opvoeding/meedoen.md": OLD,
}
NEXT: dict[str, str | None] = {
    # the chapter is renamed and grows a section; one sentence moves to it from another page; formatting changes only in «Doen»
    "dossiers/opvoeding/meedoen.md": None,
    "dossiers/opvoeding/buurt.md": OLD.replace("order: 2", "order: 2\naliases: [dossiers/opvoeding/meedoen/]").replace(
        "title: Meedoen", "title: In de buurt"
    )
    + "\n## Met elkaar\n\nHet kost weinig tijd. Nieuw is de kring van ouders [@twee2021].\n",
    "dossiers/opvoeding/wat-werkt.md": CHAPTER.replace(" Het kost weinig tijd.", "").replace(
        "Samen koken werkt ook.", "**Samen** koken\nwerkt *ook*."
    ),
    "dossiers/opvoeding/index.md": INDEX.replace(
        "review:\n", "review:\n  - {date: 2026-06-01, by: redactie, verdict: unchanged, note: alles}\n"
    ),
    "bibliography/bronnen.bib": BIB + "\n" + SECOND,
}
LAST: dict[str, str | None] = {
    "dossiers/opvoeding/buurt.md": None,
    "dossiers/opvoeding/in-de-wijk.md": OLD.replace(
        "order: 2", "order: 2\naliases: [dossiers/opvoeding/buurt/, dossiers/opvoeding/meedoen/]"
    ).replace("title: Meedoen", "title: In de wijk")
    + "\n## Met elkaar\n\nHet kost weinig tijd. Nieuw is de kring van ouders [@twee2021].\n",
    "docs/vragen/hoe.md": "---\ntitle: Hoe begin ik?\ndescription: Een vraag over beginnen.\nstate: answered\nstatus: withdrawn\nrelated: [dossiers/opvoeding]\n---\n\nBegin klein.\n",
    # a question that nothing takes over
    "docs/vragen/weg.md": None,
    "mkdocs.yml": MKDOCS.replace("katern]", "{katern: {check: {severities: {link.moved-without-redirect: warning}}}}]"),
}  # fmt: skip


class Repository:
    """A checkout of the sample site, and the command run in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True)
        self._moment = 1_767_225_600
        self.git("init", "--quiet")
        self.git("config", "user.name", "proef")
        self.git("config", "user.email", "proef@example.org")

    def git(self, *arguments: str) -> str:
        env = {**os.environ, "GIT_COMMITTER_DATE": f"{self._moment} +0000", "GIT_AUTHOR_DATE": f"{self._moment} +0000"}
        return subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True, env=env
        ).stdout

    def commit(self, files: Mapping[str, str | None], tag: str = "") -> None:
        """Write or remove files and commit them, a month after the last commit."""
        self._moment += 2_592_000
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", tag or "wijziging")
        if tag:
            self.git("tag", tag)

    def katern(self, *arguments: str, code: int = 0) -> str:
        """What the command says; standard error too."""
        done = katern(*arguments, cwd=self.root, SOURCE_DATE_EPOCH="")
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="session")
def three_versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Path]:
    """The repository, and the tree with 2025.1, 2025.2 and 2025.10, each released from its tag."""
    folder = tmp_path_factory.mktemp("drie")
    repository = Repository(folder / "bron")
    repository.commit(
        {**FIRST, "docs/vragen/weg.md": FIRST["docs/vragen/hoe.md"].replace("Hoe begin ik", "Waar begin ik")}, "2025.1"
    )
    repository.commit(NEXT, "2025.2")
    repository.commit(LAST, "2025.10")
    tree = folder / "boom"
    for tag in ("2025.1", "2025.2", "2025.10"):
        repository.git("checkout", "--quiet", "--detach", tag)
        repository.katern("release", tag, "--to", str(tree))
    return repository, tree


@pytest.fixture
def tree_of_three(three_versions: tuple[Repository, Path], tmp_path: Path) -> Path:
    """A copy of the tree, to change."""
    return Path(shutil.copytree(three_versions[1], tmp_path / "boom", symlinks=True))


@pytest.fixture
def repository(three_versions: tuple[Repository, Path]) -> Iterator[Repository]:
    """The sample repository at its last tag; what a test commits is gone after it."""
    source = three_versions[0]
    yield source
    source.git("checkout", "--quiet", "--force", "--detach", "2025.10")
    source.git("clean", "--quiet", "-d", "--force")
    for tag in source.git("tag", "--list").split():
        if tag not in ("2025.1", "2025.2", "2025.10"):
            source.git("tag", "--delete", tag)


Snapshot = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def served() -> Snapshot:
    """What a server that follows links can send of a tree: every file by its path."""

    def read(tree: Path) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for folder, folders, files in os.walk(tree, followlinks=True):
            folders[:] = sorted(name for name in folders if not name.startswith(".katern"))
            for name in files:
                path = Path(folder) / name
                if path.exists():
                    found[path.relative_to(tree).as_posix()] = path.read_bytes()
        return found

    return read
