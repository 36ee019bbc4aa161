"""Whatever stands on a page, and however it is nested, Typst never refuses it: an author sees findings or pages."""

from __future__ import annotations

import random

import pytest

from katern.print.dialect import normalise, select_edition
from katern.print.markup import parse
from katern.print.quotes import set_quotes
from katern.print.references import References, keep_anchors
from katern.print.rules import Rules
from katern.print.typeset import Typesetter
from katern.print.typst.writer import write
from katern.words import words_of

WORDS = [
    "tekst", "een 'q'", "a_b*c*", "#x $y @z", "&lt;", "\\", "`", "[x]", "//", "/*", "~", "= kop", "- x", "1. y", "+ z",
    "/ t: u", "&lt;lab&gt;", "@ref", "#let x", "]", "a" * 40,
]  # fmt: skip
KINDS = ["note", "safety", "say", "dont", "case", "trainer", "participant"]


class Author:
    """Writes pages that no author would, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.notes = 0

    def page(self) -> str:
        body = "".join(self.block(0) for _ in range(6))
        notes = "".join(f'<li id="fn:{number}"><p>noot {self.inline(0)}</p></li>' for number in range(self.notes))
        return f'<h1>K</h1>{body}<div class="footnote"><ol>{notes}</ol></div>'

    def inline(self, depth: int) -> str:
        word = self.random.choice(WORDS)
        if depth > 2 or self.random.random() < 0.4:
            return word
        inside = self.inline(depth + 1)
        return self.random.choice([
            f"<em>{inside}</em>", f"<strong>{inside}</strong>", f"<code>{word}</code>", f"{inside}<br>{word}",
            f'<a href="https://x.example/{self.random.randrange(9)}">{inside}</a>', f"<sub>{inside}</sub>",
            f'<img src="a.svg" alt="x {word}">', f'<span lang="en">{inside}</span>', f'<a href="#">{inside}</a>',
        ])  # fmt: skip

    def block(self, depth: int) -> str:
        if depth > 3:
            return f"<p>{self.inline(0)}</p>"
        make = self.random.choice([self.paragraph, self.listed, self.table, self.box, self.other, self.noted])
        return make(depth)

    def blocks(self, depth: int) -> str:
        return "".join(self.block(depth + 1) for _ in range(self.random.randrange(1, 3)))

    def paragraph(self, depth: int) -> str:
        heading = f"<h2>{self.inline(0)}</h2>" if depth == 0 else ""
        return f"{heading}<p>{self.inline(0)} {self.inline(0)}</p>"

    def listed(self, depth: int) -> str:
        return self.random.choice([
            f"<ul><li>{self.inline(0)}{self.blocks(depth)}</li><li>{self.blocks(depth)}</li></ul>",
            f"<ol><li>{self.blocks(depth)}</li></ol>",
            f"<dl><dt>{self.inline(0)}</dt><dd>{self.blocks(depth)}</dd></dl>",
            f'<ul><li class="task-list-item"><input type="checkbox" checked> {self.inline(0)}{self.blocks(depth)}</li></ul>',
        ])  # fmt: skip

    def table(self, depth: int) -> str:
        columns = range(self.random.randrange(1, 15))
        rows = "".join("<tr>" + "".join(f"<td>{self.inline(0)}</td>" for _ in columns) + "</tr>" for _ in range(2))
        return f"<table><thead><tr>{''.join(f'<th>{self.inline(0)}</th>' for _ in columns)}</tr></thead><tbody>{rows}</tbody></table>"

    def box(self, depth: int) -> str:
        kind = self.random.choice([*KINDS, "card", "write 4"])
        return (
            f'<div class="admonition {kind}"><p class="admonition-title">{self.inline(0)}</p>{self.blocks(depth)}</div>'
        )

    def other(self, depth: int) -> str:
        return self.random.choice([
            f"<blockquote>{self.blocks(depth)}</blockquote>", "<hr>", f"<pre><code>{self.random.choice(WORDS)}\nx</code></pre>",
            f"<details><summary>{self.inline(0)}</summary>{self.blocks(depth)}</details>",
            f'<figure><img src="a.svg" alt="x"><figcaption>{self.inline(0)}</figcaption></figure>',
            f'<dl class="facts"><div><dt>{self.inline(0)}</dt><dd>{self.inline(0)}</dd></div></dl>',
        ])  # fmt: skip

    def noted(self, depth: int) -> str:
        self.notes += 1
        mark = f'<sup id="fnref:{self.notes - 1}"><a class="footnote-ref" href="#fn:{self.notes - 1}">1</a></sup>'
        return f"<p>{self.inline(0)}{mark}</p>"


@pytest.fixture(scope="module")
def setter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zetwerk")
    (folder / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>', encoding="utf-8")
    return Typesetter(folder)


@pytest.fixture
def data():
    return {
        "paper": "a4", "per_sheet": 8, "duplex": True, "folded": False, "lang": "nl", "region": "NL", "title": "Titel", "subtitle": None,
        "kind": "Dossier", "description": "Wat.", "site": "Proef", "version": "concept", "date": "1 mei 2026", "draft": False,
        "running": "Titel", "document_title": "Titel", "author": "Wij", "authors": "Wij", "keywords": [], "review": "nog niet",
        "licence": "", "status": "", "address": None, "address_shown": None, "helplines": [], "words": words_of("nl").print, "addresses": words_of("nl").addresses,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(24))
def test_typst_sets_whatever_a_page_holds(setter, data, seed):
    edition, paper = [None, "trainer", "participant"][seed % 3], ["a4", "a5"][seed % 2]
    root = parse(Author(seed).page())
    select_edition(root, edition)
    normalise(root, Rules(edition, paper, paper == "a4", data["words"]))
    references = References({"p/": 0}, None)
    references.read(0, root)
    references.resolve(0, "p/", root)
    keep_anchors(root)
    set_quotes(root, "“”‘’")
    assert setter.pdf(write(root).markup, "booklet", data | {"paper": paper}, 0).startswith(b"%PDF")
