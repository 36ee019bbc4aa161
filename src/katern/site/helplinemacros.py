"""What a page may ask of the list of helplines: one in a sentence, or those of a toolkit as cards."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment

from katern.data import Helplines


def helpline_macros(known: Helplines, drawing: Environment) -> dict[str, Callable[..., str]]:
    """The macros `helpline` and `helplines` of one page; each card has its anchor once."""
    anchored: set[str] = set()

    def helpline(id: object) -> str:
        found = known.named(str(id))  # {{ helpline(112) }} is clear enough
        if found is None:
            return ""  # toolkit.helpline-missing tells it, and stops a build
        return drawing.get_template("katern/helpline.html").render(line=found).strip()

    def helplines(toolkit: str, open_to: str | None = None, urgent: bool = False) -> str:
        found = known.of(toolkit, open_to, urgent)
        if not found:
            return ""  # see above
        new = {line.id for line in found} - anchored
        anchored.update(new)
        return drawing.get_template("katern/helplines.html").render(lines=found, anchored=new)

    return {"helpline": helpline, "helplines": helplines}
