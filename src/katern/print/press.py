"""All booklets of a site: planned, composed, set by as many processes as there are cores, and put into the site."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from katern.drawing.page import Page
from katern.finding import Finding, Position, sort_key
from katern.items import Booklet
from katern.library import Item, Library
from katern.print.admit import admit
from katern.print.booklet import EPUB, Plan, file_stem, plan_booklets, readable_parts
from katern.print.cache import Cache, digest, engine_digest
from katern.print.document import Document, Surroundings, compose
from katern.print.images import named
from katern.print.job import Job, Outcome
from katern.print.leak import Secrets, leaks, secrets_of
from katern.print.matter import Imprint, matter
from katern.print.memo import Memos
from katern.print.pictures import qr_svg
from katern.print.pool import Pool
from katern.print.slides import deck, find_exercises, shown
from katern.print.stamp import Stamp
from katern.print.task import Made, Task

FOLDER = "boekjes"
Pages = Mapping[str, Page]
Wanted = Sequence[tuple[Item, str | None]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made and what it found; `fresh` counts what was not in the cache."""

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

    def run(self, pages: Pages, output: Path, wanted: Wanted = (), progress: Progress | None = None) -> Result:
        """Make the booklets of the wanted items (all where none is named), each with the id that is asked for."""
        plans, findings = plan_booklets(self.around.library)
        plans = [plan for plan in plans if _is_wanted(plan, wanted)]
        if wanted:
            findings = [finding for finding in findings if any(finding.path == item.path for item, _ in wanted)]
        tasks = list(self._tasks(plans, pages, wanted))
        cache = Cache(self.cache)
        outcomes, fresh = self._work(tasks, cache, progress)
        made: list[Made] = []
        for task, outcome in zip(tasks, outcomes, strict=True):
            findings += [*task.findings, *task.explain(outcome)]
            if task.refused:
                _remove_earlier(output, task.job.stem)
            if outcome is not None and not outcome.failed:
                made += [
                    task.made(name, outcome, cache.copy(task.digest, name, output / name)) for name in outcome.files
                ]
        if not wanted:
            _remove_others(output, {file.name for file in made})
        cache.prune()
        Memos(self.cache / "composed").prune()
        return Result(tuple(made), tuple(sorted(dict.fromkeys(findings), key=sort_key)), fresh)

    def _tasks(self, plans: Sequence[Plan], pages: Pages, wanted: Wanted) -> Iterator[Task]:
        composing = _Composing(self, pages)
        for plan in plans:
            yield composing.booklet(plan)
        for item in {plan.item.path: plan.item for plan in plans}.values():
            if not any(id for other, id in wanted if other is item):
                yield from composing.extras(item)

    def _work(self, tasks: Sequence[Task], cache: Cache, progress: Progress | None) -> tuple[list[Outcome | None], int]:
        """The outcome of each task, from the cache or made now; None where the lint forbids it."""
        outcomes: list[Outcome | None] = [None if task.refused else cache.read(task.digest) for task in tasks]
        todo = [number for number, task in enumerate(tasks) if outcomes[number] is None and not task.refused]
        done = len(tasks) - len(todo)
        with Pool(self._processes(len(todo))) as pool:
            jobs = [(number, tasks[number].job, tasks[number].digest) for number in todo]
            for number, outcome in pool.work(jobs, self.cache):
                outcomes[number] = outcome
                done += 1
                if progress is not None:
                    progress(done, len(tasks), tasks[number].job.stem)
        return outcomes, len(todo)

    def _processes(self, jobs: int) -> int:
        cores = self.workers or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        # a process costs as much as a few booklets: one is enough for little work
        return min(cores, jobs) if jobs > 2 else 1


class _Composing:
    """The tasks of one run: documents are composed only where what they are composed from changed."""

    def __init__(self, press: Press, pages: Pages) -> None:
        self._press = press
        self._pages = pages
        self._around = around = press.around
        self._engine = engine_digest(press.overrides)
        self._cache = Cache(press.cache)
        self._memos = Memos(press.cache / "composed")
        shared = (
            around.words,
            around.source_order,
            around.site_url,
            around.theme_folders,
            around.library.data,
            press.imprint,
            press.stamp,
        )
        self._shared = digest(shared, self._engine)
        self._urls = [page.url for page in pages.values()]
        self._secrets: dict[str, Secrets] = {}

    def booklet(self, plan: Plan) -> Task:
        """The task of a declared booklet."""
        data = self._data(plan)
        code = {}
        if data["address"]:
            picture = named(qr_svg(data["address"]), "svg")
            code = {picture.name: picture}
            data["qr"] = picture.name
        booklet = plan.booklet
        job = Job(
            plan.stem,
            booklet.layout,
            "",
            code,
            data,
            self._press.stamp.epoch,
            booklet.sheets is not None,
            booklet.creep,
            self._press.overrides,
        )
        return self._composed(plan, job)

    def extras(self, item: Item) -> Iterator[Task]:
        """What an item has beside its booklets: the e-book, and slides for each of its meetings."""
        parts = readable_parts(self._around.library, item)
        plan = _book_plan(self._around.library, item)
        data = self._data(plan)
        epoch = self._press.stamp.epoch
        yield self._composed(plan, Job(plan.stem, "epub", "", {}, data, epoch))
        library = self._around.library
        for meeting in parts:
            if getattr(meeting.meta, "schedule", ()):
                exercises = find_exercises(meeting, parts)
                said = {part.path: self._pages[part.path].body for part in (meeting, *exercises.values()) if part.path in self._pages}
                texts = {path: admit(body, library) for path, body in said.items()}
                slides = deck(meeting, exercises, texts, self._around.words)
                values = data | {"title": meeting.title, "subtitle": item.title}
                job = Job(f"{file_stem(item)}-{meeting.slug}", "slides", slides, {}, values, epoch)
                yield Task(plan, job, self._digest(job), tuple(self._leaks(plan, shown(slides))))

    def _data(self, plan: Plan) -> dict[str, Any]:
        press = self._press
        data = matter(plan, self._around.library, self._around.words, press.imprint, press.stamp)
        data["stem"] = plan.stem
        data["iso_date"] = datetime.datetime.fromtimestamp(press.stamp.epoch, datetime.UTC).date().isoformat()
        return data

    def _composed(self, plan: Plan, job: Job) -> Task:
        """The task with its document, composed now or remembered."""
        request = self._request(plan, job)
        memo = self._memos.read(request)
        if memo is not None and self._cache.holds(memo.digest):
            return Task(plan, job, memo.digest, memo.findings, memo.picture_places, memo.card_places)
        document = compose(plan, self._pages, self._around)
        found = (*document.findings, *self._leaks(plan, document.html))
        document = replace(document, findings=found)
        whole = Job(
            job.stem,
            job.form,
            document.html,
            {**document.pictures, **job.pictures},
            job.data,
            job.epoch,
            job.sheets,
            job.creep,
            job.overrides,
        )
        name = self._digest(whole)
        self._memos.keep(request, name, document, document.picture_files)
        return self._task(plan, whole, name, document)

    def _leaks(self, plan: Plan, html: str) -> Iterator[Finding]:
        """What a document holds that only the trainer may read."""
        item, library = plan.item, self._around.library
        if item.path not in self._secrets:
            drawn = {path: page.body for path, page in self._pages.items() if page.item is not None and page.item.folder == item.folder}
            self._secrets[item.path] = secrets_of(item, library, drawn)
        return leaks(plan, html, self._secrets[item.path], library)

    @staticmethod
    def _task(plan: Plan, job: Job, name: str, document: Document) -> Task:
        return Task(plan, job, name, document.findings, document.picture_places, document.card_places)

    def _request(self, plan: Plan, job: Job) -> str:
        texts = [(item.path, item.front.body, item.front.values, item.meta.title) for item in (plan.item, *plan.pages)]
        library = self._around.library
        # the trainer's boxes of all pages are looked for in those of the plan
        boxes = [item for item in library.parts_of(plan.item) if any(box.kind == "trainer" for box in item.text.boxes)]
        texts += [(item.path, item.front.body, {}, None) for item in boxes]
        pages = [self._pages[item.path] for item in (*plan.pages, *boxes) if item.path in self._pages]
        drawn = [(page.body, page.texts, page.references) for page in pages]
        return digest((plan.booklet, job.stem, job.form, job.data, texts, drawn, self._urls), self._shared)

    def _digest(self, job: Job) -> str:
        pictures = [(name, picture.data) for name, picture in sorted(job.pictures.items())]
        parts = (job.stem, job.form, job.html, pictures, job.data, job.epoch, job.sheets, job.creep)
        return digest(parts, self._engine)


def plans(library: Library) -> list[Plan]:
    """Every booklet and e-book that a site is to have."""
    booklets, _ = plan_booklets(library)
    items = {plan.item.path: plan.item for plan in booklets}
    return [*booklets, *(_book_plan(library, item) for item in items.values())]


def _book_plan(library: Library, item: Item) -> Plan:
    pages = (item, *readable_parts(library, item))
    return Plan(item, Booklet(id=EPUB), pages, file_stem(item), Position(item.path))


def _remove_others(folder: Path, names: Set[str]) -> None:
    """Nobody prints a booklet that is not made any more."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and path.name not in names:
            path.unlink()


def _remove_earlier(folder: Path, stem: str) -> None:
    """A file that was made before must not pass for the one that is refused now."""
    for name in (f"{stem}.pdf", f"{stem}-drukvel.pdf", f"{stem}.epub", f"{stem}.pptx"):
        (folder / name).unlink(missing_ok=True)


def _is_wanted(plan: Plan, wanted: Wanted) -> bool:
    if not wanted:
        return True
    return any(item is plan.item and id in (None, plan.booklet.id) for item, id in wanted)
