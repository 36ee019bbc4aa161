from __future__ import annotations

from katern.layout import Layout
from katern.site.statics import content_files, theme_files


def test_what_stands_beside_the_texts_is_part_of_the_site(site):
    root = site(
        {
            "docs/index.md": "# A", "docs/beeld één.png": b"x", "docs/_data/programme.yml": "title: P\n", "docs/_data/x.png": b"x",
            "docs/concept.pdf": b"x", "dossiers/taal/index.md": "# T", "dossiers/taal/blad.pdf": b"x", "dossiers/taal/.geheim": b"x",
            "toolkits/x/kaart.MD.png": b"x", "docs/README.markdown": b"x",
        }
    )  # fmt: skip
    layout = Layout(root, left_out=lambda address: address == "concept.pdf")
    assert list(content_files(layout)) == [
        ("beeld één.png", "docs/beeld één.png"),
        ("dossiers/taal/blad.pdf", "dossiers/taal/blad.pdf"),
        ("toolkits/x/kaart.MD.png", "toolkits/x/kaart.MD.png"),
    ]


def test_a_theme_brings_its_files_and_keeps_its_templates(tmp_path):
    own, theme = tmp_path / "own", tmp_path / "theme"
    for path in (
        "own/a.css",
        "theme/a.css",
        "theme/b/c.js",
        "theme/main.html",
        "theme/.geheim",
        "theme/code.py",
        "theme/sitemap.xml",
        "theme/mkdocs_theme.yml",
        "own/print/style.typ",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")
    assert list(theme_files([str(own), str(theme)], ["sitemap.xml"])) == [
        ("a.css", str(own / "a.css")),
        ("b/c.js", str(theme / "b/c.js")),
    ]
