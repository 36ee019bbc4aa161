"""The site of tests/sites/booklets, built once by the real command, and a reader of the PDFs that it makes."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from ...commands import katern
from ...conftest import Once

SITES = Path(__file__).parents[2] / "sites"
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Built:
    """A site's folder, and what the command said."""

    root: Path
    done: subprocess.CompletedProcess[str]

    @property
    def booklets(self) -> Path:
        return self.root / "site" / "boekjes"

    def pdf(self, name: str) -> Reader:
        return _reader(self.booklets / f"{name}.pdf")


@dataclass(frozen=True)
class Words:
    """A run of text and where it starts, in points from the left and the top."""

    text: str
    page: int
    x: float
    y: float


class Reader:
    """What a reader's software finds in a PDF: text, tags, links, bookmarks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pdf = pikepdf.open(path)

    @property
    def runs(self) -> list[Words]:
        return [run for number, page in enumerate(self.pdf.pages) for run in _runs(page, number)]

    @property
    def text(self) -> str:
        return re.sub(r"[\u00ad\u200b]", "", "".join(run.text for run in self.runs))

    @property
    def tags(self) -> list[str]:
        return [str(element.S)[1:] for element in self.elements()]

    def elements(self) -> Iterator[Any]:
        yield from _elements(self.pdf.Root.StructTreeRoot)

    @property
    def bookmarks(self) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []

        def walk(items: Any, depth: int) -> None:
            for item in items:
                found.append((depth, str(item.title)))
                walk(item.children, depth + 1)

        with self.pdf.open_outline() as outline:
            walk(outline.root, 1)
        return found

    @property
    def links(self) -> list[tuple[str, str]]:
        """The address (empty inside the booklet) and the description of each link."""
        return [
            (str(link.get("/A", {}).get("/URI", "")), str(link.get("/Contents", "")))
            for page in self.pdf.pages
            for link in page.get("/Annots", [])
            if link.Subtype == "/Link"
        ]

    def everything(self) -> str:
        """All strings and all decoded streams of the file, fonts and pictures too."""
        parts = [self.text]
        for thing in self.pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes().decode("latin-1"))
            parts += _strings(thing)
        return "\n".join(parts)


@functools.cache
def _reader(path: Path) -> Reader:
    # kept open: what is read from a PDF lives as long as the PDF
    return Reader(path)


def _strings(thing: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, pikepdf.String):
        yield str(thing)
    elif depth < 6 and isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for _, value in thing.items():
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)
    elif depth < 6 and isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, depth + 1)


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _runs(page: Any, number: int) -> Iterator[Words]:
    height = float(page.mediabox[3])
    yield from _in_stream(page, page.get("/Resources", {}), (1, 0, 0, 1, 0, 0), number, height)


def _in_stream(content: Any, resources: Any, matrix: Matrix, number: int, height: float) -> Iterator[Words]:
    fonts = {name: _to_unicode(font) for name, font in resources.get("/Font", {}).items()}
    stack: list[Matrix] = []
    here, font = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), {}
    actual: list[str | None] = []  # what a marked part stands for, where that differs from its signs
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            stack.append(matrix)
        elif operator == "Q":
            matrix = stack.pop()
        elif operator == "cm":
            matrix = _times(tuple(float(value) for value in operands), matrix)
        elif operator == "Tm":
            here = tuple(float(value) for value in operands)  # type: ignore[assignment]
        elif operator in ("BDC", "BMC"):
            properties = operands[1] if operator == "BDC" else {}
            actual.append(str(properties["/ActualText"]) if "/ActualText" in properties else None)
        elif operator == "EMC":
            actual.pop()
        elif operator == "Tf":
            font = fonts.get(str(operands[0]), {})
        elif operator in ("Tj", "TJ"):
            codes = operands[0] if operator == "TJ" else [operands[0]]
            data = b"".join(bytes(code) for code in codes if isinstance(code, pikepdf.String))
            text = "".join(font.get(data[at : at + 2], "") for at in range(0, len(data), 2))
            if actual and actual[-1] is not None:
                text, actual[-1] = actual[-1], ""
            at = _times(here, matrix)
            yield Words(text, number, at[4], height - at[5])
        elif operator == "Do":
            form = resources.XObject[str(operands[0])]
            if form.get("/Subtype") == "/Form":
                yield from _in_stream(form, form.get("/Resources", {}), matrix, number, height)


def _times(one: Any, other: Any) -> Any:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _to_unicode(font: Any) -> dict[bytes, str]:
    """The signs of a font by their code; a sign that stands for several letters counts too."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes().decode("ascii")
    signs: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            signs[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(first, 16), int(last, 16) + 1):
                sign = chr(int(text, 16) + step - int(first, 16))
                signs[step.to_bytes(len(first) // 2, "big")] = sign
    return signs


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    return katern


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[Path], Reader]:
    return _reader


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A copy of one of the sites for tests, to build in."""
    return lambda name: Path(shutil.copytree(SITES / name, tmp_path_factory.mktemp(name) / name))


@pytest.fixture(scope="session")
def built(once: Once) -> Built:
    """The site with every construct, built with its booklets."""
    return _made(once, "built", "booklets", "build")


@pytest.fixture(scope="session")
def again(once: Once) -> Built:
    """The same site built elsewhere, by another process, with an empty cache."""
    return _made(once, "again", "booklets", "booklet")


@pytest.fixture(scope="session")
def handed(once: Once) -> Built:
    """The site of what is handed out, cut, adapted and printed in other forms."""
    return _made(once, "handed", "handout", "booklet")


def _made(once: Once, name: str, site: str, order: str) -> Built:
    def make(folder: Path) -> str:
        done = katern(order, cwd=Path(shutil.copytree(SITES / site, folder / site)))
        return json.dumps([done.returncode, done.stdout, done.stderr])

    folder, said = once(name, make)
    return Built(folder / site, subprocess.CompletedProcess([], *json.loads(said)))
