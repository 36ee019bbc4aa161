"""A collection of Zotero through its Web API (version 3): page by page, and only where something changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from katern.errors import KaternError
from katern.saying import said
from katern.sourcing.polite import NoAnswer, Polite
from katern.webservice import Manners

SERVICE = "https://api.zotero.org"
PAGE = 100
# a library that changes while it is read is read again, so often
_TRIES = 3
_PLACE = re.compile(r"(?P<library>(?:groups|users)/\d+)(?:/.*?)?(?:/?collections/(?P<collection>[A-Z0-9]{8})\b.*)?/?$")


class NoCollection(KaternError):
    """Something that is no address of a library or collection of Zotero."""


@dataclass(frozen=True, slots=True)
class Place:
    """A library, `groups/12` or `users/12`, and the collection of it that is meant; none for the whole library."""

    library: str
    collection: str = ""

    @classmethod
    def of(cls, written: str) -> Place:
        """The place that an address or a part of one names: `groups/12/collections/ABCD2345`, or as a browser has it."""
        inside = re.sub(r"^https?://(?:www\.|api\.)?zotero\.org/", "", written.strip())
        found = _PLACE.match(inside)
        if found is None:
            raise NoCollection(said("zotero", "no-place", written=written))
        return cls(found["library"], found["collection"] or "")

    def __str__(self) -> str:
        return f"{self.library}/collections/{self.collection}" if self.collection else self.library


@dataclass(frozen=True, slots=True)
class Held:
    """What a collection holds at a version of its library: items by their keys in Zotero."""

    version: int
    items: Mapping[str, Mapping[str, Any]]


def held(place: Place, since: int, key: str, manners: Manners, service: str = SERVICE) -> Held | None:
    """All items of a collection that stand on their own; None where nothing changed since a version."""
    headers = {"Zotero-API-Version": "3", **({"Zotero-API-Key": key} if key else {})}
    asking = Polite(service, manners, headers)
    for _ in range(_TRIES):
        found = _all(asking, place, since)
        if not isinstance(found, str):
            return found
    raise NoAnswer(said("zotero", "keeps-changing", place=str(place)))


def _all(asking: Polite, place: Place, since: int) -> Held | str | None:
    """One walk through all pages; a word where the library changed meanwhile."""
    items: dict[str, Mapping[str, Any]] = {}
    version, total, start = -1, 1, 0
    while start < total:
        known = {"If-Modified-Since-Version": str(since)} if since and not start else {}
        query = {"format": "json", "include": "data,csljson", "limit": str(PAGE), "start": str(start), "sort": "dateAdded", "direction": "asc"}  # fmt: skip
        answer = asking.ask(f"{place}/items/top", query, known)
        if answer.status_code == 304:
            return None
        page, now, total = _page(answer, place)
        if version not in (-1, now) or (not page and start < total):
            return "changed"
        version = now
        items |= {str(item["key"]): item for item in page}
        start += max(len(page), 1)
    return Held(version, items) if len(items) == total or not total else "changed"


def _page(answer: requests.Response, place: Place) -> tuple[list[Mapping[str, Any]], int, int]:
    if answer.status_code == 403:
        raise NoCollection(said("zotero", "no-right", place=str(place)))
    if answer.status_code == 404:
        raise NoCollection(said("zotero", "not-there", place=str(place)))
    if not answer.ok:
        text = " ".join(answer.text.split())[:200]
        raise NoAnswer(
            said("service", "refused", service=answer.url.split("?")[0], status=answer.status_code, text=text)
        )
    try:
        page = answer.json()
        version, total = int(answer.headers["Last-Modified-Version"]), int(answer.headers["Total-Results"])
        if not isinstance(page, list) or any("key" not in item for item in page):
            raise ValueError
    except (ValueError, KeyError, TypeError) as problem:
        raise NoAnswer(said("service", "unreadable", service=answer.url.split("?")[0])) from problem
    return page, version, total
