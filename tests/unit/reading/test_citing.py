from __future__ import annotations

from pathlib import Path

import pytest

from katern.bibliography.keys import Keys
from katern.citations.syntax import Citation, Cluster, Mode
from katern.layout import Layout
from katern.reading.markdown import DIALECT, Dialect, Reader
from katern.reading.text import Text

KNOWN = frozenset(("a", "b", "c", "a_b_c", "x/y?z"))
READER = Reader(Dialect((*DIALECT, "pymdownx.blocks.caption")), Layout(Path()), KNOWN.__contains__)


def read(text: str) -> Text:
    return READER.page("docs/index.md", text)


def draw(text: str) -> str:
    """The page's HTML, with each cluster drawn as its keys between guillemets."""
    page = read(text)
    drawn = [f"«{';'.join(placed.cluster.keys)}»" for placed in page.clusters]
    return "".join(piece + cluster for piece, cluster in zip(page.pieces, [*drawn, ""], strict=True))


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
        ("[x](@a)", '<p><a href="%40a">x</a></p>'),
        ("[@a](x.md)", '<p><a href="x/">«a»</a></p>'),
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
    assert draw(text) == html


SAME = [
    "Zie [@a; @b, p. 3].",
    "[zie *vooral* @a, **p. 3**]",
    r"[zie \* @a, b\_c]",
    "[zie &amp; @a, p.&nbsp;3]",
    "[zie <b>x</b> @a]",
    '[@a, "citaat"]',
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
    '??? note\n    @a\n\n=== "@b"\n    @c',
    "| a | b |\n|---|---|\n| [@a] | @b |",
    "x[^1]\n\n[^1]:\n    [@a]\n\n    [@b]",
    "Term\n:   [@a]",
    "*[KIS]: @a\n\nKIS en @b",
    "/// caption\n@a\n///",
    "piet@x.nl <piet@x.nl> https://x.nl/@a <https://x.nl/@a> @b",
    "[b]\n\n[b]: x@y.md",
    "Kort![@a]",
    "[@a]: tekst\n\nZin.\n[zie @b]: tekst",
]


@pytest.mark.parametrize("text", SAME)
def test_a_cluster_that_a_page_draws_stands_where_it_was_written(text):
    page = read(text)
    for placed in page.clusters:
        assert text.startswith(placed.written, placed.start)
        assert placed.written
        assert all(text[at] == "@" for at in placed.keys)
    assert [one.written for one in page.unread if one.kind == "citation"] == []


def test_prefix_and_suffix_are_as_written():
    (placed,) = read(r"[zie \* *ook* @a, p.&nbsp;3]").clusters
    assert placed.cluster == Cluster((Citation("a", Mode.NORMAL, r"zie \* *ook*", ", p.&nbsp;3"),))


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("@a stelt", True),
        ("Klaar. @a stelt", True),
        ("Volgens @a", False),
        ("- @a stelt", True),
        ("**@a** stelt", True),
    ],
)
def test_a_cluster_knows_whether_it_opens_a_sentence(text, opens):
    assert [one.opens_sentence for one in read(text).clusters] == [opens]


def test_each_page_begins_anew():
    read("@a")
    assert [one.cluster.keys for one in read("@b").clusters] == [("b",)]


@pytest.mark.parametrize(
    "written",
    [
        '<katern-cite n="0"></katern-cite>',
        '<katern-0123456789abcdef n="0"></katern-0123456789abcdef>',
        "\x02wzxhzdk:0\x03",
    ],
)
def test_no_author_can_write_what_stands_for_a_citation(written):
    page = read(f"{written} en @a")
    assert [one.cluster.keys for one in page.clusters] == [("a",)]
    assert len(page.pieces) == 2


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            '[x](https://x.nl){ title="zie [@a, p. 3] en @b" }',
            '<p><a href="https://x.nl" title="zie [@a, p. 3] en @b">x</a></p>',
        ),
        ('*x*{ title="@a" } @b', '<p><em title="@a">x</em> «b»</p>'),
        ('![y](y.png){ title="[@a]" }', '<p><img alt="y" src="y.png" title="[@a]" /></p>'),
    ],
)
def test_an_attribute_holds_no_citation(text, html):
    assert draw(text) == html


def test_another_key_of_a_source_stands_for_its_own():
    reader = Reader(Dialect(DIALECT), Layout(Path()), Keys(["nieuw"], {"oud": "nieuw"}))
    text = "[@oud, p. 3; @nieuw] en @oud"
    placed = reader.page("docs/index.md", text).clusters
    assert [one.cluster.keys for one in placed] == [("nieuw", "nieuw"), ("nieuw",)]
    assert [one.written for one in placed] == ["[@oud, p. 3; @nieuw]", "@oud"]
