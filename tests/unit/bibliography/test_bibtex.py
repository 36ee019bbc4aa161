from hypothesis import given
from hypothesis import strategies as st

from katern.bibliography.bibtex import find_key_clashes, read_bibtex
from katern.finding import Position
from katern.report import line


def read(text):
    sources, findings = read_bibtex(text, "bibliography/a.bib")
    return sources, [line(finding, "nl") for finding in findings]


def test_an_entry_has_its_key_kind_fields_and_positions():
    (source,), findings = read(
        '% toelichting\n\n@Report{kis2022,\n  Title = {Samen {leven}},\n  year  = 2022,\n  note = "vier jaar",\n}\n'
    )
    assert (source.key, source.kind) == ("kis2022", "report")
    assert dict(source.written) == {"title": "Samen {leven}", "year": "2022", "note": "vier jaar"}
    assert source.fields["title"] == "Samen leven"
    assert source.position == Position("bibliography/a.bib", 3, 1)
    assert source.field_positions["year"] == Position("bibliography/a.bib", 5, 3)
    assert findings == []


def test_strings_are_filled_in_wherever_they_stand_and_parts_are_joined():
    (source,), findings = read(
        '@article{a, journal = jos # " (NL)", month = may}\n@string{jos = {Journal of Society}}\n'
    )
    assert dict(source.written) == {"journal": "Journal of Society (NL)", "month": "5"}
    assert findings == []


def test_an_entry_takes_over_what_it_lacks_from_its_crossref():
    (chapter, book), _ = read(
        "@incollection{deel, title={Deel}, crossref={heel}}\n@collection{heel, title={Heel}, year={2020}, editor={Jansen, Jan}}\n"
    )
    assert chapter.fields["booktitle"] == "Heel"
    assert (chapter.fields["title"], chapter.fields["year"]) == ("Deel", "2020")
    assert book.fields["title"] == "Heel"


def test_addresses_are_left_as_they_are():
    (source,), _ = read("@online{a, url={https://a.nl/x%20y~z?q=50%25&r=a\\_b}, doi={10.1/a_b%c}}\n")
    assert source.fields["url"] == "https://a.nl/x%20y~z?q=50%25&r=a_b"
    assert source.fields["doi"] == "10.1/a_b%c"


def test_an_at_sign_inside_a_value_opens_no_entry():
    (source,), findings = read("@online{a, title={Volg @kis en mail info@kis.nl}, url={https://medium.com/@kis/x}}\n")
    assert source.fields["title"] == "Volg @kis en mail info@kis.nl"
    assert findings == []


def test_an_unclosed_brace_costs_one_entry_and_no_more():
    sources, findings = read("@book{een, title={Een}}\n\n@book{twee,\n  title={Twee,\n}\n\n@book{drie, title={Drie}}\n")
    assert [source.key for source in sources] == ["een", "drie"]
    assert findings == [
        "bibliography/a.bib:3:1: error bib.parse: 'twee' is niet te lezen: een accolade, aanhalingsteken of komma is niet "
        "gesloten (tel de accolades: bij elke { hoort een }, en achter elk veld een komma)"
    ]


def test_a_missing_comma_between_fields_is_found():
    (source,), findings = read("@book{a,\n  title = {Titel}\n  year = {2020}\n}\n")
    assert source.fields["title"] == "Titel"
    assert findings == [
        "bibliography/a.bib:2:3: error bib.parse: achter een veld ontbreekt een komma in 'a' "
        "(schrijf elk veld als naam = {waarde}, met een komma erachter)"
    ]


def test_a_missing_comma_costs_no_field_and_is_told_once():
    (source,), findings = read('@book{a, author={A, B} title="Weg", year=2004 month=5\n  note = {y = {z}},\n}\n')
    written = {"author": "A, B", "title": "Weg", "year": "2004", "month": "5", "note": "y = {z}"}
    assert dict(source.written) == written
    assert [finding.split(" ")[0] for finding in findings] == [
        f"bibliography/a.bib:1:{column}:" for column in (10, 37, 47)
    ]
    assert source.field_positions["note"] == Position("bibliography/a.bib", 2, 3)


def test_a_source_in_another_format_behind_entries_is_told():
    (source,), findings = read("@book{a, title={A}}\nTY  - JOUR\nTI  - Weg\nER  -\n")
    assert source.key == "a"
    assert findings == [
        "bibliography/a.bib:2:1: error bib.parse: hier begint een bron in een ander formaat dan BibTeX, en zij wordt niet "
        "gelezen (zet haar in een bestand van zichzelf, zoals bronnen.ris)"
    ]


def test_a_letter_without_its_dot_gets_it_back_with_its_accent():
    (source,), findings = read(r"@book{a, title={Garc{\'\i}a, Garc\'{\i}a, na\"{\i}f, \^{\j}}}")
    assert source.fields["title"] == "García, García, naïf, ĵ"
    assert findings == []


def test_dashes_are_read_without_pandoc_as_pandoc_reads_them():
    (source,), _ = read("@book{a, title={a--b --- c}, pages={1--3}, note={a ---- b}}")
    assert [source.fields[name] for name in ("title", "pages", "note")] == ["a–b — c", "1–3", "a —- b"]


def test_a_field_that_stands_twice_is_found_and_the_first_counts():
    (source,), findings = read("@book{a,\n  year = {2020},\n  year = {2021}\n}\n")
    assert source.year == 2020
    assert findings == [
        "bibliography/a.bib:3:3: error bib.parse: het veld 'year' staat twee keer in 'a' (houd er een over)"
    ]


def test_an_unknown_string_is_found():
    _, findings = read("@article{a, journal = jos}\n")
    assert findings == [
        "bibliography/a.bib:1:13: error bib.parse: 'jos' is geen afkorting die met @string is vastgelegd in 'a' "
        "(schrijf elk veld als naam = {waarde}, met een komma erachter)"
    ]


def test_a_key_that_stands_twice_or_differs_only_in_case_is_found():
    first, _ = read_bibtex("@book{kis2020, title={A}}\n@book{kis2020, title={B}}\n", "bibliography/a.bib")
    second, _ = read_bibtex("\n@book{KIS2020, title={C}}\n", "bibliography/b.bib")
    assert [line(finding, "nl") for finding in find_key_clashes([*first, *second])] == [
        "bibliography/a.bib:2:1: error bib.duplicate-key: de sleutel 'kis2020' bestaat al: bibliography/a.bib regel 1 "
        "(geef een van de twee een andere sleutel, of voeg ze samen)",
        "bibliography/b.bib:2:1: error bib.case-clash: de sleutel 'KIS2020' verschilt alleen in hoofdletters van 'kis2020' "
        "(bibliography/a.bib regel 1) (sleutels zijn hoofdlettergevoelig; kies namen die meer verschillen)",
    ]


def test_comments_and_text_between_entries_are_no_defect():
    sources, findings = read(
        'Losse tekst, met info@kis.nl.\n@comment{oud}\n@preamble{"x"}\n% regel\n@book{a, title={A}}\n'
    )
    assert [source.key for source in sources] == ["a"]
    assert findings == []


@given(st.text(alphabet=st.sampled_from(list('@book{}(),="#% \n\\abctitle01'))))
def test_any_text_gives_sources_and_findings_within_the_file(text):
    sources, findings = read_bibtex(text, "a.bib")
    last = text.count("\n") + 1
    assert all(1 <= source.position.line <= last for source in sources)
    assert all(1 <= finding.line <= last and finding.column >= 1 for finding in findings)


def test_a_third_key_is_held_against_its_own_twin_first():
    sources, _ = read_bibtex(
        "@book{Vries2020, title={A}}\n@book{vries2020, title={B}}\n@book{vries2020, title={C}}\n", "a.bib"
    )
    assert [(finding.line, finding.code) for finding in find_key_clashes(sources)] == [
        (2, "bib.case-clash"),
        (3, "bib.duplicate-key"),
    ]
