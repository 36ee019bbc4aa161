"""Templates of a site's own, judged before anything is drawn: what cannot be read, and files that are not there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, TemplateAssertionError, TemplateError, nodes

from katern.blame import failure_of
from katern.containment import ContainedLoader, UnreadableTemplate, climbs, inside
from katern.digest import digest
from katern.finding import Finding, Position, dump, load, said
from katern.item import Item
from katern.library import Library
from katern.notes import Notes
from katern.site.settings import SiteSettings

_ENGINE = "katern/"
# files that browsers ask for as they are, and templates of Typst
_NO_TEMPLATES = ("assets", "print")


class OwnTemplates:
    """Judges the templates of one site; `engine` are those that replace the engine's own, `theme` all others."""

    def __init__(self, site: SiteSettings, engine: Environment, notes: Notes) -> None:
        self._site = site
        self._engine = engine
        self._theme: Environment | None = None
        self._noted = notes.of("templates")

    def findings(self, library: Library) -> Iterator[Finding]:
        """Everything that is wrong with the templates, and pages that name one which is not there."""
        for name, file in self._files():
            yield from self._of(name, file)
        for item in library.items.values():
            yield from self._named_by(item)

    def _files(self) -> Iterator[tuple[str, Path]]:
        custom = self._site.theme.custom
        if custom is None:
            return
        for file in sorted(custom.rglob("*.html")):
            parts = file.relative_to(custom).parts
            hidden = any(part.startswith(".") for part in parts)
            if parts[0] not in _NO_TEMPLATES and not hidden and inside(self._site.root, file):
                yield "/".join(parts), file

    def _of(self, name: str, file: Path) -> Iterator[Finding]:
        try:
            content = file.read_bytes()
        except OSError:  # told where it is drawn
            return
        key = digest((name, content, self._site.language, bool(self._site.others)))
        known = self._noted.get(key)
        if known is None:
            found, asked = self._read(name)
            known = [dump(found), [[list(names), line] for names, line in asked]]
            self._noted.put(key, known)
        yield from load(known[0])
        for names, line in known[1]:
            if not any(map(self._exists, names)):
                path = os.path.relpath(file, self._site.root).replace(os.sep, "/")
                yield Finding.error(Position(path, line), said("template.missing", "missing", name=names[0]))

    def _read(self, name: str) -> tuple[list[Finding], list[tuple[list[str], int]]]:
        """What is wrong in a template, and which others it cannot do without, each with its line."""
        env = self._engine if name.startswith(_ENGINE) else self._of_theme()
        assert env.loader is not None
        try:
            source, file, _ = env.loader.get_source(env, name)
            tree = env.parse(source, name, file)
            env.compile(source, name, file)
        except TemplateAssertionError as problem:
            # a plugin may bring the filter
            return [] if self._site.others else self._failed(problem), []
        except (TemplateError, UnreadableTemplate) as problem:
            return self._failed(problem), []
        return [], list(_asked(tree))

    def _failed(self, problem: Exception) -> list[Finding]:
        found = failure_of(problem, self._site.root)
        return [found] if found else []

    def _of_theme(self) -> Environment:
        if self._theme is None:
            env: Environment = self._site.theme.make_env()
            env.loader = ContainedLoader(self._site.theme.folders, self._site.root)
            # what `Shell` brings, for pages that it draws
            env.filters.setdefault("script_tag", str)
            self._theme = env
        return self._theme

    def _exists(self, name: str) -> bool:
        return not climbs(name) and any(
            os.path.isfile(os.path.join(folder, name)) for folder in self._site.theme.folders
        )

    def _named_by(self, item: Item) -> Iterator[Finding]:
        name = item.front.values.get("template")
        if name and not self._exists(str(name)):
            yield Finding.error(item.front.position("template"), said("template.missing", "of-page", name=str(name)))


def _asked(tree: nodes.Node) -> Iterator[tuple[list[str], int]]:
    """The templates that one asks for whatever the page is, as names of which one must be there; a line for each."""
    for node in _unconditional(tree):
        if isinstance(node, nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport):
            names = [value for value in _constants(node.template) if isinstance(value, str)]
            if names and not getattr(node, "ignore_missing", False):
                yield names, node.lineno


def _unconditional(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.If | nodes.CondExpr):
            yield child
            yield from _unconditional(child)


def _constants(node: nodes.Node) -> Iterable[Any]:
    """The values of what is written out; nothing where a part is worked out."""
    try:
        value = node.as_const() if isinstance(node, nodes.Expr) else None
    except nodes.Impossible:
        return ()
    return value if isinstance(value, list | tuple) else (value,)
