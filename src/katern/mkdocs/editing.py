"""The place where pages are changed in a browser, as mkdocs.yml asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from katern.finding import Finding, Position, said
from katern.frontmatter import FieldPath
from katern.site.editingsettings import Editing
from katern.siteconfig import names, place, value_place
from katern.validation import validate

_STEPS = ("plugins", "katern", "editing")
_REPOSITORY = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def editing_place(
    written: dict[str, Any], config: MkDocsConfig, folder: str
) -> tuple[Editing | None, tuple[Finding, ...]]:
    """The option `editing`, and what is wrong with it; a place that is wrong is not made. `folder` is where it stands on the site."""
    if not written:
        return None, ()
    path = Path(config.config_file_path)
    text = path.read_text(encoding="utf-8")
    at = place(text, path.name, *_STEPS)
    fields = names(text, path.name, *_STEPS)
    # what is wrong with a value stands at the value, and what is wrong with a name at the name
    places: dict[FieldPath, Position] = {(name,): where for name, where in fields}
    values = {str(name): value for name, value in written.items()}
    editing, wrong = validate(Editing, values, {(): at, **places}, path.name)
    if editing is None:
        return None, tuple(one if one.line > 1 else _moved(one, at) for one in wrong)
    wrong = list(_wrong(editing, lambda name: value_place(text, path.name, *_STEPS, name)))
    for name in (f"{folder}.md", f"{folder}/index.md"):
        if Path(config.docs_dir, name).is_file():
            wrong.append(Finding.error(at, said("meta.bad-value", "place-taken", folder=folder, page=name)))
    return (None if wrong else editing), tuple(wrong)


def _wrong(editing: Editing, place_of: Any) -> Iterator[Finding]:
    if not _REPOSITORY.fullmatch(editing.repository):
        what = said("meta.bad-value", "no-repository", repository=repr(editing.repository))
        yield Finding.error(place_of("repository"), what)
    for name in ("server", "auth"):
        address = getattr(editing, name)
        if address and not _is_address(address):
            what = said("meta.bad-value", "no-service", address=repr(address), option=name)
            yield Finding.error(place_of(name), what)


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and re.fullmatch(r"[\w.:-]+", parts.netloc) is not None


def _moved(finding: Finding, at: Position) -> Finding:
    """What has no place of its own stands at the option."""
    return Finding(finding.code, finding.severity, at.path, at.line, at.column, finding.said, finding.advice)
