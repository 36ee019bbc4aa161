"""Names in brackets become numbers; names in sentences stay."""

from __future__ import annotations

import pytest

from katern.print.markup import parse, serialise, text_of
from katern.print.numbered import number_citations

LINK = '<a class="citation__link" href="#ref-{key}">{text}</a>'


def numbered(html: str) -> str:
    root = parse(f"<p>{html}</p>")
    known = {"een": 1, "twee": 2}
    number_citations(root, known.get)
    return text_of(root), serialise(root)


def cited(before: str, *links: tuple[str, str], after: str = ")") -> str:
    inner = "; ".join(LINK.format(key=key, text=text) for key, text in links)
    return f'<span class="citation">{before}{inner}{after}</span>'


@pytest.mark.parametrize(
    ("citation", "wanted"),
    [
        (cited("(", ("een", "Jansen, 2021")), "Zo1."),
        (cited("(", ("een", "Jansen, 2021"), ("twee", "de Vries, 2020")), "Zo1; 2."),
        (cited("(zie ", ("twee", "de Vries, 2020, p. 5")), "Zozie 2, p. 5."),
        (cited("(", ("twee", "KIS, z.d.-b")), "Zo2."),
        (cited("de Vries (", ("twee", "2020")), "Zo de Vries2."),
        (cited("(", ("drie", "Onbekend, 1999")), "Zo (Onbekend, 1999)."),
    ],
)
def test_what_stands_in_brackets_becomes_a_raised_number(citation, wanted):
    text, html = numbered(f"Zo {citation}.")
    assert text == wanted
    assert ("<sup>" in html) == ("Onbekend" not in wanted)
