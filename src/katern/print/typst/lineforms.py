"""What stands in a line: each element's form in Typst, by its tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from katern.print.markup import has_class, text_of
from katern.print.typst.line import Line
from katern.print.typst.prose import address, string

if TYPE_CHECKING:
    from katern.print.typst.writer import Writer

Inline = Callable[["Writer", HtmlElement, Line], None]

# what a call of Typst wraps
_WRAPPED = {
    "em": "emph", "i": "emph", "cite": "emph", "dfn": "emph", "var": "emph",
    "strong": "strong", "b": "strong",
    "sub": "sub", "sup": "super",
    "del": "strike", "s": "strike", "strike": "strike",
    "ins": "underline", "u": "underline",
    "mark": "highlight", "small": "smaller",
}  # fmt: skip
# what adds nothing on paper to the words in it
_PLAIN = (
    "abbr", "acronym", "bdi", "bdo", "big", "data", "font", "label", "meter", "nobr", "output", "picture", "progress",
    "slot", "span", "time",
)  # fmt: skip
_SPACE = re.compile(r"[ \t\n\r\f]+")
# who calls reads a number on one line; longer text at such a link is no number alone
_CALLED, _NUMBER = ("tel:", "sms:"), 22
_LITERAL = ("code", "kbd", "samp", "tt")


def write(writer: Writer, element: HtmlElement, line: Line) -> None:
    """Add an element to a run; one that paper does not know is noted, and its words stand there."""
    form = _FORMS.get(element.tag)
    if form is None:
        writer.unknown.append(element)
        form = _apart
    form(writer, element, line)


def language_of(language: str | None, direction: str | None) -> str:
    """The arguments of `text` for a language (BCP 47) and a direction of writing."""
    name, _, rest = (language or "").partition("-")
    region = next((part for part in rest.split("-") if len(part) == 2 and part.isalpha()), None)
    said = []
    if len(name) in (2, 3) and name.isascii() and name.isalpha():
        said += [f"lang: {string(name.lower())}", f"region: {string(region.upper()) if region else 'none'}"]
    if direction in ("ltr", "rtl"):
        said.append(f"dir: {direction}")
    return ", ".join(said)


def _wrapped(call: str) -> Inline:
    def form(writer: Writer, element: HtmlElement, line: Line) -> None:
        line.code(f"#{call}[")
        writer.words(element, line)
        line.code("];")

    return form


def _plain(writer: Writer, element: HtmlElement, line: Line) -> None:
    writer.words(element, line)


def _apart(writer: Writer, element: HtmlElement, line: Line) -> None:
    """The words of what may stand between other words without a space."""
    line.text(" ")
    writer.words(element, line)
    line.text(" ")


def _span(writer: Writer, element: HtmlElement, line: Line) -> None:
    done = element.get("data-task")
    if done:
        _wrapped(f"task({done})")(writer, element, line)
    elif has_class(element, "citation-small"):
        _wrapped("small")(writer, element, line)
    else:
        writer.words(element, line)


def _break(writer: Writer, element: HtmlElement, line: Line) -> None:
    line.line_break()
    writer.words(element, line)


def _chance(writer: Writer, element: HtmlElement, line: Line) -> None:
    line.code("#chance;")
    writer.words(element, line)


def _literal(writer: Writer, element: HtmlElement, line: Line) -> None:
    if next(element.iter("img", "br"), None) is not None:
        writer.words(element, line)
    else:
        line.thing(f"#raw({string(_SPACE.sub(' ', ''.join(element.itertext())))});")


def _quoted(writer: Writer, element: HtmlElement, line: Line) -> None:
    line.text("“")
    writer.words(element, line)
    line.text("”")


def _reading(writer: Writer, element: HtmlElement, line: Line) -> None:
    """How a word is read aloud stands behind it; browsers that draw it above leave such brackets out."""
    line.text(" (")
    writer.words(element, line)
    line.text(")")


def _image(writer: Writer, element: HtmlElement, line: Line) -> None:
    said = [string(element.get("src") or "")]
    alt = " ".join((element.get("alt") or "").split())
    if alt:
        said.append(f"alt: {string(alt)}")
    if element.get("data-points"):
        said.append(f"width: {element.get('data-points')}pt")
    if has_class(element, "inline"):
        said.append("inline: true")
    line.thing(f"#picture({', '.join(said)});")


def _link(writer: Writer, element: HtmlElement, line: Line) -> None:
    target = element.get("href")
    note = writer.notes.mark(writer, element)
    if note is not None:
        line.thing(note)
    elif not target:
        writer.words(element, line)
    elif target.startswith("#"):
        _wrapped(f"{'xref' if has_class(element, 'page') else 'inref'}({string(target[1:])})")(writer, element, line)
    else:
        shown = element.get("data-shown")
        linked = _wrapped(f"ext({string(target)}{_note(shown) if shown else ''})")
        if target.startswith(_CALLED) and len(text_of(element)) <= _NUMBER:
            line.code("#unbroken[")
            linked(writer, element, line)
            line.code("];")
        else:
            linked(writer, element, line)


def _formula(writer: Writer, element: HtmlElement, line: Line) -> None:
    """A formula with its source as its description; one that nobody could read is noted, and its source stands there."""
    markup = element.get("data-typst")
    if markup:
        line.thing(f"#formula({string(text_of(element))})[{markup}];")
    else:
        writer.unknown.append(element)
        _apart(writer, element, line)


def _note(shown: str) -> str:
    return f", shown: [{address(shown)}]"


_FORMS: Mapping[str, Inline] = {
    **{tag: _wrapped(call) for tag, call in _WRAPPED.items()},
    **dict.fromkeys(_PLAIN, _plain),
    **dict.fromkeys(_LITERAL, _literal),
    "a": _link,
    "br": _break,
    "img": _image,
    "math": _formula,
    "q": _quoted,
    "rb": _plain,
    "rp": lambda writer, element, line: None,
    "rt": _reading,
    "ruby": _plain,
    "span": _span,
    "wbr": _chance,
}
