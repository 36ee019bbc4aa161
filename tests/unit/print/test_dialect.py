from __future__ import annotations

import pytest

from katern.print.dialect import normalise, select_edition
from katern.print.markup import parse, serialise
from katern.print.rules import Rules
from katern.words import words_of

WORDS = words_of("nl").print


def normal(html: str, edition: str | None = None, paper: str = "a4", landscape: bool = True) -> str:
    root = parse(html)
    select_edition(root, edition)
    normalise(root, Rules(edition, paper, landscape, WORDS))
    return serialise(root).removeprefix("<div>").removesuffix("</div>")


def box(kind: str, title: str, body: str) -> str:
    return f'<div class="admonition {kind}"><p class="admonition-title">{title}</p><p>{body}</p></div>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(
            box("note", "Let op", "Tekst"),
            '<div class="admonition" data-kind="note" data-short="yes"><div class="title">Let op</div><p>Tekst</p></div>',
            id="admonition",
        ),
        pytest.param(
            '<details class="info"><summary>Dicht</summary><p>Open</p></details>',
            '<div class="admonition" data-kind="info" data-short="yes"><div class="title">Dicht</div><p>Open</p></div>',
            id="folded",
        ),
        pytest.param(
            box("say", "Wel", "a") + "\n" + box("dont", "Niet", "b") + "<p>c</p>",
            '<div class="pair"><div class="side"><div class="admonition" data-kind="say" data-short="yes">'
            '<div class="title">Wel</div><p>a</p></div></div><div class="side"><div class="admonition" data-kind="dont" '
            'data-short="yes"><div class="title">Niet</div><p>b</p></div></div></div><p>c</p>',
            id="say and dont side by side",
        ),
        pytest.param(
            box("say", "Wel", "a" * 500) + box("dont", "Niet", "b"),
            '<div class="admonition" data-kind="say" data-short="yes"><div class="title">Wel</div><p>' + "a" * 500 + "</p></div>"
            '<div class="admonition" data-kind="dont" data-short="yes"><div class="title">Niet</div><p>b</p></div>',
            id="long ones follow each other",
        ),
        pytest.param(
            '<div class="admonition write" data-lines="5"><p class="admonition-title">Vraag</p><p>Hulp</p></div>',
            '<div class="write" data-lines="5"><div class="title">Vraag</div><p>Hulp</p></div>',
            id="lines to write on",
        ),
        pytest.param(box("write 4", "V", "a"), '<div class="write" data-lines="4"><div class="title">V</div><p>a</p></div>', id="from plain MkDocs"),
        pytest.param(
            '<ul class="task-list"><li class="task-list-item"><label class="task-list-control"><input type="checkbox" checked>'
            '<span class="task-list-indicator"></span></label> af</li><li class="task-list-item"><input type="checkbox"> open'
            "<ul><li>sub</li></ul></li></ul>",
            '<div class="tasks"><ul class="task-list"><li class="task-list-item"><span data-task="true">af</span></li>'
            '<li class="task-list-item"><span data-task="false">open</span><ul><li>sub</li></ul></li></ul></div>',
            id="tasks",
        ),
        pytest.param(
            '<ul><li class="task-list-item"><input type="checkbox">open<ul><li class="task-list-item"><label>'
            '<input type="checkbox" checked></label>af</li></ul></li></ul>',
            '<div class="tasks"><ul><li class="task-list-item"><span data-task="false">open</span><div class="tasks"><ul>'
            '<li class="task-list-item"><span data-task="true">af</span></li></ul></div></li></ul></div>',
            id="a task in a task keeps its own box",
        ),
        pytest.param(
            "<ul><li>☐ open</li><li>☒ af <em>nu</em></li></ul>",
            '<div class="tasks"><ul><li class="task-list-item"><span data-task="false">open</span></li>'
            '<li class="task-list-item"><span data-task="true">af <em>nu</em></span></li></ul></div>',
            id="boxes that the author drew",
        ),
        pytest.param(
            '<div class="tabbed-set tabbed-alternate"><input type="radio"><div class="tabbed-labels"><label>Een</label><label>Twee</label></div>'
            '<div class="tabbed-content"><div class="tabbed-block"><p>a</p></div><div class="tabbed-block"><p>b</p></div></div></div>',
            '<div><div class="tab"><div class="title">Een</div><p>a</p></div><div class="tab"><div class="title">Twee</div><p>b</p></div></div>',
            id="tabs",
        ),
        pytest.param(
            '<ul class="helplines"><li><p class="helplines__name">Hulp</p><p class="helplines__ways"><a href="https://h.example/">Website</a></p></li></ul>',
            '<div><div class="helpline-card"><div class="helplines__name"><p>Hulp</p></div><div class="helplines__ways"><p>'
            '<a href="https://h.example/">Website: h.example</a></p></div></div></div>',
            id="helplines say their address",
        ),
        pytest.param(
            '<h2>Kop<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></h2><p>Tekst.</p>'
            '<div class="footnote"><ol><li id="fn:1"><p>Noot.</p></li></ol></div>',
            '<h2>Kop<a epub:type="noteref" href="#note-1">*</a></h2><p>Tekst.</p>'
            '<aside epub:type="footnote" id="note-1"><p>Noot.</p></aside>',
            id="a note of a heading",
        ),
        pytest.param(
            '<p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
            '<div class="footnote"><ol><li id="fn:1"><p>Noot:</p><ul><li>een</li><li>twee</li></ul></li></ol></div>',
            '<p>a<a epub:type="noteref" href="#note-1">*</a></p>'
            '<aside epub:type="footnote" id="note-1"><p>Noot:</p><ul><li>een</li><li>twee</li></ul></aside>',
            id="a list in a note",
        ),
        pytest.param(
            "<details><summary>Dicht</summary>Open</details>",
            '<div class="admonition" data-kind="note" data-short="yes"><div class="title">Dicht</div>Open</div>',
            id="bare text in a fold",
        ),
    ],
)  # fmt: skip
def test_each_construct_has_one_form_on_paper(html, expected):
    assert normal(html) == expected


def test_the_trainers_booklet_notes_where_others_write():
    html = '<div class="admonition write" data-lines="5"><p class="admonition-title">V</p></div>'
    assert normal(html, "trainer") == '<div class="write-note" data-lines="5"><div class="title">V</div></div>'


@pytest.mark.parametrize(
    ("edition", "shown"),
    [("trainer", {"T", "A"}), ("participant", {"P", "A"}), (None, {"P", "A"})],
)
def test_an_edition_shows_what_is_meant_for_it(edition, shown):
    html = '<details class="admonition trainer"><summary>T</summary></details><div class="admonition participant"><p>P</p></div><p>A</p>'
    found = normal(html, edition)
    assert {letter for letter in "TPA" if f">{letter}<" in found} == shown
