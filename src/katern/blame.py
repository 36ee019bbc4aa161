"""A site's own templates and code that fail: which line of which file it was, as a finding.

What a site brings runs in the midst of a build: templates in `overrides/`, macros and hooks. Python tells where such a file
was at work when something went wrong (Jinja gives its templates lines of their own); the last of them is the one to mend.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

from katern.containment import UnreadableTemplate
from katern.errors import KaternError
from katern.finding import Finding, Position, Said, Telling, said, shown

_CODE = ".py"
_INSTALLED = f"{os.sep}site-packages{os.sep}"
_KATERN = os.path.dirname(__file__) + os.sep
# what Jinja says of a name that is not there, and of a part that a value lacks
_NO_NAME = re.compile(r"'([^']+)' is undefined")
_NO_PART = re.compile(r".* has no (?:attribute|element) '?([^']+?)'?")


class OwnFailure(KaternError):
    """Something of the site's own failed, which `finding` tells; nothing after it was made."""

    def __init__(self, finding: Finding, language: str) -> None:
        super().__init__(said("own-code", "failed", what=finding.said))
        self.finding = finding
        self.language = language

    @property
    def at(self) -> Position:
        """Where it failed."""
        return Position(self.finding.path, self.finding.line, self.finding.column)


@contextmanager
def blaming(root: Path, language: str) -> Iterator[None]:
    """Within, what fails in a file of the site below `root` is raised as OwnFailure, in a language (BCP 47)."""
    try:
        yield
    except KaternError:
        raise
    except Exception as problem:  # a template or a macro may raise anything
        found = failure_of(problem, root)
        if found is None:
            raise
        raise OwnFailure(found, language) from problem


def failure_of(problem: Exception, root: Path) -> Finding | None:
    """What failed in a file of the site below `root`; None where none of them was at work."""
    at = _place_of(problem, root)
    return None if at is None else Finding.error(at, _why(problem, at.path.endswith(_CODE)))


def _place_of(problem: BaseException, root: Path) -> Position | None:
    if isinstance(problem, UnreadableTemplate):
        return Position(_written(problem.file, root), problem.line) if is_own(problem.file, root) else None
    if isinstance(problem, SyntaxError) and problem.filename and is_own(problem.filename, root):
        return Position(_written(problem.filename, root), problem.lineno or 1, problem.offset or 1)
    if isinstance(problem, TemplateSyntaxError) and problem.filename:
        own = is_own(problem.filename, root)
        return Position(_written(problem.filename, root), problem.lineno) if own else None
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if is_own(frame.filename, root):
            return Position(_written(frame.filename, root), frame.lineno or 1)
    return None


def _why(problem: Exception, is_code: bool) -> Said:
    if isinstance(problem, UnreadableTemplate):
        return said("template.syntax", "no-text")
    if isinstance(problem, TemplateSyntaxError):
        return said("template.syntax", "unreadable", why=shown(problem.message or "", 300))
    if isinstance(problem, SyntaxError):
        return said("code.syntax", "unreadable", why=shown(problem.msg, 300))
    if is_code:
        if isinstance(problem, Telling):
            return said("code.failed", "failed", why=problem.said)
        if isinstance(problem, MemoryError):
            return said("code.failed", "failed", why=said("code.failed", "no-memory"))
        return said("code.failed", "failed", why=shown(f"{type(problem).__name__}: {problem}", 300))
    if isinstance(problem, TemplateNotFound):
        return said("template.missing", "missing", name=shown(str(problem.name or problem)))
    if isinstance(problem, UndefinedError):
        return _undefined(str(problem))
    if isinstance(problem, Telling):
        return said("template.failed", "failed", why=problem.said)
    return said("template.failed", "failed", why=shown(f"{type(problem).__name__}: {problem}", 300))


def _undefined(sentence: str) -> Said:
    if name := _NO_NAME.fullmatch(sentence):
        return said("template.undefined", "no-name", name=shown(name[1]))
    if part := _NO_PART.fullmatch(sentence):
        return said("template.undefined", "no-part", name=shown(part[1]))
    return said("template.failed", "failed", why=shown(sentence, 300))


def is_own(file: str, root: Path) -> bool:
    """Whether a file is the site's own: below its root, no part of Katern, and nothing that was installed."""
    return file.startswith(f"{root}{os.sep}") and not file.startswith(_KATERN) and _INSTALLED not in file


def _written(file: str, root: Path) -> str:
    return os.path.relpath(file, root).replace(os.sep, "/")
