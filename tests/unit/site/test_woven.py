"""Which files of a site's own count as part of any page: what a template or the site's code may read, not what a page leads to."""

from __future__ import annotations

import pytest

from katern.commandline import load_site
from katern.site.woven import woven

SETTINGS = "site_name: Proef\ntheme: {name: material, language: nl, custom_dir: eigen}\nplugins: [katern]\n"
THEME = {
    "eigen/main.html": '{% extends "base.html" %}{% block announce %}{% include "assets/merk.svg" %}{% endblock %}\n',
    "eigen/assets/merk.svg": "<svg/>",
    "eigen/assets/plaat.svg": "<svg/>",
    "eigen/assets/eigen.css": "p {}",
    "eigen/.icons/ster.svg": "<svg/>",
    "eigen/print/style.typ": "",
    "eigen/lijst.txt": "",
}
ALWAYS = {"mkdocs.yml", "eigen/main.html", "eigen/.icons/ster.svg", "eigen/lijst.txt"}
ALL = ALWAYS | {"eigen/assets/merk.svg", "eigen/assets/plaat.svg", "eigen/assets/eigen.css", "eigen/print/style.typ"}
MACROS = "plugins: [{macros: {module_name: hooks/eigen}}, katern]\n"


@pytest.fixture
def names(site):
    """The files that count, of a site with these files more."""
    return lambda files: set(
        woven(load_site(str(site({"mkdocs.yml": SETTINGS, **THEME, **files}) / "mkdocs.yml")).site)
    )


def test_what_a_template_takes_in_counts_and_what_a_page_leads_to_does_not(names):
    assert names({}) == ALWAYS | {"eigen/assets/merk.svg"}


@pytest.mark.parametrize(
    "template",
    [
        pytest.param("{% include config.extra.plaat %}", id="a name that is worked out"),
        pytest.param("{% include 'a' ", id="a template that cannot be read"),
    ],
)
def test_where_nobody_can_know_what_a_template_takes_in_all_counts(names, template):
    assert names({"eigen/partials/voet.html": template}) == ALL | {"eigen/partials/voet.html"}


def test_code_that_names_the_folder_may_read_all_of_it(names):
    settings = SETTINGS.replace("plugins: [katern]\n", MACROS)
    code = "def define_env(env):\n    env.variables['x'] = open('{}').read()\n"
    code_files = {"hooks/eigen/__init__.py", "hooks/eigen.py"}
    read = names({"mkdocs.yml": settings, "hooks/eigen.py": code.format("eigen/assets/plaat.svg")})
    assert read - code_files == ALL
    other = names({"mkdocs.yml": settings, "hooks/eigen.py": code.format("docs/lijst.txt")})
    assert other - code_files == ALWAYS | {"eigen/assets/merk.svg"}


def test_a_style_of_citations_is_part_of_each_citation_and_not_of_each_page(names):
    settings = SETTINGS.replace("plugins: [katern]", "plugins: [{katern: {style: stijl/apa.csl}}]")
    assert "stijl/apa.csl" not in names({"mkdocs.yml": settings, "stijl/apa.csl": "<style/>"})
