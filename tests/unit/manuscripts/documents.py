"""Documents as word processors save them: pandoc writes them, and what it cannot write is put into their XML."""

from __future__ import annotations

import html
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from katern.pandoc import run_pandoc


def docx(folder: Path, markdown: str, name: str = "in.docx", after: str = "") -> Path:
    """A document of a text in pandoc's Markdown; `after` is XML that stands at its end."""
    file = folder / name
    run_pandoc(["--from=markdown", "--to=docx", f"--resource-path={folder}", f"--output={file}"], markdown)
    if after:
        _change(file, after)
    return file


def _change(file: Path, after: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(out, "w") as made:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == "word/document.xml":
                text = content.decode()
                end = "<w:sectPr" if "<w:sectPr" in text else "</w:body>"
                at = text.rindex(end)
                content = (text[:at] + after + text[at:]).encode()
            made.writestr(info, content)
    file.write_bytes(out.getvalue())


def paragraph(*parts: str) -> str:
    return "<w:p>" + "".join(parts) + "</w:p>"


def words(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def field(code: str, shown: str) -> str:
    """A field as Word has it: a code that nobody sees, and what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f'<w:r><w:instrText xml:space="preserve"> {html.escape(code, quote=False)} </w:instrText></w:r>'
    return f"{mark.format('begin')}{instruction}{mark.format('separate')}{words(shown)}{mark.format('end')}"


def cited(number: int, shown: str, data: dict[str, Any], **item: Any) -> str:
    """A citation as Zotero writes it into a document."""
    code = {
        "citationID": "aB3",
        "properties": {"formattedCitation": shown, "plainCitation": shown, "noteIndex": 0},
        "citationItems": [
            {"id": number, "uris": [f"http://zotero.org/users/1/items/AAAA{number:04}"], "itemData": {"id": number, **data}, **item}
        ],
        "schema": "https://github.com/citation-style-language/schema/raw/master/csl-citation.json",
    }  # fmt: skip
    return field("ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps(code), shown)


LIST_OF_SOURCES = field(
    'ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY', "Vries, A. (2020)."
)
