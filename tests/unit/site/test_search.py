from __future__ import annotations

import json

from katern.site.search import add_pages


def index(site, docs):
    (site / "search").mkdir()
    (site / "search/search_index.json").write_text(
        json.dumps({"config": {"lang": ["nl"]}, "docs": docs}), encoding="utf-8"
    )


def read(site):
    return json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))


def test_sources_are_added_behind_the_pages(library, tmp_path):
    index(tmp_path, [{"location": "a/", "title": "A", "text": "x"}])
    add_pages(tmp_path, [("bronnen/b/", "Bé &amp; c", "Tekst.")], library({}))
    found = read(tmp_path)
    assert found["config"] == {"lang": ["nl"]}
    assert [(doc["location"], doc["title"], doc["text"]) for doc in found["docs"]] == [
        ("a/", "A", "x"), ("bronnen/b/", "Bé &amp; c", "Tekst."),
    ]  # fmt: skip


def test_a_page_is_found_by_its_keywords(library, tmp_path):
    loaded = library({"docs/a.md": "---\ntitle: A\nkeywords: [exposen, '<b>']\n---\n"})
    index(tmp_path, [{"location": "a/", "title": "A", "text": "x"}])
    add_pages(tmp_path, [], loaded)
    assert read(tmp_path)["docs"][0]["text"] == "x <p>exposen, &lt;b&gt;</p>"


def test_a_site_without_search_gets_none(library, tmp_path):
    add_pages(tmp_path, [("a/", "A", "x")], library({}))
    assert list(tmp_path.glob("search*")) == []
