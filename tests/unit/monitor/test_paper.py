"""A profile for paper says what the page says, in plain data."""

from __future__ import annotations

import json

from katern.monitor.paper import on_paper
from katern.monitor.profile import Profiles
from katern.words import words_of

WORDS = words_of("nl")


def paper(book, code):
    made = on_paper(Profiles(book).of(book.areas.by_code[code]), book, WORDS)
    return json.loads(json.dumps(made))


def test_every_row_has_its_figures_with_those_around_and_its_source(book):
    rows = {row["label"]: row for theme in paper(book, "WK990101")["themes"] for row in theme["rows"]}
    assert [cell["text"] for cell in rows["Jong (inwoners)"]["cells"]] == ["13%", "20,2%", "20,0%"]
    assert rows["Jong (inwoners)"]["source"] == "2024, Proefbureau, 90001PRF"
    assert rows["Jongeren met jeugdhulp"]["cells"][0] == {"text": "geheim", "behind": "", "no": True}
    assert rows["Jongeren met jeugdhulp"]["strip"] is None


def test_places_on_a_strip_are_parts_of_its_width(book):
    (row,) = (row for theme in paper(book, "WK990101")["themes"] for row in theme["rows"] if row["label"].startswith("Jong ("))  # fmt: skip
    strip = row["strip"]
    assert all(0 <= place <= 1 for place in [*strip["others"], strip["here"], strip["municipality"], strip["country"]])


def test_themes_without_figures_are_named_and_series_have_their_words(book):
    made = paper(book, "WK990202")
    assert made["empty"] == ["Veiligheid", "Inkomen", "Zorg"]
    charts = [chart for theme in paper(book, "GM9901")["themes"] for chart in theme["charts"]]
    assert [chart["title"] for chart in charts] == ["Inwoners", "Jong", "Herkomst, in twee indelingen"]
    assert [len(chart["panels"]) for chart in charts] == [1, 1, 2]
