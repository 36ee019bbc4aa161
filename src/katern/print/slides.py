"""Slides of a meeting: one for each step of its schedule, what the trainer says in the notes."""

from __future__ import annotations

import copy
import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml.html import HtmlElement

from katern import halfmade
from katern.item import Item
from katern.items import Part, Step
from katern.print import conversion
from katern.print.markup import (
    BLOCKS,
    HEADINGS,
    elements,
    has_class,
    make,
    parse,
    remove_citation,
    serialise,
    text_of,
    with_class,
)
from katern.print.pictures import is_chart
from katern.words import Words

# lines on one slide, and signs on one of them: what is more goes on on the next
_MOST, _WIDE = 8, 46
_MINUTES = re.compile(r"\s*\([^()]*\d[^()]*\)")
_COLOURS = {"brand": "#0f4c5c", "accent": "#b0472a"}
_NUMBER = Path(__file__).parent / "templates" / "slide-number.xml"
_TITLE_STYLE = re.compile(rb"<p:titleStyle>.*?</p:titleStyle>", re.DOTALL)
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
    out = make("div")
    for step in meta.schedule:
        exercise = exercises.get(step.exercise or "")
        text = texts.get(exercise.path) if exercise is not None else None
        first, *rest = _listed("ol", step.title, _steps(text))
        out.extend(first)
        parts: list[tuple[HtmlElement | None, str | None]] = [(texts.get(meeting.path), step.title)]
        if exercise is not None:
            parts.append((texts.get(exercise.path), None))
        notes = make("div", "notes")
        notes.extend([make("p", text=line) for root, title in parts for line in _notes(root, title)])
        out.append(notes)
        out.extend(element for slide in rest for element in slide)
        for root, title in parts:
            for element in _within(root, title):
                if is_chart(element):
                    out.extend(_chart(element, drawn))
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


def _steps(root: HtmlElement | None) -> list[str]:
    """What the group does, step by step: the first numbered list of an exercise, without its minutes."""
    for listed in elements(root, "ol") if root is not None else ():
        steps = [_MINUTES.sub("", _own_text(item)) for item in listed if item.tag == "li"]
        if not _is_for_trainers(listed) and len(steps) > 1:
            return [step for step in steps if step]
    return []


def _questions(root: HtmlElement | None) -> list[str]:
    """What the group talks about: the items of lists that ask something."""
    if root is None:
        return []
    items = [item for item in elements(root, "li") if not _is_for_trainers(item) and not _ends_in_link(item)]
    return [text for text in map(_own_text, items) if text.endswith("?")]


def _ends_in_link(item: HtmlElement) -> bool:
    """Whether an entry ends in a link: then the question is what a page is called."""
    return len(item) > 0 and item[-1].tag == "a" and not (item[-1].tail or "").strip()


def _is_for_trainers(element: HtmlElement) -> bool:
    return any(has_class(above, "trainer") for above in element.iterancestors())


def _listed(tag: str, title: str, lines: list[str]) -> list[list[HtmlElement]]:
    """The slides of a list under its title, as many as its lines need; one slide where there are none."""
    fewest = len(_divided(lines, _MOST))
    # as few as can be, and as even: no last line on a slide of its own
    even = next(found for most in range(_MOST + 1) if len(found := _divided(lines, most)) == fewest)
    slides, number = [], 1
    for place, those in enumerate(even, 1):
        listed = make(tag, start=str(number)) if tag == "ol" and number > 1 else make(tag)
        listed.extend(make("li", text=line) for line in those)
        slides.append([make("h1", text=title if place == 1 else f"{title} ({place})"), listed])
        number += len(those)
    return slides or [[make("h1", text=title)]]


def _divided(lines: list[str], most: int) -> list[list[str]]:
    """Entries of a list on slides that hold so many lines; a longer entry has one for itself."""
    slides: list[list[str]] = []
    room = 0
    for line in lines:
        needed = -(-len(line) // _WIDE)
        if needed > room:
            slides.append([])
            room = most
        slides[-1].append(line)
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
    return [make("h1", text=told[0] if told else ""), picture]


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


def _notes(root: HtmlElement | None, title: str | None = None) -> list[str]:
    """The text of a page, or of its section of that title, a paragraph a line; nobody says a source or a table of figures aloud."""
    if root is None:
        return []
    for citation in with_class(root, "citation"):
        remove_citation(citation)
    charts = {
        next(drawing.iterancestors("figure")).getparent() for drawing in elements(root, "svg") if is_chart(drawing)
    }
    lines = []
    for element in _within(root, title):
        if element.tag in _LINES and not any(above in charts for above in element.iterancestors()):
            lines.append(_own_text(element))
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
        colours = data.get("house", {}).get("colours", {})
        master = Path(folder, "reference.pptx")
        master.write_bytes(_master(*(colours.get(name, own).lstrip("#").upper() for name, own in _COLOURS.items())))
        options = [
            "--to=pptx",
            "--slide-level=1",
            f"--metadata-file={metadata}",
            f"--reference-doc={master}",
            f"--resource-path={folder}",
        ]
        conversion.to_file(html, options, output, epoch)
    _finish(output, str(values["lang"]))
    return html.count("<h1>") + 1


@functools.lru_cache(maxsize=4)
def _master(brand: str, accent: str) -> bytes:
    """pandoc's own master in the colours of the house."""
    own = conversion.run(["--print-default-data-file", "reference.pptx"], "")

    def changed(name: str, content: bytes) -> bytes:
        if re.fullmatch(r"ppt/theme/theme\d+\.xml", name):
            for place, colour in (("dk2", brand), ("accent1", brand), ("accent2", accent)):
                content = re.sub(_place(place), rf"\g<1>{colour}\g<2>".encode(), content)
        elif re.fullmatch(r"ppt/slideMasters/slideMaster\d+\.xml", name):
            content = re.sub(_TITLE_STYLE, lambda style: style[0].replace(b'val="tx1"', b'val="tx2"'), content)
        return content

    return conversion.repacked(own, changed)


def _place(name: str) -> bytes:
    return rf'(<a:{name}><a:srgbClr val=")[0-9A-Fa-f]{{6}}("/></a:{name}>)'.encode()


def _finish(file: Path, language: str) -> None:
    """Every run of words says its language, which screen readers and spelling checkers ask for; every slide its number."""
    numbered = _NUMBER.read_bytes()
    said = f' lang="{language}"'.encode()

    def changed(name: str, content: bytes) -> bytes:
        if not re.match(r"ppt/(?:slides|notesSlides)/[^/]+\.xml$", name):
            return content
        number = re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name)
        if number and number[1] != "1":  # the first is the title
            content = content.replace(b"</p:spTree>", numbered.replace(b"NUMBER", number[1].encode()) + b"</p:spTree>")
        content = re.sub(rb"<a:rPr(?![^>]*\blang=)", b"<a:rPr" + said, content)
        return re.sub(rb"<a:r>\s*<a:t", b"<a:r><a:rPr" + said + b"/><a:t", content)

    file.write_bytes(conversion.repacked(file.read_bytes(), changed))
