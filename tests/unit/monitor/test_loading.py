"""Reading monitor.yml and its tiles: what does not fit is a finding at its place."""

from __future__ import annotations

import pytest

from katern.layout import Layout
from katern.loading import load_library
from katern.monitor.loading import load_monitor
from katern.report import line


def told(loaded) -> list[str]:
    return [line(finding, "nl") for finding in loaded.findings]


def test_the_monitor_of_the_made_up_site_has_nothing_wrong(loaded):
    assert told(loaded) == []


def test_a_site_without_one_has_none(site):
    loaded = load_monitor(load_library(Layout(site({"docs/index.md": "# Proef\n"}))))
    assert (loaded.monitor, loaded.findings) == (None, ())


@pytest.mark.parametrize(
    ("before", "after", "finding"),
    [
        ("keys: [inwoners,", "keys: [inwonrs,", "14:8: error data.unknown-indicator"),
        ("sets: [kern,", "sets: [kren,", "6:8: error data.unknown-indicator"),
        ("borders: 2024\n", "borders: 2025\n", "4:1: error data.area-unknown"),
        ("Er waren {misdrijven} misdrijven.", "{aandeel_herkomst} en {misdrijven}.", "error data.origin"),
        ("{inwoners} inwoners, van wie {aandeel_jong} jong; dat is {aandeel_jong.than}", "{aandeel_herkomst.than}", "error data.origin"),
        ("measures: [koop, aandeel_jong, inkomen]", "measures: [aandeel_herkomst]", "error data.origin"),
        ("{misdrijven} misdrijven", "{misdrijven.provincie} misdrijven", "error data.unknown-indicator"),
        ("title: Monitor", "title: [Monitor]", "1:8: error meta.bad-value"),
        ("few: {of: inwoners, share: 200", "few: {of: inwoners, share: 0", "error meta.bad-value"),
        ("also_called: {GM9902:", "also_called: {GM9903:", "error data.area-unknown"),
        ("themes:\n", "thema: x\nthemes:\n", "error meta.unknown-field"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_finding(changed, before, after, finding):
    found = told(changed("monitor.yml", before, after))
    assert any("docs/_data/monitor.yml:" in one and finding in one for one in found), found


@pytest.mark.parametrize("text", ["", "a: [", "- 1\n", "\x00", "title: x\n"])
def test_a_file_that_is_no_monitor_is_a_finding_and_no_monitor(site, text):
    loaded = load_monitor(load_library(Layout(site({"docs/_data/monitor.yml": text}))))
    assert loaded.monitor is None
    assert loaded.findings


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("GM9902,Noordland,0,0", "GM9902,Noordland,0,1", "data.duplicate"),
        ("GM9902,Noordland,0,0\n", "", "data.bad-table"),
        ("GM9902,Noordland,0,0", "GM9902,Noordland,0", "data.bad-table"),
        ("GM9902,Noordland,0,0", "GM9902,Noordland,0,-1", "data.bad-table"),
        ("GM9902,Noordland", "GM8888,Noordland", "data.area-unknown"),
        ("code,province", "code,land", "data.bad-table"),
    ],
)
def test_tiles_that_do_not_fit_are_findings(changed, before, after, code):
    found = told(changed("monitor/tegels.csv", before, after))
    assert any(code in one and "monitor/tegels.csv" in one for one in found), found
