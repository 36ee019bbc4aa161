"""Records of sources as services and programs give them in JSON, as CSL-JSON: Crossref, DataCite, Zotero, and CSL itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Item = dict[str, Any]

# Crossref's type of a work: CSL's
_CROSSREF = {
    "journal-article": "article-journal", "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter",
    "monograph": "book", "edited-book": "book", "reference-book": "book", "book-set": "book", "book-series": "book",
    "proceedings-article": "paper-conference", "proceedings": "book", "posted-content": "article", "dissertation": "thesis",
    "reference-entry": "entry-encyclopedia", "report-component": "report", "report-series": "report", "peer-review": "review",
    "journal": "periodical", "journal-issue": "periodical",
}  # fmt: skip
# Zotero's type of an item: CSL's
_ZOTERO = {
    "journalArticle": "article-journal", "magazineArticle": "article-magazine", "newspaperArticle": "article-newspaper",
    "book": "book", "bookSection": "chapter", "conferencePaper": "paper-conference", "report": "report", "thesis": "thesis",
    "webpage": "webpage", "blogPost": "post-weblog", "forumPost": "post", "manuscript": "manuscript", "dataset": "dataset",
    "computerProgram": "software", "statute": "legislation", "bill": "bill", "case": "legal_case", "hearing": "report",
    "film": "motion_picture", "videoRecording": "motion_picture", "tvBroadcast": "broadcast", "radioBroadcast": "broadcast",
    "podcast": "song", "audioRecording": "song", "artwork": "graphic", "map": "map", "patent": "patent", "letter": "personal_communication",
    "email": "personal_communication", "interview": "interview", "presentation": "speech", "encyclopediaArticle": "entry-encyclopedia",
    "dictionaryEntry": "entry-dictionary", "standard": "standard", "preprint": "article", "document": "document",
    "instantMessage": "personal_communication",
}  # fmt: skip
_ZOTERO_FIELDS = {
    "title": "title", "caseName": "title", "nameOfAct": "title", "subject": "title", "shortTitle": "title-short",
    "publicationTitle": "container-title", "bookTitle": "container-title", "proceedingsTitle": "container-title",
    "websiteTitle": "container-title", "blogTitle": "container-title", "encyclopediaTitle": "container-title",
    "dictionaryTitle": "container-title", "forumTitle": "container-title", "journalAbbreviation": "container-title-short",
    "series": "collection-title", "seriesTitle": "collection-title", "seriesNumber": "collection-number", "volume": "volume",
    "issue": "issue", "numberOfVolumes": "number-of-volumes", "edition": "edition", "place": "publisher-place",
    "publisher": "publisher", "institution": "publisher", "university": "publisher", "repository": "publisher", "pages": "page",
    "numPages": "number-of-pages", "reportNumber": "number", "reportType": "genre", "thesisType": "genre", "number": "number",
    "archiveID": "number", "DOI": "DOI", "ISBN": "ISBN", "ISSN": "ISSN", "url": "URL", "language": "language",
    "conferenceName": "event-title", "versionNumber": "version",
}  # fmt: skip
_ZOTERO_MAKERS = {
    "author": "author", "editor": "editor", "translator": "translator", "bookAuthor": "container-author",
    "seriesEditor": "collection-editor", "director": "director", "reviewedAuthor": "reviewed-author", "recipient": "recipient",
    "composer": "composer", "interviewer": "interviewer", "programmer": "author", "podcaster": "author", "artist": "author",
    "cartographer": "author", "inventor": "author", "presenter": "author", "performer": "author", "interviewee": "author",
    "sponsor": "author",
}  # fmt: skip
# what is no source: pieces that hang below an item
_NO_SOURCE = ("note", "attachment", "annotation")
# of a record of a service only what says what the work is
_KNOWN = (
    "type", "title", "container-title", "volume", "issue", "page", "publisher", "publisher-place", "edition", "collection-title",
    "event-title", "genre", "number", "version", "language", "DOI", "URL", "ISBN", "ISSN", "issued", "author", "editor",
    "translator", "container-author", "title-short", "number-of-pages",
)  # fmt: skip
_TAG = re.compile(r"<(?P<close>/?)(?:jats:|mml:)?(?P<name>[A-Za-z-]+)[^<>]*>")
_MARKS = {"i": "i", "italic": "i", "em": "i", "b": "b", "bold": "b", "sup": "sup", "sub": "sub", "sc": "sc"}
_KEY = re.compile(r"^\s*(?:Citation Key|bibtex)\s*:\s*(\S+)\s*$", re.MULTILINE | re.IGNORECASE)


def records_in(content: Any) -> list[Any] | None:
    """The records of a JSON file, each as it stands there; None where it holds none."""
    if isinstance(content, list):
        return content
    if not isinstance(content, Mapping):
        return None
    inner = content.get("message", content)  # as Crossref answers
    if isinstance(inner, Mapping):
        for name in ("items", "references"):
            if isinstance(inner.get(name), list):
                return list(inner[name])
    data = content.get("data")  # as DataCite answers
    if isinstance(data, list):
        return data
    if isinstance(data, Mapping) and "itemType" not in data:
        return [data]
    return [inner]


def csl_of(record: Any) -> Item | None:
    """A record as CSL-JSON; None for what is no source, such as a note in Zotero, and where nobody knows what it is."""
    if not isinstance(record, Mapping):
        return None
    if isinstance(record.get("csljson"), Mapping):
        return dict(record["csljson"])
    data = record.get("data", record)
    if isinstance(data, Mapping) and "itemType" in data:
        return _of_zotero(data)
    if isinstance(record.get("attributes"), Mapping):
        return _of_datacite(record["attributes"])
    if isinstance(record.get("title"), list) or "indexed" in record:
        return _of_crossref(record)
    return dict(record) if record.get("type") or record.get("title") else None


def key_in(record: Any) -> str:
    """The key that a Zotero item has of its own, or that an extension of it wrote in its field for all else."""
    data = record.get("data", record) if isinstance(record, Mapping) else {}
    if not isinstance(data, Mapping):
        return ""
    found = _KEY.search(str(data.get("extra", "")))
    return str(data.get("citationKey") or data.get("citekey") or (found[1] if found else ""))


def _of_crossref(record: Mapping[str, Any]) -> Item:
    item = {name: _first(value) for name, value in record.items() if name in _KNOWN}
    item["type"] = _CROSSREF.get(str(record.get("type", "")), str(record.get("type", "document")))
    subtitle = _first(record.get("subtitle"))
    if subtitle and item.get("title"):
        item["title"] = f"{item['title']}: {subtitle}"
    for name in ("title", "container-title"):
        if isinstance(item.get(name), str):
            item[name] = _text(item[name])
    for name in ("author", "editor", "translator"):
        if isinstance(record.get(name), list):
            item[name] = [_person(one) for one in record[name] if isinstance(one, Mapping)]
    dates = (record.get(name) for name in ("issued", "published-print", "published-online", "published"))
    issued = next((date for date in dates if _is_date(date)), None)
    item.pop("issued", None)
    return {**item, "issued": issued} if issued else item


def _first(value: Any) -> Any:
    """Crossref gives lists of what a work has once."""
    return (value[0] if value else "") if isinstance(value, list) else value


def _is_date(date: Any) -> bool:
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    return (
        isinstance(parts, list) and bool(parts) and isinstance(parts[0], list) and bool(parts[0]) and bool(parts[0][0])
    )


def _person(one: Mapping[str, Any]) -> Item:
    if one.get("name") or one.get("literal"):
        return {"literal": str(one.get("name") or one.get("literal"))}
    return {name: str(one[name]) for name in ("family", "given", "suffix") if one.get(name)}


def _text(marked: str) -> str:
    """What a publisher wrote with its own tags, with those of CSL."""

    def tag(match: re.Match[str]) -> str:
        mark = _MARKS.get(match["name"].lower(), "")
        return f"<{match['close']}{mark}>" if mark else ""

    return " ".join(html.unescape(_TAG.sub(tag, marked)).split())


def _of_datacite(attributes: Mapping[str, Any]) -> Item:
    kinds = attributes.get("types") or {}
    titles = [one.get("title", "") for one in attributes.get("titles") or () if not one.get("titleType")]
    publisher = attributes.get("publisher")
    item: Item = {
        "type": {"article": "document"}.get(kinds.get("citeproc", ""), kinds.get("citeproc") or "document"),
        "title": _text(titles[0]) if titles else "",
        "author": [_of_creator(one) for one in attributes.get("creators") or ()],
        "publisher": publisher.get("name", "") if isinstance(publisher, Mapping) else str(publisher or ""),
        "DOI": str(attributes.get("doi", "")),
        "URL": str(attributes.get("url", "")),
        "language": str(attributes.get("language") or ""),
        "version": str(attributes.get("version") or ""),
    }
    year = str(attributes.get("publicationYear") or "")
    if year.isdecimal():
        item["issued"] = {"date-parts": [[int(year)]]}
    return {name: value for name, value in item.items() if value}


def _of_creator(one: Mapping[str, Any]) -> Item:
    if one.get("nameType") == "Organizational" or not one.get("familyName"):
        name = str(one.get("name", ""))
        family, comma, given = name.partition(", ")
        personal = one.get("nameType") == "Personal" and comma
        return {"family": family, "given": given} if personal else {"literal": name}
    return {"family": str(one["familyName"]), "given": str(one.get("givenName", ""))}


def _of_zotero(data: Mapping[str, Any]) -> Item | None:
    kind = str(data["itemType"])
    if kind in _NO_SOURCE:
        return None
    item: Item = {"type": _ZOTERO.get(kind, "document")}
    for name, variable in _ZOTERO_FIELDS.items():
        if data.get(name) and variable not in item:
            item[variable] = str(data[name])
    for variable, person in _zotero_makers(data.get("creators") or ()):
        item.setdefault(variable, []).append(person)
    for field, variable in (("date", "issued"), ("accessDate", "accessed")):
        if date := _zotero_date(str(data.get(field) or "")):
            item[variable] = date
    return item


def _zotero_makers(creators: Sequence[Any]) -> Iterator[tuple[str, Item]]:
    for one in creators:
        variable = _ZOTERO_MAKERS.get(str(one.get("creatorType")), "")
        if not variable:
            continue
        if one.get("name"):
            yield variable, {"literal": str(one["name"])}
        elif one.get("lastName") or one.get("firstName"):
            names = {"family": str(one.get("lastName") or ""), "given": str(one.get("firstName") or "")}
            yield variable, {part: text for part, text in names.items() if text}


def _zotero_date(written: str) -> Any:
    """A date as Zotero has it: any words, or a day, which may come with a time."""
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?$", written.strip())
    if found:
        return {"date-parts": [[int(part) for part in found.groups() if part and int(part)]]}
    return {"raw": written.strip()} if written.strip() else None
