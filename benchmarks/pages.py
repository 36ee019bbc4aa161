"""Which pages of PDFs end early: those whose last ink above the foot stands above two fifths of the height.

Each is named with its file, its page, where its ink ends and why: `empty` is the back of a loose leaf and `cover` the
first or the last page of a booklet, which are meant so; before `next` the chapter that it names begins a page, `inside`
is a page within a chapter.

    python benchmarks/pages.py FOLDER [--below 0.4]
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps

# dots an inch, and what is no paper
_DOTS, _INK = 24, 24
# the part of the height that the foot takes
_FOOT = 21 / 297
_MEANT = ("empty", "cover")


@dataclass(frozen=True)
class Page:
    """A page that ends early: `end` is the part of its height above which all of its ink stands."""

    file: str
    number: int
    of: int
    end: float
    why: str

    def __str__(self) -> str:
        return f"{self.file}\t{self.number}/{self.of}\t{self.end:.2f}\t{self.why}"


def end_of(picture: Path) -> float:
    """The part of a page's height above which all of its ink stands, its foot left out."""
    with Image.open(picture) as page:
        ink = ImageOps.invert(page.convert("L")).point(lambda dark: 255 if dark > _INK else 0)
    box = ink.crop((0, 0, ink.width, int(ink.height * (1 - _FOOT)))).getbbox()
    return box[3] / ink.height if box else 0.0


def chapters_of(file: Path) -> dict[int, str]:
    """The chapter that begins on each page, by the page's number from 1."""
    found: dict[int, str] = {}
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        for entry in outline.root:
            place = entry.destination if entry.action is None else entry.action.get("/D")
            if isinstance(place, pikepdf.Array):
                found.setdefault(numbers[place[0].objgen], str(entry.title))
    return found


def why(number: int, of: int, end: float, chapters: dict[int, str]) -> str:
    """What a page that ends early is."""
    if end == 0:
        return "empty"
    if number in (1, of):
        return "cover"
    return f"next: {chapters[number + 1]}" if number + 1 in chapters else "inside"


def early(file: Path, below: float) -> tuple[int, list[Page]]:
    """How many pages a file has, and those that end early."""
    with tempfile.TemporaryDirectory(prefix="katern-pages-") as folder:
        subprocess.run(["pdftoppm", "-gray", "-r", str(_DOTS), str(file), f"{folder}/page"], check=True)
        ends = [end_of(picture) for picture in sorted(Path(folder).iterdir())]
    chapters = chapters_of(file)
    found = [
        Page(file.name, number, len(ends), end, why(number, len(ends), end, chapters))
        for number, end in enumerate(ends, 1)
        if end < below
    ]
    return len(ends), found


def told(folder: Path, below: float) -> Iterator[str]:
    """A line for each page that ends early, and how many there are."""
    pages, all_found = 0, []
    for file in sorted(folder.glob("*.pdf")):
        count, found = early(file, below)
        pages += count
        all_found += found
    yield from map(str, all_found)
    kinds = Counter(page.why.split(":")[0] for page in all_found)
    meant = sum(kinds[kind] for kind in _MEANT)
    yield f"{len(all_found)} of {pages} pages, {meant} of them meant so: {dict(kinds)}"


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--below", type=float, default=0.4)
    options = asked.parse_args()
    print("\n".join(told(options.folder, options.below)))
