"""Control characters that were pasted along: told at their place, and never a traceback."""

from __future__ import annotations

import re

MKDOCS = "site_name: Proef\ntheme: {{name: material, language: nl, font: false}}\nplugins: [search, {{katern: {{check: {{severities: {check}}}}}}}]\nmarkdown_extensions: [tables]\n"
# those that once parted texts, marked places in a frame, and stood for what Markdown put aside
SIGNS = "\x00\x01\x02\x03\x0b\x0c\x1b\x7f\x85\ue000\ufdd0\uffff"
MARKS = "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \ue000content\ue000 \x02amp\x03"


def files(check: str = "{}") -> dict[str, str]:
    return {
        "mkdocs.yml": MKDOCS.format(check=check),
        "docs/index.md": f"# Welkom{SIGNS}\n\nTekst {MARKS} [@a2020] &#1; &#xD800;.\n\n<p title='{SIGNS}'>a</p>\n",
        "docs/_data/glossary.yml": f"terms: [{{term: a{SIGNS[1]}, definition: b, source: a2020}}]\n",
        "docs/_data/programme.yml": "themes: [{id: a, title: A, lines: [{number: 1, slug: proef, title: Proef, ambition: Iets}]}]\n",
        "bibliography/a.bib": f"@book{{a2020,\n  title = {{Titel {SIGNS}}},\n}}\n",
        "dossiers/proef/index.md": f"---\ntitle: Proef\ndescription: Een{SIGNS[1]}.\nline: proef\nquestion: 'Wat [@a2020]{MARKS}?'\n"
        f'key_messages: [Een., "Twee \\x01.", Drie.]\n---\n\n## Kop{MARKS}\n\nTekst{SIGNS} [@a2020].\n',
    }


def test_each_line_with_control_characters_is_told(site, run):
    root = site(files())
    done = run("katern", "check", cwd=root)
    told = re.findall(r"^(\S+?):(\d+):\d+: error read\.control-character", done.stdout, re.MULTILINE)
    assert told == [
        ("bibliography/a.bib", "2"), ("docs/_data/glossary.yml", "1"),
        *(("docs/index.md", line) for line in ("1", "3", "5")),
        *(("dossiers/proef/index.md", line) for line in ("3", "5", "6", "9", "11")),
    ]  # fmt: skip
    assert run("katern", "build", cwd=root).returncode == 1


def test_a_site_that_takes_them_for_granted_is_built_with_a_sign_in_their_place(site, run):
    root = site(files("{read.control-character: warning, bib.encoding: off, print.glyph: off}"))
    built = run("katern", "build", "--draft", cwd=root)
    assert "Traceback" not in built.stdout + built.stderr
    assert built.returncode == 0, built.stdout + built.stderr
    for path in (root / "site").rglob("*.html"):
        assert not re.search(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\ue0ff\ufdd0-\ufdef\ufffe\uffff]",
            path.read_text(encoding="utf-8"),
        ), path
    assert list((root / "site/boekjes").glob("proef-boekje.pdf"))
