"""Booklets that readers put together in their browser: the pieces to choose from, and what sets them there."""

from __future__ import annotations

import base64
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from katern.items import Booklet
from katern.npm import Package, brought, members
from katern.print.booklet import Plan
from katern.print.images import Picture
from katern.print.markup import elements, has_class, text_of
from katern.print.typeset import as_json, font_files, own_font_files, template_files
from katern.print.typst.footnotes import Notes
from katern.print.typst.writer import Writer, joined

# what a job is called that makes the pieces
OWN = "own"
# Typst as WebAssembly, of the same line as the one that sets the other files
TYPST = Package(
    "@myriaddreamin/typst-ts-web-compiler",
    "0.8.0-rc3",
    "akc8TlhBzldlU1DtbDvR/6ufzgJmQrZMqfYY2fCFbH7y/+h3YdmnyF+twtVqwv+g6YuFXm/Oc1wwa6cYQX4/aw==",
)
# the typefaces for code and formulas, which Typst has in itself everywhere but in a browser
DEJAVU = Package(
    "dejavu-fonts-ttf",
    "2.37.3",
    "f1hd7jJbeQa1VWcw+K2KrTXS50zTMaHpVC4XIKJpNcDeYR5ajMtj/iLlQDYNvLOKamUB3ARVVCf79lNwNVztSQ==",
)
PACKAGES = (TYPST, DEJAVU)
# of each package, what browsers are served, and under which name: another version is another file
_SCRIPT, _PROGRAM = f"typst-{TYPST.version}.js", f"typst-{TYPST.version}.wasm"
_SERVED = {
    TYPST: {"pkg/typst_ts_web_compiler.mjs": _SCRIPT, "pkg/typst_ts_web_compiler_bg.wasm": _PROGRAM},
    DEJAVU: {"ttf/DejaVuSansMono.ttf": "DejaVuSansMono.ttf", "ttf/DejaVuMathTeXGyre.ttf": "DejaVuMathTeXGyre.ttf"},
}
# names the files of the folder, and holds the templates
TOOLS = "tools.json"


def selfmade(plans: Sequence[Plan], end: str) -> Iterator[Plan]:
    """For each item, and each edition of it that is a booklet of more than one page, the plan of what readers choose from."""
    seen: set[tuple[str, str | None, bool]] = set()
    # a plain booklet gives its name, where an edition has one
    for plan in sorted(plans, key=lambda plan: plan.booklet.large or plan.booklet.black_and_white):
        booklet, edition = plan.booklet, (plan.item.path, plan.edition, plan.declared)
        if booklet.layout == "booklet" and len(plan.pages) > 1 and edition not in seen:
            seen.add(edition)
            own = Booklet(id=booklet.id, edition=booklet.edition, title=booklet.title)
            yield replace(plan, booklet=own, stem=f"{plan.stem}-{end}", selfmade=True)


def pieces(whole: HtmlElement) -> str:
    """A document in pieces, as JSON: chapters with the names of what they refer to, and lists whose entries have these names."""
    chapters: list[dict[str, Any]] = []
    lists: list[dict[str, Any]] = []
    for child in whole:
        if has_class(child, "chapter"):
            leads = (link.get("href") or "" for link in elements(child, "a"))
            uses = {lead[1:] for lead in leads if lead.startswith("#")}
            chapters.append({"title": text_of(child[0]), "text": _written(child), "uses": sorted(uses)})
        elif child.tag == "h1":
            lists.append({"head": _written(child), "entries": []})
        else:
            lists[-1]["entries"].append({"name": child.get("data-name"), "text": _written(child)})
    return json.dumps({"chapters": chapters, "lists": lists}, ensure_ascii=False)


def _written(element: HtmlElement) -> str:
    writer = Writer(Notes(element))
    return joined([writer.alone(element), *writer.notes.orphans(writer)])


def as_file(text: str, pictures: Mapping[str, Picture], data: Mapping[str, Any]) -> bytes:
    """What a browser loads to put a booklet together."""
    shown = {name: base64.b64encode(picture.data).decode() for name, picture in pictures.items()}
    whole = {**json.loads(text), "data": json.loads(as_json(data)), "pictures": shown}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def lacking(folder: Path) -> bool:
    """Whether a package was not brought into this folder."""
    return any(brought(package, folder) is None for package in PACKAGES)


def write_tools(output: Path, packages: Path, overrides: Path | None) -> None:
    """Write what sets a booklet in a browser into a folder; what was brought to `packages` only where it is not there yet."""
    output.mkdir(exist_ok=True)
    for package, served in _SERVED.items():
        content = None if all((output / name).exists() for name in served.values()) else brought(package, packages)
        for name, file in zip(served.values(), members(content, list(served)), strict=True) if content else ():
            (output / name).write_bytes(file)
    faces = (*font_files(), *own_font_files(overrides))
    for face in faces:
        shutil.copyfile(face, output / face.name)
    templates = {path.name: path.read_text(encoding="utf-8") for path in template_files(overrides)}
    brought_faces = [name for served in _SERVED.values() for name in served.values() if name.endswith(".ttf")]
    fonts = [*brought_faces, *dict.fromkeys(face.name for face in faces)]
    kit = {"script": _SCRIPT, "program": _PROGRAM, "fonts": fonts, "templates": templates}
    (output / TOOLS).write_text(json.dumps(kit, ensure_ascii=False), encoding="utf-8")
