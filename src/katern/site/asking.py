"""What a template asks of a page: slots in place of the page's own words, and account of everything else.

While a template is drawn, the page hands out slots, and tells of the rest (whether there is a description, how deep the
page lies, how many neighbours it has). A page that gives the same answers is drawn alike.
"""

from __future__ import annotations

import operator
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2.runtime import Undefined
from jinja2.utils import missing
from markupsafe import Markup, escape

# a slot that no page can hold, since it is new in each run; it is gone before anything is written
_NONCE = secrets.token_hex(8)
SLOT = re.compile(rf"\u2402{_NONCE}:(\d+)\u2403")
# what is left of a slot that something took apart
REMAINS = re.compile(r"\u2402|\\u2402|%E2%90%82|\u2403")

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
        self.slots: list[Get] = []
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
        """A value of the page for its template: words as a slot, yes and no and numbers as they are, all else as a probe."""
        get = self.get(nature, make)
        if get not in self._given:
            value = get(self.page)
            self.answer(lambda page: _kind(get(page)), ("kind", get))
            if isinstance(value, str):
                self._given[get] = _slot(self, get, isinstance(value, Markup))
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


def _slot(asked: Asked, get: Get, safe: bool) -> Slot:
    asked.slots.append(get)
    made = (_SafeSlot if safe else Slot)(f"\u2402{_NONCE}:{len(asked.slots) - 1}\u2403")
    made.asked, made.get = asked, get
    return made


def at(value: Any, page: Page) -> Any:
    """A value of a template, slots and probes in lists and mappings too, as a page has it."""
    if isinstance(value, Slot | Probe):
        return object.__getattribute__(value, "get")(page)
    if isinstance(value, list | tuple):
        return type(value)([at(inner, page) for inner in value]) if type(value) in (list, tuple) else value
    if type(value) is dict:
        return {at(key, page): at(inner, page) for key, inner in value.items()}
    return value


def asked_among(values: Any) -> Asked | None:
    """Who is asked for the first slot or probe among values, in lists and mappings too."""
    for value in values:
        if isinstance(value, Slot | Probe):
            asked: Asked = object.__getattribute__(value, "asked")
            return asked
        if type(value) in (list, tuple, dict):
            found = asked_among([*value.keys(), *value.values()] if isinstance(value, dict) else value)
            if found is not None:
                return found
    return None


def later(call: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any], asked: Asked) -> Any:
    """What a call gives for each page, when its values are those of the page."""
    return asked.give(lambda page: call(*at(arguments, page), **at(dict(named), page)))


class Slot(str):
    """Words of a page that are filled in later; what is asked of the words themselves is answered by the page."""

    asked: Asked
    get: Get

    def through(self, change: Callable[[str], Any]) -> Any:
        """A slot for what becomes of the words."""
        get = self.get
        return self.asked.give(lambda page: change(get(page)))

    def __html__(self) -> str:
        return shown(self.through(escape))

    def __format__(self, form: str) -> str:
        return shown(self.through(lambda words: format(words, form)) if form else self)

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
        if name in _OF_STRINGS:  # a method speaks of the words, not of the slot
            return getattr(object.__getattribute__(self, "_answer")(str), name)
        return object.__getattribute__(self, name)


class _SafeSlot(Slot):
    def __html__(self) -> str:
        return shown(self)


_OF_STRINGS = frozenset(name for name in dir(str) if not name.startswith("_"))


class Probe:
    """An object of a page, as its template sees it: what is taken from it comes as slots and probes, or is an answer."""

    def __init__(self, asked: Asked, get: Get) -> None:
        self.__dict__["asked"], self.__dict__["get"] = asked, get

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        asked, get = behind(self)
        here = get(asked.page)
        if name in getattr(here, "SHARED", ()):
            return getattr(here, name)
        if not asked.answer(lambda page: hasattr(get(page), name), ("has", get, name)):
            raise AttributeError(name)
        return asked.give(lambda page: getattr(get(page), name), ("of", get, name))

    def __getitem__(self, key: Any) -> Any:
        asked, get = behind(self)
        plain = not isinstance(key, Slot | Probe | tuple)
        if not asked.answer(
            lambda page: _has(get(page), at(key, page)), ("holds", get, type(key), key) if plain else None
        ):
            raise LookupError(key)
        return asked.give(lambda page: get(page)[at(key, page)], ("item", get, type(key), key) if plain else None)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """What a method of the object gives."""
        asked, get = behind(self)
        return asked.give(lambda page: get(page)(*at(arguments, page), **at(named, page)))

    def __iter__(self) -> Iterator[Any]:
        asked, get = behind(self)
        number = 0
        listed = asked.get(("listed", get), lambda page: _listed(get(page)))
        while asked.answer(lambda page, at=number: len(listed(page)) > at, ("more", get, number)):  # type: ignore[misc]
            yield asked.give(lambda page, at=number: listed(page)[at], ("at", get, number))  # type: ignore[misc]
            number += 1

    def __bool__(self) -> bool:
        asked, get = behind(self)
        return bool(asked.answer(lambda page: bool(get(page)), ("true", get)))

    def __len__(self) -> int:
        asked, get = behind(self)
        return int(asked.answer(lambda page: len(get(page)), ("length", get)))

    def __contains__(self, part: object) -> bool:
        asked, get = behind(self)
        return bool(asked.answer(lambda page: at(part, page) in get(page)))

    def __eq__(self, other: object) -> bool:
        asked, get = behind(self)
        return bool(asked.answer(lambda page: get(page) == at(other, page)))

    def __hash__(self) -> int:
        return id(self)

    def __str__(self) -> str:
        asked, get = behind(self)
        return shown(asked.give(lambda page: str(get(page))))

    def __html__(self) -> str:
        asked, get = behind(self)
        return shown(asked.give(lambda page: escape(get(page))))


def behind(probe: Probe) -> tuple[Asked, Get]:
    """Who is asked for an object, and what makes it of a page."""
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


def shown(slot: Slot) -> str:
    """The slot as a plain string, which says nothing of the words."""
    return "".join((str.__str__(slot), ""))
