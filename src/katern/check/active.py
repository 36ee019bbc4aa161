"""Rules on content that runs: tags, attributes and addresses of a text, drawings, and files that are code and no content."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from katern.finding import Finding, Position, Said, said
from katern.item import Item
from katern.library import Library
from katern.photos.svg import scripts_in
from katern.reading.active import Active, active_in
from katern.reading.balance import Slip, unbalanced
from katern.textfile import walk

# files that browsers run, or draw with what runs in them
_CODE = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".xml", ".xsl", ".xslt", ".js", ".mjs", ".cjs", ".wasm", ".swf", ".svgz", ".hta", ".mht", ".mhtml", ".htc")  # fmt: skip
_DRAWING = ".svg"
# a heading without a number, as pandoc and bookdown write it, and what becomes of that
_UNNUMBERED = re.compile(r"^#{1,6}[^\n]*(?P<braces>\{[ ]?(?:[^{}\n]*[ ])?-(?:[ ,][^{}\n]*)?\})[ ]*$", re.MULTILINE)
_WITHOUT_NUMBER = re.compile(r"<h[1-6] -_? ?")
# so much of a tag finds it again where Markdown left it as it was
_ENOUGH = 200


def active_texts(library: Library) -> Iterator[Finding]:
    """html.active: what runs or leads elsewhere in a text; html.element: a tag or attribute on no list."""
    for item in library.items.values():
        for field in item.fields:
            for found in active_in("".join(field.text.pieces)):
                yield Finding.error(field.position(0), _told(found))
        yield from _in_text(item)


def _in_text(item: Item) -> Iterator[Finding]:
    search = _Search(item.text.body)
    unnumbered = _UNNUMBERED.finditer(item.text.body)
    for found in active_in("".join(item.text.pieces)):
        if _WITHOUT_NUMBER.match(found.tag) and (heading := next(unnumbered, None)) is not None:
            yield Finding.error(item.position(heading.start("braces")), said("html.element", "unnumbered"))
        else:
            yield Finding.error(item.position(search.place(found)), _told(found))
    for slip in unbalanced(item.text.without_code) if "<" in item.text.body else ():
        yield Finding.error(item.position(slip.start), _OFF_BALANCE[slip.kind](slip))


class _Search:
    """Finds what stands in a page's HTML in its text, each thing behind the one before it where it can be."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._lower = body.lower()
        self._behind: dict[str, int] = {}

    def place(self, found: Active) -> int:
        """Where it is written; the beginning of the text where a macro made it."""
        for written in self._ways(found):
            at = self._lower.find(written, self._behind.get(written, 0))
            if at >= 0:
                self._behind[written] = at + len(written)
                return at
        return 0

    @staticmethod
    def _ways(found: Active) -> Iterator[str]:
        yield found.tag[:_ENOUGH].lower()
        element = re.match(r"<[\w:-]+", found.tag)
        if found.name in ("handler", "attribute-active", "attribute"):
            yield f"{found.what}="
            yield found.what
        if found.value:
            yield found.value[:_ENOUGH].lower()
            yield found.value.split(":")[0].lower()
        if element is not None:
            yield element[0].lower()


_TOLD: Mapping[str, Callable[[Active], Said]] = MappingProxyType(
    {
        "script": lambda found: said("html.active", "script"),
        "active": lambda found: said("html.active", "active", element=found.what),
        "handler": lambda found: said("html.active", "handler", attribute=found.what),
        "attribute-active": lambda found: said("html.active", "attribute", attribute=found.what),
        "address": lambda found: said("html.active", "address", scheme=found.what),
        "style": lambda found: said("html.active", "style"),
        "taken": lambda found: said("html.active", "taken", name=found.what),
        "element": lambda found: said("html.element", "element", element=found.what),
        "attribute": lambda found: said("html.element", "attribute", attribute=found.what),
        "untidy": lambda found: said("html.element", "untidy", written=found.tag),
    }
)


_OFF_BALANCE: Mapping[str, Callable[[Slip], Said]] = MappingProxyType(
    {
        "unclosed": lambda slip: said("html.element", "unclosed", element=slip.element),
        "stray": lambda slip: said("html.element", "stray", element=slip.element),
    }
)


def _told(found: Active) -> Said:
    return _TOLD[found.name](found)


def active_files(library: Library, named: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """html.active: scripts in drawings, and files beside the texts that browsers run; `named` are scripts of mkdocs.yml."""
    layout = library.layout
    for folder, _ in layout.trees:
        for path in walk(layout.root, folder, ("",)):
            suffix = posixpath.splitext(path)[1].lower()
            if suffix not in (*_CODE, _DRAWING) or path.startswith(f"{layout.data}/"):
                continue
            address = layout.address(path)
            if address is None or address in named or (folder == layout.docs and layout.left_out(address)):
                continue
            if suffix == _DRAWING:
                yield from _in_drawing(layout.root, path)
            else:
                yield Finding.error(Position(path), said("html.active", "file", suffix=suffix))


def _in_drawing(root: Path, path: str) -> Iterator[Finding]:
    try:
        found = scripts_in((root / path).read_bytes())
    except (OSError, ValueError):  # told as a bad picture
        return
    for line, what in found:
        yield Finding.error(Position(path, line), said("html.active", "drawing", what=what))
