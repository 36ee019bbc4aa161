"""A page that is drawn at once, from what the last build knows of all else, is the page that a whole build makes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from katern.commandline import load_site
from katern.rebuilding import Rebuilding, Rebuilt
from katern.store import Store

YML = """site_name: Proef
theme: {name: material, language: nl}
plugins: [search, macros, katern]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]
"""
BIB = """@book{a, author={Jansen, A.}, title={Titel}, year={2020}, publisher={Uit}}
@book{b, author={Jansen, A.}, title={Tweede}, year={2020}, publisher={Uit}}
"""
HEAD = "---\ntitle: Een\n---\n"
PAGES = {
    "mkdocs.yml": YML,
    "bibliography/bronnen.bib": BIB,
    "docs/index.md": "---\ntitle: Start\n---\nWelkom, zie [een](een.md).\n",
    "docs/een.md": f"{HEAD}Tekst met bron [@a] en [@b].\n",
    "docs/twee.md": "---\ntitle: Twee\n---\nMeer tekst [@b].\n",
    "docs/_data/glossary.yml": "terms:\n  - {term: buurt, meaning: Een deel van een wijk., source: a}\n",
}
# what is saved, one after the other, and whether the page can be drawn at once
SAVED: dict[str, tuple[str, bool]] = {
    "a sentence": (f"{HEAD}Andere tekst met bron [@a].\n", True),
    "headings and a link": (f"{HEAD}## Kop\n\nZie [twee](twee.md).\n\n## Kop\n\nTekst [@a].\n", True),
    "a table, a box, a list": (f"{HEAD}| a | b |\n|---|---|\n| 1 | 2 |\n\n!!! note\n    Let op.\n\n- een\n- twee\n", True),
    "a footnote and an abbreviation": (f"{HEAD}De WRR zegt iets.[^1]\n\n[^1]: Een noot.\n\n*[WRR]: De raad\n", True),
    "no source any more": (f"{HEAD}Tekst.\n", True),
    "a citation of another page": (f"{HEAD}Tekst [@b].\n", True),
    "a citation that nobody made before": (f"{HEAD}Tekst [@a; @b].\n", False),
    "the same again, which is known now": (f"{HEAD}Anders [@a; @b].\n", True),
    "a key that is none": (f"{HEAD}Tekst [@onbekend].\n", True),
    "a link to nowhere": (f"{HEAD}Zie [weg](weg.md).\n", True),
    "a macro": (f"{HEAD}Er zijn {{{{ 1 + 1 }}}} bronnen.\n", True),
    "a macro that fails": (f"{HEAD}Er zijn {{{{ nergens }}}} bronnen.\n", False),
    "a fence without end": (f"{HEAD}Tekst.\n\n```\ncode\n", False),
    "whole again": (f"{HEAD}Weer heel.\n", True),
    "a title": ("---\ntitle: Eerste\n---\nTekst.\n", False),
    "a description": ("---\ntitle: Eerste\ndescription: Wat hier staat.\n---\nTekst.\n", False),
    "a picture in the text": ("---\ntitle: Eerste\ndescription: Wat hier staat.\n---\n![x](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n", False),
}  # fmt: skip


def read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def test_what_is_drawn_at_once_is_what_a_build_makes(site: Callable[[dict[str, str]], Path], tmp_path: Path) -> None:
    root, out = site(PAGES), tmp_path / "out"
    kept, page = Rebuilding(load_site(str(root / "mkdocs.yml")).site, Store(None)), out / "een/index.html"
    before = kept.again(out).findings
    for name, (text, at_once) in SAVED.items():
        (root / "docs/een.md").write_text(text, encoding="utf-8")
        early: list[tuple[Rebuilt, bytes]] = []
        whole = kept.again(
            out, ["een/"], lambda made, early=early: early.append((made, read(page))), [root / "docs/een.md"]
        )
        assert (len(early) == 2) == at_once, name
        assert {content for _, content in early} == {read(page)}, name
        if at_once:
            assert early[0][0].changed == ("een/index.html",), name
            # what a page cannot tell by itself, a citation of nothing or a link to nowhere, comes right after
            assert set(early[0][0].findings) <= {*whole.findings, *before}, name
        before = whole.findings


@pytest.mark.parametrize(
    "changed",
    [
        ["docs/een.md", "bibliography/bronnen.bib"],
        ["docs/een.md", "docs/_data/glossary.yml"],
        ["docs/een.md", "docs/nieuw.md"],
        ["docs/twee.md"],
    ],
    ids=" ".join,
)
def test_nothing_is_drawn_at_once_where_more_changed_or_another_page_is_looked_at(
    changed: list[str], site: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    root = site(PAGES)
    kept, early = Rebuilding(load_site(str(root / "mkdocs.yml")).site, Store(None)), list[Rebuilt]()
    kept.again(tmp_path / "out")
    (root / "docs/een.md").write_text(f"{HEAD}Andere tekst [@a].\n", encoding="utf-8")
    kept.again(tmp_path / "out", ["een/"], early.append, [root / path for path in changed])
    assert len(early) == 1


def test_several_pages_that_are_looked_at_are_drawn_at_once(
    site: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    root = site(PAGES)
    kept, early = Rebuilding(load_site(str(root / "mkdocs.yml")).site, Store(None)), list[Rebuilt]()
    kept.again(tmp_path / "out")
    for name in ("een", "twee"):
        path = root / f"docs/{name}.md"
        path.write_text(path.read_text("utf-8") + "\nEn meer.\n", encoding="utf-8")
    kept.again(tmp_path / "out", ["een/", "twee/"], early.append, [root / "docs/een.md", root / "docs/twee.md"])
    assert early[0].changed == ("een/index.html", "twee/index.html")
