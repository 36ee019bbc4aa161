from __future__ import annotations

import pytest
from mkdocs.config import load_config

from katern.library import Library
from katern.report import line
from katern.settings import layout
from katern.site.unread import unread_macros

CONFIG = "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: "
HINT = "(zet de plugin macros in mkdocs.yml, of schrijf bovenaan de pagina: render_macros: false)"


@pytest.fixture
def found(site):
    def read(page: str, plugins: str = "[katern]") -> list[str]:
        root = site({"mkdocs.yml": CONFIG + plugins, "docs/index.md": page})
        config = load_config(str(root / "mkdocs.yml"))
        library = Library.load(layout(config.plugins["katern"].config, config))
        return [line(finding) for finding in unread_macros(library, config)]

    return read


def test_a_macro_that_nobody_reads_is_told_once_a_page(found):
    assert found('# Kop\n\nBel {{ helpline("112") }}, {{ ander() }}.\n') == [
        f'docs/index.md:3:5: error macro.unread: de macro {{{{ helpline("112") }}}} wordt niet gelezen en staat zo op de pagina {HINT}'
    ]


def test_a_condition_is_a_macro_too(found):
    assert found("{% if x %}\nTekst.\n{% endif %}\n")[0].startswith("docs/index.md:1:1: error macro.unread: de macro {% if x %} ")


@pytest.mark.parametrize(
    ("page", "plugins"),
    [
        ("{{ x() }}", "[macros, katern]"),
        ("---\nrender_macros: false\n---\n{{ x() }}", "[katern]"),
        ("Zo: `{{ x() }}`.", "[katern]"),
        ("```\n{{ x() }}\n```", "[katern]"),
        ("## Kop { #plek }\n\n{: .klas }", "[katern]"),
    ],
)
def test_what_is_read_or_meant_to_stay_is_no_finding(found, page, plugins):
    assert found(page, plugins) == []
