"""What a file of a bibliography is, from what it holds: its name may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from katern.finding import Finding, Position, Said, said

# what people keep beside their sources
IGNORED = (".md", ".csl", ".gitkeep", ".license", ".pdf", ".bak", "~")


class Format(Enum):
    """The formats that are read, and those that are known by name."""

    BIBTEX = "BibTeX"
    CSL_JSON = "CSL-JSON"
    CSL_YAML = "CSL-YAML"
    RIS = "RIS"
    ENDNOTE_XML = "EndNote XML"
    MODS = "MODS XML"
    WEB_PAGE = "web page"
    PUBMED = "PubMed (nbib)"
    ENDNOTE = "EndNote (enw)"
    ZOTERO_RDF = "Zotero RDF"
    WORD = "Word or zip"
    PDF = "PDF"
    UNKNOWN = "unknown"


# those that have no name of their own
_TOLD: Mapping[Format, Said] = {
    Format.WEB_PAGE: said("bib.format", "web-page"),
    Format.WORD: said("bib.format", "word"),
    Format.PDF: said("bib.format", "pdf"),
    Format.UNKNOWN: said("bib.format", "unknown"),
}
_RIS = re.compile(r"^\s*(?:[A-Z][A-Z0-9]  ?- .*\n)*?TY  ?- ", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*@\s*\w+\s*[{(]", re.MULTILINE)
# the first sign that fits tells
_SIGNS: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"PK\x03\x04"), Format.WORD),
    (re.compile(r"%PDF-"), Format.PDF),
    (
        re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?<xml>\s*<records|<\?xml[^>]*>\s*<xml>", re.IGNORECASE),
        Format.ENDNOTE_XML,
    ),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?<mods", re.IGNORECASE), Format.MODS),
    (re.compile(r"(?:<\?xml[^>]*>\s*)?<rdf:RDF", re.IGNORECASE), Format.ZOTERO_RDF),
    (
        re.compile(
            r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)", re.IGNORECASE | re.DOTALL
        ),
        Format.WEB_PAGE,
    ),
    (re.compile(r"\[\s*[\[{\]\"]|\{\s*\""), Format.CSL_JSON),
    (re.compile(r"PMID- "), Format.PUBMED),
    (re.compile(r"%0 "), Format.ENDNOTE),
    (
        re.compile(r"(?:---\s*\n)?(?:[\w-]+:.*\n)*references:|---\s*\n\s*- (?:id|type):|- (?:id|type|title):"),
        Format.CSL_YAML,
    ),
)


def format_of(text: str, path: str) -> Format:
    """The format of a file."""
    start = text.lstrip()[:4000]
    for pattern, form in _SIGNS:
        if pattern.match(start):
            return form
    if _RIS.match(text) or (not _ENTRY.search(text) and re.search(r"^TY  ?- ", text, re.MULTILINE)):
        return Format.RIS
    # a .bib file may hold nothing but remarks
    remarks = all(not line.strip() or line.lstrip().startswith("%") for line in text.split("\n"))
    return Format.BIBTEX if remarks or _ENTRY.search(text) else Format.UNKNOWN


def foreign(form: Format, path: str) -> list[Finding]:
    """The finding for a file in a format that is not read."""
    return [Finding.error(Position(path), _TOLD.get(form) or said("bib.format", "foreign", format=form.value))]
