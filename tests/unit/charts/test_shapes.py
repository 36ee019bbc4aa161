"""A drawing as text in SVG: words that keep their size, no colours that a dark page cannot change, the same bytes."""

from __future__ import annotations

from xml.etree import ElementTree

from katern.charts.shapes import Bar, Dot, Drawing, Stroke, Words, as_svg

ALL = Drawing(
    60,
    (
        Words(0, 14, "Mannen & <vrouwen>"),
        Bar(0, 20, 42.5, 14),
        Words(42.5, 32, "10,7%", "value", shift=6),
        Bar(50, 20, 10, 14, "missing"),
        Stroke(0, 50, 100, 50, "axis"),
        Dot(12, 40, kind="hollow"),
    ),
    'Staafdiagram "zo"',
)


def test_a_drawing_is_sound_xml_with_an_alternative_and_words_as_text():
    root = ElementTree.fromstring(as_svg(ALL, "hatch-1"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == 'Staafdiagram "zo"'
    assert [text.text for text in root.iterfind(".//{*}text")] == ["Mannen & <vrouwen>", "10,7%"]
    assert root.get("width") == "100%"
    assert "viewBox" not in root.attrib  # words would grow and shrink with the page


def test_what_is_missing_is_hatched_under_its_own_name_and_nothing_else_is():
    assert 'id="hatch-1"' in as_svg(ALL, "hatch-1")
    assert "pattern" not in as_svg(Drawing(20, (Bar(0, 0, 10, 10),), ""), "hatch-2")


def test_the_same_drawing_is_the_same_bytes():
    assert as_svg(ALL, "x") == as_svg(ALL, "x")
