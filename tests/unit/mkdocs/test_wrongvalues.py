"""What MkDocs says of a value that it cannot use, in the words of the site and at the value."""

from __future__ import annotations

import pytest

from katern.finding import Position
from katern.mkdocs.run import BadSettings, Loaded
from katern.mkdocs.wrongvalues import findings_of
from katern.report import line

HEAD = "site_name: P\ntheme: {name: material, language: nl}\n"
WRONG = {
    HEAD + "plugins: [katern]\nuse_directory_urls: soms\n":
        "mkdocs.yml:4:21: error meta.bad-value: de waarde van 'use_directory_urls' past niet (hier hoort true of false)",
    HEAD + "plugins:\n  - katern:\n      cache_size: veel\n":
        "mkdocs.yml:5:19: error meta.bad-value: de waarde van 'cache_size' past niet (hier hoort een geheel getal)",
    HEAD + "plugins:\n  - katern:\n      fonts: [arial]\n":
        "mkdocs.yml:5:14: error meta.bad-value: de waarde van 'fonts' past niet (bekend zijn: source-sans-pro, source-serif-pro)",
    HEAD + "plugins: [katern]\nnav: 5\n":
        "mkdocs.yml:4:6: error meta.bad-value: de waarde van 'nav' past niet (hier hoort een lijst, bijvoorbeeld [een, twee])",
    HEAD + "plugins: [katern, geen]\n":
        "mkdocs.yml:3:19: error meta.bad-value: de plugin 'geen' is niet geïnstalleerd (installeer het pakket van de plugin, of haal de regel weg)",
    HEAD + "plugins: [katern]\nmarkdown_extensions: [niks]\n":
        "mkdocs.yml:4:23: error meta.bad-value: de uitbreiding 'niks' is niet geïnstalleerd of bestaat niet (verbeter de naam, of haal de regel weg)",
    "site_name: P\ntheme: {name: bla, language: nl}\nplugins: [katern]\n":
        "mkdocs.yml:2:8: error meta.bad-value: het thema 'bla' is niet geïnstalleerd (schrijf: material)",
    "theme: {name: material, language: nl}\nplugins: [katern]\n":
        "mkdocs.yml:1:1: error meta.missing-field: het verplichte veld 'site_name' ontbreekt (voeg toe: site_name: …)",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_a_value_is_told_where_it_stands(site, text):
    root = site({"mkdocs.yml": text, "docs/index.md": "x"})
    with pytest.raises(BadSettings) as caught:
        Loaded(str(root / "mkdocs.yml"), None)
    assert [line(finding, "nl") for finding in caught.value.findings] == [WRONG[text]]


def test_settings_that_are_no_yaml_are_told_as_front_matter_is(site):
    root = site({"mkdocs.yml": "site_name: [P\ntheme: material\n", "docs/index.md": "x"})
    with pytest.raises(BadSettings) as caught:
        Loaded(str(root / "mkdocs.yml"), None)
    (finding,) = caught.value.findings
    assert (finding.code, finding.path) == ("meta.bad-yaml", "mkdocs.yml")


def test_what_nobody_put_into_words_is_told_as_mkdocs_says_it():
    (finding,) = findings_of(["Config value 'x': Something\nelse."], lambda steps: Position("mkdocs.yml", 2, 3))
    assert line(finding, "nl").startswith(
        "mkdocs.yml:2:3: error meta.bad-value: MkDocs kan de waarde van 'x' niet gebruiken: Something else."
    )
    assert list(findings_of(["Anders."], lambda steps: Position("mkdocs.yml"))) == []
