"""From clean HTML to Typst and on to PDF: the filter's calls, and that the typesetter refuses nothing it should draw."""

from __future__ import annotations

import pytest

from katern.print import conversion
from katern.print.images import named
from katern.print.typeset import Typesetter, TypesettingFailed, template_files
from katern.words import words_of


@pytest.mark.parametrize(
    ("html", "typst"),
    [
        ("<h2 id='a' class='b'>Kop</h2>", "== Kop\n<a>"),
        ('<p><a href="#p1" class="page">een</a></p>', '#xref("p1")[een]'),
        ('<p><a href="#bron-1">A</a></p>', '#inref("bron-1")[A]'),
        ('<p><a href="https://a.example/?b=1&c=2" data-shown="a.example">x</a></p>', '#ext("https://a.example/?b=1&c=2", shown: "a.example")[x]'),
        ('<p><a href="tel:1">1</a></p>', '#ext("tel:1")[1]'),
        ('<p><span id="x"></span>b</p>', '#anchor("x")b'),
        ('<p><img src="a.png" alt="Een \\ \'b\' &quot;c&quot;" data-points="30"></p>', '#picture("a.png", alt: "Een \\\\ \'b\' \\"c\\"", width: 30pt)'),
        ('<p><img src="a.svg" alt="" class="inline"></p>', '#picture("a.svg", inline: true)'),
        ('<div class="lead"><p>a</p></div>', "#lead[\na\n\n]"),
        ('<div class="admonition" data-kind="say" data-short="yes"><div class="title">T</div><p>a</p></div>', '#admonition(short: true, "say")[\nT\n][\na\n\n]'),
        ('<div class="admonition" data-kind="note"><p>a</p></div>', '#admonition("note", none)[\na\n\n]'),
        ('<div class="write" data-lines="4"><p>a</p></div>', "#write-lines(4, none)[\na\n\n]"),
        ('<div class="tab"><p>a</p></div>', "#tab(none)[\na\n\n]"),
        ('<div class="card" data-number="3" data-group="G"><div class="side"><p>v</p></div><div class="side"><p>a</p></div></div>', '#add-card(3, "G")[\nv\n\n][\na\n\n]'),
        ('<p><span lang="en-GB">word</span></p>', '#text(lang: "en", region: none)[word]'),
        ('<ul><li><span data-task="true">a</span></li></ul>', "- #task(true)[a]"),
        ("<p>a#b $c @d *e* _f_ \"g\" 'h'</p>", "a\\#b \\$c \\@d \\*e\\* \\_f\\_ \"g\" 'h'"),
        ('<p>a<a epub:type="noteref" href="#n">*</a></p><aside epub:type="footnote" id="n"><p>noot</p></aside>', "a#footnote[noot]"),
    ],
)  # fmt: skip
def test_each_construct_becomes_a_call(html, typst):
    assert conversion.to_typst(html).strip() == typst


def test_a_long_document_is_read_in_two_halves_with_the_same_result():
    chapters = "".join(
        f'<h1 id="p" data-chapter="yes">K</h1><p>{"woord " * 1500}</p><blockquote><h1>x</h1></blockquote>'
        for _ in range(5)
    )
    html = f"<div>{chapters}</div>"
    first, second = conversion.halves(html)
    assert sorted((first.count("data-chapter"), second.count("data-chapter"))) == [2, 3]
    assert (first[:5], first[-6:], second[:5], second[-6:]) == ("<div>", "</div>") * 2
    assert (first.count("<blockquote>"), second.count("</blockquote>")) in ((2, 3), (3, 2))
    assert conversion.to_typst(html).count("= K") == 5
    assert conversion.halves("<div><h1>K</h1></div>") == ["<div><h1>K</h1></div>"]


def test_a_table_has_real_header_cells_and_alignment():
    html = '<table><thead><tr><th>a</th><th style="text-align: right">b</th></tr></thead><tbody><tr><td>1</td><td style="text-align: right">2</td></tr></tbody></table>'
    lines = [line for line in conversion.to_typst(html).splitlines() if line.strip()]
    assert "".join(lines) == (
        "#data-table(2, (left, right,),table.header(table.cell()[a],table.cell()[b],),table.cell()[1],table.cell()[2],)"
    )


@pytest.fixture(scope="module")
def setter(tmp_path_factory):
    return Typesetter(tmp_path_factory.mktemp("zetwerk"))


@pytest.fixture
def data():
    return {
        "paper": "a4", "per_sheet": 8, "duplex": True, "lang": "nl", "region": "NL", "title": "Titel", "subtitle": None,
        "kind": "Dossier", "description": "Wat.", "site": "Proef", "version": "concept", "date": "1 mei 2026", "draft": False,
        "running": "Titel", "document_title": "Titel", "author": "Wij", "authors": "Wij", "keywords": [], "review": "nog niet",
        "licence": "", "address": None, "address_shown": None, "helplines": [], "words": words_of("nl").print, "addresses": words_of("nl").addresses,
    }  # fmt: skip


@pytest.mark.parametrize("layout", ["booklet", "poster"])
def test_the_smallest_document_is_set_in_each_layout(setter, data, layout):
    assert setter.pdf("Tekst.", layout, data, 0).startswith(b"%PDF")


def test_what_typst_refuses_is_a_defect_and_says_so(setter, data):
    with pytest.raises(TypesettingFailed, match="unknown variable: bestaat-niet"):
        setter.pdf("#bestaat-niet()", "booklet", data, 0)


def test_a_typeface_that_is_not_there_is_no_mere_warning(setter, data):
    with pytest.raises(TypesettingFailed, match="unknown font family: nergens"):
        setter.pdf('#text(font: "Nergens")[a]', "booklet", data, 0)


@pytest.mark.parametrize(
    ("sign", "drawn"), [("é", True), ("Ж", True), ("ع", True), ("→", True), ("😀", False), ("漢", False)]
)
def test_a_sign_is_drawn_or_known_to_be_missing(setter, sign, drawn):
    assert setter.draws(f'#"{sign}"') is drawn


def test_a_card_that_fits_at_no_size_names_itself(setter, data):
    long = "woord " * 400
    setter.pdf(f'#add-card(0, "")[a][b]\n#add-card(1, "")[a][{long}]\n#add-card(2, "")[{long}][b]', "cards", data, 0)
    assert sorted(setter.query("<katern-overflow>")) == [1, 2]


def test_pictures_with_other_content_never_share_a_name(setter):
    one, other = named(b"<svg>1</svg>", "svg"), named(b"<svg>2</svg>", "svg")
    assert one.name != other.name
    setter.add({one.name: one, other.name: other})


def test_a_site_replaces_single_templates(tmp_path):
    (tmp_path / "style.typ").write_text("", encoding="utf-8")
    assert [file.parent == tmp_path for file in template_files(tmp_path)] == [False, False, False, False, True]
