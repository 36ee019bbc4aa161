"""The house style on paper: what can be used of it, and what a site is told of the rest."""

from __future__ import annotations

import pytest

from katern.finding import Position, said
from katern.photos.clean import Photos
from katern.print.house import read_house

AT = Position("mkdocs.yml", 7, 3)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


def test_colours_typefaces_and_pictures_are_given_to_templates(tmp_path):
    (tmp_path / "merk.svg").write_text(SVG, encoding="utf-8")
    given = {"colours": {"brand": "#123456"}, "fonts": {"text": "Source Serif Pro"}, "logo": "merk.svg"}
    house, findings = read_house(given, tmp_path, None, Photos(), AT)
    assert findings == []
    data = house.data()
    assert data["colours"] == {"brand": "#123456"}
    assert data["fonts"] == {"text": ["Source Serif Pro"]}
    assert data["logo"].endswith(".svg")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"kleuren": {}}, "unknown-part-of-house"),
        ({"colours": {"brand": "red"}}, "no-colour"),
        ({"colours": {"merk": "#123456"}}, "unknown-part-of-house"),
        ({"colours": {"brand": 123456}}, "no-colour"),
        ({"fonts": {"text": "Comic Sans"}}, "no-such-font"),
        ({"fonts": {"koppen": "Source Sans Pro"}}, "unknown-part-of-house"),
        ({"logo": "nergens.svg"}, "no-picture-of-house"),
        ({"cover": "../buiten.svg"}, "no-picture-of-house"),
        ({"cover": "tekst.md"}, "no-picture-of-house"),
        ({"logo": None}, "no-picture-of-house"),
        ({"colours": "#123456"}, "unknown-part-of-house"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_option(tmp_path, given, name):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/tekst.md").write_text("Tekst", encoding="utf-8")
    (tmp_path / "buiten.svg").write_text(SVG, encoding="utf-8")
    house, findings = read_house(given, tmp_path / "site", None, Photos(), AT)
    assert [(finding.path, finding.line, finding.said.name) for finding in findings] == [("mkdocs.yml", 7, name)]
    assert not house.pictures


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ({"colors": {}}, "colours"),
        ({"colours": {"brnd": "#123456"}}, "brand"),
        ({"fonts": {"heading": "Source Sans Pro"}}, "headings"),
        ({"fonts": {"text": "Source Serif"}}, "Source Serif Pro"),
    ],
)
def test_what_is_misspelt_is_told_with_what_was_meant(tmp_path, given, near):
    _, findings = read_house(given, tmp_path, None, Photos(), AT)
    assert [finding.advice for finding in findings] == [said("every", "did-you-mean", near=near)]
