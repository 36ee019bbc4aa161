"""Rows of profiles: areas of one municipality share all of a row but their own figure, so that it is drawn once and filled in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import Environment
from markupsafe import Markup, escape

from katern.monitor.profile import Line, Strip

# stand for the figure, the number behind it and its place on the strip while a row is drawn
_TEXT, _COUNT, _PLACE = "\ue000", "\ue001", "\ue002"
_OWN = re.compile(f"([{_TEXT}{_COUNT}{_PLACE}])")


class AreaRows:
    """Draws rows and key figures."""

    def __init__(self, env: Environment) -> None:
        self._parts = env.get_template("katern/monitor/parts.html").module
        self._drawn: dict[tuple[object, ...], list[str]] = {}

    def rows(self, lines: Sequence[Line]) -> Markup:
        """The rows of a table."""
        return Markup("".join([self._filled("row", line, ()) for line in lines]))

    def keys(self, lines: Sequence[Line], names: Sequence[str]) -> Markup:
        """Key figures, with the names of the areas around."""
        return Markup("".join([self._filled("key", line, tuple(names)) for line in lines]))

    def _filled(self, form: str, line: Line, names: tuple[str, ...]) -> str:
        here, strip = line.here, line.strip
        key = (
            form, names, line.measure.id, here.value is None, bool(here.behind), line.source,
            tuple(one.text + one.behind for one in line.around), strip and (*strip[:2], bool(strip.here), *strip[3:]),
        )  # fmt: skip
        pieces = self._drawn.get(key)
        if pieces is None:
            pieces = self._drawn[key] = _OWN.split(self._draw(form, line, names))
        own = {_TEXT: escape(here.text), _COUNT: escape(here.behind), _PLACE: strip.here if strip else ""}
        return "".join([own.get(piece, piece) for piece in pieces])

    def _draw(self, form: str, line: Line, names: tuple[str, ...]) -> str:
        marked = line.here._replace(text=_TEXT, behind=_COUNT if line.here.behind else "")
        strip: Strip | None = line.strip
        if strip is not None and strip.here:
            strip = strip._replace(here=_PLACE)
        whole = line._replace(here=marked, strip=strip)
        drawn = self._parts.row(whole) if form == "row" else self._parts.key(whole, names)  # type: ignore[attr-defined]
        return str(drawn)
