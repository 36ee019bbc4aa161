"""What releasing version N+1 costs where N versions stand already: the same, whatever N is.

A small site is released into trees of 1, 10 and 50 versions; the rounds go through the trees in turn, so that a busy
moment of the machine falls on all of them. Printed are the medians of the seconds that passed and that the processors
worked, and the latter as a ratio to the first.

    python benchmarks/release.py [--rounds 5] [--versions 1 10 50]
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import chdir
from pathlib import Path

from process import median

from corpus import KATERN, write_corpus
from katern.making import make
from katern.mkdocs.run import Loaded
from katern.publish.release import Order, release

_PAGES = 20
_SETTINGS = """site_name: Proef
site_url: https://proef.example/
theme: {name: material, language: nl, font: false}
plugins: [katern]
"""


def write_site(folder: Path) -> None:
    """A checkout with its first commit."""
    write_corpus(folder, _PAGES, KATERN)
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (folder / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    _git(folder, "init", "--quiet")
    commit(folder, 0)


def commit(folder: Path, number: int) -> None:
    """A commit with another home page."""
    (folder / "docs/index.md").write_text(f"---\ntitle: Home\n---\n\nVersie {number}.\n", encoding="utf-8")
    _git(folder, "add", "--all")
    _git(folder, "-c", "user.name=proef", "-c", "user.email=proef@example.org", "commit", "--quiet", "-m", f"{number}")


def publish(folder: Path, tree: Path, number: int) -> tuple[float, float]:
    """Release the checkout; seconds that passed, and seconds of work by this process and those that it started."""
    with chdir(folder):
        started, worked = time.perf_counter(), sum(os.times()[:4])
        release(Loaded("mkdocs.yml", None).site, make, Order(f"2026.{number}", str(tree), ("actueel",)))
        return time.perf_counter() - started, sum(os.times()[:4]) - worked


def fill(folder: Path, tree: Path, versions: int) -> None:
    """Let a tree hold that many versions: the first is released, the others are copies under their own numbers, then released on."""
    publish(folder, tree, 1)
    for number in range(2, versions):
        shutil.copytree(tree / "2026.1", tree / f"2026.{number}", copy_function=os.link)
    listed = ",".join(
        f'{{"version": "2026.{number}", "title": "2026.{number}", "aliases": []}}' for number in range(1, versions)
    )
    if versions > 1:
        (tree / ".katern/live/versions.json").write_text(f"[{listed}]", encoding="utf-8")
        commit(folder, versions)
        publish(folder, tree, versions)


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--versions", type=int, nargs="+", default=[1, 10, 50])
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as made:
        times: dict[int, list[tuple[float, float]]] = {}
        folders = {}
        for versions in options.versions:
            folders[versions] = folder = Path(made) / f"bron-{versions}"
            folder.mkdir()
            write_site(folder)
            fill(folder, Path(made) / f"boom-{versions}", versions)
        for turn in range(options.rounds + 1):  # the first is not counted
            for versions, folder in folders.items():
                tree = Path(made) / f"boom-{versions}"
                number = versions + 1 + turn
                commit(folder, 1000 + number)
                took = publish(folder, tree, number)
                if turn:
                    times.setdefault(versions, []).append(took)
    print(f"{_PAGES} pages; {options.rounds} rounds\n")
    print("| versions in the tree | seconds for the next | of work | ratio |\n|---|---|---|---|")
    first = median([work for _, work in times[options.versions[0]]])
    for versions, found in times.items():
        work = median([work for _, work in found])
        print(f"| {versions} | {median([passed for passed, _ in found]):.2f} | {work:.2f} | {work / first:.2f} |")


if __name__ == "__main__":
    main()
