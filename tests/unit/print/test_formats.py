"""E-books and slides before pandoc sees them."""

from __future__ import annotations

import base64
import re
import zipfile

from katern.print import word
from katern.print.admit import admit
from katern.print.epub import book
from katern.print.images import Picture
from katern.print.markup import make
from katern.print.slides import deck, find_exercises, write
from katern.words import words_of

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
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


def test_a_document_for_word_has_boxes_to_tick_without_bullets_and_drawings_as_pictures(tmp_path):
    data = {"document_title": "T", "author": "A", "lang": "nl", "region": "NL"}
    html = (
        '<div><ul><li><span data-task="false">open</span></li><li><span data-task="true">af</span></li></ul>'
        '<p><img src="a.svg" alt="Merk"></p></div>'
    )
    svg = Picture("a.svg", b"<svg/>", None)
    word.write(html, {"a.svg": svg}, data, 0, tmp_path / "w.docx", {"a.svg": PIXEL})
    with zipfile.ZipFile(tmp_path / "w.docx") as file:
        # a drawing comes as a picture that every word processor shows
        assert [name[-4:] for name in file.namelist() if "/media/" in name] == [".png"]
        text, numbering = (file.read(f"word/{name}.xml").decode() for name in ("document", "numbering"))
    assert re.findall(r"<w:t(?: [^>]*)?>([^<]*)", text) == ["open", "af"]
    assert 'descr="Merk"' in text
    assert {"☐", "☒"} <= set(re.findall(r'<w:lvlText w:val="([^"]*)"', numbering))


def test_an_e_book_ends_with_whom_to_call_and_its_colophon():
    line = {"name": "Alarm", "phone": "112", "for_whom": "Iedereen.", "facts": ""}
    made = book("<div></div>", {**DATA, "helplines": [line]})
    assert re.findall(r"<h1>(.*?)</h1>", made) == ["Wie bel je?", "Colofon"]
    assert "<dt>Alarm</dt><dd>112 · Iedereen.</dd>" in made
    assert '<a href="https://a.example/">a.example</a>' in made
    assert "De nieuwste tekst staat op de site van Proef." in book("<div></div>", {**DATA, "address": None})


def test_a_meeting_becomes_slides_with_steps_questions_and_notes(library, toolkit):
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
        '<details data-katern="box trainer"><summary>T</summary><p class="sources">Let op de tijd.</p>'
        "<ol><li>Geheim.</li><li>Stil.</li></ol><ul><li>Verklap je dit?</li></ul></details>"
        "<ol><li>Luister (3 minuten).</li><li>Vat samen.</li></ol><ul><li>Wat hoorde je?</li><li>Een bewering.</li></ul>",
    }
    texts = {path: admit(body, found) for path, body in html.items()}
    assert deck(meeting, find_exercises(meeting, parts), texts, WORDS, lambda drawing: make("img", src="a.svg")) == (
        '<h1>Welkom</h1><div class="notes"><p>Zeg hallo x.</p><p>Kring</p><p>a</p><p>b</p><p>c</p></div>'
        "<h2>Doen</h2><ol><li>Luister.</li><li>Vat samen.</li></ol>"
        '<div class="notes"><p>Vooraf.</p><p>Stap een.</p><p>T</p><p>Let op de tijd.</p><p>Geheim.</p><p>Stil.</p>'
        "<p>Verklap je dit?</p><p>Luister (3 minuten).</p><p>Vat samen.</p><p>Wat hoorde je?</p><p>Een bewering.</p></div>"
        "<h2>Doen: Om over te praten</h2><ul><li>Wat hoorde je?</li></ul>"
    )


def slides_of(library, toolkit, exercise):
    """The headings and lists of the slides of a meeting with this exercise, called 'Wat nu?'."""
    schedule = "schedule:\n  - {minutes: 5, title: Wat nu?, exercise: werkvorm}\n"
    found = library(
        {
            "toolkits/t/index.md": toolkit(),
            "toolkits/t/bijeenkomst.md": f"---\ntitle: Bijeenkomst\npart: meeting\n{schedule}---\n",
            "toolkits/t/werkvorm.md": "---\ntitle: Werkvorm\npart: exercise\n---\n",
        }
    )
    meeting, work = (found.items[f"toolkits/t/{name}.md"] for name in ("bijeenkomst", "werkvorm"))
    texts = {meeting.path: admit("", found), work.path: admit(exercise, found)}
    made = deck(meeting, {"werkvorm": work}, texts, WORDS, lambda drawing: drawing)
    return re.sub(r'<div class="notes">.*?</div>', "", made)


def test_steps_that_do_not_fit_go_on_on_the_next_slide_evenly_and_none_is_lost(library, toolkit):
    steps = [f"Stap {number} {'met wat u dan doet ' * 4}" for number in range(1, 11)]
    made = slides_of(library, toolkit, f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>")
    assert re.findall(r"<h2>(.*?)</h2>", made) == ["Wat nu?", "Wat nu? (2)", "Wat nu? (3)"]
    assert re.findall(r'<ol(?: start="(\d+)")?>', made) == ["", "5", "9"]
    assert re.findall(r"<li>(.*?)</li>", made) == [step.strip() for step in steps]


def test_the_name_of_a_page_is_no_question(library, toolkit):
    exercise = '<ul><li>Het blad <a href="x">Wat nu?</a></li><li>Wat zag <a href="y">u</a>?</li></ul>'
    assert slides_of(library, toolkit, exercise) == (
        "<h1>Wat nu?</h1><h2>Wat nu? Om over te praten</h2><ul><li>Wat zag u?</li></ul>"
    )


def test_steps_say_all_that_stands_in_them_but_no_source_and_a_step_is_no_second_question(library, toolkit):
    exercise = (
        "<ol><li>Wat ziet u?</li><li>Wat hoort u?</li></ol>"  # a list of questions is no list of steps
        '<ol><li><p>Luister <span data-katern="citation">(De Vries, 2020)</span>.</p><p>Wissel.</p></li>'
        '<li>Kies<sup id="fnref:1"><a data-katern="note-mark" href="#fn:1">1</a></sup>:<ul><li>dit</li><li>of dat?</li>'
        "</ul></li><li>Wat doet u eerst?</li></ol>"
    )
    assert slides_of(library, toolkit, exercise) == (
        "<h2>Wat nu?</h2><ol><li>Luister. Wissel.</li><li>Kies:<ul><li>dit</li><li>of dat?</li></ul></li>"
        "<li>Wat doet u eerst?</li></ol>"
        "<h2>Wat nu? Om over te praten</h2><ul><li>Wat ziet u?</li><li>Wat hoort u?</li></ul>"
    )


def test_steps_may_be_headings_that_are_numbered(library, toolkit):
    exercise = "<h2>Nodig: 2 pennen</h2><h3>Stap 1: Luister (5 min)</h3><p>Let op.</p><h3>2. Vat samen</h3><h3>10:30 Slot</h3><h3>1.2 Bijlage</h3>"
    assert slides_of(library, toolkit, exercise) == "<h2>Wat nu?</h2><ol><li>Luister</li><li>Vat samen</li></ol>"


def test_a_longer_meeting_tells_its_programme_and_what_the_group_agrees_on(library, toolkit):
    steps = "".join(f"  - {{minutes: 5, title: {title}}}\n" for title in ("Welkom", "Pauze", "Slot"))
    found = library(
        {
            "toolkits/t/index.md": toolkit(),
            "toolkits/t/bijeenkomst.md": f"---\ntitle: Bijeenkomst\npart: meeting\nschedule:\n{steps}---\n",
        }
    )
    text = '<h2>Welkom</h2><div data-katern="box trainer"><ol><li>Zet</li><li>koffie</li></ol></div><ol><li>Niets verder vertellen.</li><li>Weggaan mag.</li></ol><h2>Slot</h2>'
    meeting = found.items["toolkits/t/bijeenkomst.md"]
    made = deck(meeting, {}, {meeting.path: admit(text, found)}, WORDS, lambda drawing: drawing)
    shown = re.sub(r'<div class="notes">.*?</div>', "", made)
    assert shown == (
        "<h2>Programma</h2><ul><li>Welkom</li><li>Pauze</li><li>Slot</li></ul>"
        "<h2>Welkom</h2><ol><li>Niets verder vertellen.</li><li>Weggaan mag.</li></ol><h1>Pauze</h1><h1>Slot</h1>"
    )


CHART = (
    '<div class="chart"><figure><figcaption><p><strong>Het loopt op</strong></p><p>Meldingen</p></figcaption>'
    '<svg width="100%" height="20" role="img" aria-label="Lijn."><text x="0" y="12">1</text></svg></figure>'
    "<p>Bron: Proef.</p><details><summary>De cijfers</summary><table><tr><td>2020</td></tr></table></details></div>"
)


def test_a_chart_of_a_step_stands_on_a_slide_of_its_own_and_its_table_is_not_read_aloud(library, toolkit):
    schedule = "schedule:\n  - {minutes: 5, title: Welkom}\n  - {minutes: 5, title: Slot}\n"
    found = library(
        {
            "toolkits/t/index.md": toolkit(),
            "toolkits/t/bijeenkomst.md": f"---\ntitle: Bijeenkomst\npart: meeting\n{schedule}---\n",
        }
    )
    text = admit(f"<h2>Welkom</h2><p>Kijk samen.</p>{CHART}<h2>Slot</h2><p>Dag.</p>", found)
    meeting = found.items["toolkits/t/bijeenkomst.md"]
    made = deck(meeting, {}, {meeting.path: text}, WORDS, lambda drawing: make("img", src="a.svg", alt="Lijn."))
    assert made == (
        '<h1>Welkom</h1><div class="notes"><p>Kijk samen.</p></div>'
        '<h2>Het loopt op</h2><p><img src="a.svg" alt="Bron: Proef." title="Lijn."></p>'
        '<h1>Slot</h1><div class="notes"><p>Dag.</p></div>'
    )


def test_slides_hold_their_pictures_with_what_they_show(tmp_path):
    data = {"title": "T", "subtitle": "", "site": "Proef", "lang": "nl", "region": "NL"}
    house = {"colours": {"brand": "#ffee00"}, "fonts": {"text": ["Open Sans"]}, "logo": "b.svg"}
    long = "Wat zeg je als iemand dit vraagt? " * 3
    html = (
        '<h2>Het loopt op</h2><p><img src="a.svg" alt="Bron: Proef." title="Lijn."></p>'
        f'<h1>Pauze</h1><div class="notes"><p>Koffie.</p></div><h2>{long}</h2><ul><li>{long * 6}</li></ul>'
    )
    assert write(html, {"a.svg": PIXEL, "b.svg": PIXEL}, data | {"house": house}, 0, tmp_path / "s.pptx") == 4
    with zipfile.ZipFile(tmp_path / "s.pptx") as file:
        assert sorted(name for name in file.namelist() if name.endswith(".png")) == [
            "ppt/media/house.png", "ppt/media/image1.png",
        ]  # fmt: skip
        master, theme, begin = (
            file.read(f"ppt/{name}.xml").decode()
            for name in ("slideMasters/slideMaster1", "theme/theme1", "slideLayouts/slideLayout3")
        )
        assert "house.png" in file.read("ppt/slideMasters/_rels/slideMaster1.xml.rels").decode()
        pause, crowded = (file.read(f"ppt/slides/slide{number}.xml").decode() for number in (3, 4))
        assert "slideLayout3.xml" in file.read("ppt/slides/_rels/slide3.xml.rels").decode()
        assert "Koffie." in "".join(file.read(name).decode() for name in file.namelist() if "notesSlides/n" in name)
        slides = "".join(file.read(name).decode() for name in file.namelist() if name.startswith("ppt/slides/slide"))
    assert 'name="Logo" descr="Proef"' in master
    assert 'lang="en-US"' not in master + begin
    assert '<a:dk2><a:srgbClr val="FFEE00"/></a:dk2>' in theme
    assert '<a:latin typeface="Open Sans"' in theme
    assert 'val="1A1A1A"' in begin  # on yellow nobody reads white
    assert "Pauze" in pause
    # what is longer than its room is set smaller, and stands there
    assert 'sz="2200"' in crowded
    assert 'fontScale="' in crowded
    assert 'descr="Lijn.' in slides
    assert "Bron: Proef." in slides
