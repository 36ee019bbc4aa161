from katern.mkdocs.moved import rebased
from katern.reading.text import Text

MOVED = {"blog/posts/een/": "blog/2026/05/01/een/"}


def moved(html, url, pages=MOVED):
    return "".join(rebased(Text(pieces=(html,)), url, pages).pieces)


def test_links_from_a_moved_page_follow():
    assert moved('<a href="../../../dossiers/taal/#wat">x</a>', "blog/posts/een/") == (
        '<a href="../../../../../dossiers/taal/#wat">x</a>'
    )
    assert moved('<img alt="" src="../../a%20b.png?x=1&amp;y=2">', "blog/posts/een/") == (
        '<img alt="" src="../../../../a%20b.png?x=1&amp;y=2">'
    )


def test_links_to_a_moved_page_follow():
    assert moved('<a class="x" href="blog/posts/een/#kop">x</a>', "") == (
        '<a class="x" href="blog/2026/05/01/een/#kop">x</a>'
    )


def test_what_is_no_link_within_the_site_stays():
    for address in (
        "https://a.example/blog/posts/een/",
        "#kop",
        "/blog/posts/een/",
        "mailto:a@b.example",
        "//a/b",
        "http://[x",
    ):
        html = f'<a href="{address}">x</a>'
        assert moved(html, "blog/posts/een/") == html
    assert moved('<a href="x/">x</a>', "a/", {}) == '<a href="x/">x</a>'
