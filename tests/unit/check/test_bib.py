"""Rules on bibliographies: names, dates, fields and identifiers as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katern.bibliography.bibtex import read_bibtex
from katern.check import bib, bibdates, bibfields, bibnames, check
from katern.messages import messages_of

DUTCH = messages_of("nl")

RULES = (
    bib.missing_fields, bib.identifiers, bib.garbled, bib.near_duplicates, bibdates.bad_dates, bibdates.odd_dates, bibnames.braced_names,
    bibnames.typed_names, bibfields.unread_latex, bibfields.unknown_kinds, bibfields.unknown_fields,
)  # fmt: skip


class Bookcase:
    """As much of a library as the rules on sources look at."""

    def __init__(self, text):
        found, self.findings = read_bibtex(text, "a.bib")
        self.sources = {source.key: source for source in found}


def findings(text):
    case = Bookcase(text)
    return [*case.findings, *(finding for rule in RULES for finding in rule(case))]


def found(fields, kind="book"):
    return [(finding.code, DUTCH.tell(finding).hint) for finding in findings(f"@{kind}{{a, title={{T}}, {fields}}}")]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Jansen, A., de Vries, B., & Bakker, C.", "Jansen, A. and de Vries, B. and Bakker, C."),
        ("Jansen, B. A., & de Vries, K. P.", "Jansen, B. A. and de Vries, K. P."),
        ("Jansen, A. \\& Bakker, C.", "Jansen, A. and Bakker, C."),
        ("Jansen, A.; Bakker, C.", "Jansen, A. and Bakker, C."),
        ("Jan Jansen en Kim Bakker", "Jan Jansen and Kim Bakker"),
        ("Anna Jansen, Kim Bakker, Bo Wit", "Anna Jansen and Kim Bakker and Bo Wit"),
        ("Jansen, A., et al.", "Jansen, A. and others"),
        ("Jansen et al.", "Jansen and others"),
        ("Jansen, A. and Bakker, C. and", "Jansen, A. and Bakker, C."),
        ("and Jansen, A.", "Jansen, A."),
        ("Jansen, A. and and Bakker, C.", "Jansen, A. and Bakker, C."),
        ("Ministerie van Wonen", "{Ministerie van Wonen}"),
        ("Gemeente Zaandam and Bakker, C.", "{Gemeente Zaandam} and Bakker, C."),
        ("Universiteit van Amsterdam", "{Universiteit van Amsterdam}"),
        ("Sociaal en Cultureel Planbureau", "{Sociaal en Cultureel Planbureau}"),
        ("City Council", "{City Council}"),
    ],
)
def test_a_typed_list_of_names_is_told_with_the_right_writing(written, right):
    assert found(f"author={{{written}}}") == [("bib.name", f"schrijf author = {{{right}}}")]
    assert found(f"author={{{right}}}") == []


@pytest.mark.parametrize(
    "written",
    [
        "{van der Meer}, Lucas", "Lucas {van der Meer}", "de Vries, Anna", "Vries, Anna de", "King, Jr., Martin", "King, III, Martin",
        "García Márquez, Gabriel", "{Ministerie van Onderwijs, Cultuur en Wetenschap}", "{Bos \\& Zonen}", "Movisie", "Bos, A AND Kok, B",
        "Bos, A. and et al.", "Bos, A. and others", "family=Vries, given=Anna, prefix=de", "{SCP}", "M{\\\"u}ller, J{\\\"o}rg", "Raad, Anna",
        "Bond, J.", "{Stichting Lezen; Schrijven}", "山田, 花子", "de la Vega y Ruiz, Ana",
    ],
)  # fmt: skip
def test_names_as_programs_write_them_are_no_findings(written):
    assert found(f"author={{{written}}}") == []


@pytest.mark.parametrize("written", ["{de Vries, Anna}", "{Jansen, J.}", "{J. de Vries}", "Jansen, {van der Kim}"])
def test_a_person_in_braces_is_told(written):
    assert [code for code, _ in found(f"author={{{written}}}")] == ["bib.name-in-braces"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("year={2020}, month={7}", []), ("year={2020}, month=jul", []), ("year={2020}, month={July}", []), ("year={May 2004}", []),
        ("year={in druk}", []), ("year={ca. 1900}", []), ("year={[1999]}", []), ("year={2019-2020}", []), ("date={2020-05/..}", []),
        ("date={2020-21}", []), ("date={199X}", []), ("date={2020~}", []), ("date={2004-04-25T10:00:00}", []),
        ("year={z.d.}", ["bib.odd-date"]), ("date={n.d.}", ["bib.odd-date"]), ("year={2020a}", ["bib.odd-date"]),
        ("year={2020}, month={juli}", ["bib.odd-date"]), ("year={2999}", ["bib.odd-date"]), ("date={2999-01}", ["bib.odd-date"]),
        ("year={juli}", ["bib.bad-date"]), ("year={2020}, month={ooit}", ["bib.bad-date"]), ("year={onlangs}", ["bib.bad-date"]),
        ("date={2020-13}", ["bib.bad-date"]), ("date={mei 2020}", ["bib.bad-date"]),
    ],
)  # fmt: skip
def test_dates(fields, codes):
    assert [code for code, _ in found(fields)] == codes


@pytest.mark.parametrize(
    "fields",
    [
        "doi={10.1000/x}", "doi={https://doi-org.bibliotheek.nl/10.1000/x}", "doi={doi.org/10.1000/x}", "doi={10/abc}", "doi={https://doi.org/10/abc}",
        "isbn={ISBN 978-90-351-2345-8}", "isbn={978-90-351-2345-8, 978-90-351-2345-8}", "url={\\url{https://a.nl/x_y}}", "url={<https://a.nl>}",
    ],
)  # fmt: skip
def test_identifiers_as_programs_write_them_are_no_findings(fields):
    assert found(fields) == []


def test_a_preprint_needs_no_journal():
    assert found("eprint={2101.1}, archiveprefix={arXiv}", "article") == []


@pytest.mark.parametrize(
    ("kind", "field", "expected"),
    [
        ("artikel", "publisher", [("bib.unknown-type", "bedoelde u @article?")]),
        ("book", "publiser", [("bib.unknown-field", "bedoelde u 'publisher'?")]),
        ("book", "kleur", [("bib.unknown-field", "het blijft bewaard in de export, maar geen stijl toont het")]),
        ("book", "date-added", []), ("book", "mendeley-tags", []), ("book", "groups", []), ("book", "bdsk-url-1", []), ("commentary", "note", []),
    ],
)  # fmt: skip
def test_kinds_and_fields_that_no_style_knows(kind, field, expected):
    assert found(f"{field}={{x}}", kind) == expected


def test_comments_are_no_entries():
    text = "% @book{weg, title={W}}\n@book{a, % de eerste\n  title = {T}, % een titel\n% year = {onlangs},\n  note = {50% meer}\n}\n%@book{weg2,\n%  title={W}\n%}\n"
    assert list(Bookcase(text).sources) == ["a"]
    assert findings(text) == []
    assert dict(Bookcase(text).sources["a"].written) == {"title": "T", "note": "50% meer"}


_PIECES = st.sampled_from(
    [
        "Jansen",
        ", ",
        "A.",
        " and ",
        " & ",
        "; ",
        "{",
        "}",
        "et al.",
        " en ",
        "Ministerie",
        "van",
        "\n",
        "2020",
        "\\'",
        "-",
        "/",
        "10.",
        "ISBN",
        "z.d.",
        "x" * 90,
    ]
)


@settings(max_examples=60)
@given(
    st.lists(_PIECES, max_size=12).map("".join),
    st.sampled_from(["author", "year", "date", "doi", "isbn", "url", "title", "month", "crossref"]),
)
def test_every_message_stands_on_one_line_of_the_file(text, field):
    written = f"@misc{{a,\n {field} = {{{text}}},\n}}\n"
    for finding in findings(written):
        assert "\n" not in DUTCH.tell(finding).message + DUTCH.tell(finding).hint
        assert 1 <= finding.line <= written.count("\n") + 1


@pytest.mark.parametrize("month", ["ooit", "{ooit}", "feb-ooit"])
def test_a_month_that_is_none_is_told_once(library, month):
    read = library(
        {
            "bibliography/b.bib": f"@book{{a, author={{B, C}}, title={{T}}, publisher={{P}}, year={{2020}}, month={month}}}"
        }
    )
    found = [finding.code for finding in check(read) if finding.code in ("bib.bad-date", "bib.parse")]
    assert len(found) == 1
