from __future__ import annotations

from types import SimpleNamespace

import markdown
import pytest

from katern.citations.extension import CitationExtension
from katern.site.pages import SitePage, escaped_meta, minutes_to_read, page_url, read_texts


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("index.md", ""),
        ("README.md", ""),
        ("over/index.md", "over/"),
        ("over/kis.md", "over/kis/"),
        ("dossiers/taal/wat-weten-we.md", "dossiers/taal/wat-weten-we/"),
        ("één naam.md", "één naam/"),
    ],
)
def test_a_page_has_a_folder_of_its_own(address, url):
    assert page_url(address) == url


@pytest.mark.parametrize(
    ("url", "base"),
    [("", "./"), ("over/", "../"), ("dossiers/taal/x/", "../../../"), ("404.html", "./"), ("a/b.html", "../")],
)
def test_the_way_to_the_root_ends_in_a_slash(url, base):
    assert SitePage(SimpleNamespace(url=url), None).base == base


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (100, 1), (299, 1), (301, 2), (1000, 5)])
def test_reading_time_is_in_whole_minutes(words, minutes):
    assert minutes_to_read("<p>" + "<b>woord</b> " * words + "</p>") == minutes


def test_the_theme_gets_titles_and_descriptions_that_are_safe_to_print(library):
    item = library({"docs/a.md": '---\ntitle: "A <b> & \\"c\\""\ndescription: "D <i>"\norder: 3\n---\n'}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "A &lt;b&gt; &amp; &quot;c&quot;", "description": "D &lt;i&gt;", "order": 3}


def test_the_title_of_a_page_may_come_from_its_heading(library):
    item = library({"docs/a.md": "# Kop & staart\n"}).items["docs/a.md"]
    assert escaped_meta(item) == {"title": "Kop &amp; staart"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Gewoon.", "Gewoon."),
        ("Met *nadruk* en [link](https://a.example/).", 'Met <em>nadruk</em> en <a href="https://a.example/">link</a>.'),
        ("Een [@vries2020].", 'Een <katern-cite n="0"></katern-cite>.'),
        ("<script>x</script> & <b>", "&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;"),
        ("R & B", "R &amp; B"),
        ("Hij zei \"dag\".", "Hij zei &ldquo;dag&rdquo;."),
    ],
)
def test_a_front_matter_text_is_inline_and_holds_no_markup_of_its_own(text, html, library):
    extension = CitationExtension(lambda name: True)
    converter = markdown.Markdown(extensions=[extension, "smarty"])
    loaded = library({"toolkits/x/index.md": "---\ntitle: X\ndescription: D\ngoal: G\nsetting: []\nduration: 1\nnot_for: N\n---\n"})
    item = loaded.items["toolkits/x/index.md"]
    changed = SimpleNamespace(meta=SimpleNamespace(goal=text))
    assert read_texts(item, extension, converter) == {"goal": ["G"], "not_for": ["N"]}
    assert read_texts(changed, extension, converter) == {"goal": [html]}
