"""Sites shaped as those of others are, built by Katern and by MkDocs: the same bodies, and nothing lost of either."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ROOT, Html, command

SITES = ("foreign-material", "foreign-bibtex", "foreign-course")
# MkDocs keeps the names of templates without an order of their own
ORDER = {"PYTHONHASHSEED": "0"}
Read = Callable[[str, str], str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sites as Katern builds them; a check says nothing that stops a build."""
    roots = {}
    for name in SITES:
        roots[name] = root = tmp_path_factory.mktemp("foreign") / name
        shutil.copytree(ROOT / "tests/sites" / name, root)
        more = () if name == "foreign-course" else ("--no-booklets",)
        done = command("katern", "build", *more, cwd=root, **ORDER)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stdout + done.stderr
    return roots


@pytest.fixture
def page(built: dict[str, Path]) -> Read:
    """The HTML of a page of a site."""
    return lambda site, url: (built[site] / "site" / url / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("site", SITES)
def test_mkdocs_builds_the_same_bodies(site: str, built: dict[str, Path], tmp_path: Path) -> None:
    done = command("mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site"), cwd=built[site], **ORDER)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    ours = {path.relative_to(built[site] / "site"): path for path in (built[site] / "site").rglob("index.html")}
    theirs = {path.relative_to(tmp_path / "site"): path for path in (tmp_path / "site").rglob("index.html")}
    assert sorted(ours) == sorted(theirs)
    for name, path in ours.items():
        here, there = (Html(one.read_text(encoding="utf-8")) for one in (path, theirs[name]))
        assert without_downloads(here.article) == without_downloads(there.article), name


def without_downloads(article: str) -> str:
    """MkDocs makes no booklets."""
    before, found, rest = article.partition('<section class="booklets')
    return before + rest.partition("</section>")[2] if found else before


def test_a_check_says_nothing_of_what_a_hook_may_still_mend(built: dict[str, Path]) -> None:
    for site, root in built.items():
        done = command("katern", "check", cwd=root)
        assert (done.returncode, done.stdout) == (0, "No findings.\n"), site


def test_what_material_draws_where_a_site_has_it_is_drawn(page: Read) -> None:
    moorings = page("foreign-material", "guide/moorings")
    assert '<li class="md-tabs__item md-tabs__item--active"><a class="md-tabs__link" href="../../guide/"' in moorings
    assert 'class="md-tag"' in moorings
    assert "4 May 2026" in moorings
    assert 'class="md-feedback"' in moorings
    assert 'rel="edit"' in moorings
    assert 'class="md-feedback"' not in page("foreign-material", "")
    assert "A description may be as long" not in Html(page("foreign-material", "")).article
    assert "The office opened in 1987" in page("foreign-material", "")


def test_a_site_that_asks_for_what_the_script_of_the_theme_does_keeps_it(built: dict[str, Path], page: Read) -> None:
    for name in SITES:
        needs = name != "foreign-bibtex"
        assert ("assets/javascripts/bundle." in page(name, "")) is needs, name
        assert ('<script id="__config"' in page(name, "")) is needs, name
        assert ("assets/katern/frame.js" in page(name, "")) is not needs, name


def test_posts_of_a_blog_lead_to_sources_from_where_they_stand(page: Read) -> None:
    post = page("foreign-material", "blog/2026/02/10/after-the-storm")
    assert 'href="../../../../../sources/okafor2021/"' in post
    assert page("foreign-material", "blog").count(">After the storm</a></h2>") == 1
    assert 'href="../../blog/2026/02/10/after-the-storm/' in page("foreign-material", "sources/okafor2021")


def test_a_link_that_no_hook_mends_is_refused_on_the_built_page(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOT / "tests/sites/foreign-material", tmp_path / "site"))
    file = root / "docs/index.md"
    file.write_text(file.read_text(encoding="utf-8").replace("#half-way", "#no-way"), encoding="utf-8")
    done = command("katern", "build", "--no-booklets", cwd=root)
    assert done.returncode == 1
    assert (
        "docs/index.md:15:27: error link.anchor: '#no-way' is no place in docs/guide/tides.md"
        in done.stdout + done.stderr
    )
    assert not (root / "site/index.html").exists()


def test_a_list_stands_where_its_author_put_it(page: Read) -> None:
    start = page("foreign-bibtex", "")
    heading, list_, after = (
        start.index(sign) for sign in ('id="references"', 'class="sources sources--headed"', "Afterwards")
    )
    assert heading < list_ < start.rindex(">Afterwards")
    assert after
    assert start.count("<h2") == 2
    assert '[<a class="citation__link" href="#ref-osei.2022"' in start
    reading = Html(page("foreign-bibtex", "reading")).article
    assert reading.index('id="ref-ward_1999"') < reading.index("See also")
    assert page("foreign-bibtex", "all").count('<li class="source"') == 3


def test_any_pages_become_a_booklet(built: dict[str, Path], page: Read) -> None:
    names = sorted(path.name for path in (built["foreign-course"] / "site/booklets").iterdir())
    assert names == ["exercises.epub", "exercises.pdf", "exercises.webp", "reader.epub", "reader.pdf", "reader.webp"]
    assert "Course reader" in page("foreign-course", "")
    assert "All exercises" in page("foreign-course", "week-1/exercises")
    done = command("katern", "booklet", "exercises", "--explain", "Draw a map", cwd=built["foreign-course"])
    assert done.stdout.startswith("exercises, Exercises of week 2: p\n")
