"""Files for a print shop: pages with room to cut, their TrimBox and crop marks, and the cover apart with its spine."""

from __future__ import annotations

import datetime
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

_POINTS_PER_MM = 72 / 25.4
# crop marks stand this far from the bleed and are this long, in mm
_APART, _LONG = 1.0, 5.0
# how thick a leaf of 90 grams is, in mm
_LEAF = 0.11
# below so many pages a spine holds no text, and a print shop wants none
_FEWEST_FOR_SPINE = 40


def spine(pages: int) -> float:
    """How wide the spine of a glued book of so many pages is, in mm."""
    return round(pages / 2 * _LEAF, 1) if pages >= _FEWEST_FOR_SPINE else 0.0


def with_marks(
    source: Path, output: Path, bleed: float, trim: tuple[float, float] | None, title: str, epoch: int
) -> int:
    """Write pages with their boxes and crop marks; returns how many.

    Of pages that are drawn with their bleed, `trim` is the size that stays, in mm; without it nothing is drawn beyond
    the page, and the first and the last, which are the cover, are left out.
    """
    with Pdf.open(source, allow_overwriting_input=True) as pdf:
        if trim is None:
            _without_cover(pdf)
        for page in pdf.pages:
            _mark(pdf, page, bleed * _POINTS_PER_MM, drawn=trim is not None)
        # a printer needs no tags, and those of a cover that went would lead nowhere
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels", "/Metadata", "/OpenAction", "/Names"):
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            for name in ("/Annots", "/StructParents", "/Tabs"):
                if name in page:
                    del page[name]
        date = datetime.datetime.fromtimestamp(epoch, datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        pdf.docinfo = pdf.make_indirect(Dictionary(Title=title, CreationDate=date, ModDate=date))
        pdf.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"))
        pdf.remove_unreferenced_resources()
        pdf.save(output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return len(pdf.pages)


def _without_cover(pdf: Pdf) -> None:
    """The pages within the cover, an even number of them."""
    del pdf.pages[-1]
    del pdf.pages[0]
    if len(pdf.pages) % 2:
        box = pdf.pages[0].mediabox
        pdf.add_blank_page(page_size=(float(box[2]) - float(box[0]), float(box[3]) - float(box[1])))


def _mark(pdf: Pdf, page: pikepdf.Page, bleed: float, drawn: bool) -> None:
    box = [float(value) for value in page.mediabox]
    inner = bleed if drawn else 0.0
    left, bottom, right, top = box[0] + inner, box[1] + inner, box[2] - inner, box[3] - inner
    around = bleed + (_APART + _LONG) * _POINTS_PER_MM
    page.obj.TrimBox = Array([left, bottom, right, top])
    page.obj.BleedBox = Array([left - bleed, bottom - bleed, right + bleed, top + bleed])
    page.obj.MediaBox = Array([left - around, bottom - around, right + around, top + around])
    page.obj.CropBox = page.obj.MediaBox
    lines = []
    near, far = bleed + _APART * _POINTS_PER_MM, around
    for x in (left, right):
        lines += [
            f"{x:.3f} {bottom - near:.3f} m {x:.3f} {bottom - far:.3f} l",
            f"{x:.3f} {top + near:.3f} m {x:.3f} {top + far:.3f} l",
        ]
    for y in (bottom, top):
        lines += [
            f"{left - near:.3f} {y:.3f} m {left - far:.3f} {y:.3f} l",
            f"{right + near:.3f} {y:.3f} m {right + far:.3f} {y:.3f} l",
        ]
    page.contents_add(pdf.make_stream(b"q\n"), prepend=True)
    marks = "Q q 0.25 w 0 0 0 1 K " + " S ".join(lines) + " S Q"
    page.contents_add(pdf.make_stream(marks.encode()))
