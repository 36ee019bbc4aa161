from __future__ import annotations

import pytest

from katern.check.read import left_in_text
from katern.messages import messages_of

DUTCH = messages_of("nl")


def found(library, rule, body):
    items = library({"docs/index.md": f"---\ntitle: Proef\n---\n{body}\n"})
    return [(finding.line, finding.column, DUTCH.tell(finding).hint) for finding in rule(items)]


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
        ("Term\n:   uitleg\n\n    - punt", []),
        ("Neem mee:\n- een pen\n- papier", [(5, 1)]),
        ("Stappen:\n1. een\n2. twee", [(5, 1)]),
        ("Term\n:   uitleg\n    - punt", [(6, 5)]),
        ("!!! note\n    Neem mee:\n    - een pen", [(6, 5)]),
        ("Tekst\n• een pen\n• papier", [(5, 1)]),
        ("•\teen pen\n•\tpapier", [(4, 1)]),
        ("1) een\n2) twee", [(4, 1)]),
        ("- punt\n\n    • dieper", [(6, 5)]),
        ("Het kost € 3·4 en (zie 1) niets", []),
        ("`• een`", []),
        ("Zie de tabel:\n| a | b |\n|---|---|\n| c | d |", [(5, 1)]),
    ],
)
def test_lists_and_tables_that_are_drawn_as_text(library, body, expected):
    assert [place[:2] for place in found(library, left_in_text, body)] == expected
