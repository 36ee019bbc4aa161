"""The tasks of one run: a document is composed only where something that it is composed from changed."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from katern.digest import digest
from katern.finding import Finding, Position
from katern.items import Booklet
from katern.library import Item
from katern.print.booklet import EPUB, Plan, file_stem, readable_parts
from katern.print.document import Document, PrintPage, Surroundings, compose
from katern.print.images import Picture, named, picture_file
from katern.print.job import Job, Outcome, deliver
from katern.print.matter import Imprint, matter
from katern.print.pictures import qr_svg
from katern.print.slides import deck, find_exercises
from katern.print.stamp import Stamp
from katern.print.task import Task
from katern.print.typeset import template_files
from katern.store import Store

Pages = Mapping[str, PrintPage]
# what pandoc writes alone
_WITHOUT_TEMPLATES = ("epub", "slides")


@dataclass(frozen=True, slots=True)
class _Memo:
    """What composing told: the digest of the document, what the author must know of it, and the pictures it read."""

    document: str
    findings: tuple[Finding, ...]
    picture_places: Mapping[str, Position]
    card_places: tuple[Position, ...]
    picture_files: Mapping[str, str]


class Composing:
    """Makes the tasks of one run; what the store holds of their outcomes goes to `output` at once."""

    def __init__(
        self, around: Surroundings, imprint: Imprint, stamp: Stamp, store: Store, overrides: Path | None, pages: Pages, output: Path
    ) -> None:
        self._around = around
        self._imprint = imprint
        self._stamp = stamp
        self._store = store
        self._overrides = overrides
        self._pages = pages
        self._output = output
        self._shared = shared_digest(around)
        self._templates = digest([(path.name, path.read_bytes()) for path in template_files(overrides)])
        self._items: dict[str, str] = {}
        self._files: dict[str, str | None] = {}

    def booklet(self, plan: Plan) -> Task:
        """The task of a declared booklet."""
        data = self._data(plan)
        code = {}
        if data["address"]:
            picture = named(qr_svg(data["address"]), "svg")
            code = {picture.name: picture}
            data["qr"] = picture.name
        booklet = plan.booklet
        sheets, epoch = booklet.sheets is not None, self._stamp.epoch
        job = Job(plan.stem, booklet.layout, "", code, data, epoch, sheets, booklet.creep, self._overrides)
        return self._composed(plan, job)

    def extras(self, item: Item) -> Iterator[Task]:
        """What an item has beside its booklets: the e-book, and slides for each of its meetings."""
        parts = readable_parts(self._around.library, item)
        plan = Plan(item, Booklet(id=EPUB), (item, *parts), file_stem(item), Position(item.path))
        data = self._data(plan)
        epoch = self._stamp.epoch
        yield self._composed(plan, Job(plan.stem, "epub", "", {}, data, epoch))
        html = {path: page.html for path, page in self._pages.items() if page.item.folder == item.folder}
        for meeting in parts:
            if getattr(meeting.meta, "schedule", ()):
                slides = deck(meeting, find_exercises(meeting, parts), html, self._around.words)
                values = data | {"title": meeting.title, "subtitle": item.title}
                job = Job(f"{file_stem(item)}-{meeting.slug}", "slides", slides, {}, values, epoch)
                key = self._key(job, document_digest(slides, {}))
                yield Task(plan, job, key, outcome=self._kept(key))

    def _data(self, plan: Plan) -> dict[str, Any]:
        data = matter(plan, self._around.library, self._around.words, self._imprint, self._stamp)
        data["stem"] = plan.stem
        data["iso_date"] = datetime.datetime.fromtimestamp(self._stamp.epoch, datetime.UTC).date().isoformat()
        return data

    def _composed(self, plan: Plan, job: Job) -> Task:
        """The task with its document, composed now; or remembered, with what came of it."""
        request = self._request(plan)
        memo = self._remembered(request)
        if memo is not None:
            task = self._task(plan, job, memo)
            if task.outcome is not None:
                return task
        document = compose(plan, self._pages, self._around)
        memo = _memo(document)
        self._store.keep("document", request, _written(memo))
        task = self._task(plan, job, memo)
        return replace(task, job=replace(job, html=document.html, pictures={**document.pictures, **job.pictures}))

    def _task(self, plan: Plan, job: Job, memo: _Memo) -> Task:
        """What is wrong has no outcome, and is composed anew until it is right: a picture that was missing may have come."""
        key = self._key(job, memo.document)
        task = Task(plan, job, key, memo.findings, memo.picture_places, memo.card_places)
        return task if task.refused else replace(task, outcome=self._kept(key))

    def _kept(self, key: tuple[object, ...]) -> Outcome | None:
        entry = self._store.read("booklet", key)
        return None if entry is None else deliver(entry, self._output)

    def _key(self, job: Job, document: str) -> tuple[object, ...]:
        """All that a file is made from; the job's own pictures are those that no page shows."""
        own = [(name, picture.data) for name, picture in job.pictures.items()]
        data = json.dumps(job.data)
        templates = None if job.form in _WITHOUT_TEMPLATES else self._templates
        return document, own, job.stem, job.form, data, job.epoch, job.sheets, job.creep, templates

    def _request(self, plan: Plan) -> tuple[object, ...]:
        """All that a document is composed from but its pictures, which only composing finds."""
        pages = [
            (self._item(item), self._pages[item.path].url, self._pages[item.path].html)
            for item in plan.pages
            if item.path in self._pages
        ]
        return self._shared, plan.booklet.model_dump_json(), plan.stem, plan.position, self._item(plan.item), pages

    def _item(self, item: Item) -> str:
        if item.path not in self._items:
            front = item.front
            parts = item.path, item.address, item.kind, item.meta.model_dump_json(), front.body, front.body_line
            self._items[item.path] = digest(parts)
        return self._items[item.path]

    def _remembered(self, request: tuple[object, ...]) -> _Memo | None:
        """What composing told before, if each picture that it read is still the same."""
        content = self._store.read("document", request)
        memo = None if content is None else _read(content)
        if memo is None or any(self._file(address) != known for address, known in memo.picture_files.items()):
            return None
        return memo

    def _file(self, address: str) -> str | None:
        if address not in self._files:
            path = picture_file(self._around.library.layout, address, self._around.theme_folders)
            self._files[address] = None if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
        return self._files[address]


def shared_digest(around: Surroundings) -> str:
    """What all documents of a site are composed from."""
    library = around.library
    parts = around.words, tuple(around.source_order), around.site_url, library.layout.trees, library.data.model_dump_json()
    return digest(parts)


def document_digest(html: str, pictures: Mapping[str, Picture]) -> str:
    """What stands in a document, word for word and picture for picture."""
    return digest((html, [(name, picture.data) for name, picture in sorted(pictures.items())]))


def _memo(document: Document) -> _Memo:
    name = document_digest(document.html, document.pictures)
    return _Memo(name, document.findings, document.picture_places, document.card_places, document.picture_files)


def _written(memo: _Memo) -> bytes:
    return json.dumps(asdict(memo)).encode()


def _read(content: bytes) -> _Memo | None:
    try:
        stored = json.loads(content)
        return _Memo(
            stored["document"],
            tuple(Finding(**finding) for finding in stored["findings"]),
            {name: Position(**place) for name, place in stored["picture_places"].items()},
            tuple(Position(**place) for place in stored["card_places"]),
            dict(stored["picture_files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
