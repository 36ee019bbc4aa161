import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.csl import csl_item, read_date


def item(text):
    (source,), findings = read_bibtex(text, "a.bib")
    assert findings == []
    return csl_item(source)


def test_a_report_of_persons_and_an_organisation():
    assert item(
        "@report{day2019, author={Day, Mehmet and de Vries, Anna and {KIS}}, title={Geboren en getogen}, subtitle={Een onderzoek},"
        " type={onderzoeksrapport}, institution={Verwey-Jonker Instituut}, year={2019}, month={3}, url={https://a.nl/x},"
        " urldate={2026-11-23}, langid={dutch}, isbn={978-90}}"
    ) == {
        "id": "day2019",
        "type": "report",
        "author": [
            {"family": "Day", "given": "Mehmet"},
            {"family": "Vries", "given": "Anna", "non-dropping-particle": "de"},
            {"literal": "KIS"},
        ],
        "title": "Geboren en getogen: Een onderzoek",
        "genre": "onderzoeksrapport",
        "publisher": "Verwey-Jonker Instituut",
        "issued": {"date-parts": [[2019, 3]]},
        "accessed": {"date-parts": [[2026, 11, 23]]},
        "URL": "https://a.nl/x",
        "language": "nl",
        "ISBN": "978-90",
    }


def test_an_article_with_biblatex_and_with_bibtex_fields_is_the_same():
    biblatex = (
        "@article{a, title={T}, journaltitle={J}, date={2020-05}, volume={3}, number={2}, pages={12--34}, doi={10.1/x}}"
    )
    bibtex = "@article{a, title={T}, journal={J}, year=2020, month=may, volume={3}, number={2}, pages={12-34}, doi={https://doi.org/10.1/x}}"
    assert item(biblatex) == item(bibtex) == {
        "id": "a", "type": "article-journal", "title": "T", "container-title": "J", "volume": "3", "issue": "2",
        "page": "12-34", "issued": {"date-parts": [[2020, 5]]}, "DOI": "10.1/x",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("book", "book"), ("incollection", "chapter"), ("inproceedings", "paper-conference"), ("report", "report"),
        ("techreport", "report"), ("thesis", "thesis"), ("phdthesis", "thesis"), ("online", "webpage"), ("www", "webpage"),
        ("misc", "document"), ("dataset", "dataset"), ("unpublished", "manuscript"), ("iets", "document"),
    ],
)  # fmt: skip
def test_entry_types_of_bibtex_and_biblatex(kind, expected):
    assert item(f"@{kind}{{a, title={{T}}}}")["type"] == expected


def test_a_source_without_a_year_has_no_date():
    assert "issued" not in item("@online{a, author={{KIS}}, title={T}, url={https://a.nl}}")


def test_an_organisation_that_made_and_published_a_source_is_named_once():
    made = item("@report{a, title={T}, institution={Movisie}}")
    assert made["author"] == [{"literal": "Movisie"}]
    assert "publisher" not in made


def test_and_others_is_left_to_the_style():
    assert item("@book{a, author={Jansen, Jan and others}, title={T}}")["author"][-1] == {"literal": "others"}


def test_braces_protect_capitals_in_a_title_that_a_style_may_recase():
    assert (
        item("@book{a, title={The {NASA} story}, langid={english}}")["title"]
        == 'The <span class="nocase">NASA</span> story'
    )
    assert item("@book{a, title={Het {KIS} verhaal}, langid={dutch}}")["title"] == "Het KIS verhaal"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2020", {"date-parts": [[2020]]}),
        ("2020-05", {"date-parts": [[2020, 5]]}),
        ("2020-05-03", {"date-parts": [[2020, 5, 3]]}),
        ("2019/2020", {"date-parts": [[2019], [2020]]}),
        ("2019-12/2020-01", {"date-parts": [[2019, 12], [2020, 1]]}),
        ("2020/", {"date-parts": [[2020], [0]]}),
        ("2020/..", {"date-parts": [[2020], [0]]}),
        ("2020-21", {"date-parts": [[2020, 21]]}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("1999?", {"date-parts": [[1999]]}),
        ("-0044", {"date-parts": [[-45]]}),
        ("2004-04-25T10:00:00", {"date-parts": [[2004, 4, 25]]}),
        ("2020~", {"date-parts": [[2020]], "circa": True}),
        ("2020-13", {"date-parts": [[2020]]}),
        ("in druk", None),
        ("", None),
    ],
)
def test_dates(written, expected):
    assert read_date(written) == expected


def test_a_year_that_is_no_number_is_kept_as_written():
    assert item("@book{a, title={T}, year={in druk}}")["issued"] == {"literal": "in druk"}


def test_an_address_that_is_no_web_address_is_left_out():
    assert "URL" not in item("@online{a, title={T}, url={javascript:alert(1)}}")
