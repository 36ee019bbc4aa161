"""E-books: the document of an item as EPUB 3, through pandoc."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from katern.print import pandoc
from katern.print.images import Picture
from katern.print.markup import elements, make, parse, replace, serialise, with_class

_STYLE = Path(__file__).parent / "templates" / "epub.css"


def write(html: str, pictures: Mapping[str, Picture], data: Mapping[str, Any], epoch: int, output: Path) -> None:
    """Write an e-book."""
    with tempfile.TemporaryDirectory(prefix="katern-epub-") as folder:
        for picture in pictures.values():
            Path(folder, picture.name).write_bytes(picture.data)
        metadata = Path(folder, "metadata.json")
        metadata.write_text(json.dumps(_metadata(data), ensure_ascii=False), encoding="utf-8")
        options = [
            "--to=epub3", "--toc", "--toc-depth=2", "--split-level=1", f"--css={_STYLE}",
            f"--metadata-file={metadata}", f"--resource-path={folder}",
        ]  # fmt: skip
        pandoc.to_file(book(html, data), options, output, epoch)


def book(html: str, data: Mapping[str, Any]) -> str:
    """The document with what only screens need, and a colophon at its end."""
    root = parse(html)
    for title in with_class(root, "title", "div"):
        paragraph = make("p", "title")
        paragraph.text = title.text
        paragraph.extend(list(title))
        replace(title, paragraph)
    for task in elements(root, "span"):
        if task.get("data-task"):
            task.text = ("☒ " if task.get("data-task") == "true" else "☐ ") + (task.text or "")
    for kind in ("write", "write-note"):
        for box in with_class(root, kind, "div"):
            for _ in range(min(int(box.get("data-lines") or 3), 12)):
                box.append(make("p", "line", "\u00a0"))
    for box in with_class(root, "source", "div") + with_class(root, "glossary-term", "div"):
        box.set("id", box.get("data-name") or "")
    return serialise(root) + _colophon(data)


def _colophon(data: Mapping[str, Any]) -> str:
    words = data["words"]
    rows = [
        (words["authors"], data["authors"]), (words["publisher"], data["site"]),
        (words["version"], f"{data['version']}, {data['date']}"),
        (words["status"], words["draft"] if data["draft"] else words["final"]),
        (words["review"], data["review"]), (words["licence"], data["licence"]),
    ]  # fmt: skip
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows if value)
    look = f"{escape(words['look_on_site'])} {escape(data['site'])}."
    if data["address"]:
        look = f'{escape(words["look_here"])} <a href="{escape(data["address"])}">{escape(data["address_shown"])}</a>'
    calls = "".join(
        f"<dt>{escape(line['name'])}</dt><dd>{escape(line['phone'] or '')} {escape(line['for_whom'])} {escape(line['facts'])}</dd>"
        for line in data["helplines"]
    )
    help_list = f"<h1>{escape(words['helplines'])}</h1><dl>{calls}</dl>" if calls else ""
    return f"{help_list}<h1>{escape(words['colophon'])}</h1><dl>{facts}</dl><p>{escape(words['outdated'])} {look}</p>"


def _metadata(data: Mapping[str, Any]) -> dict[str, Any]:
    name = data["address"] or f"{data['site']}/{data['stem']}"
    return {
        "title": data["title"],
        "creator": data["authors"],
        "publisher": data["site"],
        "description": data["description"],
        "rights": data["licence"],
        "date": data["iso_date"],
        "lang": f"{data['lang']}-{data['region']}",
        "toc-title": data["words"]["contents"],
        "identifier": [{"scheme": "UUID", "text": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"}],
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": ["tableOfContents", "structuralNavigation", "alternativeText", "readingOrder"],
        "accessibilityHazards": ["none"],
    }
