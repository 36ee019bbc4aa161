"""Macros of pages, drawn under a sandbox before the page is read, with the place of everything that they leave as it is.

Jinja as a site gets it can reach Python and the machine (`{{ cycler.__init__.__globals__.os… }}`). Here a page gets the
engine's macros, the site's own and plain values, nothing else; what fails is a finding at its own place.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError

from katern.containment import ContainedLoader
from katern.finding import Finding, Position, Telling, said
from katern.reading.failed import failed_macro
from katern.reading.memory import no_more_than
from katern.reading.origin import Origin, spans_by_lines
from katern.reading.patience import TookTooLong, at_most
from katern.reading.sandbox import SiteEnvironment, Work

# seconds of work that the macros of a page may take
_PATIENCE = 10.0
# bytes that they may take beside those that are taken: what the site's own macros make is not counted in signs
_MEMORY = 1 << 30
# behind so many signs nobody looks for the argument of a call
_LONGEST_CALL = 4000
_SIGNS = ("{{", "{%", "{#--")
# what can take in other files
_STATEMENTS = ("{%",)
_VARIABLE = ("variable_begin", "variable_end")
Macro = Callable[..., Any]


class Noted(str):
    """What a macro draws, and the note of that name which stands behind the text, once however often it is asked for."""

    name: str
    note: str

    def __new__(cls, drawn: str, name: str, note: str) -> Noted:
        """A text with its note, as Markdown."""
        made = super().__new__(cls, drawn)
        made.name, made.note = name, note
        return made


class MacroRefused(Telling, ValueError):
    """What a macro of the engine cannot draw."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page may know of itself while its macros are drawn; `address` is its place on the site, `url` its URL."""

    address: str
    url: str
    title: str
    meta: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One use of an engine's macro on a page: its arguments by name, where it stands, and where what it drew begins.

    `drawn` is an offset in the page's text, or None where the page has statements and only the whole can be drawn; `start`
    is that of the call, or of its line, in the body as it was written.
    """

    macro: str
    values: Mapping[str, object]
    at: Position
    drawn: int | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Expanded:
    """A page's text after macros, where its parts come from, what was called, and what failed."""

    text: str
    origin: Origin
    calls: tuple[Call, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """What the pages of a site may use: `own` are the site's macros, `engine` gives those of Katern for a page's URL.

    A page may include what lies in `folder`, or where links in it lead to within `root`. `enter` is told which page is
    drawn, for macros of the site that ask. Without `drawn`, only calls of the engine's macros are found, and told as a
    mistake: nothing on the site draws them.
    """

    engine: Callable[[str], Mapping[str, Macro]] = lambda url: {}
    own: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))
    filters: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    folder: Path | None = None
    root: Path | None = None
    enter: Callable[[Facts], None] = lambda facts: None
    drawn: bool = True
    # what macros draw depends on, the page itself and what it includes apart; nothing where that cannot be known
    made_of: str = ""


class Macros:
    """Draws the macros of pages, one page at a time."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        # Jinja's own mark of a comment is how an author gives a heading its anchor: ## Kop {#plek}
        self._environment = SiteEnvironment(
            undefined=StrictUndefined,
            loader=ContainedLoader([str(tools.folder)], tools.root) if tools.folder else None,
            comment_start_string="{#--",
            comment_end_string="--#}",
            keep_trailing_newline=True,
        )
        # Jinja's own globals open doors (`cycler`, `lipsum`); `range` and `dict` are harmless and useful
        for name in ("cycler", "joiner", "namespace", "lipsum"):
            self._environment.globals.pop(name, None)
        self._environment.globals.update(tools.own)
        self._environment.filters.update(tools.filters)
        self._environment.bound_filters()
        self._templates: dict[str, Template] = {}

    def expand(self, written: Origin, facts: Facts) -> Expanded:
        """The text of a page after its macros; where one fails, the finding, and that macro as it stands."""
        body = written.written
        if not any(sign in body for sign in _SIGNS) or facts.meta.get("render_macros") is False:
            return Expanded(body, written)
        if not self._tools.drawn:
            return Expanded(body, written, findings=tuple(self._undrawn(written)))
        self._tools.enter(facts)
        self._environment.work = Work()
        expansion = _Expansion(self, written, facts)
        try:
            with at_most(_PATIENCE), no_more_than(_MEMORY):
                return expansion.run()
        except TookTooLong as problem:  # between two macros
            return expansion.ended(problem)

    def made_of(self, written: Origin) -> str:
        """What a page's macros draw depends on; nothing where that cannot be known."""
        return "" if any(sign in written.written for sign in _STATEMENTS) else self._tools.made_of

    def _undrawn(self, written: Origin) -> Iterator[Finding]:
        """The first call of an engine's macro, which stands on the page as it was written."""
        names = "|".join(map(re.escape, self._tools.engine("")))
        call = re.search(rf"\{{\{{\s*(?:{names})\s*\(.{{0,400}}?\}}\}}", written.written, re.DOTALL) if names else None
        if call is not None:
            shown = " ".join(call.group().split())
            yield Finding.error(written.position(call.start()), said("macro.unread", "unread", macro=_short(shown)))

    def template(self, source: str) -> Template:
        """A template of an expression, compiled once however many pages hold it."""
        known = self._templates.get(source)
        if known is None:
            known = self._templates[source] = self._environment.from_string(source)
        return known

    @property
    def environment(self) -> SiteEnvironment:
        """The sandbox itself."""
        return self._environment

    @property
    def tools(self) -> Tools:
        """What pages may use."""
        return self._tools


class _Expansion:
    """The state of one page's expansion."""

    def __init__(self, macros: Macros, written: Origin, facts: Facts) -> None:
        self.macros = macros
        self.written = written
        self.calls: list[Call] = []
        self.findings: list[Finding] = []
        self.here = 0
        self.length: int | None = None
        self.notes: dict[str, str] = {}
        page = {"title": facts.title, "url": facts.url, "meta": dict(facts.meta)}
        engine = {name: self._watched(name, macro) for name, macro in macros.tools.engine(facts.url).items()}
        self.values = {"page": page, **engine, **macros.tools.values}

    def run(self) -> Expanded:
        body = self.written.written
        tokens: list[tuple[str, str]] = []
        try:
            tokens.extend((kind, value) for _, kind, value in self.macros.environment.lex(body))
        except TemplateSyntaxError as problem:
            self._fail(problem, _last_opened(tokens))
            return Expanded(body, self.written, findings=tuple(self.findings))
        if any(kind == "block_begin" for kind, _ in tokens):
            return self._whole(body)
        return self._parts(tokens)

    def ended(self, problem: TookTooLong) -> Expanded:
        """The page as it stands, where its time is up."""
        at = self.here if self.here >= 0 else self._offset_of_line(_line_in_template(problem))
        self._fail(problem, at)
        return Expanded(self.written.written, self.written, tuple(self.calls), tuple(self.findings))

    def _parts(self, tokens: list[tuple[str, str]]) -> Expanded:
        """Each expression by itself, so that the place of all else is known to the letter."""
        out: list[str] = []
        spans: list[tuple[int, int, bool]] = []
        length = offset = 0
        expression = ""
        for kind, value in tokens:
            if kind == _VARIABLE[0] or expression:
                expression += value
                if kind == _VARIABLE[1]:
                    start = offset + len(value) - len(expression)
                    self.length = length
                    drawn = self._expression(expression, start)
                    spans.append((length, start, False))
                    out.append(drawn)
                    length += len(drawn)
                    expression = ""
            elif kind == "data":
                spans.append((length, offset, True))
                out.append(value)
                length += len(value)
            offset += len(value)
        if expression:  # never closed: the parser says so, and the text stays
            start = offset - len(expression)
            spans.append((length, start, True))
            out.append(self._expression(expression, start))
        return self._expanded("".join(out), tuple(spans) or ((0, 0, True),))

    def _expression(self, source: str, start: int) -> str:
        self.here = start
        try:
            return self.macros.template(source).render(self.values)
        except Exception as problem:  # a macro is the site's own code and may raise anything
            self._fail(problem, start)
            return source

    def _whole(self, body: str) -> Expanded:
        """A page with statements is drawn at once; lines that stand in both texts are the same lines."""
        try:
            template = self.macros.environment.from_string(body)
            self.here, self.length = -1, None
            drawn = template.render(self.values)
        except Exception as problem:  # see above
            line = problem.lineno if isinstance(problem, TemplateSyntaxError) else _line_in_template(problem)
            self._fail(problem, self._offset_of_line(line))
            return Expanded(body, self.written, tuple(self.calls), tuple(self.findings))
        return self._expanded(drawn, spans_by_lines(body, drawn))

    def _expanded(self, text: str, spans: tuple[tuple[int, int, bool], ...]) -> Expanded:
        if self.notes:
            spans = (*spans, (len(text), len(self.written.written), False))
            text += "".join(f"\n\n[^{name}]: {note}" for name, note in self.notes.items()) + "\n"
        origin = Origin(self.written.path, self.written.written, self.written.first_line, spans)
        return Expanded(text, origin, tuple(self.calls), tuple(self.findings))

    def _watched(self, name: str, macro: Macro) -> Macro:
        """The macro, with an account of its calls."""
        signature = inspect.signature(macro)

        def watched(*arguments: Any, **named: Any) -> Any:
            start = self.here if self.here >= 0 else self._offset_of_line(_line_of_caller())
            values = signature.bind(*arguments, **named).arguments
            first = next(iter(values.values()), None)
            at = self.written.written.find(str(first), start, start + _LONGEST_CALL) if first is not None else -1
            where = self.written.position(max(at, start))
            self.calls.append(Call(name, MappingProxyType(dict(values)), where, self.length, start))
            drawn = macro(*arguments, **named)
            if isinstance(drawn, Noted):
                self.notes.setdefault(drawn.name, drawn.note)
            return drawn

        return watched

    def _offset_of_line(self, line: int) -> int:
        lines = self.written.written.split("\n")
        line = min(max(line, 1), len(lines))
        before = sum(len(text) + 1 for text in lines[: line - 1])
        return before + max(lines[line - 1].find("{{"), lines[line - 1].find("{%"), 0)

    def _fail(self, problem: BaseException, offset: int) -> None:
        known = sorted({*self.macros.environment.globals, *self.values} - {"page"})
        line_end = self.written.written.find("\n", offset)
        written = self.written.written[offset : line_end if line_end >= 0 else None]
        self.findings.append(failed_macro(problem, self.written.position(offset), written, known))


def _last_opened(tokens: list[tuple[str, str]]) -> int:
    """Where the macro begins at whose signs the reading of a page ended."""
    offset = opened = 0
    for kind, value in tokens:
        if kind.endswith("_begin"):
            opened = offset + len(value) - len(value.lstrip())
        offset += len(value)
    return opened


def taken(tools: Tools, root: Path) -> Iterator[Finding]:
    """macro.taken: a macro of the site with the name of one of the engine's, which the checks rely on."""
    for name in sorted(set(tools.own) & set(tools.engine(""))):
        code = getattr(inspect.unwrap(tools.own[name]), "__code__", None)
        at = (
            Position(os.path.relpath(code.co_filename, root).replace(os.sep, "/"), code.co_firstlineno)
            if code
            else Position("mkdocs.yml")
        )
        yield Finding.error(at, said("macro.taken", "taken", name=name))


def _line_in_template(problem: BaseException) -> int:
    lines = []
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            # Jinja puts the lines of a template in the place of its code's, but not for what ended from outside
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            lines.append(template.get_corresponding_lineno(trace.tb_lineno) if template else trace.tb_lineno)
        trace = trace.tb_next
    return lines[-1] if lines else 1


def _line_of_caller() -> int:
    """The line of the template that calls a macro right now."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and frame.f_code.co_filename == "<template>":
            return int(template.get_corresponding_lineno(frame.f_lineno))
    return 1


def _short(shown: str) -> str:
    return shown if len(shown) <= 50 else shown[:49] + "…"
