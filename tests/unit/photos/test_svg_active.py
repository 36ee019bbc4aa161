"""Drawings that would run when somebody opens them by themselves."""

from __future__ import annotations

import pytest

from katern.photos.svg import clean_drawing, scripts_in

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"'
RUNS = {
    "<script>a()</script>": ("<script>",),
    "<h:script>a()</h:script>": ("<script>",),
    '<g onload="a()"/>': ("onload",),
    '<a xlink:href="java&#10;script:a()"><circle r="1"/></a>': ("href",),
    '<a href="data:text/html,x"/>': ("href",),
    '<set attributeName="xlink:href" to="javascript:a()"/>': ("<set>",),
    '<animate attributeName="href" values="javascript:a()"/>': ("<animate>",),
    "<style>@import url(//x.example/a.css);</style>": ("<style>",),
    '<foreignObject><h:iframe src="//x.example/"/></foreignObject>': ("<iframe>",),
    '<foreignObject><h:p onclick="a()">x</h:p></foreignObject>': ("onclick",),
}


def drawing(inside, before=""):
    return f'{before}<svg {HEAD}>\n{inside}<circle r="3"/></svg>'.encode()


@pytest.mark.parametrize(("inside", "told"), RUNS.items())
def test_what_runs_is_told_and_does_not_go_out(inside, told):
    data = drawing(inside)
    assert scripts_in(data) == tuple((2, one) for one in told)
    clean = clean_drawing(data, lambda photo: photo)
    assert scripts_in(clean) == ()
    assert b"circle" in clean
    assert b"a()" not in clean


def test_a_drawing_in_another_encoding_is_looked_at_too():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + drawing("<script>a()</script>").decode()
    assert [what for _, what in scripts_in(text.encode("utf-16"))] == ["<script>"]
    assert b"script" not in clean_drawing(text.encode("utf-16"), lambda photo: photo)


def test_what_entities_hide_does_not_go_out():
    data = drawing("&x;", '<!DOCTYPE svg [<!ENTITY x "<script>a()</script>">]>')
    assert scripts_in(data)
    clean = clean_drawing(data, lambda photo: photo)
    assert b"ENTITY" not in clean
    assert b"&x;" not in clean


def test_text_in_a_drawing_stays():
    data = drawing(
        '<style>text {fill: red}</style><foreignObject><h:p>Woorden</h:p></foreignObject><animate attributeName="r"/>'
    )
    assert scripts_in(data) == ()
    assert b"Woorden" in clean_drawing(data, lambda photo: photo)


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match=r"\S"):
        clean_drawing(b"<svg><script>a()</svg>", lambda photo: photo)
