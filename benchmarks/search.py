"""What the first search of a reader costs, on a built site and with many more pages than it has.

The pages of the site are multiplied: each copy takes its sections from pages drawn at random (the same at every run), has
an address of its own and is told of as the page that it copies. Bytes are those that the browser gets for the search,
compressed. Work is what the site's own scripts, styles and layout took of the page's thread until all results stood there,
with the processor slowed down four times; what Chromium and the one who steers it do beside that is not in it. The first
result is timed from the words to the frame that shows it, waiting included.

    python benchmarks/search.py SITE [--pages 1000 10000]
"""

from __future__ import annotations

import argparse
import functools
import gzip
import json
import random
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect, sync_playwright

from katern.site.searchindex import Pages, Traits, document_of, files_of
from katern.site.searchwords import Phrases

_INDEX = "search/pages"
_WORDS = ("discriminatie op stage", "achtergelaten in buitenland", "naaktfotos")
_SLOWER = 4
_SEED = 7
_FIRST = """() => {
  const seen = new MutationObserver(() => {
    if (!document.querySelector("dialog[open] li a")) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.firstResult = performance.now() - window.asked; }));
  });
  document.querySelector("dialog[open] input").addEventListener("input", () => { window.asked ??= performance.now(); }, true);
  seen.observe(document.querySelector("dialog[open]"), { childList: true, subtree: true });
}"""
# milliseconds in which all results stand there
_SETTLED = 4000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def shown_of(site: Path) -> list[dict[str, Any]]:
    """What a site's index shows of each of its pages."""
    about = json.loads((site / _INDEX / "index.json").read_bytes())
    files = range(-(-about["count"] // about["per_file"]))
    return [page for number in files for page in json.loads((site / _INDEX / f"p{number}.json").read_bytes())]


def traits_of(site: Path) -> list[Traits]:
    """What a site's index knows of each of its pages."""
    about = json.loads((site / _INDEX / "index.json").read_bytes())

    def named(column: str) -> list[tuple[str, ...]]:
        held = about.get(column, {"names": [], "of": [[]] * about["count"]})
        return [tuple(held["names"][number] for number in numbers) for numbers in held["of"]]

    columns = zip(
        named("kinds"), about["boosts"], named("lines"), named("audience"), named("years"), named("help"), strict=True
    )
    sensitive = frozenset(about["sensitive"])
    return [
        Traits(kind, boost, lines, audience, year[0] if year else "", number in sensitive, called)
        for number, ((kind,), boost, lines, audience, year, called) in enumerate(columns)
    ]


def many(shown: list[dict[str, Any]], traits: list[Traits], count: int) -> Pages:
    """So many pages of the same words; the first are those of the site."""
    chance, pages = random.Random(_SEED), Pages()
    for number in range(count):
        page, copy = shown[number % len(shown)], number // len(shown)
        at = f"{copy}/{page['u']}" if copy else page["u"]
        sections = [chance.choice(chance.choice(shown).get("s") or [["", "", ""]]) for _ in page.get("s", ())]
        held = page.get("s", ()) if copy == 0 else sections
        entries = [
            {"location": at, "title": page["t"], "text": page["x"]},
            *({"location": f"{at}#{anchor}", "title": title, "text": text} for anchor, title, text in held),
        ]
        pages.add(document_of(entries, Phrases([])), traits[number % len(traits)])
    return pages


def multiplied(site: Path, folder: Path, count: int) -> None:
    """A copy of a site in which as many pages can be found."""
    shutil.copytree(site, folder, copy_function=lambda source, to: Path(to).hardlink_to(source))
    shutil.rmtree(folder / _INDEX)
    for path, content in files_of(_INDEX, many(shown_of(site), traits_of(site), count)):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def searched(browser: Browser, address: str, words: str) -> tuple[int, float, float]:
    """The bytes of a first search, the seconds until its first result, and those of work of the page's thread."""
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="nl-NL")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body(), 6)) if answer.ok else 0))
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    devtools.send("Profiler.enable")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": _SLOWER})
    drawing = _drawing(devtools)
    devtools.send("Profiler.start")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("searchbox").wait_for()
    page.wait_for_load_state("networkidle")
    page.evaluate(_FIRST)
    page.get_by_role("searchbox").fill(words)
    page.wait_for_timeout(_SETTLED)  # not a look in between: looking is work of the same thread
    work = _scripts(devtools.send("Profiler.stop")["profile"]) + _drawing(devtools) - drawing
    expect(page.locator("dialog:visible li a:visible").first).to_be_visible()
    first = page.evaluate("firstResult") / 1000
    page.close()
    return sum(sizes), first, work


def _scripts(profile: dict[str, Any]) -> float:
    """Seconds in functions of the site's files."""
    ours = {node["id"] for node in profile["nodes"] if node["callFrame"]["url"].startswith("http")}
    times = zip(profile["samples"], profile["timeDeltas"], strict=True)
    return float(sum(delta for node, delta in times if node in ours)) / 1_000_000


def _drawing(devtools: Any) -> float:
    metrics = {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}
    return float(metrics["LayoutDuration"] + metrics["RecalcStyleDuration"])


def measured(site: Path, browser: Browser) -> Iterator[tuple[str, int, float, float]]:
    """For each search the bytes, and the medians of five first results and works."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for words in _WORDS:
        runs = [searched(browser, f"http://127.0.0.1:{server.server_port}/", words) for _ in range(5)]
        first, work = (statistics.median(run[at] for run in runs) for at in (1, 2))
        yield words, runs[0][0], first, work
    server.shutdown()


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages", type=int, nargs="*", default=[1000, 10_000])
    asked = parser.parse_args()
    program = shutil.which("chromium")
    assert program is not None, "chromium"
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(dir=asked.site.parent) as folder:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        print("pages\tsearch\tkB\tfirst\tall")
        for count in (0, *asked.pages):
            site = Path(folder, str(count)) if count else asked.site
            if count:
                multiplied(asked.site, site, count)
            for words, size, first, work in measured(site, browser):
                pages = count or len(shown_of(asked.site))
                print(f"{pages}\t{words}\t{size / 1000:.0f}\t{first:.2f}\t{work:.2f}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
