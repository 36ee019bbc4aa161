"""Texts that nobody wrote: files of a small site, mutated, through load and check, and some through whole builds.

Each round changes one file of the site at a place of chance (signs of Markdown, HTML, YAML, BibTeX and macros, pieces of
other files, lines twice or gone, broken encodings), reads and judges the site, and puts the file back. A round that ends in
anything but findings or a sentence is told, with its seed, and its file is kept (`--keep`). Who stops it (Ctrl-C, or the
signal TERM) gets the table of what was done by then.

    python benchmarks/fuzz.py [--inputs 10000] [--builds 500] [--seed 1] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from katern.blame import OwnFailure
from katern.check import check
from katern.errors import KaternError
from katern.filestate import Seen
from katern.loading import load_library
from katern.making import Wish, make
from katern.mkdocs.run import Loaded
from katern.reading.patience import TookTooLong, at_most
from katern.site.build import Build
from katern.store import Store

ROOT = Path(__file__).resolve().parents[1]
SITE, HOOKS = ROOT / "tests/sites/site", ROOT / "hooks/macros.py"
_KINDS = (".md", ".yml", ".bib", ".svg")
# seconds of work for one input
_PATIENCE = 60.0
PIECES = (
    "---\n", "\n---\n", "# ", "## ", "\n\n", "    ", "\t", "- ", "1. ", "> ", "|", "|---|\n", "!!! trainer\n", "??? note \"x\"\n\n    ",
    "=== \"t\"\n", "```\n", "~~~", "`", "[a](b.md#c)", "![](x.png)", "[@", "[@vries2020]", "-@x", "[^1]", "[^1]: x\n", "](", "[", "]",
    "{{ helpline(\"112\") }}", "{{", "}}", "{% for x in range(9) %}", "{% endfor %}", "{#", "{: .a }", "{ #id }", "<!--", "-->", "<div>",
    "</div>", "<a href='", "<script>", "<img ", "&amp;", "&#", "*", "**", "_", "\\", "$x$", "/// caption\n", "*[AB]: x\n", "term\n: uitleg\n",
    "@article{x,\n title = {", "}", "{", "\\'{e}", "\"", "'", ": ", "null", "~", "!!python/object:os.system x", "&a", "*a", "<<: *a", "2020-13-45",
    "0x1f", "1e999", "[]", "{}", "true", "\0", "\x01", "\x02wzxhzdk:1\x03", "\x1b[0m", "\u202e", "\ufeff", "\u2028", "\ud7ff", "é", "e\u0301", "𝔘",
    "https://x.example/", "javascript:", "http://[", "%00", "%2e%2e/", "../../", "/etc/passwd", "99999999999999999999", "-1", "TODO", "06-12345678",
)  # fmt: skip


@dataclass
class Outcome:
    """What came of so many inputs."""

    inputs: int = 0
    refused: int = 0
    clean: int = 0
    slow: int = 0
    slowest: float = 0.0
    failed: list[str] = field(default_factory=list)


def mutated(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The content of a file after one to four changes of chance."""
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_WAYS)(content, others, chance)
    return content


def _insert(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return (
        content[:at]
        + chance.choice(PIECES).encode("utf-8", "surrogatepass") * chance.choice((1, 1, 1, 2, 50))
        + content[at:]
    )


def _splice(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other, at = chance.choice(others), chance.randint(0, len(content))
    start = chance.randint(0, len(other))
    return content[:at] + other[start : start + chance.randint(1, 300)] + content[at:]


def _cut(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + chance.randint(1, 80) :]


def _end(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _lines(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    number = chance.randrange(len(lines))
    how = chance.randrange(4)
    if how == 0:
        lines.insert(chance.randrange(len(lines) + 1), lines[number])
    elif how == 1:
        del lines[number]
    elif how == 2:
        lines[number] = b" " * chance.randint(1, 5) + lines[number]
    else:
        chance.shuffle(lines)
    return b"\n".join(lines)


def _byte(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    if not content:
        return bytes([chance.randrange(256)])
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


_WAYS: tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...] = (
    _insert,
    _insert,
    _insert,
    _splice,
    _cut,
    _end,
    _lines,
    _byte,
)


def run(
    root: Path, inputs: int, seed: int, act: Callable[[], int], keep: Path | None, more: tuple[str, ...] = ()
) -> Outcome:
    """So many inputs through something that gives the number of its findings."""
    outcome = Outcome()
    paths = sorted(
        path for path in root.rglob("*") if path.suffix in _KINDS and "site" not in path.relative_to(root).parts
    )
    paths = [path for path in paths if path.name != "mkdocs.yml" or path.name in more]
    contents = {path: path.read_bytes() for path in paths}
    with contextlib.suppress(KeyboardInterrupt):
        for number in range(seed, seed + inputs):
            chance = random.Random(number)
            path = chance.choice(paths)
            changed = mutated(contents[path], list(contents.values()), chance)
            path.write_bytes(changed)
            begun = time.process_time()
            _one(outcome, f"{number} {path.relative_to(root)}", act, keep / f"{number}{path.suffix}" if keep else None)
            outcome.slowest = max(outcome.slowest, time.process_time() - begun)
            outcome.inputs += 1
            path.write_bytes(contents[path])
    return outcome


def _one(outcome: Outcome, name: str, act: Callable[[], int], kept: Path | None) -> None:
    """One input, which stands in `kept` afterwards where it failed."""
    try:
        with at_most(_PATIENCE):
            found = act()
        outcome.clean += not found
        outcome.refused += bool(found)
    except (KaternError, OwnFailure):
        outcome.refused += 1
    except TookTooLong:
        outcome.slow += 1
        outcome.failed.append(f"{name}: takes more than {_PATIENCE:.0f} s")
    except Exception as problem:
        where = traceback.extract_tb(problem.__traceback__)[-1]
        outcome.failed.append(f"{name}: {problem!r:.200} at {where.filename}:{where.lineno}")
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name.partition(" ")[2], kept)
            kept.with_suffix(".txt").write_text("".join(traceback.format_exception(problem)))


def checking(root: Path) -> Callable[[], int]:
    """Load and check, as `katern check` does; what did not change is not read again."""
    site = Loaded(str(root / "mkdocs.yml"), None).site
    texts: dict[str, object] = {}
    seen = Seen()

    def act() -> int:
        library = load_library(site.layout, site.dialect, site.tools, Store(None), texts, site.language, None, seen)  # type: ignore[arg-type]
        return len(check(library, site.policy))

    return act


def building(root: Path) -> Callable[[], int]:
    """A whole build without booklets, as `katern build` does, of what was judged and of what was not."""

    def act() -> int:
        loaded = Loaded(str(root / "mkdocs.yml"), None)
        build = Build(loaded.site, Store(None))
        build.read()
        errors = [finding for finding in build.judge() if finding.severity == "error"]
        if not errors and build.style is not None:
            return len(make(build, root / "site", Wish(booklets=False)).findings)
        return len(errors) or 1

    return act


@contextlib.contextmanager
def site_to_change() -> Iterator[Path]:
    """A copy of the small site, in which nothing is wrong."""
    with tempfile.TemporaryDirectory(prefix="katern-fuzz-") as room:
        root = Path(room, "site-to-change")
        shutil.copytree(SITE, root)
        (root / "hooks").mkdir()
        shutil.copy(HOOKS, root / "hooks/macros.py")
        before = os.getcwd()
        os.chdir(root)
        try:
            yield root
        finally:
            os.chdir(before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--builds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    keep = options.keep.absolute() if options.keep else None
    rows = [
        "| through | inputs | nothing to say | findings or a sentence | tracebacks | too slow | slowest |",
        "|---|---|---|---|---|---|---|",
    ]
    failed: list[str] = []
    with site_to_change() as root:
        for name, count, made, more in (
            ("load and check", options.inputs, checking, ()),
            ("whole builds", options.builds, building, ("mkdocs.yml",)),
        ):
            if count:
                with contextlib.redirect_stderr(io.StringIO()):
                    done = run(root, count, options.seed, made(root), keep, more)
                rows.append(
                    f"| {name} | {done.inputs} | {done.clean} | {done.refused} | {len(done.failed) - done.slow} | {done.slow} | {done.slowest:.1f} s |"
                )
                failed += [f"{name}: {text}" for text in done.failed]
    print("\n".join((*rows, *failed)))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
