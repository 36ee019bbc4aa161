"""From a document's tree to Typst: each construct's call, nothing lost, nothing unknown in silence."""

from __future__ import annotations

import random
import re

import pytest

from katern.print.grid import Grid
from katern.print.markup import elements, parse, text_of
from katern.print.typst.tableforms import widths
from katern.print.typst.writer import write


@pytest.mark.parametrize(
    ("html", "typst"),
    [
        ("<h2 id='a' class='b'>Kop</h2>", '#heading(level: 2)[#"Kop";]#label("a")'),
        ("<p> Een \n <em> twee </em> drie </p>", '#"Een ";#emph[#"twee ";];#"drie";'),
        ("<p>Kies:</p><ul><li>a</li></ul>", '#lead-in[#"Kies:";]\n\n#list(\n[#"a";],\n)'),
        ("<p>Kies dan wat je wilt, of niets.</p><ul><li>a</li></ul>", '#"Kies dan wat je wilt, of niets.";\n\n#list(\n[#"a";],\n)'),
        ("<h1 data-leaf='yes'>Blad</h1>", '#leaf\n#heading(level: 1)[#"Blad";]'),
        ("<p>een<br> twee</p>", '#"een";#linebreak();#"twee";'),
        ("<p>H<sub>2</sub>O<del>a</del><ins>b</ins><mark>c</mark><q>d</q></p>", '#"H";#sub[#"2";];#"O";#strike[#"a";];#underline[#"b";];#highlight[#"c";];#"“";#"d";#"”";'),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", '#"漢";#" (";#"kan";#")";'),
        ('<p><a href="#p1" class="page">een</a></p>', '#xref("p1")[#"een";];'),
        ('<p><a href="#bron-1">A</a></p>', '#inref("bron-1")[#"A";];'),
        ('<p><a href="https://a.example/?b=1&c=2" data-shown="a.example">x</a></p>', '#ext("https://a.example/?b=1&c=2", shown: [#address("a.example");])[#"x";];'),
        ('<p><a href="tel:1">1 23</a></p>', '#unbroken[#ext("tel:1")[#"1 23";];];'),
        ('<p><a href="tel:1">bel ons nu, dag en nacht</a></p>', '#ext("tel:1")[#"bel ons nu, dag en nacht";];'),
        ('<p><span id="x"></span>b</p>', '#anchor("x");#"b";'),
        ('<p><img src="a.png" alt="Een \\ \'b\' &quot;c&quot;" data-points="30"></p>', '#picture("a.png", alt: "Een \\\\ \'b\' \\"c\\"", width: 30pt);'),
        ('<p><img src="a.svg" alt="" class="inline"></p>', '#picture("a.svg", inline: true);'),
        ("<p>a <code>b  \"c\"</code></p>", '#"a ";#raw("b \\"c\\"");'),
        ("<pre><code>a\n  b\n</code></pre>", '#raw("a\n  b", block: true)'),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul>", '#loose-items[#list(spacing: apart, \n[#"a";],\n[#lead-in[#"b";]\n\n#"c";],\n)]'),
        ('<div class="pair"><div class="side"><div class="admonition" data-kind="say"><div class="title">x</div>a</div></div><div class="side"><div class="admonition" data-kind="dont">b</div></div></div>', '#pair(side("say")[#"x";][#"a";], side("dont", none)[#"b";])'),
        ('<div class="chart"><div class="admonition" data-kind="note" data-short="yes">a</div></div>', '#chart[#admonition("note", none)[#"a";]]'),
        ('<ol start="3" type="a"><li>a</li><li value="7">b</li></ol>', '#enum(numbering: "a.", start: 3, \n[#"a";],\nenum.item(7)[#"b";],\n)'),
        ("<ol reversed><li>a</li><li>b</li></ol>", '#enum(reversed: true, start: 2, \n[#"a";],\n[#"b";],\n)'),
        ("<dl><dt>a</dt><dt>b</dt><dd>c</dd><dd>d</dd></dl>", '#term[#"a";]\n#term[#"b";]\n#meaning[#"c";]\n#meaning[#"d";]'),
        ("<dl><div><dt>a</dt><dd>c</dd></div></dl>", '#term[#"a";]\n#meaning[#"c";]'),
        ("<blockquote><p>a</p></blockquote><hr>", '#quote(block: true)[#"a";\n\n]\n\n#horizontalrule'),
        ('<figure><figcaption>b</figcaption><img src="a.svg" alt="x"></figure>', '#captioned(above: true)[#"b";][#picture("a.svg", alt: "x");]'),
        ('<figure><img src="a.svg" alt="x"><figcaption>b</figcaption></figure>', '#captioned[#"b";][#picture("a.svg", alt: "x");]'),
        ('<div class="lead"><p>a</p></div>', '#lead[#"a";\n\n]'),
        ("<div>a<div>b</div>c<p>d</p></div>", '#"a";\n\n#"b";\n\n#"c";\n\n#"d";'),
        ('<div class="admonition" data-kind="say" data-short="yes"><div class="title">T</div><p>a</p></div>', '#admonition(short: true, "say")[#"T";][#"a";\n\n]'),
        ('<div class="admonition" data-kind="note"><p>a</p></div>', '#admonition("note", none)[#"a";\n\n]'),
        ('<div class="write" data-lines="4"><p>a</p></div>', '#write-lines(4, none)[#"a";\n\n]'),
        ('<div class="tab"><p>a</p></div>', '#tab(none)[#"a";\n\n]'),
        ('<div class="card" data-number="3" data-group="G"><div class="side"><p>v</p></div><div class="side"><p>a</p></div></div>', '#add-card(3, "G")[#"v";\n\n][#"a";\n\n]'),
        ('<p><span lang="en-GB">word</span></p>', '#text(lang: "en", region: "GB")[#"word";];'),
        ('<p lang="ar" dir="rtl">word</p>', '#text(lang: "ar", region: none, dir: rtl)[\n#"word";\n\n\n]'),
        ('<ul><li><span data-task="true">a</span></li></ul>', '#list(\n[#task(true)[#"a";];],\n)'),
        ('<p>a<a epub:type="noteref" href="#n">*</a></p><aside epub:type="footnote" id="n"><p>noot</p><ul><li>b</li></ul></aside>', '#"a";#note("n")[#"noot";\n\n#list(\n[#"b";],\n)];'),
        ('<p>a<a epub:type="noteref" href="#n">*</a> b<a epub:type="noteref" href="#n">*</a></p><aside epub:type="footnote" id="n">c</aside>', '#"a";#note("n")[#"c";];#" b";#noted("n");'),
        ('<h2>a<a epub:type="noteref" href="#n">*</a></h2><aside epub:type="footnote" id="n">c</aside>', '#heading(level: 2)[#"a";#heading-note("n")[#"c";];]'),
        ('<p>a</p><aside epub:type="footnote" id="n">los</aside>', '#"a";\n\n#"los";'),
    ],
)  # fmt: skip
def test_each_construct_becomes_a_call(html, typst):
    written = write(parse(html))
    assert written.markup.strip() == typst
    assert written.unknown == ()


def test_a_table_is_a_grid_with_spans_and_every_header_row_is_repeated():
    html = (
        "<table><caption>T</caption><thead><tr><th rowspan='2'>Dag</th><th colspan='2'>Wat</th></tr><tr><th>o</th>"
        "<th style='text-align: right'>m</th></tr></thead><tbody><tr><th scope='row'>ma</th><td>1</td>"
        "<td style='text-align: right'>2</td></tr><tr><td>di</td></tr></tbody></table>"
    )
    assert write(parse(html)).markup == (
        '#table-title[#"T";]\n#data-table((auto, auto, auto,), (left, left, right,),\ntable.header(\n'
        'th(rowspan: 2)[#"Dag";],th(colspan: 2)[#"Wat";],\nth()[#"o";],th()[#"m";],\n),\n'
        'row-th()[#"ma";],table.cell()[#"1";],table.cell()[#"2";],\ntable.cell()[#"di";],table.cell()[],table.cell()[],\n)'
    )


@pytest.mark.parametrize(
    ("rows", "breaks"),
    [
        ("<tr><td>kort</td><td>kort</td></tr>", 0),
        (f"<tr><td>{'lang ' * 400}</td><td>kort</td></tr>", 2),
        (f"<tr><td>{'<p>regel</p>' * 20}</td></tr><tr><td>kort</td></tr>", 1),
        (f"<tr><td rowspan='20'>hoog</td><td>a</td></tr>{'<tr><td>a</td></tr>' * 19}<tr><td>b</td><td>c</td></tr>", 21),
        ("<tr><td rowspan='2'>laag</td><td>a</td></tr><tr><td>a</td></tr>", 0),
    ],
)
def test_rows_break_over_pages_where_a_page_might_not_hold_them(rows, breaks):
    assert write(parse(f"<table><tr><th>a</th></tr>{rows}</table>")).markup.count("breakable: true") == breaks


@pytest.mark.parametrize(
    "tag", ["form", "canvas", "object", "select", "textarea", "marquee", "button", "noscript", "x-y"]
)
@pytest.mark.parametrize(
    "place", ["{}", "<p>{}</p>", "<ul><li>{}</li></ul>", "<h2>{}</h2>", "<table><tr><td>{}</td></tr></table>"]
)
def test_an_element_that_paper_does_not_know_is_told_and_its_words_stand_there(tag, place):
    written = write(parse(place.format(f"voor<{tag}>tekst</{tag}>na")))
    assert [element.tag for element in written.unknown] == [tag]
    assert [word.strip() for word in shown(written.markup)] == ["voor", "tekst", "na"] or "tekst" in written.markup


_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SILENT = re.compile(
    r'#label\("[^"]*"\)|(?:admonition|task|heading)\([^)]*"?\)(?=\[)|numbering: "[^"]*"|lang: "[^"]*"|region: "[^"]*"'
)


def shown(markup: str) -> list[str]:
    """The words that a document in Typst shows, in order."""
    return [text.replace('\\"', '"').replace("\\\\", "\\") for text in _LITERAL.findall(_SILENT.sub("", markup))]


_INLINE = [
    "em",
    "strong",
    "span",
    "sub",
    "sup",
    "del",
    "small",
    "code",
    "q",
    "abbr",
    "time",
    "x-y",
    "font",
    "label",
    "i",
]
_BLOCK = [
    "p",
    "div",
    "section",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "figure",
    "table",
    "h3",
    "article",
    "center",
    "details",
    "form",
    "fieldset",
]


class _Author:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = 0

    def word(self) -> str:
        self.words += 1
        return f"w{self.words:03}z"

    def inline(self, depth: int) -> str:
        if depth > 3 or self.random.random() < 0.4:
            return self.word()
        tag = self.random.choice(_INLINE)
        inside = self.word() if tag == "code" else "".join(self.inline(depth + 1) for _ in range(2))
        return f"{self.word()}<{tag}>{inside}</{tag}>"

    def flow(self, depth: int) -> str:
        return "".join(self.random.choice([self.inline, self.block])(depth) for _ in range(self.random.randrange(1, 4)))

    def block(self, depth: int) -> str:
        tag = self.random.choice(_BLOCK)
        if depth > 4 or tag in ("p", "h3"):
            return f"<{'p' if depth > 4 else tag}>{self.inline(depth)}</{'p' if depth > 4 else tag}>"
        inner = {"ul": ["li"], "ol": ["li"], "dl": ["dt", "dd"], "table": ["td"]}.get(tag, [])
        if not inner:
            return f"<{tag}>{self.flow(depth + 1)}</{tag}>"
        parts = "".join(f"<{name}>{self.flow(depth + 1)}</{name}>" for name in inner * self.random.randrange(1, 3))
        return f"<table><tr>{parts}</tr></table>" if tag == "table" else f"<{tag}>{parts}</{tag}>"


@pytest.mark.parametrize("seed", range(60))
def test_every_word_of_a_tree_is_in_the_document_in_its_order(seed):
    root = parse(_Author(seed).flow(0))
    written = write(root)
    words = re.findall(r"w\d{3}z", text_of(root))
    assert re.findall(r"w\d{3}z", " ".join(shown(written.markup))) == words
    unknown = {element.tag for element in elements(root) if element.tag in ("x-y", "form", "details")}
    assert {element.tag for element in written.unknown} == unknown


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["kort", "woord"], ["auto", "auto"]),
        (["kort", "een lange zin van woorden " * 5], ["auto", "48.8fr"]),
        (["ma", None, None], ["auto", "24.0fr", "24.0fr"]),
    ],
)
def test_columns_are_as_wide_as_their_text_and_those_to_write_in_fill_the_line(cells, expected):
    row = "".join('<td data-lines="1"></td>' if cell is None else f"<td>{cell}</td>" for cell in cells)
    assert widths(Grid(parse(f"<table><tr>{row}</tr></table>")[0])) == expected
