from __future__ import annotations

from pathlib import Path

import pytest

from katern.citations.processor import inlines, run_citeproc
from katern.citations.style import Style, load_style
from katern.citations.syntax import Citation, Cluster
from katern.errors import PandocFailed


def text(parts) -> str:
    """Pandoc's inlines as a word: `/em/`, `+strong+`."""
    signs = {"Emph": "/", "Strong": "+"}
    return "".join(
        " "
        if part["t"] == "Space"
        else part["c"]
        if part["t"] == "Str"
        else signs[part["t"]] + text(part["c"]) + signs[part["t"]]
        for part in parts
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", ""),
        ("zie ook", "zie ook"),
        ("  zie\n ook", " zie ook"),
        ("*zie* ook", "/zie/ ook"),
        ("_zie_ ook", "/zie/ ook"),
        ("**zie ook**", "+zie ook+"),
        ("snake_case_woord", "snake_case_woord"),
        ("2 * 3", "2 * 3"),
        (r"\*geen nadruk\*", "*geen nadruk*"),
        ("p.&nbsp;3 &amp; 4", "p.\u00a03 & 4"),
        ("{p. 3}", "{p. 3}"),
        ("<b>", "<b>"),
    ],
)
def test_text_becomes_pandocs_inlines(written, expected):
    assert text(inlines(written)) == expected


def test_each_cluster_has_its_own_place_and_every_reference_is_listed():
    style = load_style("apa", "nl-NL", Path())
    references = [{"id": key, "type": "book", "title": key, "author": [{"family": key}]} for key in ("Een", "Twee")]
    html = run_citeproc(style, references, [Cluster((Citation("Een"),)), Cluster((Citation("Een", suffix=", p. 3"),))])
    assert html.count('<div id="c0">') == html.count('<div id="c1">') == 1
    assert 'id="ref-Een"' in html
    assert 'id="ref-Twee"' in html


def test_a_style_that_pandoc_cannot_read_is_an_error_with_its_words(refused):
    with refused(PandocFailed, r"(?i)style|xml|parse"):
        run_citeproc(Style("kapot", "nl-NL", b"<geen stijl"), [], [])
