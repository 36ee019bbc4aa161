"""What stands among blocks: each element's form in Typst, by what print calls it and by its tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from katern.print.diagrams import is_diagram
from katern.print.markup import has_class, text_of
from katern.print.typst import tableforms
from katern.print.typst.footnotes import is_note
from katern.print.typst.prose import string

if TYPE_CHECKING:
    from katern.print.typst.writer import Writer

Block = Callable[["Writer", HtmlElement], str]

# by class, the call that takes what the box holds
_CALLS = {
    "lead": "lead", "messages": "messages", "facts": "facts", "tasks": "tasks", "helpline-card": "helpline-card",
    "helplines__name": "helpline-name", "helplines__number": "helpline-number", "helplines__seen": "small",
    "summary-front": "summary-front", "summary-back": "summary-back",
}  # fmt: skip
# boxes whose title is an argument of its own
_TITLED = {"question": "question", "tab": "tab", "record": "record"}
# what a line announces that ends in a colon, or has no more signs than a word or two; of a longer line so many at most
_ANNOUNCED = ("dl", "figure", "ol", "pre", "table", "ul")
_WORD, _NAME = 24, 300
# what holds blocks and adds nothing on paper
_PLAIN = (
    "address", "article", "dd", "div", "dt", "figcaption", "footer", "header", "hgroup", "legend", "li", "main", "nav",
    "fieldset", "search", "section", "summary",
)  # fmt: skip


def write(writer: Writer, element: HtmlElement) -> str:
    """An element as a block; one that paper does not know is noted, and what it holds stands there."""
    if element.tag in ("div", "section"):
        for name in (element.get("class") or "").split():
            if name in BOXES:
                return BOXES[name](writer, element)
    form = _FORMS.get(element.tag)
    if form is None:
        writer.unknown.append(element)
        form = _plain
    return form(writer, element)


def _plain(writer: Writer, element: HtmlElement) -> str:
    return writer.flow(element)


def _called(call: str) -> Block:
    return lambda writer, element: f"#{call}{writer.body(element)}"


def _titled(call: str) -> Block:
    return lambda writer, element: f"#{call}{_with_title(writer, element, '')}"


def _with_title(writer: Writer, element: HtmlElement, said: str) -> str:
    """The arguments of a box: what is said of it, its title or none, and what it holds."""
    first = element[0] if len(element) else None
    if first is None or not has_class(first, "title"):
        return f"({said + ', ' if said else ''}none){writer.body(element)}"
    return f"({said}){writer.body(first)}{writer.body(element, without=(first,))}"


def _paragraph(writer: Writer, element: HtmlElement) -> str:
    # blocks in a paragraph came of what the engine put in the place of something in a line
    flow = writer.flow(element)
    if not flow:
        return ""
    return f"#lead-in[{flow}]" if _leads_in(element) else f"{flow}\n\n"


def _leads_in(element: HtmlElement) -> bool:
    """Whether a paragraph stays with what stands below it: a list that it announces, the rest of an item that it names."""
    below = next(element.itersiblings("*"), None)
    if below is None or len(text_of(element)) > _NAME or (element.tail or "").strip():
        return False
    words = text_of(element)
    announces = below.tag in _ANNOUNCED and (words.endswith(":") or len(words) <= _WORD)
    above, begins = element.getparent(), element.getprevious() is None
    # the mark of a note stands on its first line
    if above is None or (begins and is_note(above)):
        return False
    return announces or (begins and above.tag == "li")


def _heading(writer: Writer, element: HtmlElement) -> str:
    words = writer.line(element)
    name = element.get("id")
    label = f"#label({string(name)})" if name else ""
    leaf = "#leaf\n" if element.get("data-leaf") else ""
    return f"{leaf}#heading(level: {element.tag[1]})[{words}]{label}" if words else ""


def _list(call: str) -> Block:
    def form(writer: Writer, element: HtmlElement) -> str:
        items = [child for child in element if isinstance(child.tag, str)]
        said = _numbers(element, len(items)) if call == "enum" else ""
        loose = any(len(item.findall("p")) > 1 for item in items)
        said += "spacing: apart, " if loose else ""
        made = f"#{call}({said}\n" + "\n".join(_item(writer, item, call) for item in items) + "\n)"
        return f"#loose-items[{made}]" if loose else made

    return form


def _item(writer: Writer, item: HtmlElement, call: str) -> str:
    number = (item.get("value") or "").strip()
    numbered = call == "enum" and number.lstrip("-").isdigit() and number.isascii()
    content = f"[{(writer.flow(item) if item.tag == 'li' else writer.alone(item)).rstrip()}]"
    return f"enum.item({number}){content}," if numbered else f"{content},"


_NUMBERINGS = {"a": "a.", "A": "A.", "i": "i.", "I": "I."}


def _numbers(element: HtmlElement, count: int) -> str:
    said = ""
    if element.get("type") in _NUMBERINGS:
        said += f'numbering: "{_NUMBERINGS[element.get("type") or ""]}", '
    start = (element.get("start") or "").strip()
    if element.get("reversed") is not None:
        said += f"reversed: true, start: {int(start) if start.isdigit() else count}, "
    elif start.isascii() and start.isdigit():
        said += f"start: {int(start)}, "
    return said


def _definitions(writer: Writer, element: HtmlElement) -> str:
    """Terms, each with its meanings; several terms may share them."""
    out: list[str] = []
    for entry in _entries(element):
        if entry.tag == "dt":
            out.append(f"#term{writer.body(entry)}")
        elif entry.tag == "dd":
            out.append(f"#meaning{writer.body(entry)}")
        else:
            out.append(writer.alone(entry))
    return "\n".join(part for part in out if part)


def _entries(element: HtmlElement) -> list[HtmlElement]:
    """The terms and meanings of a list, those in a `div` too."""
    found: list[HtmlElement] = []
    for child in element:
        if isinstance(child.tag, str):
            found += _entries(child) if child.tag == "div" else [child]
    return found


def _figure(writer: Writer, element: HtmlElement) -> str:
    captions = [child for child in element if child.tag == "figcaption"]
    said = "[" + "\n\n".join(writer.flow(caption) for caption in captions) + "]" if captions else "(none)"
    # a caption stands where it stands on the site: above or below
    above = "(above: true)" if captions and captions[0] is element[0] else ""
    return f"#captioned{above}{said}{writer.body(element, without=captions)}"


def _code(writer: Writer, element: HtmlElement) -> str:
    if is_diagram(element):
        writer.unknown.append(element)  # a browser draws it
    text = "".join(element.itertext()).strip("\n")
    return f"#raw({string(text)}, block: true)" if text.strip() else ""


def _aside(writer: Writer, element: HtmlElement) -> str:
    """A note is written where it is marked."""
    return "" if is_note(element) else writer.flow(element)


def _table(writer: Writer, element: HtmlElement) -> str:
    return tableforms.write(writer, element)


def _admonition(writer: Writer, element: HtmlElement) -> str:
    short = "short: true, " if element.get("data-short") else ""
    return "#admonition" + _with_title(writer, element, short + string(element.get("data-kind") or "note"))


def _lines(call: str) -> Block:
    return lambda writer, element: f"#{call}{_with_title(writer, element, str(int(element.get('data-lines') or 3)))}"


def _valued(call: str, name: str, text: bool) -> Block:
    def form(writer: Writer, element: HtmlElement) -> str:
        value = element.get(f"data-{name}") or ""
        return f"#{call}({string(value) if text else value}){writer.body(element)}"

    return form


def _glossary_term(writer: Writer, element: HtmlElement) -> str:
    return "#glossary-term" + _with_title(writer, element, string(element.get("data-name") or ""))


def _pair(writer: Writer, element: HtmlElement) -> str:
    """Two boxes of one height: the grid that holds them draws their lines."""
    boxes = (box for side in element for box in side)
    sides = ("side" + _with_title(writer, box, string(box.get("data-kind") or "note")) for box in boxes)
    return f"#pair({', '.join(sides)})"


def _chart(writer: Writer, element: HtmlElement) -> str:
    """A drawing with what is told of it; the table of its figures may begin on the page of the drawing and go on."""
    for box in element.iterfind(".//div[@data-short]"):
        box.attrib.pop("data-short")
    return f"#chart{writer.body(element)}"


def _card(writer: Writer, element: HtmlElement) -> str:
    said = f"{element.get('data-number') or 0}, {string(element.get('data-group') or '')}"
    return f"#add-card({said})" + "".join(writer.body(side) for side in element)


def _set_part(writer: Writer, element: HtmlElement) -> str:
    said = {name: element.get(f"data-{name}") or "" for name in ("form", "title", "about")}
    texts = ", ".join(f"{name}: {string(value)}" for name, value in said.items())
    stays = "true" if element.get("data-stays") else "false"
    texts += f", per: {element.get('data-per')}" if element.get("data-per") else ""
    return f"#set-part({texts}, copies: {element.get('data-copies') or 0}, stays: {stays}){writer.body(element)}"


# by what print calls a box
BOXES: Mapping[str, Block] = {
    **{name: _called(call) for name, call in _CALLS.items()},
    **{name: _titled(call) for name, call in _TITLED.items()},
    "admonition": _admonition,
    "card": _card,
    "chart": _chart,
    "glossary-term": _glossary_term,
    "landscape": _valued("landscape", "size", text=False),
    "narrow": _valued("narrow", "size", text=False),
    "pair": _pair,
    "set-part": _set_part,
    "source": _valued("source", "name", text=True),
    "write": _lines("write-lines"),
    "write-note": _lines("write-note"),
}

_FORMS: Mapping[str, Block] = {
    **dict.fromkeys(_PLAIN, _plain),
    **{f"h{level}": _heading for level in range(1, 7)},
    "aside": _aside,
    "blockquote": lambda writer, element: f"#quote(block: true){writer.body(element)}",
    "center": lambda writer, element: f"#align(center){writer.body(element)}",
    "dl": _definitions,
    "figure": _figure,
    "hr": lambda writer, element: "#horizontalrule",
    "menu": _list("list"),
    "ol": _list("enum"),
    "p": _paragraph,
    "pre": _code,
    "table": _table,
    "ul": _list("list"),
}
