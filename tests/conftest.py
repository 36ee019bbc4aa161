"""Factories: a checkout from a few files, the library that Katern reads from it, what it reports, and object storage."""

from __future__ import annotations

import functools
import logging
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from jinja2 import Environment
from playwright.sync_api import Browser, expect, sync_playwright

import katern.site
from katern.check import check
from katern.drawing.templates import environment
from katern.layout import Layout
from katern.library import Library
from katern.loading import load_library
from katern.messages import messages_of
from katern.reading.macros import Tools
from katern.report import line
from katern.saying import Telling
from katern.site.evidencemacros import evidence_macros
from katern.site.glossarymacros import glossary_macros, way_to_glossary
from katern.site.helplinemacros import helpline_macros
from katern.words import words_of

from . import commands

Files = Mapping[str, str | bytes]

# a busy machine is no failure; what is checked before a landing draws the same inputs at every run, authors draw new ones
settings.register_profile(
    "katern",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
    database=None,
)
settings.register_profile("thorough", settings.get_profile("katern"), max_examples=3000)
settings.load_profile("katern")

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
BUCKET = "proef"
# begun first where two processes take a file at a time, so that neither waits for the other at the end; `test_kis.py` makes
# the site of KIS while the other is at work without it
LONGEST = (
    "integration/build/test_kis.py", "integration/build/test_incremental.py", "integration/test_check_manual.py",
    "integration/test_manual_commands.py", "integration/build/test_shards.py", "integration/release/test_damaged.py",
    "integration/build/test_adapter.py", "integration/release/test_release.py",
    "integration/booklets/test_formats.py", "integration/test_mistakes.py", "integration/build/test_outside.py",
    "browser/test_pages.py", "browser/test_preview.py", "browser/test_search.py", "browser/test_reading.py",
    "unit/growth/test_growth.py", "unit/check/test_robustness.py", "unit/bibliography/test_formats.py",
)  # fmt: skip
MKDOCS_YML = "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [katern]\n"


def pytest_configure() -> None:
    """Java runs for seconds in tests, so what it learns of a program in a minute is time lost."""
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss4m")


@pytest.fixture
def site(tmp_path: Path) -> Callable[[Files], Path]:
    """A folder with these files, and the smallest mkdocs.yml where they name none; its path."""

    return lambda files: written(tmp_path / "site", files)


def written(root: Path, files: Files) -> Path:
    """A folder with these files, and the smallest mkdocs.yml where they name none; its path."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    for path, content in {"mkdocs.yml": MKDOCS_YML, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture
def library(site: Callable[[Files], Path]) -> Callable[[Files], Library]:
    """The library of a folder with these files, whose pages may use the engine's macros."""
    return lambda files: load_library(Layout(site(files)), tools=engine_tools, language="nl")


def engine_tools(library: Library) -> Tools:
    """The engine's own macros, as the plugin gives them."""
    known, data = words_of("nl-NL"), library.data
    return Tools(
        lambda url: (
            helpline_macros(data.helplines, drawing())
            | evidence_macros(data, library.sources, drawing(), known)
            | glossary_macros(data.glossary, drawing(), known, way_to_glossary(library.layout, known, url))
        )
    )


@functools.cache
def drawing() -> Environment:
    """The engine's own templates."""
    return environment(
        [str(Path(katern.site.__file__).parent / "theme")], words_of("nl-NL"), lambda group, id: id, None
    )


@pytest.fixture
def report(library: Callable[[Files], Library], request: pytest.FixtureRequest) -> Callable[[Files], list[str]]:
    """The lines that a check of these files reports; in `test_link.py` those of the family `link`."""
    family = request.path.stem.removeprefix("test_") + "."
    return lambda files: [line(finding, "nl") for finding in check(library(files)) if finding.code.startswith(family)]


@pytest.fixture
def untraced() -> Iterator[None]:
    """Coverage does not look on: a test of much content takes twice as long under it, and runs the lines that others run."""
    running = sys.modules["coverage"].Coverage.current() if "coverage" in sys.modules else None
    if running is None:
        yield
        return
    running.stop()
    yield
    running.start()


@pytest.fixture
def refused() -> Callable[[type[Telling], str], AbstractContextManager[None]]:
    """Within, what is asked is refused, with a Dutch sentence that holds this pattern."""

    @contextmanager
    def within(kind: type[Telling], match: str) -> Iterator[None]:
        with pytest.raises(kind) as problem:
            yield
        assert re.search(match, messages_of("nl").say(problem.value.said))

    return within


Once = Callable[[str, Callable[[Path], str]], tuple[Path, str]]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes something in a folder once for all processes that run tests: the folder, and what was said about it.

    Tests only read in it, or write where no other test looks.
    """
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared

    def made(name: str, make: Callable[[Path], str]) -> tuple[Path, str]:
        folder, said = shared / f"once-{name}", shared / f"once-{name}.txt"
        with FileLock(shared / f"once-{name}.lock"):
            if not said.exists():
                folder.mkdir()
                said.write_text(make(folder), encoding="utf-8")
        return folder, said.read_text(encoding="utf-8")

    return made


@dataclass(frozen=True)
class Kis:
    """The real site: a copy of its content, and what was built from it."""

    root: Path
    site: Path
    output: str


def copy_of_kis(to: Path) -> Path:
    """A copy of the content of KIS, so that a build leaves nothing in the checkout and meets no half-written page."""
    here = Path(__file__).parents[1]
    for folder in ("docs", "dossiers", "toolkits", "bibliography", "overrides", "hooks"):
        shutil.copytree(here / folder, to / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(here / "mkdocs.yml", to)
    return to


@pytest.fixture(scope="session")
def kis_copy(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes a copy of the content of KIS; its path."""
    return lambda: copy_of_kis(tmp_path_factory.mktemp("kis"))


@pytest.fixture(scope="session")
def kis(once: Once) -> Kis:
    """The real site without booklets, built once for all tests."""

    def build(folder: Path) -> str:
        done = commands.katern("build", "--no-booklets", "--draft", cwd=copy_of_kis(folder))
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    root, said = once("kis", build)
    return Kis(root, root / "site", said)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Moto's server on this machine."""
    from moto.server import ThreadedMotoServer  # it takes longer to load than most tests to run

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket, and the surroundings that lead s3fs to it."""
    import boto3
    import s3fs

    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "proef")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "proef")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket=BUCKET)
    yield client
    for row in client.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        client.delete_object(Bucket=BUCKET, Key=row["Key"])
    client.delete_bucket(Bucket=BUCKET)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's own threads and event loop come last, where no other test meets them; what takes long comes first."""
    ranks = {path: rank for rank, path in enumerate(LONGEST)}
    here = Path(__file__).parent

    def place(item: pytest.Item) -> tuple[bool, int]:
        rank = ranks.get(item.path.relative_to(here).as_posix(), len(ranks))
        return item.get_closest_marker("browser") is not None, rank

    items.sort(key=place)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; in CI it must be there."""
    path = shutil.which("chromium")
    if path is None:
        reason = "Chromium ontbreekt: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    expect.set_options(timeout=60_000)  # a busy machine is slow, and not wrong
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield started
        started.close()
