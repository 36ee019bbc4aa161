"""The panel in a page: its own findings first, then those of others; escaped, and in no page of the site itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from katern.finding import Finding, Position, said
from katern.preview.origins import Origins, Part
from katern.preview.panel import Place, panel, with_panel
from katern.preview.screen import Shown, Trouble
from katern.words.preview import preview_words

WORDS = preview_words("nl-NL")
ORIGINS = Origins({"": Part("docs/index.md"), "a/": Part("docs/a.md")}, {"docs/index.md": "", "docs/a.md": "a/"})


def missing(path: str, line: int = 1, key: str = "weg2020") -> Finding:
    return Finding.error(Position(path, line, 3), said("cite.missing", "in-no-bibliography", key=key, folder="bib/"))


def warned(path: str) -> Finding:
    return Finding.warning(Position(path, 9, 1), said("cite.missing", "in-no-bibliography", key="x", folder="bib/"))


def drawn(url: str, *findings: Finding, **values: object) -> str:
    shown = replace(Shown(1, origins=ORIGINS, findings=findings), **values)  # type: ignore[arg-type]
    return panel(shown, Place(url, "/kis/"), WORDS)


def test_a_finding_of_the_page_stands_with_its_place_its_words_and_its_hint():
    html = drawn("a/", missing("docs/a.md", 12))
    for part in (
        "docs/a.md:12:3",
        "bron &#39;weg2020&#39; staat in geen enkel .bib-bestand",
        "voeg de bron toe in bib/",
    ):
        assert part in html
    assert 'class="box box--error"' in html
    assert '<span class="count" data-count>1 fout</span>' in html
    assert "data-others" not in html


def test_findings_of_other_files_are_counted_and_lead_to_their_pages():
    html = drawn("a/", missing("docs/index.md"), warned("docs/_data/programme.yml"))
    assert "Geen bevindingen op deze pagina." in html
    assert "Elders op de site: 1 fout, 1 waarschuwing" in html
    assert '<a href="/kis/">docs/index.md</a>' in html
    assert "<h4>docs/_data/programme.yml</h4>" in html
    assert 'class="box box--elsewhere"' in html


def test_own_findings_come_before_those_of_others():
    html = drawn("a/", missing("docs/0.md", 1, "elders"), missing("docs/a.md", 1, "hier"))
    assert html.index("hier") < html.index("elders")


def test_nothing_to_tell_is_told_in_a_small_voice():
    html = drawn("a/")
    assert 'class="box box--none"' in html
    assert "Geen bevindingen</span>" in html


def test_what_an_author_wrote_is_no_html():
    html = drawn("a/", missing("docs/<b>.md", 1, "<script>alert(1)</script>"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "docs/&lt;b&gt;.md" in html


@pytest.mark.parametrize("number", [100, 101, 5000])
def test_of_very_many_findings_the_first_are_shown(number):
    html = drawn("a/", *(missing("docs/index.md", line) for line in range(1, number + 1)))
    assert html.count('<li class="finding') == 100
    assert (f"En nog {number - 100} andere" in html) is (number > 100)
    assert f"Elders {number} fouten" in html


def test_a_page_that_was_kept_says_so_and_opens():
    html = drawn("a/", missing("docs/a.md"), kept=frozenset(("docs/a.md",)))
    assert "U ziet de laatste goede versie van deze pagina." in html
    assert "data-urgent" in html
    assert "data-urgent" not in drawn("", missing("docs/a.md"), kept=frozenset(("docs/a.md",)), build=object())


def test_trouble_says_what_and_where():
    html = drawn("a/", trouble=Trouble("mkdocs.yml is niet te gebruiken", Position("mkdocs.yml", 3, 6)))
    assert "De site is niet ververst" in html
    assert "mkdocs.yml:3:6" in html
    assert "U ziet het laatste goede beeld." in html


def test_findings_that_only_the_making_of_the_page_told():
    shown = Shown(1, origins=ORIGINS)
    html = panel(shown, Place("_katern/booklets/x.pdf/", "/"), WORDS, (missing("toolkits/x/index.md"),))
    assert "toolkits/x/index.md:1:3" in html


def test_a_site_in_english_has_an_english_panel():
    html = panel(Shown(1, findings=(missing("a.md"),)), Place("", "/"), preview_words("en-GB"))
    assert "source &#39;weg2020&#39; is in none of the .bib files" in html
    assert "No findings on this page." in html


BODIES = {
    "in its body": (b"<body><p>x</p></body></html>", b"<body><p>x</p>", b"</body></html>"),
    "at the last end of a body": (b"<pre></body></pre></body>", b"<pre></body></pre>", b"</body>"),
    "at the end of what has no body": (b"<p>x</p>", b"<p>x</p>", b""),
}


@pytest.mark.parametrize("name", BODIES)
def test_the_panel_stands(name):
    html, before, after = BODIES[name]
    whole = with_panel(html, "<p>paneel</p>", Place("a/", "/", "merk", "sessie.1"), WORDS)
    assert whole.startswith(before + b"<katern-preview ")
    assert whole.endswith(b'</template></katern-preview><script src="/_katern/panel.js" defer></script>' + after)
    assert b'data-mark="merk" data-since="sessie.1"' in whole
    assert b"<p>paneel</p>" in whole
