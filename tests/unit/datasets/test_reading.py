"""Publishers' tables as they give them: JSON, CSV with signs, xlsx."""

from __future__ import annotations

import io
import json
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from katern.datasets.imports import read_table_of
from katern.datasets.rawtable import Unreadable
from katern.messages import messages_of

DUTCH = messages_of("nl")

STATLINE = '\ufeff"Kerncijfers"\n"Regio\'s";"Perioden";"Inwoners (aantal)";"Huur (%)"\n"Zuiderdam";"2024*";"1250";"40,5"\n"Polder  ";"2024*";".";""\n"Bron: CBS"\n'


def sheet(rows):
    """The smallest workbook that holds these rows: text as text, numbers as numbers."""
    lines = []
    for row in rows:
        cells = "".join(
            f"<c><v>{value}</v></c>"
            if isinstance(value, int | float)
            else f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            for value in row
        )
        lines.append(f"<row>{cells}</row>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="KWB" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="s" Type="{links}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def read(data):
    raw = read_table_of(data if isinstance(data, bytes) else data.encode(), "bestand")
    return raw, [cells for _, cells in raw.rows]


def test_json_keeps_digits_and_loses_only_the_blanks_around_codes():
    raw, rows = read(
        '{"value": [{"ID": 0, "Regio": "GM9901    ", "Huur_2": 40.50, "Inwoners_1": null, "Naam": "  .  "}]}'
    )
    assert raw.heads == ("ID", "Regio", "Huur_2", "Inwoners_1", "Naam")
    assert rows == [(Decimal(0), "GM9901", Decimal("40.50"), None, ".")]
    assert str(rows[0][2]) == "40.50"


def test_json_tells_what_was_fetched_when():
    raw, _ = read(json.dumps({"table": "99999NED", "modified": "2026-02-03", "value": [{"a": 1}]}))
    assert raw.about == {"table": "99999NED", "modified": "2026-02-03"}


def test_a_row_of_json_has_its_line():
    raw, _ = read('{"value": [\n {"a": "]}"},\n {"a": 1}]}')
    assert [(raw.places.position(line).line, raw.places.position(line).column) for line, _ in raw.rows] == [
        (2, 2),
        (3, 2),
    ]


def test_statline_csv_has_a_byte_order_mark_semicolons_signs_and_a_frame():
    raw, rows = read(STATLINE)
    assert raw.heads == ("Regio's", "Perioden", "Inwoners (aantal)", "Huur (%)")
    assert rows == [("Zuiderdam", "2024*", "1250", "40,5"), ("Polder", "2024*", ".", "")]
    assert (raw.decimal, raw.signs["."], raw.signs[""]) == (",", "unknown", "not-applicable")
    assert [line for line, _ in raw.rows] == [3, 4]


def test_plain_csv_has_commas_and_points():
    raw, rows = read("gebied,jaar,huur\r\nGM9901,2024,40.5\r\n")
    assert (raw.heads, rows, raw.decimal, raw.signs) == (
        ("gebied", "jaar", "huur"),
        [("GM9901", "2024", "40.5")],
        ".",
        {},
    )


def test_a_workbook_has_numbers_as_numbers_and_as_text_and_names_with_blanks():
    raw, rows = read(
        sheet(
            [
                ["gwb_code", "regio ", "a_inw", "p_huurw"],
                ["GM9901", "Zuiderdam   ", 1250, 35.7],
                ["WK990101", "Haven ", ".", "35,7"],
            ]
        )
    )
    assert raw.heads == ("gwb_code", "regio", "a_inw", "p_huurw")
    assert rows == [("GM9901", "Zuiderdam", Decimal(1250), Decimal("35.7")), ("WK990101", "Haven", ".", "35,7")]
    assert raw.places.position(raw.rows[1][0], 2) == raw.places.position(3, 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"value": [{"a": 1}', "dit is geen heel JSON-bestand"),
        ("[" * 100_000, "dit is geen heel JSON-bestand"),
        ("[1]", "dit bestand is geen antwoord van de dienst"),
        ('{"value": []}', "in dit bestand staat geen lijst 'value' met rijen"),
        ('{"value": [1]}', "deze rij is geen verzameling velden"),
        ('{"odata.nextLink": "x", "value": [{"a": 1}]}', "dit is één bladzijde van een tabel: het vervolg ontbreekt"),
        ('{"@odata.nextLink": "x", "value": [{"a": 1}]}', "dit is één bladzijde van een tabel: het vervolg ontbreekt"),
        ("a;b;c\n1;2;3\n4;5", "deze regel heeft 2 velden en de koppen zijn er 3"),
        ("a,a\n1,2\n", "de kolom 'a' staat er twee keer"),
        ('a,b\n1,"2\n', "de aanhalingstekens op deze regel kloppen niet"),
        ("", "in dit bestand staat geen tabel"),
        ("alleen koppen,hier\n", "in dit bestand staat geen tabel"),
        ("naam,huur\nCafé,1\n".encode("latin-1"), "het bestand is niet in UTF-8 opgeslagen"),
        (b"PK\x03\x04 half", "dit is geen werkmap die te lezen is"),
        (sheet([["a"]]), "in deze werkmap staat geen tabel"),
        (sheet([["a", "a"], [1, 2]]), "de kolom 'a' staat er twee keer"),
    ],
)
def test_what_is_no_table_is_refused(data, message):
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert DUTCH.tell(caught.value.finding).message == message
    assert caught.value.finding.code == "data.bad-table"
