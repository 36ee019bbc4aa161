from __future__ import annotations

import markdown
import pytest

from katern.bibliography.keys import Keys
from katern.citations.extension import CitationExtension, replace_tokens, token_numbers
from katern.citations.syntax import Citation, Cluster, Found, Mode, find_clusters
from katern.mask import mask

# those of the site's own mkdocs.yml
EXTENSIONS = [
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.blocks.caption",
]  # fmt: skip
KNOWN = frozenset(("a", "b", "c", "a_b_c", "x/y?z"))


def draw(text: str) -> tuple[str, CitationExtension]:
    """The page's HTML, with each cluster drawn as its keys between guillemets."""
    extension = CitationExtension(KNOWN.__contains__)
    html = markdown.markdown(text, extensions=[*EXTENSIONS, extension])
    return replace_tokens(html, lambda number: "«" + ";".join(extension.clusters[number].cluster.keys) + "»"), extension


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Zie [@a, p. 3; @b].", "<p>Zie «a;b».</p>"),
        ("@a [p. 3] stelt", "<p>«a» stelt</p>"),
        ("@a_b_c en *nadruk*", "<p>«a_b_c» en <em>nadruk</em></p>"),
        ("*[@a]*", "<p><em>«a»</em></p>"),
        ("**@a**", "<p><strong>«a»</strong></p>"),
        ("@iemand", "<p>@iemand</p>"),
        (r"\@a en [\@b]", "<p>@a en [@b]</p>"),
        ("`@a`", "<p><code>@a</code></p>"),
        ("piet@kis.nl", "<p>piet@kis.nl</p>"),
        ("[x](@a)", '<p><a href="@a">x</a></p>'),
        ("[@a](x.md)", '<p><a href="x.md">«a»</a></p>'),
        ("[@a, @b]", "<p>[«a», «b»]</p>"),
        ("Kort![@a]", "<p>Kort!«a»</p>"),
        ("[@a]: tekst", "<p>«a»: tekst</p>"),
        ("[@a]: tekst met meer woorden", "<p>«a»: tekst met meer woorden</p>"),
        ("[zie @a; @b]: tekst", "<p>«a;b»: tekst</p>"),
        ("> [@a]: tekst", "<blockquote>\n<p>«a»: tekst</p>\n</blockquote>"),
        ("Zin.\n[@a]: tekst", "<p>Zin.\n«a»: tekst</p>"),
        ("[x]: https://a.nl\n\n[x]", '<p><a href="https://a.nl">x</a></p>'),
        ("[@iemand]: https://a.nl\n\n[@iemand]", '<p><a href="https://a.nl">@iemand</a></p>'),
        ("# Kop [@a]", '<h1 id="kop">Kop «a»</h1>'),
        ("<b title='@a'>@b</b>", "<p><b title='@a'>«b»</b></p>"),
    ],
)
def test_citations_become_tokens_that_are_drawn_later(text, html):
    assert draw(text)[0] == html


SAME = [
    "Zie [@a; @b, p. 3].",
    "[zie *vooral* @a, **p. 3**]",
    r"[zie \* @a, b\_c]",
    "[zie &amp; @a, p.&nbsp;3]",
    "[zie <b>x</b> @a]",
    "[@a, \"citaat\"]",
    "@a [p. 3; ook @b]",
    "@a\n[p. 3]",
    "[@a;\n@b]",
    "-@a zei, x[-@b]",
    "[@{x/y?z}, p. 3] en @{x/y?z}",
    "[[@a] @b]",
    "<span>[@a]</span> [@b]{.x} [@c] {: .y}",
    "tekst\n\n    [@a]\n\n[@b]",
    "- x\n\n        [@a]\n\n    [@b]",
    "1. x\n\n    @a\n\n* [ ] @b",
    "```\n@a\n```\n~~~\n@b\n~~~\n@c",
    "> [@a]\n>\n> ```\n> @b\n> ```",
    "<!-- @a -->\n\n<div>\n@b\n</div>\n\n@c",
    "<div markdown>\n@a\n</div>",
    "<pre>\n@a\n\n@b</pre>\n\n@c",
    '!!! note "[@a]"\n    [@b]\n\n        [@c]',
    "??? note\n    @a\n\n=== \"@b\"\n    @c",
    "| a | b |\n|---|---|\n| [@a] | @b |",
    "x[^1]\n\n[^1]:\n    [@a]\n\n    [@b]",
    "Term\n:   [@a]",
    "*[KIS]: @a\n\nKIS en @b",
    "/// caption\n@a\n///",
    "piet@x.nl <piet@x.nl> https://x.nl/@a <https://x.nl/@a> @b",
    "[b]\n\n[b]: x@y.md",
]


@pytest.mark.parametrize("text", SAME)
def test_a_page_draws_the_clusters_that_the_check_reads(text):
    drawn = [one.cluster for one in draw(text)[1].clusters]
    read = [found.cluster for found in find_clusters(mask(text), KNOWN.__contains__, text) if isinstance(found, Found)]
    assert sorted(drawn, key=repr) == sorted(read, key=repr)


def test_prefix_and_suffix_are_as_written():
    _, extension = draw(r"[zie \* *ook* @a, p.&nbsp;3]")
    assert extension.clusters[0].cluster == Cluster((Citation("a", Mode.NORMAL, r"zie \* *ook*", ", p.&nbsp;3"),))


@pytest.mark.parametrize(
    ("text", "opens"),
    [("@a stelt", True), ("Klaar. @a stelt", True), ("Volgens @a", False), ("- @a stelt", True), ("**@a** stelt", True)],
)
def test_a_cluster_knows_whether_it_opens_a_sentence(text, opens):
    _, extension = draw(text)
    assert [one.opens_sentence for one in extension.clusters] == [opens]


def test_each_page_begins_anew():
    extension = CitationExtension(KNOWN.__contains__)
    reader = markdown.Markdown(extensions=[extension])
    reader.convert("@a")
    extension.begin()
    html = reader.convert("@b")
    assert [one.cluster.keys for one in extension.clusters] == [("b",)]
    assert [number for number, _ in token_numbers(html)] == [0]


def test_tokens_have_offsets():
    html = '<p>x <katern-cite n="3"></katern-cite></p>'
    assert token_numbers(html) == [(3, 5)]
    assert replace_tokens("<p>niets</p>", str) == "<p>niets</p>"


def test_another_key_of_a_source_stands_for_its_own():
    extension = CitationExtension(Keys(["nieuw"], {"oud": "nieuw"}))
    markdown.markdown("[@oud, p. 3; @nieuw] en @oud", extensions=[extension])
    assert [drawn.cluster.keys for drawn in extension.clusters] == [("nieuw", "nieuw"), ("nieuw",)]
