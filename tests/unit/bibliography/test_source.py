import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.source import Source
from katern.finding import Position


def source(fields, kind="report"):
    (found,), _ = read_bibtex(f"@{kind}{{sleutel, {fields}}}", "a.bib")
    return found


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ("title={Titel}, subtitle={Ondertitel}", "Titel: Ondertitel"),
        ("title={Titel?}, subtitle={Ondertitel}", "Titel? Ondertitel"),
        ("title={Titel}", "Titel"),
        ("year={2020}", "sleutel"),
    ],
)
def test_title_and_subtitle_or_the_key(fields, title):
    assert source(fields).title == title


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ("date={2020-05-03}", 2020),
        ("year={2019}", 2019),
        ("year={[2018]}", 2018),
        ("year={z.d.}", None),
        ("title={T}", None),
    ],
)
def test_year_from_date_or_year(fields, year):
    assert source(fields).year == year


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ("langid={dutch}", "nl"),
        ("langid={english}", "en"),
        ("language={en-GB}", "en-GB"),
        ("langid={klingon taal}", ""),
        ("title={T}", ""),
    ],
)
def test_languages_become_tags(fields, language):
    assert source(fields).language == language


def test_keywords_are_divided_and_stand_once():
    assert source("keywords={opvoeding, discriminatie; opvoeding,}").keywords == ("opvoeding", "discriminatie")


@pytest.mark.parametrize(
    ("kind", "group"),
    [("report", "report"), ("techreport", "report"), ("article", "article"), ("incollection", "article"), ("mvbook", "book"),
     ("phdthesis", "thesis"), ("online", "online"), ("misc", "misc"), ("anders", "misc")],
)  # fmt: skip
def test_readers_see_six_kinds(kind, group):
    assert source("title={T}", kind).kind_group == group


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("url={https://a.nl/}", "https://a.nl/"),
        ("doi={10.1/x}", "https://doi.org/10.1/x"),
        ("doi={https://doi.org/10.1/x}", "https://doi.org/10.1/x"),
        ("url={javascript:alert(1)}", ""),
        ("url={http://[}", ""),
        ("title={T}", ""),
    ],
)
def test_only_web_addresses_lead_to_a_source(fields, url):
    assert source(fields).url == url


@pytest.mark.parametrize(
    ("written", "seen"), [("abstract", "abstract"), ("Full", "full"), ("samenvatting", ""), ("", "")]
)
def test_a_source_says_how_much_of_it_was_seen(written, seen):
    assert Source("a", "book", {"title": "A", "seen": written}, Position("a.bib")).seen == seen
