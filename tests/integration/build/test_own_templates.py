"""A site's own templates and code that fail are findings at their line, in every command, and never a traceback."""

from __future__ import annotations

import subprocess

import pytest

from .conftest import command

SETTINGS = "site_name: Proef\nsite_url: https://proef.example/\ntheme: {name: material, language: nl, custom_dir: overrides, font: false}\n"
PLUGINS = "plugins:\n  - search\n  - macros: {module_name: hooks/macros}\n  - katern\n"
PLAIN = SETTINGS + "plugins: [search, macros, katern]\n"
PAGE = "---\ntitle: Home\n---\n\nTekst.\n"
BLOCK = '{% extends "base.html" %}\n{% block content %}\nHIER\n{% endblock %}\n'


def main(inside: str) -> dict[str, str]:
    """A frame of the site's own, with this on its third line."""
    return {"overrides/main.html": BLOCK.replace("HIER", inside)}


def macros(code: str | None) -> dict[str, str]:
    """A module of macros; None for one that is not there."""
    return {"mkdocs.yml": SETTINGS + PLUGINS} | ({} if code is None else {"hooks/macros.py": code})


def hooks(code: str) -> dict[str, str]:
    """A hook of MkDocs."""
    return {"mkdocs.yml": f"{PLAIN}hooks: [hooks/haak.py]\n", "hooks/haak.py": code}


# what `katern check` sees too: it reads templates and code, and draws nothing
READ = {
    "a template that is no template": (main("{% if %}"), "overrides/main.html:3:1: error template.syntax"),
    "a block without an end": ({"overrides/main.html": "{% block content %}\nx\n"}, "overrides/main.html:1:1: error template.syntax"),
    "a filter that is not there": (main("{{ page.title|nergens }}"), "overrides/main.html:3:1: error template.syntax"),
    "a file that is not there": (main('{% include "partials/nee.html" %}'), "overrides/main.html:3:1: error template.missing"),
    "a frame that is not there": ({"overrides/main.html": '{% extends "nee.html" %}'}, "overrides/main.html:1:1: error template.missing"),
    "no text": ({"overrides/main.html": b"{# a #}\n\xff\xfe"}, "overrides/main.html:2:1: error template.syntax"),
    "a template of the engine": ({"overrides/katern/tail.html": "\n{{ a"}, "overrides/katern/tail.html:2:1: error template.syntax"),
    "a page that asks for none": ({"docs/index.md": PAGE.replace("\n---\n\n", "\ntemplate: nee.html\n---\n\n")}, "docs/index.md:3:1: error template.missing"),
    "code that is no code": (macros("a = (\n"), "hooks/macros.py:1:5: error code.syntax"),
    "code that asks for what is not there": (macros("\nimport bestaat_niet\n"), "hooks/macros.py:2:1: error code.failed"),
    "code that fails": (macros("def define_env(env):\n    raise ValueError('x')\n"), "hooks/macros.py:2:1: error code.failed"),
    "code that is not there": (macros(None), "mkdocs.yml:6:27: error code.failed"),
    "code without macros": (macros("a = 1\n"), "mkdocs.yml:6:27: error code.failed"),
    "code by the name that needs not be given": ({"main.py": "import bestaat_niet\n"}, "main.py:1:1: error code.failed"),
    "a hook that is no code": (hooks("def on_config(\n"), "hooks/haak.py:1:14: error code.syntax"),
}  # fmt: skip
# what only drawing tells
DRAWN = {
    "a name that is not there": (main("{{ nee() }}"), "overrides/main.html:3:1: error template.undefined"),
    "a part that is not there": (main("{{ page.meta.a.b.c }}"), "overrides/main.html:3:1: error template.undefined"),
    "a sum that cannot be": (main("{{ 1 // (page.title|length - 4) }}"), "overrides/main.html:3:1: error template.failed"),
    "a template that asks for itself": ({"overrides/main.html": '{% extends "main.html" %}'}, "overrides/main.html:1:1: error template.failed"),
    "a part of the frame": ({"overrides/partials/footer.html": "<p>\n{{ a.b }}"}, "overrides/partials/footer.html:2:1: error template.undefined"),
    "the page for what is not there": ({"overrides/404.html": BLOCK.replace("HIER", "{{ a.b }}")}, "overrides/404.html:3:1: error template.undefined"),
    "the end of a page": ({"overrides/katern/tail.html": "x\n{{ nee }}", "docs/_data/glossary.yml": "terms: []\n"}, "overrides/katern/tail.html:2:1: error template.undefined"),
    "a hook that fails": (hooks("def on_page_content(html, **more):\n    return html + 1\n"), "hooks/haak.py:2:1: error code.failed"),
    "a template beside a hook": (main("{{ a.b }}") | hooks(""), "overrides/main.html:3:1: error template.undefined"),
}  # fmt: skip


@pytest.fixture
def checkout(site):
    """A small site with these files."""
    return lambda files: site({"mkdocs.yml": PLAIN, "docs/index.md": PAGE, "overrides/leeg.txt": ""} | files)


@pytest.mark.parametrize("name", [*READ, *DRAWN])
def test_a_build_tells_what_failed_at_its_line(checkout, name):
    files, told = (READ | DRAWN)[name]
    done = command("katern", "build", "--no-booklets", cwd=checkout(files))
    assert (done.returncode, done.stdout.startswith(told)) == (1, True), done.stdout + done.stderr
    assert "1 fout, 0 waarschuwingen." in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "a block without an end",
        "a file that is not there",
        "a page that asks for none",
        "code that fails",
        "a hook that is no code",
    ],
)
def test_a_check_tells_what_can_be_told_without_drawing(checkout, name):
    files, told = READ[name]
    done = command("katern", "check", cwd=checkout(files))
    assert (done.returncode, done.stdout.startswith(told)) == (1, True), done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["a file that is not there", "a name that is not there"])
def test_a_release_tells_the_same_and_publishes_nothing(checkout, tmp_path, name):
    files, told = (READ | DRAWN)[name]
    root = checkout({**files, ".gitignore": ".cache/\nsite/\n"})
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "a"),
    ):
        subprocess.run(["git", *words], cwd=root, check=True)
    done = command("katern", "release", "concept", "--to", str(tmp_path / "uit"), cwd=root)
    assert (done.returncode, done.stdout.startswith(told)) == (1, True), done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list((tmp_path / "uit").glob("concept*"))


def test_what_a_template_asks_for_in_some_case_alone_needs_not_be_there(checkout):
    inside = '{% if page.meta.nooit %}{% include "nee.html" %}{% endif %}{% include "nee.html" ignore missing %}{% include ["nee.html", "partials/footer.html"] %}'
    done = command("katern", "build", "--no-booklets", cwd=checkout(main(inside)))
    assert done.returncode == 0, done.stdout + done.stderr
