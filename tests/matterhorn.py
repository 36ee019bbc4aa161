"""What a program can see of PDF/UA-1 in a file, by the failure conditions of the Matterhorn Protocol 1.1.

Each fault is told with the number of its condition. What only a person can judge (whether a description is a good one,
whether the order is that of reading) is not here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

STANDARD = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD",
    "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby",
    "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
))  # fmt: skip
# what a type stands in
PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
    "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"},
}  # fmt: skip
CHILDREN = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}}
# operators that draw
_DRAW = frozenset(("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "EI", "INLINE IMAGE"))


def faults(file: Path) -> list[str]:
    """The conditions that a file fails, each once with the first place."""
    with pikepdf.open(file) as pdf:
        found = [told for check in _CHECKS for told in check(pdf)]
    return list(dict.fromkeys(found))


def elements(pdf: Pdf) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Every element of the structure, with the types of those above it."""

    def below(node: Any, above: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
        for kid in _list(node.get("/K")):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield kid, above
                yield from below(kid, (*above, _type(pdf, kid)))

    if "/StructTreeRoot" in pdf.Root:
        yield from below(pdf.Root.StructTreeRoot, ())


def _list(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


def _type(pdf: Pdf, element: Any) -> str:
    name = str(element.S)
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", {})
    for _ in range(9):
        if name[1:] in STANDARD or name not in roles:
            break
        name = str(roles[name])
    return name[1:]


def _document(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "06: not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "08-001: suspects"
    if not str(root.get("/Lang", "")):
        yield "11-006: no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-001: the title is not shown"
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        yield "25-001: XFA"
    if pdf.is_encrypted:
        yield "26: encrypted"
    if "/Metadata" not in root:
        yield "06-001: no metadata"
        return
    with pdf.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "06-002: does not say PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "06-003: no title"


def _structure(pdf: Pdf) -> Iterator[str]:
    ids: set[str] = set()
    level = 0
    for element, above in elements(pdf):
        kind, parent = _type(pdf, element), above[-1] if above else ""
        if kind not in STANDARD:
            yield f"02-001: {kind} is no standard type"
        if kind in PARENTS and parent not in PARENTS[kind]:
            yield f"09: {kind} in {parent}"
        kids = {_type(pdf, kid) for kid in _list(element.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid}
        if kind in CHILDREN and not kids <= CHILDREN[kind]:
            yield f"09: {sorted(kids - CHILDREN[kind])} in {kind}"
        if kind in ("Figure", "Formula") and not (_said(element, "/Alt") or _said(element, "/ActualText")):
            yield f"{'13-004' if kind == 'Figure' else '17-002'}: {kind} without a description"
        if kind == "TH" and _scope(element) is None and "/ID" not in element:
            yield "15-003: a head of a table without scope"
        if kind == "Note":
            name = str(element.get("/ID", ""))
            if not name or name in ids:
                yield "19-003: a note without a name of its own"
            ids.add(name)
        if kind[0] == "H" and kind[1:].isdigit():
            if int(kind[1:]) > level + 1:
                yield f"14-003: {kind} behind level {level}"
            level = int(kind[1:])


def _said(element: Any, key: str) -> bool:
    return bool(str(element.get(key, "")).strip())


def _scope(element: Any) -> Any:
    attributes = (one for one in _list(element.get("/A")) if isinstance(one, Dictionary))
    return next((one.Scope for one in attributes if one.get("/O") == Name.Table and "/Scope" in one), None)


def _annotations(pdf: Pdf) -> Iterator[str]:
    held = {
        kid.Obj.objgen: _type(pdf, element)
        for element, _ in elements(pdf)
        for kid in _list(element.get("/K"))
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR
    }
    for number, page in enumerate(pdf.pages, 1):
        annotations = [one for one in page.get("/Annots", []) if one.get("/Subtype") != Name.Popup]
        if annotations and page.get("/Tabs") != Name.S:
            yield f"28-008: page {number} has no order of tabs"
        for one in annotations:
            kind = held.get(one.objgen)
            if kind is None:
                yield f"28-002: page {number}: an annotation stands in no tag"
            elif one.Subtype == Name.Link and kind != "Link":
                yield f"28-011: page {number}: a link in {kind}"
            if one.Subtype == Name.Link and not _said(one, "/Contents"):
                yield f"28-012: page {number}: a link without a description"


def _content(pdf: Pdf) -> Iterator[str]:
    if "/StructTreeRoot" not in pdf.Root:
        yield "01: no structure"
        return
    named = _names_of_content(pdf)
    for number, page in enumerate(pdf.pages, 1):
        yield from dict.fromkeys(_drawn(page, number, page.obj, named.get(page.objgen, set()), False))


def _names_of_content(pdf: Pdf) -> dict[Any, set[int]]:
    """The numbers of marked content that the structure holds, by page."""
    found: dict[Any, set[int]] = {}
    for element, _ in elements(pdf):
        for kid in _list(element.get("/K")):
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.MCR:
                found.setdefault(kid.get("/Pg", element.get("/Pg")).objgen, set()).add(int(kid.MCID))
            elif isinstance(kid, int):
                found.setdefault(element.Pg.objgen, set()).add(int(kid))
    return found


def _drawn(holder: Any, number: int, resources: Any, known: set[int], marked: bool) -> Iterator[str]:
    """What is drawn and is neither tagged nor an artifact."""
    inside: list[str] = []
    objects = resources.get("/Resources", {}).get("/XObject", {})
    for instruction in pikepdf.parse_content_stream(holder):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            kind = str(instruction.operands[0])
            said = instruction.operands[1] if operator == "BDC" else None
            name = said.get("/MCID") if isinstance(said, Dictionary) else None
            if name is not None and int(name) not in known:
                yield f"01-006: page {number}: content {int(name)} stands in no tag"
            if kind == "/Artifact" and "tag" in inside:
                yield f"01-003: page {number}: an artifact in tagged content"
            if name is not None and "artifact" in inside:
                yield f"01-004: page {number}: tagged content in an artifact"
            inside.append("artifact" if kind == "/Artifact" else "tag" if name is not None else "")
        elif operator == "EMC":
            inside.pop()
        elif operator in _DRAW and not marked and not any(inside):
            yield f"01-005: page {number}: {operator} is neither tagged nor an artifact"
        elif operator == "Do":
            drawn = objects.get(str(instruction.operands[0]))
            held = marked or any(inside)
            if isinstance(drawn, Stream) and drawn.get("/Subtype") == Name.Form:
                yield from _drawn(drawn, number, drawn, known, held)
            elif not held:
                yield f"01-005: page {number}: a picture is neither tagged nor an artifact"


def _fonts(pdf: Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font or thing.get("/Subtype") == Name.Type3:
            continue
        whole = thing.get("/DescendantFonts", [thing])[0]
        descriptor = whole.get("/FontDescriptor", {})
        if "/FontDescriptor" in whole and not any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"31-009: {thing.BaseFont} is not in the file"
        if "/DescendantFonts" in thing and "/ToUnicode" not in thing:
            yield f"10-001: {thing.BaseFont} does not say its signs"


_CHECKS: tuple[Callable[[Pdf], Iterator[str]], ...] = (_document, _structure, _annotations, _content, _fonts)
