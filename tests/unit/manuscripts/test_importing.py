"""`katern import`: a Word document becomes a draft, whole or not at all."""

from __future__ import annotations

import datetime
import io
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))

from documents import LIST_OF_SOURCES, cited, docx, field, paragraph, words

from katern.check import check
from katern.errors import KaternError
from katern.kindtable import KINDS
from katern.manuscripts.docxfile import NoDocument, read_docx
from katern.manuscripts.importing import Order, import_document, title_in
from katern.messages import messages_of
from katern.scaffold.pages import NewItem, Unmade
from katern.words import words_of
from katern.words.starting import starting_of

DAY = datetime.date(2026, 11, 26)
SITE = {
    "docs/index.md": "# Start\n",
    "docs/_data/programme.yml": "themes:\n  - id: a\n    title: A\n    lines:\n      - {number: 1, slug: wonen, title: W, ambition: A.}\n",
    "dossiers/wonen/index.md": (
        "---\ntitle: Wonen\ndescription: Over wonen.\nline: wonen\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nTekst.\n"
    ),
    "bibliography/bronnen.bib": "@report{day2019geboren,\n  author = {Day, Mehmet},\n  title = {Geboren en getogen},\n  year = {2019},\n  institution = {I},\n}\n",
}
BUREN = {"type": "report", "title": "Over buren", "publisher": "Instituut", "author": [{"family": "Vries", "given": "Anna"}], "issued": {"date-parts": [["2020", 3]]}}  # fmt: skip
GEBOREN = {"type": "report", "title": "Geboren en getogen", "author": [{"family": "Day", "given": "Mehmet"}], "issued": {"date-parts": [["2019"]]}}  # fmt: skip


@pytest.fixture
def imported(library, tmp_path):
    """Imports a document into the site; what was done, and the text of the page without its front matter."""

    def run(markdown: str, after: str = "", files=SITE, **asked: str):
        made = library(files)
        file = docx(tmp_path, markdown, "mijn_stuk.docx", after)
        document = read_docx(file)
        title = asked.pop("title", "") or title_in(file, document)
        new = NewItem(made, words_of("nl"), starting_of("nl"), KINDS["chapter"], title, DAY)
        done = import_document(made, new, document, Order(file, **asked), starting_of("nl"))
        root = made.layout.root
        return done, (root / done.path).read_text(encoding="utf-8").partition("---\n\n")[2], root

    return run


def told(done) -> list[str]:
    return [messages_of("nl").say(what) for what in done.told]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Tekst met *nadruk*, **vet** en een [link](https://example.org).", "Tekst met *nadruk*, **vet** en een [link](https://example.org).\n"),
        ("# Een\n\n### Drie\n\n# Nog een", "## Een\n\n### Drie\n\n## Nog een\n"),
        ("1. Eén\n2. Twee\n   - onder", "1.  Eén\n2.  Twee\n    -   onder\n"),
        ("Tekst.[^1]\n\n[^1]: De noot.", "Tekst.[^1]\n\n[^1]: De noot.\n"),
        ("1. een\n\n<!-- -->\n\n- ander", "1.  een\n\n<!-- -->\n\n-   ander\n"),
        ("> Een citaat.", "> Een citaat.\n"),
        ("| A | B |\n|---|--:|\n| x | 2 |", "| A   |   B |\n|-----|----:|\n| x   |   2 |\n"),
        ("Dit is {{ geen }} macro en {% ook %} niet.", "Dit is &#123;&#123; geen &#125;&#125; macro en &#123;% ook %&#125; niet.\n"),
        ("5 \\* 3, 2_000_, \\#1, a@b.nl", "5 \\* 3, 2\\_000\\_, \\#1, a@b.nl\n"),
        ("H~2~O en m^2^", "H<sub>2</sub>O en m<sup>2</sup>\n"),
        ("“Aangehaald” en ‘dit’", "“Aangehaald” en ‘dit’\n"),
    ],
)  # fmt: skip
def test_what_a_document_says_is_markdown_that_says_the_same(imported, markdown, text):
    assert imported(markdown)[1] == text


def test_a_draft_has_front_matter_of_its_kind_and_passes_the_check(imported, library):
    done, text, root = imported("---\ntitle: Wonen in de wijk\n---\n\n# Waarom\n\nBuren groeten elkaar.\n")
    assert done.path == "dossiers/wonen/wonen-in-de-wijk.md"
    whole = (root / done.path).read_text(encoding="utf-8")
    assert whole.startswith("---\ntitle: Wonen in de wijk\nstatus: draft\n---\n\n## Waarom\n")
    assert [found.code for found in check(library({**SITE, done.path: whole})) if found.path == done.path] == []
    assert text == "## Waarom\n\nBuren groeten elkaar.\n"


def test_words_above_the_text_and_above_a_table_are_text(imported):
    before = "---\ntitle: Wonen\nsubtitle: In de wijk\nauthor: [De redactie, Een ander]\ndate: november 2026\n"
    _, text, _ = imported(
        f"{before}abstract: |\n  Kort.\n---\n\nTekst.\n\n| A | B |\n|---|---|\n| x | y |\n\n: Wie waar woont\n"
    )
    words = ["In de wijk", "De redactie", "Een ander", "november 2026", "Kort.", "Tekst.", "Wie waar woont", "| A "]
    places = [text.find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)


def test_a_link_holds_no_other(imported):
    inner = (
        "<w:hyperlink w:anchor='b'>" + words("Een ") + field('HYPERLINK "https://example.org"', "1") + "</w:hyperlink>"
    )
    assert "](" not in imported("Tekst.", paragraph(inner))[1].partition("](")[2]


def test_without_a_title_the_only_first_heading_is_it_or_the_name_of_the_file(imported):
    assert imported("# Buren\n\nTekst.\n\n## Meer\n\nTekst.")[1] == "Tekst.\n\n## Meer\n\nTekst.\n"
    assert imported("Tekst.")[0].path == "dossiers/wonen/mijn-stuk.md"
    assert imported("Tekst.", title="Anders", slug="iets")[0].path == "dossiers/wonen/iets.md"


def test_citations_of_zotero_are_citations_and_their_sources_are_added_once(imported):
    after = (
        paragraph(words("Dat is zo "), cited(12, "(zie Vries, 2020, p. 3)", BUREN, locator="3", label="page", prefix="zie "), words("."))
        + paragraph(words("En dit "), cited(13, "(Day, 2019)", GEBOREN), words(" ook."))
        + paragraph(words("Volgens Vries "), cited(12, "(2020)", BUREN, **{"suppress-author": True}), words("."))
        + paragraph(LIST_OF_SOURCES)
    )  # fmt: skip
    done, text, root = imported("Eerst dit.", after)
    assert text == (
        "Eerst dit.\n\nDat is zo [zie @vries2020buren, page 3].\n\nEn dit [@day2019geboren] ook.\n\nVolgens Vries [-@vries2020buren].\n"
    )
    assert done.keys == ("vries2020buren",)
    bib = (root / "bibliography/bronnen.bib").read_text(encoding="utf-8")
    assert bib.startswith(SITE["bibliography/bronnen.bib"])
    assert bib.count("@report{vries2020buren,") == 1


def test_a_source_that_lacks_what_it_needs_stays_text_and_is_told(imported):
    after = paragraph(
        words("Dat is zo "), cited(12, "(Vries, 2020)", {"type": "article-journal", "title": "Over buren"})
    )
    done, text, root = imported("Eerst dit.", after)
    assert text.endswith("Dat is zo (Vries, 2020)\n")
    assert "er ontbreekt iets aan: Over buren" in told(done)[0]
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8") == SITE["bibliography/bronnen.bib"]


NOTED = """Het is [dit]{.insertion author="Kim" date="2026-01-02T10:00:00Z"}[dat]{.deletion author="Kim" date="2026-01-02T10:00:00Z"}.

Een [Klopt dit wel?]{.comment-start id="0" author="Anna" date="2026-01-02T10:00:00Z"}zin *met* woorden[]{.comment-end id="0"} hier.
"""


def test_comments_and_changes_are_listed_with_their_lines(imported):
    done, text, _ = imported(NOTED)
    assert text == "Het is dit.\n\nEen zin *met* woorden hier.\n"
    assert [(note.kind, note.author, note.text, note.about, note.line - 5) for note in done.notes] == [
        ("added", "Kim", "dit", "", 1),
        ("taken", "Kim", "dat", "", 1),
        ("comment", "Anna", "Klopt dit wel?", "zin met woorden", 3),
    ]


def test_pictures_come_beside_the_page_and_ask_for_a_description(imported, tmp_path):
    for name in ("a.png", "b.png"):
        Image.new("RGB", (4, 4), "red").save(tmp_path / name)
    Image.new("RGB", (4, 4), "blue").save(tmp_path / "c.tiff")
    done, text, root = imported(
        "Kijk ![](a.png)\n\nEn ![Een plein met bomen](b.png){width=1cm} x\n\nOok ![oud](c.tiff) x\n"
    )
    assert "![Schrijf hier: wat op deze afbeelding te zien is.](beeld/mijn-stuk-1.png)" in text
    assert "![Een plein met bomen](beeld/mijn-stuk-" in text
    assert done.pictures[0] == "dossiers/wonen/beeld/mijn-stuk-1.png"
    assert all((root / path).read_bytes().startswith(b"\x89PNG") for path in done.pictures)
    assert [one for one in told(done) if ".tiff" in one]


TABLE = """
+-------+-------+
| A     | B     |
+=======+=======+
| een   | x     |
|       |       |
| twee  |       |
+-------+-------+
| y     | z     |
+-------+-------+
"""


def test_a_table_that_markdown_does_not_have_is_made_one_that_it_has_and_told(imported):
    done, text, _ = imported(TABLE)
    assert text == "| A        | B   |\n|----------|-----|\n| een twee | x   |\n| y        | z   |\n"
    assert told(done) == [
        "in deze tabel zijn samengevoegde cellen of cellen met meer regels uit elkaar gehaald; kijk haar na: A B"
    ]


JOINED = (
    '<w:tbl><w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid>'
    '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Boven</w:t></w:r></w:p></w:tc></w:tr>'
    "<w:tr><w:tc><w:p><w:r><w:t>een</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>twee</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
FRAME = '<w:tbl><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'


def test_joined_cells_and_frames(imported):
    done, text, _ = imported("Tekst.", JOINED + paragraph() + FRAME)
    assert "| Boven | " in text
    assert "| een   | twee |" in text
    assert text.endswith("In een kader\n")
    assert [line.split(":")[0] for line in told(done)] == [
        "in deze tabel zijn samengevoegde cellen of cellen met meer regels uit elkaar gehaald; kijk haar na",
        "deze tabel heeft geen kop; geef elke kolom een naam",
        "een kader staat nu als gewone tekst",
    ]


def test_forms_that_are_not_taken_over_are_told_once(imported):
    done, text, _ = imported("[a]{.underline} en [b]{.underline} en ~~c~~")
    assert text == "a en b en c\n"
    assert told(done) == ["onderstreping is niet overgenomen", "doorhaling is niet overgenomen"]


DRAWN = (
    "<w:r><w:drawing xmlns:d='urn:d' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
    "<d:docPr descr='{}'/>{}</w:drawing></w:r>"
)
BOX = "<w:txbxContent><w:p><w:r><w:t>In een kader</w:t></w:r></w:p></w:txbxContent>"
NOT_READ = "niet gelezen, want het staat in een tekstvak of een veld: {}"
LEFT_OUT = "een grafiek, diagram of gekoppelde afbeelding is weggelaten: {}"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        pytest.param(f"<w:r><w:pict>{BOX}</w:pict></w:r>", [NOT_READ.format("In een kader")], id="a text box"),
        pytest.param(DRAWN.format("", BOX), [NOT_READ.format("In een kader")], id="a text box of newer programs"),
        pytest.param('<w:fldSimple w:instr="REF x">' + words("Een veld") + "</w:fldSimple>", [NOT_READ.format("Een veld")], id="a simple field"),
        pytest.param(DRAWN.format("Cijfers", "<d:chart r:id='x'/>"), [LEFT_OUT.format("Cijfers")], id="a chart"),
        pytest.param(DRAWN.format("Plein", "<d:blip r:link='x'/>"), [LEFT_OUT.format("Plein")], id="a picture that lies elsewhere"),
        pytest.param("<w:r><w:object/></w:r>", [LEFT_OUT.format("…")], id="another document within it"),
        pytest.param('<w:r><w:rPr><w:position w:val="6"/></w:rPr><w:t>2</w:t></w:r>', ["hoger of lager gezette tekst is niet overgenomen"], id="raised"),
        pytest.param('<w:r><w:rPr><w:position w:val="0"/></w:rPr><w:t>2</w:t></w:r>', [], id="raised by nothing"),
        pytest.param(words("sa") + words("men") + "<w:r><w:tab/></w:r>" + words("leven"), [], id="a word in two pieces"),
        pytest.param("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", [], id="a hyphen that holds together"),
        pytest.param("<w:sdt><w:sdtContent>" + words("Vul in") + "</w:sdtContent></w:sdt>", [], id="a place to fill in"),
        pytest.param(field("DATE", "1 mei"), [], id="a field that is read"),
        pytest.param('<w:del w:id="1" w:author="x"><w:r><w:delText>weg</w:delText></w:r></w:del>', [], id="what was taken away"),
    ],
)  # fmt: skip
def test_what_pandoc_passes_by_is_told(imported, xml, said):
    done, text, _ = imported("Begin.", after=paragraph(words("Eerst "), xml, words(" en verder.")))
    assert "Eerst" in text
    assert told(done) == said


# --- what cannot be


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "geen Word-document"),
        (b"<html>", "geen Word-document"),
        (OLE, "vóór Word 2007"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "beveiligd met een wachtwoord"),
        (b"PK\x03\x04 en dan niets", "beschadigd"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "geen Word-document"),
        (packed(word__document_xml=b"<w:document"), "beschadigd"),
        (packed(word__document_xml=b" " * 201_000_000), "groter dan 200 MB"),
    ],
    ids=["empty", "html", "old", "locked", "cut off", "odt", "no xml", "bomb"],
)
def test_a_file_that_is_no_document_is_a_sentence(tmp_path, refused, content, sentence):
    file = tmp_path / "stuk.docx"
    file.write_bytes(content)
    with refused(NoDocument, sentence):
        read_docx(file)


def test_a_document_that_was_cut_off_or_garbled_is_a_sentence(tmp_path):
    whole = docx(tmp_path, "Een tekst die er staat.\n" * 50).read_bytes()
    file = tmp_path / "kapot.docx"
    for content in (whole[: len(whole) // 2], whole[:-30], whole.replace(whole[2000:2040], b"x" * 40)):
        file.write_bytes(content)
        with pytest.raises(NoDocument):
            read_docx(file)


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_an_import_twice_and_an_empty_document_change_nothing(imported, library):
    done, _, root = imported("Tekst.")
    before = files_below(root)
    with pytest.raises(Unmade):
        imported("Iets anders.", files={**SITE, done.path: before[done.path]})
    with pytest.raises(KaternError):
        imported("", title="Leeg")
    assert files_below(root) == before


def test_where_the_sources_have_no_place_nothing_is_written(imported, library):
    files = {**SITE, "bibliography/b.bib": "@misc{a,\n  title = {A},\n  year = {2020},\n}\n"}
    root = library(files).layout.root
    before = files_below(root)
    with pytest.raises(KaternError, match="which-file"):
        imported("Tekst.", paragraph(cited(12, "(Vries, 2020)", BUREN)), files=files)
    assert files_below(root) == before
    done, _, _ = imported(
        "Tekst.", paragraph(cited(12, "(Vries, 2020)", BUREN)), files=files, sources="bibliography/b.bib"
    )
    assert done.keys == ("vries2020buren",)


def test_a_source_file_that_cannot_be_changed_takes_the_page_away_again(imported, library, monkeypatch):
    root = library(SITE).layout.root
    before = files_below(root)

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("katern.sourcing.edited.replace_file", broken)
    with pytest.raises(KaternError):
        imported("Tekst.", paragraph(cited(12, "(Vries, 2020)", BUREN)))
    assert files_below(root) == before
