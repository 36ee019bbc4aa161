"""A page shows the findings of its own file: that of a source those of its entry."""

from __future__ import annotations

from katern.preview.origins import Origins, Part


def codes(stage, url):
    shown = stage.screen.now
    return [finding.code for finding in shown.origins.own(url, shown.findings)]


def test_a_page_has_the_findings_of_its_file(stage):
    made = stage()
    assert codes(made, "over/wij/") == ["cite.missing"]
    assert codes(made, "") == []
    assert codes(made, "nergens/") == []


def test_a_source_has_the_findings_of_its_entry(stage):
    made = stage()
    assert codes(made, "bronnen/jong2021/") == ["bib.bad-date"]
    assert codes(made, "bronnen/vries2020/") == []
    assert made.screen.now.origins.parts["bronnen/vries2020/"] == Part("bibliography/a.bib", 1, 8)
    assert made.screen.now.origins.parts["bronnen/jong2021/"] == Part("bibliography/a.bib", 8)


def test_a_file_has_the_url_of_its_page(stage):
    assert stage().screen.now.origins.urls == {"docs/index.md": "", "docs/over/wij.md": "over/wij/"}


def test_a_site_without_sources_has_origins_too(stage):
    made = stage({"docs/index.md": "# Begin\n"})
    assert made.screen.now.origins.parts == {"": Part("docs/index.md")}


def test_nothing_that_was_made_has_no_origins():
    assert Origins().own("", ()) == ()
