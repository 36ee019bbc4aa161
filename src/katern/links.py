"""Links in a Markdown text: where each stands and what it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_DESTINATION = (
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()\\]|\\.|\([^\s()]*\)|[ \t]+(?![\s\"')]))*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"  # title
)
_INLINE = re.compile(rf"(?P<image>!?)(?<!\\)\[(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*\]{_DESTINATION}", re.DOTALL)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\n?[ \t]*<?(?P<bare>[^\s<>]+)>?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Link:
    """One link or image: its destination as written and the offset at which the destination stands."""

    destination: str
    start: int
    image: bool = False

    @property
    def local(self) -> bool:
        """Whether it points to a file of the site."""
        parts = urlsplit(self.destination)
        return not parts.scheme and not parts.netloc and bool(parts.path) and not parts.path.startswith("/")

    @property
    def file(self) -> str:
        """The path without query and fragment, decoded."""
        return unquote(urlsplit(self.destination).path)


def find_links(text: str) -> Iterator[Link]:
    """All inline links, images and reference definitions of a text whose code is blanked."""
    if "](" in text:
        position = 0
        while match := _INLINE.search(text, position):
            group = "bare" if match["angled"] is None else "angled"
            if match[group]:
                yield _link(match[group], match.start(group), bool(match["image"]))
            # a link may hold an image: go on inside its text
            position = match.start() + (2 if match["image"] else 1)
    if "]:" in text:
        for match in _DEFINITION.finditer(text):
            yield _link(match["bare"], match.start("bare"), False)


def _link(destination: str, start: int, image: bool) -> Link:
    try:
        urlsplit(destination)
    except ValueError:  # `[x](http://[)`: an address that no parser reads is not one of ours
        destination = "#"
    return Link(destination, start, image)
