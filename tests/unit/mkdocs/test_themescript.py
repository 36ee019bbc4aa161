"""Which sites need the script of the theme."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from katern.mkdocs.themescript import needs_script


class Theme(dict):
    custom_dir: str | None = None


def config(*features, scripts=(), repo_url="", folder=None, **extra):
    theme = Theme(features=list(features))
    theme.custom_dir = folder
    return SimpleNamespace(theme=theme, extra=extra, extra_javascript=list(scripts), repo_url=repo_url)


@pytest.mark.parametrize(
    "features",
    [
        (),
        (
            "navigation.sections",
            "navigation.expand",
            "navigation.tabs",
            "toc.integrate",
            "search.suggest",
            "content.action.edit",
        ),
    ],
)
def test_what_templates_and_styles_do_needs_none(features):
    assert not needs_script(config(*features), [])


@pytest.mark.parametrize(
    "feature",
    ["content.code.copy", "content.code.annotate", "content.tabs.link", "content.tooltips", "content.footnote.tooltips", "navigation.instant",
     "navigation.tracking", "navigation.top", "header.autohide", "toc.follow", "announce.dismiss", "wat.nog.komt"],
)  # fmt: skip
def test_a_feature_that_only_the_script_has_needs_it(feature):
    assert needs_script(config("navigation.sections", feature), [])


@pytest.mark.parametrize(
    "extra", [{"version": {"provider": "mike"}}, {"analytics": {"provider": "x"}}, {"consent": {"title": "x"}}]
)
def test_so_do_settings_that_it_reads(extra):
    assert needs_script(config(**extra), [])


def test_so_may_code_of_others(tmp_path):
    assert needs_script(config(), ["blog"])
    assert needs_script(config(scripts=["eigen.js"]), [])
    assert not needs_script(config(scripts=["assets/katern/katern.js"]), [])
    assert needs_script(config(repo_url="https://code.example/x"), [])
    file = tmp_path / "partials/voet.html"
    file.parent.mkdir()
    file.write_text("<script>wie = 1</script>", encoding="utf-8")
    assert not needs_script(config(folder=str(tmp_path)), [])
    file.write_text("<script>document$.subscribe(() => 1)</script>", encoding="utf-8")
    assert needs_script(config(folder=str(tmp_path)), [])
