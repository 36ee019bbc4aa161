"""Sources as CSL-JSON, written by ourselves: pandoc's own reader of BibTeX cites "de Vries" as "Vries"."""

from __future__ import annotations

import re
from typing import Any

from katern.bibliography.latex import plain
from katern.bibliography.names import Name, read_names
from katern.bibliography.source import Source

# BibTeX and biblatex entry types: CSL types
_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "review": "review", "book": "book",
    "mvbook": "book", "bookinbook": "chapter", "collection": "book", "mvcollection": "book", "reference": "book",
    "booklet": "pamphlet", "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter", "suppcollection": "chapter",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book", "mvproceedings": "book",
    "inreference": "entry-encyclopedia", "report": "report", "techreport": "report", "manual": "report", "thesis": "thesis",
    "phdthesis": "thesis", "mastersthesis": "thesis", "online": "webpage", "www": "webpage", "electronic": "webpage",
    "unpublished": "manuscript", "letter": "personal_communication", "patent": "patent", "periodical": "periodical",
    "dataset": "dataset", "software": "software", "legislation": "legislation", "jurisdiction": "legal_case",
    "standard": "standard", "video": "motion_picture", "movie": "motion_picture", "audio": "song", "music": "song",
    "image": "graphic", "artwork": "graphic",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "nieuws": "article-newspaper"}
_GENRES = {
    "phdthesis": "proefschrift", "mastersthesis": "masterscriptie", "mathesis": "masterscriptie",
    "bathesis": "bachelorscriptie", "techreport": "technisch rapport", "resreport": "onderzoeksrapport",
}  # fmt: skip
# CSL variable: the fields that hold it, the first that is filled wins
_PLAIN = {
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal",),
    "publisher-place": ("location", "address"),
    "event-title": ("eventtitle",),
    "event-place": ("venue",),
    "status": ("pubstate",),
    "version": ("version",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "title-short": ("shorttitle",),
    "abstract": ("abstract",),
    "note": ("note", "addendum"),
}
_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
_NAMES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
# braces that hold the argument of a macro protect nothing
_PROTECTED = re.compile(r"(?<![A-Za-z*])\{([^{}\\]*[^\W\d_][^{}\\]*)\}")
_DATE = re.compile(r"(-?\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_ORGANISATION_ONLY = ("organization", "institution", "publisher")

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january", "januari"), ("feb", "february", "februari"), ("mar", "march", "maart", "mrt"),
            ("apr", "april"), ("may", "mei"), ("jun", "june", "juni"), ("jul", "july", "juli"),
            ("aug", "august", "augustus"), ("sep", "sept", "september"), ("oct", "okt", "october", "oktober"),
            ("nov", "november"), ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip


def csl_item(source: Source) -> dict[str, Any]:
    """A source as one CSL-JSON item.

    Fields after CSL 1.0.2; particles are `non-dropping-particle`; a source without a date has no `issued`, which
    styles draw as "z.d.".
    """
    item: dict[str, Any] = {"id": source.key, "type": _type(source)}
    for name, variable in _NAMES.items():
        names = [_csl_name(person) for person in read_names(source.written.get(name, ""))]
        if names:
            item[variable] = names
    publisher = next((source.fields[name] for name in _PUBLISHERS if source.fields.get(name)), "")
    if "author" not in item and "editor" not in item:
        organisation = next((source.fields[name] for name in _ORGANISATION_ONLY if source.fields.get(name)), "")
        if organisation:
            item["author"] = [{"literal": organisation}]
    item.update(_titles(source))
    for variable, fields in _PLAIN.items():
        text = next((source.fields[name] for name in fields if source.fields.get(name)), "")
        if text:
            item[variable] = text
    # an organisation that is author and publisher at once is named once
    if publisher and item.get("author") != [{"literal": publisher}]:
        item["publisher"] = publisher
    item.update(_numbers(source))
    genre = source.fields.get("type") or (source.kind if source.kind in _GENRES else "")
    if genre and source.kind != "article":
        item["genre"] = _GENRES.get(genre.lower(), genre)
    for variable, date in (("issued", _issued(source)), ("accessed", read_date(source.fields.get("urldate", "")))):
        if date:
            item[variable] = date
    if source.doi:
        item["DOI"] = source.doi
    if source.url and not (source.doi and source.url.endswith(source.doi)):
        item["URL"] = source.url
    if source.language:
        item["language"] = source.language
    return item


def _type(source: Source) -> str:
    if source.kind == "article":
        return _SUBTYPES.get(source.fields.get("entrysubtype", "").lower(), "article-journal")
    return _TYPES.get(source.kind, "document")


def _titles(source: Source) -> dict[str, str]:
    found = {}
    title = _joined(_protected(source, "title"), _protected(source, "subtitle"), ": ")
    title = _joined(title, _protected(source, "titleaddon"), ". ")
    if title:
        found["title"] = title
    container = _joined(
        source.fields.get("journaltitle") or source.fields.get("journal") or source.fields.get("booktitle") or "",
        source.fields.get("journalsubtitle") or source.fields.get("booksubtitle") or "",
        ": ",
    )
    if container:
        found["container-title"] = container
    elif source.kind_group == "online" and source.fields.get("organization") and "author" in source.fields:
        found["container-title"] = source.fields["organization"]
    return found


def _joined(first: str, second: str, divider: str) -> str:
    if first and second:
        return first + (" " if first[-1] in "?!." else divider) + second
    return first or second


def _protected(source: Source, name: str) -> str:
    """A title with its capitals kept where braces protect them; what looks like a tag stays text."""
    written = source.written.get(name, "")
    marked = written
    if not source.language.startswith("nl") and "{" in written:
        marked = _PROTECTED.sub("\ue010\\1\ue011", written)
    return plain(marked).replace("\ue010", '<span class="nocase">').replace("\ue011", "</span>")


def _numbers(source: Source) -> dict[str, str]:
    found = {}
    number = source.fields.get("number") or source.fields.get("issue") or ""
    if number:
        if source.kind_group == "article" and source.kind in ("article", "suppperiodical", "review"):
            found["issue"] = number
        elif source.fields.get("series"):
            found["collection-number"] = number
        else:
            found["number"] = number
    pages = source.fields.get("pages", "")
    if pages:
        found["page"] = re.sub(r"\s*[-–—]+\s*", "-", pages)
    if source.fields.get("eid"):
        found["number"] = source.fields["eid"]
    return found


def _csl_name(name: Name) -> dict[str, str]:
    if name.et_al:
        return {"literal": "others"}  # citeproc draws it as "et al."
    if name.literal:
        return {"literal": name.literal}
    parts = {"family": name.family, "given": name.given, "non-dropping-particle": name.particle, "suffix": name.suffix}
    return {part: text for part, text in parts.items() if text}


def _issued(source: Source) -> dict[str, Any] | None:
    date = read_date(source.fields.get("date", ""))
    if date is not None:
        return date
    year = source.fields.get("year", "")
    date = read_date(year)
    if date is None:
        return {"literal": year} if year else None
    month = _month(source.fields.get("month", ""))
    if month and "date-parts" in date and len(date["date-parts"]) == 1 and len(date["date-parts"][0]) == 1:
        day = source.fields.get("day", "")
        date["date-parts"][0] += [month, int(day)] if day.isdigit() and 0 < int(day) < 32 else [month]
    return date


def _month(written: str) -> int | None:
    if written.isdigit():
        return int(written) if 0 < int(written) < 13 else None
    return _MONTH_NAMES.get(written.strip(". ").casefold())


def read_date(written: str) -> dict[str, Any] | None:
    """A date or a range in the forms that biblatex takes (ISO 8601-2 level 1), as CSL-JSON; None where it is none."""
    ends = [_date_parts(part) for part in written.split("/")[:2]]
    if not ends or ends[0] is None:
        return None
    date: dict[str, Any] = {"date-parts": [part for part in ends if part is not None]}
    if written.rstrip().endswith(("~", "%", "?")):
        date["circa"] = True
    return date


def _date_parts(written: str) -> list[int] | None:
    match = _DATE.match(written.strip())
    if match is None:
        return None
    parts = [int(match[1])]
    if match[2] and 0 < int(match[2]) < 13:
        parts.append(int(match[2]))
        if match[3] and 0 < int(match[3]) < 32:
            parts.append(int(match[3]))
    return parts
