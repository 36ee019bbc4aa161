"""A corpus of any size: pages of 900 words with six citations each, against 300 sources, the same at every run."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = 900
CITATIONS = 6
SOURCES = 300
PAGES_IN_FOLDER = 20

_SYLLABLES = [
    "sa",
    "men",
    "le",
    "ven",
    "wijk",
    "buurt",
    "school",
    "on",
    "der",
    "zoek",
    "be",
    "leid",
    "ge",
    "sprek",
    "ver",
    "trou",
    "wen",
    "net",
    "werk",
    "kin",
    "de",
    "ren",
    "ou",
    "ders",
    "pro",
    "fes",
    "si",
    "ja",
    "nal",
]
# a page of made-up words would be no language at all
_ARTICLES = ("de", "het", "een", "van", "voor", "met")
_FAMILIES = ["de Vries", "van den Bergh", "Jansen", "van 't Hoff", "Bakker", "de Jong", "Visser", "Smit"]


def write_corpus(folder: Path, pages: int, citations: bool, seed: int = 1) -> None:
    """Write `pages` pages below `folder`/docs, with citations and a bibliography where asked."""
    source = random.Random(seed)
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("---\ntitle: Home\n---\n\nWelkom.\n", encoding="utf-8")
    for number in range(pages):
        section = docs / f"map-{number // PAGES_IN_FOLDER:03d}"
        section.mkdir(exist_ok=True)
        text = _page(source, number, citations)
        (section / f"pagina-{number:04d}.md").write_text(text, encoding="utf-8")
    if citations:
        (folder / "bibliography").mkdir()
        (folder / "bibliography" / "bronnen.bib").write_text(_bibliography(random.Random(seed)), encoding="utf-8")


def _page(source: random.Random, number: int, citations: bool) -> str:
    parts = [f"---\ntitle: Pagina {number}\n---\n"]
    for section in range(CITATIONS):
        words = [_word(source) if number % 3 else source.choice(_ARTICLES) for number in range(WORDS // CITATIONS)]
        sentences = [" ".join(words[start : start + 15]).capitalize() for start in range(0, len(words), 15)]
        key = (number * CITATIONS + section) % SOURCES  # every source is cited
        if citations:
            sentences[2] += f" [@bron{key}, p. {section + 1}]"
        parts.append(
            f"## Deel {section + 1}\n\n{'. '.join(sentences[:5])}.\n\n- {sentences[5]}\n- **{sentences[6]}**\n\n{'. '.join(sentences[7:])}.\n"
        )
    return "\n".join(parts)


def _word(source: random.Random) -> str:
    return "".join(source.choice(_SYLLABLES) for _ in range(source.randint(1, 3)))


def _bibliography(source: random.Random) -> str:
    entries = []
    for number in range(SOURCES):
        authors = " and ".join(
            f"{family}, {chr(65 + number % 26)}." for family in source.sample(_FAMILIES, 1 + number % 3)
        )
        title = " ".join(_word(source) for _ in range(7)).capitalize()
        year = 1995 + number % 30
        entries.append(
            f"@report{{bron{number},\n  author      = {{{authors}}},\n  title       = {{{title}}},\n"
            f"  institution = {{Instituut}},\n  year        = {{{year}}},\n  url         = {{https://example.org/{number}}}\n}}\n"
        )
    return "\n".join(entries)
