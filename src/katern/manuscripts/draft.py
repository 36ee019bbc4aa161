"""A document's tree as Markdown of ours: headings without gaps, tables that Markdown has, citations with keys, pictures with files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from katern.manuscripts.notes import Notes
from katern.manuscripts.tables import as_grid
from katern.manuscripts.tree import Element, raw, span_of, string, words_of
from katern.pandoc import run_pandoc
from katern.saying import Said, said

_TO = (
    "markdown_strict+pipe_tables+footnotes+citations+four_space_rule+definition_lists+task_lists+backtick_code_blocks"
    "+raw_attribute-raw_html"
)
# pictures that browsers show
WEB = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_LISTS = ("BulletList", "OrderedList")
_LOST = ("Underline", "Strikeout", "SmallCaps")
# what opens and closes macros, their blocks and their remarks
_MACRO = re.compile(r"\{[{%#]|[}%#]\}")
_BRACES = str.maketrans({"{": "&#123;", "}": "&#125;"})
# what word processors call a picture by themselves
_NO_DESCRIPTION = re.compile(
    r"^\s*$|\.(?:png|jpe?g|gif|emf|wmf|tiff?)$|automatically generated|automatisch gegenereerd|^(?:picture|image|afbeelding|figuur)\s*\d*$",
    re.IGNORECASE,
)
_NOT_READ = "refs"
_ABOVE = ("subtitle", "author", "date", "abstract-title", "abstract")


@dataclass(slots=True)
class Draft:
    """A draft: its Markdown, its title, what people left beside it, what must be looked at (below line), and its pictures."""

    text: str = ""
    title: str = ""
    notes: Notes = field(default_factory=Notes)
    told: list[Said] = field(default_factory=list)
    # by the name that the text has for them
    pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wants:
    """What a draft needs to know: the key of each source in the document, the file of each picture, words where one is to describe."""

    keys: Mapping[str, str]
    picture: Callable[[int, str], str]
    describe: str


def draft(meta: Mapping[str, Any], blocks: list[Any], media: Mapping[str, bytes], wants: Wants) -> Draft:
    """The draft of a document."""
    made = Draft()
    writing = _Writing(made, media, wants)
    made.title = title_of(meta, blocks)
    changed = writing.blocks(blocks[1:] if "title" not in meta and made.title else blocks)
    # words in the styles of a subtitle, an author, a day and a summary: text of the document as any other
    changed = [
        *writing.blocks([block for name in _ABOVE if name in meta for block in _blocks_of(meta[name])]),
        *changed,
    ]
    _without_gaps(changed)
    tree = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": changed}
    options = ["--from=json", f"--to={_TO}", "--wrap=none"]
    written = run_pandoc(options, json.dumps(tree), may_be_empty=True).decode()
    made.text = made.notes.placed(written.replace("\r\n", "\n").strip("\n") + "\n")
    return made


def _blocks_of(value: Mapping[str, Any]) -> Iterator[Element]:
    """What a document's metadata say under one name, as paragraphs."""
    kind, content = value["t"], value["c"]
    if kind == "MetaList":
        for one in content:
            yield from _blocks_of(one)
    elif kind == "MetaBlocks":
        yield from content
    elif kind in ("MetaInlines", "MetaString"):
        yield {"t": "Para", "c": content if kind == "MetaInlines" else [string(str(content))]}


def title_of(meta: Mapping[str, Any], blocks: list[Element]) -> str:
    """What a document calls itself: its title, or a single heading above all."""
    if "title" in meta and (title := " ".join(words_of(meta["title"].get("c")).split())):
        return title
    tops = [block for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
    return " ".join(words_of(tops[0]).split()) if len(tops) == 1 and blocks[0] is tops[0] else ""


def _without_gaps(blocks: list[Element]) -> None:
    """Headings from the second level on, as the title is the first, and none that skips a level."""
    above: list[int] = []
    for block in blocks:
        if block["t"] == "Header":
            level = block["c"][0]
            above = [one for one in above if one < level] + [level]
            block["c"][0] = min(len(above) + 1, 6)


class _Writing:
    """The state of one walk through a tree."""

    def __init__(self, made: Draft, media: Mapping[str, bytes], wants: Wants) -> None:
        self._made, self._media, self._wants = made, media, wants
        self._lost: set[str] = set()
        self._files: dict[str, str] = {}

    def blocks(self, blocks: list[Any]) -> list[Element]:
        """Blocks as they are to be written, two lists apart: Markdown would make one of them."""
        made: list[Element] = []
        for block in blocks:
            for changed in self._block(block):
                if made and changed["t"] in _LISTS and made[-1]["t"] in _LISTS:
                    made.append({"t": "RawBlock", "c": ["markdown", "<!-- -->"]})
                made.append(changed)
        return made

    def _block(self, block: Element) -> Iterator[Element]:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind in ("Para", "Plain"):
            if inner := self.inlines(content):
                yield {"t": kind, "c": inner}
        elif kind == "Header":
            if inner := self.inlines(content[2]):
                yield {"t": "Header", "c": [content[0], ["", [], []], inner]}
        elif kind == "Div":
            yield from self._division(block)
        elif kind == "BlockQuote":
            yield {"t": kind, "c": self.blocks(content)}
        elif kind == "BulletList":
            yield {"t": kind, "c": [self.blocks(item) for item in content]}
        elif kind == "OrderedList":
            yield {"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}
        elif kind == "DefinitionList":
            yield {"t": kind, "c": [[self.inlines(term), [self.blocks(one) for one in told]] for term, told in content]}
        elif kind == "Table":
            yield from self._table(block)
        elif kind == "Figure":
            yield from self.blocks(content[2])
            if " ".join(words_of(content[1][1]).split()) not in " ".join(words_of(content[2]).split()):
                yield from self.blocks(content[1][1])
        elif kind == "LineBlock":
            yield {"t": "Para", "c": [part for line in content for part in (*self.inlines(line), {"t": "LineBreak"})]}
        elif kind != "RawBlock":
            yield block

    def _division(self, block: Element) -> Iterator[Element]:
        if block["c"][0][0] == _NOT_READ:  # the list of sources: a page gets its own
            self._tell(said("drafted", "list-left-out"))
            return
        yield from self.blocks(block["c"][1])

    def _table(self, block: Element) -> Iterator[Element]:
        # what stands above a table in Markdown is a paragraph
        for above in self.blocks(block["c"][1][1]):
            yield {"t": "Para", "c": above["c"]} if above["t"] == "Plain" else above
        grid = as_grid(block["c"])
        if grid.single is not None:  # a frame around a text
            self._tell(said("drafted", "frame", words=_shown(words_of(grid.single))))
            yield from self.blocks(grid.single)
            return
        if grid.flattened:
            self._tell(
                said("drafted", "table-flattened", words=_shown(words_of(block["c"][3]) or words_of(block["c"][4])))
            )
        if not grid.head:
            self._tell(said("drafted", "table-without-head", words=_shown(words_of(block["c"][4]))))
        yield grid.block(self.inlines)

    def inlines(self, inlines: list[Any]) -> list[Element]:
        """Words as they are to be written."""
        return [changed for one in inlines for changed in self._inline(one)]

    def _inline(self, one: Element) -> Iterator[Element]:
        kind: str = one["t"]
        content: Any = one.get("c")
        if kind == "Str":
            self._made.notes.hear(content)
            yield from _without_macros(content)
        elif kind in ("Space", "SoftBreak"):
            self._made.notes.hear(" ")
            yield {"t": "Space"}
        elif kind == "Span":
            left = self._made.notes.of_span(one)
            yield from self.inlines(span_of(one)[2] if left is None else left)
        elif kind in ("Superscript", "Subscript"):
            tag = "sup" if kind == "Superscript" else "sub"
            yield from (raw(f"<{tag}>"), *self.inlines(content), raw(f"</{tag}>"))
        elif kind in _LOST:
            self._once(kind)
            yield from self.inlines(content)
        elif kind in ("Emph", "Strong"):
            yield from self._emphasised(kind, content)
        elif kind == "Quoted":
            opens, closes = ("“", "”") if content[0]["t"] == "DoubleQuote" else ("‘", "’")
            yield from (string(opens), *self.inlines(content[1]), string(closes))
        elif kind == "Link":
            # Markdown has no link within a link, as a list of contents has
            inner = [
                part for one in self.inlines(content[1]) for part in (one["c"][1] if one["t"] == "Link" else [one])
            ]
            yield {"t": "Link", "c": [["", [], []], inner, content[2]]}
        elif kind == "Image":
            yield from self._picture(content)
        elif kind == "Note":
            yield {"t": "Note", "c": self.blocks(content)}
        elif kind == "Cite":
            yield from self._cited(content)
        elif kind == "Math":
            yield from self._formula(content)
        elif kind != "RawInline":
            yield one

    def _emphasised(self, kind: str, content: list[Any]) -> Iterator[Element]:
        """Emphasis around words alone: Markdown does not read one that begins or ends with a space."""
        inner = self.inlines(content)
        if not words_of(inner).strip():
            yield from inner
            return
        first = next(number for number, one in enumerate(inner) if one["t"] != "Space")
        last = next(number for number in range(len(inner), 0, -1) if inner[number - 1]["t"] != "Space")
        yield from (*inner[:first], {"t": kind, "c": inner[first:last]}, *inner[last:])

    def _picture(self, content: list[Any]) -> Iterator[Element]:
        source = content[2][0]
        described = " ".join(words_of(content[1]).split())
        end = PurePosixPath(source).suffix.lower()
        if source not in self._media or end not in WEB:
            self._tell(said("drafted", "picture-left-out", file=PurePosixPath(source).name, words=described or "…"))
            return
        if source not in self._files:
            self._files[source] = self._wants.picture(len(self._files) + 1, end)
            self._made.pictures[self._files[source]] = self._media[source]
        if _NO_DESCRIPTION.search(described):
            described = self._wants.describe
        yield {"t": "Image", "c": [["", [], []], [string(described)], [self._files[source], ""]]}

    def _cited(self, content: list[Any]) -> Iterator[Element]:
        citations, displayed = content
        keys = [self._wants.keys.get(str(one["citationId"])) for one in citations]
        if not all(keys):
            yield from self.inlines(displayed)
            return
        self._made.notes.hear(words_of(displayed))
        parts = [_citation(one, str(key)) for one, key in zip(citations, keys, strict=True)]
        yield raw("[" + "; ".join(parts) + "]")

    def _formula(self, content: list[Any]) -> Iterator[Element]:
        self._tell(said("drafted", "formula", words=_shown(content[1])))
        sign = "$" if content[0]["t"] == "InlineMath" else "$$"
        yield raw(f"{sign}{content[1]}{sign}")

    def _once(self, kind: str) -> None:
        if kind not in self._lost:
            self._lost.add(kind)
            self._tell(said("drafted", "form-lost", form=_form(kind)))

    def _tell(self, what: Said) -> None:
        self._made.told.append(what)


def _form(kind: str) -> Said:
    if kind == "Underline":
        return said("drafted", "underlined")
    return said("drafted", "struck-out") if kind == "Strikeout" else said("drafted", "small-capitals")


def _without_macros(text: str) -> Iterator[Element]:
    """Text of which nothing is a macro: the braces of one are written as entities."""
    start = 0
    for found in _MACRO.finditer(text):
        if found.start() > start:
            yield string(text[start : found.start()])
        yield raw(found[0].translate(_BRACES))
        start = found.end()
    if start < len(text):
        yield string(text[start:])


def _citation(one: Element, key: str) -> str:
    before = " ".join(words_of(one["citationPrefix"]).split())
    after = " ".join(words_of(one["citationSuffix"]).split())
    sign = "-@" if one["citationMode"]["t"] == "SuppressAuthor" else "@"
    after = after if not after or after.startswith(",") else f", {after}"
    return f"{before} {sign}{key}{after}".strip()


def _shown(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= 40 else folded[:39] + "…"
