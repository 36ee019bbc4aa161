from __future__ import annotations

import pytest

from katern.citations.syntax import Citation, Cluster
from katern.finding import Position
from katern.items import Dossier, Page
from katern.loading import is_citation_key
from katern.report import line

DOSSIER = "---\ntitle: Opvoeding\ndescription: b\nline: opvoeding\nquestion: Wat werkt [@a2020]?\nkey_messages: [a, b, c]\n---\n"
BIB = "@book{a2020, title = {A}}\n@book{b2021, title = {B}}\n"


def test_an_empty_checkout_is_an_empty_library(library):
    empty = library({})
    assert (dict(empty.items), dict(empty.sources), empty.clusters(), empty.findings) == ({}, {}, (), ())


def test_a_file_is_an_item_with_path_address_and_kind(library):
    item = library({"dossiers/opvoeding/index.md": DOSSIER}).items["dossiers/opvoeding/index.md"]
    assert (item.address, item.kind, item.slug, item.folder) == (
        "dossiers/opvoeding/index.md",
        "dossier",
        "opvoeding",
        "dossiers/opvoeding",
    )
    assert isinstance(item.meta, Dossier)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Uit de gegevens\n---\n# Kop", "Uit de gegevens"),
        ("# Kop van de *pagina* #\n", "Kop van de pagina"),
        ("tekst\n## Tussenkop", "Mijn pagina"),
        ("", "Mijn pagina"),
    ],
)
def test_a_title_comes_from_the_fields_the_first_heading_or_the_name(library, text, title):
    assert library({"docs/mijn-pagina.md": text}).items["docs/mijn-pagina.md"].title == title


@pytest.mark.parametrize(("path", "slug"), [("docs/index.md", "index"), ("docs/a/index.md", "a"), ("docs/a/b.md", "b")])
def test_a_slug_is_the_last_part_of_the_address(library, path, slug):
    assert library({path: ""}).items[path].slug == slug


def test_items_of_a_kind_and_parts_of_an_item_come_in_reading_order(library):
    loaded = library(
        {
            "dossiers/o/index.md": DOSSIER,
            "dossiers/o/z.md": "---\ntitle: Eerst\norder: 1\n---\n",
            "dossiers/o/y.md": "---\ntitle: banaan\n---\n",
            "dossiers/o/x.md": "---\ntitle: Citroen\n---\n",
        }
    )
    assert [item.title for item in loaded.of_kind("chapter")] == ["Eerst", "banaan", "Citroen"]
    assert loaded.parts_of(loaded.items["dossiers/o/index.md"]) == loaded.of_kind("chapter")
    assert loaded.by_address()["dossiers/o/z.md"].title == "Eerst"


def test_clusters_know_where_they_and_their_keys_stand(library):
    text = "---\ntitle: a\n---\n\nZie [zie @a2020, p. 3;\n@b2021]."
    item = library({"bibliography/a.bib": BIB, "docs/a.md": text}).items["docs/a.md"]
    (placed,) = item.text.clusters
    assert placed.written == "[zie @a2020, p. 3;\n@b2021]"
    assert item.position(placed.start) == Position("docs/a.md", 5, 5)
    assert [item.position(key) for key in placed.keys] == [Position("docs/a.md", 5, 10), Position("docs/a.md", 6, 1)]


@pytest.mark.parametrize(
    ("value", "at", "keys"),
    [
        ("Wat werkt [@a2020]?", (4, 21), [(4, 22)]),
        ('"Wat werkt [@a2020]?"', (4, 22), [(4, 23)]),
        ("|\n  Wat werkt\n  [@a2020;\n  @b2021]?", (6, 3), [(6, 4), (7, 3)]),
        (">\n  Wat werkt [@a2020;\n  @b2021]?", (5, 13), [(5, 14), (6, 3)]),
        ("[@a2020] en [@a2020]", None, None),
        ('"Wat\\twerkt [@a2020]?"', (4, 1), [(4, 1)]),
    ],
)
def test_citations_in_fields_stand_where_the_field_writes_them(library, value, at, keys):
    front = f"---\ntitle: a\ndescription: b\nquestion: {value}\nplace: c\ndate: 2026-01-01\n---\n"
    fields = (
        library({"bibliography/a.bib": BIB, "docs/kennisateliers/a.md": front}).items["docs/kennisateliers/a.md"].fields
    )
    if at is None:  # YAML reads brackets as a list: no text, and so no citation
        assert fields == ()
        return
    (field,) = fields
    (placed,) = field.text.clusters
    assert _place(field.position(placed.start)) == at
    assert [_place(field.position(key)) for key in placed.keys] == keys


def _place(position):
    return (position.line, position.column)


def test_the_second_of_two_equal_citations_in_a_field_has_its_own_place(library):
    front = "---\ngoal: Zie [@a2020] en [@a2020].\n---\n"
    (field,) = library({"bibliography/a.bib": BIB, "toolkits/a/b.md": front}).items["toolkits/a/b.md"].fields
    assert [field.position(placed.start).column for placed in field.text.clusters] == [11, 23]


def test_a_place_behind_a_sign_that_html_escapes_is_right(library):
    (field,) = (
        library({"bibliography/a.bib": BIB, "toolkits/a/b.md": "---\ngoal: a < b & c [@a2020]\n---\n"})
        .items["toolkits/a/b.md"]
        .fields
    )
    assert field.position(field.text.clusters[0].start).column == 17


def test_every_cluster_of_pages_and_data_is_listed_once(library):
    loaded = library(
        {
            "bibliography/a.bib": BIB,
            "docs/a.md": "[@a2020] en [@a2020]",
            "docs/b.md": "[@a2020]",
            "docs/_data/programme.yml": "source: b2021",
        }
    )
    assert loaded.clusters() == (Cluster((Citation("a2020"),)), Cluster((Citation("b2021"),)))


def test_links_know_where_their_destination_stands(library):
    item = library({"docs/a.md": "---\ntitle: a\n---\nZie [x](b.md)."}).items["docs/a.md"]
    (link,) = item.text.links
    assert (link.destination, item.position(link.start)) == ("b.md", Position("docs/a.md", 4, 9))


def test_fields_that_fit_are_kept_where_others_do_not(library):
    loaded = library({"dossiers/a/index.md": "---\ntitle: Opvoeding\nstatus: concept\nsensitive: true\n---\n# Kop"})
    item = loaded.items["dossiers/a/index.md"]
    assert (item.kind, item.meta) == ("dossier", Page(title="Opvoeding", sensitive=True))
    assert len(loaded.findings) == 5


def test_data_files_are_no_pages_and_pages_beside_them_neither(library):
    loaded = library({"docs/_data/programme.yml": "title: P", "docs/_data/lees-mij.md": "x"})
    assert loaded.data.programme.title == "P"
    assert dict(loaded.items) == {}


def test_a_broken_data_file_is_a_finding_and_the_others_are_read(library):
    loaded = library(
        {
            "docs/_data/programme.yml": "- a",
            "docs/_data/synonyms.yml": "synonyms: [[a, b]]",
            "docs/_data/glossary.yml": "x: [",
        }
    )
    assert loaded.data.synonyms.synonyms == (("a", "b"),)
    assert [line(finding, "nl").split(" (")[0] for finding in loaded.findings] == [
        "docs/_data/glossary.yml:1:1: error meta.bad-yaml: de gegevens zijn niet te lezen: er ontbreekt een waarde, of een [ of { is niet gesloten",
        "docs/_data/programme.yml:1:1: error meta.bad-yaml: dit bestand hoort uit velden met een waarde te bestaan",
    ]


def test_of_two_sources_with_one_key_the_first_is_kept(library):
    loaded = library({"bibliography/a.bib": BIB, "bibliography/b/c.bib": "@book{a2020, title = {Ander}}"})
    assert loaded.sources["a2020"].title == "A"
    assert [finding.code for finding in loaded.findings] == ["bib.duplicate-key"]


def test_findings_are_sorted_by_place(library):
    loaded = library(
        {
            "docs/b.md": "---\nx: 1\n---\n",
            "docs/a.md": "---\nz: 1\ny: 1\n---\n",
            "bibliography/a.bib": b"@book{x, title = {\xe9}}",
        }
    )
    assert [(finding.path, finding.line) for finding in loaded.findings] == [
        ("bibliography/a.bib", 1),
        ("docs/a.md", 2),
        ("docs/a.md", 3),
        ("docs/b.md", 2),
    ]


@pytest.mark.parametrize("name", ["a2020", "vries2020", "kiszj", "wrr2019a", "nhass2019sham", "NHASS2019SHAME"])
def test_a_bare_name_is_a_key_when_it_exists_looks_like_one_or_nearly_is_one(name):
    assert is_citation_key({"a2020", "nhass2019shame"})(name)


@pytest.mark.parametrize("name", ["kennisplatform", "iemand", "media", "property", "a"])
def test_other_bare_names_are_handles(name):
    assert not is_citation_key({"a2020", "nhass2019shame"})(name)
