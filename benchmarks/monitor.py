"""What the monitor of areas costs: every profile of the Netherlands in a site that holds little else.

The areas, sets and settings are those of this repository. Measured are a build without the monitor, a first build with it,
one after which nothing changed, and one after one figure of one municipality changed; then how much a reader fetches.

    python benchmarks/monitor.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from process import Run, run

ROOT = Path(__file__).parents[1]
_KATERN = [sys.executable, "-c", "from katern.cli import run; run()", "build", "--draft", "--no-booklets"]
_SETTINGS = "site_name: Proef\ntheme: {name: material, language: nl, font: false}\nplugins: [katern]\n"
_BEFORE, _AFTER = "GM0344,2024,woningvoorraad,167124,", "GM0344,2024,woningvoorraad,167125,"


def write_site(root: Path) -> None:
    """A front page, and the data of this repository that the monitor is made of."""
    data = root / "docs/_data"
    shutil.copytree(ROOT / "docs/_data", data, ignore=lambda folder, names: [n for n in names if _left_out(folder, n)])
    (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    (root / "docs/index.md").write_text("---\ntitle: Proef\n---\n\nTekst.\n", encoding="utf-8")


def _left_out(folder: str, name: str) -> bool:
    return folder.endswith("_data") and name not in ("areas", "sets", "monitor", "monitor.yml", "indicators.yml")


def build(root: Path) -> Run:
    """One build of a site."""
    done = run(_KATERN, root)
    assert done is not None
    return done


def one_round(folder: Path) -> dict[str, Run]:
    """Each way to build, once."""
    bare, whole = folder / "bare", folder / "whole"
    for root in (bare, whole):
        write_site(root)
    (bare / "docs/_data/monitor.yml").unlink()
    found = {"without the monitor": build(bare), "first": build(whole)}
    found["again, nothing changed"] = build(whole)
    table = whole / "docs/_data/sets/kwb-2024/kwb-2024-woningen.csv"
    text = table.read_text(encoding="utf-8")
    assert _BEFORE in text
    table.write_text(text.replace(_BEFORE, _AFTER), encoding="utf-8")
    found["one figure of one municipality changed"] = build(whole)
    return found


def fetched(site: Path) -> str:
    """How heavy the heaviest pages and lists are."""
    profiles = [path for path in (site / "wijkmonitor").rglob("index.html") if path.parent.name != "wijkmonitor"]
    towns = [path for path in profiles if path.parent.name.startswith("gm")]
    heaviest = max(len(gzip.compress(path.read_bytes())) for path in towns)
    lists = max(path.stat().st_size for path in (site / "wijkmonitor/register").iterdir())
    script = (site / "assets/katern/monitor.js").stat().st_size
    return (
        f"{len(profiles)} profiles. The heaviest of a municipality is {heaviest / 1000:.0f} kB compressed; looking for an area"
        f" fetches at most {(lists + script) / 1000:.0f} kB, uncompressed and with the script."
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = str(ROOT / "src")
    rounds = []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="katern-monitor-") as folder:
            rounds.append(one_round(Path(folder)))
            told = fetched(Path(folder) / "whole/site")
    print("| build | processors | clock | peak memory |\n|---|---|---|---|")
    for name in rounds[0]:
        runs = [each[name] for each in rounds]
        work, clock = (statistics.median(getattr(one, what) for one in runs) for what in ("work", "seconds"))
        print(f"| {name} | {work:.1f} s | {clock:.1f} s | {max(one.megabytes for one in runs):.0f} MB |")
    print(f"\n{told} Load before: {os.getloadavg()[2]:.1f}.")


if __name__ == "__main__":
    main()
