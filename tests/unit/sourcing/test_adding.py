"""`katern cite add`: sources from any format, with a key, in the right file, and never twice."""

from __future__ import annotations

import json

import pytest

from katern.bibliography.entries import read_entries
from katern.errors import KaternError
from katern.messages import messages_of
from katern.sourcing.adding import Wish, add

BIB = """% Bronnen

@report{day2019geboren,
  author   = {Day, Mehmet and Badou, Mariam},
  title    = {Geboren en getogen},
  year     = {2019},
  keywords = {opvoeding}
}

@online{vries2020buren,
  author = {de Vries, Anna},
  title  = {Buren en hun tuinen},
  year   = {2020},
  doi    = {10.1000/buren},
  url    = {https://example.org/buren}
}
"""
SITE = {"docs/index.md": "# Start\n", "bibliography/bronnen.bib": BIB}
RIS = """TY  - JOUR
AU  - van den Berg, Gert
AU  - Çelik, Aylin
TI  - Het nut van praten over schaamte
T2  - Tijdschrift voor Buren
PY  - 2021
DA  - 2021/03/04/
VL  - 12
IS  - 3
SP  - 1
EP  - 20
DO  - https://doi.org/10.1000/Schaamte.12
UR  - https://doi.org/10.1000/Schaamte.12
AB  - Wat de auteurs zelf zeggen.
KW  - shame
N1  - Export Date: 1 March 2024; Cited By: 3
LA  - nld
ER  -
"""


def added(library, text, files=SITE, name="nieuw.ris", **wish):
    made = library(files)
    return add(made, text, name, Wish(**wish)), made.layout.root


def only(library, text, **wish):
    """The one entry that a text gives, with its fields, and the file after it."""
    done, root = added(library, text, **wish)
    (new,) = done.new
    after = (root / new.at.path).read_text(encoding="utf-8")
    (entry,) = (entry for entry in read_entries(after, "")[0] if entry.key == new.key)
    return new, entry, after


def test_ris_gets_a_key_and_its_place_in_the_order_of_the_file(library):
    new, entry, after = only(library, RIS)
    assert new.key == "vandenberg2021nut"
    assert entry.kind == "article"
    assert entry.fields == {
        "author": "van den Berg, Gert and Çelik, Aylin",
        "title": "Het nut van praten over schaamte",
        "journaltitle": "Tijdschrift voor Buren",
        "volume": "12",
        "number": "3",
        "pages": "1-20",
        "date": "2021-03-04",
        "doi": "10.1000/Schaamte.12",
        "langid": "dutch",
    }
    assert set(new.left) == {"abstract", "keywords", "annotation"}
    # what was there is there, letter by letter
    head, _, rest = after.partition("@article{vandenberg2021nut,")
    assert head + rest.partition("}\n\n")[2] == BIB
    assert f"{new.at.path}:{new.at.line}" == "bibliography/bronnen.bib:10"


def test_the_new_entry_is_written_as_the_others_in_its_file(library):
    _, _, after = only(library, RIS)
    lines = after.split("@article{vandenberg2021nut,\n")[1].split("\n}")[0].split("\n")
    assert lines[0] == "  author       = {van den Berg, Gert and Çelik, Aylin},"
    assert lines[-1] == "  langid       = {dutch}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (RIS.replace("Schaamte.12", "BUREN"), "nieuw.ris"),
        ("@misc{x, author={de Vries, Anna}, title={Buren en hun Tuinen}, year=2020}", "nieuw.bib"),
        (json.dumps([{"id": "x", "type": "webpage", "title": "buren en hun tuinen!", "issued": {"date-parts": [[2020]]}}]), "x.json"),
    ],
)  # fmt: skip
def test_what_is_there_is_shown_and_not_added(library, text, name):
    done, root = added(library, text, name=name)
    assert done.new == ()
    assert [one.other.key for one in done.there] == ["vries2020buren"]
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8") == BIB


def test_an_import_twice_adds_nothing_the_second_time(library):
    _, _, after = only(library, RIS)
    again, root = added(library, RIS, {**SITE, "bibliography/bronnen.bib": after})
    assert (again.new, len(again.there)) == ((), 1)
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8") == after


def test_of_a_text_that_holds_one_source_twice_one_is_added(library):
    done, _ = added(library, RIS + "\n" + RIS)
    assert (len(done.new), len(done.there)) == (1, 1)


CROSSREF = {
    "status": "ok", "message-type": "work", "message-version": "1.0.0",
    "message": {
        "indexed": {"date-parts": [[2024, 1, 1]]}, "publisher": "Uitgever BV", "issue": "2", "type": "journal-article",
        "DOI": "10.1000/abc", "title": ["Talking about <i>shame</i> &amp; guilt"], "subtitle": ["A study"], "page": "3-9",
        "author": [{"given": "Kim", "family": "Smith", "sequence": "first", "affiliation": []}, {"name": "The Group"}],
        "container-title": ["Journal of Neighbours"], "short-container-title": ["J. Neigh."], "URL": "http://dx.doi.org/10.1000/abc",
        "issued": {"date-parts": [[2018, 5]]}, "ISSN": ["1234-5679"], "abstract": "<jats:p>Words of others.</jats:p>",
        "reference-count": 12, "is-referenced-by-count": 3, "language": "en",
    },
}  # fmt: skip
DATACITE = {
    "data": {
        "id": "10.1000/data", "type": "dois",
        "attributes": {
            "doi": "10.1000/data", "titles": [{"title": "Figures of the street"}], "publicationYear": 2022, "publisher": "Archive",
            "creators": [{"name": "Smith, Kim", "nameType": "Personal", "givenName": "Kim", "familyName": "Smith"}],
            "types": {"citeproc": "dataset", "resourceTypeGeneral": "Dataset"}, "url": "https://example.org/data",
        },
    },
}  # fmt: skip
ZOTERO = [
    {
        "key": "AAAA1111", "version": 3,
        "data": {
            "key": "AAAA1111", "itemType": "bookSection", "title": "Over grenzen", "bookTitle": "Het grote boek", "pages": "4-5",
            "creators": [{"creatorType": "author", "firstName": "Kim", "lastName": "Jansen"},
                         {"creatorType": "editor", "name": "Redactie van het Boek"}],
            "date": "2017-02-01", "language": "nl", "extra": "Citation Key: jansenGrenzen", "abstractNote": "Van anderen.",
        },
    },
    {"key": "BBBB2222", "version": 3, "data": {"key": "BBBB2222", "itemType": "note", "note": "<p>Een notitie</p>"}},
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "key", "kind", "fields"),
    [
        (CROSSREF, "smith2018talking", "article", {
            "author": "Smith, Kim and {The Group}", "title": r"Talking about \emph{shame} \& guilt: A study", "number": "2",
            "journaltitle": "Journal of Neighbours", "pages": "3-9", "date": "2018-05", "doi": "10.1000/abc", "issn": "1234-5679",
            "langid": "english", "publisher": "Uitgever BV",
        }),
        (DATACITE, "smith2022figures", "dataset", {
            "author": "Smith, Kim", "title": "Figures of the street", "publisher": "Archive", "date": "2022", "doi": "10.1000/data",
            "url": "https://example.org/data",
        }),
        (ZOTERO, "jansen2017grenzen", "incollection", {
            "author": "Jansen, Kim", "editor": "{Redactie van het Boek}", "title": "Over grenzen", "booktitle": "Het grote boek",
            "pages": "4-5", "date": "2017-02-01", "langid": "dutch",
        }),
    ],
)  # fmt: skip
def test_records_of_services_and_of_zotero_are_read(library, content, key, kind, fields):
    new, entry, _ = only(library, json.dumps(content), name="record.json")
    assert (new.key, entry.kind, entry.fields) == (key, kind, fields)


def test_bibtex_keeps_its_fields_and_gets_our_key(library):
    text = " @article{Smith_2018, title={A {NATO} study}, volume={1}, url={http://dx.doi.org/10.1000/abc}, DOI={10.1000/abc}, journal={Journal}, author={Smith, Kim}, year={2018}, month=may, abstract={Words.} }"
    new, entry, _ = only(library, text, name="-")
    assert new.key == "smith2018nato"
    assert entry.fields == {
        "author": "Smith, Kim", "title": "A {NATO} study", "journal": "Journal", "volume": "1", "year": "2018", "month": "5",
        "doi": "10.1000/abc",
    }  # fmt: skip
    assert new.left == ("abstract",)


def test_keywords_and_a_key_can_be_given(library):
    new, entry, _ = only(library, RIS, key="berg2021praten", keywords=("opvoeding",))
    assert (new.key, entry.fields["keywords"]) == ("berg2021praten", "opvoeding")


def test_a_source_goes_to_the_file_with_most_sources_of_its_keyword(library):
    files = {
        **SITE,
        "bibliography/ander.bib": "@misc{x2020y,\n  title = {Y},\n  year = {2020},\n  keywords = {wonen},\n}\n",
    }
    done, root = added(library, RIS, files, keywords=("wonen",))
    assert done.new[0].at.path == "bibliography/ander.bib"
    assert "  keywords = {wonen},\n}" in (root / "bibliography/ander.bib").read_text(encoding="utf-8")
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8") == BIB


@pytest.mark.parametrize(
    ("text", "files", "wish", "told"),
    [
        (RIS, {"bibliography/b.bib": "@misc{z2020w, title={Z}, year={2020}}\n"}, {}, "kies uit bibliography/b.bib of bibliography/bronnen.bib"),
        (RIS, {}, {"key": "vries2020buren"}, "bestaat al: bibliography/bronnen.bib:10"),
        (RIS + RIS.replace("Schaamte.12", "y").replace("schaamte", "eer"), {}, {"key": "a"}, "hier zijn er 2"),
        (RIS, {}, {"file": "bibliography/bron.ris"}, "geen .bib-bestand"),
        (RIS, {}, {"file": "../elders.bib"}, "leidt naar buiten de site"),
        ("% alleen een opmerking\n", {}, {}, "staat geen bron"),
        (RIS, {"bibliography/bronnen.bib": BIB.replace("\n", "\r\n", 3)}, {}, "op twee manieren eindigen"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(library, refused, text, files, wish, told):
    made = library({**SITE, **files})
    before = {path: path.read_bytes() for path in made.layout.root.rglob("*") if path.is_file()}
    with refused(KaternError, told):
        add(made, text, "nieuw.ris", Wish(**wish))
    assert {path: path.read_bytes() for path in made.layout.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("text", "name", "code", "told"),
    [
        (RIS.replace("ER  -", ""), "x.ris", "bib.parse", "heeft geen einde"),
        ("TY  - JOUR\nAU  - Smith, Kim\nPY  - 2020\nJF  - Blad\nER  -\n", "x.ris", "bib.missing-field", "title"),
        ("@article{x, title={Y}", "x.bib", "bib.parse", ""),
        ('[{"id": "x"', "x.json", "bib.parse", "niet te lezen"),
        ('{"a": 1}', "x.json", "bib.parse", "geen soort en geen titel"),
        ("<?xml version='1.0'?><xml><records></records></xml>", "x.xml", "bib.format", "EndNote"),
        ("PK\x03\x04", "x.docx", "bib.format", ""),
        (RIS.replace("10.1000/Schaamte.12", "geen"), "x.ris", "bib.bad-doi", "geen"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_what_comes_in_is_told_at_its_place(library, text, name, code, told):
    done, root = added(library, text, name=name)
    assert done.new == ()
    (found,) = [finding for finding in done.findings if finding.severity == "error"]
    assert (found.code, found.path) == (code, name)
    assert told in messages_of("nl").say(found.said)
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8") == BIB


def test_an_unknown_type_of_ris_is_told_and_becomes_misc(library):
    done, _ = added(library, RIS.replace("JOUR", "TIKTOK"))
    assert [finding.code for finding in done.findings] == ["bib.unknown-type"]
    assert done.new[0].key == "vandenberg2021nut"


def test_a_site_without_sources_gets_a_file(library):
    done, root = added(library, RIS, {"docs/index.md": "# Start\n"})
    assert done.new[0].at.path == "bibliography/bronnen.bib"
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8").startswith("@article{vandenberg2021nut,\n  ")


def test_a_file_keeps_its_byte_order_mark_and_line_ends(library):
    content = b"\xef\xbb\xbf" + BIB.replace("\n", "\r\n").encode()
    done, root = added(library, RIS, {**SITE, "bibliography/bronnen.bib": content})
    after = (root / "bibliography/bronnen.bib").read_bytes()
    assert after.startswith(b"\xef\xbb\xbf% Bronnen\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert done.new


def test_a_file_that_is_in_no_order_gets_the_source_at_its_end(library):
    text = BIB + "\n@misc{aa2020bb,\n  title = {BB},\n  year = {2020}\n}\n"
    _, root = added(library, RIS, {**SITE, "bibliography/bronnen.bib": text})
    assert (root / "bibliography/bronnen.bib").read_text(encoding="utf-8").startswith(text + "\n@article{")
