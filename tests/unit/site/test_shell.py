from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from katern.site.shell import Shell, relative, way_up

TEMPLATES = {
    "main.html": "{{ base_url }}|{{ 'a.css' | url }}|{{ page.canonical | url }}|{{ katern }}|{{ extra_css | join(' ') }}|{{ page.title }}",
    "eigen.html": "eigen {{ page.title }}",
    "404.html": "{{ 'a.css' | url }}|{{ base_url }}",
    "script.html": "{% for script in scripts %}{{ script | script_tag }}{% endfor %}",
}


@pytest.mark.parametrize(
    ("url", "up"),
    [("", ""), ("index.html", ""), ("a/", "../"), ("a/b/", "../../"), ("a/b.html", "../"), ("404.html", "")],
)
def test_the_way_up_counts_the_folders_above_a_page(url, up):
    assert way_up(url) == up


@pytest.mark.parametrize(
    ("path", "up", "expected"),
    [
        ("a/b.css", "../", "../a/b.css"),
        ("a/", "../../", "../../a/"),
        ("", "../", ".."),
        (".", "../../", "../.."),
        (".", "", "."),
        ("./x/../a.css", "", "a.css"),
        ("https://elders.example/a.css", "../", "https://elders.example/a.css"),
        ("//elders.example/a.css", "../", "//elders.example/a.css"),
        ("/van/de/wortel", "../", "/van/de/wortel"),
        ("#kop", "../", "#kop"),
        ("mailto:a@b.example", "../", "mailto:a@b.example"),
        ("a b/é.css?x=1", "../", "../a b/é.css?x=1"),
        ("a.css", "/site", "/site/a.css"),
    ],
)
def test_a_path_is_told_from_where_the_page_lies(path, up, expected):
    assert relative(path, up) == expected


@pytest.fixture
def shell():
    shared = {"paths": {"extra_css": ["eigen.css", "https://elders.example/x.css"], "extra_javascript": []}}
    return Shell(Environment(loader=DictLoader(TEMPLATES)), shared, lambda page: f"K{page.url}", lambda page: ())


def page(url, title="T", meta=None):
    return SimpleNamespace(url=url, title=title, meta=meta or {}, canonical=f"{url}x")


def test_each_page_gets_its_own_way_to_styles(shell):
    assert shell.page(page("")) == ".|a.css|x|K|eigen.css https://elders.example/x.css|T"
    assert (
        shell.page(page("a/b/", "U"))
        == "../..|../../a.css|../../a/b/x|Ka/b/|../../eigen.css https://elders.example/x.css|U"
    )
    assert (
        shell.page(page("c/d/", "V"))
        == "../..|../../a.css|../../c/d/x|Kc/d/|../../eigen.css https://elders.example/x.css|V"
    )


def test_a_page_may_ask_for_another_template(shell):
    assert shell.page(page("a/", meta={"template": "eigen.html"})) == "eigen T"


def test_the_page_for_what_is_not_found_finds_its_styles_from_the_root_of_the_server(shell):
    assert shell.template("404.html", "/site/", None, []) == "/site/a.css|/site/"


class Script:
    """As MkDocs reads one from mkdocs.yml."""

    type, defer, async_ = "module", True, False

    def __str__(self):
        return "a.js"


def test_a_script_keeps_how_it_is_to_be_loaded():
    scripts = [Script(), "los.js"]
    shell = Shell(
        Environment(loader=DictLoader(TEMPLATES)),
        {"scripts": scripts, "paths": {"extra_css": [], "extra_javascript": []}},
        str,
        lambda page: (),
    )
    assert (
        shell.template("script.html", "../", None, [])
        == '<script src="../a.js" type="module" defer></script><script src="../los.js"></script>'
    )
