"""Options of the plugin that name a place."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config

from katern.messages import messages_of
from katern.mkdocs.options import local_folder, misplaced_cache, open_store
from katern.report import line

DUTCH = messages_of("nl")

YML = "site_name: P\ntheme: {{name: material, custom_dir: overrides}}\nplugins:\n  - katern:\n      cache: {cache}\n"


@pytest.fixture
def made(site):
    def make(cache):
        root = site(
            {"mkdocs.yml": YML.format(cache=cache), "overrides/main.html": "x", "docs/index.md": "x", ".cache/x": "x"}
        )
        config = load_config(str(root / "mkdocs.yml"))
        return root, config.plugins["katern"].config, config

    return make


@pytest.mark.parametrize(
    "cache",
    [".cache/katern", ".katern", "../elders", "/srv/katern", "s3://emmer/katern", "'docs://x'", "''", "docs-cache"],
)
def test_a_folder_of_its_own_or_an_address_will_do(made, cache):
    _, settings, config = made(cache)
    assert misplaced_cache(settings, config) == ()


WRONG = {
    ".": "daarin staat het hele project", "..": "daarin staat het hele project", "/": "daarin staat het hele project",
    "../site": "daarin staat het hele project", "docs": "dat raakt aan docs", "docs/_cache": "dat raakt aan docs",
    "dossiers": "dat raakt aan dossiers", "dossiers/x/y": "dat raakt aan dossiers", "bibliography": "dat raakt aan bibliography",
    "toolkits/../toolkits": "dat raakt aan toolkits", "site": "dat raakt aan site", "site/assets": "dat raakt aan site",
    "overrides": "dat raakt aan overrides", "koppeling": "dat raakt aan docs", "vol": "staat 'brief.txt', en dat is niet van Katern",
    "vol/brief.txt": "is geen map",
}  # fmt: skip


@pytest.mark.parametrize("cache", WRONG)
def test_a_folder_that_is_in_use_is_a_finding_at_its_line_and_nothing_is_kept(made, cache):
    root, settings, config = made(cache)
    (root / "koppeling").symlink_to("docs")
    (root / "vol").mkdir()
    (root / "vol/brief.txt").write_text("bewaren", encoding="utf-8")
    (finding,) = misplaced_cache(settings, config)
    assert line(finding, "nl").startswith("mkdocs.yml:5:14: error meta.bad-value: ")
    assert WRONG[cache] in DUTCH.tell(finding).message
    before = sorted(root.rglob("*"))
    open_store(settings, config).keep("font", (), b"x")
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    ("cache", "text", "code"),
    [
        (".cache/katern", ["site/.cache/katern/store/font"], ["site/.cache/katern/store/template"]),
        ("../elders", ["elders/store/font"], []),
        ("memory://katern-settings", ["site/.cache/katern/store/font"], ["site/.cache/katern/store/template"]),
        ("''", [], []),
    ],
)
def test_code_is_kept_within_the_checkout_alone(made, tmp_path, cache, text, code):
    _, settings, config = made(cache)
    store = open_store(settings, config)
    store.keep("font", (), b"x")
    store.keep("template", (), b"x")
    folders = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("store/*") if path.is_dir()}
    assert folders == {*text, *code}
    assert store.read("font", ()) == (None if cache == "''" else b"x")


def test_a_link_that_leads_out_of_the_checkout_is_no_place_for_code(made, tmp_path):
    root, settings, config = made(".gedeeld")
    (tmp_path / "elders").mkdir()
    (root / ".gedeeld").symlink_to(tmp_path / "elders")
    open_store(settings, config).keep("template", (), b"x")
    assert list((tmp_path / "elders").iterdir()) == []


@pytest.mark.parametrize(
    ("cache", "folder"),
    [("s3://emmer", ".cache/katern"), ("''", ".cache/katern"), (".k", ".k"), ("../elders", "../elders")],
)
def test_what_is_half_made_stays_on_this_machine(made, cache, folder):
    root, settings, config = made(cache)
    assert local_folder(settings, config) == Path(root, folder).resolve()
