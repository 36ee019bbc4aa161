"""Slides of a meeting: one for each step of its schedule, what the trainer says in the notes."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from katern import halfmade
from katern.item import Item
from katern.items import Part, Step
from katern.print import conversion, slidemaster
from katern.print.markup import (
    BLOCKS,
    HEADINGS,
    elements,
    has_class,
    make,
    parse,
    remove,
    remove_citation,
    serialise,
    text_of,
    with_class,
)
from katern.print.pictures import is_chart
from katern.words import Words

# what an item of a list says, and what the items of a list in it say
Entry = tuple[str, tuple[str, ...]]
# a meeting of so few steps needs no slide that tells them
_FEW = 2
_MINUTES = re.compile(r"\s*\([^()]*\d[^()]*\)")
# in front of what a heading says: `1.`, `Step 1:`
_NUMBER = re.compile(r"(?:[^\W\d]+\s+)?\d{1,2}\s*[.:)]\s*(?=[^\s\d])")
_LINES = (*HEADINGS, "p", "li", "td", "dt", "dd", "summary")


def deck(
    meeting: Item,
    exercises: Mapping[str, Item],
    texts: Mapping[str, HtmlElement],
    words: Words,
    drawn: Callable[[HtmlElement], HtmlElement],
) -> str:
    """The slides of a meeting as pandoc's HTML; `texts` are the admitted texts of the trainer's edition by path.

    A chart of a step stands on a slide behind it, as the picture that `drawn` makes of it.
    """
    meta = meeting.meta
    assert isinstance(meta, Part)  # only a part has a schedule
    for text in texts.values():
        _without_sources(text)
    out = make("div")
    if len(meta.schedule) > _FEW:
        slides = _listed("ul", words.print.programme, [(step.title, ()) for step in meta.schedule])
        out.extend(element for slide in slides for element in slide)
    for step in meta.schedule:
        exercise = exercises.get(step.exercise or "")
        text = texts.get(exercise.path) if exercise is not None else None
        section = list(_within(texts.get(meeting.path), step.title))
        steps = _steps(section if exercise is None else _within(text, None))
        first, *rest = _listed("ol", step.title, steps)
        out.extend(first)
        parts = [section, *([list(_within(text, None))] if exercise is not None else [])]
        notes = make("div", "notes")
        notes.extend([make("p", text=line) for part in parts for line in _notes(part)])
        out.append(notes)
        out.extend(element for slide in rest for element in slide)
        for chart in (element for part in parts for element in part if is_chart(element)):
            out.extend(_chart(chart, drawn))
        questions = _questions(text)
        if questions:
            title = f"{step.title}{'' if step.title[-1:] in '?!.' else ':'} {words.print.questions}"
            out.extend(element for slide in _listed("ul", title, questions) for element in slide)
    # pandoc starts a slide at a heading only where no element holds it
    return "".join(serialise(element) for element in out)


def shown(html: str) -> str:
    """What stands on the slides themselves, without the trainer's notes."""
    root = parse(html)
    for notes in with_class(root, "notes", "div"):
        notes.drop_tree()
    return serialise(root)


def find_exercises(meeting: Item, parts: tuple[Item, ...]) -> dict[str, Item]:
    """The parts that a schedule names, by the name it uses."""
    schedule: tuple[Step, ...] = getattr(meeting.meta, "schedule", ())
    found = {}
    for step in schedule:
        for part in parts:
            if step.exercise in (part.slug, f"{part.slug}.md"):
                found[step.exercise or ""] = part
    return found


def _without_sources(text: HtmlElement) -> None:
    """Take out what no slide shows and nobody says aloud: sources, and the marks of notes."""
    for citation in with_class(text, "citation"):
        remove_citation(citation)
    for mark in with_class(text, "footnote-ref", "a"):
        remove(mark)


def _steps(part: Iterable[HtmlElement]) -> list[Entry]:
    """What the group does, step by step, without its minutes: the first numbered list that is no list of questions.

    Where there is none, the headings that are numbered.
    """
    told = list(part)
    listed = next((steps for element in told if (steps := _steps_in(element))), [])
    headings = [text_of(one) for one in told if one.tag in HEADINGS and not _is_for_trainers(one)]
    numbered: list[Entry] = [(_MINUTES.sub("", _NUMBER.sub("", text)), ()) for text in headings if _NUMBER.match(text)]
    return listed or (numbered if len(numbered) > 1 else [])


def _steps_in(listed: HtmlElement) -> list[Entry]:
    if listed.tag != "ol" or _is_for_trainers(listed):
        return []
    steps = [entry for item in listed.findall("li") if (entry := _entry(item))[0]]
    return steps if len(steps) > 1 and not all(_asks(entry) for entry in steps) else []


def _entry(item: HtmlElement) -> Entry:
    """What an item says, and the items of lists in it; what else it holds is told in the notes."""
    parts, below = [item.text or ""], list[str]()
    for child in item:
        if child.tag in ("ul", "ol"):
            below += [text for inner in child.findall("li") if (text := " ".join(_flat(_entry(inner))))]
        elif child.tag == "p":
            parts += [" ", text_of(child), " "]
        elif child.tag not in BLOCKS and isinstance(child.tag, str):
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return _MINUTES.sub("", " ".join("".join(parts).split())), tuple(below)


def _flat(entry: Entry) -> Iterator[str]:
    yield from (entry[0], *entry[1])


def _asks(entry: Entry) -> bool:
    return entry[0].endswith("?")


def _questions(root: HtmlElement | None) -> list[Entry]:
    """What the group talks about: the items of lists that ask something, but for those that are a step."""
    if root is None:
        return []
    steps = next((listed for listed in elements(root, "ol") if _steps_in(listed)), None)
    items = [
        item
        for item in elements(root, "li")
        if not _is_for_trainers(item) and not _ends_in_link(item) and steps not in item.iterancestors()
    ]
    return [entry for entry in map(_entry, items) if _asks(entry)]


def _ends_in_link(item: HtmlElement) -> bool:
    """Whether an entry ends in a link: then the question is what a page is called."""
    return len(item) > 0 and item[-1].tag == "a" and not (item[-1].tail or "").strip()


def _is_for_trainers(element: HtmlElement) -> bool:
    return any(has_class(above, "trainer") for above in element.iterancestors())


def _listed(tag: str, title: str, lines: list[Entry]) -> list[list[HtmlElement]]:
    """The slides of a list under its title, as many as its lines need; where there are none, one that begins something."""
    fewest = len(_divided(lines, slidemaster.MOST_LINES))
    # as few as can be, and as even: no last line on a slide of its own
    most = range(slidemaster.MOST_LINES + 1)
    even = next(found for room in most if len(found := _divided(lines, room)) == fewest)
    slides, number = [], 1
    for place, those in enumerate(even, 1):
        listed = make(tag, start=str(number)) if tag == "ol" and number > 1 else make(tag)
        for line, below in those:
            item = make("li", text=line)
            if below:
                item.append(make("ul"))
                item[0].extend([make("li", text=text) for text in below])
            listed.append(item)
        slides.append([make("h2", text=title if place == 1 else f"{title} ({place})"), listed])
        number += len(those)
    return slides or [[make("h1", text=title)]]


def _divided(lines: list[Entry], most: int) -> list[list[Entry]]:
    """Entries of a list on slides that hold so many lines; a longer entry has one for itself."""
    slides: list[list[Entry]] = []
    room = 0
    for entry in lines:
        needed = sum(map(slidemaster.lines_of, _flat(entry)))
        if needed > room:
            slides.append([])
            room = most
        slides[-1].append(entry)
        room -= needed
    return slides


def _chart(drawing: HtmlElement, drawn: Callable[[HtmlElement], HtmlElement]) -> list[HtmlElement]:
    """The slide of a chart: its title, the drawing, and where its figures are from."""
    figure = next(drawing.iterancestors("figure"))
    told = [text_of(line) for line in figure.iterdescendants("p")]
    source = next((text_of(line) for line in reversed(list(figure.itersiblings("p")))), "")
    image = drawn(copy.deepcopy(drawing))
    # pandoc writes a picture's description below it, and what its title says into its description
    image.set("title", image.get("alt") or "")
    image.set("alt", source)
    picture = make("p")
    picture.append(image)
    return [make("h2", text=told[0] if told else ""), picture]


def _within(root: HtmlElement | None, title: str | None) -> Iterator[HtmlElement]:
    """The elements of a page, or of its section of that title."""
    level = None if title is not None else 0  # of the heading under which we read; None outside the section
    for element in elements(root) if root is not None else ():
        if element.tag in HEADINGS and title is not None:
            here = int(element.tag[1])
            if title.casefold() in text_of(element).casefold():
                level = here
                continue
            if level is not None and here <= level:
                level = None
        if level is not None:
            yield element


def _notes(part: list[HtmlElement]) -> list[str]:
    """The text of a page or section, a paragraph a line; nobody says a table of figures aloud."""
    charts = {next(drawing.iterancestors("figure")).getparent() for drawing in part if is_chart(drawing)}
    lines = (
        _own_text(element)
        for element in part
        if element.tag in _LINES and not any(above in charts for above in element.iterancestors())
    )
    return [line for line in lines if line]


def _own_text(element: HtmlElement) -> str:
    """The text of an element up to the first block in it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS:
            break
        parts += [text_of(child), child.tail or ""] if isinstance(child.tag, str) else [child.tail or ""]
    return " ".join("".join(parts).split())


def write(html: str, pictures: Mapping[str, bytes], data: Mapping[str, Any], epoch: int, output: Path) -> int:
    """Write the slides, with pictures as programs for slides can show them; returns how many slides there are."""
    house = data.get("house", {})
    with halfmade.folder("slides") as folder:
        for name, content in pictures.items():
            Path(folder, f"{name}.png").write_bytes(content)
            html = html.replace(f'src="{name}"', f'src="{name}.png"')
        metadata = Path(folder, "metadata.json")
        values = {
            "title": data["title"],
            "subtitle": data["subtitle"] or data["site"],
            "author": data["site"],
            "lang": f"{data['lang']}-{data['region']}",
        }
        metadata.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        master = Path(folder, "reference.pptx")
        master.write_bytes(slidemaster.reference(*slidemaster.style_of(house)))
        options = [
            "--to=pptx",
            "--slide-level=2",
            f"--metadata-file={metadata}",
            f"--reference-doc={master}",
            f"--resource-path={folder}",
        ]
        conversion.to_file(html, options, output, epoch)
    logo = pictures.get(house.get("logo", ""))
    output.write_bytes(slidemaster.finished(output.read_bytes(), str(values["lang"]), str(data["site"]), logo))
    return len(re.findall("<h[12]>", html)) + 1
