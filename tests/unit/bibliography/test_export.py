import json
from pathlib import Path

import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.export import Exports

REPORT = r"""@report{day2019geboren,
  author      = {Day, Mehmet and van 't Hoff, Piet and {Integratie \& Samenleving}},
  title       = {Geboren en getogen. {\'E}{\'e}n onderzoek},
  institution = {KIS / Verwey-Jonker Instituut},
  year        = {2019},
  month       = {3},
  pages       = {4--9},
  url         = {https://a.nl/x%20y},
  keywords    = {opvoeding, discriminatie},
  annotation  = {Waarom dit ertoe doet.},
  langid      = {dutch},
}
"""


def exported(sources):
    return Exports({source.key: source for source in sources}).all()


def test_bibtex_is_written_as_it_was_read():
    sources, _ = read_bibtex(REPORT, "a.bib")
    assert exported(sources)["bib"] == REPORT


@pytest.mark.usefixtures("untraced")
def test_our_own_bibliography_survives_being_written_and_read():
    folder = Path(__file__).parents[3] / "bibliography"
    for path in sorted(folder.glob("*.bib")):
        sources, _ = read_bibtex(path.read_text(encoding="utf-8"), path.name)
        again, findings = read_bibtex(exported(sources)["bib"], path.name)
        assert again == sources
        assert findings == []


def test_ris_has_a_line_for_each_fact():
    sources, _ = read_bibtex(REPORT, "a.bib")
    assert exported(sources)["ris"].split("\n") == [
        "TY  - RPRT",
        "ID  - day2019geboren",
        "AU  - Day, Mehmet",
        "AU  - van ’t Hoff, Piet",
        "AU  - Integratie & Samenleving",
        "TI  - Geboren en getogen. Één onderzoek",
        "PY  - 2019",
        "DA  - 2019/03",
        "SP  - 4",
        "EP  - 9",
        "PB  - KIS / Verwey-Jonker Instituut",
        "UR  - https://a.nl/x%20y",
        "LA  - nl",
        "N1  - Waarom dit ertoe doet.",
        "KW  - opvoeding",
        "KW  - discriminatie",
        "ER  - ",
        "",
    ]


def test_csl_json_is_an_array_of_items():
    sources, _ = read_bibtex(REPORT, "a.bib")
    (item,) = json.loads(exported(sources)["json"])
    assert (item["id"], item["type"], item["language"]) == ("day2019geboren", "report", "nl")


def test_a_choice_of_sources_is_written_in_the_order_asked():
    sources, _ = read_bibtex("@book{a, title={A}}\n@book{b, title={B}}\n@book{c, title={C}}\n", "a.bib")
    exports = Exports({source.key: source for source in sources})
    assert exports.all(["c", "a"])["bib"] == "@book{c,\n  title = {C},\n}\n\n@book{a,\n  title = {A},\n}\n"
    assert [item["id"] for item in json.loads(exports.all(["c", "a"])["json"])] == ["c", "a"]
    assert json.loads(exports.one("b")["json"])[0]["title"] == "B"
    assert json.loads(exports.all([])["json"]) == []
