"""The small site of tests/sites/site, built by the real command, and a one-pass reader of what was built."""

from __future__ import annotations

import gzip
import hashlib
import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from ...commands import Done, command

ROOT = Path(__file__).parents[3]
EPOCH = "1764000000"
_TAG = re.compile(r"<(?!!)(/?[a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_NOT_MARKUP = re.compile(r"<!--.*?-->|(?<=>)[^<]*(?=</(?:script|style)>)|<script[^>]*>.*?</script>", re.DOTALL)


@dataclass(frozen=True)
class Element:
    """A tag with its attributes."""

    tag: str
    attributes: dict[str, str]


class Html:
    """A built page: its tags, and the parts that tests compare."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def elements(self) -> list[Element]:
        """All opening tags; scripts and comments hold none."""
        found = []
        for match in _TAG.finditer(_NOT_MARKUP.sub(_only_tag, self.text)):
            if not match[1].startswith("/"):
                attributes = {
                    one[1].lower(): unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(match[2])
                }
                found.append(Element(match[1].lower(), attributes))
        return found

    @cached_property
    def ids(self) -> frozenset[str]:
        """What a fragment can lead to."""
        return frozenset(
            element.attributes[name]
            for element in self.elements
            for name in ("id", "name")
            if name in element.attributes
        )

    @property
    def article(self) -> str:
        """What stands in the page's article."""
        return self.between("<article", "</article>")

    def between(self, start: str, end: str) -> str:
        """The text from the first `start` up to the `end` that follows it."""
        return self.text.split(start, 1)[1].split(end, 1)[0]


def sample(pages: Iterable[tuple[Path, str]], size: int = 30) -> Iterator[tuple[Path, str]]:
    """All pages, but of profiles of areas, which are thousands and alike, a few that each commit draws anew."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, check=False).stdout
    areas = []
    for path, text in pages:
        if 'class="monitor" data-area="' in text:
            areas.append((path, text))
        else:
            yield path, text
    areas.sort(key=lambda page: hashlib.sha256(commit + "/".join(page[0].parts[-3:]).encode()).digest())
    yield from areas[:size]


def _only_tag(match: re.Match[str]) -> str:
    return match[0][: match[0].find(">") + 1] if match[0].startswith("<script") else ""


@dataclass(frozen=True)
class Built:
    """A site's folder, where its pages are, and what the command said."""

    root: Path
    site: Path
    done: Done

    def page(self, address: str) -> Html:
        return Html((self.site / address / "index.html").read_text(encoding="utf-8"))

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def as_read(files: dict[str, bytes]) -> dict[str, object]:
    """The files as a reader gets them: packed ones unpacked, lists for machines in no order; without our mark."""
    found: dict[str, object] = {path: content for path, content in files.items() if path != ".katern-site"}
    if "sitemap.xml.gz" in files:
        assert gzip.decompress(files["sitemap.xml.gz"]) == files["sitemap.xml"]
        found["sitemap.xml.gz"] = found["sitemap.xml"] = sorted(files["sitemap.xml"].splitlines())
        # MkDocs calls the first page of a folder `/nu/.` where no page is drawn
        found["404.html"] = files["404.html"].replace(b'="/nu/."', b'="/nu/"')
    if "search/search_index.json" in files:
        index = json.loads(files["search/search_index.json"])
        found["search/search_index.json"] = (index["config"], sorted(map(json.dumps, index["docs"])))
    return found


@pytest.fixture(scope="session")
def read_site() -> Callable[[Path], dict[str, object]]:
    """What readers get of a site in a folder."""
    return lambda folder: as_read(files_of(folder))


@pytest.fixture(scope="session")
def run() -> Callable[..., Done]:
    return command


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes]]:
    return files_of


@pytest.fixture(scope="session")
def html() -> type[Html]:
    return Html


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A copy of the small site, with the macros of KIS."""

    def copy() -> Path:
        root = shutil.copytree(ROOT / "tests/sites/site", tmp_path_factory.mktemp("small") / "site")
        shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
        return root

    return copy


@pytest.fixture(scope="session")
def small(copied: Callable[[], Path]) -> Built:
    """The small site, built once."""
    root = copied()
    return Built(root, root / "site", command("katern", "build", "--no-booklets", cwd=root))


@pytest.fixture
def build(site: Callable[[dict[str, str]], Path]) -> Callable[[dict[str, str]], Built]:
    """A site of a few files (see `site`), built by the command."""

    def build(files: dict[str, str]) -> Built:
        root = site(files)
        return Built(root, root / "site", command("katern", "build", "--no-booklets", cwd=root))

    return build


class WebSite:
    """A built site, read once: what each page links to and loads."""

    # what a browser fetches by itself; a link waits for a reader
    LOADED = (("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("iframe", "src"), ("video", "src"), ("audio", "src"), ("embed", "src"), ("object", "data"), ("use", "href"))  # fmt: skip
    LOADING_RELATIONS = frozenset(
        {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
    )

    def __init__(self, folder: Path, prefix: str = "/") -> None:
        self.folder = folder
        self.prefix = prefix
        self.pages = {
            path.relative_to(folder).as_posix(): Html(text)
            for path, text in sample(
                (path, path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))
            )
        }
        self.files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    def broken(self) -> list[str]:
        """Every internal link, picture, script and style sheet that leads nowhere, with the page that has it."""
        found = []
        for name, page in self.pages.items():
            for element in page.elements:
                target = element.attributes.get("href") or element.attributes.get("src")
                if target and not self._resolves(name, target):
                    found.append(f"{name}: {target}")
        return found

    def _resolves(self, name: str, target: str) -> bool:
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return True
        path = unquote(parts.path)
        if path.startswith("/"):
            place = path.removeprefix(self.prefix)
        else:
            place = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        if place in ("", ".") or path.endswith(("/", "/.", "/..")) or path in (".", ".."):
            place = posixpath.normpath(posixpath.join(place, "index.html"))
        if place not in self.files:
            return False
        return not parts.fragment or place not in self.pages or unquote(parts.fragment) in self.pages[place].ids

    def outside_requests(self) -> list[str]:
        """All that a browser would fetch from elsewhere when it opens a page, styles included."""
        found = []
        for name, page in self.pages.items():
            for element in page.elements:
                for url in self._loaded(element):
                    if urlsplit(url).netloc:
                        found.append(f"{name}: {url}")
        for name in sorted(self.files):
            if name.endswith(".css"):
                text = (self.folder / name).read_text(encoding="utf-8")
                found += [
                    f"{name}: {url}" for url in re.findall(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)", text)
                ]
        return found

    def _loaded(self, element: Element) -> list[str]:
        urls = [element.attributes.get(name, "") for tag, name in self.LOADED if tag == element.tag]
        if element.tag == "link" and self.LOADING_RELATIONS & set(element.attributes.get("rel", "").split()):
            urls.append(element.attributes.get("href", ""))
        return urls


@pytest.fixture(scope="session")
def website() -> type[WebSite]:
    return WebSite
