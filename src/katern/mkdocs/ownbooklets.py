"""Booklets that mkdocs.yml declares of any pages of the site, whatever their kind."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.finding import Finding, Position, said
from katern.frontmatter import FieldPath
from katern.items import SiteBooklet
from katern.siteconfig import names, value_place
from katern.validation import validate

Declared = tuple[tuple[SiteBooklet, Position], ...]


def site_booklets(written: list[Any], config: MkDocsConfig) -> tuple[Declared, tuple[Finding, ...]]:
    """The booklets of the option `booklets`, each with its place, and what is wrong with them."""
    path = Path(config.config_file_path)
    text = path.read_text(encoding="utf-8") if written else ""
    found: list[Finding] = []
    declared: list[tuple[SiteBooklet, Position]] = []
    for number, values in enumerate(written):
        steps = ("plugins", "katern", "booklets", f"#{number}")
        at = value_place(text, path.name, *steps)
        if not isinstance(values, Mapping):
            found.append(Finding.error(at, said("meta.bad-value", "no-site-booklet")))
            continue
        places: dict[FieldPath, Position] = {(name,): place for name, place in names(text, path.name, *steps)}
        named = {str(name): value for name, value in values.items()}
        booklet, wrong = validate(SiteBooklet, named, {(): at, **places}, path.name)
        found += [one if one.line > 1 else _moved(one, at) for one in wrong]
        if booklet is not None and any(booklet.id == other.id for other, _ in declared):
            found.append(Finding.error(at, said("print.duplicate-id", "twice", id=booklet.id)))
        elif booklet is not None:
            declared.append((booklet, at))
    return tuple(declared), tuple(found)


def _moved(finding: Finding, at: Position) -> Finding:
    """What has no place of its own stands at the booklet."""
    return Finding(finding.code, finding.severity, at.path, at.line, at.column, finding.said, finding.advice)
