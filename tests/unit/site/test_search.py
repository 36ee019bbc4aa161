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
    parts = list(add_pages(tmp_path, [("bronnen/b/", "Bé &amp; c", "Tekst.", ["Jansen"], "en")], library({})))
    found = read(tmp_path)
    assert found["config"] == {"lang": ["nl"]}
    assert [(doc["location"], doc["title"], doc["text"]) for doc in found["docs"]] == [
        ("a/", "A", "x"), ("bronnen/b/", "Bé &amp; c", "Tekst."),
    ]  # fmt: skip
    assert "Bé" in (tmp_path / "search/search_index.json").read_text(encoding="utf-8")
    assert (found["docs"][1]["names"], found["docs"][1]["lang"]) == (["Jansen"], "en")
    assert [json.loads(part) for part in parts] == found["docs"]


def test_a_page_is_found_by_its_keywords(library, tmp_path):
    loaded = library({"docs/a.md": "---\ntitle: A\nkeywords: [exposen, '<b>']\n---\n"})
    index(tmp_path, [{"location": "a/", "title": "A", "text": "x"}])
    list(add_pages(tmp_path, [], loaded))
    assert read(tmp_path)["docs"][0]["terms"] == ["exposen", "<b>"]


def test_a_site_without_search_gets_none(library, tmp_path):
    assert list(add_pages(tmp_path, [("a/", "A", "x", [], "")], library({}))) == []
    assert list(tmp_path.glob("search*")) == []


KINDS = {
    "toolkits/gesprek/index.md": ("title: G", 2000),
    "dossiers/taal/index.md": ("title: T", 1500),
    "docs/vragen/a.md": ("title: V", 1000),
    "toolkits/gesprek/deel.md": ("title: D", 300),
    "dossiers/taal/hoofdstuk.md": ("title: H", 300),
    "docs/interventies/a.md": ("title: I", 100),
    "docs/kennisateliers/a.md": ("title: K", 100),
    "docs/over.md": ("title: O", None),
}


def test_a_page_counts_by_its_kind_a_section_a_tenth_of_it_and_a_source_last(library, tmp_path):
    loaded = library({path: f"---\n{title}\n---\n" for path, (title, _) in KINDS.items()})
    urls = {path: loaded.layout.url(loaded.items[path].address) for path in KINDS}
    index(
        tmp_path, [{"location": url + end, "title": "x", "text": ""} for url in urls.values() for end in ("", "#kop")]
    )
    list(add_pages(tmp_path, [("bronnen/b/", "B", "", [])], loaded))
    boosts = {doc["location"]: doc.get("boost") for doc in read(tmp_path)["docs"]}
    expected = {urls[path]: boost for path, (_, boost) in KINDS.items()}
    expected |= {f"{urls[path]}#kop": boost and boost / 10 for path, (_, boost) in KINDS.items()}
    assert boosts == {**expected, "bronnen/b/": 0.01}


def test_a_chapter_is_named_with_its_whole_on_the_page_and_not_at_each_heading(library, tmp_path):
    loaded = library(
        {"dossiers/taal/index.md": "---\ntitle: Taal & meer\n---\n", "dossiers/taal/w.md": "---\ntitle: W\n---\n"}
    )
    index(tmp_path, [{"location": f"dossiers/taal/w/{end}", "title": "W", "text": ""} for end in ("", "#kop")])
    list(add_pages(tmp_path, [], loaded))
    assert [doc["title"] for doc in read(tmp_path)["docs"]] == ["Taal &amp; meer: W", "W"]


def test_what_is_said_of_a_page_is_one_part(library, tmp_path):
    index(tmp_path, [{"location": place, "title": "x", "text": ""} for place in ("a/", "a/#een", "a/#twee", "b/")])
    parts = [json.loads(b"[" + part + b"]") for part in add_pages(tmp_path, [], library({}))]
    assert [[entry["location"] for entry in part] for part in parts] == [["a/", "a/#een", "a/#twee"], ["b/"]]
