"""The tasks of one run: a document is composed only where something that it is composed from changed."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from katern.digest import digest
from katern.drawing.page import Page
from katern.finding import Finding, Position, load
from katern.item import Item
from katern.photos.clean import SITE
from katern.print import loose
from katern.print.admit import admit
from katern.print.booklet import Plan, book_plan, file_stem, readable_parts, worksheets_plan
from katern.print.document import Document, Surroundings, compose
from katern.print.grey import in_grey
from katern.print.house import House
from katern.print.images import Picture, named, picture_file
from katern.print.job import Bound, Job, Outcome, deliver
from katern.print.leak import Secrets, leaks, secrets_of
from katern.print.matter import Imprint, matter
from katern.print.meetingpapers import invitation, timetable_of
from katern.print.pictures import Pictures, qr_svg
from katern.print.selfmade import OWN
from katern.print.slides import deck, find_exercises, shown
from katern.print.task import Task
from katern.print.typeset import as_json, own_font_files, template_files
from katern.stamp import Stamp
from katern.store import Store

Pages = Mapping[str, Page]
# what pandoc writes alone
_WITHOUT_TEMPLATES = ("epub", "slides", "docx")


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
        self,
        around: Surroundings,
        imprint: Imprint,
        stamp: Stamp,
        store: Store,
        overrides: Path | None,
        pages: Pages,
        output: Path,
        house: House | None = None,
    ) -> None:
        self._around = around
        self._imprint = imprint
        self._stamp = stamp
        self._store = store
        self._overrides = overrides
        self._pages = pages
        self._output = output
        self._house = house or House()
        self._shared = shared_digest(around)
        own = (*template_files(overrides), *own_font_files(overrides))
        root = around.library.layout.root
        self._own_templates = os.path.relpath(overrides, root).replace(os.sep, "/") if overrides else ""
        self._templates = digest([(path.name, path.read_bytes()) for path in own])
        self._drawn: dict[str, str] = {}
        self._secrets: dict[str, Secrets] = {}
        self._files: dict[str, str | None] = {}
        self._keys: dict[str, tuple[object, ...]] = {}

    def booklet(self, plan: Plan) -> Task:
        """The task of a declared booklet, or of what readers choose from."""
        data = self._data(plan)
        code = {}
        if data["address"]:
            picture = named(qr_svg(data["address"]), "svg")
            code = {picture.name: picture}
            data["qr"] = picture.name
        booklet = plan.booklet
        pictures = self._in_house(data, booklet.black_and_white)
        form = OWN if plan.selfmade else "loose" if booklet.layout in loose.LAYOUTS else booklet.layout
        bound = Bound(booklet.sheets, booklet.leaves, booklet.creep, booklet.bleed)
        job = Job(plan.stem, form, "", {**code, **pictures}, data, self._stamp.epoch, bound, self._overrides)
        return self._composed(plan, job)

    def book(self, plan: Plan) -> Task:
        """The task of an e-book."""
        data = self._data(plan)
        data["paged"] = plan.paged
        pictures = self._in_house(data, grey=False)
        job = Job(plan.stem, "epub", "", pictures, data, self._stamp.epoch, overrides=self._overrides)
        return self._composed(plan, job)

    def _in_house(self, data: dict[str, Any], grey: bool) -> dict[str, Picture]:
        """Give templates the style of the house, and the pictures of it that they show."""
        data["house"] = self._house.data()
        return {} if grey else {picture.name: picture for picture in self._house.pictures.values()}

    def extras(self, item: Item) -> Iterator[Task]:
        """What an item has beside its booklets: the e-book, and slides for each of its meetings."""
        parts = readable_parts(self._around.library, item)
        plan = book_plan(self._around.library, item)
        data = self._data(plan)
        epoch = self._stamp.epoch
        yield self.book(plan)
        for meeting in parts:
            if getattr(meeting.meta, "schedule", ()):
                slides, shown_there = self._slides(meeting, parts)
                values = data | {"title": meeting.title, "subtitle": item.title, "house": self._house.data()}
                logo = self._house.pictures.get("logo")
                pictures = {**shown_there, **({logo.name: logo} if logo else {})}
                job = Job(f"{file_stem(item)}-{meeting.slug}", "slides", slides, pictures, values, epoch)
                key = self._key(job, document_digest(slides, {}))
                yield self._with_outcome(Task(plan, job, key, tuple(self._leaks(plan, shown(slides)))))
                yield from self._papers(plan, meeting)
        yield from self._worksheets(item)

    def _papers(self, plan: Plan, meeting: Item) -> Iterator[Task]:
        """What is sent before a meeting, to adapt; who invites reads what the trainer reads, who comes does not."""
        words, drawn = self._around.words, self._pages.get(meeting.path)
        text = admit(drawn.body if drawn else "", self._around.library)
        heads = words.schedule.time, words.schedule.step, words.schedule.minutes
        invited = invitation(meeting, text, words.print)
        yield self._paper(plan, meeting, words.addresses.invitation, words.print.invitation, invited)
        html = timetable_of(meeting, self._around.library, words.print, heads)
        task = self._paper(plan, meeting, words.addresses.programme, words.print.programme, html)
        yield replace(task, findings=tuple(self._leaks(plan, html)))

    def _paper(self, plan: Plan, meeting: Item, end: str, title: str, html: str) -> Task:
        data = self._data(plan) | {"file_title": f"{title}: {meeting.title}"}
        self._in_house(data, grey=True)
        job = Job(f"{file_stem(plan.item)}-{meeting.slug}-{end}", "docx", html, {}, data, self._stamp.epoch)
        return self._with_outcome(Task(plan, job, self._key(job, document_digest(html, {}))))

    def _worksheets(self, item: Item) -> Iterator[Task]:
        """The worksheets of an item, to adapt: what the sheets for participants hold."""
        plan = worksheets_plan(self._around.library, item)
        if plan is not None:
            data = self._data(plan) | {"file_title": self._around.words.print.layouts["sheet"]}
            self._in_house(data, grey=True)
            yield self._composed(plan, Job(plan.stem, "docx", "", {}, data, self._stamp.epoch))

    def _slides(self, meeting: Item, parts: tuple[Item, ...]) -> tuple[str, Mapping[str, Picture]]:
        exercises = find_exercises(meeting, parts)
        said = {
            part.path: self._pages[part.path].body
            for part in (meeting, *exercises.values())
            if part.path in self._pages
        }
        texts = {path: admit(body, self._around.library) for path, body in said.items()}
        around = self._around
        pictures = Pictures(around.library.layout, around.theme_folders, around.photos, SITE)
        return deck(meeting, exercises, texts, around.words, pictures.drawn), pictures.found

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
        if plan.booklet.black_and_white:
            document = _without_colour(document)
        document = replace(document, findings=(*document.findings, *self._leaks(plan, document.html)))
        memo = _memo(document)
        self._store.keep("document", request, _written(memo))
        task = self._task(plan, job, memo)
        text = document.html if job.form in _WITHOUT_TEMPLATES else document.typst
        pictures = {**document.pictures, **job.pictures}
        return replace(task, job=replace(job, text=text, pictures=pictures))

    def _task(self, plan: Plan, job: Job, memo: _Memo) -> Task:
        key = self._key(job, memo.document)
        if job.form == "booklet":
            self._keys[job.stem] = key
        elif job.form == "epub":
            key = (*key, self._keys.get(plan.paged))
        places = memo.picture_places, memo.card_places, self._own_templates
        return self._with_outcome(Task(plan, job, key, memo.findings, *places))

    def _with_outcome(self, task: Task) -> Task:
        """What is wrong has no outcome, and is composed anew until it is right: a picture that was missing may have come."""
        return task if task.refused else replace(task, outcome=self._kept(task.key))

    def _leaks(self, plan: Plan, html: str) -> Iterator[Finding]:
        """What a document holds that only the trainer may read."""
        item, library = plan.item, self._around.library
        if item.path not in self._secrets:
            family = [one.path for one in (item, *library.parts_of(item))]
            drawn = {path: self._pages[path].body for path in family if path in self._pages}
            self._secrets[item.path] = secrets_of(item, library, drawn)
        return leaks(plan, html, self._secrets[item.path], library)

    def _kept(self, key: tuple[object, ...]) -> Outcome | None:
        entry = self._store.read("booklet", key)
        return None if entry is None else deliver(entry, self._output)

    def _key(self, job: Job, document: str) -> tuple[object, ...]:
        """All that a file is made from; the job's own pictures are those that no page shows."""
        own = [(name, picture.data) for name, picture in job.pictures.items()]
        data = as_json(job.data)
        templates = None if job.form in ("slides", "docx") else self._templates
        return document, own, job.stem, job.form, data, job.epoch, job.bound, templates

    def _request(self, plan: Plan) -> tuple[object, ...]:
        """All that a document is composed from but its pictures, which only composing finds.

        The other parts of the item give their words that participants must not read, and the addresses of exercises.
        """
        pages = tuple(self._page(item) for item in (*plan.pages, plan.item))
        parts = tuple(self._page(item) for item in self._around.library.parts_of(plan.item))
        return self._shared, plan.booklet.model_dump_json(), plan.stem, plan.paged, plan.position, pages, parts

    def _page(self, item: Item) -> str:
        """A page as it was written and as it was drawn."""
        known = self._drawn.get(item.path)
        if known is None:
            known = self._drawn[item.path] = digest((_written_page(item), _drawn_page(self._pages.get(item.path))))
        return known

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


def _without_colour(document: Document) -> Document:
    """The document with its pictures in grey, under their new names."""
    typst, pictures = document.typst, in_grey(document.pictures)
    for name, picture in pictures.items():
        typst = typst.replace(name, picture.name)
    return replace(document, typst=typst, pictures={picture.name: picture for picture in pictures.values()})


def shared_digest(around: Surroundings) -> str:
    """What all documents of a site are composed from."""
    library = around.library
    folders = library.layout.trees, library.layout.directory_urls
    return digest((around.words, tuple(around.source_order), around.site_url, folders, library.data.model_dump_json()))


def _written_page(item: Item) -> tuple[object, ...]:
    front = item.front
    fields = item.meta.model_dump_json(), repr(dict(front.values)), dict(front.positions)
    return item.path, item.address, item.row.mark, fields, front.body, front.body_line


def _drawn_page(page: Page | None) -> tuple[object, ...] | None:
    """The parts of a page that go into a booklet; None for a page that the site does not have."""
    return None if page is None else (page.url, page.body, page.texts, page.references)


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
            load(stored["findings"]),
            {name: Position(**place) for name, place in stored["picture_places"].items()},
            tuple(Position(**place) for place in stored["card_places"]),
            dict(stored["picture_files"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
