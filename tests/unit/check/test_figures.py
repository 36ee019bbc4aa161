from __future__ import annotations

import pytest

from katern.check.figures import find_figures
from katern.check.tongue import tongue_of

DUTCH = tongue_of("nl").figures


def figures(text, instructions=False):
    return [figure.text for figure in find_figures(text, DUTCH, instructions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is 35 procent.", ["35 procent"]),
        ("Van 35% naar 62,5 %.", ["35%", "62,5 %"]),
        ("Een stijging van 3 procentpunt.", ["3 procentpunt"]),
        ("Het kost € 1.200.", ["€ 1.200"]),
        ("Het kost 9 miljard euro en € 2,5 miljoen.", ["9 miljard euro", "€ 2,5 miljoen"]),
        ("Er zijn 1,8 miljoen mensen.", ["1,8 miljoen mensen"]),
        ("Er deden 20.834 jongeren mee.", ["20.834 jongeren"]),
        ("Er deden 82 Nederlandse jonge vrouwen mee.", ["82 Nederlandse jonge vrouwen"]),
        ("Een op de vijf jongeren, 1 op de 10 vrouwen.", ["Een op de vijf jongeren", "1 op de 10 vrouwen"]),
        ("De helft van de gemeenten; een kwart van de inwoners.", ["een kwart van de inwoners"]),
        ("Het waren 2020 mensen.", []),
        ("In 1900 mensen en in 2100 jongeren.", []),
        ("In 1899 mensen en in 2101 jongeren.", ["1899 mensen", "2101 jongeren"]),
        ("In 2020 waren jongeren vaker thuis.", []),
        ("Op 24 november 2026 kwamen jongeren.", []),
        ("Jongeren van 12 tot 18 jaar.", []),
        ("Neem 15 minuten.", []),
        ("Stap 10: mensen uitnodigen.", []),
        ("Artikel 273 lid 4 Sr.", []),
        ("Bel 0800-2000.", []),
        ("Het is 100 procent gratis en 0% gedoe.", []),
        ("Drie mensen en 5 kinderen.", []),
        ("Voor 8 tot 15 deelnemers, in groepjes van 12 leerlingen.", []),
        ("Maximaal 20 jongeren.", []),
        ("p. 35 mensen", ["35 mensen"]),
    ],
)
def test_what_is_a_figure(text, expected):
    assert figures(text) == expected


def test_instructions_speak_of_groups_and_cite_only_large_counts():
    text = "Verdeel 30 leerlingen. Eerder deden 12.000 leerlingen mee, 40 procent."
    assert figures(text) == ["30 leerlingen", "12.000 leerlingen", "40 procent"]
    assert figures(text, instructions=True) == ["12.000 leerlingen", "40 procent"]


def test_a_figure_begins_where_it_stands():
    (figure,) = find_figures("Dat is 35 procent.", DUTCH)
    assert figure.start == 7


def test_an_amount_of_people_is_told_once():
    assert figures("Dat is 35 procent van 1.000 mensen.") == ["35 procent", "1.000 mensen"]
