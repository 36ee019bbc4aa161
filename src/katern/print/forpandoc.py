"""What pandoc's reader of HTML forgets, said in forms that it keeps: languages, directions, numbers of lists, boxes to tick."""

from __future__ import annotations

from lxml.html import HtmlElement

from katern.print.markup import BLOCKS, elements, make, move_content, replace

# languages that are written from right to left, unless their script says otherwise
_LEFTWARD = ("ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi")
_SCRIPTS = ("arab", "hebr", "syrc", "thaa", "nkoo", "adlm")
# what has no text of its own between blocks
_HELD = ("li", "dd", "dt", "td", "th", "tr", "thead", "tbody", "tfoot", "caption", "figcaption", "summary")
# pandoc keeps what these say
_KEPT = ("span", "div")


def keep_forms(root: HtmlElement) -> None:
    """Rewrite what pandoc would forget."""
    for task in elements(root, "span"):
        if task.get("data-task"):
            task.text = ("☒ " if task.get("data-task") == "true" else "☐ ") + (task.text or "")
    for listed in elements(root, "ol"):
        _numbers(listed)
    _languages(root)


def _languages(root: HtmlElement) -> None:
    """What is in another language says so, and how it runs, on an element that pandoc lets keep it."""
    for element in elements(root):
        language, direction = element.get("lang"), element.get("dir")
        direction = direction if direction in ("ltr", "rtl") else _direction(language)
        if language and direction == "rtl":
            element.set("dir", direction)
        if not (language or direction) or element.tag in _KEPT:
            continue
        said = {name: value for name, value in (("lang", language), ("dir", direction)) if value}
        if element.tag in BLOCKS and element.tag not in _HELD and not element.tag.startswith("h"):
            held = make("div", **said)
            replace(element, held)
            held.append(element)
        elif any(child.tag in BLOCKS for child in element):
            for child in element:
                for name, value in said.items():
                    child.set(name, child.get(name) or value)
        elif element.tag not in ("tr", "thead", "tbody", "tfoot", "table"):
            marked = make("span", **said)
            move_content(element, marked)
            element.append(marked)


def _direction(language: str | None) -> str | None:
    name, *rest = (language or "").casefold().split("-")
    script = next((part for part in rest if len(part) == 4), None)
    return "rtl" if script in _SCRIPTS or (script is None and name in _LEFTWARD) else None


def _numbers(listed: HtmlElement) -> None:
    """A list whose numbers do not run on by one becomes several, each with where it starts."""
    items = listed.findall("li")
    back = listed.get("reversed") is not None
    if not back and not any(item.get("value") for item in items):
        return
    number = _whole(listed.get("start"), len(items) if back else 1)
    before = listed
    for place, item in enumerate(items):
        told = _whole(item.get("value"), number)
        if back or told != number or place == 0:
            if place:
                after = make("ol")
                after.attrib.update({name: value for name, value in listed.attrib.items() if name in ("type", "class")})
                after.tail, before.tail = before.tail, None
                before.addnext(after)
                before = after
            before.set("start", str(told))
        if before is not listed:
            before.append(item)
        number = told - 1 if back else told + 1


def _whole(said: str | None, otherwise: int) -> int:
    number = (said or "").strip()
    return int(number) if number.isascii() and number.removeprefix("-").isdigit() else otherwise
