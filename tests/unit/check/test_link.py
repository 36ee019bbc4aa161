from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "link",
    [
        "[x](b.md)",
        "[x](b.md#kop)",
        "[x](../dossiers/opvoeding/wat.md)",
        "![x](beeld/foto%201.png)",
        "![x](<beeld/foto 1.png>)",
        "[x](beeld/foto 1.png)",
        "[x](één.md)",
        "[x](%C3%A9%C3%A9n.md)",
        "[x](bronnen/index.md)",
        "[x](#kop)",
        "[x](https://kis.nl/nergens.md)",
        "[x](mailto:a@kis.nl)",
        "[x](/bronnen/)",
        "`[x](nergens.md)`",
        "[x]: b.md",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(report, link):
    files = {"docs/b.md": "", "docs/één.md": "", "docs/beeld/foto 1.png": "", "dossiers/opvoeding/wat.md": "---\ntitle: x\n---\n"}
    assert report({**files, "docs/a.md": link}) == []


def test_a_broken_link_is_reported_where_its_destination_stands(report):
    assert report({"docs/over/a.md": "---\ntitle: a\n---\n\nLees [dit](../vrgen.md).", "docs/vragen.md": ""}) == [
        "docs/over/a.md:5:12: error link.broken: '../vrgen.md' wijst naar geen bestand (bedoelde u '../vragen.md'?)"
    ]


@pytest.mark.parametrize(
    "destination",
    ["nergens.md", "foto.png", "../README.md", "b/", "b", "b c.md", "x" * 300 + ".md", "a%00b.md", "../../../etc/passwd", "B.md"],
)
def test_what_is_no_file_of_the_site_is_broken(report, destination):
    (line,) = report({"README.md": "", "docs/b.md": "", "docs/a.md": f"[x]({destination})"})
    assert line.startswith(f"docs/a.md:1:5: error link.broken: '{destination}' wijst naar geen bestand (")


def test_images_and_definitions_are_looked_at_too(report):
    lines = report({"docs/a.md": "![x](foto.png)\n\n[b]: nergens.md\n"})
    assert [line.split(": ")[0] for line in lines] == ["docs/a.md:1:6", "docs/a.md:3:6"]
