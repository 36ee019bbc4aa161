"""Asking Crossref what was said of sources after they came out, and Unpaywall where they can be read: `katern sources watch`.

Answers are kept as they come, so that a run that breaks off goes on where it was, and one answer serves for a month.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

from katern.check.works import CORRECTED, RETRACTED, SUPERSEDED, Notice, Work, Works
from katern.library import Library
from katern.saying import said
from katern.sourcing.polite import NoAnswer, Polite
from katern.webservice import Manners

CROSSREF = "https://api.crossref.org"
UNPAYWALL = "https://api.unpaywall.org/v2"
# for so many days an answer serves
SERVES = 30
Progress = Callable[[int, int, str], None]
# Crossref's words for what a notice does
_KINDS = {
    "retraction": RETRACTED, "withdrawal": RETRACTED, "removal": RETRACTED, "partial_retraction": RETRACTED,
    "correction": CORRECTED, "corrigendum": CORRECTED, "erratum": CORRECTED, "addendum": CORRECTED, "clarification": CORRECTED,
    "expression_of_concern": CORRECTED, "new_edition": SUPERSEDED, "new_version": SUPERSEDED,
}  # fmt: skip
# what a work can be to a later one
_LATER = ("is-preprint-of", "is-replaced-by")


@dataclass(frozen=True, slots=True)
class Services:
    """Where to ask, and who asks: a mail address, which Unpaywall wants to know."""

    mail: str
    crossref: str = CROSSREF
    unpaywall: str = UNPAYWALL


@dataclass(frozen=True, slots=True)
class Watched:
    """What a run did: how many DOIs were asked for and how many had an answer that serves; `stopped` why it broke off."""

    asked: int
    served: int
    left: int = 0
    stopped: NoAnswer | None = None


def watch(
    library: Library,
    services: Services,
    today: datetime.date,
    manners: Manners | None = None,
    serves: int = SERVES,
    progress: Progress | None = None,
) -> Watched:
    """Ask for every DOI whose answer is older than it may be; each answer is kept as soon as it is there."""
    root = library.layout.root
    dois = dict.fromkeys(sorted(source.doi.casefold() for source in library.sources.values() if source.doi))
    works = _only(Works.read(root), dois)
    waiting = [doi for doi in dois if not _serves(works.works.get(doi), today, serves)]
    asking = _Asking(services, manners or Manners())
    for number, doi in enumerate(waiting):
        try:
            work = asking.about(doi, today)
        except NoAnswer as problem:
            return Watched(number, len(dois) - len(waiting), len(waiting) - number, problem)
        works = works.with_work(doi, work)
        works.write(root)
        if progress:
            progress(number + 1, len(waiting), doi)
    if works != Works.read(root):  # what nobody cites any more is forgotten
        works.write(root)
    return Watched(len(waiting), len(dois) - len(waiting))


def free_copies(library: Library) -> Iterator[tuple[str, str]]:
    """The keys of sources that can be read freely at another address than the one they name, with that address."""
    works = Works.read(library.layout.root).works
    for source in library.sources.values():
        work = works.get(source.doi.casefold()) if source.doi else None
        if work is not None and work.free and work.free not in (source.verbatim("url"), source.archive):
            yield source.key, work.free


def _only(works: Works, dois: Mapping[str, None]) -> Works:
    return Works({doi: work for doi, work in works.works.items() if doi in dois})


def _serves(work: Work | None, today: datetime.date, days: int) -> bool:
    if work is None:
        return False
    try:
        return (today - datetime.date.fromisoformat(work.asked)).days < days
    except ValueError:
        return False


class _Asking:
    """Both services, asked one after the other."""

    def __init__(self, services: Services, manners: Manners) -> None:
        self._mail = services.mail
        self._crossref = Polite(services.crossref, manners)
        self._unpaywall = Polite(services.unpaywall, manners)

    def about(self, doi: str, today: datetime.date) -> Work:
        """What both say of a DOI."""
        path = quote(doi, safe="")
        said_of = _content(self._crossref.ask(f"works/{path}", {"mailto": self._mail}))
        found = _content(self._unpaywall.ask(path, {"email": self._mail}))
        notices = tuple(_notices((said_of or {}).get("message") or {}))
        return Work(today.isoformat(), notices, _free(found or {}), said_of is not None or found is not None)


def _content(answer: requests.Response) -> dict[str, Any] | None:
    """What an answer holds; None where the service knows no such DOI."""
    if answer.status_code in (404, 410, 422):
        return None
    service = answer.url.split("?")[0]
    if not answer.ok:
        text = " ".join(answer.text.split())[:200]
        raise NoAnswer(said("service", "refused", service=service, status=answer.status_code, text=text))
    try:
        content = answer.json()
    except ValueError as problem:
        raise NoAnswer(said("service", "unreadable", service=service)) from problem
    if not isinstance(content, dict):
        raise NoAnswer(said("service", "unreadable", service=service))
    return content


def _notices(message: Mapping[str, Any]) -> Iterator[Notice]:
    own = str(message.get("DOI", "")).casefold()
    seen = set()
    for update in message.get("updated-by") or ():
        word = str(update.get("type", "")).lower().replace("-", "_")
        doi = str(update.get("DOI", "")).casefold()
        # the register and Retraction Watch may both tell of one notice
        if word in _KINDS and doi != own and (word, doi) not in seen:
            seen.add((word, doi))
            yield Notice(_KINDS[word], word, doi, _day(update.get("updated") or {}))
    relations = message.get("relation") or {}
    for name in _LATER:
        for other in relations.get(name) or ():
            if str(other.get("id-type", "")).lower() == "doi" and other.get("id"):
                yield Notice(SUPERSEDED, name.replace("-", "_"), str(other["id"]).casefold())


def _day(date: Mapping[str, Any]) -> str:
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] and parts[0][0]:
        return "-".join(f"{int(part):02d}" for part in parts[0])
    return str(date.get("date-time", ""))[:10]


def _free(found: Mapping[str, Any]) -> str:
    place = found.get("best_oa_location") or {}
    return str(place.get("url_for_landing_page") or place.get("url") or "") if found.get("is_oa") else ""
