"""The last hand to a PDF: what Typst cannot say of it yet.

Cells that head a row become header cells with their scope, and readers that print the file are told on how many sides,
and at which size; links within it lead to their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from katern.print.destinations import SCHEME, Place

_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_CELL = re.compile(r"(?<![\w.-])(table\.cell|th|row-th)\(")
# by layout: how its sheets turn
_DUPLEX = {"poster": "/Simplex", "role-cards": "/Simplex", "sheet": "/Simplex"}
# layouts that are cut or folded, and so may not be scaled
_TRUE_SIZE = ("cards", "role-cards", "set", "poster")
# what Typst leaves free above the place that a link leads to, in points
_ABOVE = 10


def finish(file: Path, markup: str, layout: str, duplex: bool, found: Mapping[str, Place], word: str) -> int:
    """Finish a PDF that was set of this markup, whose links lead to what was found; returns how many pages it has.

    `word` is what a page is called in the language of the file.
    """
    with Pdf.open(file, allow_overwriting_input=True) as pdf:
        _tell_printers(pdf, layout, duplex)
        _head_rows(pdf, markup)
        lead(pdf, found, word)
        pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
        return len(pdf.pages)


def _tell_printers(pdf: Pdf, layout: str, duplex: bool) -> None:
    wishes = pdf.Root.get("/ViewerPreferences", Dictionary())
    sides = "/Simplex" if layout == "cards" and not duplex else _DUPLEX.get(layout, "/DuplexFlipLongEdge")
    wishes.Duplex = Name(sides)
    if layout in _TRUE_SIZE:
        wishes.PrintScaling = Name("/None")
    pdf.Root.ViewerPreferences = wishes


def _head_rows(pdf: Pdf, markup: str) -> None:
    """Cells stand in the tags in the order of the markup; where the two differ, nothing is said."""
    calls = _CELL.findall(_STRING.sub('""', markup))
    if "row-th" not in calls or "/StructTreeRoot" not in pdf.Root:
        return
    cells = [element for element in _elements(pdf.Root.StructTreeRoot) if element.S in (Name.TD, Name.TH)]
    if len(cells) != len(calls):
        return
    for call, cell in zip(calls, cells, strict=True):
        if call == "row-th":
            cell.S = Name.TH
            _say_scope(cell)


def _say_scope(cell: Any) -> None:
    said = cell.get("/A")
    for one in said if isinstance(said, Array) else [said] if said is not None else []:
        if isinstance(one, Dictionary) and one.get("/O") == Name.Table:
            one.Scope = Name.Row
            return
    scope = Dictionary(O=Name.Table, Scope=Name.Row)
    cell.A = scope if said is None else Array([*(said if isinstance(said, Array) else [said]), scope])


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def lead(pdf: Pdf, found: Mapping[str, Place], word: str) -> None:
    """Lead the links of a file to their places, described by a word and the number of the page."""
    for page in pdf.pages if found else ():
        for note in page.obj.get("/Annots", ()):
            address = bytes(note.A.URI).decode(errors="replace") if "/A" in note and "/URI" in note.A else ""
            if address.startswith(SCHEME):
                number, across, down = found[address.removeprefix(SCHEME)]
                target = pdf.pages[number - 1]
                height = float(target.mediabox[3]) - max(0.0, down - _ABOVE)
                del note["/A"]
                note.Dest = Array([target.obj, Name.XYZ, round(across, 5), round(height, 5), 0])
                note.Contents = f"{word} {number}"
