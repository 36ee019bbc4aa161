"""No page, whatever stands in it, makes a rule raise or point outside its file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katern.check import check
from katern.check.built import read_page
from katern.check.figures import find_figures
from katern.check.prose import read_blocks
from katern.layout import Layout
from katern.library import Library

# what Markdown, HTML and our own marks are made of, beside any text
PIECES = st.sampled_from(
    ["## ", "# ", "\n\n", "\n", "- ", "> ", "|", "|---|---|", "!!! card \"x\"\n    ", "??? trainer\n    ", "    ", "```\n", "`",
     "[a](b.md#c)", "![](x.png)", "[@vries2020]", "[@", "](", "{{ helpline(\"x\") }}", "{{", "<!-- katern: ignore cite.missing: x -->",
     "<!--", "<a href='", "<img ", "{ #id }", "35 procent", "€ 2", "1.000 mensen", "=== \"t\"\n", "---\n", "\0", "é", "\u2028", "<table>", "TODO"]
)  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_blocks_lie_within_their_text_and_do_not_overlap(body):
    blocks, boxes = read_blocks(body)
    end = 0
    for block in blocks:
        assert end <= block.start <= block.end <= len(body)
        end = block.end
    assert all(0 <= box.start <= box.end <= len(body) for box in boxes)


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_figures_stand_where_they_are_said_to(text):
    for figure in find_figures(text):
        assert text[figure.start :][:1].casefold() == figure.text[:1].casefold()


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_any_html_is_read(text):
    page = read_page("a/index.html", text)
    assert all(0 <= flaw.start <= len(text) for flaw in page.flaws)
    assert all(0 <= reference.start <= len(text) for reference in page.references)


@given(TEXT, TEXT)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_check_of_any_page_and_bibliography_ends_with_findings_inside_the_files(body, entries):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {
            "docs/index.md": body,
            "dossiers/wonen/index.md": f"---\ntitle: x\nline: wonen\n---\n{body}",
            "toolkits/praten/kaart.md": f"---\ntitle: x\npart: exercise\n---\n{body}",
            "bibliography/a.bib": "@book{vries2020, title = {x}, " + entries + "}",
        }
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
        for finding in check(Library.load(Layout(root))):
            text = (root / finding.path).read_bytes().decode()
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= finding.line <= len(lines) + 1
            written = lines[finding.line - 1] if finding.line <= len(lines) else ""
            assert 1 <= finding.column <= len(written) + 1, finding
