"""Front matter: the YAML block that opens a Markdown file, with the position of every field.

MkDocs shows a broken block as text on the page and says nothing, so the block is read here from the raw file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from katern.characters import FORBIDDEN, control_character, legible
from katern.finding import Finding, Position

FieldPath = tuple[str | int, ...]

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_TEXT, _MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of one YAML document and where each stands; `body_line` is the line on which the text begins.

    `written` are all lines before that.
    """

    path: str
    values: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    positions: Mapping[FieldPath, Position] = field(default_factory=lambda: MappingProxyType({}))
    body: str = ""
    body_line: int = 1
    findings: tuple[Finding, ...] = ()
    written: str = ""

    def position(self, *where: str | int) -> Position:
        """Where a field stands, or its nearest enclosing field, or the top of the file."""
        for length in range(len(where), 0, -1):
            found = self.positions.get(where[:length])
            if found is not None:
                return found
        return Position(self.path)


def split(text: str) -> tuple[str | None, str, int]:
    """Divide a file in its YAML block (None when it has none), its body, and the line on which the body begins.

    A block that is opened and never closed comes back as YAML with an empty body and line 0.
    """
    opening = _OPENING.match(text)
    if not opening:
        return None, text, 1
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return text[opening.end() :], "", 0
    block = text[opening.end() : closing.start()]
    return block, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Read a Markdown file's front matter; every defect becomes a finding and the body is kept."""
    block, body, body_line = split(text)
    if block is None:
        return FrontMatter(path, body=body)
    if body_line == 0:
        finding = Finding.error(
            "meta.bad-yaml", Position(path), "het blok met gegevens bovenaan is niet afgesloten",
            "zet een regel met alleen --- onder de gegevens",
        )  # fmt: skip
        return FrontMatter(path, body="", body_line=text.count("\n") + 1, findings=(finding,), written=text)
    values, positions, findings = read_yaml(block, path, first_line=2)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        findings.append(
            Finding.error(
                "meta.bad-yaml",
                Position(path, 2),
                "de gegevens bovenaan zijn geen lijst van velden met een waarde",
                "schrijf elk gegeven als veld: waarde, bijvoorbeeld title: Praten met ouders",
            )
        )
        values = {}
    return FrontMatter(
        path, MappingProxyType(values), MappingProxyType(positions), body, body_line, tuple(findings), text[: len(text) - len(body)]
    )  # fmt: skip


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, dict[FieldPath, Position], list[Finding]]:
    """Parse YAML into plain values, the position of every field, and findings; the value is None where it fails."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, {}, []
        findings = [*_double_keys(node, path, first_line, set()), *_escaped_controls(node, path, first_line, set())]
        positions: dict[FieldPath, Position] = {}
        _collect(node, (), path, first_line, positions, set())
        return loader.construct_document(node), positions, findings
    # a tag that its value does not fit, as in `!!int`, makes PyYAML stumble in all these ways
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as problem:
        return None, {}, [_yaml_finding(problem, text, path, first_line)]
    finally:
        loader.dispose()


def _collect(
    node: yaml.Node, where: FieldPath, path: str, first_line: int, positions: dict[FieldPath, Position], seen: set[int]
) -> None:
    if id(node) in seen:  # an alias may hold itself, or multiply what it names
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.tag != _MERGE:
                    key.tag = _TEXT  # a field is called `2020` or `no`, not 2020 or False
                here = (*where, key.value)
                positions[here] = Position(path, key.start_mark.line + first_line, key.start_mark.column + 1)
                _collect(value, here, path, first_line, positions, seen)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*where, index)
            positions[here] = Position(path, value.start_mark.line + first_line, value.start_mark.column + 1)
            _collect(value, here, path, first_line, positions, seen)


def _double_keys(node: yaml.Node, path: str, first_line: int, visited: set[int]) -> list[Finding]:
    """YAML keeps the last of two equal keys and drops the first in silence; an author wants to know."""
    found: list[Finding] = []
    if id(node) in visited:
        return found
    visited.add(id(node))
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    at = Position(path, key.start_mark.line + first_line, key.start_mark.column + 1)
                    found.append(
                        Finding.error(
                            "meta.bad-yaml",
                            at,
                            f"het veld '{key.value}' staat er twee keer",
                            f"het stond al op regel {seen[key.value]}; voeg ze samen",
                        )
                    )
                seen.setdefault(key.value, key.start_mark.line + first_line)
            found += _double_keys(value, path, first_line, visited)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            found += _double_keys(value, path, first_line, visited)
    return found


def _escaped_controls(node: yaml.Node, path: str, first_line: int, visited: set[int]) -> list[Finding]:
    """In double quotes YAML writes a character by its number: what no text can hold is replaced, with a finding."""
    found: list[Finding] = []
    if id(node) in visited:
        return found
    visited.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        match = FORBIDDEN.search(node.value)
        if match:
            at = Position(path, node.start_mark.line + first_line, node.start_mark.column + 1)
            found.append(control_character(match[0], at))
            node.value = legible(node.value)
        return found
    children = (
        (side for pair in node.value for side in pair) if isinstance(node, yaml.MappingNode) else iter(node.value)
    )
    for child in children:
        found += _escaped_controls(child, path, first_line, visited)
    return found


def _yaml_finding(problem: Exception, text: str, path: str, first_line: int) -> Finding:
    mark = getattr(problem, "problem_mark", None) or getattr(problem, "context_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    lines = text.split("\n")
    line = min(line, max(len(lines) - 1, 0))
    at = Position(path, line + first_line, column + 1)
    content = lines[line] if lines else ""
    indent = content[: len(content) - len(content.lstrip())]
    tabbed = "\t" in indent
    if tabbed:
        at = Position(path, line + first_line, content.index("\t") + 1)
        return Finding.error(
            "meta.bad-yaml", at, "een tab in de gegevens: YAML kent alleen spaties", "vervang de tab door spaties"
        )
    hint = 'zet tekst met een dubbele punt, een aanhalingsteken of een @ tussen "dubbele aanhalingstekens"'
    return Finding.error("meta.bad-yaml", at, f"de gegevens zijn niet te lezen: {_reason(problem)}", hint)


_REASONS = (
    ("mapping values are not", "er staat een dubbele punt te veel op deze regel, of de regel springt verkeerd in"),
    ("could not find expected ':'", "er ontbreekt een dubbele punt achter de naam van het veld"),
    ("found character '\\t'", "er staat een tab waar spaties horen"),
    ("cannot start any token", "een waarde mag niet met een @, een % of een ` beginnen zonder aanhalingstekens"),
    ("found undefined alias", "een waarde mag niet met een * beginnen zonder aanhalingstekens"),
    ("unexpected end of stream", "een aanhalingsteken is niet gesloten"),
    ("expected key", "deze regel hoort niet bij het veld erboven; let op het inspringen en op aanhalingstekens"),
    ("did not find expected '-' indicator", "deze regel hoort niet bij de lijst erboven; let op het inspringen"),
    ("did not find expected ',' or ']'", "een lijst tussen [ ] is niet gesloten"),
    ("did not find expected ',' or '}'", "een blok tussen { } is niet gesloten"),
    ("did not find expected node content", "er ontbreekt een waarde, of een [ of { is niet gesloten"),
    ("expected a single document", "er staat een regel --- midden in de gegevens"),
    ("control characters", "er staat een onzichtbaar stuurteken in"),
    ("could not determine a constructor", "een waarde begint met !; zet haar tussen aanhalingstekens"),
    ("unhashable key", "de naam van een veld is geen woord"),
    ("integer string conversion", "een getal is te lang"),
    ("nesting depth", "er staan te veel haken in elkaar"),
    ("recursion depth", "er staan te veel haken in elkaar"),
    ("day is out of range", "deze datum bestaat niet"),
    ("month must be in", "deze datum bestaat niet"),
)  # fmt: skip


def _reason(problem: Exception) -> str:
    said = " ".join(str(problem).split())
    for part, reason in _REASONS:
        if part in said:
            return reason
    if not isinstance(problem, yaml.YAMLError | ValueError):
        return "een waarde past niet bij het !!-woord dat ervoor staat"
    return str(getattr(problem, "problem", None) or said)
