"""Where what runs in a text is told, and who may make an exception for it."""

from __future__ import annotations

import pytest

from katern.check import check
from katern.check.policy import read_policy
from katern.layout import Layout
from katern.loading import load_library


@pytest.fixture
def told(tmp_path):
    """The places and codes of what is told of a page, with files beside it and settings."""

    def told(text, files=(), exceptions=(), severities=(), named=()):
        for path, content in {"docs/index.md": text, **dict(files)}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content, encoding="utf-8")
        policy = read_policy(dict(severities), exceptions, 40, "", "mkdocs.yml")
        policy = type(policy)(policy.severities, policy.exemptions, named=frozenset(named))
        found = check(load_library(Layout(tmp_path)), policy)
        return [(one.path, one.line, one.column, one.code) for one in found if one.code.startswith(("html.", "check."))]

    return told


PAGE = ("docs/index.md",)


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ('# P\n\nEen <b onclick="a()">woord</b>.\n', 3, 5, "html.active"),
        ("# P\n\n<script>a()</script>\n", 3, 1, "html.active"),
        ("# P\n\nEen [link](javascript:a()).\n", 3, 12, "html.active"),
        ("# P\n\n[x]: javascript:a()\n\nEen [link][x].\n", 3, 6, "html.active"),
        ("# P\n\nEen [link](b.pdf){ onclick=a() }.\n", 3, 20, "html.active"),
        ("# P\n\n`<script>`, en dan\n\n<iframe src='x'></iframe>\n", 5, 1, "html.element"),
        ("# P {#__config}\n\nTekst.\n", 1, 7, "html.active"),
        ("---\ndescription: '[x](javascript:a())'\n---\n\n# P\n", 0, 0, ""),
    ],
)
def test_it_is_told_where_it_is_written(told, text, line, column, code):
    found = told(text, {"docs/b.pdf": "x"})
    assert found == ([(*PAGE, line, column, code)] if code else [])


def test_code_and_comments_are_no_html(told):
    assert told("# P\n\n```html\n<script>a()</script>\n```\n\n`<b onclick>` <!-- een opmerking -->\n") == []


@pytest.mark.parametrize("name", ["film.html", "los.js", "kaart.SVGZ", "a/b.xhtml"])
def test_files_that_browsers_run_are_told_unless_settings_name_them(told, name):
    assert told("# P\n", {f"docs/{name}": "x"}) == [(f"docs/{name}", 1, 1, "html.active")]
    assert told("# P\n", {f"docs/{name}": "x"}, named=[name]) == []


def test_a_script_in_a_drawing_is_told_at_its_line(told):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg">\n<script>a()</script></svg>'
    assert told("# P\n", {"docs/a.svg": drawing}) == [("docs/a.svg", 2, 1, "html.active")]


def test_only_settings_make_an_exception(told):
    own = "# P\n\n<!-- katern: ignore html.active: zo hoort het -->\n<b onclick='a()'>x</b>\n"
    assert [code for *_, code in told(own)] == ["check.bad-setting", "html.active"]
    assert (
        told("# P\n\n<b onclick='a()'>x</b>\n", exceptions=[{"code": "html.active", "path": "docs/*", "reason": "x"}])
        == []
    )
    assert told("# P\n\n<b onclick='a()'>x</b>\n", severities={"html.active": "off"}) == []
