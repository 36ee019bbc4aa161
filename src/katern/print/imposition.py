"""Printer's sheets: the pages of a booklet placed so that a folded and stapled stack reads from front to back.

Saddle stitch: each sheet holds four pages, the outer pair first. The stack is padded to a multiple of four with blank
pages before the back cover, so that a back cover stays at the back. Imposed pages lose their tags: these files are
for printers, the booklet itself for readers.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Pdf

_POINTS_PER_MM = 72 / 25.4
# how thick a sheet of 80 grams is, in mm: by so much each sheet pushes out the one inside it
_THICKNESS = 0.1


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the page on its left and on its right, counted from 1; None is blank.

    `shift` is how far, in mm, its pages move towards the fold: sheets further inside are pushed out by the outer ones.
    """

    left: int | None
    right: int | None
    shift: float = 0.0


def saddle_stitch(pages: int, back_cover: bool = False, creep: float | None = None) -> list[Side]:
    """The sides, front and back of each sheet in turn, for a booklet.

    `creep` is the shift of the innermost sheet in mm; without it, that of paper of 80 grams.
    """
    order: list[int | None] = list(range(1, pages + 1))
    blanks: list[int | None] = [None] * (-pages % 4)
    order = [*order[:-1], *blanks, order[-1]] if back_cover and order else [*order, *blanks]
    sheets = len(order) // 4
    creep = _THICKNESS * (sheets - 1) if creep is None else creep
    sides = []
    for sheet in range(sheets):
        shift = creep * sheet / (sheets - 1) if sheets > 1 else 0.0
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        sides.append(Side(order[last], order[first], shift))
        sides.append(Side(order[first + 1], order[last - 1], shift))
    return sides


def signatures(pages: int, leaves: int, back_cover: bool = False) -> list[Side]:
    """The sides of a thick booklet: sections of so many leaves that are each folded, and bound one behind the other."""
    size = 2 * leaves
    order: list[int | None] = list(range(1, pages + 1))
    blanks: list[int | None] = [None] * (-pages % size)
    order = [*order[:-1], *blanks, order[-1]] if back_cover and order else [*order, *blanks]
    sides = []
    for first in range(0, len(order), size):
        for side in saddle_stitch(size):
            left, right = (order[first + number - 1] for number in (side.left or 1, side.right or 1))
            sides.append(Side(left, right, side.shift))
    return sides


def impose(booklet: Path, output: Path, sides: Sequence[Side], title: str, epoch: int) -> None:
    """Write the printer's sheets of a booklet, two of its pages on each side; print them double-sided, short edge."""
    with Pdf.open(booklet) as source, Pdf.new() as sheets:
        box = source.pages[0].mediabox
        width, height = float(box[2]) - float(box[0]), float(box[3]) - float(box[1])
        forms = [sheets.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for side in sides:
            _add_side(sheets, side, forms, width, height)
        date = datetime.datetime.fromtimestamp(epoch, datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        sheets.docinfo = sheets.make_indirect(Dictionary(Title=title, CreationDate=date, ModDate=date))
        sheets.Root.ViewerPreferences = Dictionary(Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"))
        sheets.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _add_side(sheets: Pdf, side: Side, forms: Sequence[pikepdf.Object], width: float, height: float) -> None:
    page = sheets.add_blank_page(page_size=(2 * width, height))
    shift = side.shift * _POINTS_PER_MM
    names, drawn = Dictionary(), []
    # towards the fold: the left page moves right, the right page left
    for name, number, x in (("L", side.left, shift), ("R", side.right, width - shift)):
        if number is not None:
            names[f"/{name}"] = forms[number - 1]
            left = 0 if name == "L" else width
            drawn.append(f"q {left:.3f} 0 {width:.3f} {height:.3f} re W n 1 0 0 1 {x:.3f} 0 cm /{name} Do Q")
    page.obj.Resources = Dictionary(XObject=names)
    page.obj.Contents = sheets.make_stream("\n".join(drawn).encode())
