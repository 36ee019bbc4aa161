"""What a page says, as Python-Markdown read it: its HTML, and everything in it that has a place.

Places are offsets in `body`, the page's text after macros; `katern.reading.origin` turns them into lines of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from katern.citations.syntax import Cluster, Flaw
from katern.reading.spans import Spans

# stands in the text of blocks where something was taken out that is no prose
BLANK = "\0"
_AROUND_COMMENT = len("<!---->")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its anchor, its words, and whether nothing stands between it and the next one."""

    level: int
    id: str
    title: str
    start: int
    end: int
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a page's list of contents; `title` is HTML."""

    level: int
    id: str
    title: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its destination as written and where that stands; `in_html` where the author wrote a tag.

    `opens` is where the link itself begins, or -1 where that is not known.
    """

    destination: str
    start: int
    words: str = ""
    in_html: bool = False
    opens: int = -1

    @property
    def local(self) -> bool:
        """Whether it points to a file of the site."""
        parts = _split(self.destination)
        return not parts.scheme and not parts.netloc and bool(parts.path) and not parts.path.startswith("/")

    @property
    def own(self) -> bool:
        """Whether it points to a place in the page itself."""
        parts = _split(self.destination)
        return not parts.scheme and not parts.netloc and not parts.path

    @property
    def file(self) -> str:
        """The path without query and fragment, decoded."""
        return unquote(_split(self.destination).path)

    @property
    def anchor(self) -> str:
        """The fragment, decoded."""
        return unquote(_split(self.destination).fragment)


@dataclass(frozen=True, slots=True)
class Picture(Link):
    """An image; `words` tell what it shows, `decorative` where the author says that it shows nothing."""

    decorative: bool = False


@dataclass(frozen=True, slots=True)
class PlacedCluster:
    """A cluster: where it stands, the place of each citation's `@`, what is written, and the section that holds it."""

    cluster: Cluster
    start: int
    keys: tuple[int, ...]
    written: str
    opens_sentence: bool = False
    section: str = ""
    in_heading: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block that a reader sees: `text` is `body[start:end]` with what is no prose blanked.

    `kind` is heading, paragraph, item, header (of a table), row, term or title (of a box); `boxes` are the boxes around it,
    outermost first; `language` is what an attribute says around it.
    """

    kind: str
    start: int
    end: int
    text: str
    level: int = 0
    boxes: tuple[str, ...] = ()
    quoted: bool = False
    language: str = ""

    @property
    def words(self) -> str:
        """The text on one line, without what was blanked."""
        return " ".join(self.text.replace(BLANK, " ").split())


@dataclass(frozen=True, slots=True)
class Box:
    """An admonition, folded block or tab: its type, its title, where it begins and ends, and the boxes around it.

    `text` is what stands inside, as words; `filled` is whether anything does.
    """

    kind: str
    title: str
    start: int
    end: int
    boxes: tuple[str, ...] = ()
    text: str = ""
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it begins and the words in its header cells; None where it has no header row."""

    start: int
    headers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Comment:
    """An HTML comment: what it says and where it begins."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Unread:
    """What looks like a fence, box, list, table, heading, citation or link in the source and was not read as one.

    `name` tells things of a kind apart: what is `left` of Markdown, or `foreign` to it (see `katern.reading.leftover`).
    """

    kind: str
    start: int
    written: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One page, read. `pieces` is its HTML, divided where its citations stand: one piece more than there are clusters."""

    body: str = ""
    pieces: tuple[str, ...] = ("",)
    clusters: tuple[PlacedCluster, ...] = ()
    contents: tuple[Entry, ...] = ()
    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    blocks: tuple[Block, ...] = ()
    boxes: tuple[Box, ...] = ()
    tables: tuple[Table, ...] = ()
    comments: tuple[Comment, ...] = ()
    unread: tuple[Unread, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    # the first and last offset of everything that is code
    code: tuple[tuple[int, int], ...] = ()
    # likewise, of HTML in which no Markdown is read
    raw: tuple[tuple[int, int], ...] = ()

    @property
    def without_code(self) -> str:
        """The body with code and comments blanked: what a page shows as text, with its tags and addresses."""
        return blanked(self.body, self._unseen)

    @property
    def _unseen(self) -> tuple[tuple[int, int], ...]:
        return (*self.code, *((one.start, one.start + len(one.text) + _AROUND_COMMENT) for one in self.comments))

    def unseen(self) -> Spans:
        """Where code and comments stand."""
        return Spans(self._unseen)


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these parts taken out, in place."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = [sign if sign == "\n" else BLANK for sign in signs[start:end]]
    return "".join(signs)


def _split(destination: str):  # type: ignore[no-untyped-def]  # urlsplit's own class
    try:
        return urlsplit(destination)
    except ValueError:  # `[x](http://[)`: an address that no parser reads is not one of ours
        return urlsplit("#")
