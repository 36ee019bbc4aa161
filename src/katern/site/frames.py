"""Pages in their frame: the theme draws a frame once for all pages that it draws alike, and each page is filled in.

While a template is drawn, the page hands out marks in place of its own words, and keeps account of everything else that
the template asks (whether there is a description, how deep the page lies, how many neighbours it has). A page that gives
the same answers has the same frame. A template that looks closer than that gets a frame for each page, and is right too.
"""

from __future__ import annotations

import json
import operator
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro, Undefined
from jinja2.utils import Namespace, htmlsafe_json_dumps, missing
from markupsafe import Markup, escape

# a mark that no page can hold, since it is new in each run; it is gone before anything is written
_NONCE = secrets.token_hex(8)
_MARK = re.compile(rf"\u2402{_NONCE}:(\d+)\u2403")
# what is left of a mark that something took apart
_REMAINS = re.compile(r"\u2402|\\u2402|%E2%90%82|\u2403")
# more frames than this for one template, and it looks at each page too closely to share any
_MOST = 400

# what makes a value of a page
Make = Callable[["Page"], Any]


class Page(dict[str, Any]):
    """A page: the variables of its template that differ from page to page, by name, and what was found out of them."""

    __slots__ = ("known",)

    def __init__(self, variables: Mapping[str, Any]) -> None:
        super().__init__(variables)
        self.known: dict[Get, Any] = {}


class Get:
    """Something that can be known of a page; each page is asked once."""

    __slots__ = ("_make",)

    def __init__(self, make: Make) -> None:
        self._make = make

    def __call__(self, page: Page) -> Any:
        """What it is of a page."""
        known = page.known
        try:
            return known[self]
        except KeyError:
            value = known[self] = self._make(page)
            return value


class Asked:
    """What a template asked of one page: each question with its answer, and the words to be filled in.

    `shared` holds what was asked of earlier pages, by its nature, so that the same question is the same `Get`.
    """

    def __init__(self, page: Page, shared: dict[Any, Get]) -> None:
        self.page = page
        self.questions: dict[Get, Any] = {}
        self.marks: list[Get] = []
        self._shared = shared
        self._given: dict[Get, Any] = {}

    def get(self, nature: tuple[Any, ...] | None, make: Make) -> Get:
        """What makes this of a page; the same object for the same nature."""
        if nature is None:
            return Get(make)
        try:
            known = self._shared.get(nature)
        except TypeError:  # a key that is a list
            return Get(make)
        if known is None:
            known = self._shared[nature] = Get(make)
        return known

    def answer(self, make: Make, nature: tuple[Any, ...] | None = None) -> Any:
        """The page's answer, of which account is kept."""
        get = self.get(nature, make)
        if get not in self.questions:
            self.questions[get] = get(self.page)
        return self.questions[get]

    def give(self, make: Make, nature: tuple[Any, ...] | None = None) -> Any:
        """A value of the page for its template: words as a mark, yes and no and numbers as they are, all else as a probe."""
        get = self.get(nature, make)
        if get not in self._given:
            value = get(self.page)
            self.answer(lambda page: _kind(get(page)), ("kind", get))
            if isinstance(value, str):
                self._given[get] = _mark(self, get, isinstance(value, Markup))
            else:
                self._given[get] = value if _is_plain(value) else Probe(self, get)
        return self._given[get]


def _is_plain(value: Any) -> bool:
    return value is None or value is missing or isinstance(value, bool | int | float | Undefined)


def _kind(value: Any) -> Any:
    """What a template may learn of a value without asking: its type, and of a plain one all that it is."""
    kind = value.__class__
    if kind is str or kind is Markup:
        return kind
    if isinstance(value, str):
        return Markup if isinstance(value, Markup) else str
    return (kind, None if isinstance(value, Undefined) else value) if _is_plain(value) else Probe


def _mark(asked: Asked, get: Get, safe: bool) -> Mark:
    asked.marks.append(get)
    made = (_SafeMark if safe else Mark)(f"\u2402{_NONCE}:{len(asked.marks) - 1}\u2403")
    made.asked, made.get = asked, get
    return made


def at(value: Any, page: Page) -> Any:
    """A value of a template, marks and probes in lists and mappings too, as a page has it."""
    if isinstance(value, Mark | Probe):
        return object.__getattribute__(value, "get")(page)
    if isinstance(value, list | tuple):
        return type(value)([at(inner, page) for inner in value]) if type(value) in (list, tuple) else value
    if type(value) is dict:
        return {at(key, page): at(inner, page) for key, inner in value.items()}
    return value


def _asked(values: Any) -> Asked | None:
    """Who is asked for the first mark or probe among values, in lists and mappings too."""
    for value in values:
        if isinstance(value, Mark | Probe):
            asked: Asked = object.__getattribute__(value, "asked")
            return asked
        if type(value) in (list, tuple, dict):
            found = _asked([*value.keys(), *value.values()] if isinstance(value, dict) else value)
            if found is not None:
                return found
    return None


def _later(call: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any], asked: Asked) -> Any:
    """What a call gives for each page, when its values are those of the page."""
    return asked.give(lambda page: call(*at(arguments, page), **at(dict(named), page)))


class Mark(str):
    """Words of a page that are filled in later; what is asked of the words themselves is answered by the page."""

    asked: Asked
    get: Get

    def through(self, change: Callable[[str], Any]) -> Any:
        """A mark for what becomes of the words."""
        get = self.get
        return self.asked.give(lambda page: change(get(page)))

    def __html__(self) -> str:
        return _shown(self.through(escape))

    def __format__(self, form: str) -> str:
        return _shown(self.through(lambda words: format(words, form)) if form else self)

    def __rmod__(self, form: str) -> Any:
        get = self.get
        return self.asked.give(lambda page: form % get(page))

    def __mod__(self, values: Any) -> Any:
        get = self.get
        return self.asked.give(lambda page: get(page) % at(values, page))

    def __lt__(self, other: Any) -> bool:
        return self._compared(operator.lt, other)

    def __le__(self, other: Any) -> bool:
        return self._compared(operator.le, other)

    def __gt__(self, other: Any) -> bool:
        return self._compared(operator.gt, other)

    def __ge__(self, other: Any) -> bool:
        return self._compared(operator.ge, other)

    def _compared(self, compare: Callable[[Any, Any], Any], other: Any) -> bool:
        get = self.get
        return bool(self.asked.answer(lambda page: compare(get(page), at(other, page))))

    def whole(self) -> str:
        """The words themselves; a page with other words has another frame."""
        return str(self._answer(str))

    def _answer(self, question: Callable[[str], Any]) -> Any:
        get = self.get
        return self.asked.answer(lambda page: question(get(page)), (question, get))

    def __bool__(self) -> bool:
        return bool(self._answer(bool))

    def __len__(self) -> int:
        return int(self._answer(len))

    def __eq__(self, other: object) -> bool:
        return self._compared(operator.eq, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self._answer(str))

    def __contains__(self, part: object) -> bool:
        get = self.get
        return bool(self.asked.answer(lambda page: at(part, page) in get(page)))

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
        return _shown(self)


_OF_STRINGS = frozenset(name for name in dir(str) if not name.startswith("_"))


class Probe:
    """An object of a page, as its template sees it: what is taken from it comes as marks and probes, or is an answer."""

    def __init__(self, asked: Asked, get: Get) -> None:
        self.__dict__["asked"], self.__dict__["get"] = asked, get

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        asked, get = _of(self)
        if not asked.answer(lambda page: hasattr(get(page), name), ("has", get, name)):
            raise AttributeError(name)
        return asked.give(lambda page: getattr(get(page), name), ("of", get, name))

    def __getitem__(self, key: Any) -> Any:
        asked, get = _of(self)
        plain = not isinstance(key, Mark | Probe | tuple)
        if not asked.answer(lambda page: _has(get(page), at(key, page)), ("holds", get, type(key), key) if plain else None):
            raise LookupError(key)
        return asked.give(lambda page: get(page)[at(key, page)], ("item", get, type(key), key) if plain else None)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What a method of the object gives."""
        asked, get = _of(self)
        return asked.give(lambda page: get(page)(*at(arguments, page), **at(named, page)))

    def __iter__(self) -> Iterator[Any]:
        asked, get = _of(self)
        number = 0
        listed = asked.get(("listed", get), lambda page: _listed(get(page)))
        while asked.answer(lambda page, at=number: len(listed(page)) > at, ("more", get, number)):  # type: ignore[misc]
            yield asked.give(lambda page, at=number: listed(page)[at], ("at", get, number))  # type: ignore[misc]
            number += 1

    def __bool__(self) -> bool:
        asked, get = _of(self)
        return bool(asked.answer(lambda page: bool(get(page)), ("true", get)))

    def __len__(self) -> int:
        asked, get = _of(self)
        return int(asked.answer(lambda page: len(get(page)), ("length", get)))

    def __contains__(self, part: object) -> bool:
        asked, get = _of(self)
        return bool(asked.answer(lambda page: at(part, page) in get(page)))

    def __eq__(self, other: object) -> bool:
        asked, get = _of(self)
        return bool(asked.answer(lambda page: get(page) == at(other, page)))

    def __hash__(self) -> int:
        return id(self)

    def __str__(self) -> str:
        asked, get = _of(self)
        return _shown(asked.give(lambda page: str(get(page))))

    def __html__(self) -> str:
        asked, get = _of(self)
        return _shown(asked.give(lambda page: escape(get(page))))


def _of(probe: Probe) -> tuple[Asked, Get]:
    kept = object.__getattribute__(probe, "__dict__")
    return kept["asked"], kept["get"]


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
    """What a template drew: literal text between the words that are filled in."""

    parts: tuple[str, ...]
    words: tuple[Get, ...]

    def fill(self, page: Page) -> str:
        """The whole page."""
        filled = [self.parts[0]]
        for get, part in zip(self.words, self.parts[1:], strict=True):
            filled += (str(get(page)), part)
        return "".join(filled)


class Question:
    """What a template asks next, once all before is answered; each answer leads to another question or to a frame."""

    __slots__ = ("answers", "get")

    def __init__(self, get: Get) -> None:
        self.get = get
        self.answers: list[tuple[Any, Question | Frame]] = []

    def next(self, page: Page) -> Question | Frame | None:
        """Where the page's answer leads; None for an answer that no page gave before."""
        answer = self.get(page)
        return next((then for known, then in self.answers if known == answer), None)


class Frames:
    """Draws pages by the templates of an environment, whose filters are made to pass marks on."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._first: dict[str, Question | Frame] = {}
        self._count: dict[str, int] = {}
        self._shared: dict[Any, Get] = {}
        # templates that change marks into what nobody can fill in: each page is drawn by itself
        self._alone: set[str] = set()
        # how often a template was drawn, for tests and benchmarks
        self.drawn = 0
        filters: dict[str, Any] = env.filters
        filters.update({name: _passing(filter) for name, filter in list(filters.items())})
        env.filters["tojson"] = _in_json(env)
        env.tests.update({name: _passing(test) for name, test in list[tuple[str, Any]](env.tests.items()) if name not in ("defined", "undefined")})
        env.context_class = _Context

    def page(self, template: str, variables: Mapping[str, Any], shared: Mapping[str, Any]) -> str:
        """The HTML of a page: `variables` are those that are its own, `shared` those of all pages."""
        page = Page(variables)
        if template in self._alone:
            return self._by_itself(template, page, shared)
        found: Question | Frame | None = self._first.get(template)
        while isinstance(found, Question):
            found = found.next(page)
        if found is None:
            asked, found = self._draw(self._env.get_template(template), page, shared)
            if any(map(_REMAINS.search, found.parts)):
                self._alone.add(template)
                return self._by_itself(template, page, shared)
            if self._count.get(template, 0) < _MOST:
                self._count[template] = self._count.get(template, 0) + 1
                self._keep(template, asked, found)
        return found.fill(page)

    def _keep(self, template: str, asked: Asked, frame: Frame) -> None:
        """Let the answers of a page lead to its frame: the same template asks the same until an answer differs."""
        then: Question | Frame = frame
        rest = list(asked.questions.items())
        known, passed = self._first.get(template), 0
        if known is None:
            self._first[template] = _chain(rest, then)
            return
        while isinstance(known, Question):
            answer = rest[passed][1]
            passed += 1
            following = next((then for before, then in known.answers if before == answer), None)
            if following is None:
                known.answers.append((answer, _chain(rest[passed:], then)))
                return
            known = following

    def _by_itself(self, template: str, page: Page, shared: Mapping[str, Any]) -> str:
        self.drawn += 1
        return self._env.get_template(template).render({**shared, **page})

    def _draw(self, template: Template, page: Page, shared: Mapping[str, Any]) -> tuple[Asked, Frame]:
        self.drawn += 1
        asked = Asked(page, self._shared)
        own = {name: asked.give(lambda page, name=name: page[name], ("variable", name)) for name in page}  # type: ignore[misc]
        pieces = _MARK.split(template.render({**shared, **own}))
        return asked, Frame(tuple(pieces[::2]), tuple(asked.marks[int(number)] for number in pieces[1::2]))


def _chain(questions: list[tuple[Get, Any]], frame: Question | Frame) -> Question | Frame:
    """Questions one after the other, each with its answer, and the frame at the end."""
    for get, answer in reversed(questions):
        question = Question(get)
        question.answers.append((answer, frame))
        frame = question
    return frame


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
    if isinstance(value, Probe):
        asked, get = _of(value)
        return asked.answer(get)
    if isinstance(value, Mapping):
        return {_collected(key, marks): _collected(inner, marks) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_collected(inner, marks) for inner in value]
    return value


class _Context(Context):
    """Calls what a template calls, with the values of each page."""

    def call(self, called: Any, *arguments: Any, **named: Any) -> Any:
        """The call now where it is the template's own, else for each page."""
        given = {name: value for name, value in named.items() if name not in _OF_LOOPS}
        asked = None if _is_own(called) else _asked((*arguments, *given.values()))
        if asked is None:
            return super().call(called, *arguments, **named)
        return _later(called, arguments, given, asked)


# what compiled templates hand to each call within a loop or block
_OF_LOOPS = frozenset(("_loop_vars", "_block_vars"))


def _is_own(called: Any) -> bool:
    """Whether a call belongs to the template: its macros and loops, a list that it fills, what knows the variables."""
    if isinstance(called, Macro | Probe | Namespace) or isinstance(getattr(called, "__self__", None), list | dict | set):
        return True
    return hasattr(called, "jinja_pass_arg") or (getattr(called, "__module__", None) or "").startswith("jinja2")


def _passing(filter: Callable[..., Any]) -> Callable[..., Any]:
    """The filter or test, for marks and probes too: what it makes of them is made of each page."""
    context = getattr(filter, "jinja_pass_arg", None)
    before = 0 if context is None else 1
    # what it finds among the variables is this page's alone
    alone = context is not None and context.name == "context"

    @wraps(filter)
    def passing(*arguments: Any, **named: Any) -> Any:
        first, rest = arguments[:before], arguments[before:]
        asked = _asked((*rest, *named.values()))
        if asked is None:
            return filter(*arguments, **named)
        if alone:
            now = asked.answer(lambda page: at((rest, named), page))
            return filter(*first, *now[0], **now[1])
        return _later(lambda *values, **more: _whole(filter(*first, *values, **more)), rest, named, asked)

    return passing


def _whole(value: Any) -> Any:
    """A filter's answer as something that can be asked more than once."""
    return list(value) if isinstance(value, Iterator) else value
