"""From a publisher's file to a set: unchanged in meaning, or refused at its place."""

from __future__ import annotations

import hashlib
import json

import pytest
from samples import DATA
from test_reading import STATLINE, sheet

from katern.datasets.imports import import_file
from katern.datasets.sets import Sets
from katern.messages import messages_of

DUTCH = messages_of("nl")

SOURCE = "source: {id: cijfers, title: Kerncijfers, table: 99999PRF, seen_in: publisher, retrieved: 2026-11-20, borders: 2024}\n"
JSON_MAP = SOURCE + "area: WijkenEnBuurten\nareas: [municipality, district]\nyear: 2024\nignore: [Gemeentenaam_3]\n"
KWB_MAP = SOURCE + "area: gwb_code\nyear: 2024\nignore: [regio]\n"
STATLINE_MAP = (
    SOURCE + "area: Regio's\nby_name: true\nyear: Perioden\ncolumns: {Inwoners (aantal): inwoners, Huur (%): huur}\n"
)
LONG_MAP = SOURCE + "area: gebied\nyear: jaar\nmeasure: maat\nvalue: waarde\n"


def odata(*rows, **about):
    keys = ("ID", "WijkenEnBuurten", "Gemeentenaam_3", "Inwoners_1", "Huur_2")
    return json.dumps(
        {**about, "value": [dict(zip(keys, (number, *row), strict=True)) for number, row in enumerate(rows)]}
    )


@pytest.fixture
def bring(checkout, tmp_path_factory):
    """Imports this content after this map; what was done, and what the set then holds (the file's lines, and findings)."""

    def run(content, map, name="invoer.json", manifest=None):
        layout = checkout({"sets/proef/map.yml": map, **({"sets/proef/set.yml": manifest} if manifest else {})})
        file = tmp_path_factory.mktemp("in") / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        done = import_file(layout, file, "proef")
        table = layout.root / DATA / "sets/proef/cijfers.csv"
        return done, table.read_text(encoding="utf-8").splitlines() if table.exists() else None

    return run


def said(done):
    return [(finding.line, finding.column, finding.code, DUTCH.tell(finding).message) for finding in done.findings]


def test_json_of_the_service_becomes_tidy_figures(bring):
    content = odata(
        ("NL00      ", "Nederland ", 900, 41.0),
        ("GM9901    ", "Zuiderdam  ", 500, 40.5),
        ("WK990101  ", " ", None, "       ."),
    )
    done, lines = bring(content, JSON_MAP)
    assert said(done) == []
    assert lines == [
        "area,year,indicator,value,mark",
        "GM9901,2024,huur,40.5,",
        "GM9901,2024,inwoners,500,",
        "WK990101,2024,huur,,unknown",
        "WK990101,2024,inwoners,,unknown",
    ]
    assert (done.figures, done.missing, done.left_out) == (4, 2, {"country": 1})


def test_a_nil_stays_a_nil(bring):
    assert bring(odata(("GM9901", "", 0, 0.0)), JSON_MAP)[1][1:] == ["GM9901,2024,huur,0.0,", "GM9901,2024,inwoners,0,"]


def test_observations_of_version_4_are_read_by_their_measure(bring):
    map = (
        SOURCE
        + 'area: WijkenEnBuurten\nyear: 2024\nmeasure: Measure\nvalue: Value\nattribute: ValueAttribute\ncolumns: {T001036: inwoners}\nignore: ["3000"]\nsigns: {Geheim: secret}\n'
    )
    rows = [
        {"Id": 0, "Measure": "T001036", "ValueAttribute": "None", "Value": 500, "WijkenEnBuurten": "GM9901    "},
        {"Id": 1, "Measure": "T001036", "ValueAttribute": "Geheim", "Value": None, "WijkenEnBuurten": "WK990101  "},
        {"Id": 2, "Measure": "3000  ", "ValueAttribute": "None", "Value": 5, "WijkenEnBuurten": "GM9901    "},
    ]
    done, lines = bring(json.dumps({"value": rows}), map)
    assert (said(done), done.left_out) == ([], {"3000": 1})
    assert lines[1:] == ["GM9901,2024,inwoners,500,", "WK990101,2024,inwoners,,secret"]


def test_statline_csv_names_its_areas_and_marks_its_years(bring):
    done, lines = bring(STATLINE, STATLINE_MAP, "tabel.csv")
    assert said(done) == []
    assert lines[1:] == [
        "GM9901,2024,huur,40.5,provisional",
        "GM9901,2024,inwoners,1250,provisional",
        "WK990102,2024,huur,,not-applicable",
        "WK990102,2024,inwoners,,unknown",
    ]


def test_a_star_behind_a_figure_makes_it_provisional(bring):
    text = 'Regio\'s;Perioden;Inwoners (aantal);Huur (%)\nZuiderdam;2024;1250*;"40,5"\n'
    assert bring(text, STATLINE_MAP, "tabel.csv")[1][1:] == [
        "GM9901,2024,huur,40.5,",
        "GM9901,2024,inwoners,1250,provisional",
    ]


def test_a_name_that_two_areas_share_is_refused_and_one_kind_may_settle_it(bring):
    text = "Regio's;Perioden;Inwoners (aantal);Huur (%)\nCentrum;2024;1250;40,5\n"
    done, lines = bring(text, STATLINE_MAP, "tabel.csv")
    assert (said(done), lines) == ([(2, 1, "data.area-unknown", "2 gebieden heten 'Centrum'")], None)
    assert DUTCH.tell(done.findings[0]).hint == "WK990101, WK990201"
    text = "Regio's;Perioden;Inwoners (aantal);Huur (%)\nZuiderdam (gemeente);2024;1250;40,5\n"
    assert len(bring(text, STATLINE_MAP + "areas: [municipality]\n", "tabel.csv")[1]) == 3


def test_a_workbook_mixes_its_decimals_and_pads_its_names(bring):
    rows = [
        ["gwb_code", "regio", "a_inw", "p_huurw"],
        ["GM9901", "Zuiderdam  ", 1250, 40],
        ["WK990101", "Centrum ", "1250.0", "35,7"],
        ["WK990102", "Polder", ".", "35.7"],
    ]
    done, lines = bring(sheet(rows), KWB_MAP, "kwb.xlsx")
    assert said(done) == []
    assert lines[1:] == [
        "GM9901,2024,huur,40.0,",
        "GM9901,2024,inwoners,1250,",
        "WK990101,2024,huur,35.7,",
        "WK990101,2024,inwoners,1250,",
        "WK990102,2024,huur,35.7,",
        "WK990102,2024,inwoners,,unknown",
    ]


def test_plain_csv_keeps_the_decimals_that_it_has(bring):
    text = "gebied,jaar,maat,waarde\nGM9901,2024,huur,40\nGM9902,2024,huur,40.5\nGM9901,2024,inwoners,94.0\n"
    assert bring(text, LONG_MAP, "x.csv")[1][1:] == [
        "GM9901,2024,huur,40,",
        "GM9901,2024,inwoners,94,",
        "GM9902,2024,huur,40.5,",
    ]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("1.250", "'1.250' is op twee manieren te lezen: met een teken voor duizend of met decimalen"),
        ("1,250", "'1,250' is op twee manieren te lezen: met een teken voor duizend of met decimalen"),
        ("12.345.678", "'12.345.678' is op twee manieren te lezen: met een teken voor duizend of met decimalen"),
        ("-", "'-' is geen getal"),
        ("n.v.t.", "'n.v.t.' is geen getal"),
        ("1 250", "'1 250' is geen getal"),
        ("ca. 5", "'ca. 5' is geen getal"),
        (12.5, "'12.5' heeft meer decimalen dan indicators.yml noemt voor 'inwoners' (0)"),
    ],
)
def test_a_cell_that_can_be_read_in_no_way_or_in_two_is_refused(bring, cell, message):
    done, lines = bring(sheet([["gwb_code", "regio", "a_inw"], ["GM9901", "Zuiderdam", cell]]), KWB_MAP, "kwb.xlsx")
    assert (said(done), lines) == ([(2, 3, "data.bad-value", message)], None)


def test_an_empty_cell_of_plain_csv_means_nothing_until_the_map_says_what(bring):
    text = "gebied,jaar,maat,waarde\nGM9901,2024,inwoners,\n"
    assert said(bring(text, LONG_MAP, "x.csv")[0]) == [(2, 22, "data.bad-value", "'Inwoners' is hier leeg")]
    assert bring(text, LONG_MAP + 'signs: {"": not-included}\n', "x.csv")[1][1:] == [
        "GM9901,2024,inwoners,,not-included"
    ]


def test_a_sign_may_stand_for_a_number_if_the_map_says_so(bring):
    text = "gebied,jaar,maat,waarde\nGM9901,2024,inwoners,-\n"
    assert bring(text, LONG_MAP + 'signs: {"-": "0"}\n', "x.csv")[1][1:] == ["GM9901,2024,inwoners,0,"]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ("GM9999,2024,inwoners,5", (2, 1, "data.area-unknown", "'GM9999' is geen gebied in 2024")),
        ("Zuiderdam,2024,inwoners,5", (2, 1, "data.area-unknown", "'Zuiderdam' is geen code van een gebied")),
        ("GM9901,2024KW01,inwoners,5", (2, 8, "data.bad-value", "'2024KW01' is geen heel jaar")),
        ("GM9901,2022 eerste helft,inwoners,5", (2, 8, "data.bad-value", "'2022 eerste helft' is geen heel jaar")),
        ("GM9901,2024,inwners,5", (2, 1, "data.unknown-indicator", "de maat 'inwners' is geen indicator")),
    ],
)
def test_what_the_checkout_does_not_know_is_refused(bring, row, finding):
    done, lines = bring(f"gebied,jaar,maat,waarde\n{row}\n", LONG_MAP, "x.csv")
    assert (said(done), lines) == ([finding], None)


def test_a_column_without_a_use_is_refused_and_may_be_left_out_by_name(bring):
    content = odata(("GM9901", "", 500, 40.5)).replace("Huur_2", "Onbekend_2")
    done, lines = bring(content, JSON_MAP)
    assert (said(done), lines) == ([(1, 12, "data.unknown-indicator", "de kolom 'Onbekend_2' is geen indicator")], None)
    assert len(bring(content, JSON_MAP.replace("[Gemeentenaam_3]", "[Gemeentenaam_3, Onbekend_2]"))[1]) == 2


def test_a_column_of_the_map_that_the_table_lacks_is_refused(bring):
    done, _ = bring(odata(("GM9901", "", 500, 40.5)), JSON_MAP.replace("WijkenEnBuurten", "WijkenEnBuurte"))
    assert ("data.bad-table", "de tabel heeft geen kolom 'WijkenEnBuurte'") in [found[2:] for found in said(done)]


def test_rows_that_differ_in_a_column_that_nobody_named_are_refused(bring):
    text = "gebied,jaar,groep,maat,waarde\nGM9901,2024,a,inwoners,5\nGM9901,2024,b,inwoners,6\n"
    done, lines = bring(text, LONG_MAP, "x.csv")
    assert ([found[2:] for found in said(done)], lines) == (
        [("data.duplicate", "'inwoners' staat er twee keer voor GM9901 2024")],
        None,
    )
    named = LONG_MAP + "categories: {groep: groep}\nwords: {groep: {a: eerste}}\n"
    assert bring(text, named, "x.csv")[1] == [
        "area,groep,year,indicator,value,mark",
        "GM9901,b,2024,inwoners,6,",
        "GM9901,eerste,2024,inwoners,5,",
    ]


def test_a_table_that_is_wrong_in_every_row_does_not_say_so_in_every_row(bring):
    rows = "".join(f"GM9901,{year},inwoners,x\n" for year in range(1000, 2000))
    assert len(bring(f"gebied,jaar,maat,waarde\n{rows}", LONG_MAP, "x.csv")[0].findings) == 51


def test_a_new_set_knows_what_the_file_and_the_map_know_and_the_check_asks_for_the_rest(bring, checkout):
    content = odata(("GM9901", "", 500, 40.5), modified="2026-02-03", retrieved="2026-11-25")
    done, _ = bring(content, JSON_MAP)
    layout = checkout({})
    text = (layout.root / DATA / "sets/proef/set.yml").read_text(encoding="utf-8")
    assert text == (
        "title: Kerncijfers\nyears:\n- 2024\nsources:\n- id: cijfers\n  title: Kerncijfers\n  table: 99999PRF\n  seen_in: publisher\n"
        "  retrieved: 2026-11-25\n  modified: 2026-02-03\n  borders: 2024\n  input: invoer.json\n"
        f"  sha256: {hashlib.sha256(content.encode()).hexdigest()}\n"
    )
    assert [DUTCH.tell(f).message for f in Sets.load(layout).findings] == [
        f"het verplichte veld '{name}' ontbreekt" for name in ("publisher", "description", "licence")
    ]
    assert done.written == (f"{DATA}/sets/proef/cijfers.csv", f"{DATA}/sets/proef/set.yml")


WRITTEN = """# Met de hand geschreven.
title: Proef # kort
years: [2024]
sources:
  - id: ander
    title: Anders
    seen_in: news
    retrieved: 2026-01-01
  - id: cijfers # de tabel
    title: Onze eigen titel
    seen_in: publisher
    retrieved: 2026-01-01 # vorig jaar
licence: vrij
"""


def test_an_import_changes_the_facts_of_its_source_and_leaves_the_words_of_people(bring, checkout):
    content = odata(("GM9901", "", 500, 40.5), modified="2026-02-03", retrieved="2026-11-25")
    bring(content, JSON_MAP, manifest=WRITTEN)
    text = (checkout({}).root / DATA / "sets/proef/set.yml").read_text(encoding="utf-8")
    facts = f"    table: 99999PRF\n    modified: 2026-02-03\n    input: invoer.json\n    sha256: {hashlib.sha256(content.encode()).hexdigest()}\n"
    expected = WRITTEN.replace("    seen_in: publisher\n", "    seen_in: publisher\n" + facts).replace(
        "2026-01-01 # vorig", "2026-11-25 # vorig"
    )
    assert text == expected


def test_a_second_import_of_the_same_file_changes_nothing(bring, checkout):
    content = odata(("GM9901", "", 500, 40.5))
    bring(content, JSON_MAP, manifest=WRITTEN)
    root = checkout({}).root / DATA / "sets/proef"
    before = {path.name: path.read_bytes() for path in root.iterdir()}
    bring(content, JSON_MAP, manifest=before["set.yml"].decode())
    assert {path.name: path.read_bytes() for path in root.iterdir()} == before


def test_a_source_that_is_new_in_a_set_is_added_below_the_others(bring, checkout):
    manifest = WRITTEN.replace("id: cijfers", "id: cijfers-2023")
    content = odata(("GM9901", "", 500, 40.5))
    bring(content, JSON_MAP, manifest=manifest)
    text = (checkout({}).root / DATA / "sets/proef/set.yml").read_text(encoding="utf-8")
    new = "  - id: cijfers\n    title: Kerncijfers\n    table: 99999PRF\n    seen_in: publisher\n    retrieved: 2026-11-20\n    borders: 2024\n    input: invoer.json\n"
    new += f"    sha256: {hashlib.sha256(content.encode()).hexdigest()}\n"
    assert text == manifest.replace("licence: vrij\n", new + "licence: vrij\n")


def test_a_source_between_braces_cannot_be_brought_up_to_date(bring):
    manifest = "title: Proef\nsources:\n  - {id: cijfers, title: K, seen_in: news, retrieved: 2026-01-01}\n"
    done, lines = bring(odata(("GM9901", "", 500, 40.5)), JSON_MAP, manifest=manifest)
    assert (said(done), lines) == (
        [(3, 5, "data.bad-table", "deze bron staat tussen { }: daarin kan een import niets bijwerken")],
        None,
    )


@pytest.mark.parametrize(
    ("map", "message"),
    [
        ("", "de map hoort uit velden met een waarde te bestaan"),
        ("jaar: 2024\n", "het veld 'jaar' bestaat hier niet"),
        (JSON_MAP.replace(", borders: 2024", ""), "de map zegt niet in welke grenzen de gebieden liggen"),
        (JSON_MAP.replace("borders: 2024", "borders: 1999"), "van 1999 is niet bekend welke gebieden er waren"),
        (JSON_MAP.replace("[municipality, district]", "[province]"), "geen enkel cijfer past bij de map"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(bring, map, message):
    done, lines = bring(odata(("GM9901", "", 500, 40.5)), map)
    assert message in [DUTCH.tell(finding).message for finding in done.findings]
    assert lines is None


@pytest.mark.parametrize("slug", ["", "..", "../buiten", "Proef", "a b"])
def test_a_set_stands_in_a_folder_of_its_own(checkout, tmp_path, slug):
    done = import_file(checkout({}), tmp_path / "mkdocs.yml", slug)
    assert [DUTCH.tell(finding).message for finding in done.findings] == [f"'{slug}' kan niet de naam van een set zijn"]
