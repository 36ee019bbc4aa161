"""Sources as CSL-JSON: what pandoc's reader makes of them, and where we know better.

The differences, each with a test that says why (`tests/unit/bibliography/test_pandoc.py`): particles stay with the family name,
an organisation that made a report is its author, dates in words are dates, theses are called in the site's language, DOIs lose
their resolver, and what no style can place (`eid`) has a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from katern.bibliography.dates import read_date
from katern.bibliography.source import Source

# entry types that pandoc has no type for, or that CSL 1.0.2 knows better
_TYPES = {
    "misc": "document", "review": "review", "suppperiodical": "article-journal", "legislation": "legislation", "standard": "standard",
    "commentary": "document", "artwork": "graphic", "music": "song",
    "video": "motion_picture",
}  # fmt: skip
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper", "nieuws": "article-newspaper"}
# language: kind of thesis or report, state of publication
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "phdthesis": "proefschrift", "mastersthesis": "masterscriptie", "mathesis": "masterscriptie",
        "bathesis": "bachelorscriptie", "candthesis": "kandidaatsscriptie", "techreport": "technisch rapport",
        "resreport": "onderzoeksrapport", "inpreparation": "in voorbereiding", "submitted": "ingediend",
        "forthcoming": "te verschijnen", "inpress": "in druk", "prepublished": "voorpublicatie", "software": "software",
        "datacd": "data-cd", "audiocd": "audio-cd", "patent": "octrooi",
    },
    "en": {
        "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
        "candthesis": "Candidate thesis", "techreport": "technical report", "resreport": "research report",
        "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
        "prepublished": "pre-published", "software": "computer software", "datacd": "data CD", "audiocd": "audio CD",
    },
    "de": {
        "phdthesis": "Dissertation", "mastersthesis": "Masterarbeit", "mathesis": "Masterarbeit", "bathesis": "Bachelorarbeit",
        "techreport": "technischer Bericht", "resreport": "Forschungsbericht", "inpreparation": "in Vorbereitung",
        "submitted": "eingereicht", "forthcoming": "im Erscheinen", "inpress": "im Druck", "prepublished": "Vorveröffentlichung",
    },
    "fr": {
        "phdthesis": "thèse de doctorat", "mastersthesis": "mémoire de master", "mathesis": "mémoire de master",
        "bathesis": "mémoire de licence", "techreport": "rapport technique", "resreport": "rapport scientifique",
        "inpreparation": "en préparation", "submitted": "soumis", "forthcoming": "à paraître", "inpress": "sous presse",
        "prepublished": "prépublication",
    },
}  # fmt: skip
_SERIES: Mapping[str, Mapping[str, str]] = {
    "nl": {"number": "{}e reeks", "newseries": "nieuwe reeks", "oldseries": "oude reeks"},
    "en": {"number": "series {}", "newseries": "new series", "oldseries": "old series"},
    "de": {"number": "{}. Folge", "newseries": "Neue Folge", "oldseries": "Alte Folge"},
    "fr": {"number": "{}e série", "newseries": "nouvelle série", "oldseries": "ancienne série"},
}
_NAMES = (
    "author", "editor", "translator", "container-author", "annotator", "commentator", "collection-editor", "director",
    "editorial-director", "compiler", "illustrator", "reviewed-author", "original-author", "recipient", "composer", "interviewer",
)  # fmt: skip
# what is set from the entry itself
_OWN = ("type", "DOI", "URL", "event-date", "issued", "accessed", "original-date", "language", "small")
_SMALL = ("title", "container-title", "volume-title")
_KINDS_OF_WORK = ("phdthesis", "mastersthesis", "techreport")
# kinds whose maker may be an organisation that stands in no author field
_MADE_BY_ORGANISATIONS = frozenset(
    (
        "report",
        "techreport",
        "manual",
        "online",
        "www",
        "electronic",
        "misc",
        "booklet",
        "dataset",
        "software",
        "unpublished",
    )
)
_NUMBERED = r"^(?:e-?|p-?)?{}(?:-1[03])?\s*:?\s*"
_ORGANISATION_ONLY = ("organization", "institution")


def csl_item(source: Source, language: str = "nl") -> dict[str, Any]:
    """A source as one CSL-JSON item, with the words of a site's language (BCP 47).

    Fields after CSL 1.0.2; particles are `non-dropping-particle`; a source without a date has no `issued`, which
    styles draw as "z.d.".
    """
    given = source.value.item
    if "id" in given:  # it came as CSL-JSON
        return dict(given)
    item: dict[str, Any] = {"id": source.key, "type": _type(source, str(given.get("type", "")))}
    item |= {name: value for name, value in given.items() if name not in (*_NAMES, *_OWN)}
    if language.startswith("en"):  # other languages keep the capitals that an English title has
        item |= {name: given.get("small", {})[name] for name in _SMALL if name in given.get("small", {})}
    item |= {name: [_csl_name(person) for person in given[name]] for name in _NAMES if name in given}
    item |= _maker(source, item)
    item = _named_once(item)
    if not source.written.get("shorttitle"):
        item.pop("title-short", None)
    item |= dict(_words(source, language))
    item |= dict(_numbers(source, item, language))
    item |= dict(_dates(source))
    item |= dict(_addresses(source))
    return item


def _type(source: Source, read: str) -> str:
    if source.kind == "article":
        return _SUBTYPES.get(source.fields.get("entrysubtype", "").lower(), "article-journal")
    return _TYPES.get(source.kind) or read or "document"


def _maker(source: Source, item: Mapping[str, Any]) -> dict[str, Any]:
    if "author" in item or "editor" in item or source.kind not in _MADE_BY_ORGANISATIONS:
        return {}
    organisation = next((source.fields[name] for name in _ORGANISATION_ONLY if source.fields.get(name)), "")
    return {"author": [{"literal": organisation}]} if organisation else {}


def _named_once(item: dict[str, Any]) -> dict[str, Any]:
    """An item whose author is not its publisher too."""
    authors = item.get("author", ())
    if "publisher" in item and len(authors) == 1 and "literal" in authors[0]:
        others = [name for name in item["publisher"].split("; ") if name != authors[0]["literal"]]
        item["publisher"] = "; ".join(others)
        if not others:
            del item["publisher"]
    return item


def _words(source: Source, language: str) -> Iterator[tuple[str, str]]:
    words = _WORDS.get(language.split("-")[0], _WORDS["en"])
    genre = source.fields.get("type") or (source.kind if source.kind in _KINDS_OF_WORK else "")
    if genre and source.kind != "article":
        yield "genre", words.get(genre.lower(), genre)
    state = source.fields.get("pubstate", "")
    if state:
        yield "status", words.get(state.lower(), state)
    if source.language:
        yield "language", source.language
    for variable, text in (
        ("abstract", source.fields.get("abstract")), ("annote", source.annotation), ("keyword", ", ".join(source.keywords)),
    ):  # fmt: skip
        if text:
            yield variable, text


def _numbers(source: Source, item: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    if item.get("page"):
        yield "page", re.sub(r"\s*[-–—]+\s*", "-", item["page"])
    series = source.fields.get("series", "") if source.kind == "article" else ""
    if series.isdigit() or series in ("newseries", "oldseries"):
        yield "collection-title", _series(series, language)
    if source.fields.get("eid") and source.kind in ("article", "suppperiodical", "inproceedings", "conference"):
        yield "number", source.fields["eid"]
    for variable in ("ISBN", "ISSN", "PMID", "PMCID"):
        written = source.verbatim(variable.lower())
        if written and (text := re.sub(_NUMBERED.format(variable), "", written, flags=re.IGNORECASE)):
            yield variable, text


def _series(series: str, language: str) -> str:
    """A journal's series in the site's language."""
    words = _SERIES.get(language.split("-")[0], _SERIES["en"])
    return words["number"].format(series) if series.isdigit() else words[series]


def _dates(source: Source) -> Iterator[tuple[str, Any]]:
    dates = (
        ("issued", source.issued), ("accessed", read_date(source.verbatim("urldate"))),
        ("original-date", read_date(source.verbatim("origdate"))), ("event-date", read_date(source.verbatim("eventdate"))),
    )  # fmt: skip
    return ((variable, date) for variable, date in dates if date)


def _addresses(source: Source) -> Iterator[tuple[str, str]]:
    if source.doi:
        yield "DOI", source.doi
    if source.url and not (source.doi and source.url.endswith(source.doi)):
        yield "URL", source.url


def _csl_name(name: Mapping[str, str]) -> dict[str, str]:
    """A name of pandoc's, with every particle kept by the family name, as `useprefix` has it."""
    parts = {part: text for part, text in name.items() if text}
    dropping = parts.pop("dropping-particle", "")
    if dropping:
        parts["non-dropping-particle"] = " ".join(
            part for part in (dropping, parts.get("non-dropping-particle", "")) if part
        )
    return parts
