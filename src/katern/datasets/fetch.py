"""Asking the publisher's OData service for a table: page by page, politely, and going on where a download broke off.

The service answers at most 10,000 rows a question (more is an error) and a table is asked for by ranges of its row
numbers, so that a page is the same whenever it is asked. Pages are kept until the table is whole.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from katern.errors import KaternError
from katern.saying import Said, said
from katern.webservice import Manners, session_of

Progress = Callable[[int, int, str], None]

PAGE = 10_000
AGENT = "Katern (katern data fetch)"
_BUSY = (429, 502, 503, 504)
SERVICE = "https://opendata.cbs.nl/ODataApi/odata"


class FetchFailed(KaternError):
    """The service did not give the table; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file that was written, and how many of its rows came now and how many were there from a download that broke off."""

    path: Path
    rows: int
    asked: int
    kept: int


def fetch(
    table: str,
    folder: Path,
    manners: Manners | None = None,
    service: str = SERVICE,
    today: datetime.date | None = None,
    progress: Progress | None = None,
) -> Fetched:
    """Bring a whole table into `folder`/TABLE.json, as `katern data import` reads it."""
    if not re.fullmatch(r"[0-9]{5,8}[A-Za-z]{3}", table):
        raise FetchFailed(said("fetch", "no-number", table=table))
    return _Download(table, folder, manners or Manners(AGENT), service.rstrip("/"), progress).run(
        today or datetime.date.today()
    )


class _Download:
    """The state of one download."""

    def __init__(self, table: str, folder: Path, manners: Manners, service: str, progress: Progress | None) -> None:
        self.table, self.folder, self.manners, self.progress = table, folder, manners, progress
        self.url = f"{service}/{table}"
        self.pages = folder / f".{table}.pages"
        self.session = session_of(manners, _BUSY, read=0)
        self.asked = 0

    def run(self, today: datetime.date) -> Fetched:
        info = self._info()
        self._begin(info)
        total = self._count()
        count = -(-total // PAGE)
        kept = 0
        for number in range(count):
            page = self.pages / f"{number:05}.json"
            if page.is_file():
                kept += 1
            else:
                _write(page, self._page(number))
            if self.progress:
                self.progress(number + 1, count, self.table)
        rows = [
            row
            for number in range(count)
            for row in json.loads((self.pages / f"{number:05}.json").read_text(encoding="utf-8"))
        ]
        self._whole(rows, total, info)
        return Fetched(self._finish(rows, info, today), total, self.asked, kept)

    def _info(self) -> dict[str, str]:
        values = self._get("TableInfos").get("value") or [{}]
        info = {"title": values[0].get("Title", ""), "modified": str(values[0].get("Modified", ""))[:10]}
        if not info["modified"]:
            raise FetchFailed(said("fetch", "unknown-table", table=self.table))
        return info

    def _begin(self, info: dict[str, str]) -> None:
        """Keep the pages of an earlier try only if they are of this version of the table."""
        mark = self.pages / "version"
        if mark.is_file() and mark.read_text(encoding="utf-8") != info["modified"]:
            shutil.rmtree(self.pages)
        self.pages.mkdir(parents=True, exist_ok=True)
        mark.write_text(info["modified"], encoding="utf-8")

    def _count(self) -> int:
        text = self._ask("TypedDataSet/$count", {}).text.strip().lstrip("\ufeff")
        if not text.isdecimal():
            raise FetchFailed(said("fetch", "no-count", table=self.table))
        return int(text)

    def _page(self, number: int) -> list[dict[str, Any]]:
        first = number * PAGE
        rows = self._get("TypedDataSet", {"$filter": f"ID ge {first} and ID lt {first + PAGE}"}).get("value")
        if not isinstance(rows, list) or any(not first <= row.get("ID", -1) < first + PAGE for row in rows):
            raise FetchFailed(said("fetch", "other-rows", table=self.table, first=first, last=first + PAGE))
        return rows

    def _get(self, entity: str, query: dict[str, str] | None = None) -> dict[str, Any]:
        answer = self._ask(entity, {**(query or {}), "$format": "json"})
        try:
            content = answer.json()
        except ValueError as problem:
            raise FetchFailed(said("fetch", "no-json", entity=entity)) from problem
        return content if isinstance(content, dict) else {}

    def _ask(self, entity: str, query: dict[str, str]) -> requests.Response:
        for attempt in range(self.manners.tries):
            if self.asked:
                time.sleep(self.manners.pause)
            self.asked += 1
            try:
                answer = self.session.get(f"{self.url}/{entity}", params=query, timeout=self.manners.timeout)
            except (
                requests.exceptions.ChunkedEncodingError,
                requests.exceptions.ConnectionError,
                requests.exceptions.Timeout,
            ) as problem:
                # an answer that broke off half-way is asked for again; urllib3 only retries what has not begun
                if attempt + 1 == self.manners.tries or isinstance(problem, requests.exceptions.RetryError):
                    raise FetchFailed(self._broke_off()) from problem
                time.sleep(min(self.manners.first_wait * (1 << attempt), self.manners.patience))
                continue
            except requests.exceptions.RequestException as problem:
                raise FetchFailed(self._broke_off()) from problem
            return self._answered(answer, entity)
        raise FetchFailed(self._broke_off())

    def _answered(self, answer: requests.Response, entity: str) -> requests.Response:
        if answer.status_code == 404:
            raise FetchFailed(said("fetch", "unknown-part", entity=entity, table=self.table))
        if answer.status_code in (429, 503):
            raise FetchFailed(said("fetch", "busy", what=self._broke_off()))
        if not answer.ok:
            text = " ".join(answer.text.split())[:200]
            raise FetchFailed(
                said("fetch", "refused", entity=entity, table=self.table, status=answer.status_code, text=text)
            )
        return answer

    def _broke_off(self) -> Said:
        kept = len(list(self.pages.glob("*.json"))) if self.pages.is_dir() else 0
        return said("fetch", "broke-off", table=self.table, kept=kept)

    def _whole(self, rows: list[dict[str, Any]], total: int, info: dict[str, str]) -> None:
        after = self._info()
        if len(rows) != total or after != info:
            shutil.rmtree(self.pages)
            if after != info:
                raise FetchFailed(said("fetch", "changed", table=self.table))
            raise FetchFailed(said("fetch", "rows-lacking", table=self.table, total=total, came=len(rows)))

    def _finish(self, rows: list[dict[str, Any]], info: dict[str, str], today: datetime.date) -> Path:
        path = self.folder / f"{self.table}.json"
        _write(path, {"table": self.table, **info, "retrieved": today.isoformat(), "value": rows})
        shutil.rmtree(self.pages)
        return path


def _write(path: Path, content: Any) -> None:
    """A page is there whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    os.replace(beside, path)
