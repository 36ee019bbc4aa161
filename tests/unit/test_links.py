from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.links import Link, find_links


@pytest.mark.parametrize(
    ("text", "destinations"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a](b.md#kop) en [c](d.md?x=1)", ["b.md#kop", "d.md?x=1"]),
        ('[a](b.md "titel")', ["b.md"]),
        ("[a]( b.md )", ["b.md"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("[a](<b c.md> 'titel')", ["b c.md"]),
        ("[a](b c.md)", ["b c.md"]),
        ("[a](b c.md 'titel')", ["b c.md"]),
        ("[a](b(c).md)", ["b(c).md"]),
        ("[a [b] c](d.md)", ["d.md"]),
        ("![beeld](b.png)", ["b.png"]),
        ("[![beeld](b.png)](c.md)", ["c.md", "b.png"]),
        ("[a\nb](c.md)", ["c.md"]),
        ("[@a2020](b.md)", ["b.md"]),
        ("[a]: b.md", ["b.md"]),
        ("   [a]: <b.md> 'titel'", ["b.md"]),
        ("[a]:\n  b.md", ["b.md"]),
        ("[^1]: b.md", []),
        ("*[KIS]: Kennisplatform", []),
        ("[a]", []),
        ("[a]()", []),
        ("[a] (b.md)", []),
        (r"\[a](b.md)", []),
        ("a](b.md)", []),
        ("[a](b.md", []),
        ("[a][b]", []),
        ("geen koppeling", []),
        ("[een](x.md)[twee](y.md)", ["x.md", "y.md"]),
        ("- [ ] taak\n- [x](y.md)", ["y.md"]),
    ],
)
def test_links_images_and_definitions_are_found(text, destinations):
    assert [link.destination for link in find_links(text)] == destinations


@pytest.mark.parametrize("name", ["b.md", "b c.md", "één naam.md", "b(c).md", "b_c_d.md", "b%20c.md"])
def test_a_destination_reads_as_the_page_shows_it(name):
    (link,) = find_links(f"[a]({name})")
    assert f'href="{link.destination}"' in markdown.markdown(f"[a]({name})")


def test_a_link_knows_where_its_destination_stands():
    text = "Lees [dit](a.md) en ![dat](b.png)."
    assert [(text[link.start :].startswith(link.destination), link.image) for link in find_links(text)] == [
        (True, False),
        (True, True),
    ]


@pytest.mark.parametrize(
    ("destination", "local"),
    [
        ("a.md", True),
        ("../a/b.md#kop", True),
        ("#kop", False),
        ("", False),
        ("/bronnen/", False),
        ("https://kis.nl", False),
        ("mailto:a@b.nl", False),
        ("tel:112", False),
        ("//kis.nl/a", False),
        ("?x=1", False),
    ],
)
def test_a_local_link_points_to_a_file_of_the_site(destination, local):
    assert Link(destination, 0).local is local


def test_the_file_of_a_link_has_no_query_or_fragment_and_is_decoded():
    assert Link("a%20b/%C3%A9.md?x=1#kop", 0).file == "a b/é.md"


def test_an_address_that_no_parser_reads_is_not_local():
    assert [link.local for link in find_links("[a](http://[) en [b](//[x)")] == [False, False]


@given(st.text(alphabet=st.sampled_from("[]()!<>\\ \n\"'^:#a.é")) | st.text())
def test_any_text_is_read_without_raising_and_positions_are_inside_it(text):
    for link in find_links(text):
        assert 0 <= link.start < len(text)
        assert isinstance(link.local, bool)
        assert isinstance(link.file, str)
