"""The constructs of the site's dialect as paper knows them: nothing folded, nothing to click, one form for each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from katern.print.address import shown_address
from katern.print.markup import (
    BLOCKS,
    HEADINGS,
    elements,
    has_class,
    make,
    move_content,
    parse,
    remove,
    replace,
    text_of,
    titled,
    with_class,
)
from katern.words.print import Print

# two boxes side by side are legible up to this length; longer ones follow each other
_LONGEST_IN_PAIR = 420
_SHORT = 900
_TICKS = {"☐": False, "☑": True, "☒": True}
_CONTAINERS = ("li", "td", "th", "dd", "blockquote", "aside", "figure", "caption")
_BOXES = ("admonition", "write", "write-note", "messages", "question", "facts", "card", "side", "record")
# columns that a table may have upright, on its side, and before it is laid out row by row
_UPRIGHT, _SMALLER, _LANDSCAPE = 4, 6, 12


@dataclass(frozen=True, slots=True)
class Rules:
    """How one booklet draws the dialect."""

    edition: str | None
    paper: str
    landscape: bool
    words: Print


def select_edition(root: HtmlElement, edition: str | None) -> None:
    """Take out what another edition holds; afterwards no trace of it is in the tree."""
    hidden = "participant" if edition == "trainer" else "trainer"
    for element in with_class(root, hidden):
        remove(element)


def normalise(root: HtmlElement, rules: Rules) -> None:
    """Rewrite a page's HTML into the few forms that the Lua filter knows."""
    for tag in ("script", "style", "template", "noscript", "button", "hr-web"):
        for element in elements(root, tag):
            remove(element)
    _notes(root)
    _tabs(root)
    _details(root)
    _admonitions(root, rules)
    _pairs(root)
    _tasks(root)
    _helplines(root)
    lay_out_tables(root, rules)
    _languages(root)
    for element in elements(root):
        if element.tag in HEADINGS and not text_of(element):
            element.tag = "p"  # a heading without words leads nowhere


def _languages(root: HtmlElement) -> None:
    """What is in another language says so on its text: that is where Typst marks it."""
    for element in elements(root):
        language = element.attrib.pop("lang", None)
        if not language:
            continue
        if any(child.tag in BLOCKS for child in element):
            for child in element:
                child.set("lang", child.get("lang") or language)
            continue
        marked = make("span", lang=language)
        move_content(element, marked)
        element.append(marked)


def _notes(root: HtmlElement) -> None:
    """Python-Markdown's footnotes as pandoc's: the mark is a `noteref`, the note an `aside`."""
    for box in with_class(root, "footnote", "div"):
        for item in elements(box, "li"):
            name = _note_name(item.get("id") or "")
            for back in with_class(item, "footnote-backref"):
                remove(back)
            note = parse(f'<aside epub:type="footnote" id="{name}"></aside>')[0]
            move_content(item, note)
            box.addprevious(note)
        remove(box)
    for mark in elements(root, "sup"):
        link = mark.find("a")
        if link is not None and has_class(link, "footnote-ref"):
            name = _note_name((link.get("href") or "").lstrip("#"))
            note = parse(f'<a epub:type="noteref" href="#{name}">*</a>')[0]
            replace(mark, note)
            _leave_heading(note)


def _leave_heading(note: HtmlElement) -> None:
    """A heading is repeated in contents and running heads, its note must not be: it moves to the text below."""
    heading = next((above for above in note.iterancestors() if above.tag in HEADINGS), None)
    if heading is None:
        return
    below = next((element for element in heading.itersiblings() if element.tag in ("p", *HEADINGS)), None)
    remove(note)
    if below is not None and below.tag == "p":
        below.append(note)


def _note_name(id: str) -> str:
    return "noot-" + re.sub(r"[^\w-]+", "-", id.partition(":")[2] or id)


def _tabs(root: HtmlElement) -> None:
    for tabs in with_class(root, "tabbed-set", "div"):
        labels = [label for box in with_class(tabs, "tabbed-labels") for label in box]
        laid_out = make("div")
        for number, block in enumerate(with_class(tabs, "tabbed-block")):
            tab = titled("tab", labels[number] if number < len(labels) else None)
            move_content(block, tab)
            laid_out.append(tab)
        replace(tabs, laid_out)


def _details(root: HtmlElement) -> None:
    for fold in reversed(list(elements(root, "details"))):
        names = [name for name in (fold.get("class") or "").split() if name != "admonition"]
        summary = fold.find("summary")
        title = make("p", "admonition-title")
        if summary is not None:
            move_content(summary, title)
            fold.remove(summary)
        box = make("div", " ".join(["admonition", *names]))
        box.append(title)
        move_content(fold, box)
        replace(fold, box)


def _admonitions(root: HtmlElement, rules: Rules) -> None:
    # innermost first, so that a box in a box is done when its parent is read
    for box in reversed(with_class(root, "admonition", "div")):
        names = [name for name in (box.get("class") or "").split() if name not in ("admonition", "inline", "end")]
        kind = next((name for name in names if not name.isdigit()), "note")
        first = box[0] if len(box) else None
        title = first if first is not None and has_class(first, "admonition-title") else None
        if kind in ("card", "deck-card"):
            replace(box, _card(box, title))
            continue
        if kind == "write":
            lines = box.get("data-lines") or next((name for name in names if name.isdigit()), "3")
            name = "write-note" if rules.edition == "trainer" else "write"
            new = titled(name, title, data_lines=lines)
        else:
            new = titled("admonition", title, data_kind=kind)
            if len(text_of(box)) < _SHORT:
                new.set("data-short", "yes")
        if title is not None:
            box.remove(title)
        move_content(box, new)
        replace(box, new)


def _card(box: HtmlElement, title: HtmlElement | None) -> HtmlElement:
    """A card to cut: its title is the front, its text the back."""
    card, front, back = make("div", "card"), make("div", "side"), make("div", "side")
    if title is not None:
        paragraph = make("p")
        move_content(title, paragraph)
        front.append(paragraph)
        box.remove(title)
    move_content(box, back)
    card.extend([front, back])
    return card


def _pairs(root: HtmlElement) -> None:
    """`say` with a `dont` right behind it stand side by side."""
    for say in list(root.iterdescendants("div")):
        dont = say.getnext()
        if say.get("data-kind") != "say" or dont is None or dont.get("data-kind") != "dont" or (say.tail or "").strip():
            continue
        if max(len(text_of(say)), len(text_of(dont))) > _LONGEST_IN_PAIR:
            continue
        pair, left, right = make("div", "pair"), make("div", "side"), make("div", "side")
        say.addprevious(pair)
        pair.tail = dont.tail
        say.tail = dont.tail = None
        left.append(say)
        right.append(dont)
        pair.extend([left, right])


def _tasks(root: HtmlElement) -> None:
    for item in elements(root, "li"):
        sign = (item.text or "").lstrip()[:1]
        if sign in _TICKS:  # written with a box of its own
            item.text = (item.text or "").lstrip()[1:]
            item.set("class", "task-list-item")
            item.insert(0, make("input", checked="checked") if _TICKS[sign] else make("input"))
            item[0].tail, item.text = item.text, None
    # innermost first, so that the boxes left in an item are its own
    for item in reversed(with_class(root, "task-list-item", "li")):
        box = next(elements(item, "input"), None)
        done = box is not None and box.get("checked") is not None
        for control in elements(item, "input"):
            label = control.getparent()
            remove(label if label is not None and label.tag == "label" and not text_of(label) else control)
        first = item[0] if len(item) else None
        holder = first if first is not None and first.tag == "p" and not (item.text or "").strip() else item
        line = make("span", data_task="true" if done else "false")
        line.text, holder.text = (holder.text or "").lstrip(), None
        for child in list(holder):
            if child.tag in BLOCKS:
                break
            line.append(child)
        holder.insert(0, line)
    for tasks in [*elements(root, "ul"), *elements(root, "ol")]:
        if not len(tasks) or not all(has_class(item, "task-list-item") for item in tasks):
            continue  # among other items a task keeps its bullet
        wrapper = make("div", "tasks")
        replace(tasks, wrapper)
        wrapper.append(tasks)


def _paired(terms: list[HtmlElement]) -> list[HtmlElement]:
    """Terms and their values as paragraphs: the term in bold, the value behind it."""
    rows: list[HtmlElement] = []
    for term in terms:
        if term.tag == "dt":
            rows.append(make("p"))
            label = make("strong")
            move_content(term, label)
            label.tail = ": "
            rows[-1].append(label)
        elif rows:
            if len(rows[-1]) > 1 or (len(rows[-1]) and (rows[-1][0].tail or "").strip(": ")):
                rows[-1][-1].tail = (rows[-1][-1].tail or "") + "; "
            move_content(term, rows[-1])
    return rows


def _helplines(root: HtmlElement) -> None:
    for lines in with_class(root, "helplines", "ul"):
        box = make("div")
        for item in list(lines):
            card = make("div", "helpline-card")
            for link in elements(item, "a"):
                _show_address(link)
            for paragraph in list(item):
                if paragraph.tag == "p":
                    part = make("div", paragraph.get("class") or "")
                    inner = make("p")
                    move_content(paragraph, inner)
                    part.append(inner)
                    paragraph = part
                card.append(paragraph)
            box.append(card)
        replace(lines, box)


def _show_address(link: HtmlElement) -> None:
    """Whom one calls from paper: "Website" says nothing there."""
    address = link.get("href") or ""
    shown = shown_address(address)
    words = text_of(link)
    if address.startswith("http") and shown and words not in shown:
        link.text = f"{words}: {shown}"


def lay_out_tables(root: HtmlElement, rules: Rules) -> None:
    """Give wide tables the form in which a page holds them."""
    turned: list[HtmlElement] = []
    for table in elements(root, "table"):
        columns = max((sum(int(cell.get("colspan") or 1) for cell in row) for row in elements(table, "tr")), default=0)
        scale = 1 if rules.paper != "a5" else 1.5
        if columns <= _UPRIGHT / scale:
            continue
        if columns * scale <= _SMALLER:
            wrapper = make("div", "narrow", data_size="0.82em")
        elif columns * scale <= _LANDSCAPE and rules.landscape and not _is_held(table):
            wrapper = make("div", "landscape", data_size="0.85em" if columns <= 8 else "0.72em")
            turned.append(wrapper)
        else:
            replace(table, _records(table))
            continue
        replace(table, wrapper)
        wrapper.append(table)
    for wrapper in turned:
        _take_headings(wrapper)


def _is_held(table: HtmlElement) -> bool:
    """Whether a table stands in a box, a list or a cell: a page cannot turn inside one."""
    return any(
        above.tag in _CONTAINERS or any(has_class(above, name) for name in _BOXES) for above in table.iterancestors()
    )


def _take_headings(wrapper: HtmlElement) -> None:
    """A page on its side starts with the headings of what it shows."""
    before = wrapper.getprevious()
    while before is not None and before.tag in HEADINGS[1:] and not (before.tail or "").strip():
        wrapper.insert(0, before)
        before = wrapper.getprevious()


def _records(table: HtmlElement) -> HtmlElement:
    """A table that no page holds, row by row: the first cell names the row, the others follow with their heading."""
    rows = list(elements(table, "tr"))
    names = [text_of(cell) for cell in rows[0]]
    box = make("div")
    caption = table.find("caption")
    if caption is not None:
        paragraph = make("p")
        move_content(caption, paragraph)
        box.append(paragraph)
    for row in rows[1:]:
        cells = list(row)
        if not cells:
            continue
        record = titled("record", cells[0])
        values = []
        for name, cell in zip(names[1:], cells[1:], strict=False):
            value = make("dd")
            move_content(cell, value)
            if text_of(value) or len(value):
                values += [make("dt", text=name or "–"), value]
        record.extend(_paired(values))
        box.append(record)
    return box
