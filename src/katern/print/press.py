"""All booklets of a site: planned, composed, set by as many processes as there are cores, and put into the site."""

from __future__ import annotations

import concurrent.futures
import datetime
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from katern.finding import Finding, Position, sort_key
from katern.items import Booklet, Part
from katern.library import Item
from katern.print.booklet import Plan, file_stem, plan_booklets
from katern.print.cache import Cache, digest, engine_digest
from katern.print.document import Document, PrintPage, Surroundings, compose
from katern.print.images import Picture
from katern.print.job import Job, Outcome, work
from katern.print.locate import Locator
from katern.print.matter import Imprint, matter
from katern.print.pictures import qr_svg
from katern.print.slides import deck, find_exercises
from katern.print.stamp import Stamp

FOLDER = "boekjes"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A file in the site's folder of booklets: what it is, on which paper, how many pages and bytes."""

    item: Item
    name: str
    form: str
    title: str
    paper: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made and what it found."""

    made: tuple[Made, ...]
    findings: tuple[Finding, ...]
    fresh: int


@dataclass(frozen=True, slots=True)
class Press:
    """Where and how a site's booklets are made; `overrides` is the folder of the site's own templates."""

    around: Surroundings
    imprint: Imprint
    stamp: Stamp
    cache: Path
    overrides: Path | None = None
    workers: int = 0

    def run(
        self, pages: Mapping[str, PrintPage], output: Path, wanted: Sequence[tuple[Item, str | None]] = (), progress: Progress | None = None
    ) -> Result:  # fmt: skip
        """Make the booklets of the wanted items (all where none is named), each with the id that is asked for."""
        plans, findings = plan_booklets(self.around.library)
        plans = [plan for plan in plans if _is_wanted(plan, wanted)]
        findings = [
            finding for finding in findings if not wanted or any(finding.path == item.path for item, _ in wanted)
        ]
        tasks: list[_Task] = []
        for plan in plans:
            tasks += self._tasks(plan, pages)
        for item in {plan.item.path: plan.item for plan in plans}.values():
            if not any(id for other, id in wanted if other is item):
                tasks += self._extras(item, pages)
        cache = Cache(self.cache)
        outcomes, fresh = self._work(tasks, cache, progress)
        made: list[Made] = []
        for task, outcome in zip(tasks, outcomes, strict=True):
            findings += [*task.findings, *task.explain(outcome)]
            if outcome is not None and not outcome.failed:
                made += [
                    task.file(name, outcome, cache.copy(task.digest, name, output / name)) for name in outcome.files
                ]
        cache.prune()
        return Result(tuple(made), tuple(sorted(dict.fromkeys(findings), key=sort_key)), fresh)

    def _tasks(self, plan: Plan, pages: Mapping[str, PrintPage]) -> Iterator[_Task]:
        document = compose(plan, pages, self.around)
        data = self._data(plan)
        pictures = dict(document.pictures)
        if data["address"]:
            code = qr_svg(data["address"])
            pictures["adres-qr.svg"] = Picture("adres-qr.svg", code, None)
            data["qr"] = "adres-qr.svg"
        form = plan.booklet.layout
        job = Job(plan.stem, form, document.html, pictures, data, self.stamp.epoch, plan.booklet.sheets is not None, plan.booklet.creep, self.overrides)  # fmt: skip
        yield self._task(plan, document, job)

    def _extras(self, item: Item, pages: Mapping[str, PrintPage]) -> Iterator[_Task]:
        """What an item has beside its booklets: the e-book, and slides for each of its meetings."""
        library = self.around.library
        parts = tuple(part for part in library.parts_of(item) if part.meta.status != "withdrawn")
        readable = [part for part in parts if not (isinstance(part.meta, Part) and part.meta.part == "card")]
        plan = Plan(item, Booklet(id="epub"), (item, *readable), file_stem(item), Position(item.path))
        document = compose(plan, pages, self.around)
        data = self._data(plan)
        # what is wrong with the pages is told once, by the booklet
        yield self._task(
            plan, document, Job(plan.stem, "epub", document.html, document.pictures, data, self.stamp.epoch), quiet=True
        )
        for meeting in parts:
            if not getattr(meeting.meta, "schedule", ()):
                continue
            html = {path: page.html for path, page in pages.items() if page.item.folder == item.folder}
            slides = deck(meeting, find_exercises(meeting, parts), html, self.around.words)
            stem = f"{file_stem(item)}-{meeting.slug}"
            values = data | {"title": meeting.title, "subtitle": item.title}
            yield self._task(plan, document, Job(stem, "slides", slides, {}, values, self.stamp.epoch), quiet=True)

    def _data(self, plan: Plan) -> dict[str, Any]:
        data = matter(plan, self.around.library, self.around.words, self.imprint, self.stamp)
        data["stem"] = plan.stem
        data["iso_date"] = datetime.datetime.fromtimestamp(self.stamp.epoch, datetime.UTC).date().isoformat()
        return data

    def _task(self, plan: Plan, document: Document, job: Job, quiet: bool = False) -> _Task:
        pictures = [(name, picture.data) for name, picture in sorted(job.pictures.items())]
        parts = (job.stem, job.form, job.html, pictures, job.data, job.epoch, job.sheets, job.creep)
        return _Task(plan, document, job, digest(parts, engine_digest(self.overrides)), quiet)

    def _work(
        self, tasks: Sequence[_Task], cache: Cache, progress: Progress | None
    ) -> tuple[list[Outcome | None], int]:
        """The outcome of each task, from the cache or made now; None where the lint forbids it."""
        outcomes: list[Outcome | None] = [None if task.refused else cache.read(task.digest) for task in tasks]
        todo = [number for number, task in enumerate(tasks) if outcomes[number] is None and not task.refused]
        done = len(tasks) - len(todo)
        with _Pool(self._processes(len(todo))) as pool:
            for number, outcome in pool.work(
                [(number, tasks[number].job, tasks[number].digest) for number in todo], self.cache
            ):
                outcomes[number] = outcome
                done += 1
                if progress is not None:
                    progress(done, len(tasks), tasks[number].job.stem)
        return outcomes, len(todo)

    def _processes(self, jobs: int) -> int:
        cores = (
            self.workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        # a process costs as much as a few booklets: one is enough for little work
        return min(cores, jobs) if jobs > 2 else 1


@dataclass(frozen=True, slots=True)
class _Task:
    plan: Plan
    document: Document
    job: Job
    digest: str
    quiet: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        return () if self.quiet else self.document.findings

    @property
    def refused(self) -> bool:
        return any(finding.severity == "error" for finding in self.document.findings)

    def explain(self, outcome: Outcome | None) -> Iterator[Finding]:
        """What went wrong in the work, at its place in the Markdown."""
        if outcome is None or not outcome.failed:
            return
        for number in outcome.overflow:
            if self.plan.booklet.layout == "cards":
                yield Finding.error("toolkit.card-overflow", self.document.card_places[number], "de tekst past niet op de kaart", "maak de tekst korter, of zet minder kaarten op een vel met per_sheet: 4")  # fmt: skip
            else:
                yield Finding.error("print.poster-overflow", Position(self.plan.pages[0].path), "de tekst past niet op één vel", "maak de tekst korter, of kies paper: a3")  # fmt: skip
        for sign in outcome.unknown_signs:
            yield Finding.error("print.glyph", self._place_of(sign), f"het teken '{sign}' (U+{ord(sign):04X}) staat in geen lettertype van de boekjes", "vervang het teken door een woord, of door een afbeelding met een beschrijving")  # fmt: skip
        for name in outcome.broken_pictures:
            at = self.document.picture_places.get(name, self.plan.position)
            yield Finding.error("print.image-broken", at, "de afbeelding is beschadigd en niet te tekenen", "open haar in een tekenprogramma en sla haar opnieuw op")  # fmt: skip

    def _place_of(self, sign: str) -> Position:
        for item in self.plan.pages:
            if sign in item.front.body:
                return Locator(item).text(sign)
        for item in self.plan.pages:
            if any(sign in str(value) for value in item.front.values.values()):
                return Position(item.path)
        return self.plan.position

    def file(self, name: str, outcome: Outcome, size: int) -> Made:
        booklet, words = self.plan.booklet, self.job.data["words"]
        if self.job.form == "epub":
            return Made(self.plan.item, name, "epub", words["ebook"], "EPUB", 0, size)
        if self.job.form == "slides":
            return Made(
                self.plan.item,
                name,
                "slides",
                f"{words['slides']}: {self.job.data['title']}",
                "PowerPoint",
                outcome.pages,
                size,
            )
        title = self.job.data["subtitle"] or words["everyone"]
        if name in outcome.details:
            paper = {"a5": "A4", "a4": "A3"}[booklet.paper]
            return Made(
                self.plan.item, name, "sheets", f"{title}, {words['sheet']}", paper, outcome.details[name], size
            )
        paper = "A4" if booklet.layout == "cards" else booklet.paper.upper()
        return Made(self.plan.item, name, booklet.layout, title, paper, outcome.pages, size)


class _Pool:
    """Processes that share the work; with one, the work is done here."""

    def __init__(self, processes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = concurrent.futures.ProcessPoolExecutor(processes, mp_context=context) if processes > 1 else None

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def work(self, jobs: Sequence[tuple[int, Job, str]], cache: Path) -> Iterator[tuple[int, Outcome]]:
        """The outcomes, in the order in which they come."""
        if self._pool is None:
            for number, job, name in jobs:
                yield number, _make(job, name, cache)
            return
        futures = {self._pool.submit(_make, job, name, cache): number for number, job, name in jobs}
        for future in concurrent.futures.as_completed(futures):
            yield futures[future], future.result()


def _make(job: Job, name: str, cache: Path) -> Outcome:
    return Cache(cache).make(name, lambda folder: work(job, folder))


def _is_wanted(plan: Plan, wanted: Sequence[tuple[Item, str | None]]) -> bool:
    if not wanted:
        return True
    return any(item is plan.item and id in (None, plan.booklet.id) for item, id in wanted)
