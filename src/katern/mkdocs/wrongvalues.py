"""What MkDocs says of values that it cannot use, as findings in the words of the site, each at its value in mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from katern.finding import Finding, Position, Said, did_you_mean, nearest, said

# a value of the site, or an option of one of its plugins, and what is wrong with it
_VALUE = re.compile(
    r"Config value '(?P<value>[^']+)': (?:Plugin '(?P<plugin>[^']+)' (?:value|option) '(?P<option>[^']+)': )?(?P<why>.*)",
    re.DOTALL,
)
# an entry of a list that has a place of its own there
_NAMED = re.compile(r"(?:The|Failed to load extension) [\"'](?P<name>[^\"']+)[\"'](?: plugin is not installed|\.)")
_TYPES = {
    "bool": said("meta.bad-value", "want-true-or-false"),
    "int": said("meta.bad-value", "want-integer"),
    "str": said("meta.bad-value", "want-text"),
    "list": said("meta.bad-value", "want-list"),
    "dict": said("meta.bad-value", "want-fields"),
}
Saying = tuple[Said, Said | None]


def _type(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "does-not-fit", field=name), _TYPES.get(match["type"])


def _list(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "does-not-fit", field=name), _TYPES["list"]


def _address(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "does-not-fit", field=name), said("meta.bad-value", "want-address")


def _choice(name: str, match: re.Match[str]) -> Saying:
    known = tuple(re.findall(r"'([^']*)'", match["known"]))
    near = did_you_mean(nearest(match["given"].strip("' "), known))
    return said("meta.bad-value", "does-not-fit", field=name), near or said("every", "known-are", known=known)


def _folder(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "no-folder-here", folder=match["path"]), None


def _file(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "no-file-here", file=match["path"]), None


def _plugin(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "no-plugin-here", plugin=match["plugin"]), None


def _extension(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "no-extension-here", extension=match["extension"]), None


def _theme(name: str, match: re.Match[str]) -> Saying:
    return said("meta.bad-value", "no-theme-here", theme=match["theme"]), None


def _missing(name: str, match: re.Match[str]) -> Saying:
    return said("meta.missing-field", "missing", field=name), None


_SAYINGS: tuple[tuple[str, Callable[[str, re.Match[str]], Saying]], ...] = (
    (r"Expected type: <class '(?P<type>\w+)'>", _type),
    (r"Expected a (?P<type>str)ing, got", _type),
    (r"Expected nav to be a list|.*Expected a list", _list),
    (r"The URL isn't valid", _address),
    (r"Expected one of: \((?P<known>.*)\) but received: (?P<given>.*)", _choice),
    (r"The path '?(?P<path>.*?)'? isn't an existing directory", _folder),
    (r"The path '?(?P<path>.*?)'? isn't an existing file", _file),
    (r"The \"(?P<plugin>[^\"]*)\" plugin is not installed", _plugin),
    (r"Failed to load extension '(?P<extension>[^']*)'", _extension),
    (r"Unrecognised theme name: '(?P<theme>[^']*)'", _theme),
    (r"Required configuration not provided", _missing),
)


def steps_to(error: str) -> tuple[str, ...]:
    """The steps to the value that an error names; none where it names none."""
    match = _VALUE.match(error)
    return _steps(match) if match is not None else ()


def _steps(match: re.Match[str]) -> tuple[str, ...]:
    option = match["option"]
    return (*match["value"].split("."), *((match["plugin"], *option.split(".")) if option else ()))


def findings_of(errors: Sequence[str], place: Callable[[Sequence[str]], Position]) -> Iterator[Finding]:
    """A finding for each error that names a value; `place` knows where the steps to one lead."""
    for match in filter(None, map(_VALUE.match, errors)):
        option, steps = match["option"], _steps(match)
        named = _NAMED.match(match["why"])
        yield Finding.error(
            place((*steps, named["name"]) if named else steps), *_told(option or match["value"], match["why"])
        )


def _told(name: str, why: str) -> Saying:
    for pattern, tell in _SAYINGS:
        if match := re.match(pattern, why, re.DOTALL):
            return tell(name, match)
    return said("meta.bad-value", "mkdocs-says", field=name, why=" ".join(why.split())), None
