"""Marks that no reader should see are told where they stand as text, and pages that nobody can find by searching."""

from __future__ import annotations

import pytest

from katern.check.site import built_site

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><title>Proef</title></head><body>
<nav><a href="#a">{menu}</a></nav><h1 id="a">Kop</h1>
{body}</body></html>
"""
MARK = "[@bron2020]"


@pytest.mark.parametrize(
    ("menu", "body", "line"),
    [
        ("Kop", f"<p>{MARK}</p>", 4),
        ("Kop", f"<pre><code>{MARK}</code></pre>", None),
        (f"Over {MARK}", f"<h2>Over <code>{MARK}</code></h2>", None),
        (f"Over {MARK}", f"<h2>Over {MARK}</h2>", 3),
        (f"Over {MARK}", f"<h2>Over <code>{MARK}</code></h2><p>{MARK}</p>", 4),
        ("Kop", "<p>{{ macro }}</p>", 4),
    ],
)
def test_a_mark_that_was_left(tmp_path, menu, body, line):
    (tmp_path / "index.html").write_text(PAGE.format(menu=menu, body=body), encoding="utf-8")
    found = [finding.line for finding in built_site(tmp_path, "site") if finding.said.name == "left-over"]
    assert found == ([] if line is None else [line])


@pytest.mark.parametrize(("mark", "count"), [("", 1), ('<meta name="katern" content="mail">', 0)])
def test_search_holds_every_page_and_no_letter_to_be_mailed(tmp_path, mark, count):
    page = PAGE.format(menu="Kop", body="<p>Tekst.</p>")
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    (tmp_path / "brief.html").write_text(page.replace("<title>", mark + "<title>"), encoding="utf-8")
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"docs": [{"location": ""}]}', encoding="utf-8")
    found = [finding for finding in built_site(tmp_path, "site") if finding.code == "site.search-count"]
    assert len(found) == count
