"""Marks that no reader should see are told where they stand as text, and not where an author shows them as code."""

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
