"""How long it takes from a save to the page in the browser, under `katern serve` and under `mkdocs serve` with Katern as plugin.

A page is saved again and again; the clock runs until the server tells the browser that the page is another (`katern serve`),
or until it serves the new text (`mkdocs serve`, asked twenty times a second). Beside the clock stands the time that the
server's process itself worked (by the operating system's account), since a busy machine slows the clock.

    python benchmarks/serve.py [--pages 1000] [--rounds 7] [--no-kis] [--no-mkdocs]
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from process import median

from corpus import KATERN, SETTINGS, write_corpus

_BIN = Path(sys.executable).parent
_ROOT = Path(__file__).parents[1]
_SETTINGS = SETTINGS + "plugins: [search, macros, katern]\n"
_KIS = ("docs", "dossiers", "toolkits", "bibliography", "overrides", "hooks", "mkdocs.yml")
_PATIENCE = 600.0


@dataclass(frozen=True)
class Saved:
    """One save: seconds until the page is there, until the server rests again, and seconds that its process worked."""

    page: float
    rest: float
    worked_for_page: float
    worked: float


def worked(process: subprocess.Popen[str]) -> float:
    """Seconds of processor that a process and its ended children took."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(command: list[str], root: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def get(port: int, path: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def save(page: Path, written: str, number: int) -> None:
    page.write_text(f"{written}\n\nDit is nu zin {number} van de proef.\n", encoding="utf-8")


def under_katern(root: Path, page: str, url: str, rounds: int) -> list[Saved]:
    """Saves of a page under `katern serve`; the first warms up and is left out."""
    file, found = root / page, []
    written = file.read_text(encoding="utf-8")
    with started([str(_BIN / "katern"), "serve", "-a", "127.0.0.1:0"], root) as process:
        assert process.stdout is not None
        port = int(re.findall(r":(\d+)/", process.stdout.readline())[0])
        process.stdout.readline()  # the site stands
        for number in range(rounds + 1):
            mark, since = re.findall(r'data-(?:mark|since)="([^"]*)"', get(port, f"/{url}"))
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            connection.request("GET", f"/_katern/changes?path=/{url}&mark={mark}&since={since}")
            news = connection.getresponse()
            time.sleep(0.5)
            before, begun = worked(process), time.perf_counter()
            save(file, written, number)
            while not is_of_another(mark, news.readline(), news):
                pass
            there, for_page = time.perf_counter() - begun, worked(process) - before
            process.stdout.readline()  # the server says that it is done
            rest, whole = time.perf_counter() - begun, worked(process) - before
            connection.close()
            found.append(Saved(there, rest, for_page, whole))
    file.write_text(written, encoding="utf-8")
    return found[1:]


def is_of_another(mark: str, line: bytes, news: http.client.HTTPResponse) -> bool:
    """Whether a line of the news begins an event that tells of a page with another mark."""
    return line == b"event: page\n" and json.loads(news.readline().removeprefix(b"data: "))["mark"] != mark


def under_mkdocs(root: Path, page: str, url: str, rounds: int) -> list[Saved]:
    """The same under `mkdocs serve`, which tells nothing: it is asked until it has the new text."""
    file, found = root / page, []
    written = file.read_text(encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started([str(_BIN / "mkdocs"), "serve", "-q", "-a", f"127.0.0.1:{port}"], root) as process:
        until(port, url, "<html")
        for number in range(rounds + 1):
            time.sleep(1.0)
            before, begun = worked(process), time.perf_counter()
            save(file, written, number)
            until(port, url, f"nu zin {number} van de proef")
            there, for_page = time.perf_counter() - begun, worked(process) - before
            found.append(Saved(there, there, for_page, for_page))
    file.write_text(written, encoding="utf-8")
    return found[1:]


def until(port: int, url: str, text: str) -> None:
    """Wait until a page holds a text."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if text in get(port, f"/{url}"):
                return
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit(f"{text!r} did not come at {url}")


def rows(name: str, saves: list[Saved]) -> str:
    """One row of the table: the middle of all saves, and the quickest, which a busy machine disturbed least."""
    page, quick = median([one.page for one in saves]), min(one.page for one in saves)
    cpu, rest = median([one.worked_for_page for one in saves]), median([one.rest for one in saves])
    whole = median([one.worked for one in saves])
    return f"| {name} | {page:.2f} s | {quick:.2f} s | {cpu:.2f} s | {rest:.2f} s | {whole:.2f} s |"


def measure(name: str, root: Path, page: str, url: str, rounds: int, mkdocs: bool) -> None:
    """Print the rows of one site, with `mkdocs serve` if asked."""
    ways: dict[str, Callable[[Path, str, str, int], list[Saved]]] = {
        "katern serve": under_katern,
        **({"mkdocs serve": under_mkdocs} if mkdocs else {}),
    }
    for way, run in ways.items():
        print(rows(f"{name}, {way}", run(root, page, url, rounds)), flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="*", default=[1000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--no-kis", action="store_true", help="leave the KIS site out")
    parser.add_argument("--no-mkdocs", action="store_true", help="leave mkdocs serve out")
    options = parser.parse_args()
    print("| from a save to the page | median | quickest | processor | until all is done | processor |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="katern-serve-") as folder:
        for pages in options.pages:
            root = Path(folder, str(pages))
            write_corpus(root, pages, KATERN)
            (root / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
            name = "thema-00/map-0000/pagina-00000"
            measure(f"{pages} pages", root, f"docs/{name}.md", f"{name}/", options.rounds, not options.no_mkdocs)
        if not options.no_kis:
            root = Path(folder, "kis")
            root.mkdir()
            for part in _KIS:
                copy = shutil.copytree if (_ROOT / part).is_dir() else shutil.copy
                copy(_ROOT / part, root / part)
            measure(
                "KIS",
                root,
                "dossiers/polarisatie/wat-werkt.md",
                "dossiers/polarisatie/wat-werkt/",
                options.rounds,
                not options.no_mkdocs,
            )


if __name__ == "__main__":
    main()
