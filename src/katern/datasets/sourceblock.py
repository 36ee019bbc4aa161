"""Changing one source in set.yml without touching what people wrote around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from katern.datasets.setfile import Source
from katern.finding import Finding, Position, said
from katern.frontmatter import FieldPath, read_yaml

# what an import knows better than who wrote the file
_FACTS = ("table", "modified", "retrieved", "input", "sha256")


def with_source(text: str, path: str, source: Source) -> str | Finding:
    """The text of set.yml with the facts of this source, or what stands in the way."""
    content, positions, findings = read_yaml(text, path)
    if findings:
        return findings[0]
    sources = content.get("sources") if isinstance(content, dict) else None
    if not isinstance(sources, list):
        return Finding.error(Position(path), said("meta.missing-field", "missing", field="sources"))
    facts = {name: value for name in _FACTS if (value := getattr(source, name)) is not None}
    number = next(
        (number for number, held in enumerate(sources) if isinstance(held, dict) and held.get("id") == source.id), None
    )
    if number is None:
        return _added(text, path, positions, source)
    return _changed(text, path, positions, number, facts)


def _changed(
    text: str, path: str, positions: Mapping[FieldPath, Position], number: int, facts: Mapping[str, Any]
) -> str | Finding:
    lines = text.split("\n")
    start = positions[("sources", number)]
    if lines[start.line - 1][start.column - 1 :].startswith("{"):
        return Finding.error(start, said("data.bad-table", "source-in-braces"))
    missing = []
    for name, value in facts.items():
        at = positions.get(("sources", number, name))
        if at is None:
            missing.append(f"{' ' * (start.column - 1)}{name}: {_scalar(value)}")
        else:
            head = lines[at.line - 1][: at.column - 1]
            lines[at.line - 1] = f"{head}{name}: {_scalar(value)}{_comment(lines[at.line - 1])}"
    last = max(
        position.line
        for where, position in positions.items()
        if where[:2] == ("sources", number) and where[2:] in (("id",), ("seen_in",))
    )
    lines[last:last] = missing
    return "\n".join(lines)


def _added(text: str, path: str, positions: Mapping[FieldPath, Position], source: Source) -> str | Finding:
    inside = [position for where, position in positions.items() if len(where) == 2 and where[0] == "sources"]
    tops = sorted(position.line for where, position in positions.items() if len(where) == 1)
    at = positions[("sources",)]
    after = next((line for line in tops if line > at.line), None)
    lines = text.rstrip("\n").split("\n")
    place = (after - 1) if after else len(lines)
    content = source.model_dump(mode="json", exclude_defaults=True)
    indent = " " * (inside[0].column - 3)
    new = [
        f"{indent}- {line}" if number == 0 else f"{indent}  {line}"
        for number, line in enumerate(f"{name}: {_scalar(value)}" for name, value in content.items())
    ]
    lines[place:place] = new
    return "\n".join(lines) + "\n"


def _scalar(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    text = str(value)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    return (
        yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=100_000)
        .removesuffix("\n...\n")
        .strip()
    )


def _comment(line: str) -> str:
    match = re.search(r"\s+#.*$", line)
    return match[0] if match else ""
