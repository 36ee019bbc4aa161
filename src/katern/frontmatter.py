"""Front matter: the YAML block that opens a Markdown file, with the position of every field.

MkDocs shows a broken block as text on the page and says nothing, so the block is read here from the raw file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml

from katern.characters import FORBIDDEN, conflict_findings, control_character, legible
from katern.finding import Finding, Position, Said, said, shown

FieldPath = tuple[str | int, ...]

_OPENING = re.compile(r"---[ \t]*\n")
# a block that was meant to open, and whose first line is no such line
_NEARLY = re.compile(
    r"(?:\s|<!--(?:(?!-->).)*-->)*(?:(?P<mark>-{2,}|[–—]+|`{3,}ya?ml[ \t]*\n---)[ \t]*\n(?=[\w-]+:(?:\s|$))"
    r"|(?P<other>[+;]{3})[ \t]*\n(?=\s*[\w.\"-]+\s*[=:])|(?P<braces>\{)\s*\"\w+\"\s*:|(?P<bare>(?:[Tt]itle|[Ll]ayout):[ \t]))",
    re.DOTALL,
)
# a second block below the first
_AGAIN = re.compile(
    r"\s*(?P<mark>---)[ \t]*\n(?:[\w-]+:(?:[ \t][^\n]*)?\n|[ \t]+[^\n]*\n|-[ ][^\n]*\n)+(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
# a number that is written as any program would write it again
_AS_WRITTEN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(?:\d*[1-9]|0))?|[^\d]*")
_TEXT, _MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Places(dict[FieldPath, Position]):
    """Where each field stands, by its path; `values_at` says where what it holds begins, if that is on the same line."""

    def __init__(self) -> None:
        super().__init__()
        self.values_at: dict[FieldPath, Position] = {}


# reads a text in YAML of a file, whose first line is the file's so-many-th
ReadYaml = Callable[[str, str, int], tuple[Any, Places, list[Finding]]]


def value_place(positions: Mapping[FieldPath, Position], where: FieldPath) -> Position | None:
    """Where the value of a field begins; that of the field itself where the value is not on its line."""
    values = positions.values_at if isinstance(positions, Places) else {}
    return values.get(where) or positions.get(where)


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

    def value_position(self, *where: str | int) -> Position:
        """Where the value of a field stands, or that of its nearest enclosing field, or the top of the file."""
        for length in range(len(where), 0, -1):
            found = value_place(self.positions, where[:length])
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


def read_front_matter(text: str, path: str, read: ReadYaml | None = None) -> FrontMatter:
    """Read a Markdown file's front matter; every defect becomes a finding and the body is kept.

    `read` stands in for `read_yaml`, and finds what it finds.
    """
    block, body, body_line = split(text)
    if block is None:
        return FrontMatter(path, body=body, findings=tuple(_not_opened(body, path)))
    if body_line == 0:
        finding = Finding.error(Position(path), said("meta.bad-yaml", "unclosed"))
        return FrontMatter(path, body="", body_line=text.count("\n") + 1, findings=(finding,), written=text)
    values, positions, findings = (read or read_yaml)(block, path, 2)
    if values is None:
        values = {}
    if not isinstance(values, dict):
        findings.append(Finding.error(Position(path, 2), said("meta.bad-yaml", "no-fields")))
        values = {}
    if again := _AGAIN.match(body):
        at = Position(path, body_line + body.count("\n", 0, again.start("mark")))
        findings.append(Finding.error(at, said("meta.bad-yaml", "again")))
    return FrontMatter(
        path, MappingProxyType(values), positions, body, body_line, tuple(findings), text[: len(text) - len(body)]
    )  # fmt: skip


def _not_opened(body: str, path: str) -> Iterator[Finding]:
    """Fields above a page that are drawn as text, since the line above them is not exactly `---`."""
    nearly = _NEARLY.match(body)
    if nearly:
        before = body[: nearly.start(str(nearly.lastgroup))]
        at = Position(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        # a blank in front is what is wrong with the line, where one stands there
        at = Position(path, at.line) if before.rpartition("\n")[2] else at
        yield Finding.error(at, said("meta.bad-yaml", "not-opened"))


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Places, list[Finding]]:
    """Parse YAML into plain values, the position of every field, and findings; the value is None where it fails."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, Places(), []
        findings = [*_double_keys(node, path, first_line, set()), *_escaped_controls(node, path, first_line, set())]
        lines = text.split("\n") if "#" in text else []
        findings += _scalars(node, lines, path, first_line, set())
        positions = Places()
        _collect(node, (), path, first_line, positions, set())
        return loader.construct_document(node), positions, findings
    # a tag that its value does not fit, as in `!!int`, makes PyYAML stumble in all these ways
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as problem:
        if in_conflict := list(conflict_findings(text, path, first_line)):
            return None, Places(), in_conflict
        return None, Places(), [_yaml_finding(problem, text, path, first_line)]
    finally:
        loader.dispose()


def _collect(node: yaml.Node, where: FieldPath, path: str, first_line: int, positions: Places, seen: set[int]) -> None:
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
                begins, ends = value.start_mark, value.end_mark
                if begins.line == key.start_mark.line and (begins.line, begins.column) != (ends.line, ends.column):
                    positions.values_at[here] = Position(path, begins.line + first_line, begins.column + 1)
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
                    what = said("meta.bad-yaml", "field-twice", field=key.value, line=seen[key.value])
                    found.append(Finding.error(at, what))
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


# what YAML takes for a remark, and its author most likely did not: a hash right before a word
_REMARK = re.compile(r"[ \t]+(?P<lost>#(?=\w)[^\n]*)")


def _scalars(node: yaml.Node, lines: Sequence[str], path: str, first_line: int, seen: set[int]) -> Iterator[Finding]:
    """Values as they are written: a number that YAML would write otherwise (0113, 1.10, 1:30) stays what it is; what follows a hash is told."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        if node.tag in _NUMBERS and not node.style and not _AS_WRITTEN.fullmatch(node.value):
            node.tag = _TEXT
        line = node.end_mark.line
        remark = _REMARK.match(lines[line], node.end_mark.column) if not node.style and line < len(lines) else None
        if remark:
            at = Position(path, line + first_line, remark.start("lost") + 1)
            yield Finding.error(at, said("meta.bad-yaml", "remark", written=shown(remark["lost"], 40)))
        return
    children = (
        (side for pair in node.value for side in pair) if isinstance(node, yaml.MappingNode) else iter(node.value)
    )
    for child in children:
        yield from _scalars(child, lines, path, first_line, seen)


def _yaml_finding(problem: Exception, text: str, path: str, first_line: int) -> Finding:
    lines = text.split("\n")
    line, column = _mark(problem, text)
    line = min(line, max(len(lines) - 1, 0))
    at = Position(path, line + first_line, column + 1)
    content = lines[line] if lines else ""
    indent = content[: len(content) - len(content.lstrip())]
    tabbed = "\t" in indent
    if tabbed:
        at = Position(path, line + first_line, content.index("\t") + 1)
        return Finding.error(at, said("meta.bad-yaml", "tab"))
    reason = _reason(problem)
    if isinstance(reason, Said) and reason.name in _AT_COLON and (stuck := _stuck(lines[: line + 1])) is not None:
        at = Position(path, stuck + first_line, len(lines[stuck]) - len(lines[stuck].lstrip()) + 1)
        return Finding.error(
            at, said("meta.bad-yaml", "unreadable", reason=said("meta.bad-yaml", "colon-without-blank"))
        )
    return Finding.error(at, said("meta.bad-yaml", "unreadable", reason=reason))


# what is found at the next colon, when a colon above it has no blank behind it
_AT_COLON = ("colon-too-many", "no-colon")
_STUCK = re.compile(r"[ ]*[A-Za-z_][\w-]*:(?:\u00a0|(?!//)[^\s])")


def _stuck(lines: list[str]) -> int | None:
    """The line on which a field's colon has no blank behind it, so that it goes on into the line that was found wrong."""
    return next((number for number in range(len(lines) - 1, -1, -1) if _STUCK.match(lines[number])), None)


# what is seen only where the text ends, and began elsewhere
_FROM_ITS_BEGIN = ("while scanning a quoted scalar", "while parsing a flow", "while scanning an alias")


def _mark(problem: Exception, text: str) -> tuple[int, int]:
    """The line and column, counted from 0, of what cannot be read."""
    mark, context = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if context is not None and str(getattr(problem, "context", None) or "").startswith(_FROM_ITS_BEGIN):
        mark = context
    mark = mark or context
    if mark is None:
        return _unfit_scalar(text)
    return mark.line, mark.column


def _unfit_scalar(text: str) -> tuple[int, int]:
    """Where the first value stands that is no value of its sort, such as a day that no calendar has."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        waiting = [node] if node is not None else []
        while waiting:
            one = waiting.pop(0)
            if isinstance(one, yaml.ScalarNode):
                try:
                    loader.construct_document(one)
                except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError):
                    return one.start_mark.line, one.start_mark.column
            elif isinstance(one, yaml.MappingNode):
                waiting += [side for pair in one.value for side in pair]
            elif isinstance(one, yaml.SequenceNode):
                waiting += one.value
    except (yaml.YAMLError, RecursionError):
        return 0, 0
    finally:
        loader.dispose()
    return 0, 0


_REASONS = (
    ("mapping values are not", said("meta.bad-yaml", "colon-too-many")),
    ("could not find expected ':'", said("meta.bad-yaml", "no-colon")),
    ("found character '\\t'", said("meta.bad-yaml", "tab-for-spaces")),
    ("cannot start any token", said("meta.bad-yaml", "begins-with-sign")),
    ("while scanning an alias", said("meta.bad-yaml", "begins-with-star")),
    ("found undefined alias", said("meta.bad-yaml", "begins-with-star")),
    ("unexpected end of stream", said("meta.bad-yaml", "unclosed-quote")),
    ("expected key", said("meta.bad-yaml", "not-of-the-field")),
    ("did not find expected '-' indicator", said("meta.bad-yaml", "not-of-the-list")),
    ("did not find expected ',' or ']'", said("meta.bad-yaml", "unclosed-list")),
    ("did not find expected ',' or '}'", said("meta.bad-yaml", "unclosed-block")),
    ("did not find expected node content", said("meta.bad-yaml", "no-value")),
    ("expected a single document", said("meta.bad-yaml", "second-document")),
    ("control characters", said("meta.bad-yaml", "control-character")),
    ("could not determine a constructor", said("meta.bad-yaml", "begins-with-tag")),
    ("block sequence entries are not allowed", said("meta.bad-yaml", "list-on-line")),
    ("unknown escape character", said("meta.bad-yaml", "backslash")),
    ("unhashable key", said("meta.bad-yaml", "field-is-no-word")),
    ("integer string conversion", said("meta.bad-yaml", "number-too-long")),
    ("nesting depth", said("meta.bad-yaml", "too-deep")),
    ("recursion depth", said("meta.bad-yaml", "too-deep")),
    ("day is out of range", said("meta.bad-yaml", "no-such-day")),
    ("month must be in", said("meta.bad-yaml", "no-such-day")),
)  # fmt: skip


def _reason(problem: Exception) -> Said | str:
    text = " ".join(str(problem).split())
    for part, reason in _REASONS:
        if part in text:
            return reason
    if not isinstance(problem, yaml.YAMLError | ValueError):
        return said("meta.bad-yaml", "tag-does-not-fit")
    return str(getattr(problem, "problem", None) or text)
