"""One library in the forms that Zotero and Better BibTeX write it, and files that are something else."""

import json
from pathlib import Path

import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.collection import File, read_files
from katern.bibliography.csl import csl_item
from katern.bibliography.export import Exports
from katern.bibliography.files import read_bibliography
from katern.citations.citeproc import Formatter
from katern.citations.style import load_style
from katern.messages import messages_of
from katern.report import line
from katern.store import Store

DUTCH = messages_of("nl")

BIBLATEX = r"""@article{brug2020cafe,
  title = {Het Café Om de Hoek: {{KIS}} \& De Buurt},
  author = {de Brug, Anna and family=Beek, given=Lotte, prefix=van der, useprefix=true and {Buurtraad Zaandam}},
  date = {2020-05-12}, journaltitle = {Blad Voor Buren}, volume = {3}, number = {2}, pages = {12--34},
  doi = {10.1000/abc_d}, langid = {dutch}, keywords = {buren,wijk},
}
@report{wit2019, title = {Wijken}, author = {Wit, Bo}, date = {2019}, type = {Rapport}, institution = {Bureau Brug}, url = {https://www.voorbeeld.nl/a_b}, urldate = {2024-03-01}, langid = {dutch}}
@incollection{kade2018, title = {Stuk}, booktitle = {Bundel}, author = {Kade, Tom}, editor = {Wit, Bo}, date = {2018}, publisher = {Uitgeverij Brug}, location = {Edam}, pages = {3--9}}
"""
BIBTEX = r"""@article{brug2020cafe,
  title = {Het {Caf\'{e}} {Om} de {Hoek}: {KIS} \& {De} {Buurt}},
  author = {de Brug, Anna and van der Beek, Lotte and {Buurtraad Zaandam}},
  year = {2020}, month = may, day = {12}, journal = {Blad {Voor} {Buren}}, volume = {3}, number = {2}, pages = {12--34},
  doi = {10.1000/abc_d}, language = {nl}, keywords = {buren, wijk},
}
@techreport{wit2019, title = {Wijken}, author = {Wit, Bo}, year = {2019}, type = {Rapport}, institution = {Bureau Brug}, url = {https://www.voorbeeld.nl/a\_b}, urldate = {2024-03-01}, language = {nl}}
@incollection{kade2018, title = {Stuk}, booktitle = {Bundel}, author = {Kade, Tom}, editor = {Wit, Bo}, year = {2018}, publisher = {Uitgeverij Brug}, address = {Edam}, pages = {3--9}}
"""
CSL = [
    {
        "id": "brug2020cafe", "type": "article-journal", "title": "Het Café Om de Hoek: KIS & De Buurt", "container-title": "Blad Voor Buren",
        "author": [
            {"family": "Brug", "given": "Anna", "non-dropping-particle": "de"}, {"family": "van der Beek", "given": "Lotte"},
            {"literal": "Buurtraad Zaandam"},
        ],
        "issued": {"date-parts": [["2020", 5, 12]]}, "volume": "3", "issue": "2", "page": "12-34", "DOI": "10.1000/abc_d", "language": "nl",
    },
    {
        "id": "wit2019", "type": "report", "title": "Wijken", "author": [{"family": "Wit", "given": "Bo"}], "issued": {"date-parts": [[2019]]},
        "genre": "Rapport", "publisher": "Bureau Brug", "URL": "https://www.voorbeeld.nl/a_b", "accessed": {"date-parts": [[2024, 3, 1]]}, "language": "nl",
    },
    {
        "id": "kade2018", "type": "chapter", "title": "Stuk", "container-title": "Bundel", "author": [{"family": "Kade", "given": "Tom"}],
        "editor": [{"family": "Wit", "given": "Bo"}], "issued": {"date-parts": [[2018]]}, "publisher": "Uitgeverij Brug", "publisher-place": "Edam", "page": "3-9",
    },
]  # fmt: skip
RIS = """TY  - JOUR
ID  - brug2020cafe
TI  - Het Café Om de Hoek: KIS & De Buurt
AU  - de Brug, Anna
AU  - van der Beek, Lotte
AU  - Buurtraad Zaandam
T2  - Blad Voor Buren
DA  - 2020/05/12/
PY  - 2020
VL  - 3
IS  - 2
SP  - 12
EP  - 34
DO  - 10.1000/abc_d
LA  - nl
KW  - buren
KW  - wijk
ER  -

TY  - RPRT
ID  - wit2019
TI  - Wijken
AU  - Wit, Bo
PY  - 2019
M3  - Rapport
PB  - Bureau Brug
UR  - https://www.voorbeeld.nl/a_b
Y2  - 2024/03/01/
LA  - nl
ER  -

TY  - CHAP
ID  - kade2018
TI  - Stuk
T2  - Bundel
AU  - Kade, Tom
A2  - Wit, Bo
PY  - 2018
CY  - Edam
PB  - Uitgeverij Brug
SP  - 3
EP  - 9
ER  -
"""
YAML = """---
references:
- id: brug2020cafe
  type: article-journal
  title: "Het Café Om de Hoek: KIS & De Buurt"
  container-title: Blad Voor Buren
  author:
  - {family: Brug, given: Anna, non-dropping-particle: de}
  - {family: Beek, given: Lotte, non-dropping-particle: van der}
  - literal: Buurtraad Zaandam
  issued: {date-parts: [[2020, 5, 12]]}
  volume: 3
  issue: 2
  page: 12-34
  DOI: 10.1000/abc_d
  language: nl
...
"""
FORMS = {
    "bibtex.bib": BIBTEX,
    "csl.json": json.dumps(CSL),
    "zotero.ris": RIS,
    "in.bib": RIS,
    "tekst.txt": json.dumps(CSL),
    "csl.yaml": YAML,
}


def drawn(files):
    sources, findings = read_files(files)
    assert findings == []
    items = [csl_item(source) for source in sources]
    return Formatter(load_style("apa", "nl-NL", Path("/")), items, Store(None)).format([]).entries


@pytest.mark.parametrize("name", FORMS)
def test_one_library_gives_the_same_references_in_every_form(name):
    found = drawn([File(name, FORMS[name])])
    assert {key: drawn([File("a.bib", BIBLATEX)])[key] for key in found} == found
    assert "brug2020cafe" in found


def test_each_item_has_its_place():
    text = json.dumps(CSL, indent=1)
    (first, second, _), _ = read_files([File("a.json", text)])
    assert (first.position.line, second.position.line) == (3, text[: text.index('"wit2019"')].count("\n") + 1)
    (_, report, _), _ = read_files([File("a.ris", RIS)])
    assert (report.key, report.kind, report.position.line) == (
        "wit2019",
        "report",
        RIS[: RIS.index("TY  - RPRT")].count("\n") + 1,
    )


def test_what_came_as_csl_is_written_as_bibtex_that_reads_the_same():
    sources, _ = read_files([File("a.json", json.dumps(CSL))])
    again, findings = read_bibtex(Exports({source.key: source for source in sources}).all()["bib"], "a.bib")
    assert findings == []
    assert [drawn_one(csl_item(source)) for source in again] == [drawn_one(csl_item(source)) for source in sources]


def drawn_one(item):
    return dict(Formatter(load_style("apa", "nl-NL", Path("/")), [item], Store(None)).format([]).entries)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("form", ["ris", "json"])
def test_our_own_bibliography_survives_every_export(form):
    folder = Path(__file__).parents[3] / "bibliography"
    files = [File(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.bib"))]
    sources, _ = read_files(files)
    again, findings = read_files([File(f"a.{form}", Exports({source.key: source for source in sources}).all()[form])])
    assert findings == []
    style = load_style("apa", "nl-NL", Path("/"))
    before, after = (
        Formatter(style, [csl_item(source) for source in found], Store(None)).format([]).entries
        for found in (sources, again)
    )
    # RIS holds no marks of capitals; they show in no Dutch reference
    assert {key: after.get(key) for key, html in before.items() if after.get(key) != html} == {}


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        (
            "a.bib",
            b"<!DOCTYPE html><html><body>404</body></html>",
            "dit bestand is een webpagina, en dat kan Katern niet lezen",
        ),
        (
            "a.xml",
            b"<?xml version='1.0'?><xml><records></records></xml>",
            "dit bestand is EndNote XML, en dat kan Katern niet lezen",
        ),
        ("a.bib", b"PK\x03\x04\xff\xfe", "dit bestand is een Word- of zipbestand, en dat kan Katern niet lezen"),
        ("a.enw", b"%0 Book\n%T Titel\n", "dit bestand is EndNote (enw), en dat kan Katern niet lezen"),
        ("a.txt", b"Jansen, A. (2020). Titel.\n", "dit bestand is geen lijst van bronnen die Katern kan lezen"),
        ("a.bib", b"x" * 1000, "dit bestand is geen lijst van bronnen die Katern kan lezen"),
    ],
)
def test_a_file_that_is_something_else_is_told(name, content, what, tmp_path):
    (tmp_path / "bronnen").mkdir()
    (tmp_path / "bronnen" / name).write_bytes(content)
    sources, findings = read_bibliography(tmp_path, "bronnen")
    assert (sources, [(finding.code, DUTCH.tell(finding).message) for finding in findings]) == (
        [],
        [("bib.format", what)],
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_is_told_and_read(encoding, tmp_path):
    (tmp_path / "a.bib").write_bytes("@book{a, title={Café}}\n".encode(encoding))
    sources, findings = read_bibliography(tmp_path, ".")
    assert [source.fields["title"] for source in sources] == ["Café"]
    assert [finding.code for finding in findings] == ["bib.encoding"]


def test_notes_and_styles_beside_the_sources_are_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("# Bronnen\n", encoding="utf-8")
    (tmp_path / "leeg.bib").write_text("% nog niets\n", encoding="utf-8")
    assert read_bibliography(tmp_path, ".") == ([], [])


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "a.json",
            '[{"id": "a", "title": }]',
            "a.json:1:23: error bib.parse: deze CSL-JSON is niet te lezen: er klopt iets niet in de tekens (exporteer de bronnen opnieuw)",
        ),
        (
            "a.json",
            '[{"title": "A"}]',
            "a.json:1:1: error bib.parse: bron 1 heeft geen bruikbare sleutel ('id') (geef elke bron een 'id' van één woord)",
        ),
        (
            "a.json",
            "[" * 20000,
            "a.json:1:1: error bib.parse: deze CSL-JSON is niet te lezen: te veel haken in elkaar (exporteer de bronnen opnieuw)",
        ),
        (
            "a.ris",
            "TY  - BOOK\nTI  - A\n",
            "a.ris:1:1: error bib.parse: deze bron in RIS heeft geen einde (sluit haar af met een regel 'ER  - ')",
        ),
        (
            "a.ris",
            "TY  - BOOK\nER  - \nzomaar\n",
            "a.ris:3:1: error bib.parse: deze regel is geen RIS (een bron begint met 'TY  - ' en eindigt met 'ER  - ')",
        ),
        (
            "a.ris",
            "TY  - BOOK\nTI  - A\nJP  - Buurtblad\nDB  - Databank\nER  - \n",
            "a.ris:3:1: warning bib.unknown-field: 'JP' is geen veld van RIS: Buurtblad wordt niet gelezen (kies een veld dat RIS kent, of haal de regel weg)",
        ),
        (
            "a.ris",
            "TY  - BOOK\nTI  - A\nUR  - https://a.example.org\nUR  - https://a.example.org\nUR  - https://b.example.org\nER  - \n",
            "a.ris:5:1: warning bib.unknown-field: 'UR' staat al bij deze bron: https://b.example.org wordt niet gelezen (laat staan wat bij de bron hoort, en haal de andere regel weg)",
        ),
    ],
)
def test_a_file_with_a_fault_is_told_with_its_place(name, text, expected):
    _, findings = read_files([File(name, text)])
    assert [line(finding, "nl") for finding in findings] == [expected]


def test_a_record_without_an_id_is_called_by_its_maker_and_year():
    text = "TY  - BOOK\nAU  - de Brug, Anna\nPY  - 2020\nER  - \nTY  - BOOK\nAU  - de Brug, Anna\nPY  - 2020\nER  - \nTY  - BOOK\nER  - \n"
    sources, _ = read_files([File("a.ris", text)])
    assert [source.key for source in sources] == ["brug2020", "brug2020a", "bronzj"]
