"""E-books: the document of an item as EPUB 3, through pandoc."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from katern import halfmade
from katern.print import conversion, pagelist
from katern.print.forpandoc import keep_forms
from katern.print.images import Picture
from katern.print.markup import elements, make, parse, serialise, with_class
from katern.words.print import Print

_TEXTS = "EPUB/text/ch"
_STANDARD = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
_FEATURES = ("tableOfContents", "structuralNavigation", "alternativeText", "readingOrder")
_OF_PAGES = ("pageNavigation", "pageBreakMarkers")
_STYLE = Path(__file__).parent / "templates" / "epub.css"


def write(
    html: str,
    pictures: Mapping[str, Picture],
    data: Mapping[str, Any],
    epoch: int,
    output: Path,
    cover: bytes,
    begin: Mapping[str, int] | None = None,
) -> None:
    """Write an e-book; `cover` is a PNG, `begin` holds the blocks at which pages of paper begin."""
    with halfmade.folder("epub") as folder:
        for picture in pictures.values():
            Path(folder, picture.name).write_bytes(picture.data)
        Path(folder, "cover.png").write_bytes(cover)
        metadata = Path(folder, "metadata.json")
        metadata.write_text(json.dumps(_metadata(data, bool(begin)), ensure_ascii=False), encoding="utf-8")
        options = [
            "--to=epub3", "--mathml", "--toc", "--toc-depth=2", "--split-level=1", f"--css={_STYLE}",
            f"--metadata-file={metadata}", f"--resource-path={folder}",
            f"--epub-cover-image={Path(folder, 'cover.png')}",
        ]  # fmt: skip
        conversion.to_file(book(html, data, begin), options, output, epoch)
    _finish(output, data)


def _finish(file: Path, data: Mapping[str, Any]) -> None:
    """What pandoc does not say: pages, titles of chapters, what the book conforms to, and the words of its language."""
    content, words, title = file.read_bytes(), data["words"], str(data["document_title"])
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        chapters = sorted(name for name in made.namelist() if name.startswith(_TEXTS))
        texts = {name.removeprefix("EPUB/"): made.read(name).decode() for name in chapters}
    pages = pagelist.page_list(texts, words.units["booklet"].capitalize())

    def changed(name: str, part: bytes) -> bytes:
        text = part.decode() if name.endswith((".xhtml", ".opf")) else ""
        if name.startswith(_TEXTS):
            text = pagelist.told_in(text, words.page, title)
        elif name.endswith("/cover.xhtml"):
            # the drawing on the first page says what it is
            text = text.replace("<svg ", f'<svg role="img" aria-label="{escape(title, quote=True)}" ', 1)
        elif name.endswith("/nav.xhtml"):
            text = _in_language(text, words).replace("</body>", f"{pages}\n</body>", 1)
        elif name.endswith(".opf"):
            text = _in_language(text, words).replace("</metadata>", f"{_conforms(data)}</metadata>", 1)
        return text.encode() if text else part

    file.write_bytes(conversion.repacked(content, changed, with_moments=True))


def _in_language(text: str, words: Print) -> str:
    """What pandoc says in English."""
    said = {"Title Page": words.title, "Table of Contents": words.contents, "Cover": words.front}
    for theirs, ours in said.items():
        text = text.replace(f">{theirs}</a>", f">{escape(ours)}</a>")
        text = text.replace(f'title="{theirs}"', f'title="{escape(ours, quote=True)}"')
    return text


def _conforms(data: Mapping[str, Any]) -> str:
    """What the book conforms to, by whose word, and which paper its pages are of."""
    told = f'<meta property="dcterms:conformsTo" id="conforms">{_STANDARD}</meta>'
    told += f'<meta property="a11y:certifiedBy" refines="#conforms">{escape(str(data["site"]))}</meta>'
    if data.get("paged"):
        source = f"{data['paged']}.pdf, {data['version']}, {data['date']}"
        told += f'<meta property="pageBreakSource">{escape(source)}</meta>'
    return told


def book(html: str, data: Mapping[str, Any], begin: Mapping[str, int] | None = None) -> str:
    """The document with what only screens need, and a colophon at its end."""
    root = parse(html)
    pagelist.into_book(root, begin or {})
    keep_forms(root)
    for kind in ("write", "write-note"):
        for box in with_class(root, kind, "div"):
            for _ in range(min(int(box.get("data-lines") or 3), 12)):
                box.append(make("div", "line", "\u00a0"))
    for box in with_class(root, "source", "div") + with_class(root, "glossary-term", "div"):
        box.set("id", box.get("data-name") or "")
    # pandoc starts a chapter at a heading only where no element holds it
    return "".join(serialise(element) for element in next(elements(root))) + _colophon(data)


def _colophon(data: Mapping[str, Any]) -> str:
    words = data["words"]
    end = make("div")
    if data["helplines"]:
        end.append(make("h1", text=words.helplines))
        end.append(_list([(line["name"], _in_words(line)) for line in data["helplines"]]))
    end.append(make("h1", text=words.colophon))
    rows = [
        (words.authors, data["authors"]),
        (words.publisher, data["site"]),
        (words.version, f"{data['version']}, {data['date']}"),
        (words.status, words.draft if data["draft"] else words.final),
        (words.review, data["review"]),
        (words.licence, data["licence"]),
    ]
    end.append(_list([row for row in rows if row[1]]))
    look = make("p", text=f"{words.outdated} {words.look_on_site} {data['site']}.")
    if data["address"]:
        look.text = f"{words.outdated} {words.look_here} "
        look.append(make("a", text=data["address_shown"], href=data["address"]))
    end.append(look)
    return "".join(serialise(element) for element in end)


def _list(rows: list[tuple[str, str]]) -> HtmlElement:
    terms = make("dl")
    for name, value in rows:
        terms.extend([make("dt", text=name), make("dd", text=value)])
    return terms


def _in_words(line: Mapping[str, str]) -> str:
    return " · ".join(part for part in (line["phone"], line["for_whom"], line["facts"]) if part)


def _metadata(data: Mapping[str, Any], paged: bool) -> dict[str, Any]:
    name = data["address"] or f"{data['site']}/{data['stem']}"
    return {
        "title": data["document_title"],
        "creator": data["authors"],
        "publisher": data["site"],
        "description": data["description"],
        "rights": data["licence"],
        "date": data["iso_date"],
        "lang": f"{data['lang']}-{data['region']}",
        "toc-title": data["words"].contents,
        "identifier": [{"scheme": "UUID", "text": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"}],
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": [*_FEATURES, *(_OF_PAGES if paged else ())],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": data["words"].epub_access,
    }
