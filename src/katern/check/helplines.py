"""Rules on helplines: who is named exists, who belongs to a toolkit is shown in it, and the list itself holds."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from katern.data import Helpline, Helplines
from katern.finding import Finding, Position, nearest
from katern.items import Toolkit
from katern.library import Item, Library
from katern.mask import mask_fences
from katern.textfile import Lines

_PARAMETERS = {"helpline": ("id",), "helplines": ("toolkit", "open_to", "urgent")}
_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NAMED = re.compile(r"\bhelplines?\s*\(")
_READER = Environment(comment_start_string="{#--", comment_end_string="--#}")


@dataclass(frozen=True, slots=True)
class Call:
    """One use of `helpline` or `helplines` on a page; `values` is None where only a build can tell what it names."""

    macro: str
    values: Mapping[str, object] | None
    at: Position

    def shown(self, known: Helplines) -> tuple[Helpline, ...]:
        """The helplines that it draws."""
        if self.values is None:
            return ()
        if self.macro == "helpline":
            found = known.named(str(self.values.get("id")))
            return (found,) if found else ()
        open_to = self.values.get("open_to")
        return known.of(str(self.values.get("toolkit")), None if open_to is None else str(open_to), bool(self.values.get("urgent")))


def calls(item: Item) -> tuple[Call, ...]:
    """Where a page draws helplines, in order."""
    if "helpline" not in item.front.body or item.meta.render_macros is False:
        return ()
    return _calls(item.front.body, item.path, item.front.body_line)


@functools.lru_cache(maxsize=4096)
def _calls(body: str, path: str, body_line: int) -> tuple[Call, ...]:
    lines = Lines(body, path, body_line)
    found: list[Call] = []
    for span in _MACRO.finditer(mask_fences(body)):
        if _NAMED.search(span.group()):
            found.extend(_calls_in(span, lines))
    return tuple(found)


def _calls_in(span: re.Match[str], lines: Lines) -> Iterator[Call]:
    if span.group().startswith("{%"):
        yield Call("helpline", None, lines.position(span.start()))
        return
    try:
        tree = _READER.parse(span.group())
    except TemplateSyntaxError:
        return  # the build says so, with its line
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in _PARAMETERS:
            values = _values(call, _PARAMETERS[call.node.name])
            first = next(iter(values.values()), None) if values else None
            written = span.group().find(f"{first}", span.group().find("(")) if first is not None else -1
            yield Call(call.node.name, values, lines.position(span.start() + max(written, 0)))


def _values(call: nodes.Call, names: tuple[str, ...]) -> Mapping[str, object] | None:
    """What the call passes, by the names of the macro; None where it is not written out."""
    try:
        values = dict(zip(names, (argument.as_const() for argument in call.args), strict=False))
        return values | {keyword.key: keyword.value.as_const() for keyword in call.kwargs}
    except nodes.Impossible:
        return None


def helplines(library: Library) -> Iterator[Finding]:
    """toolkit.helpline-missing: a helpline that helplines.yml lacks, and one that it gives a toolkit which never shows it."""
    known = library.data.helplines
    if known.helplines:
        for item in library.items.values():
            for call in calls(item):
                yield from _named(call, known)
    for item in library.of_kind("toolkit"):
        yield from _shown(item, library)


def _named(call: Call, known: Helplines) -> Iterator[Finding]:
    def missing(message: str, hint: str) -> Finding:
        return Finding.error("toolkit.helpline-missing", call.at, message, hint)

    if call.values is None:
        yield missing("welke hulplijn hier komt te staan, is niet te lezen", 'schrijf haar naam in de macro zelf: {{ helpline("veilig-thuis") }}')  # fmt: skip
    elif call.macro == "helpline" and not call.shown(known):
        id = str(call.values.get("id"))
        yield missing(f"de hulplijn '{id}' staat niet in helplines.yml", _meant(id, {line.id for line in known.helplines}))
    elif not call.shown(known):
        toolkit = str(call.values.get("toolkit"))
        slugs = {slug for line in known.helplines for slug in line.toolkits}
        if toolkit in slugs:
            yield missing(f"geen hulplijn voor '{toolkit}' past bij deze macro", 'kies open_to="public" of open_to="professional"')  # fmt: skip
        else:
            yield missing(f"een hulplijn voor '{toolkit}' staat niet in helplines.yml", _meant(toolkit, slugs))


def _meant(word: str, known: set[str]) -> str:
    near = nearest(word, known)
    return f"bedoelde u '{near}'?" if near else f"bekend zijn: {', '.join(sorted(known)[:8])}"


def _shown(toolkit: Item, library: Library) -> Iterator[Finding]:
    known = library.data.helplines
    given = known.of(toolkit.slug)
    if not given and toolkit.meta.sensitive:
        yield Finding.error("toolkit.helpline-missing", toolkit.front.position("sensitive"), "deze toolkit vraagt om zorg en heeft geen enkele hulplijn", f"noem in helplines.yml wie je belt: toolkits: [{toolkit.slug}]")  # fmt: skip
    pages = (toolkit, *library.parts_of(toolkit))
    ids = {line.id for page in pages for call in calls(page) for line in call.shown(known)}
    for line in given:
        if line.id not in ids:
            yield Finding.error(
                "toolkit.helpline-missing", toolkit.front.position("title"),
                f"de hulplijn '{line.name}' hoort volgens helplines.yml bij deze toolkit en staat op geen van haar pagina's",
                f'schrijf {{{{ helplines("{toolkit.slug}") }}}} op een pagina, of haal {toolkit.slug} weg bij {line.id}',
            )  # fmt: skip
    for page in _posters(toolkit, library):
        yield from _on_poster(page, toolkit, known)


def _posters(toolkit: Item, library: Library) -> Iterator[Item]:
    """The pages of a toolkit that hang on a wall."""
    if isinstance(toolkit.meta, Toolkit):
        folder = posixpath.dirname(toolkit.path)
        for booklet in toolkit.meta.booklets:
            page = library.items.get(f"{folder}/{booklet.page}")
            if booklet.layout == "poster" and page is not None:
                yield page


def _on_poster(page: Item, toolkit: Item, known: Helplines) -> Iterator[Finding]:
    ids = {line.id for call in calls(page) for line in call.shown(known)}
    for line in known.of(toolkit.slug, urgent=True):
        if line.id not in ids:
            yield Finding.error(
                "toolkit.helpline-missing", page.front.position("title"),
                f"de hulplijn '{line.name}' mag volgens helplines.yml (urgent) niet ontbreken op deze overzichtskaart",
                f'schrijf hier {{{{ helplines("{toolkit.slug}", urgent=true) }}}}',
            )  # fmt: skip


def listed(library: Library) -> Iterator[Finding]:
    """meta.bad-value: a helpline for a toolkit that is not there, and two helplines with one id."""
    slugs = [item.slug for item in library.of_kind("toolkit")]
    seen: set[str] = set()
    for index, line in enumerate(library.data.helplines.helplines):
        if line.id in seen:
            yield Finding.error("meta.bad-value", _place(library, index, "id"), f"er staan twee hulplijnen met de naam '{line.id}' in helplines.yml", "geef elke hulplijn een eigen id")  # fmt: skip
        seen.add(line.id)
        for number, slug in enumerate(line.toolkits):
            if slug not in slugs:
                yield Finding.error("meta.bad-value", _place(library, index, "toolkits", number), f"de toolkit '{slug}' bestaat niet", _meant(slug, set(slugs)))  # fmt: skip


def _place(library: Library, index: int, *where: str | int) -> Position:
    positions = library.data_positions["helplines"]
    return positions.get(("helplines", index, *where), Position(f"{library.layout.data}/helplines.yml"))
