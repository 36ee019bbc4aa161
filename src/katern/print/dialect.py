"""The constructs of the site's dialect as paper knows them: nothing folded, nothing to click, one form for each."""

from __future__ import annotations

import re

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
    remove_unread_notes,
    replace,
    text_of,
    titled,
    with_class,
)
from katern.print.nesting import untangle
from katern.print.rules import Rules
from katern.print.tablelayout import lay_out_tables

# two boxes side by side are legible up to this length; longer ones follow each other
_LONGEST_IN_PAIR = 420
_SHORT = 900
# what holds nothing to read
_FOR_MACHINES = ("script", "style", "template")
_TICKS = {"☐": False, "☑": True, "☒": True}


def select_edition(root: HtmlElement, edition: str | None) -> None:
    """Take out what another edition holds; afterwards no trace of it is in the tree."""
    hidden = "participant" if edition == "trainer" else "trainer"
    for element in with_class(root, hidden):
        remove(element)
    remove_unread_notes(root)


def normalise(root: HtmlElement, rules: Rules) -> None:
    """Rewrite a page's HTML into the few forms that paper has."""
    for tag in _FOR_MACHINES:
        for element in elements(root, tag):
            remove(element)
    untangle(root)
    _notes(root)
    _tabs(root)
    _details(root)
    _admonitions(root, rules)
    _pairs(root)
    _tasks(root)
    _helplines(root)
    lay_out_tables(root, rules)
    for element in elements(root):
        if element.tag in HEADINGS and not text_of(element):
            element.tag = "p"  # a heading without words leads nowhere


def _notes(root: HtmlElement) -> None:
    """Python-Markdown's footnotes as pandoc's: the mark is a `noteref`, the note an `aside`."""
    for box in with_class(root, "footnote", "div"):
        for item in [item for notes in box.findall("ol") for item in notes.findall("li")]:
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


def _note_name(id: str) -> str:
    return "note-" + re.sub(r"[^\w-]+", "-", id.partition(":")[2] or id)


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
            remove(summary)
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
            if "role" in names:
                new.set("data-role", "yes")
            if len(text_of(box)) < _SHORT:
                new.set("data-short", "yes")
        if title is not None:
            remove(title)
        move_content(box, new)
        replace(box, new)


def _card(box: HtmlElement, title: HtmlElement | None) -> HtmlElement:
    """A card to cut: its title is the front, its text the back."""
    card, front, back = make("div", "card"), make("div", "side"), make("div", "side")
    if title is not None:
        paragraph = make("p")
        move_content(title, paragraph)
        front.append(paragraph)
        remove(title)
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
