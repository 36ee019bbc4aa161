"""What a preview looks at beside the texts: settings, code, templates and whatever mkdocs.yml names."""

from __future__ import annotations

import pytest

from katern.commandline import load_site
from katern.mkdocs.watched import settings_files

THEME = "theme: {name: material, custom_dir: overrides}\n"
SETTINGS = {
    "nothing more": ("plugins: [katern]\n", ["mkdocs.yml"]),
    "templates": (THEME + "plugins: [katern]\n", ["mkdocs.yml", "overrides", "overrides/.icons"]),
    "macros in a folder": ("plugins: [{macros: {module_name: hooks/eigen}}, katern]\n", ["mkdocs.yml", "hooks"]),
    "macros at the root": ("plugins: [{macros: {module_name: eigen}}, katern]\n", ["mkdocs.yml", "eigen", "eigen.py"]),
    "values of macros": (
        "plugins: [{macros: {module_name: hooks/eigen, include_yaml: [jaren.yml, {twee: b.yml}]}}, katern]\n",
        ["mkdocs.yml", "hooks", "jaren.yml", "b.yml"],
    ),
    "a style of its own": ("plugins: [{katern: {style: stijl/apa.csl}}]\n", ["mkdocs.yml", "stijl/apa.csl"]),
    "kinds of its own": ("plugins: [{katern: {kinds: hooks/soorten.py}}]\n", ["mkdocs.yml", "hooks/soorten.py"]),
    "what the site names": (
        "watch: [tabellen, jaren.yml]\nplugins: [katern]\n",
        ["mkdocs.yml", "tabellen", "jaren.yml"],
    ),
    "settings of elsewhere": ("INHERIT: basis/mkdocs.yml\nplugins: [katern]\n", ["mkdocs.yml", "basis/mkdocs.yml"]),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_looked_at(name, site):
    yml, wanted = SETTINGS[name]
    root = site(
        {
            "mkdocs.yml": "site_name: P\n" + ("" if "theme" in yml else "theme: material\n") + yml,
            "docs/index.md": "# A\n",
            "overrides/x.html": "",
            "hooks/eigen.py": "def define_env(env): pass\n",
            "hooks/soorten.py": "KINDS = []\n",
            "eigen.py": "def define_env(env): pass\n",
            "jaren.yml": "a: 1\n",
            "b.yml": "a: 1\n",
            "stijl/apa.csl": "<style/>",
            "tabellen/a.csv": "a\n",
            "basis/mkdocs.yml": "site_description: x\n",
        }
    )
    found = load_site(str(root / "mkdocs.yml")).site.watched
    assert [path.relative_to(root).as_posix() for path in found] == wanted


def test_settings_that_inherit_from_each_other(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("# INHERIT: niets.yml\nINHERIT: 'b.yml' # uit b\n", encoding="utf-8")
    (tmp_path / "b.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    assert [file.name for file in settings_files(tmp_path / "mkdocs.yml")] == ["mkdocs.yml", "b.yml"]


def test_settings_that_inherit_from_nothing(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("INHERIT: weg.yml\n", encoding="utf-8")
    assert [file.name for file in settings_files(tmp_path / "mkdocs.yml")] == ["mkdocs.yml", "weg.yml"]
