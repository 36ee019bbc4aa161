from __future__ import annotations

import pytest

DOSSIER = "---\ntitle: x\ndescription: x\nline: opvoeding\nquestion: x\nkey_messages: [a, b, c]\n---\n"


@pytest.mark.parametrize(
    "link",
    [
        "[x](b.md)",
        "[x](b.md#kop)",
        "[x](../dossiers/opvoeding/wat.md)",
        "![Een huis](beeld/foto%201.png)",
        "![Een huis](<beeld/foto 1.png>)",
        "[x](beeld/foto 1.png)",
        "[x](één.md)",
        "[x](%C3%A9%C3%A9n.md)",
        "[x](bronnen/index.md)",
        "[x](#kop)",
        "[x](https://kis.nl/nergens.md)",
        "[x](mailto:a@kis.nl)",
        "`[x](nergens.md)`",
        "[x]: b.md",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(report, link):
    chapter = "---\ntitle: x\n---\nTekst.\n"
    files = {
        "docs/b.md": "# Kop\n",
        "docs/één.md": "",
        "docs/beeld/foto 1.png": "",
        "dossiers/opvoeding/wat.md": chapter,
        "dossiers/opvoeding/index.md": DOSSIER,
    }
    assert report({**files, "docs/a.md": f"## Kop\n\n{link}"}) == []


def test_a_broken_link_is_reported_where_its_destination_stands(report):
    assert report({"docs/over/a.md": "---\ntitle: a\n---\n\nLees [dit](../vrgen.md).", "docs/vragen.md": ""}) == [
        "docs/over/a.md:5:12: error link.broken: '../vrgen.md' wijst naar geen bestand (bedoelde u '../vragen.md'?)"
    ]


@pytest.mark.parametrize(
    "destination",
    ["nergens.md", "foto.png", "b/", "b", "b c.md", "x" * 300 + ".md", "a%00b.md", "B.md"],
)
def test_what_is_no_file_of_the_site_is_broken(report, destination):
    (line,) = report({"README.md": "", "docs/b.md": "", "docs/a.md": f"[x]({destination})"})
    assert line.startswith(f"docs/a.md:1:5: error link.broken: '{destination}' wijst naar geen bestand (")


def test_images_and_definitions_are_looked_at_too(report):
    lines = report({"docs/a.md": "![x](foto.png) en [b]\n\n[b]: nergens.md\n"})
    assert [line.split(": ")[0] for line in lines] == ["docs/a.md:1:6", "docs/a.md:3:6"]


def test_a_file_outside_the_site_is_told_apart_from_one_that_is_not_there(report):
    (line,) = report({"README.md": "", "docs/a.md": "[x](../README.md)"})
    assert line.startswith(
        "docs/a.md:1:5: error link.outside-tree: '../README.md' bestaat wel, maar staat niet op de site ("
    )


def test_a_link_from_the_root_leaves_the_version(report):
    (line,) = report({"docs/a.md": "[x](/bronnen/)"})
    assert line.startswith("docs/a.md:1:5: error link.outside-tree: '/bronnen/' begint met een schuine streep")


def test_a_link_to_a_file_does_not_work_in_front_matter(report):
    dossier = DOSSIER.replace("[a, b, c]", '["Zie [x](../../docs/a.md)", b, "[c](https://kis.nl)"]')
    assert report({"docs/a.md": "# A\n", "dossiers/opvoeding/index.md": dossier}) == [
        "dossiers/opvoeding/index.md:6:16: error link.broken: '../../docs/a.md' staat in de gegevens bovenaan, en daar werkt een link naar een bestand niet (zet de link in de tekst van de pagina)"
    ]


def test_a_link_to_a_file_does_not_work_in_raw_html(report):
    page = 'Zie <a class="x" href="b.md#kop">b</a>, <a href="https://kis.nl/a.md">c</a> en `<a href="b.md">`.'
    assert report({"docs/a.md": page, "docs/b.md": "# B\n"}) == [
        "docs/a.md:1:24: error link.broken: 'b.md#kop' staat in losse HTML, en daar werkt een link naar een bestand niet (schrijf de link in Markdown: [tekst](bestand.md))"
    ]


@pytest.mark.parametrize(
    "destination", ["../../../etc/passwd", "%2e%2e/%2e%2e/weg.png", "../../nergens.md", "..%2F..%2Fetc%2Fpasswd"]
)
def test_a_path_that_leaves_the_checkout_is_outside_whether_or_not_something_is_there(report, destination):
    (line,) = report({"docs/a.md": f"![x]({destination})"})
    assert line.startswith(f"docs/a.md:1:6: error link.outside-tree: '{destination}' wijst buiten de map van de site (")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Zie htps://a.nl/x, en meer.", "https://a.nl/x"),
        ("Zie htp://a.nl.", "http://a.nl"),
        ("Zie https:/a.nl", "https://a.nl"),
        ("Zie https//a.nl", "https://a.nl"),
        ("Zie ttps://a.nl", "https://a.nl"),
    ],
)
def test_a_bare_address_with_a_slip_in_its_beginning_is_told_with_the_right_one(report, text, right):
    (found,) = report({"docs/a.md": text})
    assert found.startswith("docs/a.md:1:5: error link.scheme: ")
    assert found.endswith(f"(schrijf {right})")


@pytest.mark.parametrize(
    "text",
    [
        "Zie https://a.nl en http://b.nl/x.",
        "Schrijf `htps://a.nl` niet.",
        "Dit hier:/ of dat; halt://stil en h://x.",
        '<span title="htps://a.nl">x</span>',
        "Open file: beleid.docx",
    ],
)
def test_other_words_with_a_colon_are_no_addresses(report, text):
    assert report({"docs/a.md": text}) == []
