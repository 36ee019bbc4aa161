from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.finding import Position
from katern.frontmatter import read_front_matter, read_yaml, split
from katern.messages import messages_of

DUTCH = messages_of("nl")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Kop\n", (None, "# Kop\n", 1)),
        ("", (None, "", 1)),
        ("---\ntitle: a\n---\n# Kop\n", ("title: a\n", "# Kop\n", 4)),
        ("---\ntitle: a\n...\n# Kop\n", ("title: a\n", "# Kop\n", 4)),
        ("--- \ntitle: a\n--- \n# Kop\n", ("title: a\n", "# Kop\n", 4)),
        ("---\n---\ntekst", ("", "tekst", 3)),
        ("---\ntitle: a\n---", ("title: a\n", "", 3)),
        ("---\ntitle: a\n", ("title: a\n", "", 0)),
        ("\n---\ntitle: a\n---\n", (None, "\n---\ntitle: a\n---\n", 1)),
        ("----\ntitle: a\n", (None, "----\ntitle: a\n", 1)),
        ("---\na: |\n  x\n  ---\n---\nb", ("a: |\n  x\n  ---\n", "b", 6)),
    ],
)
def test_split_divides_block_and_body_and_says_where_the_body_begins(text, expected):
    assert split(text) == expected


def test_fields_have_values_and_positions():
    front = read_front_matter("---\ntitle: Praten\nreview:\n  - {date: 2026-11-23, by: redactie}\n---\ntekst\n", "a.md")
    assert front.values["title"] == "Praten"
    assert front.position("title") == Position("a.md", 2, 1)
    assert front.position("review", 0) == Position("a.md", 4, 5)
    assert front.position("review", 0, "by") == Position("a.md", 4, 24)
    assert (front.body, front.body_line, front.findings) == ("tekst\n", 6, ())


def test_a_field_that_is_not_there_stands_where_the_field_around_it_stands():
    front = read_front_matter("---\nevidence:\n  level: goed\n---\n", "a.md")
    assert front.position("evidence", "body") == Position("a.md", 2, 1)
    assert front.position("owner") == Position("a.md", 1, 1)


@pytest.mark.parametrize("text", ["", "tekst", "---\n---\n", "---\n# alleen commentaar\n---\n", "---\n~\n---\n"])
def test_no_fields_is_no_mistake(text):
    front = read_front_matter(text, "a.md")
    assert (dict(front.values), front.findings) == ({}, ())


@pytest.mark.parametrize(
    ("block", "line", "column", "part"),
    [
        ("\ttitle: a", 2, 1, "een tab in de gegevens"),
        ("a:\n  b: c\n \td: e", 4, 2, "een tab in de gegevens"),
        ("title: a: b", 2, 9, "een dubbele punt te veel"),
        ("title: @a", 2, 8, "niet met een @"),
        ("title: `a`", 2, 8, "niet met een @, een % of een `"),
        ("title: *a", 2, 8, "niet met een * beginnen"),
        ('title: "a', 2, 8, "een aanhalingsteken is niet gesloten"),
        ("lines: [a", 2, 8, "een lijst tussen [ ] is niet gesloten"),
        ("search: {a: 1", 2, 9, "een blok tussen { } is niet gesloten"),
        ("lines: [", 3, 1, "er ontbreekt een waarde"),
        ("title: \x01", 2, 1, "een onzichtbaar stuurteken"),
        ("asked: 2026-02-30", 2, 8, "deze datum bestaat niet"),
        ("asked: 2026-13-01", 2, 8, "deze datum bestaat niet"),
        ("title: !bijzonder a", 2, 8, "een waarde begint met !"),
        ("order: !!int", 2, 8, "het !!-woord"),
        ("sensitive: !!bool misschien", 2, 12, "het !!-woord"),
        ("asked: !!timestamp gisteren", 2, 8, "het !!-woord"),
        ("? [a, b]\n: c", 2, 3, "de naam van een veld is geen woord"),
        ("order: 1" + "0" * 5000, 2, 8, "een getal is te lang"),
        ("a: " + "[" * 5000, 2, 1003, "te veel haken"),
        ("- a\n- b", 2, 1, "geen lijst van velden"),
        ("alleen tekst", 2, 1, "geen lijst van velden"),
        ("title: a\ntitle: b", 3, 1, "het veld 'title' staat er twee keer"),
        ("search:\n  boost: 1\n  boost: 2", 4, 3, "het veld 'boost' staat er twee keer"),
    ],
)
def test_a_defect_is_a_finding_at_its_place_and_the_body_is_kept(block, line, column, part):
    front = read_front_matter(f"---\n{block}\n---\ntekst\n", "a.md")
    (finding,) = front.findings
    assert (finding.code, finding.path, finding.line, finding.column) == ("meta.bad-yaml", "a.md", line, column)
    assert part in DUTCH.tell(finding).message
    assert front.body == "tekst\n"


def test_a_block_without_an_end_is_a_finding():
    front = read_front_matter("---\ntitle: a\n# Kop\n", "a.md")
    assert [(f.code, f.line, DUTCH.tell(f).message) for f in front.findings] == [
        ("meta.bad-yaml", 1, "het blok met gegevens bovenaan is niet afgesloten")
    ]


def test_of_two_equal_fields_the_finding_names_the_line_of_the_first():
    front = read_front_matter("---\ntitle: a\nstatus: draft\ntitle: b\n---\n", "a.md")
    assert DUTCH.tell(front.findings[0]).hint == "het stond al op regel 2; voeg ze samen"


def test_names_of_fields_are_text_as_written():
    front = read_front_matter("---\n2020: a\nno: b\nnull: c\n---\n", "a.md")
    assert dict(front.values) == {"2020": "a", "no": "b", "null": "c"}
    assert front.position("no") == Position("a.md", 3, 1)


def test_merge_keys_work():
    values, _, findings = read_yaml("a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n", "a.yml")
    assert (values["b"], findings) == ({"x": 1, "y": 2}, [])


def test_an_alias_that_holds_itself_or_multiplies_is_read_once():
    layers = [
        f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]"
        for below, name in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    values, positions, findings = read_yaml("\n".join(["a: &a [x, x]", *layers, "k: &k [*k]"]), "a.yml")
    assert findings == []
    assert values["k"][0] is values["k"]
    assert positions[("j",)].line == 10
    assert len(positions) < 200


@given(st.text())
def test_split_keeps_every_line_of_any_text(text):
    block, body, line = split(text)
    assert text.endswith(body)
    if block is None:
        assert body == text
    elif line:
        assert text.count("\n") == body.count("\n") + line - 1


@given(st.text(alphabet=st.sampled_from("---\n\t :[]{}'\"&*!|>%@`#a,?2. ")) | st.text())
def test_front_matter_of_any_text_is_read_without_raising(text):
    for written in (text, f"---\n{text}\n---\n"):
        front = read_front_matter(written, "a.md")
        # seven signs of one kind at the start of a line are what git leaves of two versions
        assert {finding.code for finding in front.findings} <= {
            "meta.bad-yaml",
            "read.control-character",
            "read.foreign",
        }
        assert all(1 <= finding.line <= written.count("\n") + 1 for finding in front.findings)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2020", 2020),
        ("-3.25", -3.25),
        ("10.0", 10.0),
        ("0", 0),
        ("0113", "0113"),
        ("1:30", "1:30"),
        ("1.10", "1.10"),
        ("1_000", "1_000"),
        ("+31201", "+31201"),
        ("0x1F", "0x1F"),
        ("'5'", "5"),
        (".inf", float("inf")),
    ],
)
def test_a_number_that_would_be_written_otherwise_stays_as_its_author_wrote_it(written, value):
    found = read_yaml(f"a: {written}", "a.yml")[0]["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("block", "places"),
    [
        ("title: Over #metoo", [(1, 13)]),
        ("title: Over # metoo", []),
        ("title: 'Over #metoo'", []),
        ("title: Over#metoo", []),
        ("a: #fff\nb: x", [(1, 4)]),
        ("a: [x, y #z\n  ]\nb:\n  - é #één", [(1, 10), (4, 7)]),
        ("a: |\n  x #y\nb: >-\n  x #y", []),
    ],
)
def test_what_yaml_takes_for_a_remark_without_a_blank_is_told(block, places):
    _, _, findings = read_yaml(block, "a.yml")
    assert [(one.said.name, one.line, one.column) for one in findings] == [("remark", *place) for place in places]
