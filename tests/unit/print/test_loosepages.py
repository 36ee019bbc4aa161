"""What stands on loose pages and cards."""

from __future__ import annotations

import pytest

from katern.print.loosepages import strip_card
from katern.print.markup import parse, text_of


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<a href="https://www.meldpunt.example/doe/">Meld het</a>.', "Meld het (meldpunt.example/doe)."),
        ('<a href="https://a.example/">Eén</a>, <a href="https://a.example">twee</a>', "Eén (a.example), twee"),
        ('<a href="https://a.example/b">https://a.example/b</a>', "https://a.example/b"),
        ('Bel <a href="tel:+31201234567">020 123 45 67</a>', "Bel 020 123 45 67"),
        (
            '<span><a href="https://b.example/">Hulp</a> (<a href="tel:113">113</a>)</span>',
            "Hulp (113)",
        ),
        ('<span><a href="https://b.example/">Hulp</a></span>', "Hulp (b.example)"),
        ('Zie <a href="../werkvorm/">de werkvorm</a>', "Zie de werkvorm"),
    ],
)
def test_a_card_says_once_the_addresses_that_its_words_hide_and_leads_nowhere(written, shown):
    section = parse(
        f'<div class="card"><div class="side"><p>Kaart</p></div><div class="side"><p>{written}</p></div></div>'
    )
    card = next(section.iterdescendants("div"))
    strip_card(card, section)
    assert text_of(card[1]).strip() == shown
    assert next(card.iterdescendants("a"), None) is None
