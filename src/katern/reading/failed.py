"""What a macro that fails is told of, at its place and in the language of the site, whatever Jinja or Python says of it."""

from __future__ import annotations

import re
import traceback

from jinja2 import TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from katern.finding import Finding, Position, Said, Telling, did_you_mean, nearest, said
from katern.reading.patience import TookTooLong


def failed_macro(problem: BaseException, at: Position, written: str, known: list[str]) -> Finding:
    """What failed in a macro, where it stands."""
    why = _why(problem)
    if isinstance(problem, SecurityError | TookTooLong | MemoryError | RecursionError):
        return Finding.error(at, said("macro.forbidden", "forbidden", why=why))
    if isinstance(problem, UndefinedError):
        name = str(problem).split("'")[1] if "'" in str(problem) else str(problem)
        if re.search(rf"\(\s*{re.escape(name)}\b", written):
            return Finding.error(at, said("macro.unknown", "no-quotes", name=name))
        what = said("macro.unknown", "unknown", name=name, known=tuple(known))
        return Finding.error(at, what, did_you_mean(nearest(name, known)))
    if isinstance(problem, TemplateSyntaxError):
        return Finding.error(at, said("macro.syntax", "unreadable", why=_unreadable(problem.message or "")))
    return Finding.error(at, said("macro.failed", "failed", why=why))


# what Jinja says of a macro that it cannot read
_UNREADABLE = (
    (r"unexpected end of template|missing end of", said("macro.syntax", "unclosed")),
    (r"""unexpected char (?:'"'|"'")""", said("macro.syntax", "unclosed-quote")),
    (r"got 'end of (?:print statement|statement block)'", said("macro.syntax", "cut-short")),
)


def _unreadable(message: str) -> Said | str:
    """The same, in the language of the site."""
    for pattern, reason in _UNREADABLE:
        if re.search(pattern, message, re.IGNORECASE):
            return reason
    if found := re.search(r"unknown tag '(.+?)'", message):
        return said("macro.syntax", "no-tag", sign=found[1])
    found = re.search(r"(?:unexpected(?: char)?|got) '(.+?)'", message)
    return said("macro.syntax", "sign", sign=found[1]) if found else message


def _why(problem: BaseException) -> Said | str:
    if isinstance(problem, Telling):
        return problem.said
    if isinstance(problem, TookTooLong):
        return said("macro.forbidden", "too-slow")
    if isinstance(problem, RecursionError):
        return said("macro.forbidden", "too-deep")
    if isinstance(problem, MemoryError):
        return said("macro.forbidden", "no-memory")
    if isinstance(problem, OverflowError):
        return said("macro.forbidden", "too-much")
    if isinstance(problem, TypeError):
        return _arguments(problem)
    return str(problem) or type(problem).__name__


# what Python says of words between brackets that a macro does not take
_UNKNOWN = re.compile(r"(?:.*\(\) )?got an unexpected keyword argument '(.+)'")
_MISSING = re.compile(r"(?:.*\(\) )?missing (?:a|\d+) required (?:\S+ )*arguments?: (.+)")
_TWICE = re.compile(r"(?:.*\(\) got )?multiple values for argument '(.+)'")
_TOO_MANY = re.compile(
    r"too many positional arguments|.*\(\) takes .* positional arguments? but \d+ (?:was|were) given"
)


def _arguments(problem: TypeError) -> Said | str:
    """The same, in the language of the site; what a macro's own code says stays as it is."""
    message = str(problem)
    if not _is_of_the_call(problem):
        return message
    if found := _UNKNOWN.fullmatch(message):
        return said("macro.failed", "no-argument", name=found[1])
    if found := _MISSING.fullmatch(message):
        return said("macro.failed", "argument-missing", names=tuple(re.findall(r"'(\w+)'", found[1])))
    if found := _TWICE.fullmatch(message):
        return said("macro.failed", "argument-twice", name=found[1])
    return said("macro.failed", "too-many-arguments") if _TOO_MANY.fullmatch(message) else message


def _is_of_the_call(problem: BaseException) -> bool:
    """Whether it was said of the call in the page, and not of one within a macro's own code."""
    *_, (frame, _) = traceback.walk_tb(problem.__traceback__)
    return str(frame.f_globals.get("__name__", "")).partition(".")[0] in ("inspect", "jinja2", "katern", "")
