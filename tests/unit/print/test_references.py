"""Links of a booklet: what stands in their place where paper cannot lead to a page and the site has no address."""

from __future__ import annotations

import pytest

from katern.print.markup import parse, text_of
from katern.print.references import References

NAMES = {"toolkits/t/doen/": "Handelen", "vragen/": "Vragen"}


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p><a href="../doen/">de beslisboom</a>, zie</p>', "de beslisboom (Handelen), zie"),
        ('<p>Lees <a href="../doen/">Handelen</a>.</p>', "Lees Handelen."),
        ('<p><a href="../doen/">een</a> en <a href="../doen/#stap">twee</a></p>', "een (Handelen) en twee"),
        ('<h2><a href="../doen/">de beslisboom</a></h2>', "de beslisboom"),
        ('<p><a href="../nergens/">niets</a></p>', "niets"),
        ('<p><a href="../../../vragen/">vraag</a></p>', "vraag (Vragen)"),
    ],
)
def test_a_page_that_cannot_be_reached_is_named_once(html, wanted):
    root = parse(html)
    References({}, None, lambda url: NAMES.get(url, "")).resolve(0, "toolkits/t/index/", root)
    assert text_of(root) == wanted
