"""How slides look: a master in the colours, typefaces and with the logo of the house, and titles and lists that fit."""

from __future__ import annotations

import functools
import math
import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.etree

from katern.print import conversion

_TEMPLATES = Path(__file__).parent / "templates"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_COLOURS = {"brand": "#0f4c5c", "accent": "#b0472a"}
_FACES = {"headings": "major", "text": "minor"}
# places and sizes on a slide of 9,144,000 × 5,143,500, in the unit of the format (914,400 an inch)
_WIDTH = 9144000
_BAND = (0, 0, _WIDTH, 114300)
_STRIPE = (548640, 1108710, 685800, 38100)
_TITLE = (457200, 205979, 8229600, 857250)
_TEXT = (457200, 1228726, 8229600, 3429000)
_BLOCK = (0, 0, _WIDTH, 3086100)
_EDGE = (0, 3086100, _WIDTH, 57150)
_BLOCK_TITLE = (457200, 685800, 8229600, 2228850)
_BELOW = (457200, 3314700, 8229600, 1257300)
_LOGO = (548640, 4714875, 342900)  # and its height
# hundredths of a point
_TITLE_SIZE, _BLOCK_TITLE_SIZE, _NUMBER_SIZE = "2800", "4000", "1400"
# titles longer than so many signs are set smaller
_LONG_TITLES = ((110, "1800"), (70, "2200"))
# layouts of pandoc's that begin something: the first slide, and a part that has no text
_BEGINNINGS = ("slideLayout1", "slideLayout3")
# lines on one slide, and signs on one of them
MOST_LINES, _SIGNS = 8, 46
# of the size of letters, in percent
_SMALLEST = 50
# a colour darker than this is written on in white
_LIGHT = 0.18


def lines_of(text: str) -> int:
    """How many lines of a slide a text needs, also in the widest typeface that takes the place of another."""
    return max(1, -(-len(text) // _SIGNS))


@functools.lru_cache(maxsize=4)
def reference(brand: str, accent: str, fonts: tuple[tuple[str, str], ...]) -> bytes:
    """pandoc's own presentation with our master in the place of its."""
    own = conversion.run(["--print-default-data-file", "reference.pptx"], "")

    def changed(name: str, content: bytes) -> bytes:
        if re.fullmatch(r"ppt/theme/theme\d+\.xml", name):
            for place, colour in (("dk2", brand), ("accent1", brand), ("accent2", accent)):
                content = re.sub(_place(place), rf"\g<1>{colour}\g<2>".encode(), content)
            for place, font in fonts:
                content = re.sub(_face(place), rf"\g<1>{font}\g<2>".encode(), content)
        elif name == "ppt/slideMasters/slideMaster1.xml":
            content = _master(content)
        elif Path(name).stem in _BEGINNINGS and name.startswith("ppt/slideLayouts/") and name.endswith(".xml"):
            content = _beginning(content, "FFFFFF" if _lightness(brand) < _LIGHT else "1A1A1A")
        return content

    return conversion.repacked(own, changed)


def style_of(house: Mapping[str, Any]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What of a house `reference` asks for."""
    colours, fonts = house.get("colours", {}), house.get("fonts", {})
    brand, accent = (colours.get(name, own).lstrip("#").upper() for name, own in _COLOURS.items())
    return brand, accent, tuple((place, fonts[use][0]) for use, place in _FACES.items() if fonts.get(use))


def finished(content: bytes, language: str, site: str, logo: bytes | None) -> bytes:
    """A presentation with the house's logo, the language of all words, its slides numbered, and what is long made smaller."""
    numbered = _part("slide-number")
    said = f' lang="{language}"'.encode()

    def changed(name: str, part: bytes) -> bytes:
        if re.match(r"ppt/(?:slideMasters|slideLayouts|notesMasters)/[^/]+\.xml$|ppt/presentation\.xml$", name):
            part = part.replace(b' lang="en-US"', said)
            return _with_logo(part, site, logo) if logo and "/slideMasters/" in name else part
        if logo and name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
            return part.replace(b"</Relationships>", _part("slide-logo-relation") + b"</Relationships>")
        if logo and name == "[Content_Types].xml" and b'Extension="png"' not in part:
            return re.sub(rb"(<Types[^>]*>)", rb'\1<Default Extension="png" ContentType="image/png"/>', part, count=1)
        if not re.match(r"ppt/(?:slides|notesSlides)/[^/]+\.xml$", name):
            return part
        number = re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name)
        if number:
            part = _fitting(part)
        if number and number[1] != "1":  # the first is the title
            part = part.replace(b"</p:spTree>", numbered.replace(b"NUMBER", number[1].encode()) + b"</p:spTree>")
        part = re.sub(rb"<a:rPr(?![^>]*\blang=)", b"<a:rPr" + said, part)
        return re.sub(rb"<a:r>\s*<a:t", b"<a:r><a:rPr" + said + b"/><a:t", part)

    return conversion.repacked(content, changed, {"ppt/media/house.png": logo} if logo else {})


def _place(name: str) -> bytes:
    return rf'(<a:{name}><a:srgbClr val=")[0-9A-Fa-f]{{6}}("/></a:{name}>)'.encode()


def _face(name: str) -> bytes:
    return rf'(<a:{name}Font>\s*<a:latin typeface=")[^"]*(")'.encode()


def _lightness(colour: str) -> float:
    """Relative luminance, as WCAG counts it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _part(name: str) -> bytes:
    return (_TEMPLATES / f"{name}.xml").read_bytes().strip()


def _tree(content: bytes) -> Any:
    return lxml.etree.fromstring(content)


def _written(root: Any) -> bytes:
    return lxml.etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master(content: bytes) -> bytes:
    """Titles and text at the left, below a band in the house's colour; numbers that can be read from a chair."""
    root = _tree(content)
    _put(_holder(root, "title"), _TITLE)
    _put(_holder(root, "body"), _TEXT)
    number = _holder(root, "sldNum").find(f".//{_A}defRPr")
    number.set("sz", _NUMBER_SIZE)
    _in_full_colour(number)
    style = root.find(f"{_P}txStyles/{_P}titleStyle/{_A}lvl1pPr")
    style.set("algn", "l")
    run = style.find(f"{_A}defRPr")
    run.set("sz", _TITLE_SIZE)
    run.set("b", "1")
    run.find(f"{_A}solidFill/{_A}schemeClr").set("val", "tx2")
    _draw(root, [(_BAND, "tx2"), (_STRIPE, "accent2")])
    return _written(root)


def _beginning(content: bytes, paint: str) -> bytes:
    """A title in an area of the house's colour, and what is below it."""
    root = _tree(content)
    title = _holder(root, "ctrTitle", "title")
    _put(title, _BLOCK_TITLE)
    body = title.find(f"{_P}txBody/{_A}bodyPr")
    body.clear()
    body.set("anchor", "b")
    lxml.etree.SubElement(body, f"{_A}normAutofit")
    style = title.find(f"{_P}txBody/{_A}lstStyle")
    style.clear()
    level = lxml.etree.SubElement(style, f"{_A}lvl1pPr", algn="l")
    run = lxml.etree.SubElement(level, f"{_A}defRPr", sz=_BLOCK_TITLE_SIZE, b="1", cap="none")
    lxml.etree.SubElement(lxml.etree.SubElement(run, f"{_A}solidFill"), f"{_A}srgbClr", val=paint)
    below = _holder(root, "subTitle", "body")
    _put(below, _BELOW)
    for level in below.iterfind(f"{_P}txBody/{_A}lstStyle/*"):
        level.set("algn", "l")
        _in_full_colour(level)
    _draw(root, [(_BLOCK, "tx2"), (_EDGE, "accent2")])
    return _written(root)


def _in_full_colour(style: Any) -> None:
    """Words in the colour of the text, where pandoc's master lets them fade."""
    for tint in list(style.iter(f"{_A}tint")):
        tint.getparent().remove(tint)


def _holder(root: Any, *kinds: str) -> Any:
    """The place of a master, layout or slide that holds its title, text or number."""
    return next(
        shape
        for shape in root.iter(f"{_P}sp")
        if any(place.get("type") in kinds for place in shape.iterfind(f"{_P}nvSpPr/{_P}nvPr/{_P}ph"))
    )


def _put(shape: Any, box: tuple[int, int, int, int]) -> None:
    """Where a shape stands, and how wide and high it is."""
    frame = shape.find(f".//{_A}xfrm")
    for name, (first, second), values in (("off", "xy", box[:2]), ("ext", ("cx", "cy"), box[2:])):
        part = frame.find(f"{_A}{name}")
        part.set(first, str(values[0]))
        part.set(second, str(values[1]))


def _draw(root: Any, areas: list[tuple[tuple[int, int, int, int], str]]) -> None:
    """Coloured areas below all else; they say nothing to who cannot see them."""
    tree = root.find(f"{_P}cSld/{_P}spTree")
    first = next(at for at, child in enumerate(tree) if child.tag not in (f"{_P}nvGrpSpPr", f"{_P}grpSpPr"))
    for place, (box, colour) in enumerate(areas):
        shape = _tree(_part("slide-area"))
        shape.find(f".//{_P}cNvPr").set("id", str(800 + place))
        shape.find(f"{_P}spPr/{_A}solidFill/{_A}schemeClr").set("val", colour)
        _put(shape, box)
        tree.insert(first + place, shape)


def _with_logo(master: bytes, site: str, logo: bytes) -> bytes:
    """The logo at the foot of every slide, in the proportions of its picture (PNG)."""
    root = _tree(master)
    picture = _tree(_part("slide-logo"))
    picture.find(f".//{_P}cNvPr").attrib.update({"id": "850", "name": "Logo", "descr": site})
    wide, high = struct.unpack(">II", logo[16:24])
    left, top, height = _LOGO
    _put(picture, (left, top, round(height * wide / high), height))
    root.find(f"{_P}cSld/{_P}spTree").append(picture)
    return _written(root)


def _fitting(slide: bytes) -> bytes:
    """A slide whose long title is set smaller, and a text that is more than its room too; programs shrink neither by themselves."""
    root = _tree(slide)
    for shape in root.iter(f"{_P}sp"):
        kind = next(iter(shape.iterfind(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")), None)
        if kind is None:
            continue
        if kind.get("type") in ("title", "ctrTitle"):
            size = next((size for most, size in _LONG_TITLES if len(_text(shape)) > most), None)
            for run in shape.iter(f"{_A}r") if size else ():
                style = run.find(f"{_A}rPr")
                if style is None:
                    style = lxml.etree.Element(f"{_A}rPr")
                    run.insert(0, style)
                style.set("sz", str(size))
        elif kind.get("type") in (None, "body"):
            _shrink(shape)
    return _written(root)


def _text(shape: Any) -> str:
    return "".join(text.text or "" for text in shape.iter(f"{_A}t"))


def _shrink(shape: Any) -> None:
    lines = sum(lines_of(_text(paragraph)) for paragraph in shape.iter(f"{_A}p"))
    body = shape.find(f"{_P}txBody/{_A}bodyPr")
    if lines <= MOST_LINES or body is None:
        return
    # both the lines and the signs on each grow where letters shrink
    scale = max(_SMALLEST, math.floor(100 * math.sqrt(MOST_LINES / lines)))
    body.clear()
    lxml.etree.SubElement(body, f"{_A}normAutofit", fontScale=f"{scale}000", lnSpcReduction="10000")
