"""From Typst to PDF: what the typesetter draws and what it refuses."""

from __future__ import annotations

import io

import pikepdf
import pytest

from katern.print.finish import lead
from katern.print.images import named
from katern.print.markup import parse
from katern.print.typeset import TemplateFailed, Typesetter, TypesettingFailed, template_files
from katern.print.typst.prose import string
from katern.print.typst.writer import write
from katern.words import words_of

from ...matterhorn import elements, faults


@pytest.fixture(scope="module")
def setter(tmp_path_factory):
    return Typesetter(tmp_path_factory.mktemp("zetwerk"))


@pytest.fixture
def data():
    return {
        "paper": "a4", "per_sheet": 8, "duplex": True, "folded": False, "lang": "nl", "region": "NL", "title": "Titel", "subtitle": None,
        "kind": "Dossier", "description": "Wat.", "site": "Proef", "version": "concept", "date": "1 mei 2026", "draft": False,
        "running": "Titel", "document_title": "Titel", "author": "Wij", "authors": "Wij", "keywords": [], "review": "nog niet",
        "licence": "", "status": "", "address": None, "address_shown": None, "helplines": [], "words": words_of("nl").print, "addresses": words_of("nl").addresses,
    }  # fmt: skip


@pytest.mark.parametrize("layout", ["booklet", "poster"])
def test_the_smallest_document_is_set_in_each_layout(setter, data, layout):
    assert setter.pdf("Tekst.", layout, data, 0).startswith(b"%PDF")


COVERS = {
    "a long word": {"title": "Antidiscriminatievoorzieningenoverzicht"},
    "a long title": {"title": "Voorkomen van ongewenste polarisatie, spanningen en segregatie in de wijk " * 2},
    "a long description": {"description": "Hoe vaak het voorkomt, wat helpt en wat niet. " * 30},
    "a reader's own": {"own": {"place": "Utrecht", "date": "1 mei 2026", "logo": None}, "subtitle": "Eigen keuze"},
    "an empty kind": {"kind": "", "subtitle": "Voor deelnemers", "draft": True},
    "black and white": {"grey": True, "title": "WW"},
}


@pytest.mark.parametrize("more", COVERS.values(), ids=COVERS)
def test_a_cover_holds_whatever_title_and_description_there_are(setter, data, more):
    assert setter.cover(data | more).startswith(b"\x89PNG")


def test_what_to_say_and_what_not_stand_side_by_side_without_a_fault(setter, data, tmp_path):
    place = "#context [#metadata(here().position().y.pt())<y>]"
    pair = f'#pair(side("say")[Zeg wel][{place}Lang. #linebreak() Langer.], side("dont", none)[{place}Kort.])'
    (tmp_path / "paar.pdf").write_bytes(setter.pdf(f"= Een\n\n{pair}", "booklet", data, 0))
    said, not_said = setter.query("<y>")
    assert 0 < said - not_said < 30
    assert faults(tmp_path / "paar.pdf") == []


def test_a_note_of_a_heading_stands_once_though_contents_and_heads_repeat_the_heading(setter, data):
    setter.pdf(
        '#heading(level: 1)[#"Kop";#heading-note("noot")[#"Noot";#metadata(1)<n>];]\n\nTekst.', "booklet", data, 0
    )
    assert len(setter.query("<n>")) == 1


def test_once_a_text_is_set_the_block_at_which_each_page_begins_is_known(setter, data):
    text = '#anchor("katern-block-1");Tekst.\n#pagebreak()\n#anchor("katern-block-2");Meer. #anchor("katern-block-3");'
    body = f'#heading(level: 1)[Een]#label("katern-block-0")\n\n{text}'
    setter.pdf(body, "booklet", data, 0)
    assert setter.beginnings(body) == {"katern-block-0": 2, "katern-block-2": 3}


def test_a_link_within_a_text_leads_to_its_place_in_the_file(setter, data):
    name = 'één "kop" \\ (2)'
    written = write(parse(f"<p><a href='#{name}'>Zie daar</a></p>")).markup
    body = f"{written}\n#pagebreak()\n#anchor({string(name)})\n\nDaar."
    with pikepdf.open(io.BytesIO(setter.pdf(body, "booklet", data, 0))) as pdf:
        lead(pdf, setter.places(body), "bladzijde")
        (link,) = [
            note for page in pdf.pages for note in page.get("/Annots", []) if str(note.Contents) == "bladzijde 3"
        ]
        assert link.Dest[0].objgen == pdf.pages[2].objgen


@pytest.mark.parametrize("folded", [False, True])
def test_pages_of_a_folded_booklet_are_mirrored(setter, data, folded):
    text = "#context [#metadata(here().position().x.pt())<x>]"
    setter.pdf(f"= Een\n\n{text}\n#pagebreak()\n= Twee\n\n{text}", "booklet", data | {"folded": folded}, 0)
    odd, even = setter.query("<x>")
    assert (odd == even) is not folded


@pytest.mark.parametrize(("lines", "together"), [(1, True), (25, False)])
def test_a_chapter_goes_on_where_most_of_the_page_is_left(setter, data, lines, together):
    place = "#context [#metadata(here().position().page)<p>]"
    first = " \\\n".join(["Regel"] * lines)
    setter.pdf(f"= Een\n\n{place}{first}\n\n= Twee\n\n{place}Tekst.", "booklet", data, 0)
    one, other = setter.query("<p>")
    assert (one == other) is together


def test_a_worksheet_shares_no_page_and_what_is_left_of_one_is_to_write_on(setter, data):
    place = "#context [#metadata(here().position().page)<p>]"
    setter.pdf(f"= Een\n\n{place}\n\n#leaf\n= Blad\n\n{place}\n\n#leaf\n= Twee\n\n{place}", "booklet", data, 0)
    pages = setter.query("<p>")
    assert [page - pages[0] for page in pages] == [0, 1, 2]


@pytest.mark.parametrize(
    "html",
    [f"<pre>{'a_' * 90}</pre>", f"<p><code>{'a' * 180}</code></p>", f"<p>{'a' * 180}</p>", f"<p>{'a<wbr>' * 180}</p>"],
)
def test_what_has_no_space_goes_on_on_the_next_line(setter, data, html):
    body = write(parse(html)).markup
    setter.pdf(f"#context [#metadata(measure(block(width: 300pt)[{body}]).height.pt())<h>]\n\n", "booklet", data, 0)
    (height,) = setter.query("<h>")
    assert height > 20


@pytest.mark.parametrize(
    "head",
    [
        '<a href="https://a.example/">a</a>',
        '<a href="#k" class="page">a</a>',
        '<a href="#k">a</a>',
        'a<a epub:type="noteref" href="#n">*</a>',
    ],
)
def test_a_table_of_two_pages_may_have_a_link_or_note_in_its_header(setter, data, head):
    rows = "<tr><td>b</td></tr>" * 70
    html = f'<h1 id="k">K</h1><table><thead><tr><th>{head}</th></tr></thead>{rows}</table><aside epub:type="footnote" id="n">n</aside>'
    assert setter.pdf(write(parse(html)).markup, "booklet", data, 0).startswith(b"%PDF")


def test_what_typst_refuses_is_a_defect_and_says_so(setter, data, refused):
    with refused(TypesettingFailed, "unknown variable: bestaat-niet"):
        setter.pdf("#bestaat-niet()", "booklet", data, 0)


def test_a_typeface_that_is_not_there_is_no_mere_warning(setter, data, refused):
    with refused(TypesettingFailed, "unknown font family: nergens"):
        setter.pdf('#text(font: "Nergens")[a]', "booklet", data, 0)


@pytest.mark.parametrize(
    ("sign", "drawn"), [("é", True), ("Ж", True), ("ع", True), ("→", True), ("😀", False), ("漢", False)]
)
def test_a_sign_is_drawn_or_known_to_be_missing(setter, sign, drawn):
    assert setter.draws(f'#"{sign}"') is drawn


def test_no_line_of_an_address_ends_in_its_hyphen(setter, data):
    text = '#context [#metadata(measure(block(width: 75pt)[aaaa #address("{}") bbbb]).height.pt())<h>]\n\n'
    setter.pdf(text.format("2017-oktober") + text.format("2017 oktober"), "booklet", data, 0)
    hyphened, spaced = setter.query("<h>")
    assert hyphened > 1.4 * spaced  # three lines, not two


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
    own = [file.name for file in template_files(tmp_path) if file.parent == tmp_path]
    assert own == ["style.typ"]


OWN = [
    ("katern.typ", "#let a = (\n", ("katern.typ", 1, 10)),
    ("style.typ", "#bestaat-niet()\n", ("style.typ", 1, 2)),
    ("booklet.typ", "\n#let booklet(body) = nergens\n", ("booklet.typ", 2, 22)),
    ("katern.typ", "#let x = 1\n", ("katern.typ", 1, 1)),
]


@pytest.mark.parametrize(("name", "text", "at"), OWN)
def test_a_template_of_the_site_is_blamed_at_its_own_place(tmp_path, data, name, text, at):
    own, folder = tmp_path / "eigen", tmp_path / "zetwerk"
    own.mkdir()
    folder.mkdir()
    (own / name).write_text(text, encoding="utf-8")
    with pytest.raises(TemplateFailed) as raised:
        Typesetter(folder, own).pdf('#heading-note("n")[a]', "booklet", data, 0)
    assert (raised.value.name, raised.value.line, raised.value.column) == at


def test_a_drawing_becomes_a_bitmap_for_who_cannot_show_it(setter):
    picture = named(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="1" y="15">A</text></svg>', "svg"
    )
    setter.add({picture.name: picture})
    assert setter.bitmap(picture.name).startswith(b"\x89PNG")
    broken = named(b"<svg", "svg")
    setter.add({broken.name: broken})
    with pytest.raises(TypesettingFailed):
        setter.bitmap(broken.name)


def test_what_is_wrong_in_a_file_is_seen_by_the_checks_of_every_file(setter, data, tmp_path):
    text = '= Een\n\n#data-table((auto,), (left,), table.header(th()[a]), table.cell()[b])\n#ext("https://a.example")[c] #note("n")[d]'
    file = tmp_path / "a.pdf"
    file.write_bytes(setter.pdf(text, "booklet", data, 0))
    assert faults(file) == []
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        for element, _ in list(elements(pdf)):
            match str(element.S):
                case "/H1":
                    element.S = pikepdf.Name.H3
                case "/Note":
                    del element.ID
        for page in pdf.pages:
            for link in page.get("/Annots", []):
                del link.Contents
        pdf.pages[-1].contents_add(b"0 0 9 9 re f")
        del pdf.Root.Lang
        pdf.save(file)
    codes = dict.fromkeys(told.split(":")[0] for told in faults(file))
    assert list(codes) == ["11-006", "14-003", "19-003", "28-012", "01-005"]
