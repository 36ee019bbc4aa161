"""Diagrams of Mermaid: the drawing that was made before, found by its source, and what is said of one that is not there."""

from __future__ import annotations

import re

import pytest

from katern.messages import messages_of
from katern.print.diagrams import file_of
from katern.print.markup import elements, parse

INDEX, PAGE = "dossiers/d/index.md", "dossiers/d/een.md"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
SOURCE = "graph TD\n  A[Een & twee] --> B\n"


def drawn(source: str) -> str:
    escaped = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<pre class="mermaid"><code>{escaped}</code></pre>'


def name_of(source: str) -> str:
    return file_of(next(elements(parse(drawn(source)), "pre")))


@pytest.fixture
def document(composed, dossier):
    """The document of a page with this diagram, beside which these files lie."""

    def make(source: str, **beside: bytes):
        files = {INDEX: dossier(), PAGE: "---\ntitle: Een\n---\n\n```mermaid\ngraph TD\n```\n"}
        files |= {f"dossiers/d/{name}": content for name, content in beside.items()}
        return composed(files, {INDEX: "<p>a</p>", PAGE: drawn(source)})

    return make


def test_the_drawing_beside_the_page_stands_in_the_place_of_the_diagram(document):
    made = document(SOURCE, **{name_of(SOURCE): SVG})
    assert made.findings == ()
    assert re.search(r'<p><img src="[0-9a-f]+\.svg" alt="graph TD A\[Een &amp; twee\] --&gt; B"', made.html)
    assert "graph TD" not in made.typst.replace("graph TD A[Een & twee] --> B", "")
    assert [picture.data.count(b"<rect") for picture in made.pictures.values()] == [1]


def test_without_a_drawing_the_finding_names_its_file(document):
    (finding,) = document(SOURCE).findings
    assert (finding.code, finding.path, finding.line) == ("print.unsupported", PAGE, 6)
    assert name_of(SOURCE) in (messages_of("nl").tell(finding).hint or "")


def test_another_source_asks_for_another_drawing(document):
    made = document(SOURCE + "  B --> C\n", **{name_of(SOURCE): SVG})
    assert [finding.code for finding in made.findings] == ["print.unsupported"]
    assert name_of(SOURCE) == name_of("\n" + SOURCE + "\n")


@pytest.mark.parametrize(
    ("said", "alt"),
    [
        ("  accTitle: Stappen\n  accDescr: Van een naar twee.\n", "Stappen. Van een naar twee"),
        ("  accDescr {\n    Van een\n    naar twee\n  }\n", "Van een naar twee"),
        ("  accTitle: Stappen\n", "Stappen"),
    ],
)
def test_who_cannot_see_it_is_told_what_mermaid_tells(document, said, alt):
    source = SOURCE + said
    assert f'alt="{alt}"' in document(source, **{name_of(source): SVG}).html
