"""From the blocks of a page and its finished tree: clusters, links, headings and prose, each with its place.

What Python-Markdown read and what looks like it in the source are laid side by side, block by block: the first is what
counts, the second gives the place. What only looks like it is left over and told.
"""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from katern.citations.syntax import KEY, Cluster, Flaw, Found, IsKey, find_clusters, with_keys
from katern.reading import inline
from katern.reading.citing import NO_DEFINITION, CitationExtension
from katern.reading.leaves import Leaf, Leaves
from katern.reading.leftover import EMPHASIS, LINK, Shown, left_in, may_hold
from katern.reading.rawhtml import read_raw
from katern.reading.spans import Spans
from katern.reading.text import BLANK, Block, Box, Comment, Heading, Link, Picture, PlacedCluster, Text, Unread

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
class _Seen:
    """One thing in a block: `cite`, `link` or `image`, what it is, and where its place was found."""

    kind: str
    what: object
    element: Element | None = None
    number: int = -1


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
    sections = _sections(read.root, citing)
    clusters = tuple(whole.cluster(number, sections.get(number, "")) for number in read.order)
    boxes = sorted(leaves.boxes, key=lambda box: (box.start, -box.end))
    return replace(
        text,
        clusters=clusters,
        headings=tuple(whole.headings),
        links=tuple(sorted([*whole.links, *leaves.links], key=lambda link: link.start)),
        pictures=tuple(sorted([*whole.pictures, *leaves.pictures], key=lambda picture: picture.start)),
        blocks=_rows(whole.blocks, text.body),
        boxes=tuple(_with_texts(boxes, whole.blocks)),
        tables=tuple(sorted(leaves.tables, key=lambda table: table.start)),
        comments=tuple(sorted([*leaves.comments, *whole.comments], key=lambda comment: comment.start)),
        unread=_once(
            sorted(
                [
                    *leaves.unread,
                    *whole.unread,
                    *_swallowed(text.body, leaves, is_key),
                    *_lost_notes(leaves, read.root),
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
        self._eyes = _Eyes(read.citing, read.written, read.escaped)
        self._named = frozenset(f"[{match['label']}]" for match in _named_links(text.body, is_key))

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
        block = _block(leaf, prose, self.text.body)
        self.blocks.append(block)
        if leaf.kind == "heading":
            element = leaf.element
            empty = not self.leaves.filled.get(id(element), True)
            if leaf.level == 1 and leaf.start and self.text.body[leaf.start - 1] == "#":
                self.unread.append(Unread("left", leaf.start - 1, leaf.raw.split()[0][:_BEGINNING], "hashtag"))
            self.headings.append(
                Heading(leaf.level, element.get("id") or "", _words(element), leaf.start, leaf.end, empty)
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
            found.append(_Looks("image" if link.image else "link", _address(link.destination), link.start, link))
        yield from sorted(found, key=lambda one: one.start)

    def _take(self, leaf: Leaf, seen: _Seen | None, looks: _Looks | None) -> None:
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
            self.links.append(Link(written, start, _words(seen.element), False, opens))

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

    def _place(self, leaf: Leaf, seen: _Seen, looks: _Looks | None) -> PlacedCluster:
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


def _address(destination: str) -> str:
    return unquote(destination.replace("\\", "")).strip()


@dataclass(frozen=True, slots=True)
class _Children:
    """The places of an element's children, and which of them it had before inline text was read."""

    place: Mapping[int, int]
    known: Set[int]


@dataclass(frozen=True, slots=True)
class _Eyes:
    """Sees what Python-Markdown made of a block's text; `written` are addresses before they became those of the site."""

    citing: CitationExtension
    written: Mapping[Element, str]
    escaped: Mapping[tuple[Element, bool], str]
    children: dict[int, _Children] = field(default_factory=dict)

    def block(self, leaf: Leaf, leaves: Leaves) -> Iterator[_Seen]:
        """Everything in a block, in order."""
        element = leaf.above[-1] if leaf.tail else leaf.element
        children = self._children(element, leaves)
        yield from _in_text(leaf.element.tail if leaf.tail else element.text, self.citing)
        position = children.place.get(id(leaf.element), -1) + 1 if leaf.tail else 0
        while position < len(element):
            child = element[position]
            if id(child) in children.known:
                return
            yield from self._element(child)
            yield from _in_text(child.tail, self.citing)
            position += 1

    def shown(self, leaf: Leaf, leaves: Leaves) -> Iterator[str]:
        """The words of a block as readers see them, piece by piece; code, pictures and bare addresses are blank."""
        element = leaf.above[-1] if leaf.tail else leaf.element
        children = self._children(element, leaves)
        yield self._text(leaf.element, True) if leaf.tail else self._text(element)
        position = children.place.get(id(leaf.element), -1) + 1 if leaf.tail else 0
        while position < len(element) and id(element[position]) not in children.known:
            yield from self._shown(element[position])
            yield self._text(element[position], True)
            position += 1

    def _shown(self, element: Element) -> Iterator[str]:
        if "headerlink" in (element.get("class") or ""):
            return
        if element.tag in ("code", "img", "sup", "input") or isinstance(element.text, AtomicString):
            yield BLANK
            return
        around = {"a": LINK, "em": EMPHASIS, "strong": EMPHASIS}.get(element.tag, "")
        yield around
        yield self._text(element)
        for child in element:
            yield from self._shown(child)
            yield self._text(child, True)
        yield around.replace(LINK, "")

    def _text(self, element: Element, tail: bool = False) -> str:
        """The text of an element, or what follows it, in which escaped signs are no signs."""
        return self.escaped.get((element, tail)) or (element.tail if tail else element.text) or ""

    def _children(self, element: Element, leaves: Leaves) -> _Children:
        found = self.children.get(id(element))
        if found is None:
            place = {id(child): number for number, child in enumerate(element)}
            known = frozenset(id(child) for child in leaves.children.get(id(element), ()))
            found = self.children[id(element)] = _Children(place, known)
        return found

    def _element(self, element: Element) -> Iterator[_Seen]:
        names = element.get("class") or ""
        mail = "\x02" in (element.get("href") or "")  # an address of mail, written in signs
        if element.tag == "a" and not mail and not any(name in names for name in ("footnote", "headerlink")):
            yield _Seen("link", self._address(element, "href"), element)
        elif element.tag == "img":
            yield _Seen("image", self._address(element, "src"), element)
        if element.tag in ("code", "a") and "headerlink" in names:
            return
        yield from _in_text(element.text, self.citing)
        for child in element:
            yield from self._element(child)
            yield from _in_text(child.tail, self.citing)

    def _address(self, element: Element, name: str) -> str:
        return _address(self.written.get(element) or element.get(name) or "")


def _in_text(text: str | None, citing: CitationExtension) -> Iterator[_Seen]:
    for match in _PLACEHOLDER.finditer(text or ""):
        number = citing.stashed.get(int(match[1]))
        if number is not None:
            yield _Seen("cite", citing.clusters[number].cluster, None, number)


def _side_by_side(seen: list[_Seen], looks: list[_Looks]) -> Iterator[tuple[_Seen | None, _Looks | None]]:
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


def _block(leaf: Leaf, prose: str, body: str) -> Block:
    """The block as it stands in the page's text: what stands between its lines is blanked."""
    if not leaf.lines:
        return Block(leaf.kind, 0, 0, "", leaf.level, leaf.boxes, leaf.quoted)
    start, end = leaf.start, leaf.end
    text = list(inline.blank(body[start:end]))
    for line in leaf.lines:
        shown = prose[line.inside : line.inside + line.length]
        text[line.start - start : line.start - start + len(shown)] = shown
    return Block(
        leaf.kind, start, end, "".join(text)[: end - start], leaf.level, leaf.boxes, leaf.quoted, _language(leaf)
    )


def _language(leaf: Leaf) -> str:
    for element in (leaf.element, *reversed(leaf.above)):
        if language := element.get("lang"):
            return language
    return ""


def _rows(blocks: list[Block], body: str) -> tuple[Block, ...]:
    """The blocks in order, the cells of a row as one."""
    rows: list[Block] = []
    for block in sorted(blocks, key=lambda block: (block.start, block.end)):
        last = rows[-1] if rows else None
        if (
            last is not None
            and block.kind == last.kind
            and block.kind in ("row", "header")
            and "\n" not in body[last.end : block.start]
        ):
            between = inline.blank(body[last.end : block.start])
            rows[-1] = replace(last, end=block.end, text=last.text + between + block.text)
        else:
            rows.append(_from_bar(block, body) if block.kind in ("row", "header") else block)
    return tuple(rows)


def _from_bar(block: Block, body: str) -> Block:
    """A row from the bar that opens it."""
    before = body[body.rfind("\n", 0, block.start) + 1 : block.start]
    bar = len(before) - before.find("|") if "|" in before and not before.strip(" \t>|") else 0
    return replace(block, start=block.start - bar, text=BLANK * bar + block.text)


def _with_texts(boxes: Sequence[Box], blocks: Sequence[Block]) -> Iterator[Box]:
    """The boxes with the words of the blocks in them."""
    words = [(block.start, block.words) for block in sorted(blocks, key=_start) if block.kind != "title"]
    starts = [start for start, _ in words]
    for box in boxes:
        inside = words[bisect.bisect_right(starts, box.start) : bisect.bisect_right(starts, box.end)]
        yield replace(box, text=" ".join(word for _, word in inside))


def _start(block: Block) -> int:
    return block.start


def _words(element: Element) -> str:
    """The words of an element as a reader sees them, without links to itself, notes and citations."""
    text = _STASHED_SIGN.sub(lambda match: chr(int(match[1])), "".join(_strings(element)))
    return " ".join(_PLACEHOLDER.sub("", text).split())


def _strings(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        names = child.get("class") or ""
        if not ("headerlink" in names or (child.tag == "sup" and (child.get("id") or "").startswith("fnref"))):
            yield from _strings(child)
        yield child.tail or ""


def _sections(root: Element, citing: CitationExtension) -> dict[int, str]:
    """The heading above each citation; what stands in a note belongs where its mark stands."""
    found: dict[int, str] = {}
    marks: dict[str, str] = {}

    def walk(element: Element, section: str, note: bool) -> str:
        if element.tag in _HEADINGS and element.tag != "h1":
            section = _words(element)
        id = element.get("id") or ""
        if id.startswith("fnref:"):
            marks.setdefault(id.removeprefix("fnref:"), section)
        if element.tag == "li" and id.startswith("fn:"):
            section = marks.get(id.removeprefix("fn:"), section)
        for one in _in_text(element.text, citing):
            found[one.number] = section
        for child in element:
            section = walk(child, section, note)
            for one in _in_text(child.tail, citing):
                found[one.number] = section
        return section

    walk(root, "", False)
    return found


def _once(found: Sequence[Unread]) -> tuple[Unread, ...]:
    """The findings without those that come of the same slip: a note whose mark or definition is misspelt is told at its mark."""
    missing = {one.written for one in found if one.name == "note-missing"}
    seen: set[str] = set()
    kept: list[Unread] = []
    for one in found:
        if (one.name == "note-missing" and one.written in seen) or (one.name == "note-unused" and missing):
            continue
        seen.add(one.written)
        kept.append(one)
    return tuple(kept)


def _lost_notes(leaves: Leaves, root: Element) -> Iterator[Unread]:
    """Footnotes to which no mark leads, and those of which another has the name."""
    if not leaves.notes:
        return
    ids = [element.get("id") or "" for element in root.iter()]
    marks = {id.partition(":")[2] for id in ids if id.startswith("fnref")}
    drawn = {id.removeprefix("fn:") for id in ids if id.startswith("fn:")}
    seen: set[str] = set()
    for name, start in leaves.notes:
        if name in drawn and (name in seen or name not in marks):
            yield Unread("left", start, f"[^{name}]", "note-twice" if name in seen else "note-unused")
        seen.add(name)


_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>-?@[^\]\n]+)\]:[ \t]*\S.*$", re.MULTILINE)


def _named_links(body: str, is_key: IsKey) -> Iterator[re.Match[str]]:
    """Definitions of links whose names begin with an `@` and are no sources, and that the page uses: `[@name]`."""
    if "]:" in body:
        for match in _DEFINITION.finditer(body):
            first = re.split(r"[\s,;]", match["label"].lstrip("-@"))[0]
            if body.count(f"[{match['label']}]") > 1 and not is_key(first):
                yield match


def _swallowed(body: str, leaves: Leaves, is_key: IsKey) -> Iterator[Unread]:
    """`[@key]: https://…` at the start of a line defines a link for Python-Markdown, and is gone."""
    if "]:" not in body:
        return
    read = Spans((leaf.start, leaf.end + 1) for leaf in leaves.leaves if "]:" in leaf.raw)
    named = {match.start() for match in _named_links(body, is_key)}
    for match in _DEFINITION.finditer(body):
        if not read.hold(match.start("label")) and match.start() not in named:
            yield Unread("definition", match.start("label") - 1, match.group().strip())
