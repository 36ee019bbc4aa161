"""What it costs to build a large site in shares on machines of their own, and to put it together from the store.

Every share has a checkout of its own and all run at once, as on machines that work side by side; then one more checkout
builds the site from what they kept, and another builds it in one go. Both sites must be the same, byte for byte. Seconds are
those of all processors together, since the shares stand in each other's way on one machine.

    python benchmarks/shards.py [--pages 10000] [--shards 4] [--booklets]
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from process import Run, run

from corpus import KATERN, SETTINGS, sources_of, write_corpus

_KATERN = [sys.executable, "-c", "from katern.cli import run; run()", "build"]


def checkouts(root: Path, pages: int, names: list[str], cache: str) -> dict[str, Path]:
    """The same site as often as there are names; the last has a cache of its own."""
    first = root / names[0]
    write_corpus(first, pages, KATERN)
    for name in names[1:]:
        shutil.copytree(first, root / name)
    for name in names:
        own = f"cache: '{cache}', " if name != names[-1] else ""
        plugins = f"plugins: [search, macros, katern: {{{own}cache_size: 20000}}]\n"
        (root / name / "mkdocs.yml").write_text(SETTINGS + plugins, encoding="utf-8")
    return {name: root / name for name in names}


def same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    paths = [{path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} for root in (one, other)]
    return paths[0] == paths[1] and not any(filecmp.cmpfiles(one, other, paths[0], shallow=False)[1:])


def size(folder: Path) -> Iterator[tuple[str, int, float]]:
    """How many entries each step has in a store, and how many MB they are."""
    for step in sorted(path for path in folder.iterdir() if path.is_dir()):
        sizes = [file.stat().st_size for file in step.iterdir()]
        yield step.name, len(sizes), sum(sizes) / 1e6


def told(name: str, done: Run | None) -> str:
    """A row of the table."""
    assert done is not None
    return f"| {name} | {done.work:.0f} s | {done.seconds:.0f} s | {done.megabytes:.0f} MB |"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--shards", type=int, default=4)
    parser.add_argument("--booklets", action="store_true")
    parser.add_argument("--source", type=Path, default=Path(__file__).parents[1] / "src", help="the Katern to measure")
    options = parser.parse_args()
    command = _KATERN if options.booklets else [*_KATERN, "--no-booklets"]
    source = {"PYTHONPATH": str(options.source.resolve())}
    with tempfile.TemporaryDirectory(prefix="katern-benchmark-") as folder:
        shares = [f"{number}/{options.shards}" for number in range(1, options.shards + 1)]
        names = [*(f"machine-{share[0]}" for share in shares), "whole", "alone"]
        store = Path(folder, "store")
        found = checkouts(Path(folder), options.pages, names, store.as_uri())
        load = os.getloadavg()[0]
        print(
            f"| {options.pages} pages, {sources_of(options.pages)} sources | processors | clock | peak memory |\n|---|---|---|---|"
        )
        with ThreadPoolExecutor(len(shares)) as pool:
            runs = [
                pool.submit(run, [*command, "--shard", share], found[name], source)
                for share, name in zip(shares, names, strict=False)
            ]
        for share, done in zip(shares, runs, strict=True):
            print(told(f"share {share}", done.result()), flush=True)
        print(told("put together", run(command, found["whole"], source)), flush=True)
        print(told("in one go", run(command, found["alone"], source)), flush=True)
        if not same(found["whole"] / "site", found["alone"] / "site"):
            sys.exit("the sites differ")
        print(f"\nload at the start: {load:.1f}; in the store:")
        for step, count, megabytes in size(store / "store"):
            print(f"- {step}: {count} entries, {megabytes:.0f} MB")


if __name__ == "__main__":
    main()
