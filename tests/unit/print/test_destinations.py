"""Links within a booklet: set as addresses, led to their places afterwards."""

from __future__ import annotations

import io

import pikepdf
import pytest

from katern.print.destinations import asking, places
from katern.print.finish import lead


def test_of_each_name_that_links_lead_to_the_place_is_asked_once():
    text = '#inref("bron-1")[#"A";]#inref("bron-2")[#"B";]#inref("bron-1")[#"A";]#xref("p2")[#"C";]#"#inref(\\"x\\")[";'
    assert asking(text).startswith('("bron-1", "bron-2", ).map(')
    assert asking('#"Tekst";') == ""


@pytest.mark.parametrize("name", ["bron-1", 'één "kop" \\ (2)'])
def test_a_link_leads_to_its_place_on_every_line_that_it_stands_on_and_other_addresses_stay(name):
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page(page_size=(400, 600))
        notes = [_note(f"katern-place:{name}"), _note(f"katern-place:{name}"), _note("https://proef.example/")]
        pdf.pages[0].obj.Annots = pikepdf.Array(notes)
        lead(pdf, places([[name, 3, 40.5, 110]]), "bladzijde")
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(out) as pdf:
        first, second, other = pdf.pages[0].obj.Annots
        for note in (first, second):
            page, *there = note.Dest
            assert page.objgen == pdf.pages[2].objgen
            assert [str(part) for part in there] == ["/XYZ", "40.5", "500", "0"]
            assert str(note.Contents) == "bladzijde 3"
            assert "/A" not in note
        assert str(other.A.URI) == "https://proef.example/"


def _note(address: str) -> pikepdf.Dictionary:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address.encode()))
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Contents=address, A=action)
