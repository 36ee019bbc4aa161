"""CSL-JSON items as biblatex entries: for the checks, the catalogue and the BibTeX export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from katern.bibliography.names import PARTICLES
from katern.bibliography.written import Place, Written, written

# CSL type: entry type
_KINDS = {
    "article": "misc", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "paper-conference": "inproceedings", "report": "report", "thesis": "thesis", "webpage": "online",
    "post": "online", "post-weblog": "online", "manuscript": "unpublished", "dataset": "dataset", "software": "software",
    "legislation": "legislation", "legal_case": "jurisdiction", "pamphlet": "booklet", "motion_picture": "movie",
    "broadcast": "video", "song": "audio", "graphic": "image", "entry-encyclopedia": "inreference", "standard": "standard",
    "entry-dictionary": "inreference", "entry": "inreference", "patent": "patent", "personal_communication": "letter",
    "periodical": "periodical", "review": "review", "speech": "unpublished", "bill": "legislation", "regulation": "legislation",
}  # fmt: skip
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
# CSL variable: field
_FIELDS = {
    "title": "title", "title-short": "shorttitle", "container-title-short": "shortjournal", "volume": "volume", "edition": "edition",
    "publisher-place": "location", "page": "pages", "collection-title": "series", "number-of-pages": "pagetotal",
    "number-of-volumes": "volumes", "chapter-number": "chapter", "version": "version", "status": "pubstate", "abstract": "abstract",
    "event-title": "eventtitle", "event": "eventtitle", "event-place": "venue", "genre": "type", "note": "note", "ISBN": "isbn",
    "ISSN": "issn", "DOI": "doi", "URL": "url", "language": "langid", "annote": "annotation", "keyword": "keywords",
    "archive": "archive", "volume-title": "booktitle", "original-title": "origtitle", "PMID": "pmid", "PMCID": "pmcid",
}  # fmt: skip
_NAMES = {
    "author": "author", "editor": "editor", "translator": "translator", "container-author": "bookauthor", "director": "director",
    "reviewed-author": "reviewedauthor", "recipient": "recipient", "composer": "composer", "interviewer": "interviewer",
}  # fmt: skip
_DATES = {"issued": "date", "accessed": "urldate", "original-date": "origdate", "event-date": "eventdate"}
_VERBATIM = frozenset(("isbn", "issn", "doi", "url", "langid", "archive", "pmid", "pmcid", "keywords"))
_MARKS = {"i": "emph", "b": "textbf", "sup": "textsuperscript", "sub": "textsubscript", "sc": "textsc"}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>i|b|sup|sub|sc|span)(?P<class>[^<>]*)>")
_SPECIAL = re.compile(r"[\\{}%&#$_~^]|--")
_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "--": "-{}-"}


def entry_of(item: dict[str, Any], key: str, at: Place, places: dict[str, Place] | None = None) -> Written:
    """A CSL-JSON item as an entry that keeps the item itself."""
    item = {**_jsonable(item), "id": key}
    for variable in [name for name, value in item.items() if _are_names(value)]:
        item[variable] = [_particles_apart(name) for name in item[variable]]
    fields = {name: text for name, text in _fields(item) if text}
    kind = _KINDS.get(str(item.get("type", "")), "misc")
    return written(key, kind, fields, at, places or dict.fromkeys(fields, at), item)


def _jsonable(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item with nothing in it that JSON does not know: YAML makes days of what looks like one."""
    return dict(json.loads(json.dumps(item, default=str)))


def _are_names(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(name, Mapping) and ("family" in name or "literal" in name) for name in value)
    )


def _particles_apart(name: Mapping[str, Any]) -> dict[str, str]:
    """A name whose particle has a part of its own, as the names of `.bib` files have."""
    parts = {part: str(text) for part, text in name.items() if isinstance(text, str) and text}
    dropping = parts.pop("dropping-particle", "")
    particle = " ".join(part for part in (dropping, parts.get("non-dropping-particle", "")) if part)
    words = parts.get("family", "").split()
    count = next((number for number, word in enumerate(words) if word not in PARTICLES), 0)
    if count and not particle:
        particle, parts["family"] = " ".join(words[:count]), " ".join(words[count:])
    return {**parts, "non-dropping-particle": particle} if particle else parts


def _fields(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    kind = str(item.get("type", ""))
    for variable, value in item.items():
        if variable in _NAMES:
            yield _NAMES[variable], " and ".join(_name(name) for name in value if isinstance(name, Mapping))
        elif variable in _DATES:
            yield _date(variable, value)
        elif variable == "container-title":
            yield _container(kind), escaped(str(value))
        elif variable == "publisher":
            yield "institution" if kind in ("report", "thesis") else "publisher", _listed(escaped(str(value)))
        elif variable in _FIELDS:
            name = _FIELDS[variable]
            yield name, str(value) if name in _VERBATIM else escaped(str(value))
    number = next((str(item[name]) for name in ("number", "issue", "collection-number") if item.get(name)), "")
    yield "number", escaped(number)
    yield "entrysubtype", _SUBTYPES.get(kind, "")


def _container(kind: str) -> str:
    if kind.startswith("article") or kind == "review":
        return "journaltitle"
    return "organization" if _KINDS.get(kind) == "online" else "booktitle"


def _listed(text: str) -> str:
    return f"{{{text}}}" if re.search(r"\sand\s", text, re.IGNORECASE) else text


def _name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        literal = escaped(str(name["literal"]))
        return literal if literal == "others" else f"{{{literal}}}"
    family, given, suffix = (escaped(str(name.get(part, ""))) for part in ("family", "given", "suffix"))
    family = f"{escaped(str(name.get('non-dropping-particle', '')))} {family}".strip()
    if given or suffix or " " not in family:
        return ", ".join(part for part in (family, suffix, given) if part) if given else f"{{{family}}}"
    return f"{{{family}}}"


def _date(variable: str, value: Any) -> tuple[str, str]:
    name = _DATES[variable]
    if isinstance(value, str):
        return (name, value)
    if not isinstance(value, Mapping):
        return (name, "")
    ends = value.get("date-parts")
    if isinstance(ends, list) and ends:
        written = "/".join(
            "-".join(f"{int(part):02d}" for part in end if str(part).isdigit()) for end in ends if isinstance(end, list)
        )
        return (name, written.replace("/00", "/") + ("~" if value.get("circa") else ""))
    literal = str(value.get("raw") or value.get("literal") or "")
    return ("year" if variable == "issued" and value.get("literal") else name, literal)


def escaped(text: str) -> str:
    """CSL's rich text as LaTeX."""
    if not _SPECIAL.search(text) and "<" not in text:
        return text
    out: list[str] = []
    start = 0
    for match in _TAG.finditer(text):
        out.append(_letters(text[start : match.start()]))
        out.append("}" if match["close"] else _opening(match["name"], match["class"]))
        start = match.end()
    return "".join([*out, _letters(text[start:])])


def _opening(name: str, attributes: str) -> str:
    command = _MARKS.get(name) or ("textsc" if "small-caps" in attributes else "")
    return f"\\{command}{{" if command else "{"


def _letters(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "\\" + match[0]), text)
