"""Reading RIS, as Zotero, EndNote, Mendeley and publishers write it: each record as a CSL-JSON item with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from katern.bibliography.cslfields import entry_of
from katern.bibliography.dates import read_date
from katern.bibliography.entries import MOST
from katern.bibliography.names import read_names
from katern.bibliography.written import Place, Written
from katern.finding import Finding, Position, said, shown

_LINE = re.compile(r"\s*([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)$")
# RIS type: CSL type
TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book",
    "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CPAPER": "paper-conference", "CONF": "paper-conference",
    "RPRT": "report", "GOVDOC": "report", "THES": "thesis", "ELEC": "webpage", "BLOG": "post-weblog", "UNPB": "manuscript",
    "MANSCPT": "manuscript", "DATA": "dataset", "COMP": "software", "STAT": "legislation", "BILL": "legislation",
    "LEGAL": "legislation", "CASE": "legal_case", "PAMP": "pamphlet", "VIDEO": "motion_picture", "MPCT": "motion_picture",
    "SOUND": "song", "MUSIC": "song", "ART": "graphic", "FIGURE": "graphic", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-encyclopedia", "STAND": "standard", "PAT": "patent", "PCOMM": "personal_communication", "JFULL": "periodical",
    "SLIDE": "speech", "MAP": "map", "INPR": "article-journal", "GEN": "document",
    "ICOMM": "personal_communication", "HEAR": "report", "ADVS": "motion_picture", "ABST": "article-journal", "CLSWK": "book",
    "ANCIENT": "book", "SER": "book", "CTLG": "book", "GRANT": "report", "UNBILL": "bill", "DBASE": "dataset", "AGGR": "dataset",
    "CHART": "graphic", "EQUA": "graphic", "MULTI": "document",
}  # fmt: skip
_ARTICLES = ("article-journal", "article-magazine", "article-newspaper", "review")
_PARTS = ("chapter", "paper-conference", "entry-encyclopedia", *_ARTICLES)
# RIS has no sign for an organisation: nobody's given name holds "and"
_ORGANISATION = re.compile(r",.*\s(?:en|and|und|et|&)\s|,,")
_VARIABLES = {
    "TI": "title", "T1": "title", "ST": "title-short", "VL": "volume", "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place",
    "ET": "edition", "M3": "genre", "DO": "DOI", "UR": "URL", "L1": "", "LA": "language", "AB": "abstract", "N2": "abstract", "J2": "container-title-short",
    "JA": "container-title-short", "NV": "number-of-volumes", "C5": "",
}  # fmt: skip
# the tags of RIS, those of databases and of reference managers themselves too: what they say beside the above, no style asks for
_TAG = re.compile(
    r"[ACLMU][1-9]|A[BDNUV]|BT|C[ALNPRTY]|D[ABIOPS]|E[DMPRT]|F[DN]|H[12]|I[DNPS]|J[12AFIO]|KW|L[ABCKL]|MD|N[12ORV]|O[ALPTW]|P[ABGMPTY]|R[DINPST]"
    r"|S[CELFNPRTV]|T[1-4ACISTY]|U[RT]|V[LOR]|W[PTV]|Y[12R]"
)
_AUTHORS = {
    "AU": "author",
    "A1": "author",
    "A2": "editor",
    "ED": "editor",
    "A3": "collection-editor",
    "A4": "translator",
}


@dataclass
class _Record:
    at: Place
    values: list[tuple[str, str, int]] = field(default_factory=list)

    def first(self, *tags: str) -> str:
        return next((text for tag in tags for name, text, _ in self.values if name == tag and text), "")


def read_ris(text: str, path: str) -> tuple[list[Written], list[Finding]]:
    """All records of a RIS file; a record without an ID is called by its first author and year."""
    entries: list[Written] = []
    findings: list[Finding] = []
    used: set[str] = set()
    for record in _records(text, path, findings):
        item = _item(record)
        key = record.first("ID") if len(record.first("ID").split()) == 1 else ""
        key = key or _made_key(item, used)
        used.add(key)
        if record.first("TY").upper() not in TYPES:
            unknown = said("bib.unknown-type", "ris", type=shown(record.first("TY")), key=shown(key))
            findings.append(Finding.warning(Position(path, *record.at), unknown))
        for tag, text, line in record.values:
            if text and not _TAG.fullmatch(tag):
                lost = said("bib.unknown-field", "ris", tag=tag, value=shown(text))
                findings.append(Finding.warning(Position(path, line), lost))
        findings += _again(record, path)
        entries.append(entry_of(item, key, record.at))
    return entries, findings[:MOST]


def _records(text: str, path: str, findings: list[Finding]) -> Iterator[_Record]:
    record: _Record | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = _LINE.match(line)
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line.strip())
        if tag == "TY":
            if record is not None:
                findings.append(_unclosed(path, record))
                yield record
            record = _Record((number, 1), [("TY", value, number)])
        elif tag == "ER" and record is not None:
            yield record
            record = None
        elif record is not None and tag:
            record.values.append((tag, value, number))
        elif record is not None and value:  # a long value goes on on the next line
            name, before, first = record.values[-1]
            record.values[-1] = (name, f"{before} {value}".strip(), first)
        elif value:
            stray = said("bib.parse", "ris-stray") if tag else said("bib.parse", "no-ris")
            findings.append(Finding.error(Position(path, number), stray))
    if record is not None:
        findings.append(_unclosed(path, record))
        yield record


def _again(record: _Record, path: str) -> Iterator[Finding]:
    """bib.unknown-field: a second address or title, of which nothing is read; files of the reader's own do not count."""
    seen: dict[str, str] = {}
    for tag, text, line in record.values:
        if text and _VARIABLES.get(tag) and seen.setdefault(tag, text) != text:
            lost = said("bib.unknown-field", "ris-again", tag=tag, value=shown(text))
            yield Finding.warning(Position(path, line), lost)


def _unclosed(path: str, record: _Record) -> Finding:
    return Finding.error(Position(path, *record.at), said("bib.parse", "ris-unclosed"))


def _item(record: _Record) -> dict[str, Any]:
    kind = TYPES.get(record.first("TY").upper(), "document")
    item: dict[str, Any] = {"type": kind}
    for tag, text, _ in record.values:
        if tag in _AUTHORS and text:
            item.setdefault(_AUTHORS[tag], []).append(_name(text))
        elif _VARIABLES.get(tag) and text:
            item.setdefault(_VARIABLES[tag], text)
    item.update(_containers(record, kind))
    item.update(_numbers(record, kind))
    for variable, text in (("issued", record.first("DA", "PY", "Y1")), ("accessed", record.first("Y2"))):
        date = _date(text, record.first("PY") if variable == "issued" else "")
        if date:
            item[variable] = date
    words = [text for tag, text, _ in record.values if tag == "KW" and text]
    more = (
        ("keyword", ", ".join(words)),
        ("annote", "\n".join(text for tag, text, _ in record.values if tag == "N1" and text)),
    )
    return {**item, **{variable: text for variable, text in more if text}}


def _containers(record: _Record, kind: str) -> Iterator[tuple[str, str]]:
    container = record.first("T2", "JF", "JO", "BT") if kind != "book" else ""
    series = record.first("T3") or (record.first("T2") if kind == "book" else "")
    if container:
        yield "container-title", container
    if series:
        yield "collection-title", series
    if kind == "book" and record.first("BT") and not record.first("TI", "T1"):
        yield "title", record.first("BT")


def _numbers(record: _Record, kind: str) -> Iterator[tuple[str, str]]:
    first, last = record.first("SP"), record.first("EP")
    if first:
        yield "page", first if not last or "-" in first else f"{first}-{last}"
    issue, number = record.first("IS"), record.first("M1")
    if issue:
        yield ("issue" if kind in _ARTICLES else "collection-number" if record.first("T3") else "number"), issue
    if number:
        yield "number", number
    serial = record.first("SN")
    if serial:
        yield ("ISSN" if kind in _ARTICLES or re.fullmatch(r"\d{4}-?\d{3}[\dXx]", serial) else "ISBN"), serial


def _date(written: str, year: str) -> dict[str, Any] | None:
    """A date of RIS, `2020/03/05/other`; other signs may stand for a date that is none."""
    parts = [part.strip() for part in written.split("/")]
    date = read_date("-".join(part.zfill(2) for part in parts[:3] if part))
    if date is None and written and not year:
        return {"literal": written}
    return date or (read_date(year[:4]) if year else None) or ({"literal": year} if year else None)


def _name(written: str) -> dict[str, str]:
    if "," not in written or _ORGANISATION.search(written):
        return {"literal": "others" if written in ("et al.", "others") else written.replace(",,", ",")}
    family, *rest = (part.strip() for part in written.split(","))
    written = ", ".join([family, *rest[1:], *rest[:1]])  # RIS has the suffix last, BibTeX before the given name
    name = read_names("".join(sign for sign in written if sign not in "{}\\"))[0]
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _made_key(item: dict[str, Any], used: set[str]) -> str:
    author = (item.get("author") or [{}])[0]
    name = re.sub(
        r"[^\w]", "", author.get("family") or author.get("literal") or item.get("title", "") or "bron"
    ).casefold()[:30]
    year = str((item.get("issued", {}).get("date-parts") or [["zj"]])[0][0])
    key = base = f"{name}{year}"
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    while key in used:
        key = base + next(letters, str(len(used)))
    return key
