"""One run of inline content: white space as a browser reads it, and markup in between."""

from __future__ import annotations

import re

from katern.print.typst.prose import prose

_SPACE = re.compile(r"[ \t\n\r\f]+")


class Line:
    """Collects what stands on the lines of one paragraph; a space at its start, at its end or behind a space is none."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._texts: dict[int, str] = {}
        self._open = True
        self._shows = False

    def text(self, text: str | None) -> None:
        """Add running text."""
        if not text:
            return
        text = _SPACE.sub(" ", text)
        if self._open:
            text = text.removeprefix(" ")
        if not text:
            return
        self._open = text.endswith(" ")
        self._shows = self._shows or text != " "
        self._texts[len(self._parts)] = text
        self._parts.append("")

    def code(self, code: str) -> None:
        """Add markup that shows nothing by itself."""
        self._parts.append(code)

    def thing(self, code: str) -> None:
        """Add what takes its place in the line: a picture, code, a formula, a place that links lead to."""
        self._shows = True
        self._parts.append(code)
        self._open = False

    def line_break(self) -> None:
        """Begin a new line."""
        self._trim()
        self._parts.append("#linebreak();")
        self._open = True

    def _trim(self) -> None:
        """Take the space away that stands last."""
        if self._open and self._texts:
            last = max(self._texts)
            self._texts[last] = self._texts[last].removesuffix(" ")

    def close(self) -> str:
        """The markup of the run; nothing where nothing stands in it."""
        if not self._shows:
            return ""
        self._trim()
        for number, text in self._texts.items():
            self._parts[number] = prose(text) if text else ""
        return "".join(self._parts)
