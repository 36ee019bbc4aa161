"""All booklets of a site: planned, composed, set by as many processes as there are cores, and put into the site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from katern.drawing.downloads import Thumbnail
from katern.finding import Finding, sort_key
from katern.item import Item
from katern.print.booklet import Plan, book_of, is_asked, plan_booklets
from katern.print.composing import Composing, Pages
from katern.print.document import Surroundings
from katern.print.house import House
from katern.print.job import Job, Outcome, deliver
from katern.print.matter import Imprint
from katern.print.pool import Pool
from katern.print.selfmade import selfmade
from katern.print.task import Made, Task
from katern.print.thumbnail import ENDING, draw_thumbnail
from katern.stamp import Stamp
from katern.store import Store
from katern.words.addresses import Addresses

# of files that Typst does not set
_SUFFIXES = {"epub": ".epub", "slides": ".pptx", "docx": ".docx", "own": ".json"}
Wanted = Sequence[tuple[Item, str | None]]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What a run made and what it found; `fresh` counts what was not in the store."""

    made: tuple[Made, ...]
    findings: tuple[Finding, ...]
    fresh: int


@dataclass(frozen=True, slots=True)
class Press:
    """Where and how a site's booklets are made; `overrides` is the folder of the site's own templates."""

    around: Surroundings
    imprint: Imprint
    stamp: Stamp
    store: Store
    overrides: Path | None = None
    workers: int = 0
    house: House = field(default_factory=House)
    # whether readers may put booklets together in their browser
    selfmade: bool = False

    def run(self, pages: Pages, output: Path, wanted: Wanted = (), progress: Progress | None = None) -> Result:
        """Make the booklets of the wanted items (all where none is named), each with the id that is asked for."""
        plans, findings = plan_booklets(self.around.library)
        plans = [plan for plan in plans if _is_wanted(plan, wanted)]
        if wanted:
            findings = [finding for finding in findings if any(finding.path == item.path for item, _ in wanted)]
        tasks = list(self._tasks(plans, pages, wanted, output))
        outcomes, fresh = self._work(tasks, output, progress)
        made: list[Made] = []
        for task, outcome in zip(tasks, outcomes, strict=True):
            findings += [*task.findings, *task.explain(outcome)]
            if task.refused:
                _remove_earlier(output, task.job, self.around.words.addresses)
            if outcome is not None and not outcome.failed:
                made += [self._described(task, outcome, output / name) for name in outcome.files]
        if not wanted:
            shown = {file.thumbnail.name for file in made if file.thumbnail is not None}
            _remove_others(output, shown | {file.name for file in made})
        return Result(tuple(made), tuple(sorted(dict.fromkeys(findings), key=sort_key)), fresh)

    def _described(self, task: Task, outcome: Outcome, file: Path) -> Made:
        made = task.made(file.name, outcome, file.stat().st_size)
        size = draw_thumbnail(file, made.form, self.store)
        return made if size is None else replace(made, thumbnail=Thumbnail(file.with_suffix(ENDING).name, *size))

    def _tasks(self, plans: Sequence[Plan], pages: Pages, wanted: Wanted, output: Path) -> Iterator[Task]:
        composing = Composing(
            self.around, self.imprint, self.stamp, self.store, self.overrides, pages, output, self.house
        )
        for plan in plans:
            yield composing.booklet(plan)
            if plan.declared:
                yield composing.book(book_of(plan))
        for plan in selfmade(plans, self.around.words.addresses.own) if self.selfmade else ():
            yield composing.booklet(plan)
        for item in {plan.item.path: plan.item for plan in plans if not plan.declared}.values():
            if not any(id for other, id in wanted if other is item):
                yield from composing.extras(item)

    def _work(self, tasks: Sequence[Task], output: Path, progress: Progress | None) -> tuple[list[Outcome | None], int]:
        """The outcome of each task, from the store or made now, and how many files are new; None where the lint forbids it."""
        outcomes: list[Outcome | None] = [None if task.refused else task.outcome for task in tasks]
        todo = [number for number, task in enumerate(tasks) if outcomes[number] is None and not task.refused]
        done = len(tasks) - len(todo)
        with Pool(self._processes(len(todo))) as pool:
            # an e-book tells the pages of a booklet, which is made before it
            for books in (False, True):
                those = [number for number in todo if bool(tasks[number].paged) is books]
                for number, entry in pool.work([(number, _told_pages(tasks, outcomes, number)) for number in those]):
                    outcome = outcomes[number] = deliver(entry, output)
                    if outcome is not None and not outcome.refused:
                        self.store.keep("booklet", tasks[number].key, entry)
                    done += 1
                    if progress is not None:
                        progress(done, len(tasks), tasks[number].job.stem)
        new = (outcomes[number] for number in todo)
        return outcomes, sum(len(outcome.files) for outcome in new if outcome is not None and not outcome.failed)

    def _processes(self, jobs: int) -> int:
        cores = self.workers or (
            len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        )
        # a process costs as much as a few booklets: one is enough for little work
        return min(cores, jobs) if jobs > 2 else 1


def _told_pages(tasks: Sequence[Task], outcomes: Sequence[Outcome | None], number: int) -> Job:
    """The job of a task; an e-book's with the pages of its booklet, where that was made."""
    job, paged = tasks[number].job, tasks[number].paged
    made = zip(tasks, outcomes, strict=True)
    found = (outcome for task, outcome in made if task.job.form == "booklet" and task.job.stem == paged)
    outcome = next(found, None) if paged else None
    return replace(job, begin=outcome.begin) if outcome is not None else job


def _remove_others(folder: Path, names: Set[str]) -> None:
    """Nobody prints a booklet that is not made any more."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_file() and path.name not in names:
            path.unlink()


def _remove_earlier(folder: Path, job: Job, ends: Addresses) -> None:
    """A file that was made before must not pass for the one that is refused now."""
    if job.form in _SUFFIXES:
        (folder / f"{job.stem}{_SUFFIXES[job.form]}").unlink(missing_ok=True)
        return
    for name in ("", f"-{ends.sheets}", f"-{ends.press}", f"-{ends.cover}"):
        (folder / f"{job.stem}{name}.pdf").unlink(missing_ok=True)
    (folder / f"{job.stem}{ENDING}").unlink(missing_ok=True)


def _is_wanted(plan: Plan, wanted: Wanted) -> bool:
    return not wanted or any(is_asked(plan, item, id) for item, id in wanted)
