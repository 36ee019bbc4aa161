"""No page, whatever stands in it, makes a rule raise or point outside its file."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from katern.check import check
from katern.check.built import read_page
from katern.check.figures import find_figures
from katern.check.tongue import tongue_of
from katern.layout import Layout
from katern.loading import load_library
from katern.reading.markdown import Dialect, Reader

# what Markdown, HTML and our own marks are made of, beside any text
PIECES = st.sampled_from(
    ["## ", "# ", "\n\n", "\n", "- ", "> ", "|", "|---|---|", "!!! card \"x\"\n    ", "??? trainer\n    ", "    ", "```\n", "`",
     "[a](b.md#c)", "![](x.png)", "[@vries2020]", "[@", "](", "{{ helpline(\"x\") }}", "{{", "<!-- katern: ignore cite.missing: x -->",
     "<!--", "<a href='", "<img ", "{ #id }", "35 procent", "€ 2", "1.000 mensen", "=== \"t\"\n", "---\n", "\0", "é", "\u2028", "<table>", "TODO"]
)  # fmt: skip
TEXT = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)


READER = Reader(Dialect(), Layout(Path()), lambda name: name.startswith("vries"))


@given(TEXT)
@example("## ## \r\t0")
@settings(max_examples=150, deadline=None)
def test_all_that_is_read_lies_within_its_text_and_blocks_do_not_overlap(body):
    text = READER.page("docs/a.md", body)
    end = 0
    for block in text.blocks:
        assert end <= block.start <= block.end <= len(body)
        end = block.end
    assert all(0 <= box.start <= box.end <= len(body) for box in text.boxes)
    for placed in (
        *text.clusters,
        *text.links,
        *text.pictures,
        *text.headings,
        *text.tables,
        *text.comments,
        *text.unread,
        *text.flaws,
    ):
        assert 0 <= placed.start <= len(body)
    assert all(0 <= start <= end <= len(body) for start, end in (*text.code, *text.raw))


MANY = 1500
HOSTILE = {
    "backticks": "`\n" * MANY, "brackets": "[\n" * MANY, "quotes": "> a\n" * MANY, "quotes in quotes": "> " * 60 + "a",
    "nested lists": "\n".join("    " * (number % 8) + "- punt" for number in range(MANY)), "a table": "| a | b |\n|---|---|\n" + "| c [@vries2020] | d |\n" * MANY,
    "open citations": "[@" * MANY, "citations": "[@vries2020] " * MANY, "names": "@vries2020 " * MANY, "fences": "```\ncode\n```\n\n" * (MANY // 2),
    "open fences": "```x\n\n" * MANY, "headings": "## Kop\n" * MANY, "links": "[x](a.md)\n\n" * MANY, "boxes": "!!! note\n    a\n\n" * (MANY // 2),
    "definitions": "".join(f"[x][r{number}]\n\n" for number in range(MANY)) + "".join(f"[r{number}]: a{number}.md\n" for number in range(MANY)),
    "notes": "".join(f"x[^{number}]\n\n" for number in range(MANY // 2)) + "".join(f"[^{number}]: noot\n" for number in range(MANY // 2)),
    "tags": "<a " * MANY, "comments": "<!-- x -->\n\n" * MANY, "stars": "*a " * MANY, "macros": "{{ " * MANY, "numbers": "35 procent " * MANY,
    "phones": "0" * MANY, "sentences": "Zin. " * MANY, "words": "woord " * MANY,
}  # fmt: skip


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_twice_as_much_takes_no_more_than_python_markdown_itself_takes(body, library):
    """Counts calls, not seconds: reading and all rules together make at most as many per sign however long the page is."""

    def calls(text):
        counted = 0

        def count(frame, event, argument):
            nonlocal counted
            counted += event == "call"

        loaded = {"dossiers/wonen/index.md": f"---\ntitle: x\nline: wonen\n---\n{text}"}
        sys.setprofile(count)
        try:
            check(library(loaded))
        finally:
            sys.setprofile(None)
        return counted

    half, whole = body[: len(body) // 2], body
    assert calls(whole) < 2.6 * calls(half) + 20_000


@given(TEXT)
@settings(max_examples=150, deadline=None)
def test_figures_stand_where_they_are_said_to(text):
    for figure in find_figures(text, tongue_of("nl").figures):
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
        for finding in check(load_library(Layout(root))):
            text = (root / finding.path).read_bytes().decode()
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            assert 1 <= finding.line <= len(lines) + 1
            written = lines[finding.line - 1] if finding.line <= len(lines) else ""
            assert 1 <= finding.column <= len(written) + 1, finding
