"""Helplines and phone numbers: what the list gives a toolkit is shown in it, and a number stands in the list alone."""

from __future__ import annotations

import pytest

LINES = """\
helplines:
  - {id: vt, name: Veilig Thuis, phone: 0800-2000, for_whom: a, open_to: [public, professional], toolkits: [t], urgent: true, source: s}
  - {id: lkha, name: LKHA, phone: 070-345 43 19, for_whom: a, open_to: [professional], toolkits: [t], source: s}
  - {id: nw, name: Ver weg, phone: +31 247 247 247, whatsapp: +31 6 82 38 77 96, for_whom: a, open_to: [public], toolkits: [t], source: s}
  - {id: politie, name: Politie, phone: 0900-8844, for_whom: a, open_to: [public], source: s}
"""
TOOLKIT = "---\ntitle: T\ndescription: D\ngoal: G\nsetting: []\nduration: 1\nnot_for: N\n{front}---\n\n{body}\n"
ALL = '{{ helplines("t") }}'


def toolkit(body=ALL, front=""):
    return TOOLKIT.format(body=body, front=front)


@pytest.fixture
def messages(report):
    """What is said of these pages, without hints, with the list of helplines beside them."""

    def found(files, lines=LINES):
        files = {"toolkits/t/index.md": toolkit(), **files, "docs/_data/helplines.yml": lines}
        return [line.split(" (")[0].replace(" error toolkit.helpline-missing:", "") for line in report(files)]

    return found


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (ALL, []),
        ('{{ helpline("vt") }} {{ helpline("lkha") }} {{helpline( \'nw\' )}}', []),
        ('{{ helplines("t", open_to="public") }} {{ helpline(id="lkha") }}', []),
        ('{{ helplines("t", urgent=true) }}', ["LKHA", "Ver weg"]),
        ('{{ helplines(toolkit="t", open_to="professional") }}', ["Ver weg"]),
        ("Bel iemand.", ["LKHA", "Veilig Thuis", "Ver weg"]),
        ('```\n{{ helplines("t") }}\n```', ["LKHA", "Veilig Thuis", "Ver weg"]),
        ('{#-- {{ helplines("t") }} --#} <!-- geen -->', ["LKHA", "Veilig Thuis", "Ver weg"]),
    ],
)
def test_a_toolkit_shows_each_helpline_that_the_list_gives_it(messages, body, missing):
    said = "toolkits/t/index.md:2:1: de hulplijn '{}' hoort volgens helplines.yml bij deze toolkit en staat op geen van haar pagina's"
    assert messages({"toolkits/t/index.md": toolkit(body)}) == [said.format(name) for name in missing]


def test_a_helpline_may_stand_on_any_page_of_the_toolkit(messages):
    part = f"---\ntitle: Bellen\npart: guide\n---\n\n{ALL}\n"
    assert messages({"toolkits/t/index.md": toolkit("Tekst."), "toolkits/t/bellen.md": part}) == []


def test_a_page_without_macros_shows_no_helpline(messages):
    assert len(messages({"toolkits/t/index.md": toolkit(front="render_macros: false\n")})) == 3


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        (ALL, []),
        ('{{ helpline("vt") }}', []),
        ('{{ helpline("lkha") }}', ["Veilig Thuis"]),
        ("Tekst.", ["Veilig Thuis"]),
    ],
)
def test_an_overview_card_leaves_out_nothing_urgent(messages, body, missing):
    files = {
        "toolkits/t/index.md": toolkit(front="booklets: [{id: kaart, layout: poster, page: kaart.md}]\n"),
        "toolkits/t/kaart.md": f"---\ntitle: Kaart\npart: handout\n---\n\n{body}\n",
    }
    said = "toolkits/t/kaart.md:2:1: de hulplijn '{}' mag volgens helplines.yml"
    assert messages(files) == [said.format(name) for name in missing]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{{ helpline("veilig") }}', "5:14: de hulplijn 'veilig' staat niet in helplines.yml"),
        ("{{ helpline(112) }}", "5:13: de hulplijn '112' staat niet in helplines.yml"),
        ('Een {{ helplines("u") }}', "5:19: een hulplijn voor 'u' staat niet in helplines.yml"),
        ('{{ helplines("t", open_to="kind") }}', "5:15: geen hulplijn voor 't' past bij deze macro"),
    ],
)
def test_what_a_page_names_is_known_and_can_be_read(messages, body, expected):
    assert messages({"docs/a.md": f"---\ntitle: A\n---\n\n{body}\n"}) == [f"docs/a.md:{expected}"]


def test_a_sensitive_toolkit_has_a_helpline(messages):
    files = {"toolkits/u/index.md": toolkit("Tekst.", "sensitive: true\n")}
    assert messages(files) == ["toolkits/u/index.md:8:1: deze toolkit vraagt om zorg en heeft geen enkele hulplijn"]


NUMBERS = [
    "0800-2000", "0800 2000", "08002000", "0800/2000", "0800 – 2000", "0800-20 00", "**0800**-2000", "(0800) 2000", "+31 800 2000",
    "0031 800 2000", "070-345 43 19", "070 3454319", "(070) 345 43 19", "+31 70 345 43 19", "+31 (0)70 345 43 19", "0703454319",
    "070.345.43.19", "+31 247 247 247", "+31247247247", "024 724 72 47", "0031-247-247-247", "+31 6 82 38 77 96", "06-82387796",
    "06 12 34 56 78", "0612345678", "(020) 123 45 67", "020-1234567", "0900-1234567", "088-1234567", "+32 2 123 45 67", "+44 20 7946 0018",
    "tel:08001234", "tel:+31-20-5551234", "https://wa.me/31682387796", "wa.me/32123456789", "sms:0612345678",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["Bel {} vandaag.", "- punt {}\n", "<p>{}</p>", "[bel]({})", "| a |\n|---|\n| {} |"])
def test_a_number_is_found_in_every_spelling_and_place(messages, number, around):
    (found,) = messages({"docs/a.md": around.format(number) + "\n"})
    assert "het telefoonnummer '" in found


@pytest.mark.parametrize(
    "text",
    [
        "Van 0900-8845 mensen", "In 2019-2020 en 2021 2022", "Open van 09.00-17.00 uur", "Op 02-11-2026", "Er zijn 112 scholen en 113 klassen.",
        "Artikel 0800", "Bladzijde 112", "ISBN 978-90-5830-958-7", "https://a.example/0800-2000/x", "`0800-2000`", "€ 0,80 000", "1080020001",
        "Zie [a](https://doi.org/10.1234/0612345678)", "{{ helpline('vt') }}", "<!-- 0800-2000 -->", "20000 en 0800 200",
    ],
)  # fmt: skip
def test_what_is_no_phone_number_is_left_alone(messages, text):
    expected = ["docs/a.md:1:5: het telefoonnummer '0900-8845' staat in de tekst zelf"] if "0900-8845" in text else []
    assert messages({"docs/a.md": text + "\n"}) == expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Bel 112.", 5),
        ("Bel bij gevaar meteen 112 of ga weg", 23),
        ("Het alarmnummer is 1-1-2", 20),
        ("bellen met 113", 12),
        ("Je kunt 112 bellen", 9),
    ],
)
def test_a_short_number_is_one_where_somebody_calls(messages, text, column):
    (found,) = messages({"docs/a.md": text + "\n"})
    assert found.startswith(f"docs/a.md:1:{column}: het telefoonnummer '1")


def test_a_number_in_front_matter_is_found_at_its_field(messages):
    files = {"docs/a.md": "---\ntitle: A\ndescription: Bel 0800 2000\nkeywords: [een, 06-12345678]\n---\n"}
    assert messages(files) == [
        "docs/a.md:3:1: het telefoonnummer '0800 2000' staat in de gegevens bovenaan",
        "docs/a.md:4:17: het telefoonnummer '06-12345678' staat in de gegevens bovenaan",
    ]


def test_a_number_is_told_without_a_list_of_helplines_too(report):
    (found,) = report({"docs/a.md": "Bel 020-1234567.\n"})
    assert found.startswith("docs/a.md:1:5: error toolkit.helpline-missing: het telefoonnummer '020-1234567'")


def test_a_helpline_without_digits_matches_nothing(messages):
    lines = "helplines: [{id: a, name: A, phone: geen, for_whom: b, open_to: [public], source: s}]"
    assert messages({"toolkits/t/index.md": toolkit("Bel iemand.")}, lines) == []


CARE = TOOLKIT.replace("{front}", "sensitive: {front}\n")
PART = "---\ntitle: A\npart: guide\nsensitive: true\n---\n\nTekst.\n"


@pytest.mark.parametrize(
    ("body", "column", "expected"),
    [
        ('Bel {{ helpline("verzonnen") }}.', 18, "de hulplijn 'verzonnen' staat niet in helplines.yml (zet het in docs/_data/helplines.yml: dat bestand is er niet, of er staat niets in)"),
        ('Bel {{ helplines("gesprek") }}.', 19, "een hulplijn voor 'gesprek' staat niet in helplines.yml (zet het in docs/_data/helplines.yml: dat bestand is er niet, of er staat niets in)"),
        ("Bel 0800-2000.", 5, "het telefoonnummer '0800-2000' staat in de tekst zelf (zet het in helplines.yml en schrijf {{ helpline(\"…\") }}: dan klopt het overal)"),
    ],
)  # fmt: skip
def test_helplines_are_checked_without_the_file_that_holds_them(report, body, column, expected):
    assert report({"toolkits/a/index.md": toolkit(body)}) == [
        f"toolkits/a/index.md:10:{column}: error toolkit.helpline-missing: {expected}"
    ]


def test_the_name_in_a_file_with_mistakes_is_not_called_unknown(messages):
    assert messages({"toolkits/t/index.md": toolkit('{{ helpline("112") }}')}, "helplines: 3\n") == []


@pytest.mark.parametrize(("own", "part"), [("true", {}), ("false", {"toolkits/a/deel.md": PART})])
def test_a_toolkit_that_needs_care_names_whom_to_call(report, own, part):
    (found,) = report({"toolkits/a/index.md": CARE.format(front=own, body="Tekst."), **part})
    assert found == (
        "toolkits/a/index.md:8:1: error toolkit.helpline-missing: deze toolkit vraagt om zorg en heeft geen enkele hulplijn "
        "(noem in helplines.yml wie je belt: toolkits: [a])"
    )


PART = "---\ntitle: {title}\npart: {part}\ngoal: g\n{front}---\n\nTekst.\n"
SCHEDULE = "duration: 30\nschedule:\n  - {{minutes: 10, title: Welkom}}\n  - {{minutes: 20, title: Doen, exercise: {exercise}}}\n"


@pytest.mark.parametrize(
    ("exercise", "told"),
    [
        ("oefening", []),
        ("oefening.md", []),
        (
            "oefenin",
            ["toolkits/t/bij.md:8:42: error toolkit.exercise-missing: de werkvorm 'oefenin' staat niet in toolkits/t/"],
        ),
    ],
)
def test_a_step_names_an_exercise_that_is_there_or_none(report, exercise, told):
    files = {
        "toolkits/t/index.md": toolkit(),
        "toolkits/t/oefening.md": PART.format(title="Oefening", part="exercise", front="minutes: 20\n"),
        "toolkits/t/bij.md": PART.format(title="Bij", part="meeting", front=SCHEDULE.format(exercise=exercise)),
    }
    assert [line.split(" (")[0] for line in report(files) if "exercise" in line] == told
