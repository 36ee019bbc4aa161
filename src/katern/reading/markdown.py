"""Runs Python-Markdown, with the site's own extensions, once a page, and gathers what it read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from katern.characters import conflicts
from katern.citations.syntax import IsKey
from katern.layout import Layout
from katern.reading.blocks import BlockExtension
from katern.reading.budget import LongBlocks, without_open_tags
from katern.reading.citing import CitationExtension
from katern.reading.extensions import made
from katern.reading.filelinks import FileLinkExtension
from katern.reading.gather import Read, gather
from katern.reading.leaf import Leaves
from katern.reading.leaves import Walk
from katern.reading.marks import MarkExtension
from katern.reading.patience import TookTooLong, at_most
from katern.reading.places import Cursor, lost_lines
from katern.reading.quick import speed_up
from katern.reading.text import Entry, Text, Unread

# what Katern's own syntax needs, and in which a site of the engine alone is written
DIALECT: tuple[str, ...] = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist",
)  # fmt: skip
_CONFIGS: Mapping[str, Any] = MappingProxyType(
    {"pymdownx.tabbed": {"alternate_style": True}, "pymdownx.tasklist": {"custom_checkbox": True}}
)
# seconds of work that reading a page may take; a long page takes a tenth of one
_PATIENCE = 30.0
# so much of a text that could not be read tells which it is
_BEGINNING = 40
_PUT_ASIDE = re.compile("\x02[^\x03]*\x03")
_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# around the step that reads inline text (20)
_BEFORE_INLINE, _AFTER_INLINE, _LAST = 20.5, 5.5, -100.0
# signs behind a backslash become those signs at 0
_BEFORE_UNESCAPE = 0.5
_BEFORE_FENCES, _AFTER_FENCES, _AFTER_HTML = 29.9, 20.5, 14


@dataclass(frozen=True, slots=True)
class Dialect:
    """The site's Markdown: its extensions and their options, and the titles of boxes that have none of their own."""

    extensions: tuple[Any, ...] = DIALECT
    configs: Mapping[str, Any] = field(default_factory=lambda: _CONFIGS)
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({"done": "gedaan"}))


class Reader:
    """Reads pages and short texts in one dialect."""

    def __init__(self, dialect: Dialect, layout: Layout, is_key: IsKey) -> None:
        self._dialect = dialect
        self._layout = layout
        self._is_key = is_key

    def page(self, path: str, body: str) -> Text:
        """The text of a page, whose links are those of the file at `path`."""
        citing = self._citing(body)
        links = FileLinkExtension(self._layout, path)
        own = [citing, links, BlockExtension(self._dialect.titles), MarkExtension()]
        extensions = [*self._dialect.extensions, *own]
        try:
            with at_most(_PATIENCE):
                return self._read(body, citing, extensions, self._dialect.configs, links.written)
        except (RecursionError, TookTooLong):  # blocks within blocks, a thousand deep
            start = len(body) - len(body.lstrip())
            return Text(body, unread=(Unread("tangled", start, body[start : start + _BEGINNING]),))

    def inline(self, written: str) -> Text:
        """A field of front matter: emphasis, links and citations, no tags, no blocks."""
        body = written.replace("&", "&amp;").replace("<", "&lt;") if "<" in written else written
        citing = self._citing(body)
        links = FileLinkExtension(self._layout, "")
        text = self._read(body, citing, [citing, links, "smarty"], {}, links.written)
        first, last = text.pieces[0], text.pieces[-1]
        if not (first.startswith("<p>") and last.endswith("</p>")):
            return text
        if len(text.pieces) == 1:
            return replace(text, pieces=(first[3:-4],))
        return replace(text, pieces=(first[3:], *text.pieces[1:-1], last[:-4]))

    def _citing(self, body: str) -> CitationExtension:
        # an element that no author can write, since its name depends on all that is written
        return CitationExtension(self._is_key, f"katern-{hashlib.sha256(body.encode()).hexdigest()[:16]}")

    def _read(
        self, body: str, citing: CitationExtension, extensions: list[Any], configs: Mapping[str, Any],
        written: Mapping[Element, str],
    ) -> Text:  # fmt: skip
        safe, endless = without_open_tags(body)
        watch = _Watch(safe)
        md = markdown.Markdown(extensions=[*made(extensions, configs), watch], extension_configs=dict(configs))
        tangled = speed_up(md)
        html = md.convert(safe)
        pieces = tuple(citing.token.split(html)[::2])
        order = [int(match[1]) for match in citing.token.finditer(html)]
        contents = _contents(getattr(md, "toc_tokens", ()))
        ids = frozenset(unescape(next(filter(None, found), "")) for found in _ID.findall(html))
        text = Text(body, pieces, contents=contents, ids=ids)
        untold = [max(body.find(first), 0) for first in watch.long.found]
        for start in untold if endless is None else [*untold, endless]:
            watch.leaves.unread.append(Unread("tangled", start, body[start : start + _BEGINNING]))
        return gather(
            text, Read(watch.leaves, watch.root, citing, written, order, tangled, watch.escaped), self._is_key
        )


def _contents(tokens: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    return tuple(Entry(token["level"], token["id"], token["name"], _contents(token["children"])) for token in tokens)


class _Watch(Extension):
    """Looks on while a page is read; `leaves` are its blocks, `root` its tree when all is done."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.body = body
        self.leaves = Leaves()
        self.root: Element = Element("div")
        self.inline: Element = self.root
        # the texts of elements, and those behind them, in which signs stand that were behind a backslash
        self.escaped: dict[tuple[Element, bool], str] = {}
        # the lines that were taken away as code, each with what was put there, and the numbers of that in the stash
        self.lost: Mapping[int, str] = {}
        self.fenced: range = range(0)
        self.long = LongBlocks()

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        fences = _Fences(md, self)
        md.preprocessors.register(_Lines(fences), "katern-before-fences", _BEFORE_FENCES)
        md.preprocessors.register(fences, "katern-after-fences", _AFTER_FENCES)
        md.preprocessors.register(self.long, "katern-long-blocks", _AFTER_HTML)
        md.treeprocessors.register(_Blocks(md, self), "katern-watch-blocks", _BEFORE_INLINE)
        md.treeprocessors.register(_Escaped(md, self), "katern-watch-escaped", _BEFORE_UNESCAPE)
        md.treeprocessors.register(_Whole(md, self), "katern-watch-whole", _LAST)


class _Lines(Preprocessor):
    """Keeps the lines as they are before fenced code is taken out."""

    def __init__(self, fences: _Fences) -> None:
        super().__init__()
        self.fences = fences

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's call."""
        self.fences.begin(lines)
        return lines


class _Fences(Preprocessor):
    def __init__(self, md: markdown.Markdown, watch: _Watch) -> None:
        super().__init__(md)
        self.watch = watch
        self.before: list[str] = []
        self.stashed = 0

    def begin(self, lines: list[str]) -> None:
        """What there is before code is taken out."""
        self.before, self.stashed = list(lines), self.md.htmlStash.html_counter

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's call: the lines that are gone hold fenced code."""
        self.watch.lost = lost_lines(self.before, lines)
        self.watch.fenced = range(self.stashed, self.md.htmlStash.html_counter)
        return lines


class _Blocks(Treeprocessor):
    def __init__(self, md: markdown.Markdown, watch: _Watch) -> None:
        super().__init__(md)
        self.watch = watch

    def run(self, root: Element) -> None:
        """Python-Markdown's call: the tree of blocks."""
        # a fence right below indented code is put back as text
        left = set(_PUT_ASIDE.findall("\n".join(root.itertext()))) if self.watch.lost else ()
        cursor = Cursor(self.watch.body, frozenset(line for line, put in self.watch.lost.items() if put in left))
        self.watch.leaves = Walk(cursor, self.md.htmlStash.rawHtmlBlocks, self.watch.fenced).run(root)
        self.watch.leaves.unread += (
            Unread("foreign", at, "", "conflict") for at in conflicts(self.watch.body) if not cursor.in_fence(at)
        )


class _Escaped(Treeprocessor):
    def __init__(self, md: markdown.Markdown, watch: _Watch) -> None:
        super().__init__(md)
        self.watch = watch

    def run(self, root: Element) -> None:
        """Python-Markdown's call: signs that its author escaped can still be told from others."""
        for element in root.iter():
            for tail, text in ((False, element.text), (True, element.tail)):
                if text and "\x02" in text:
                    self.watch.escaped[element, tail] = text


class _Whole(Treeprocessor):
    def __init__(self, md: markdown.Markdown, watch: _Watch) -> None:
        super().__init__(md)
        self.watch = watch

    def run(self, root: Element) -> None:
        """Python-Markdown's call: the whole tree."""
        self.watch.root = root
