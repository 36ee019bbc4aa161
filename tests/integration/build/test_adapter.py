"""MkDocs, ProperDocs and Katern itself show the same text on every page; plugins of MkDocs hear all that MkDocs tells."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.plugins import EVENTS

from .conftest import ROOT, Html, command

PROGRAMS = ("mkdocs", "properdocs")
# MkDocs keeps the names of templates without an order of their own
ORDER = {"PYTHONHASHSEED": "0"}
PLUGINS = (
    "material/blog, material/tags, material/meta, material/social, hooks/meldingen.py, extra_templates: robots.txt"
)


def bodies(site: Path) -> dict[str, str]:
    """What stands in the article of every page."""
    found = {}
    for path in site.rglob("*.html"):
        page = Html(path.read_text(encoding="utf-8"))
        if "<article" in page.text:
            found[path.relative_to(site).as_posix()] = page.article
    return found


@pytest.fixture(scope="module", params=["booklets", "plugins"])
def ours(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that Katern built, as a folder with all that it was built from."""
    root = tmp_path_factory.mktemp("ours") / request.param
    shutil.copytree(ROOT / "tests/sites" / request.param, root)
    done = command("katern", "build", "--draft", "--no-booklets", cwd=root, MELDINGEN=str(root / "katern.txt"), **ORDER)
    assert done.returncode == 0, done.stdout + done.stderr
    # what only MkDocs can run is never left out without a word
    assert done.stderr == (
        f"MkDocs bouwt mee, voor {PLUGINS}: dat duurt langer.\n" if request.param == "plugins" else ""
    )
    return root


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_page_says_the_same(program: str, ours: Path, tmp_path: Path) -> None:
    to = ("--site-dir", str(tmp_path / "site"))
    done = command(program, "build", "--quiet", *to, cwd=ours, MELDINGEN=str(tmp_path / "told"), **ORDER)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    theirs, here = bodies(tmp_path / "site"), bodies(ours / "site")
    assert len(here) >= 10
    assert sorted(here) == sorted(theirs)
    assert [name for name in here if here[name] != theirs[name]] == []
    if ours.name == "plugins":
        assert (tmp_path / "told").read_text(encoding="utf-8") == (ours / "katern.txt").read_text(encoding="utf-8")


def test_properdocs_says_the_same_on_every_page_of_the_real_site(kis, tmp_path: Path) -> None:
    done = command("properdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site"), cwd=kis.root)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    theirs, here = bodies(tmp_path / "site"), bodies(kis.site)
    assert len(here) > 600
    assert sorted(here) == sorted(theirs)
    assert [name for name in here if here[name] != theirs[name]] == []


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    """A site whose plugins only MkDocs can run."""
    return Path(shutil.copytree(ROOT / "tests/sites/plugins", tmp_path / "site"))


def told(program: str, root: Path, **environment: str) -> tuple[list[str], str]:
    """The events that plugins heard of, and what the command said of what went wrong."""
    notes = root.parent / f"{program}.txt"
    booklets = ["--draft", "--no-booklets"] if program == "katern" else ["--quiet"]
    done = command(program, "build", *booklets, cwd=root, MELDINGEN=str(notes), **ORDER, **environment)
    assert (done.returncode == 0) == (not environment), done.stderr
    assert "Traceback" not in done.stderr
    return notes.read_text(encoding="utf-8").splitlines(), done.stderr


def test_plugins_hear_of_every_event_in_the_order_of_mkdocs(plugins: Path) -> None:
    events, _ = told("katern", plugins)
    assert events == told("mkdocs", plugins)[0]
    assert (events[0], events[-2:]) == ("startup build", ["post_build", "shutdown"])
    # a preview has one more, and so has a build that fails
    assert {event.split()[0] for event in events} == set(EVENTS) - {"serve", "build_error"}
    templates = [event.split()[1] for event in events if event.startswith("post_template")]
    assert sorted(templates) == ["404.html", "robots.txt", "sitemap.xml"]


@pytest.mark.parametrize("event", ["config", "page_content", "post_build"])
def test_plugins_hear_of_a_build_that_fails(event: str, plugins: Path) -> None:
    events, said = told("katern", plugins, MISLUKT=event)
    assert events[-2:] == ["build_error", "shutdown"]
    assert "Zo gaat het niet." in said
    assert not (plugins / "site/index.html").exists()
    assert events == told("mkdocs", plugins, MISLUKT=event)[0]


def test_what_another_plugin_makes_of_a_page_is_what_readers_get(plugins: Path) -> None:
    told("katern", plugins)

    def page(address: str) -> str:
        return (plugins / "site" / address / "index.html").read_text(encoding="utf-8")

    start = Html(page("")).article
    assert 'Oefenen helpt <span class="citation" id="cite-1">(<a class="citation__link" href="#ref-vries2020"' in start
    assert '<li class="source" id="ref-vries2020" data-title=' in start
    assert "; vervangen.</p>" in start
    added = Html(page("dossiers/taal")).article
    assert 'aangevuld volgens <span class="citation" id="cite-2">de Vries (<a class="citation__link"' in added
    post = Html(page("blog/2026/05/01/eerste-bericht"))
    assert "de Vries, 2020, p. 3</a>)</span>" in post.article
    # the blog makes its own of what an author wrote: a citation is words there, since no list of sources follows
    assert "<p>Begin (de Vries, 2020, p. 3).</p>" in page("blog")
    assert "Eerste bericht" in page("onderwerpen")
    for path in (plugins / "site").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "katern-cite" not in text
        assert text.count("<h1") == 1, path
