"""mkdocs-macros under a sandbox.

The plugin draws pages with an unrestricted Jinja environment, in which a page can reach Python and the machine
(`{{ cycler.__init__.__globals__.os… }}`), and ends the process when a page fails. Here a page gets the site's own
macros and plain values, nothing else, and what fails is a finding with its line.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page

from katern.finding import Finding, Position, nearest
from katern.library import Item

_LONGEST = 100_000
EngineMacros = Callable[[str], Mapping[str, Any]]


class SiteEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with a bound on what multiplication and powers may build."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse `"x" * 10**9`, which fills the memory before any other limit is met."""
        if operator == "**":
            raise SecurityError("machtsverheffen kan in een pagina niet")
        sizes = [len(side) for side in (left, right) if isinstance(side, (str, list, tuple))]
        if sizes and sizes[0] * max(side for side in (left, right) if isinstance(side, int)) > _LONGEST:
            raise SecurityError("deze vermenigvuldiging wordt te lang")
        return super().call_binop(context, operator, left, right)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Refuse at once: what Jinja gives here only fails when it is drawn by itself, not in a list."""
        raise SecurityError(f"'{attribute}' is van Python zelf")


class MacroPages:
    """Draws the macros of pages in the place of mkdocs-macros' own `render`.

    `engine` gives the engine's own macros for the page at an address; a site has them without a module of its own.
    """

    def __init__(self, plugin: BasePlugin[Any], docs: str, engine: EngineMacros = lambda url: {}) -> None:
        self._plugin = plugin
        self._engine = engine
        own = own_macros(plugin)
        self.findings: list[Finding] = [taken(name, own[name], docs) for name in sorted(set(own) & set(engine("")))]
        # Jinja's own mark of a comment is how an author gives a heading its anchor: ## Kop {#plek}
        self._environment = SiteEnvironment(
            undefined=StrictUndefined, loader=FileSystemLoader(docs), comment_start_string="{#--", comment_end_string="--#}"
        )
        # Jinja's own globals open doors (`cycler`, `lipsum`); `range` and `dict` are harmless and useful
        for name in ("cycler", "joiner", "namespace", "lipsum"):
            self._environment.globals.pop(name, None)
        self._environment.globals.update(own)
        self._environment.filters.update(plugin.filters)  # type: ignore[attr-defined]

    def render(self, markdown: str, item: Item | None, page: Page, values: Mapping[str, Any]) -> str:
        """The page's Markdown after macros; where one fails, a finding is kept and the page stays as it is."""
        if "{{" not in markdown and "{%" not in markdown and "{#--" not in markdown:
            return markdown
        if page.meta.get("render_macros") is False:
            return markdown
        self._plugin._page = page  # type: ignore[attr-defined]  # macros read the page from `env.page`
        engine = self._engine(page.url)
        try:
            return self._environment.from_string(markdown).render(page=_plain(page), **engine, **values)
        except Exception as problem:  # a macro is the site's own code and may raise anything
            self.findings.append(finding(problem, markdown, item, page, sorted({*self._environment.globals, *engine})))
            return markdown


def own_macros(plugin: BasePlugin[Any]) -> dict[str, Any]:
    """The macros that the site's own modules define, without those that mkdocs-macros brings."""
    macros: Mapping[str, Any] = plugin.macros  # type: ignore[attr-defined]
    return {name: macro for name, macro in macros.items() if not getattr(macro, "__module__", "").startswith("mkdocs_macros")}


def taken(name: str, macro: Any, docs: str) -> Finding:
    """A macro of the site with the name of one of the engine's, which the checks rely on."""
    code = getattr(macro, "__code__", None)
    at = Position(os.path.relpath(code.co_filename, os.path.dirname(docs)), code.co_firstlineno) if code else Position("mkdocs.yml")
    return Finding.error("macro.taken", at, f"de macro '{name}' is van Katern zelf", "haal haar hier weg, of geef haar een andere naam")  # fmt: skip


def take_over(plugin: BasePlugin[Any], pages: MacroPages, item_of: Any, values: Mapping[str, Any]) -> None:
    """Put our drawing in the place of the plugin's: it offers no other way to change its environment."""

    def render(markdown: str, force_rendering: bool = False) -> str:
        page: Page = plugin.page  # type: ignore[attr-defined]
        return pages.render(markdown, item_of(page), page, values)

    plugin.render = render  # type: ignore[attr-defined]


def finding(problem: Exception, markdown: str, item: Item | None, page: Page, known: list[str]) -> Finding:
    """What failed, at the line of the page's own file."""
    line = _line(problem)
    offset = item.front.body_line - 1 if item else 0
    path = item.path if item else page.file.src_uri
    lines = markdown.split("\n")
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    column = max(written.find("{{"), written.find("{%"), 0) + 1
    at = Position(path, line + offset, column)
    if isinstance(problem, SecurityError):
        return Finding.error("macro.forbidden", at, f"deze pagina wil iets wat een pagina niet mag: {problem}", "gebruik alleen de macro's uit de handleiding")  # fmt: skip
    if isinstance(problem, UndefinedError):
        name = str(problem).split("'")[1] if "'" in str(problem) else str(problem)
        if re.search(rf"\(\s*{re.escape(name)}\b", written):
            return Finding.error("macro.unknown", at, f"'{name}' bestaat niet in een pagina", 'zet tekst tussen aanhalingstekens: {{ helpline("veilig-thuis") }}')  # fmt: skip
        near = nearest(name, known)
        return Finding.error("macro.unknown", at, f"'{name}' bestaat niet in een pagina", f"bedoelde u '{near}'?" if near else f"er zijn: {', '.join(known)}")  # fmt: skip
    if isinstance(problem, TemplateSyntaxError):
        return Finding.error("macro.syntax", at, f"de macro is niet te lezen: {problem.message}", "een macro ziet eruit als {{ helpline(\"veilig-thuis\") }}")  # fmt: skip
    return Finding.error("macro.failed", at, f"de macro lukt niet: {problem}", "controleer wat er tussen de haakjes staat")


def _line(problem: Exception) -> int:
    if isinstance(problem, TemplateSyntaxError):
        return problem.lineno
    lines = [frame.lineno for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == "<template>"]
    return (lines[-1] or 1) if lines else 1


def _plain(page: Page) -> dict[str, Any]:
    """What a page may know of itself, without the objects of MkDocs behind it."""
    title = page.meta.get("title") or page.title  # MkDocs calls the first page "Home", after its menu
    return {"title": "" if isinstance(title, Undefined) else title, "url": page.url, "meta": dict(page.meta)}
