"""From the blocks of a page and its finished tree: clusters, links, headings and prose, each with its place.

What Python-Markdown read and what looks like it in the source are laid side by side, block by block: the first is what
counts, the second gives the place. What only looks like it is left over and told.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from xml.etree.ElementTree import Element

from katern.citations.syntax import KEY, Cluster, Flaw, Found, IsKey, find_clusters, with_keys
from katern.reading import inline
from katern.reading.citing import NO_DEFINITION, CitationExtension
from katern.reading.leaf import Leaf, Leaves
from katern.reading.leftover import Shown, left_in, may_hold
from katern.reading.lost import lost_notes, named_links, swallowed, told_once
from katern.reading.rawhtml import read_raw
from katern.reading.seen import Eyes, Seen, address_of, sections_of, words_of_element
from katern.reading.text import Block, Comment, Heading, Link, Picture, PlacedCluster, Text, Unread
from katern.reading.textblocks import block_of, in_rows, with_texts

_PLACEHOLDER = re.compile("\x02wzxhzdk:(\\d+)\x03")
_STASHED_SIGN = re.compile("\x02(\\d+)\x03")
_LINK_DEFINITION = re.compile(
    rf"^(?!{NO_DEFINITION})[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*<?(?P<address>[^\s<>]+)>?", re.MULTILINE
)
_KEY = re.compile(rf"@({KEY})")
# so much of a text that could not be read tells which it is
_BEGINNING = 40
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class _Looks:
    kind: str
    what: object
    start: int
    found: Found | inline.LooksLikeLink


@dataclass(frozen=True, slots=True)
class Read:
    """What Python-Markdown left behind: the blocks, the finished tree, the citations, and the addresses as written.

    `order` are the numbers of the citations as the page's HTML has them; `tangled` are texts in which nothing was read;
    `escaped` are the texts of elements, and those behind them, in which escaped signs can still be told from others.
    """

    leaves: Leaves
    root: Element
    citing: CitationExtension
    written: Mapping[Element, str]
    order: Sequence[int]
    tangled: Set[str] = frozenset()
    escaped: Mapping[tuple[Element, bool], str] = field(default_factory=dict)


def gather(text: Text, read: Read, is_key: IsKey) -> Text:
    """The text with everything that was found in it."""
    leaves, citing = read.leaves, read.citing
    whole = _Gathering(text, read, is_key)
    for leaf in leaves.leaves:
        whole.leaf(leaf)
    sections = sections_of(read.root, citing)
    clusters = tuple(whole.cluster(number, sections.get(number, "")) for number in read.order)
    boxes = sorted(leaves.boxes, key=lambda box: (box.start, -box.end))
    return replace(
        text,
        clusters=clusters,
        headings=tuple(whole.headings),
        links=tuple(sorted([*whole.links, *leaves.links], key=lambda link: link.start)),
        pictures=tuple(sorted([*whole.pictures, *leaves.pictures], key=lambda picture: picture.start)),
        blocks=in_rows(whole.blocks, text.body),
        boxes=tuple(with_texts(boxes, whole.blocks)),
        tables=tuple(sorted(leaves.tables, key=lambda table: table.start)),
        comments=tuple(sorted([*leaves.comments, *whole.comments], key=lambda comment: comment.start)),
        unread=told_once(
            sorted(
                [
                    *leaves.unread,
                    *whole.unread,
                    *swallowed(text.body, leaves, is_key),
                    *lost_notes(leaves, read.root),
                ],
                key=lambda one: one.start,
            )
        ),
        flaws=tuple(sorted(whole.flaws, key=lambda flaw: flaw.start)),
        code=tuple(sorted([*leaves.code, *whole.code])),
        raw=tuple(sorted(leaves.raw)),
    )


class _Gathering:
    """The state of one gathering."""

    def __init__(self, text: Text, read: Read, is_key: IsKey) -> None:
        self.text = text
        self.leaves = read.leaves
        self.citing = read.citing
        self.written = read.written
        self.is_key = is_key
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []
        self.comments: list[Comment] = []
        self.unread: list[Unread] = []
        self.flaws: list[Flaw] = []
        self.code: list[tuple[int, int]] = []
        self._placed: dict[int, PlacedCluster] = {}
        self.tangled = read.tangled
        self._last: tuple[Leaf | None, int] = (None, 0)
        self._eyes = Eyes(read.citing, read.written, read.escaped)
        self._named = frozenset(f"[{match['label']}]" for match in named_links(text.body, is_key))

    def leaf(self, leaf: Leaf) -> None:
        """Everything in one block."""
        if leaf.raw in self.tangled:
            self.unread.append(Unread("tangled", leaf.start, leaf.raw.strip()[:_BEGINNING]))
            return
        code_free = inline.without_code(leaf.raw)
        if code_free != leaf.raw:
            self.code += ((leaf.place(start), leaf.place(end)) for start, end in inline.code_spans(leaf.raw))
        prose = inline.prose(code_free)
        told = len(self.unread), len(self.flaws)
        self._inside(leaf, code_free, prose)
        if may_hold(leaf.raw):
            self._left(leaf, code_free, (*self.unread[told[0] :], *self.flaws[told[1] :]))
        block = block_of(leaf, prose, self.text.body)
        self.blocks.append(block)
        if leaf.kind == "heading":
            element = leaf.element
            empty = not self.leaves.filled.get(id(element), True)
            if leaf.level == 1 and leaf.start and self.text.body[leaf.start - 1] == "#":
                self.unread.append(Unread("left", leaf.start - 1, leaf.raw.split()[0][:_BEGINNING], "hashtag"))
            self.headings.append(
                Heading(leaf.level, element.get("id") or "", words_of_element(element), leaf.start, leaf.end, empty)
            )

    def _inside(self, leaf: Leaf, code_free: str, prose: str) -> None:
        looks = list(self._looks(leaf, code_free, prose))
        seen = list(self._eyes.block(leaf, self.leaves))
        for one, other in _side_by_side(seen, looks):
            self._take(leaf, one, other)
        if "<" in code_free:
            self._raw(leaf, code_free)

    def _left(self, leaf: Leaf, code_free: str, told: Sequence[Unread | Flaw]) -> None:
        """What is left of Markdown in the block that readers see, but for what is told already."""
        starts = [one.start for one in told]
        for kind, one in left_in(Shown(self._eyes.shown(leaf, self.leaves), code_free)):
            start = leaf.place(one.start)
            around = range(start - 1, start + len(one.written) + 1)
            if not any(at in around for at in starts) and not (one.name == "citation" and starts):
                self.unread.append(Unread(kind, start, one.written[:_BEGINNING], one.name))

    def _looks(self, leaf: Leaf, code_free: str, prose: str) -> Iterator[_Looks]:
        found: list[_Looks] = []
        if "@" in prose:
            for cluster in find_clusters(prose, self.is_key, leaf.raw):
                if isinstance(cluster, Flaw):
                    self.flaws.append(replace(cluster, start=leaf.place(cluster.start)))
                else:
                    found.append(_Looks("cite", cluster.cluster, cluster.start, cluster))
        for link in inline.links(code_free):
            found.append(_Looks("image" if link.image else "link", address_of(link.destination), link.start, link))
        yield from sorted(found, key=lambda one: one.start)

    def _take(self, leaf: Leaf, seen: Seen | None, looks: _Looks | None) -> None:
        start = leaf.place(looks.start) if looks else leaf.start
        if seen is None:
            assert looks is not None  # a pair holds at least one of both
            if looks.kind == "cite" and _written(leaf, looks.found) in self._named:
                return  # the name of a link that is defined: [@name]: https://…
            if looks.kind == "cite":
                self.unread.append(Unread("citation", start, _written(leaf, looks.found)))
            elif "[^" not in leaf.raw:
                self.unread.append(Unread("link", start, str(looks.what)))
            return
        if seen.kind == "cite":
            self._placed[seen.number] = self._place(leaf, seen, looks)
            return
        assert seen.element is not None  # links and images are elements
        written = self.written.get(seen.element) or ""
        opens = -1
        if looks is not None and isinstance(looks.found, inline.LooksLikeLink):
            written, opens = looks.found.destination, leaf.place(looks.found.opens)
        elif written:
            start = self._defined(leaf, written)
        if seen.kind == "image":
            decorative = seen.element.get("role") == "presentation"
            self.pictures.append(Picture(written, start, seen.element.get("alt") or "", False, opens, decorative))
        else:
            self.links.append(Link(written, start, words_of_element(seen.element), False, opens))

    def _defined(self, leaf: Leaf, destination: str) -> int:
        """Where an address stands that the block only refers to: in the definition of a link, or bare in the text."""
        defined = self._definitions.get(destination)
        return leaf.place(max(leaf.raw.find(destination), 0)) if defined is None else defined

    @cached_property
    def _definitions(self) -> Mapping[str, int]:
        """Where each address stands that is given a name: the first place of each."""
        found: dict[str, int] = {}
        for match in _LINK_DEFINITION.finditer(self.text.body) if "]:" in self.text.body else ():
            found.setdefault(match["address"], match.start("address"))
        return found

    def _place(self, leaf: Leaf, seen: Seen, looks: _Looks | None) -> PlacedCluster:
        read = self.citing.clusters[seen.number]
        heading = leaf.kind == "heading"
        if looks is None or not isinstance(looks.found, Found):
            keys = tuple(leaf.place(self._behind(leaf, key)) for key in read.cluster.keys)
            return PlacedCluster(read.cluster, keys[0], keys, "", read.opens_sentence, "", heading)
        found = looks.found
        keys = tuple(leaf.place(offset) for offset in found.key_offsets)
        written = leaf.raw[found.start : found.end]
        return PlacedCluster(read.cluster, leaf.place(found.start), keys, written, read.opens_sentence, "", heading)

    def _behind(self, leaf: Leaf, key: str) -> int:
        """The offset of a key that stands in no cluster of the source, behind the last that was looked for in this block."""
        last = self._last[1] if self._last[0] is leaf else 0
        at = next((at for sign in (f"@{key}", f"@{{{key}}}") if (at := leaf.raw.find(sign, last)) >= 0), 0)
        self._last = (leaf, at + 1)
        return at

    def cluster(self, number: int, section: str) -> PlacedCluster:
        """The cluster of a token, placed, with the own keys of its sources."""
        placed = self._placed.get(number)
        if placed is None:
            read = self.citing.clusters[number]
            start = self._first.get(read.cluster.keys[0], 0)
            placed = PlacedCluster(read.cluster, start, (start,) * len(read.cluster.keys), "", read.opens_sentence)
        return replace(placed, cluster=with_keys(placed.cluster, self.citing.own), section=section)

    @cached_property
    def _first(self) -> Mapping[str, int]:
        """Where each key first stands in the body behind an `@`."""
        found: dict[str, int] = {}
        for match in _KEY.finditer(self.text.body):
            found.setdefault(match[1], match.start())
        return found

    def _raw(self, leaf: Leaf, code_free: str) -> None:
        """Tags within running text."""
        for thing in read_raw(code_free, 0):
            placed = replace(thing, start=leaf.place(thing.start))
            if isinstance(placed, Picture):
                self.pictures.append(placed)
            elif isinstance(placed, Link):
                self.links.append(placed)
            elif isinstance(placed, Comment):
                self.comments.append(placed)


def _written(leaf: Leaf, found: object) -> str:
    return leaf.raw[found.start : found.end] if isinstance(found, Found) else ""


def _side_by_side(seen: list[Seen], looks: list[_Looks]) -> Iterator[tuple[Seen | None, _Looks | None]]:
    """Pairs of what was read and what looks like it, each in order; what has no counterpart stands alone."""
    for kind in ("cite", "link", "image"):
        ours = [one for one in seen if one.kind == kind]
        theirs = [one for one in looks if one.kind == kind]
        if len(ours) == len(theirs):
            yield from zip(ours, theirs, strict=True)
            continue
        matcher = difflib.SequenceMatcher(
            None, [_name(one.what) for one in ours], [_name(one.what) for one in theirs], autojunk=False
        )
        for tag, first, end, other, last in matcher.get_opcodes():
            if tag == "equal":
                yield from zip(ours[first:end], theirs[other:last], strict=True)
            else:
                yield from ((one, None) for one in ours[first:end])
                yield from ((None, one) for one in theirs[other:last])


def _name(what: object) -> str:
    return repr(what.keys) if isinstance(what, Cluster) else str(what)
