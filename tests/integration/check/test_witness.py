"""linkchecker as a witness: on a site with every kind of broken link, both find the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.check.built import BuiltSite
from katern.check.site import built_site
from katern.check.witness import ANCHORS, crawl, disagreements, own_testimony, passed_over
from katern.messages import messages_of

DUTCH = messages_of("nl")

HEAD = "<!doctype html><html lang='nl'><head><title>x</title></head><body><h1 id='kop'>x</h1>"
PAGES = {
    "index.html": '<a href="a/">a</a> <a href="a/#kop">a</a> <a href="a/#weg">b</a> <a href="b/">c</a> <img src="i.svg" alt="">',
    "a/index.html": '<a href="../">t</a> <a href="#kop">k</a> <a href="#nee">k</a> <a href="../a/#weg">d</a> <a href="../weg.pdf">p</a>',
    "c/index.html": '<a href="../nooit/">niemand leidt hierheen</a>',
    "a/één/index.html": '<a href="../../a/">a</a>',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("gebouwd")
    for name, body in {**PAGES, "a/index.html": PAGES["a/index.html"] + '<a href="%C3%A9%C3%A9n/">e</a>'}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(HEAD + body, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def testimony(site):
    return crawl(BuiltSite.read(site))


def test_the_witness_finds_pages_anchors_and_files_that_are_not_there(testimony):
    assert testimony.broken == {"a/#weg", "b/", "a/#nee", "i.svg", "weg.pdf"}


def test_our_own_check_finds_the_same_and_what_no_link_leads_to(site, testimony):
    assert own_testimony(BuiltSite.read(site)) == testimony.broken | {"nooit/"}


def test_what_only_one_of_the_two_finds_is_a_finding(site):
    assert [(finding.code, DUTCH.tell(finding).message) for finding in disagreements(site, "site")] == [
        ("site.link", "alleen katern check --site noemt nooit/ stuk")
    ]


def test_a_link_on_many_pages_is_told_once(site):
    told = [DUTCH.tell(finding).message for finding in built_site(site, "site") if finding.code == "site.link"]
    assert told == [
        "'/a/#nee' wijst naar een plek die de pagina niet heeft",
        "'/a/#weg' wijst naar een plek die de pagina niet heeft, en in site/index.html",
        "'/weg.pdf' wijst naar niets op de site",
        "'/nooit/' wijst naar niets op de site",
        "'/b/' wijst naar niets op de site",
        "'/i.svg' wijst naar niets op de site",
    ]


def test_of_the_places_within_a_page_the_witness_sees_a_sample_and_every_broken_one(tmp_path):
    places = "".join(f'<p id="p{number}">x</p><a href="#p{number}">y</a>' for number in range(40))
    (tmp_path / "index.html").write_text(f'{HEAD}{places}<a href="#weg">z</a><a href="#kop">k</a>', encoding="utf-8")
    site = BuiltSite.read(tmp_path)
    one, other = (passed_over(site, commit, ["#weg"]) for commit in ("een", "twee"))
    assert len(one) in (42 - ANCHORS, 41 - ANCHORS)
    assert "#weg" not in one | other
    assert one != other
    assert one == passed_over(site, "een", ["#weg"])
    assert crawl(site, one).broken == {"#weg"}
    assert list(disagreements(tmp_path, "site", "een")) == []
