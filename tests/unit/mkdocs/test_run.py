"""Settings that MkDocs cannot use are refused with all that it says of them, and their place."""

from __future__ import annotations

import logging

import pytest

from katern.commandline import load_site
from katern.finding import Position
from katern.messages import messages_of
from katern.mkdocs.run import BadSettings, _errors_of
from katern.report import line

BAD = {
    "no YAML": ("site_name: P\nplugins: [katern\n", "did not find expected ',' or ']'", (3, 1)),
    "an unknown theme": (
        "site_name: P\ntheme: nergens\nplugins: [katern]\n",
        "Unrecognised theme name: 'nergens'",
        (2, 8),
    ),
    "an unknown plugin": (
        "site_name: P\nplugins: [katern, nergens]\n",
        'The "nergens" plugin is not installed',
        (2, 10),
    ),
    "a value of another sort": (
        "site_name: P\nuse_directory_urls: soms\nplugins: [katern]\n",
        "Expected type: <class 'bool'>",
        (2, 21),
    ),
    "an option of a plugin": (
        "site_name: P\nplugins:\n  - katern:\n      cache_size: veel\n",
        "Expected type: <class 'int'>",
        (4, 19),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_settings_that_cannot_be_used(name, site):
    yml, reason, place = BAD[name]
    root = site({"mkdocs.yml": yml})
    with pytest.raises(BadSettings) as raised:
        load_site(str(root / "mkdocs.yml"))
    told = messages_of("nl").say(raised.value.said)
    assert f"mkdocs.yml:{place[0]}:{place[1]} is niet te gebruiken: " in told
    assert raised.value.at == Position("mkdocs.yml", *place)
    assert reason in told or "expected ',' or ']'" in told


def test_what_is_told_is_not_logged_too(site, caplog):
    root = site({"mkdocs.yml": BAD["an unknown theme"][0]})
    with caplog.at_level(logging.WARNING), pytest.raises(BadSettings):
        load_site(str(root / "mkdocs.yml"))
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_warnings_are_logged_as_ever(caplog):
    with caplog.at_level(logging.WARNING), _errors_of("mkdocs.config") as said:
        logging.getLogger("mkdocs.config").warning("let op")
        logging.getLogger("mkdocs.config").error("dit kan niet")
    assert ("let op" in caplog.text, "dit kan niet" in caplog.text, said) == (True, False, ["dit kan niet"])


def test_a_name_that_nothing_reads_is_a_finding_at_its_place_and_no_warning(site, caplog):
    root = site(
        {"mkdocs.yml": "site_name: P\ntheme: material\nplugins:\n  - search: {langg: nl}\n  - katern: {stile: apa}\n"}
    )
    with caplog.at_level(logging.WARNING):
        found = load_site(str(root / "mkdocs.yml")).site.findings
    assert [line(one, "nl").partition(" (")[0] for one in found] == [
        "mkdocs.yml:4:14: error meta.unknown-field: het veld 'langg' bestaat hier niet",
        "mkdocs.yml:5:14: error meta.unknown-field: het veld 'stile' bestaat hier niet",
    ]
    assert caplog.text == ""
