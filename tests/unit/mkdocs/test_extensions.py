from __future__ import annotations

import markdown
import pytest
from mkdocs.config import load_config

from katern.mkdocs.extensions import NEEDED, bring, settings_that_break
from katern.report import line
from katern.words import words_of

CONFIG = "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [katern]\n"
PAGE = """!!! trainer "Noot"
    Geheim.

??? note "Vouw"
    Dicht.

=== "Tab"

    Inhoud.

- [ ] taak

Term
:   uitleg

Tekst[^1] over KIS { .klas }

| a |
|---|
| b |

~~~
!!! code
~~~

<div markdown>
**vet**
</div>

![](a.png)
/// caption
Bijschrift
///

*[KIS]: Kennis
[^1]: Noot.
"""
DRAWN = (
    'class="admonition trainer"', "<details", "tabbed-labels", "task-list-control", "<dl>", 'class="footnote"', "<abbr",
    "<table>", "<code>!!! code", "<strong>vet</strong>", "<figcaption>", "Terug naar noot 1",
)  # fmt: skip


def loaded(site, extensions=""):
    root = site({"mkdocs.yml": CONFIG + extensions, "docs/index.md": "# Welkom\n"})
    return load_config(str(root / "mkdocs.yml"))


def drawn(config):
    bring(config, words_of("nl"))
    return markdown.markdown(PAGE, extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


@pytest.mark.parametrize(
    "extensions",
    ["", "markdown_extensions: [admonition]\n", "markdown_extensions: [extra]\n", "markdown_extensions: [pymdownx.extra]\n",
     "markdown_extensions: [pymdownx.tabbed, markdown.extensions.tables]\n", "markdown_extensions: {toc: {permalink: true}}\n"],
)  # fmt: skip
def test_the_dialect_is_drawn_whatever_a_site_names(site, extensions):
    html = drawn(loaded(site, extensions))
    wanted = [mark for mark in DRAWN if mark != "Terug naar noot 1" or "extra" not in extensions]
    assert [mark for mark in wanted if mark not in html] == []


def test_what_a_site_sets_is_kept(site):
    config = loaded(
        site, 'markdown_extensions:\n  - toc: {permalink: "#"}\n  - pymdownx.tasklist: {custom_checkbox: false}\n'
    )
    bring(config, words_of("nl"))
    assert config.mdx_configs["toc"] == {"permalink": "#"}
    assert config.mdx_configs["pymdownx.tasklist"] == {"custom_checkbox": False}
    assert [config.markdown_extensions.count(name) for name in NEEDED] == [1] * len(NEEDED)


def test_bringing_twice_is_bringing_once(site):
    config = loaded(site)
    bring(config, words_of("nl"))
    once = list(config.markdown_extensions)
    bring(config, words_of("nl"))
    assert config.markdown_extensions == once


@pytest.mark.parametrize(
    ("extensions", "expected"),
    [
        ("markdown_extensions:\n  - pymdownx.tabbed: {alternate_style: false}\n", "mkdocs.yml:5:23: error meta.bad-value: met alternate_style: false staan tabbladen niet in het boekje (haal deze regel weg)"),
        ("markdown_extensions:\n  - toc:\n      baselevel: 2\n", "mkdocs.yml:6:7: error meta.bad-value: met baselevel krijgt een pagina geen titel die een boekje herkent (haal deze regel weg)"),
    ],
)  # fmt: skip
def test_a_setting_that_breaks_the_dialect_is_told_at_its_place(site, extensions, expected):
    assert [line(finding, "nl") for finding in settings_that_break(loaded(site, extensions))] == [expected]


def test_ordinary_settings_break_nothing(site):
    extensions = "markdown_extensions:\n  - toc: {permalink: true}\n  - pymdownx.tabbed: {alternate_style: true}\n"
    assert list(settings_that_break(loaded(site, extensions))) == []
