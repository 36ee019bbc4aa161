"""Where a site is twice as large, every function of the engine does at most about twice the work."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from katern import known
from katern.check.fresh import freshness
from katern.commandline import load_site
from katern.print.booklet import plans
from katern.site import navigation
from katern.site.build import Build
from katern.site.output import Output
from katern.site.whole import Whole
from katern.store import Store

from .sites import everything, long_blocks, one_page
from .work import Work, growing

DAY = datetime.date(2026, 1, 1)
# below so many steps nothing can be told of growth
LEAST = 700


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch):
    """What is bounded in a large site is bounded in a small one too."""
    monkeypatch.setattr(known, "_FEW", 2)
    monkeypatch.setattr(known, "_COMMON", 2)
    monkeypatch.setattr(navigation, "LONGEST", 2)


def work(root: Path, files: dict[str, str], remembered: bool) -> dict[str, Work]:
    """What each step of a build takes; `remembered` is whether the texts were read before."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    site = load_site(str(root / "mkdocs.yml")).site
    store = Store(root / "store")
    first = Build(site, store)
    first.read()
    first.begin_citations()
    first.draw()
    build = Build(site, store if remembered else Store(None))
    found = {name: Work() for name in ("read", "judge", "draw", "dress", "write", "plan")}
    with found["read"]:
        build.read()
    with found["judge"]:
        build.judge({"fresh": lambda library: freshness(library, DAY)})
    build.store = store
    build.begin_citations()
    with found["draw"]:
        build.draw()
    with found["dress"]:
        build.dress()
    output = Output(root / "site")
    with found["write"]:
        Whole(build).write(output)
    output.drop()
    with found["plan"]:
        plans(build.library)
    return found


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("files", "count", "remembered"),
    [(everything, 4, True), (one_page, 6, False), (long_blocks, 8, False)],
    ids=["everything", "one page", "long blocks"],
)
def test_no_function_does_more_than_twice_the_work_for_twice_as_much(files, count, remembered, tmp_path):
    runs = [work(tmp_path / f"{times}", files(times * count), remembered) for times in (1, 2, 4)]
    assert [found for step in runs[0] for found in growing(*(run[step] for run in runs), LEAST)] == []
