"""Reading CSL-JSON and CSL-YAML: each item with its place, and its variables as the fields that the checks know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from katern.bibliography.cslfields import entry_of
from katern.bibliography.entries import MOST
from katern.bibliography.written import Written
from katern.finding import Finding, Position, said
from katern.frontmatter import read_yaml

_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|\d+)')


def read_csl_json(text: str, path: str) -> tuple[list[Written], list[Finding]]:
    """All items of a CSL-JSON file; Better CSL JSON and an object with `items` or `references` are read too."""
    content, problem = load_json(text, path)
    if problem is not None:
        return [], [problem]
    return _entries(_items(content), dict(_json_places(text)), path)


def load_json(text: str, path: str) -> tuple[Any, Finding | None]:
    """What a file of JSON holds, or why that cannot be read."""
    try:
        return json.loads(text), None
    except ValueError as problem:
        line, column = getattr(problem, "lineno", 1), getattr(problem, "colno", 1)
        return None, Finding.error(Position(path, line, column), said("bib.parse", "no-json"))
    except RecursionError:
        return None, Finding.error(Position(path), said("bib.parse", "json-too-deep"))


def _json_places(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    line, seen = 1, 0
    for match in _ID.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        yield str(json.loads(match[1])), (line, match.start() - text.rfind("\n", 0, match.start()))


def read_csl_yaml(text: str, path: str) -> tuple[list[Written], list[Finding]]:
    """All items of a CSL-YAML file, as pandoc and Zotero write it."""
    body = re.sub(r"\n(?:---|\.\.\.)\s*\Z", "\n", text.removeprefix("---\n"))
    shift = 1 if text.startswith("---\n") else 0
    content, positions, findings = read_yaml(body, path, 1 + shift)
    if findings:
        return [], [replace(found, code="bib.parse") for found in findings]
    places = {}
    for where, at in positions.items():
        if where and where[-1] == "id":
            places[str(_at(content, where))] = (at.line, at.column)
    return _entries(_items(content), places, path)


def _at(content: Any, where: Any) -> Any:
    for part in where:
        content = content[part]
    return content


def _items(content: Any) -> list[Any]:
    if isinstance(content, Mapping):
        inside = next((content[name] for name in ("references", "items") if isinstance(content.get(name), list)), None)
        content = inside if inside is not None else [content]
    return list(content) if isinstance(content, list) else []


def _entries(items: list[Any], places: Mapping[str, tuple[int, int]], path: str) -> tuple[list[Written], list[Finding]]:
    entries, findings = [], []
    for number, item in enumerate(items, 1):
        key = str(item.get("id", "")) if isinstance(item, Mapping) else ""
        at = places.get(key, (1, 1))
        if not isinstance(item, Mapping) or not key or len(key.split()) > 1:
            findings.append(Finding.error(Position(path, *at), said("bib.parse", "no-id", number=number)))
            continue
        entries.append(entry_of({str(name): value for name, value in item.items()}, key, at))
    return entries, findings[:MOST]
