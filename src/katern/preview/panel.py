"""The panel with findings in each page that the preview serves; no file of a site ever holds it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from katern.finding import Finding
from katern.messages import Told, tell
from katern.preview.renewing import counted
from katern.preview.screen import Shown
from katern.words.preview import PreviewWords

# more than these help nobody in a page
_MOST = 100
_END = b"</body>"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file with findings that a page is not drawn from; `url` is that of its own page, where it has one."""

    path: str
    url: str | None
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page with a panel stands: its URL within the site, the way from the server's root to the site, and its mark.

    The mark says which version of the page it is; `since` which of the files that it uses.
    """

    url: str
    base: str
    mark: str = ""
    since: str = ""


def panel(shown: Shown, place: Place, words: PreviewWords, more: Sequence[Finding] = ()) -> str:
    """The panel of a page as HTML; `more` are findings of the page that only its own making tells."""
    own = dict.fromkeys((*more, *shown.origins.own(place.url, shown.findings)))
    others = [finding for finding in shown.findings if finding not in own]
    part = shown.origins.parts.get(place.url)
    values = {
        "own": tell(list(own)[:_MOST], words.language),
        "own_left": max(len(own) - _MOST, 0),
        "elsewhere": _by_file(others[:_MOST], shown, words.language),
        "left": max(len(others) - _MOST, 0),
        "here": counted(own, words),
        "rest": counted(others, words),
        "worst": _worst(list(own), others, shown),
        "trouble": shown.trouble,
        "kept": part is not None and part.path in shown.kept,
        "urgent": shown.trouble is not None or shown.build is None or (part is not None and part.path in shown.kept),
    }
    return _templates().get_template("panel.html").render(words=words, base=place.base, **values)


def with_panel(html: bytes, drawn: str, place: Place, words: PreviewWords) -> bytes:
    """A page with its panel, at the end of its body."""
    element = _templates().get_template("element.html").render(words=words, place=place, panel=drawn).encode()
    before, end, after = html.rpartition(_END)
    return before + element + end + after if end else html + element


def page(name: str, base: str, words: PreviewWords, **values: object) -> bytes:
    """A page of the preview's own, without its panel."""
    return _templates().get_template(name).render(words=words, base=base, **values).encode()


def _worst(own: Sequence[Finding], others: Sequence[Finding], shown: Shown) -> str:
    if shown.trouble is not None or any(finding.severity == "error" for finding in own):
        return "error"
    return "warning" if own else "elsewhere" if others else "none"


def _by_file(findings: Sequence[Finding], shown: Shown, language: str) -> list[Elsewhere]:
    by_path: dict[str, list[Told]] = {}
    for told in tell(findings, language):
        by_path.setdefault(told.path, []).append(told)
    return [Elsewhere(path, shown.origins.urls.get(path), tuple(those)) for path, those in by_path.items()]


@functools.cache
def _templates() -> Environment:
    folder = Path(__file__).with_name("templates")
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
