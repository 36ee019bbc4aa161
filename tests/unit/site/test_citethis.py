"""A page of the site as a publication: APA, records that can be read back, and what stands in the head of a page."""

from __future__ import annotations

import datetime
import json
import re
from html import unescape

import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.ris import read_ris
from katern.site.citethis import Publication, publication_of
from katern.words import words_of

MONTHS = words_of("nl").months
SITE = "Proefsite"
URL = "https://proef.example/nu/dossiers/taal/"


def publication(**given: object) -> Publication:
    plain: dict[str, object] = {
        "place": "dossiers/taal/", "title": "Taal leren", "authors": (SITE,), "issued": None, "site": SITE, "url": URL, "language": "nl",
    }  # fmt: skip
    return Publication(**{**plain, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "apa"),
    [
        ({}, f"{SITE}. (z.d.). <i>Taal leren</i>. {URL}"),
        ({"issued": datetime.date(2026, 3, 5)}, f"{SITE}. (2026, 5 maart). <i>Taal leren</i>. {URL}"),
        ({"issued": 2026, "version": "2026.11"}, f"{SITE}. (2026). <i>Taal leren</i> (versie 2026.11). {URL}"),
        ({"authors": ("Jansen, Anna Maria",)}, f"Jansen, A. M. (z.d.). <i>Taal leren</i>. {SITE}. {URL}"),
        ({"authors": ("Jansen, Anna", "Bakker, B.", "Proef & Zoon")}, f"Jansen, A., Bakker, B., &amp; Proef &amp; Zoon. (z.d.). <i>Taal leren</i>. {SITE}. {URL}"),
        ({"title": "Wat <werkt>?", "url": ""}, f"{SITE}. (z.d.). <i>Wat &lt;werkt&gt;?</i>"),
    ],
)  # fmt: skip
def test_apa(given, apa):
    assert publication(**given).apa("z.d.", MONTHS, "versie") == apa


def test_records_are_read_back_as_the_same():
    made = publication(
        title="Taal & 50% {meer}", authors=("van den Berg, Anna", "Proef en Zoon"), issued=datetime.date(2026, 3, 5)
    )
    (bib,), findings = read_bibtex(made.records["bib"], "b.bib")
    assert findings == []
    assert (bib.title, bib.kind, bib.issued, bib.url) == (
        "Taal & 50% {meer}",
        "online",
        {"date-parts": [[2026, 3, 5]]},
        URL,
    )
    (ris,), wrong = read_ris(made.records["ris"], "b.ris")
    assert wrong == []
    assert ris.item is not None
    assert ris.item["title"] == "Taal & 50% {meer}"
    assert ris.item["issued"] == {"date-parts": [[2026, 3, 5]]}
    assert [name.get("literal") or name["family"] for name in ris.item["author"]] == ["Berg", "Proef en Zoon"]


NEEDED = {"citation_title", "citation_author", "citation_publication_date", "citation_public_url", "citation_language"}


def test_the_head_says_it_in_the_names_that_reference_managers_look_for():
    head = publication(authors=("Jansen, Anna",), issued=datetime.date(2026, 3, 5), title='Taal "en" <meer>').head
    found = re.findall(r'<meta name="([^"]*)" content="([^"]*)">', head)
    assert {name for name, _ in found} >= NEEDED
    assert ("citation_title", "Taal &quot;en&quot; &lt;meer&gt;") in found
    assert ("citation_author", "Jansen, Anna") in found
    assert ("citation_publication_date", "2026/03/05") in found
    assert ("DC.date", "2026-03-05") in found
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
    assert "<" not in written
    said = json.loads(written)
    assert (said["headline"], said["datePublished"]) == ('Taal "en" <meer>', "2026-03-05")
    assert said["author"] == [{"@type": "Person", "name": "Anna Jansen"}]


PAGES = {
    "dossiers/taal/index.md": "---\ntitle: Taal\nauthors: ['Jansen, Anna']\nreview: [{date: 2026-03-05, by: A, verdict: changed, note: N}]\n---\n",
    "dossiers/taal/werkt.md": "---\ntitle: Wat werkt?\n---\n",
    "docs/vragen/a.md": "---\ntitle: V?\n---\n",
    "docs/over.md": "---\ntitle: Over\n---\n",
}


def test_a_chapter_is_cited_with_its_whole_and_has_its_makers_and_day(library):
    known = library(PAGES)
    made = publication_of(known, known.items["dossiers/taal/werkt.md"], SITE, URL, "")
    assert made is not None
    assert (made.title, made.authors, made.issued) == ("Taal: Wat werkt?", ("Jansen, Anna",), datetime.date(2026, 3, 5))


def test_a_page_that_nobody_went_through_has_the_year_of_its_version(library):
    known = library(PAGES)
    made = publication_of(known, known.items["docs/vragen/a.md"], SITE, URL, "2026.11")
    assert made is not None
    assert (made.authors, made.issued, made.version) == ((SITE,), 2026, "2026.11")


def test_a_page_of_no_such_kind_is_not_cited(library):
    known = library(PAGES)
    assert publication_of(known, known.items["docs/over.md"], SITE, URL, "") is None


def test_a_key_is_that_of_one_page():
    assert publication(issued=2026, place="dossiers/één naam/wat-werkt/").key == "dossiers-een-naam-wat-werkt-2026"


def zotero(head: str) -> dict[str, object]:
    """What Zotero keeps of a page, by the rules of its translator for embedded metadata, as of 2026.

    What DC.type names as a kind of Zotero's is what it is; `Text`, or a title in Highwire's names alone, is an article in a
    journal. Highwire's authors go before Dublin Core's, and a lone name with two words on both sides of a comma is two.
    A name without a comma is taken apart at its last space; stops and commas at its end are no part of it.
    """
    tags = re.findall(r'<meta name="([^"]*)" content="([^"]*)">', head)
    of = {name: [unescape(value) for known, value in tags if known == name] for name, _ in tags}
    kind = of.get("DC.type", ["Text"])[0]
    authors = of.get("citation_author", [])
    parts = authors[0].split(", ") if len(authors) == 1 else []
    if len(parts) > 1 and all(" " in part for part in parts[:2]):
        authors = parts
    found = [cleaned(name) for name in authors or of.get("DC.creator", [])]
    fields = {"title": "title", "publication_date": "date", "publisher": "publisher", "public_url": "url", "language": "language", "pdf_url": "pdf"}  # fmt: skip
    return {
        "type": kind if kind in ("webpage", "report") else "journalArticle",
        "creators": found,
        **{field: of[f"citation_{name}"][0] for name, field in fields.items() if f"citation_{name}" in of},
    }


def cleaned(name: str) -> tuple[str, str]:
    """The given and the family name that Zotero makes of a name."""
    comma, name = "," in name, name.strip(" .,/")
    if comma:
        family, _, given = name.partition(",")
        return given.strip(), family
    given, _, family = name.rpartition(" ")
    return given, family


@pytest.mark.parametrize(
    ("authors", "creators"),
    [
        ((SITE,), [("", SITE)]),
        (("Platform voor de Proef",), [("", "Platform voor de Proef")]),
        (("Jansen, Anna",), [("Anna", "Jansen")]),
        (("van den Berg, Anna Maria",), [("Anna Maria", "van den Berg")]),
        (("van den Berg, Anna Maria", "de Wit, Bo"), [("Anna Maria", "van den Berg"), ("Bo", "de Wit")]),
        (("Jansen, Anna", "Proef en Zoon"), [("Anna", "Jansen"), ("", "Proef en Zoon")]),
    ],
)
def test_zotero_sees_a_web_page_with_all_that_is_known_of_it(authors, creators):
    pdf = "https://proef.example/nu/boekjes/taal.pdf"
    head = publication(authors=authors, issued=datetime.date(2026, 3, 5), title="Taal & leren", pdf=pdf).head
    assert zotero(head) == {
        "type": "webpage", "creators": creators, "title": "Taal & leren", "date": "2026/03/05", "publisher": SITE,
        "url": URL, "language": "nl", "pdf": pdf,
    }  # fmt: skip
    assert "pdf" not in zotero(publication().head)
