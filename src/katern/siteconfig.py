"""Where a setting stands in mkdocs.yml, whose own tags no plain loader reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from katern.finding import Position

# a tenth of the time of the loader that is Python alone
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def place(text: str, path: str, *steps: str) -> Position:
    """The place of the last step that is there: `plugins`, `katern`, `exit`, or `#0` in a list; the top of the file where none is."""
    return _place(text, path, steps)[0]


def value_place(text: str, path: str, *steps: str) -> Position:
    """The place of what the last step holds; that of the step itself where it holds nothing, or of the last that is there."""
    at, value = _place(text, path, steps)
    return at if value is None else Position(path, value.start_mark.line + 1, value.start_mark.column + 1)


def names(text: str, path: str, *steps: str) -> tuple[tuple[str, Position], ...]:
    """The names that stand below the last step, each with its place; none where it holds no names."""
    node = _place(text, path, steps)[1]
    if not isinstance(node, yaml.MappingNode):
        return ()
    keys = (key for key, _ in node.value)
    return tuple(
        (key.value, Position(path, key.start_mark.line + 1, key.start_mark.column + 1))
        for key in keys
        if isinstance(key, yaml.ScalarNode)
    )


def plain_value(text: str, *steps: str) -> str | None:
    """What the last step holds, as text; None where it is not there or holds no plain text.

    Raises ValueError for a file that takes settings from elsewhere, so that nobody can tell by its text alone.
    """
    if "INHERIT" in text or "!ENV" in text:
        raise ValueError("these settings stand in other places too")
    value = _place(text, "", steps)[1]
    if value is None or not isinstance(value, yaml.ScalarNode):
        return None
    return str(value.value)


def language_at_first_sight(file: Path) -> str:
    """The language that a mkdocs.yml names, as its theme has it; nothing where it names none.

    Raises OSError for a file that cannot be read, and ValueError where nobody can tell by its text alone.
    """
    return plain_value(file.read_text(encoding="utf-8"), "theme", "language") or ""


def _place(text: str, path: str, steps: tuple[str, ...]) -> tuple[Position, Any]:
    """The place of the last step that is there, and what that holds where it is the last of all."""
    at = Position(path)
    try:
        node: Any = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        return at, None
    for step in steps:
        found = _step(node, step)
        if found is None:
            return at, None
        mark, node = found
        at = Position(path, mark.line + 1, mark.column + 1)
    return at, node


def _step(node: Any, name: str) -> tuple[Any, Any] | None:
    """The mark of a key, or of an entry of a list, and what it holds."""
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == name), None)
    if isinstance(node, yaml.SequenceNode) and name.startswith("#"):
        number = int(name[1:])
        return (node.value[number].start_mark, node.value[number]) if number < len(node.value) else None
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            if isinstance(entry, yaml.ScalarNode) and entry.value == name:
                return entry.start_mark, None
            if isinstance(entry, yaml.MappingNode) and (found := _step(entry, name)):
                return found
    return None
