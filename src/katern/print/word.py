"""Documents for word processors, to adapt: worksheets, an invitation, a programme, with styles of their own."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import lxml.etree
from lxml.html import HtmlElement

from katern import halfmade
from katern.print import conversion
from katern.print.forpandoc import keep_forms
from katern.print.images import Picture
from katern.print.markup import elements, has_class, make, parse, serialise, with_class

_STYLES = Path(__file__).parent / "templates" / "word-styles.xml"
_BRAND = "0f4c5c"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A4, its margins in twentieths of a point
_PAGE = {"pgSz": {"w": "11906", "h": "16838"}, "pgMar": {"top": "1247", "right": "1247", "bottom": "1134", "left": "1247", "header": "709", "footer": "709", "gutter": "0"}}  # fmt: skip
_MOST_LINES = 20
UNSEEN = (".svg", ".webp")
"""Pictures that Word shows only where somebody drew them before."""
# of a dot of what was drawn, and of the text on a page
_POINTS, _WIDEST = 0.375, 470


def write(
    html: str,
    pictures: Mapping[str, Picture],
    data: Mapping[str, Any],
    epoch: int,
    output: Path,
    drawn: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Write a document for word processors; `drawn` are the pictures, as PNG, that not every one of them can show."""
    with halfmade.folder("word") as name:
        folder = Path(name)
        for picture in pictures.values():
            (folder / _file(picture.name, drawn)).write_bytes(drawn.get(picture.name, picture.data))
        colours = data.get("house", {}).get("colours", {})
        (folder / "reference.docx").write_bytes(_reference(colours.get("brand", _BRAND).lstrip("#")))
        values = {
            "title": data["document_title"],
            "author": data["author"],
            "lang": f"{data['lang']}-{data['region']}",
        }
        (folder / "metadata.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        options = [
            "--to=docx", f"--reference-doc={folder / 'reference.docx'}", f"--metadata-file={folder / 'metadata.json'}",
            f"--resource-path={folder}",
        ]  # fmt: skip
        stays = data["words"].stays if "words" in data else ""
        conversion.to_file(adapted(html, drawn, stays), options, output, epoch)
    _without_title(output)


def _file(name: str, drawn: Mapping[str, bytes]) -> str:
    return f"{name}.png" if name in drawn else name


def adapted(html: str, drawn: Mapping[str, bytes], stays: str) -> str:
    """The document in forms that a word processor has: lines to write on, boxes, and boxes to tick.

    `stays` is what a sheet says that nobody takes home.
    """
    root = parse(html)
    keep_forms(root)
    for task in elements(root, "span"):
        if task.get("data-task"):
            task.drop_tag()  # where every item begins with a box, pandoc leaves out the bullets
    _with_drawn(root, drawn)
    for cell in elements(root, "td"):
        for _ in range(int(cell.get("data-lines") or 0)):
            cell.append(make("br"))
    for box in with_class(root, "write", "div"):
        _styled(box, "Katern Question", None)
        for _ in range(min(int(box.get("data-lines") or 3), _MOST_LINES)):
            box.append(_line())
    for kind in ("admonition", "question", "facts"):
        for box in with_class(root, kind, "div"):
            _styled(box, "Katern Box Title", "Katern Box")
    for card in with_class(root, "helpline-card", "div"):
        for name in with_class(card, "helplines__name", "div"):
            name.set("class", "title")
        _styled(card, "Katern Box Title", "Katern Box")
    for citation in with_class(root, "citation-small"):
        citation.tag = "small"
    for part in with_class(root, "set-part", "div"):
        title = next(elements(part, "h1"), None)
        if part.get("data-stays") and title is not None:
            warning = make("p")
            warning.append(make("strong", text=stays))
            title.addnext(warning)
        part.drop_tag()
    return serialise(root)


def _with_drawn(root: HtmlElement, drawn: Mapping[str, bytes]) -> None:
    """Pictures by the names of what was drawn of them, no wider than the text."""
    for image in elements(root, "img"):
        name = image.get("src") or ""
        wide = float(image.get("data-points") or 0)
        if name in drawn:
            image.set("src", _file(name, drawn))
            wide = wide or _POINTS * int.from_bytes(drawn[name][16:20])
        if wide:
            image.set("width", f"{min(wide, _WIDEST):g}pt")


def _styled(box: HtmlElement, head: str, body: str | None) -> None:
    """Give a box's title and what it holds their styles."""
    first = box[0] if len(box) and has_class(box[0], "title") else None
    if first is not None:
        first.set("data-custom-style", head)
    if body is None:
        return
    inner = make("div", data_custom_style=body)
    for child in list(box):
        if child is not first:
            inner.append(child)
    if box.text and box.text.strip():
        inner.insert(0, make("p", text=box.text))
        box.text = None
    box.append(inner)


def _line() -> HtmlElement:
    line = make("div", data_custom_style="Katern Line")
    line.append(make("p", text="\u00a0"))
    return line


@functools.lru_cache(maxsize=4)
def _reference(brand: str) -> bytes:
    """pandoc's own document of styles, with ours in the place of its, on A4."""
    own = conversion.run(["--print-default-data-file", "reference.docx"], "")
    styles = _STYLES.read_text(encoding="utf-8").replace("BRAND", brand.upper())
    parts = {"word/styles.xml": lambda content: styles.encode(), "word/document.xml": _on_a4}
    return conversion.repacked(own, lambda name, content: parts.get(name, bytes)(content))


def _on_a4(document: bytes) -> bytes:
    tree = lxml.etree.fromstring(document)
    for section in tree.iter(f"{_W}sectPr"):
        for tag, values in _PAGE.items():
            part = lxml.etree.SubElement(section, f"{_W}{tag}")
            for name, value in values.items():
                part.set(f"{_W}{name}", value)
    return lxml.etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without_title(file: Path) -> None:
    """The title stands in the properties; in the text the first heading says it."""

    def changed(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        tree = lxml.etree.fromstring(content)
        for paragraph in list(tree.iter(f"{_W}p")):
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            parent = paragraph.getparent()
            if style is not None and parent is not None and style.get(f"{_W}val") in ("Title", "Author"):
                parent.remove(paragraph)
        return lxml.etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    file.write_bytes(conversion.repacked(file.read_bytes(), changed))
