"""What a trainer hands out and cuts: worksheets, role cards, the set of a meeting, and booklets in other forms."""

from __future__ import annotations

import pikepdf
import pytest

from ...matterhorn import faults

A4 = (595.276, 841.89)
SECRET = "zeven paarse olifanten"
ROLE = "groene papegaai"


def pages_of(reader) -> list[str]:
    """The text of each page."""
    count = len(reader.pdf.pages)
    texts = ["".join(run.text for run in reader.runs if run.page == page) for page in range(count)]
    return [" ".join(text.replace("\u00ad", "").split()) for text in texts]


def colours(reader) -> set[tuple[float, ...]]:
    """Every colour of three parts that a page sets."""
    return {
        tuple(float(value) for value in instruction.operands)
        for page in reader.pdf.pages
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) in ("rg", "RG", "sc", "SC", "scn", "SCN") and len(instruction.operands) == 3
    }


def test_everything_is_made_without_a_word(handed):
    assert handed.done.returncode == 0, handed.done.stderr
    assert "error" not in handed.done.stdout + handed.done.stderr


def test_a_set_lists_its_parts_in_the_order_of_use_with_their_pages_and_copies(handed):
    first = pages_of(handed.pdf("samen-pakket"))[0]
    assert "Middag samen, voor 14 deelnemers" in first
    # a title, its pages and how many of them, in the columns of a row
    wanted = ["Rollen spelen35 ×", "Kijkblad57 ×", "Keuzeblad714 ×", "Vraagkaarten9–101 ×", "Overzicht111 ×"]
    places = [first.find(row) for row in wanted]
    assert -1 not in places, first
    assert places == sorted(places)
    assert "Stiften" in first


def test_every_part_of_a_set_begins_a_leaf(handed):
    pages = pages_of(handed.pdf("samen-pakket"))
    for words in ("Situatie een", "Wat hoorde je?", "Wat koos je?", "Wat vraag je eerst?", "Luister eerst."):
        assert next(number for number, page in enumerate(pages) if words in page) % 2 == 0, words


def test_roles_are_cut_and_a_single_situation_is_read_aloud(handed):
    text = handed.pdf("samen-rollen").text
    assert ROLE in text
    assert "Een buurvrouw klopt aan" in text
    assert "leest de begeleider voor" not in text


@pytest.mark.parametrize("name", ["samen-deelnemer", "samen-groot", "samen-werkbladen", "samen-kaarten"])
def test_no_word_of_the_trainer_is_in_what_participants_get(handed, name):
    everything = handed.pdf(name).everything()
    assert SECRET not in everything
    assert ROLE not in everything


def test_answers_are_in_the_trainers_booklet_alone(handed):
    assert SECRET in handed.pdf("samen-zwart-wit").text
    assert SECRET not in handed.pdf("samen-pakket").text


def test_a_sheet_that_stays_is_loose_and_in_no_booklet_that_goes_home(handed):
    assert "Wat koos je?" not in handed.pdf("samen-deelnemer").text
    assert "Wat koos je?" in handed.pdf("samen-zwart-wit").text
    loose = pages_of(handed.pdf("samen-werkbladen"))
    page = next(page for page in loose if "Wat koos je?" in page)
    assert "Dit blad gaat niet mee naar huis" in page
    assert not any("gaat niet mee" in other for other in loose if "Wat hoorde je?" in other)


def test_a_poster_is_no_worksheet(handed):
    assert "Luister eerst." not in handed.pdf("samen-werkbladen").text


def test_large_print_is_sixteen_points_on_a4(handed):
    pdf = handed.pdf("samen-groot").pdf
    assert [float(value) for value in pdf.pages[0].mediabox][2:] == pytest.approx(A4, abs=0.1)
    assert smallest_size(pdf) >= 10.8  # the marks of notes; all else has 12 points or more


def smallest_size(pdf: pikepdf.Pdf) -> float:
    return min(
        abs(float(instruction.operands[1]))
        for page in pdf.pages
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "Tf"
    )


def test_black_and_white_sets_no_colour(handed):
    assert {colour for colour in colours(handed.pdf("samen-zwart-wit")) if len(set(colour)) > 1} == set()
    assert {colour for colour in colours(handed.pdf("samen-deelnemer")) if len(set(colour)) > 1}


def test_a_program_finds_no_fault_in_any_file_but_those_for_a_print_shop(handed):
    printed = ("-drukvel", "-drukker", "-omslag")
    files = [file for file in sorted(handed.booklets.glob("*.pdf")) if not file.stem.endswith(printed)]
    assert {file.name: faults(file) for file in files} == {file.name: [] for file in files}


@pytest.mark.parametrize(
    "name", ["samen-groot", "samen-zwart-wit", "samen-werkbladen", "samen-rollen", "samen-pakket", "kort-samenvatting"]
)
def test_every_form_is_ua_1_and_a_2a_at_once(handed, name):
    with handed.pdf(name).pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")


def test_a_dossier_has_a_summary_of_two_pages(handed):
    first, second = pages_of(handed.pdf("kort-samenvatting"))
    assert "Wat helpt bij proberen?" in first
    assert "Samen proberen helpt meer" in first
    told = second.replace(" ", "").replace("-", "")
    assert told.index("Watwerkt") < told.index("houdthetlangervol") < told.index("stopteerder")
    assert "redelijkzeker" in told
    assert "Alarmnummer" in second
    assert "proef.example/nu/dossiers/kort" in second


def test_sources_are_told_by_numbers_where_a_booklet_asks(handed):
    text = " ".join(handed.pdf("kort-boekje").text.split())
    assert "Volgens de Vries1 helpt proberen2" in text
    assert "dat" + "zie 1, p. 5; 2" in text
    assert "(de Vries, 2020)" not in text
    assert text.index("1. de Vries") < text.index("2. Jansen")


def test_the_house_gives_colours_a_typeface_and_pictures(handed):
    reader = handed.pdf("kort-boekje")
    fonts = {
        str(font.BaseFont).split("+")[1]
        for page in reader.pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    assert not any("Serif" in font for font in fonts)
    brand = tuple(round(int("5c1f4c"[at : at + 2], 16) / 255, 2) for at in (0, 2, 4))
    assert brand in {tuple(round(part, 2) for part in colour) for colour in colours(reader)}


def test_the_first_page_is_tagged_and_every_page_has_its_label(handed):
    reader = handed.pdf("kort-boekje")
    first = reader.pdf.pages[0].obj.objgen
    assert any(element.get("/Pg") is not None and element.Pg.objgen == first for element in reader.elements())
    assert "/PageLabels" in reader.pdf.Root
    assert [page.label for page in reader.pdf.pages] == [str(number + 1) for number in range(len(reader.pdf.pages))]


def test_a_print_shop_gets_pages_with_bleed_and_the_cover_apart(handed):
    inner, cover = handed.pdf("samen-deelnemer-drukker").pdf, handed.pdf("samen-deelnemer-omslag").pdf
    assert len(inner.pages) % 2 == 0
    for page, (width, height) in ((inner.pages[0], (148, 210)), (cover.pages[0], (296, 210))):
        trim, bleed, media = (
            [float(value) * 25.4 / 72 for value in page.obj[name]] for name in ("/TrimBox", "/BleedBox", "/MediaBox")
        )
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((width, height), abs=0.2)
        assert [trim[0] - bleed[0], bleed[3] - trim[3]] == pytest.approx([3, 3], abs=0.1)
        assert media[0] < bleed[0]
        assert media[3] > bleed[3]
    assert "Samen oefenen" in handed.pdf("samen-deelnemer-omslag").text
    assert "Voor deelnemers" not in handed.pdf("samen-deelnemer-drukker").text.split("Inhoud")[0]


def test_signatures_are_folded_one_by_one(handed):
    assert len(handed.pdf("samen-deelnemer-drukvel").pdf.pages) == 4


def test_formulas_are_set_and_described_by_their_source(handed):
    formulas = [str(element.Alt) for element in handed.pdf("kort-boekje").elements() if element.S == "/Formula"]
    assert formulas == [r"a = \frac{b}{c}", "x in het kwadraat"]


def test_the_head_of_a_row_is_told_as_one(handed):
    heads = [element for element in handed.pdf("kort-boekje").elements() if element.S == "/TH"]
    assert [str(scope_of(head)) for head in heads] == ["/Column", "/Column", "/Row"]


def scope_of(head) -> object:
    return next(said.Scope for said in head.A if "/Scope" in said)


@pytest.mark.parametrize(
    ("name", "sides", "scaling"),
    [
        ("samen-pakket", "/DuplexFlipLongEdge", "/None"),
        ("samen-overzicht", "/Simplex", "/None"),
        ("samen-kaarten", "/DuplexFlipLongEdge", "/None"),
        ("kort-boekje", "/DuplexFlipLongEdge", ""),
    ],
)
def test_a_file_tells_printers_how_it_is_printed(handed, name, sides, scaling):
    wishes = handed.pdf(name).pdf.Root.ViewerPreferences
    assert (str(wishes.Duplex), str(wishes.get("/PrintScaling", ""))) == (sides, scaling)
    assert wishes.DisplayDocTitle


def test_some_lines_too_much_are_no_page_of_their_own(copied, run, read_pdf):
    """Sheets that grow by one paragraph take a further page only where there is more than a few lines to fill it."""
    root = copied("handout")
    folder = root / "toolkits/samen"
    counts = (22, 25, 26, 44, 46, 48, 50, 52, 54)
    for count in counts:
        text = "\n\n".join(f"Vraag {number}: " + "wat je hoort en ziet, schrijf je op. " * 4 for number in range(count))
        head = f"---\ntitle: Vel {count}\npart: handout\none_for: 2\norder: {count}\n---\n\n"
        (folder / f"vel-{count}.md").write_text(head + text + "\n", encoding="utf-8")
    assert run("booklet", "samen:werkbladen", "--draft", cwd=root).returncode == 0
    pages = pages_of(read_pdf(root / "site/boekjes/samen-werkbladen.pdf"))
    held = [page.count("Vraag ") for page in pages if "Vraag " in page]
    assert sum(held) == sum(counts)
    assert min(held) >= 4, held
