"""The one place that runs Typst: a document's body and data in, a tagged PDF out."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from katern.containment import inside
from katern.errors import KaternError
from katern.print import destinations
from katern.print.images import Picture
from katern.print.pagelist import asking, beginnings
from katern.saying import Said, said

TEMPLATES = Path(__file__).parent / "templates"
# readers of paper get both at once: accessible (UA-1) and kept for long (A-2a)
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
# of a drawing on a slide, so many dots an inch
_DOTS = 192
_FONT_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
# one file for each face, so that the choice between formats does not depend on the order of a folder
_FACES = {
    "font_source_sans_pro": (
        "SourceSansPro-Regular", "SourceSansPro-It", "SourceSansPro-Semibold", "SourceSansPro-SemiboldIt",
        "SourceSansPro-Bold", "SourceSansPro-BoldIt",
    ),
    "font_source_serif_pro": ("SourceSerifPro-Regular", "SourceSerifPro-Semibold", "SourceSerifPro-Bold"),
}  # fmt: skip
_UNKNOWN = re.compile(r"unknown variable: (\S+)")
# a place as Typst draws it; it counts columns from 0
_PLACE = re.compile(r"┌─ (?:.*/)?([^/\n]+\.typ):(\d+):(\d+)")


class TypesettingFailed(KaternError):
    """Typst refused what we gave it: a defect of Katern, since the lint runs first."""


class TemplateFailed(KaternError):
    """Typst refused a template of the site's own: its name, the place in it, and why."""

    def __init__(self, name: str, line: int, column: int, why: str) -> None:
        super().__init__(said("booklet", "template-failed", name=name, line=line, column=column, why=why))
        self.name, self.line, self.column, self.why = name, line, column, why


class Typesetter:
    """Sets documents with one set of fonts; `folder` is its own and holds templates, fonts and pictures."""

    def __init__(self, folder: Path, overrides: Path | None = None) -> None:
        self._folder = folder
        self._own = {file.name for file in template_files(overrides) if file.parent == overrides}
        self._copy_templates(overrides)
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(self._copy_fonts(overrides))]
        )
        self._compiler = self._new_compiler("", {})
        self._drawable: dict[str, bool] = {}

    def _copy_templates(self, overrides: Path | None) -> None:
        for template in template_files(overrides):
            shutil.copyfile(template, self._folder / template.name)

    def _copy_fonts(self, overrides: Path | None) -> Path:
        folder = self._folder / "fonts"
        folder.mkdir(parents=True, exist_ok=True)
        for path in (*font_files(), *own_font_files(overrides)):
            shutil.copyfile(path, folder / path.name)
        return folder

    def _new_compiler(self, source: str, inputs: dict[str, str]) -> typst.Compiler:
        # a query finds only a document that stands in a file
        main = self._folder / "document.typ"
        main.write_text(source, encoding="utf-8")
        return typst.Compiler(
            str(main), root=str(self._folder), font_paths=self._fonts, ignore_system_fonts=True, sys_inputs=inputs
        )

    def add(self, pictures: Mapping[str, Picture]) -> None:
        """Make pictures known by their names."""
        for picture in pictures.values():
            path = self._folder / picture.name
            if not path.exists():
                path.write_bytes(picture.data)

    def draws(self, expression: str) -> bool:
        """Whether Typst can set one expression under our standards: a sign that no font has, a broken picture."""
        if expression not in self._drawable:
            source = (
                f'#import "style.typ": sans\n#set document(title: "x")\n#set text(font: sans, lang: "nl")\n{expression}'
            )
            try:
                _, warnings = self._compiler.compile_with_warnings(
                    source.encode(), format="pdf", pdf_standards=_STANDARDS, timestamp=0
                )
            except typst.TypstError as problem:
                self._refuse_own(problem.message, problem.diagnostic)
                self._drawable[expression] = False
            else:
                self._drawable[expression] = not warnings
        return self._drawable[expression]

    def bitmap(self, name: str) -> bytes:
        """A picture that was added, as PNG for who cannot show it as a drawing; raises TypesettingFailed."""
        source = f'#set page(width: auto, height: auto, margin: 4pt, fill: white)\n#image("{name}")'
        try:
            made = self._compiler.compile(source.encode(), format="png", ppi=_DOTS)
        except typst.TypstError as problem:
            raise TypesettingFailed(said("booklet", "typst-says", text=problem.message)) from problem
        assert isinstance(made, bytes)  # one page is one file
        return made

    def pdf(self, body: str, layout: str, data: Mapping[str, Any], timestamp: int) -> bytes:
        """The PDF of a body in one of the layouts: booklet, cards or poster."""
        file = "cover" if layout == "spread" else layout
        source = f'#import "katern.typ": *\n#import "{file}.typ": *\n#show: {layout}\n{body}\n'
        self._compiler = self._new_compiler(source, {"data": as_json(data)})
        try:
            made, warnings = self._compiler.compile_with_warnings(
                format="pdf", pdf_standards=_STANDARDS, timestamp=timestamp
            )
        except typst.TypstError as problem:
            self._refuse_own(problem.message, problem.diagnostic)
            raise TypesettingFailed(_explained(data, problem.message, problem.diagnostic)) from problem
        for warning in warnings:
            self._refuse_own(str(warning.message), str(warning.diagnostic))
        if warnings:
            raise TypesettingFailed(_explained(data, *(warning.message for warning in warnings)))
        assert isinstance(made, bytes)  # a PDF is one file
        return made

    def cover(self, data: Mapping[str, Any]) -> bytes:
        """The cover of an e-book as a PNG; that of a sensitive item says nothing to who looks over a shoulder."""
        shown = dict(data)
        if data.get("sensitive"):
            shown |= {"title": data["document_title"], "subtitle": None, "description": "", "kind": ""}
        source = '#import "cover.typ": *\n#show: bookcover\n'
        self._compiler = self._new_compiler(source, {"data": as_json(shown)})
        try:
            made = self._compiler.compile(format="png", ppi=150.0)
        except typst.TypstError as problem:
            self._refuse_own(problem.message, problem.diagnostic)
            raise TypesettingFailed(_explained(data, problem.message, problem.diagnostic)) from problem
        assert isinstance(made, bytes)  # one page is one file
        return made

    def _refuse_own(self, why: str, diagnostic: str) -> None:
        """Blame a template of the site where Typst names one, or where one lacks what Katern's own of that name has."""
        for name, line, column in _PLACE.findall(diagnostic):
            if name in self._own:
                raise TemplateFailed(name, int(line), int(column) + 1, why)
        unknown = _UNKNOWN.fullmatch(why)
        if unknown and self._own:
            given = re.compile(rf"^#let {re.escape(unknown[1])}\b", re.MULTILINE)
            # most likely the one that should say it, else one that should pass it on
            name = min(sorted(self._own), key=lambda name: given.search(_text(TEMPLATES / name)) is None)
            raise TemplateFailed(name, 1, 1, why)

    def beginnings(self, body: str) -> dict[str, int]:
        """The named block at which each page begins, in the document that was set of a body last."""
        return beginnings(self._asked(asking(body)))

    def places(self, body: str) -> dict[str, destinations.Place]:
        """Where the links within a body lead, in the document that was set of it last."""
        return destinations.places(self._asked(destinations.asking(body)))

    def _asked(self, code: str) -> list[Any]:
        """The value of code about the document that was set last; an empty one asks nothing."""
        try:
            return list(json.loads(self._compiler.eval(code))) if code else []
        except typst.TypstError as problem:
            raise TypesettingFailed(said("booklet", "typst-says", text=problem.message)) from problem

    def query(self, selector: str) -> list[Any]:
        """The values of the metadata that the document set last carries under a label."""
        found = json.loads(self._compiler.query(selector, field="value"))
        return list(found)


def first_page(pdf: Path, width: int) -> bytes:
    """The first page of a PDF of ours as PNG, so many pixels wide; raises TypesettingFailed."""
    picture = f"#image({json.dumps(f'/{pdf.name}', ensure_ascii=False)}, page: 1, width: {width}pt)"
    # its types ask for a root of the same kind as the source
    source: Any = f"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n{picture}".encode()
    try:
        made = typst.compile(source, root=str(pdf.parent), format="png", ppi=72, ignore_system_fonts=True)
    except typst.TypstError as problem:
        raise TypesettingFailed(said("booklet", "typst-says", text=problem.message)) from problem
    assert isinstance(made, bytes)  # one page is one file
    return made


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def as_json(data: Mapping[str, Any]) -> str:
    """What templates are given, as they read it."""
    return json.dumps(data, ensure_ascii=False, default=asdict)


def _explained(data: Mapping[str, Any], *lines: str) -> Said:
    title = " – ".join(part for part in (data["title"], data["subtitle"]) if part)
    return said("booklet", "refused", title=title, text="\n".join(lines))


def template_files(overrides: Path | None) -> list[Path]:
    """The templates, each from the site's own folder where it has one of that name."""
    files = sorted(TEMPLATES.glob("*.typ"))
    if overrides is None:
        return files
    own = {file.name for file in files if (overrides / file.name).is_file() and inside(overrides, file.name)}
    return [overrides / file.name if file.name in own else file for file in files]


def own_font_files(overrides: Path | None) -> list[Path]:
    """The typefaces of the site itself, for signs that the others lack; a file of theirs by the same name goes first."""
    folder = overrides / "fonts" if overrides else None
    if folder is None or not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.suffix.lower() in _FONT_SUFFIXES and inside(folder, path.name)
    )


def font_files() -> list[Path]:
    """The typefaces, from their packages."""
    found = []
    for package, names in _FACES.items():
        folder = Path(str(importlib.import_module(package).__file__)).parent / "files"
        found += [folder / f"{name}.otf" for name in names]
    return found
