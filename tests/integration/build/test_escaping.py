"""Text from front matter, data files and bibliographies stays text, wherever the site shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

EVIL = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
MKDOCS = """\
site_name: Proef
theme: {name: material, language: nl, font: false}
plugins:
  - search
  - macros: {module_name: hooks/macros, on_undefined: strict, on_error_fail: true}
  - katern: {exit: "https://www.example.org/"}
markdown_extensions: [tables, def_list, md_in_html]
"""
BIB = """\
@book{evil2020,
  author = {<script>alert(1)</script>, Anna and Gewoon, Gert},
  title = {Titel <script>alert(1)</script> "x" & 'y'},
  publisher = {Uitgever <img src=x onerror=alert(1)>},
  year = {2020},
  keywords = {<script>alert(1)</script>, opvoeding},
  annotation = {Toelichting <script>alert(1)</script></code></pre>},
  url = {https://bron.example/"><script>alert(1)</script>},
}
@online{evilkop,
  author = {{Instituut <b onclick=alert(1)>}},
  title = {</title><script>alert(1)</script>},
  url = {https://bron.example/x},
  year = {2021},
}
"""
FILES = {
    "mkdocs.yml": MKDOCS,
    "bibliography/a.bib": BIB,
    "docs/index.md": f'---\ntitle: "Welkom {EVIL}"\ndescription: "Over \\"><script>alert(1)</script>"\n---\n\nTekst [@evil2020; @evilkop].\n',
    "docs/_data/programme.yml": f"""\
title: P
source: evil2020
themes:
  - id: een
    title: "Thema {EVIL}"
    description: "Tekst {EVIL}"
    lines:
      - {{number: 1, slug: opvoeding, title: "Lijn {EVIL}", short: "Kort {EVIL}", ambition: "Ambitie {EVIL}", goals: [{{id: a, kind: direct, text: "Doel {EVIL}"}}], priorities: ["Eerst {EVIL}"], planning: [{{year: 2022, text: "Plan | {EVIL}"}}]}}
""",
    "docs/_data/helplines.yml": f'helplines:\n  - {{id: h, name: "Hulp {EVIL}", phone: "1 {EVIL}", for_whom: "Wie {EVIL}", hours: "Uren {EVIL}", cost: "Prijs {EVIL}", second: {{phone: "2 {EVIL}", why: "Reden {EVIL}", source: evil2020}}, whatsapp: "3 {EVIL}", email: "e@{EVIL}", open_to: [public], toolkits: [praten], source: evil2020}}\n',
    "docs/_data/glossary.yml": f"terms:\n  - {{term: begrip, definition: 'Uitleg \" {EVIL}', source: evil2020, avoid: ['fout {EVIL}']}}\n",
    "docs/_data/vocabulary.yml": f'audiences: [{{id: ouders, label: "Ouders {EVIL}"}}]\n',
    "docs/begrippen.md": '{{ glossary() }}\n\n{{ term("begrip") }}\n',
    "docs/hulp.md": '{{ helplines("praten") }}\n\n{{ helpline("h") }}\n',
    "dossiers/opvoeding/index.md": f"""\
---
title: "Dossier {EVIL}"
description: "Wat {EVIL}"
line: opvoeding
question: "Vraag {EVIL}?"
key_messages: ["Een {EVIL}", "Twee <img src=x onerror=alert(1)>", "Drie &lt;b&gt; & **vet**"]
authors: ["Maker {EVIL}"]
audience: [ouders]
keywords: ["{EVIL}"]
review: [{{date: 2026-01-01, by: "iemand {EVIL}", verdict: changed, note: "noot {EVIL}"}}]
related: [vragen/een]
---

{{{{ programme("opvoeding") }}}}
""",
    "dossiers/opvoeding/hoofdstuk.md": f'---\ntitle: "Hoofdstuk {EVIL}"\n---\n\n## Kop\n\nTekst [@evil2020].\n',
    "toolkits/praten/index.md": f'---\ntitle: "Toolkit {EVIL}"\ndescription: "D {EVIL}"\ngoal: "Doel {EVIL}"\nsetting: []\nduration: 5\nnot_for: "Niet {EVIL}"\nsensitive: true\n---\n\n{{{{ helplines("praten") }}}}\n',
    "docs/vragen/een.md": f'---\ntitle: "Vraag {EVIL}"\ndescription: "D {EVIL}"\nstate: answered\n---\n\nTekst.\n',
    "docs/interventies/een.md": f'---\ntitle: "I {EVIL}"\ndescription: "D {EVIL}"\nowner: "E {EVIL}"\ntarget_group: "T {EVIL}"\nmechanism: "M {EVIL}"\nevidence: {{level: "L {EVIL}", body: "B {EVIL}"}}\n---\n',
    "docs/kennisateliers/een.md": f'---\ntitle: "A {EVIL}"\ndescription: "D {EVIL}"\ndate: 2024-01-01\nplace: "P {EVIL}"\nquestion: "Q {EVIL}"\nprior_knowledge: [evil2020]\n---\n',
}  # fmt: skip


@pytest.fixture(scope="module")
def evil(tmp_path_factory, run):
    """The folder of a site in which every field that a reader sees holds markup."""
    root = tmp_path_factory.mktemp("evil")
    macros = (Path(__file__).parents[3] / "hooks/macros.py").read_text(encoding="utf-8")
    for path, content in {**FILES, "hooks/macros.py": macros}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    done = run("katern", "build", "--no-booklets", "--draft", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def test_no_page_gets_a_script_or_a_handler(evil, website):
    for name, page in website(evil).pages.items():
        assert "<script>alert" not in page.text, name
        assert [
            element.tag for element in page.elements if any(key.startswith("on") for key in element.attributes)
        ] == [], name
        assert [element for element in page.elements if element.attributes.get("src") == "x"] == [], name


def test_titles_and_descriptions_are_shown_as_written(evil, html):
    def page(address):
        return html((evil / address / "index.html").read_text(encoding="utf-8"))

    dossier = page("dossiers/opvoeding")
    assert f"<h1>Dossier {ESCAPED}</h1>" in dossier.article
    assert f"<title>Dossier {ESCAPED} - Proef</title>" in dossier.text
    assert f'<meta name="description" content="Wat {ESCAPED}">' in dossier.text
    for text in (
        f"<li>Een {ESCAPED}</li>",
        "<li>Twee &lt;img src=x onerror=alert(1)&gt;</li>",
        "Vraag " + ESCAPED,
        "Maker " + ESCAPED,
        "noot " + ESCAPED,
        "Ambitie " + ESCAPED,
        "Plan &#124; " + ESCAPED,
    ):
        assert text in dossier.article or text.replace("&#124;", "|") in dossier.article, text
    source = page("bronnen/evil2020")
    assert f"<h1>Titel {ESCAPED} &#34;x&#34; &amp; &#39;y&#39;</h1>" in source.article
    assert f"<p>Toelichting {ESCAPED}&lt;/code&gt;&lt;/pre&gt;</p>" in source.article
    assert f"<li>{ESCAPED}</li>" in source.article
    assert 'href="https://bron.example/&#34;&gt;&lt;script&gt;' in source.article
    assert f"<title>&lt;/title&gt;{ESCAPED} - Proef</title>" in page("bronnen/evilkop").text


def test_the_neutral_title_of_a_sensitive_page_hides_its_own(evil):
    head = (evil / "toolkits/praten/index.html").read_text(encoding="utf-8").split("</head>")[0]
    assert "<title>Pagina - Proef</title>" in head
    assert "Toolkit" not in head


def test_the_search_index_holds_no_markup_of_authors(evil):
    index = json.loads((evil / "search/search_index.json").read_text(encoding="utf-8"))
    for entry in index["docs"]:
        assert "<script" not in entry["title"] + entry["text"], entry["location"]
        assert "<img" not in entry["title"] + entry["text"], entry["location"]
