"""Pages in their frame: the theme draws a frame once for all pages that it draws alike, and each page is filled in.

What a template asks of a page is `katern.site.asking`'s. A page that gives the same answers has the same frame; a template
that looks closer than that gets a frame for each page, and is right too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, Template

from katern.looked import look, looking
from katern.site.asking import REMAINS, SLOT, Asked, Get, Page
from katern.site.passing import pass_on

# more frames than this for one template, and it looks at each page too closely to share any
_MOST = 400


@dataclass(frozen=True, slots=True)
class Frame:
    """What a template drew: literal text between the words that are filled in."""

    parts: tuple[str, ...]
    words: tuple[Get, ...]
    # what was looked at that is the same on every page
    looked: frozenset[str] = frozenset()

    def fill(self, page: Page) -> str:
        """The whole page."""
        for name in self.looked:
            look(name)
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
        for known, then in self.answers:  # asked a hundred times of each page: no generator
            if known == answer:
                return then
        return None


class Frames:
    """Draws pages by the templates of an environment, whose filters are made to pass slots on."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._first: dict[str, Question | Frame] = {}
        self._count: dict[str, int] = {}
        self._shared: dict[Any, Get] = {}
        # templates that change slots into what nobody can fill in: each page is drawn by itself
        self._alone: set[str] = set()
        # how often a template was drawn, for tests and benchmarks
        self.drawn = 0
        pass_on(env)

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
            if any(map(REMAINS.search, found.parts)):
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
        with looking() as looked:
            pieces = SLOT.split(template.render({**shared, **own}))
        slots = tuple(asked.slots[int(number)] for number in pieces[1::2])
        return asked, Frame(tuple(pieces[::2]), slots, frozenset(looked))


def _chain(questions: list[tuple[Get, Any]], frame: Question | Frame) -> Question | Frame:
    """Questions one after the other, each with its answer, and the frame at the end."""
    for get, answer in reversed(questions):
        question = Question(get)
        question.answers.append((answer, frame))
        frame = question
    return frame
