"""The last look before a file for participants is written: whether it holds what only the trainer may read.

Whatever went wrong before, in the Markdown or in the engine, shows here, since words are compared with words: runs of
words from the trainer's boxes, as an author sees them, with the words of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from katern.finding import Finding, Position, said
from katern.item import Item
from katern.items import Part
from katern.library import Library
from katern.print.booklet import Plan
from katern.print.markup import BLOCKS, parse, remove, remove_unread_notes, with_class

# so many words in a row do not come together by chance
_RUN = 6
# a line of fewer words may be anything
_SHORTEST = 3
# what stands in the data files and the bibliography, which everybody may read
_FROM_DATA = ("source", "glossary-term", "helpline-card", "citation", "citation-small")
_BREAKS = (*BLOCKS, "td", "th", "tr", "caption", "br", "img")

_TRAINER = re.compile(r"(?P<indent>[ \t>]*)(?:!!!|\?\?\?\+?)[ \t]*(?:[\w-]+[ \t]+)*trainer\b[^\n]*", re.IGNORECASE)
_OTHER_BOX = re.compile(r"[ \t>]*(?:!!!|\?\?\?)")
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})")
_WORD = re.compile(r"[^\W_]+")
_SILENT = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_NO_WORDS = re.compile(
    r"<!--.*?-->|\{\{.{0,4000}?\}\}|\{%.{0,4000}?%\}|\]\([^)]*\)|\[[^\[\]]*@[^\[\]]*\]|\[\^[^\]]*\]:?|</?[a-zA-Z][^<>]*>|\{:?[ ]*[.#a-z][^{}]*\}",
    re.DOTALL,
)

_QUOTED = re.compile(r"[\"']([^\"']*)[\"']")

Run = tuple[str, ...]
# runs of words that only the trainer of an item may read, each with the place of its box
Secrets = Mapping[Run, Position]


def secrets_of(item: Item, library: Library, html: Mapping[str, str]) -> Secrets:
    """What participants must not read of an item: its trainer's boxes, as written and as drawn."""
    runs: dict[Run, Position] = {}
    for page in (item, *library.parts_of(item)):
        for at, lines in _written(page):
            for run in _runs_of(lines):
                runs.setdefault(run, at)
        drawn = html.get(page.path, "")
        if "trainer" in drawn:
            first = next((at for at, _ in _written(page)), Position(page.path, page.front.body_line))
            open_runs = set(_all_runs(_drawn(drawn, trainer=False)))
            for run in _all_runs(_drawn(drawn, trainer=True)):
                if run not in open_runs:
                    runs.setdefault(run, first)
    return runs


def leaks(plan: Plan, html: str, secrets: Secrets, library: Library) -> Iterator[Finding]:
    """toolkit.edition-leak: what a document that is not the trainer's holds of the trainer's words."""
    runs = {**_left_out(plan, library), **secrets}
    if (plan.edition == "trainer" and plan.booklet.layout != "set") or not runs:
        return
    read = set(_said(plan, library))
    hidden = {run: at for run, at in runs.items() if run not in read}
    root = _handed_out(plan, parse(html))
    for name in _FROM_DATA:
        for element in with_class(root, name):
            remove(element)
    held = words_of(root)
    told: set[Position] = set()
    for run in _windows(held, {len(run) for run in hidden}):
        at = hidden.get(run)
        if at is not None and at not in told:
            told.add(at)
            yield Finding.error(at, said("toolkit.edition-leak", "in-a-file", file=plan.stem, words=" ".join(run)))


def _handed_out(plan: Plan, root: HtmlElement) -> HtmlElement:
    """What of a document goes to participants: of a set the worksheets, the cards and the poster, and no roles."""
    if plan.booklet.layout == "set":
        for part in with_class(root, "set-part", "div"):
            if part.get("data-form") == "roles":
                remove(part)
    return root


def _left_out(plan: Plan, library: Library) -> Secrets:
    """Plans of meetings, which are for the trainer where participants get a booklet of their own."""
    if plan.edition != "participant":
        return {}
    parts = [part for part in library.parts_of(plan.item) if part not in plan.pages]
    meetings = [part for part in parts if isinstance(part.meta, Part) and part.meta.part == "meeting"]
    return {
        run: Position(part.path, part.front.body_line)
        for part in meetings
        for run in _all_runs(_words(_plain(part.front.body)))
    }


def words_of(root: HtmlElement) -> list[str]:
    """The words of a document, descriptions of pictures too; a block ends a word, a mark within a line does not."""
    return _words("".join(_texts(root)))


def _texts(element: HtmlElement) -> Iterator[str]:
    apart = element.tag in _BREAKS
    if apart:
        yield " "
    yield from (f" {element.get(name)} " for name in ("alt", "title") if element.get(name))
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""
    if apart:
        yield " "


def _words(text: str) -> list[str]:
    return _WORD.findall(_SILENT.sub("", text).casefold())


def _windows(words: list[str], lengths: set[int]) -> Iterator[Run]:
    for length in lengths:
        for start in range(len(words) - length + 1):
            yield tuple(words[start : start + length])


def _all_runs(words: list[str]) -> Iterator[Run]:
    return _windows(words, {_RUN})


def _runs_of(lines: list[str]) -> Iterator[Run]:
    """Runs of a box: of six words across its lines, and the whole of a shorter line, which may leak by itself."""
    read = [_words(line) for line in lines]
    yield from _all_runs([word for words in read for word in words])
    for words in read:
        if _SHORTEST <= len(words) < _RUN:
            yield tuple(words)


def _said(plan: Plan, library: Library) -> Iterator[Run]:
    """Everything that a participant reads anyway: the plan's pages without the boxes, their fields, the data files."""
    texts = [*_strings(library.data.model_dump())]
    for page in (plan.item, *plan.pages):
        texts += ["\n".join(_open_lines(page)), *_strings(page.front.values)]
    for text in texts:
        yield from _windows(_words(text), set(range(_SHORTEST, _RUN + 1)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)


def _written(page: Item) -> Iterator[tuple[Position, list[str]]]:
    """The trainer's boxes of a page, each with its lines: all that an author may have meant to stand in it."""
    if "trainer" not in page.front.body.casefold():
        return
    for first, column, lines in _boxes(page.front.body):
        yield Position(page.path, page.front.body_line + first, column + 1), lines


def _open_lines(page: Item) -> Iterator[str]:
    lines = _plain(page.front.body).split("\n")
    hidden = {first + number for first, _, inside in _boxes(page.front.body) for number in range(len(inside) + 1)}
    return (line for number, line in enumerate(lines) if number not in hidden)


def _plain(text: str) -> str:
    """The text without what is no word of it; its lines stay, and so do the words that a macro is given."""
    return _NO_WORDS.sub(_kept, text)


def _kept(match: re.Match[str]) -> str:
    found = match.group()
    given = " ".join(_QUOTED.findall(found)) if found.startswith("{{") else ""
    return f" {given} " + "\n" * (found.count("\n") - given.count("\n"))


def _boxes(body: str) -> Iterator[tuple[int, int, list[str]]]:
    """First line, column and lines of each trainer's box: everything deeper than it, and what stands right below it."""
    lines, written = _plain(body).split("\n"), body.split("\n")
    number, fence = 0, ""
    while number < len(lines):
        line = written[number]
        mark = _FENCE.match(line)
        if fence or (mark and _closes(written[number + 1 :], mark["fence"])):
            fence = _within(fence, mark, line)
            number += 1
            continue
        opener = _TRAINER.fullmatch(line)
        if opener is None:
            number += 1
            continue
        depth = _depth(line)
        end = number + 1
        while end < len(written) and _belongs(written, end, depth):
            end += 1
        yield number, len(opener["indent"]), lines[number + 1 : end]
        number = end


def _closes(lines: list[str], fence: str) -> bool:
    return any(line.strip(" \t>") == fence for line in lines)


def _within(fence: str, mark: re.Match[str] | None, line: str) -> str:
    """The fence that is open behind a line."""
    if not fence:
        return mark["fence"] if mark else ""
    return "" if line.strip(" \t>") == fence else fence


def _belongs(lines: list[str], number: int, depth: int) -> bool:
    if not lines[number].strip(" \t>"):
        return True
    right_below = bool(lines[number - 1].strip(" \t>")) and not _ends(lines[number])
    return _depth(lines[number]) > depth or right_below


def _ends(line: str) -> bool:
    return bool(re.match(r"[ \t>]*#{1,6} ", line) or _OTHER_BOX.match(line))


def _depth(line: str) -> int:
    expanded = line.replace(">", " ").expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _drawn(html: str, trainer: bool) -> list[str]:
    """The words of a drawn page: those in its trainer's boxes, or the others."""
    root = parse(html)
    boxes = [box for box in with_class(root, "trainer") if not any("trainer" in (above.get("class") or "").split() for above in box.iterancestors())]  # fmt: skip
    held = [word for box in boxes for word in [*words_of(box), ""]]
    for box in boxes:
        remove(box)
    notes = remove_unread_notes(root)  # which the boxes alone lead to
    return [*held, *(word for note in notes for word in [*words_of(note), ""])] if trainer else words_of(root)
