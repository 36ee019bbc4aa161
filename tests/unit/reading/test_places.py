"""Everything that Python-Markdown read has its place in the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from katern.layout import Layout
from katern.reading.markdown import DIALECT, Dialect, Reader
from katern.reading.marks import without_marks
from katern.reading.places import Cursor
from katern.reading.text import Text

Read = Callable[[str], Text]

# a text, and each citation in it as it is written; the first place at which it stands is not always the right one
CITATIONS = [
    ("Zin [@een2020].", ["[@een2020]"]),
    ("`[@een2020]` en [@een2020].", ["[@een2020]"]),
    ("`<!-- [@een2020]` en [@twee2021] `-->`", ["[@twee2021]"]),
    ("- punt [@een2020]\n- punt [@een2020]", ["[@een2020]", "[@een2020]"]),
    ("> citaat @een2020 zegt\n> meer [@twee2021]", ["@een2020", "[@twee2021]"]),
    ("| A | B |\n|---|---|\n| [@een2020] | x |\n| y | [@een2020] |", ["[@een2020]", "[@een2020]"]),
    ("!!! note \"Titel\"\n    Zin [@een2020].\n\n    - punt [@twee2021]", ["[@een2020]", "[@twee2021]"]),
    ("Zin[^a] [@een2020].\n\n[^a]: Noot [@twee2021].", ["[@een2020]", "[@twee2021]"]),
    ("```\n[@een2020]\n```\n\n[@een2020]", ["[@een2020]"]),
    ("## Kop\n    code [@een2020]\n\nZin [@een2020].", ["[@een2020]"]),
    ("<div markdown=\"1\">\n\nZin [@een2020].\n\n</div>", ["[@een2020]"]),
    ("=== \"Een\"\n    [@een2020]\n\n=== \"Twee\"\n    [@twee2021]", ["[@een2020]", "[@twee2021]"]),
    ("term\n:   uitleg [@een2020]", ["[@een2020]"]),
    ("[zie [@een2020]](b.md)", ["[@een2020]"]),
    ("Een *zin* met [zie @een2020, p. 3; -@twee2021]\nverder.", ["[zie @een2020, p. 3; -@twee2021]"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "written"), CITATIONS)
def test_a_citation_stands_where_it_was_read(read: Read, body: str, written: list[str]) -> None:
    text = read(body)
    assert [placed.written for placed in text.clusters] == written
    for placed in text.clusters:
        assert body.startswith(placed.written, placed.start)
        assert all(body[key] == "@" for key in placed.keys)
    code = [match.span() for match in re.finditer(r"`[^`]*`", body)]
    assert not any(start <= placed.start < end for placed in text.clusters for start, end in code)


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("Zin [@een2020, @twee2021] en [@drie2022].", ["@een2020", "@twee2021", "@drie2022"]),
        ("[@een2020; zie twee] @een2020", ["@een2020", "@een2020"]),
    ],
)
def test_what_is_drawn_of_a_cluster_that_cannot_be_read_has_its_place_too(
    read: Read, body: str, keys: list[str]
) -> None:
    text = read(body)
    assert [
        body[key : key + len(name)] for one, name in zip(text.clusters, keys, strict=True) for key in one.keys
    ] == keys
    assert len({one.start for one in text.clusters}) == len(keys)


def test_a_title_of_a_box_holds_links_and_pictures_too(read: Read) -> None:
    body = '!!! note "Zie [x](a.md) ![y](b.svg)"\n    Tekst.\n\n??? tip "[z](c.md)"\n    Tekst.\n\n=== "[t](d.md)"\n    Tekst.'
    text = read(body)
    assert [one.destination for one in text.links] == ["a.md", "c.md", "d.md"]
    assert [one.destination for one in text.pictures] == ["b.svg"]
    assert all(body.startswith(one.destination, one.start) for one in (*text.links, *text.pictures))


def test_pieces_are_one_more_than_citations(read: Read) -> None:
    assert read("Een [@een2020] en @twee2021.").pieces == ("<p>Een ", " en ", ".</p>")
    assert read("Geen.").pieces == ("<p>Geen.</p>",)
    assert read("").pieces == ("",)


ANCHORS = [
    ("![x](y.svg){#plaat}", {"plaat"}),
    ("tekst\n{: #t }", {"t"}),
    ("## A {#a}\n\nx\n\n## A", {"a", "a_1"}),
    ("## Kop[^1]\n\nx\n\n[^1]: noot", {"kop", "fn:1", "fnref:1"}),
    ("## ![beeld](a.svg) kop", {"kop"}),
    ("## [link](b.md) kop", {"link-kop"}),
    ("##Kop", {"kop"}),
    ("Kop\n===", {"kop"}),
    ("## `code` en *nadruk*", {"code-en-nadruk"}),
    ("<a name=\"hier\"></a>", {"hier"}),
    ("<div id='daar'>x</div>", {"daar"}),
    ("> ## In een citaat", {"in-een-citaat"}),
    ("```\n## Geen kop\n```", set()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "ids"), ANCHORS)
def test_anchors_are_those_of_the_page(read: Read, body: str, ids: set[str]) -> None:
    assert read(body).ids == ids


LINKS = [
    ("[x](a.md)", ["a.md"]),
    ("[x][r]\n\n[r]: a.md", ["a.md"]),
    ("[![alt](p.png)](a.md)", ["a.md"]),
    ("`[x](a.md)` [y](a.md)", ["a.md"]),
    ("<https://example.org/@een2020>", ["https://example.org/@een2020"]),
    ("[x](<a b.md>)", ["a b.md"]),
    ("- [x](a.md)\n\n    [y](b.md)", ["a.md", "b.md"]),
    ("tekst <a href=\"c.md\">x</a>", ["c.md"]),
    ("<div>\n<a href=\"c.md\">x</a>\n</div>", ["c.md"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "destinations"), LINKS)
def test_a_link_stands_where_its_destination_is_written(read: Read, body: str, destinations: list[str]) -> None:
    text = read(body)
    assert [link.destination for link in text.links] == destinations
    assert all(body.startswith(link.destination, link.start) for link in text.links)


UNREAD = [
    ("Zin.\n\n``` python\n[@een2020]", "fence", "``` python"),
    ("~~~\nnooit dicht", "fence", "~~~"),
    ("Zin.\n- punt", "list", "- punt"),
    ("Zin.\n| A | B |\n|---|---|\n| 1 | 2 |", "table", "| A | B |"),
    ("!!! trainer \"niet dicht\n    tekst", "box", "!!! trainer \"niet dicht"),
    ("<div>[@een2020]</div>", "citation", "[@een2020]"),
    ("<p>\n[x](a.md)\n</p>", "link", "[x](a.md)"),
    ("![alt [@een2020]](x.png)", "citation", "[@een2020]"),
    ("[@een2020]: https://a.nl", "definition", "[@een2020]: https://a.nl"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "written"), UNREAD)
def test_what_only_looks_like_it_is_told_at_its_place(read: Read, body: str, kind: str, written: str) -> None:
    found = read(body).unread
    assert [(one.kind, one.written) for one in found] == [(kind, written)]
    assert body.startswith(written, found[0].start)


READ = [
    "`` ` `` en ```code``` in een zin",
    "```\ncode\n```",
    "- punt\n\n    ```\n    - geen punt\n    ```",
    "1. een\n2. twee",
    "Zin met 3 - 4 en a | b.",
    "!!! note\n    tekst",
    "\\[@een2020]",
    "mail naam@example.org of <naam@example.org>",
]


@pytest.mark.parametrize("body", READ)
def test_what_is_read_is_not_told(read: Read, body: str) -> None:
    assert read(body).unread == ()


_WORDS = st.sampled_from(["een", "[@een2020]", "`x`", "**vet**", "[l](a.md)", "@twee2021", "\\*", "<b>x</b>", "&amp;", "![p](q.png)", "_n_", "# kop", "- punt", "> citaat", "| a | b |", "|---|---|", "    ", "```", "!!! note", "\n", "\n\n", "[^1]", "[^1]: noot", "<div>", "</div>", "*[EEN]: twee", "1. een"])  # fmt: skip
_READER = Reader(Dialect(), Layout(Path()), lambda name: name == "nergens")


@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_the_page_is_what_python_markdown_makes_of_it(body: str) -> None:
    """Looking on changes nothing: without a known key and without links, the HTML is the parser's own."""
    body = body.replace("@", "").replace("](a.md)", "]").replace("](q.png)", "]").replace("!!! note", "")
    plain = markdown.Markdown(extensions=list(DIALECT), extension_configs=dict(Dialect().configs))
    assert without_marks("".join(_READER.page("docs/p.md", body).pieces)) == plain.convert(body)


@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_every_place_stands_in_the_text(body: str) -> None:
    text = Reader(Dialect(), Layout(Path()), lambda name: "20" in name).page("docs/p.md", body)
    assert len(text.pieces) == len(text.clusters) + 1
    for placed in (
        *text.clusters,
        *text.links,
        *text.pictures,
        *text.headings,
        *text.blocks,
        *text.boxes,
        *text.unread,
    ):
        assert 0 <= placed.start <= len(body)
    for block in text.blocks:
        assert len(block.text) == block.end - block.start


@pytest.mark.parametrize(
    "between",
    [
        "```\n" + "code\n" * 700 + "```",
        "<!--\n" + "x\n" * 700 + "-->",
        "[r]: a.md\n" * 700,
        "*[AB]: afkorting\n" * 700,
        "\n" * 700,
        "<div>\n" + "x\n" * 700 + "</div>",
    ],
    ids=["code", "comment", "definitions", "abbreviations", "blank lines", "html"],
)
def test_however_much_stands_between_what_follows_has_its_place(read: Read, between: str) -> None:
    body = f"Zin.\n\n{between}\n\nLaatste zin [@een2020] en [x](weg.md).\n"
    text = read(body)
    assert [body.startswith("[@een2020]", one.start) for one in text.clusters] == [True]
    assert [body.startswith("weg.md", one.start) for one in text.links] == [True]
    assert text.blocks[-1].words.startswith("Laatste zin")


_FENCED = st.sampled_from(
    ["```", "~~~", "````", "``` python", "    ```", "> tekst", "- punt", "tekst", "", "", "    diep", "code"]
)


@given(st.lists(_FENCED, max_size=16))
def test_the_lines_of_fenced_code_are_those_that_are_gone(lines: list[str]) -> None:
    """Each line that Python-Markdown took away as code is known as such, and no line that it read as text."""
    body = "\n".join(
        f"{line}{number}" if line in ("tekst", "code", "    diep", "> tekst", "- punt") else line
        for number, line in enumerate(lines)
    )
    text = Reader(Dialect(), Layout(Path()), lambda name: False).page("docs/p.md", body)
    html = "".join(text.pieces)
    assume(re.search(r"<code>[^<]*<div", html) is None)  # code within code, which this test cannot tell apart
    code = re.compile(r"(?:<code>|<code [^>]*>|<pre>)(.*?)</(?:code|pre)>", re.DOTALL)
    for match in re.finditer(r"(?:tekst|code|diep|punt)\d+", body):
        word = re.compile(rf"{match.group()}(?!\d)")
        known = any(start <= match.start() < end for start, end in text.code)
        assert not (known and word.search(code.sub("", html)))
        assert known or not word.search("".join(code.findall(html)))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Bel\tnu", "Bel nu"),
        ("a\tb 12%", "a   b 12%"),
        ("•\teen pen\n•\tpapier", "•   een pen •   papier"),
        ("Bel  \t 06\tnu", "Bel      06  nu"),
        ("- punt\tmet\ttabs", "punt  met tabs"),
        ("> in\teen\tcitaat", "in  een citaat"),
    ],
)
def test_a_line_with_tabs_is_text_with_its_places(body, shown):
    (block,) = Reader(Dialect(), Layout(Path()), lambda name: False).page("docs/a.md", body).blocks
    assert " ".join(block.text.split()) == " ".join(shown.split())
    assert (block.start, block.end) == (body.index(shown[0]), len(body))


@given(st.text(alphabet="ab1 \t", min_size=1).map(str.strip).filter(bool))
def test_each_sign_between_tabs_has_its_own_place(written):
    body = f"x\n{written}"
    words = written.expandtabs(4)
    cursor = Cursor(body)
    cursor.move(2)
    pieces = cursor.pieces(cursor.find(words), words)
    assert sum(length for _, _, length in pieces) == len(words)
    for begin, source, length in pieces:
        for step, sign in enumerate(words[begin : begin + length]):
            assert sign == " " or body[source + step] == sign
