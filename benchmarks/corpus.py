"""A site of any size, the same at every run: pages, toolkits with their parts, dossiers with chapters, and sources.

Of so many pages six in ten are plain pages of docs, three are parts of toolkits, one is a chapter of a dossier. A page has
900 words in six sections with a citation each; beside that, by its number, a table, a picture, a footnote, a box, and in a
toolkit notes for the trainer and helplines. The same text can be written for tools that know no citations or macros.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = """site_name: Proef
site_url: https://proef.example/
theme:
  name: material
  language: nl
  font: false
  features: [navigation.prune]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
"""
WORDS = 900
SECTIONS = 6
PAGES_IN_FOLDER = 20
FOLDERS_IN_THEME = 20
SOURCES_PER_PAGE, MOST_SOURCES = 3, 5000
_HELPLINES = 9

_SYLLABLES = [
    "sa",
    "men",
    "le",
    "ven",
    "wijk",
    "buurt",
    "school",
    "wo",
    "der",
    "zoek",
    "bo",
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


@dataclass(frozen=True, slots=True)
class Flavour:
    """What the text is written for: whether a tool knows citations, and macros and fields of Katern's own."""

    citations: bool
    katern: bool


KATERN = Flavour(citations=True, katern=True)
PLAIN = Flavour(citations=False, katern=False)
CITED = Flavour(citations=True, katern=False)


def sources_of(pages: int) -> int:
    """How many sources a site of so many pages cites."""
    return min(MOST_SOURCES, SOURCES_PER_PAGE * pages)


def write_corpus(folder: Path, pages: int, flavour: Flavour, seed: int = 1) -> None:
    """Write a site of so many pages below a folder, for a tool of this flavour."""
    chance = random.Random(seed)
    corpus = _Corpus(folder, pages, flavour, chance)
    _write(folder / "docs/index.md", "---\ntitle: Home\n---\n\nWelkom.\n")
    for number in range(pages):
        corpus.page(number)
    if flavour.katern:
        corpus.data()
    if flavour.citations:
        _write(folder / "bibliography/bronnen.bib", bibliography(sources_of(pages), random.Random(seed)))


class _Corpus:
    """The state of one writing."""

    def __init__(self, folder: Path, pages: int, flavour: Flavour, chance: random.Random) -> None:
        self.folder = folder
        self.sources = sources_of(pages)
        self.flavour = flavour
        self.chance = chance
        self.lines: list[str] = []
        self.toolkits: list[str] = []

    def page(self, number: int) -> None:
        """One page, in the place that its number gives it: of each ten six are pages, three parts, one a chapter."""
        group, rank = divmod(number, 10)
        if rank < 6:
            place = group * 6 + rank
            folder = place // PAGES_IN_FOLDER
            name = f"thema-{folder // FOLDERS_IN_THEME:02d}/map-{folder:04d}"
            self._keep("docs", name, place, number, "")
        elif rank < 9:
            place = group * 3 + rank - 6
            name = f"toolkit-{place // PAGES_IN_FOLDER:04d}"
            self._keep("toolkits", name, place, number, f"part: {('guide', 'exercise', 'handout')[place % 3]}\n")
        else:
            self._keep("dossiers", f"dossier-{group // PAGES_IN_FOLDER:04d}", group, number, "")

    def _keep(self, tree: str, name: str, place: int, number: int, fields: str) -> None:
        # a tool that knows one folder of pages has all trees in it
        section = self.folder / (tree if self.flavour.katern or tree == "docs" else f"docs/{tree}") / name
        if place % PAGES_IN_FOLDER == 0:
            self._begin(tree, name, section)
        fields = fields if self.flavour.katern else ""
        text = f"---\ntitle: Pagina {number}\n{fields}---\n\n" + "\n".join(self._body(tree, number))
        _write(section / f"pagina-{number:05d}.md", text)

    def _begin(self, tree: str, name: str, section: Path) -> None:
        """What a folder holds beside its pages: a picture, and the first page of a toolkit or dossier."""
        section.mkdir(parents=True)
        (section / "beeld.png").write_bytes(picture(self.chance))
        if tree == "docs":
            return
        title = name.capitalize().replace("-", " ")
        own = ""
        if self.flavour.katern and tree == "toolkits":
            self.toolkits.append(name)
            own = "goal: Je weet wat je doet.\nsetting: [school]\nduration: 30\nnot_for: Gebruik dit niet als iemand gevaar loopt.\n"
        elif self.flavour.katern:
            self.lines.append(name)
            own = f"line: {name}\nquestion: Wat werkt hier?\nkey_messages: [Eerst dit., Dan dat., Tot slot dit.]\n"
        named = f'\n{{{{ helplines("{name}") }}}}\n' if own and tree == "toolkits" else ""
        _write(
            section / "index.md", f"---\ntitle: {title}\ndescription: Over {title}.\n{own}---\n\nInleiding.\n{named}"
        )

    def _body(self, tree: str, number: int) -> Iterator[str]:
        for section in range(SECTIONS):
            words = [_word(self.chance) if place % 3 else self.chance.choice(_ARTICLES) for place in range(150)]
            sentences = [" ".join(words[start : start + 15]).capitalize() for start in range(0, len(words), 15)]
            key = (number * SECTIONS + section) % self.sources  # every source is cited
            if self.flavour.citations:
                sentences[2] += f" [@bron{key}, p. {section + 1}]"
            yield f"## Deel {section + 1}\n\n{'. '.join(sentences[:5])}.\n"
            yield f"- {sentences[5]}\n- **{sentences[6]}**\n\n{'. '.join(sentences[7:])}.\n"
        yield from self._more(tree, number)

    def _more(self, tree: str, number: int) -> Iterator[str]:
        """What not every page has."""
        words = self._words
        if number % 2 == 0:
            yield f'!!! note "{words(3)}"\n    {words(20)}.\n\n    - {words(6)}\n    - {words(6)}\n'
        if number % 3 == 0:
            yield f"{words(8)}.[^1]\n\n[^1]: {words(12)}.\n"
        if number % 4 == 0:
            rows = "\n".join(f"| {words(2)} | {words(3)} | {words(2)} |" for _ in range(6))
            yield f"| {words(1)} | {words(1)} | {words(1)} |\n|---|---|---|\n{rows}\n"
        if number % 5 == 0:
            yield f"![{words(5)}](beeld.png)\n"
        if tree == "toolkits":
            named = f'{{{{ helpline("lijn-{number % _HELPLINES}") }}}}' if self.flavour.katern else "de hulplijn"
            yield f'!!! trainer "Voor de trainer"\n    {words(20)}.\n'.replace(
                "trainer", "trainer" if self.flavour.katern else "tip", 1
            )
            yield f"Bel {named}. {words(8)}.\n"

    def _words(self, count: int) -> str:
        return " ".join(_word(self.chance) for _ in range(count)).capitalize()

    def data(self) -> None:
        """The data files that Katern's own fields and macros need."""
        lines = "".join(
            f"      - {{number: {number}, slug: {line}, title: Lijn {number}, ambition: Iets}}\n"
            for number, line in enumerate(self.lines, 1)
        )
        if lines:
            _write(
                self.folder / "docs/_data/programme.yml",
                f"themes:\n  - id: thema\n    title: Thema\n    lines:\n{lines}",
            )
        _write(self.folder / "docs/_data/vocabulary.yml", "settings:\n  - {id: school, label: School}\n")
        helplines = "".join(
            f"  - {{id: lijn-{number}, name: Lijn {number}, phone: 0800 12{number:02d}, for_whom: Iedereen., "
            f"open_to: [public], source: bron{number}, toolkits: [{', '.join(self.toolkits[number::_HELPLINES])}]}}\n"
            for number in range(_HELPLINES)
        )
        _write(self.folder / "docs/_data/helplines.yml", f"helplines:\n{helplines}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 3)))


def picture(chance: random.Random) -> bytes:
    """A small PNG of its own: stripes in grey."""
    wide, high = 64, 48
    rows = b"".join(b"\0" + bytes([chance.randrange(256)]) * wide for _ in range(high))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def bibliography(count: int, chance: random.Random) -> str:
    """So many reports as BibTeX; each has a web address and a note on why it counts."""
    return "\n".join(_entry(number, chance) for number in range(count))


def _entry(number: int, chance: random.Random) -> str:
    authors = " and ".join(f"{family}, {chr(65 + number % 26)}." for family in chance.sample(_FAMILIES, 1 + number % 3))
    title = " ".join(_word(chance) for _ in range(7)).capitalize()
    fields = {
        "author": authors, "title": f"{title} {number}", "institution": "Instituut", "year": str(1995 + number % 30),
        "url": f"https://example.org/{number}",
    }  # fmt: skip
    return f"@report{{bron{number},\n" + "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items()) + "}\n"


# a change that a person makes: one word more on a page, another year in an entry
Edit = Callable[[Path, int], None]


def edit_page(folder: Path, number: int) -> None:
    """Add a sentence to the first page of docs, another one for each number."""
    path = folder / "docs/thema-00/map-0000/pagina-00000.md"
    text = path.read_text(encoding="utf-8").partition("\nNagekeken")[0]
    path.write_text(f"{text}\nNagekeken, ronde {number}.\n", encoding="utf-8")


def edit_source(folder: Path, number: int) -> None:
    """Give one entry of the bibliography another title for each number."""
    path = folder / "bibliography/bronnen.bib"
    first, comma, rest = path.read_text(encoding="utf-8").partition("title = {")
    _, brace, rest = rest.partition("}")
    path.write_text(f"{first}{comma}Een andere titel, ronde {number}{brace}{rest}", encoding="utf-8")
