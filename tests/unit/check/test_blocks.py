from __future__ import annotations

import pytest

from katern.check.blocks import boxes, missing_blank_lines


def found(library, rule, body):
    items = library({"docs/index.md": f"---\ntitle: Proef\n---\n{body}\n"})
    return [(finding.line, finding.column, finding.hint) for finding in rule(items)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('!!! safety "Gevaar"\n    Bel.', []),
        ("!!! note\n    Bel.", []),
        ('!!! case "Casus (verzonnen)"\n\n    Tekst.', []),
        ('??? trainer "Antwoord"\n    Tekst.', []),
        ('!!! write 5 "Wat zag u?"\n\nTekst.', []),
        ('- punt\n\n    !!! say "Zeg wel"\n        Tekst.', []),
        ("!!! eigensoort\n    Een soort van de site zelf.", []),
        ("```\n!!! saftey\n```", []),
        ("!!! saftey\n    Bel.", [(4, 1, "bedoelde u 'safety'?")]),
        ("Tekst.\n\n!!! tranier\n    Bel.", [(6, 1, "bedoelde u 'trainer'?")]),
        ('!!! safety "Gevaar\n    Bel.', [(4, 1, 'schrijf !!! safety "Titel", met de titel tussen dubbele aanhalingstekens')]),
        ("!!!\n    Bel.", [(4, 1, 'schrijf !!! safety "Titel", met de titel tussen dubbele aanhalingstekens')]),
        ("!!! safety\n  Bel.", [(4, 1, "laat de tekst van het blok met vier spaties inspringen")]),
    ],
)
def test_blocks_that_are_not_drawn_as_meant(library, body, expected):
    assert found(library, boxes, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Neem mee:\n\n- een pen", []),
        ("- een\n- twee\n  vervolg\n- drie", []),
        ("1. een\n2. twee", []),
        ("## Kop\n- een", []),
        ("!!! note\n    - een\n    - twee", []),
        ("```\nTekst\n- een\n```", []),
        ("Het jaar\n2019. Zo begon het.", []),
        ("| a | b |\n|---|---|\n| c | d |", []),
        ("Term\n:   uitleg\n    - punt", []),
        ("Neem mee:\n- een pen\n- papier", [(5, 1)]),
        ("Stappen:\n1. een\n2. twee", [(5, 1)]),
        ("!!! note\n    Neem mee:\n    - een pen", [(6, 5)]),
        ("Zie de tabel:\n| a | b |\n|---|---|\n| c | d |", [(5, 1)]),
    ],
)
def test_lists_and_tables_that_are_drawn_as_text(library, body, expected):
    assert [place[:2] for place in found(library, missing_blank_lines, body)] == expected
