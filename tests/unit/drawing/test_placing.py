from katern.drawing.page import Page, assemble
from katern.drawing.placing import HERE, has_own_heading, wants_every_source, with_place
from katern.reading.text import Text


def test_a_list_has_one_place():
    body = '<p>a</p><p>\\bibliography</p><p>b</p><div id="refs"></div>'
    assert with_place(body, True) == f"<p>a</p>{HERE}<p>b</p>"
    assert with_place(body, False) == "<p>a</p><p>b</p>"
    assert with_place("<p>see \\bibliography</p>", True) == "<p>see \\bibliography</p>"


def test_a_heading_right_above_it_is_that_of_the_list():
    assert has_own_heading(Text(pieces=("<h2>Literature</h2>\n<p>\\bibliography</p>",)))
    assert not has_own_heading(Text(pieces=("<h2>Literature</h2>\n<p>x</p><p>\\bibliography</p>",)))
    assert not has_own_heading(Text(pieces=("<h2>Literature</h2>",)))


def test_all_sources_are_asked_for_by_name():
    assert wants_every_source(Text(pieces=("<p>\\full_bibliography</p>",)))
    assert not wants_every_source(Text(pieces=("<p>\\bibliography</p><p>of full_bibliography</p>",)))


def test_a_page_holds_its_list_where_it_was_placed():
    page = Page(None, "a.md", "a/", "A", body=f"<p>x</p>{HERE}<p>y</p>", sources="<ol></ol>", tail="<i></i>")
    assert assemble(page) == "<p>x</p><ol></ol><p>y</p><i></i>"
