"""How long a bibliography takes to load and to check: with nothing remembered, with everything, and after one edit.

Each measurement is a process of its own, since what a process has seen once is warm. Entries are made from a seed, in the
notations of Zotero, BibTeX and biblatex; every tenth holds LaTeX.

    python benchmarks/bibliography.py [--entries 2700 10000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_WORDS = [
    "wonen",
    "samen",
    "leren",
    "school",
    "buurt",
    "gemeente",
    "onderzoek",
    "beleid",
    "jongeren",
    "ouders",
    "identiteit",
    "vertrouwen",
    "arbeidsmarkt",
    "gezondheid",
    "taal",
    "netwerk",
    "vrijwilligers",
    "professionals",
    "signaleren",
    "participatie",
]
_FAMILIES = [
    "de Vries",
    "van den Berg",
    "Jansen",
    "El Amrani",
    "Yılmaz",
    "Müller",
    "García Márquez",
    "Nguyen",
    "'t Hart",
    "Okafor",
]


def write(path: Path, count: int) -> None:
    """A `.bib` file of so many entries, always the same."""
    chance = random.Random(count)
    entries = [_entry(number, chance) for number in range(count)]
    path.write_text("\n".join(entries), encoding="utf-8")


def _entry(number: int, chance: random.Random) -> str:
    title = " ".join(chance.choices(_WORDS, k=9)).capitalize()
    if number % 10 == 0:
        title += r" in het caf\'{e} \& {NASA}, CO$_2$"
    names = " and ".join(
        f"{chance.choice(_FAMILIES)}, {chance.choice('ABCDEFGH')}." for _ in range(chance.randint(1, 5))
    )
    fields = {
        "title": f"{title} {number}", "author": names, "journaltitle": " ".join(chance.choices(_WORDS, k=3)).title(),
        "date": f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02}", "volume": str(chance.randint(1, 60)),
        "number": str(chance.randint(1, 6)), "pages": f"{number}--{number + 12}", "doi": f"10.1000/proef.{number}",
        "url": f"https://www.voorbeeld.nl/artikel/{number}", "urldate": "2025-03-01", "langid": "dutch",
        "keywords": ", ".join(chance.choices(_WORDS, k=3)), "annotation": " ".join(chance.choices(_WORDS, k=20)),
    }  # fmt: skip
    return f"@article{{bron{number},\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items()) + "}\n"


def measure(root: Path, what: str) -> tuple[float, float]:
    """The seconds that loading or checking took in a new process: by the clock, and of all processors together."""
    done = subprocess.run(
        [sys.executable, __file__, "--inside", str(root), what], capture_output=True, text=True, check=True
    )
    wall, work = done.stdout.split()
    return float(wall), float(work)


def inside(root: Path, what: str) -> None:
    """What a new process measures: imports are not counted, they are the same for every command."""
    from katern.check import check
    from katern.layout import Layout
    from katern.loading import load_library
    from katern.store import Store

    store = Store(root / "store")
    start, before = time.perf_counter(), _work()
    library = load_library(Layout(root), store=store)
    if what == "check":
        check(library)
    print(time.perf_counter() - start, _work() - before)


def _work() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def rounds(count: int, number: int) -> None:
    """Print the medians for a bibliography of so many entries."""
    times: dict[str, list[tuple[float, float]]] = {}
    for _ in range(number):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "bibliography").mkdir()
            (root / "store").mkdir()
            write(root / "bibliography/a.bib", count)
            times.setdefault("check, nothing remembered", []).append(measure(root, "check"))
            times.setdefault("check, everything remembered", []).append(measure(root, "check"))
            times.setdefault("load, everything remembered", []).append(measure(root, "load"))
            path = root / "bibliography/a.bib"
            path.write_text(
                path.read_text(encoding="utf-8").replace("Proef", "proef", 1) + "@book{nieuw, title={Nieuw}}\n",
                encoding="utf-8",
            )
            times.setdefault("check, after one edit", []).append(measure(root, "check"))
    for what, found in times.items():
        wall, work = (statistics.median(values) for values in zip(*found, strict=True))
        print(f"| {count} | {what} | {wall:.2f} s | {work:.2f} s |")


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[2700, 10000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--inside", nargs=2)
    options = parser.parse_args()
    if options.inside:
        inside(Path(options.inside[0]), options.inside[1])
        return
    print("| entries | what | median | CPU time |\n|---|---|---|---|")
    for count in options.entries:
        rounds(count, options.rounds)


if __name__ == "__main__":
    main()
