from __future__ import annotations

import pytest

from katern.check.prose import read_blocks


def shown(body):
    return [(block.kind, block.words, *([block.boxes] if block.boxes else [])) for block in read_blocks(body)[0]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Een\nalinea.\n\nNog een.", [("paragraph", "Een alinea."), ("paragraph", "Nog een.")]),
        ("## Kop ##\nTekst", [("heading", "Kop"), ("paragraph", "Tekst")]),
        ("Kop\n===\n\nKop\n---", [("heading", "Kop"), ("heading", "Kop")]),
        ("- een\n- twee\n  vervolg\n\n    nog", [("item", "een"), ("item", "twee vervolg"), ("paragraph", "nog")]),
        ("1. een\n2) twee", [("item", "een"), ("item", "twee")]),
        ("Term\n:   uitleg", [("paragraph", "Term"), ("item", "uitleg")]),
        ("| a | b |\n|---|---|\n| c | d |\n\nTekst | zo", [("header", "| a | b |"), ("row", "| c | d |"), ("paragraph", "Tekst | zo")]),
        ("a | b\n--|--\nc | d", [("header", "a | b"), ("row", "c | d")]),
        ("> citaat\n> gaat door\n\nna", [("paragraph", "citaat > gaat door"), ("paragraph", "na")]),
        ("```\n## geen kop\n```\n\nTekst", [("paragraph", "Tekst")]),
        ("Tekst `code` en [link](adres.md).", [("paragraph", "Tekst en [link] .")]),
        (
            '!!! trainer "Titel"\n    Binnen.\n\n    - punt\n\nBuiten.',
            [("title", "Titel", ("trainer",)), ("paragraph", "Binnen.", ("trainer",)), ("item", "punt", ("trainer",)), ("paragraph", "Buiten.")],
        ),
        (
            '!!! say\n    Een.\n\n    ??? trainer "B"\n        Twee.\n\n    Drie.',
            [("paragraph", "Een.", ("say",)), ("title", "B", ("say", "trainer")), ("paragraph", "Twee.", ("say", "trainer")), ("paragraph", "Drie.", ("say",))],
        ),
        ('=== "Tab"\n    Binnen.', [("title", "Tab", ("tab",)), ("paragraph", "Binnen.", ("tab",))]),
        ("", []),
    ],
)  # fmt: skip
def test_blocks(body, expected):
    assert shown(body) == expected


def test_the_text_of_a_block_is_that_of_the_body_at_its_offsets():
    body = '# Kop\n\nAlinea met *nadruk*.\n\n- punt\n\n!!! case "T"\n    Inhoud.\n'
    for block in read_blocks(body)[0]:
        assert body[block.start : block.end] == block.text


def test_a_box_ends_where_its_text_ends():
    body = '!!! card "Voor"\n    Achter.\n\nNa.\n'
    (box,) = read_blocks(body)[1]
    assert (box.kind, box.title, body[box.start : box.end]) == ("card", "Voor", '!!! card "Voor"\n    Achter.\n\n')
