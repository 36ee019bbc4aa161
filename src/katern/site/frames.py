"""Pages in their frame: the theme draws a frame once for all pages that it draws alike, and each page is filled in.

While a template is drawn, the page hands out marks in place of its own words, and keeps account of everything else that
the template asks (whether there is a description, how deep the page lies, how many neighbours it has). A page that gives
the same answers has the same frame. A template that looks closer than that gets a frame for each page, and is right too.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Undefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

# a mark that no page can hold, since it is new in each run; it is gone before anything is written
_NONCE = secrets.token_hex(8)
_MARK = re.compile(rf"\u2402{_NONCE}:(\d+)\u2403")
# more frames than this for one template, and it looks at each page too closely to share any
_MOST = 400

# what stands for a page: the variables of its template that differ from page to page, by name
Page = Mapping[str, Any]
Get = Callable[[Page], Any]


class Asked:
    """What a template asked of one page: each question with its answer, and the words to be filled in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.questions: list[tuple[Get, Any]] = []
        self.marks: list[Get] = []

    def answer(self, ask: Get) -> Any:
        """The page's answer, of which account is kept."""
        value = ask(self.page)
        self.questions.append((ask, value))
        return value

    def give(self, get: Get) -> Any:
        """A value of the page for its template: words as a mark, yes and no and numbers as they are, all else as a probe."""
        value = get(self.page)
        if isinstance(value, str):
            return _mark(self, get, isinstance(value, Markup))
        if value is None or isinstance(value, bool | int | float | Undefined):
            return self.answer(lambda page: _plain(get(page))) if not isinstance(value, Undefined) else value
        return Probe(self, get)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | float) else type(value).__name__


def _mark(asked: Asked, get: Get, safe: bool) -> Mark:
    asked.marks.append(get)
    made = (_SafeMark if safe else Mark)(f"\u2402{_NONCE}:{len(asked.marks) - 1}\u2403")
    made.asked, made.get = asked, get
    return made


class Mark(str):
    """Words of a page that are filled in later; what is asked of the words themselves is answered by the page."""

    asked: Asked
    get: Get

    def through(self, change: Callable[[str], Any]) -> Any:
        """A mark for what becomes of the words."""
        get = self.get
        return self.asked.give(lambda page: change(get(page)))

    def whole(self) -> str:
        """The words themselves; a page with other words has another frame."""
        return str(self._answer(str))

    def _answer(self, question: Callable[[str], Any]) -> Any:
        get = self.get
        return self.asked.answer(lambda page: question(get(page)))

    def __bool__(self) -> bool:
        return bool(self._answer(bool))

    def __len__(self) -> int:
        return int(self._answer(len))

    def __eq__(self, other: object) -> bool:
        return bool(self._answer(lambda value: value == other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._answer(str))

    def __contains__(self, part: str) -> bool:  # type: ignore[override]
        return bool(self._answer(lambda value: part in value))

    def __iter__(self) -> Iterator[str]:
        return iter(self._answer(str))

    def __getitem__(self, index: Any) -> str:
        return str(self._answer(str))[index]

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_STRINGS:  # a method speaks of the words, not of the mark
            return getattr(object.__getattribute__(self, "_answer")(str), name)
        return object.__getattribute__(self, name)


class _SafeMark(Mark):
    def __html__(self) -> str:
        return self


_OF_STRINGS = frozenset(name for name in dir(str) if not name.startswith("_"))


class Probe:
    """An object of a page, as its template sees it: what is taken from it comes as marks and probes, or is an answer."""

    def __init__(self, asked: Asked, get: Get) -> None:
        self._asked = asked
        self._get = get

    def __getattr__(self, name: str) -> Any:
        get = self._get
        if not self._asked.answer(lambda page: hasattr(get(page), name)):
            raise AttributeError(name)
        return self._asked.give(lambda page: getattr(get(page), name))

    def __getitem__(self, key: Any) -> Any:
        get = self._get
        if not self._asked.answer(lambda page: _has(get(page), key)):
            raise LookupError(key)
        return self._asked.give(lambda page: get(page)[key])

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What a method of the object gives."""
        get = self._get
        return self._asked.give(lambda page: get(page)(*arguments, **named))

    def __iter__(self) -> Iterator[Any]:
        get, number = self._get, 0
        while self._asked.answer(lambda page, at=number: len(_listed(get(page))) > at):  # type: ignore[misc]
            yield self._asked.give(lambda page, at=number: _listed(get(page))[at])  # type: ignore[misc]
            number += 1

    def __bool__(self) -> bool:
        get = self._get
        return bool(self._asked.answer(lambda page: bool(get(page))))

    def __len__(self) -> int:
        get = self._get
        return int(self._asked.answer(lambda page: len(get(page))))

    def __contains__(self, part: object) -> bool:
        get = self._get
        return bool(self._asked.answer(lambda page: part in get(page)))

    def __eq__(self, other: object) -> bool:
        get, own = self._get, other._get(self._asked.page) if isinstance(other, Probe) else other
        return bool(self._asked.answer(lambda page: get(page) == own))

    def __hash__(self) -> int:
        return id(self)

    def __str__(self) -> str:
        get = self._get
        return str(self._asked.give(lambda page: str(get(page))))


def _has(value: Any, key: Any) -> bool:
    try:
        value[key]
    except (LookupError, TypeError):
        return False
    return True


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else list(value)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template drew: literal text between the words that are filled in, and the answers it rests on."""

    questions: tuple[tuple[Get, Any], ...]
    parts: tuple[str, ...]
    words: tuple[Get, ...]

    def fits(self, page: Page) -> bool:
        """Whether a page gives the same answers."""
        return all(ask(page) == answer for ask, answer in self.questions)

    def fill(self, page: Page) -> str:
        """The whole page."""
        filled = [self.parts[0]]
        for get, part in zip(self.words, self.parts[1:], strict=True):
            filled += (str(get(page)), part)
        return "".join(filled)


class Frames:
    """Draws pages by the templates of an environment, whose filters are made to pass marks on."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._frames: dict[str, list[Frame]] = {}
        # templates that change marks into what nobody can fill in: each page is drawn by itself
        self._alone: set[str] = set()
        # how often a template was drawn, for tests and benchmarks
        self.drawn = 0
        for name, filter in list(env.filters.items()):
            env.filters[name] = _passing(filter)
        env.filters["tojson"] = _in_json(env)

    def page(self, template: str, page: Page, shared: Mapping[str, Any]) -> str:
        """The HTML of a page: `page` holds the variables that are its own, `shared` those of all pages."""
        if template in self._alone:
            return self._by_itself(template, page, shared)
        known = self._frames.setdefault(template, [])
        frame = next((frame for frame in known if frame.fits(page)), None)
        if frame is None:
            frame = self._draw(self._env.get_template(template), page, shared)
            if any(_NONCE in part for part in frame.parts):
                self._alone.add(template)
                return self._by_itself(template, page, shared)
            if len(known) < _MOST:
                # pages come in the order of their folders: the last frame is the likeliest
                known.insert(0, frame)
        elif known[0] is not frame:
            known.remove(frame)
            known.insert(0, frame)
        return frame.fill(page)

    def _by_itself(self, template: str, page: Page, shared: Mapping[str, Any]) -> str:
        self.drawn += 1
        return self._env.get_template(template).render({**shared, **page})

    def _draw(self, template: Template, page: Page, shared: Mapping[str, Any]) -> Frame:
        self.drawn += 1
        asked = Asked(page)
        own = {name: asked.give(lambda page, name=name: page[name]) for name in page}  # type: ignore[misc]
        pieces = _MARK.split(template.render({**shared, **own}))
        words = tuple(asked.marks[int(number)] for number in pieces[1::2])
        return Frame(tuple(asked.questions), tuple(pieces[::2]), words)


def _in_json(env: Environment) -> Callable[..., Any]:
    """The filter `tojson`, for values that hold marks too."""

    def tojson(value: Any, indent: int | None = None) -> Markup:
        options = {**env.policies["json.dumps_kwargs"], **({} if indent is None else {"indent": indent})}
        dumps = env.policies["json.dumps_function"] or json.dumps
        marks: list[Mark] = []
        written = str(htmlsafe_json_dumps(_collected(value, marks), dumps=dumps, **options))
        for mark in marks:
            inside = mark.through(lambda words: Markup(str(htmlsafe_json_dumps(words, dumps=dumps, **options))[1:-1]))
            written = written.replace(json.dumps(_shown(mark))[1:-1], _shown(inside)).replace(_shown(mark), _shown(inside))
        return Markup(written)

    return tojson


def _shown(mark: Mark) -> str:
    """The mark as a plain string, which says nothing of the words."""
    return "".join((str.__str__(mark), ""))


def _collected(value: Any, marks: list[Mark]) -> Any:
    """A value for JSON with its marks as plain strings, which are added to `marks`."""
    if isinstance(value, Mark):
        marks.append(value)
        return _shown(value)
    if isinstance(value, Mapping):
        return {_collected(key, marks): _collected(inner, marks) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_collected(inner, marks) for inner in value]
    return value


def _passing(filter: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, for marks too: what it makes of the words is filled in later."""
    context = getattr(filter, "jinja_pass_arg", None)
    before = 1 if context is not None else 0

    @wraps(filter)
    def passing(*arguments: Any, **named: Any) -> Any:
        value = arguments[before] if len(arguments) > before else None
        if not isinstance(value, Mark):
            return filter(*arguments, **named)
        first, rest = arguments[:before], arguments[before + 1 :]
        if first:  # what it finds in the variables is this page's alone
            return filter(*first, value.whole(), *rest, **named)
        return value.through(lambda words: filter(words, *rest, **named))

    return passing
