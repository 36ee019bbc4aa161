"""E-books and slides before pandoc sees them."""

from __future__ import annotations

import re

from katern.print.admit import admit
from katern.print.epub import book
from katern.print.slides import deck, find_exercises
from katern.words import words_of

WORDS = words_of("nl")
DATA = {
    "words": WORDS.print, "addresses": WORDS.addresses, "authors": "Wij", "site": "Proef", "version": "1", "date": "1 mei 2026", "draft": False,
    "review": "nog niet", "licence": "CC", "address": "https://a.example/", "address_shown": "a.example", "helplines": [],
}  # fmt: skip


def test_an_e_book_has_lines_to_fill_in_boxes_to_tick_and_anchors():
    html = (
        '<div><div class="write" data-lines="2"><div class="title">Vraag</div></div><span data-task="true">af</span>'
        '<span data-task="false">open</span><div class="source" data-name="bron-1"><p>B</p></div></div>'
    )
    made = book(html, DATA)
    assert made.count('<div class="line">') == 2
    assert '<div class="title">Vraag</div>' in made
    assert ("☒ af" in made, "☐ open" in made) == (True, True)
    assert '<div class="source" data-name="bron-1" id="bron-1">' in made


def test_an_e_book_ends_with_whom_to_call_and_its_colophon():
    line = {"name": "Alarm", "phone": "112", "for_whom": "Iedereen.", "facts": ""}
    made = book("<div></div>", {**DATA, "helplines": [line]})
    assert re.findall(r"<h1>(.*?)</h1>", made) == ["Wie bel je?", "Colofon"]
    assert "<dt>Alarm</dt><dd>112 · Iedereen.</dd>" in made
    assert '<a href="https://a.example/">a.example</a>' in made
    assert "De nieuwste tekst staat op de site van Proef." in book("<div></div>", {**DATA, "address": None})


def test_a_meeting_becomes_slides_with_clock_goal_and_notes(library, toolkit):
    schedule = "schedule:\n  - {minutes: 5, title: Welkom}\n  - {minutes: 20, title: Doen, exercise: werkvorm}\n"
    found = library(
        {
            "toolkits/t/index.md": toolkit(),
            "toolkits/t/bijeenkomst.md": f"---\ntitle: Bijeenkomst\npart: meeting\n{schedule}---\n",
            "toolkits/t/werkvorm.md": "---\ntitle: Werkvorm\npart: exercise\ngoal: Leren.\nmaterials: [pen]\n---\n",
        }
    )
    meeting = found.items["toolkits/t/bijeenkomst.md"]
    parts = found.parts_of(found.items["toolkits/t/index.md"])
    html = {
        "toolkits/t/bijeenkomst.md": "<h2>Vooraf</h2><p>Niet dit.</p><h2>Welkom (5)</h2><p>Zeg "
        "hallo <em>x</em>.</p><h3>Kring</h3><ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul><h2>Doen</h2><p>Vooraf.</p>",
        "toolkits/t/werkvorm.md": '<p class="about">Stap een <span data-katern="citation">(De Vries, 2020)</span>.</p>'
        '<details data-katern="box trainer"><summary>T</summary><p class="sources">Let op de tijd.</p></details>',
    }
    texts = {path: admit(body, found) for path, body in html.items()}
    assert deck(meeting, find_exercises(meeting, parts), texts, WORDS) == (
        '<h1>Welkom</h1><ul><li>5 minuten (0–5)</li></ul><div class="notes"><p>Zeg hallo x.</p><p>Kring</p><p>a</p><p>b</p><p>c</p></div>'
        "<h1>Doen</h1><ul><li>20 minuten (5–25)</li><li>Leren.</li><li>pen</li></ul>"
        '<div class="notes"><p>Vooraf.</p><p>Stap een.</p><p>T</p><p>Let op de tijd.</p></div>'
    )
