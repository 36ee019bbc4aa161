"""E-books: the document of an item as EPUB 3, through pandoc."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from katern import halfmade
from katern.print import conversion
from katern.print.images import Picture
from katern.print.markup import BLOCKS, elements, make, move_content, parse, serialise, with_class

_STYLE = Path(__file__).parent / "templates" / "epub.css"


def write(
    html: str, pictures: Mapping[str, Picture], data: Mapping[str, Any], epoch: int, output: Path, cover: bytes
) -> None:
    """Write an e-book; `cover` is a PNG."""
    with halfmade.folder("epub") as folder:
        for picture in pictures.values():
            Path(folder, picture.name).write_bytes(picture.data)
        Path(folder, "cover.png").write_bytes(cover)
        metadata = Path(folder, "metadata.json")
        metadata.write_text(json.dumps(_metadata(data), ensure_ascii=False), encoding="utf-8")
        options = [
            "--to=epub3", "--mathml", "--toc", "--toc-depth=2", "--split-level=1", f"--css={_STYLE}",
            f"--metadata-file={metadata}", f"--resource-path={folder}",
            f"--epub-cover-image={Path(folder, 'cover.png')}",
        ]  # fmt: skip
        conversion.to_file(book(html, data), options, output, epoch)
    _describe_cover(output, str(data["document_title"]))


def _describe_cover(file: Path, title: str) -> None:
    """The drawing on the first page says what it is."""
    said = f'<svg role="img" aria-label="{escape(title, quote=True)}" '

    def changed(name: str, content: bytes) -> bytes:
        return content.replace(b"<svg ", said.encode(), 1) if name.endswith("/cover.xhtml") else content

    file.write_bytes(conversion.repacked(file.read_bytes(), changed, with_moments=True))


def book(html: str, data: Mapping[str, Any]) -> str:
    """The document with what only screens need, and a colophon at its end."""
    root = parse(html)
    for task in elements(root, "span"):
        if task.get("data-task"):
            task.text = ("☒ " if task.get("data-task") == "true" else "☐ ") + (task.text or "")
    _languages(root)
    for kind in ("write", "write-note"):
        for box in with_class(root, kind, "div"):
            for _ in range(min(int(box.get("data-lines") or 3), 12)):
                box.append(make("div", "line", "\u00a0"))
    for box in with_class(root, "source", "div") + with_class(root, "glossary-term", "div"):
        box.set("id", box.get("data-name") or "")
    # pandoc starts a chapter at a heading only where no element holds it
    return "".join(serialise(element) for element in next(elements(root))) + _colophon(data)


def _languages(root: HtmlElement) -> None:
    """What is in another language says so on its text: pandoc forgets it on a paragraph."""
    for element in elements(root):
        language = element.get("lang")
        if not language or element.tag in ("span", "div"):
            continue
        if any(child.tag in BLOCKS for child in element):
            for child in element:
                child.set("lang", child.get("lang") or language)
            continue
        marked = make("span", lang=language)
        move_content(element, marked)
        element.append(marked)


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


def _metadata(data: Mapping[str, Any]) -> dict[str, Any]:
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
        "accessibilityFeatures": ["tableOfContents", "structuralNavigation", "alternativeText", "readingOrder"],
        "accessibilityHazards": ["none"],
        "accessibilitySummary": data["words"].epub_access,
    }
