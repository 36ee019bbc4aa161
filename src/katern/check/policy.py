"""What a site makes of findings: how grave each code is, and what it excepts, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import yaml

from katern.check.codes import CODES, is_code, is_judged
from katern.check.exemptions import Exemption, Exemptions
from katern.finding import Finding, Position, Said, Severity, did_you_mean, nearest, said

LONGEST_SENTENCE = 40
# an author whom nobody knows would except what runs in his own text
_SETTINGS_ALONE = "html."
_OFF = ("off", False)  # YAML reads a bare `off` as false


@dataclass(frozen=True, slots=True)
class Policy:
    """The site's own severities (None switches a code off) and exceptions; `findings` are mistakes in them.

    `named` are files of the docs folder that mkdocs.yml names as scripts. `no_exit` is where mkdocs.yml should say how readers leave a sensitive page, and does not.
    """

    severities: Mapping[str, Severity | None] = field(default_factory=lambda: MappingProxyType({}))
    exemptions: tuple[Exemption, ...] = ()
    longest_sentence: int = LONGEST_SENTENCE
    findings: tuple[Finding, ...] = ()
    no_exit: Position | None = None
    named: frozenset[str] = frozenset()

    def lets(self, code: str, path: str) -> bool:
        """Whether mkdocs.yml itself lets a code pass in a file."""
        at = Finding.error(Position(path), Said(code, ""))
        return self.severities.get(code, "error") != "error" or any(one.covers(at) for one in self.exemptions)


def read_policy(severities: Mapping[Any, Any], exceptions: Iterable[Any], longest: int, text: str, path: str) -> Policy:
    """The policy that the settings in the file `path`, which holds `text`, describe."""
    places = _Places(text, path)
    findings: list[Finding] = []
    grades: dict[str, Severity | None] = {}
    for code, grade in severities.items():
        at = places.of("severities", code)
        if not is_code(str(code)):
            findings.append(_unknown(str(code), at))
        elif grade in _OFF:
            grades[str(code)] = None
        elif grade in ("error", "warning"):
            grades[str(code)] = grade
        else:
            near = did_you_mean(nearest(str(grade), ("error", "warning", "off")))
            findings.append(Finding.error(at, said("check.bad-setting", "no-severity", severity=str(grade)), near))
    exemptions: list[Exemption] = []
    for number, values in enumerate(exceptions):
        at = places.of("exceptions", number)
        if not isinstance(values, Mapping) or not {"code", "path"} <= set(values):
            findings.append(Finding.error(at, said("check.bad-setting", "unreadable-exception")))
            continue
        exemptions.append(
            Exemption(str(values["code"]), str(values["path"]), str(values.get("reason") or "").strip(), at)
        )
    return Policy(MappingProxyType(grades), tuple(exemptions), longest, tuple(findings))


def apply_policy(
    found: Iterable[Finding], policy: Policy, exemptions: Iterable[Exemption], runs: frozenset[str]
) -> list[Finding]:
    """What is left of the findings, each with the site's severity, and what is wrong with the exceptions themselves."""
    own, void = _divided(exemptions)
    everything = Exemptions([*policy.exemptions, *own])
    kept = [finding for finding in found if not everything.cover(finding)]
    for exemption, used in everything.with_use():
        kept += _flaws(exemption, used, runs)
    for exemption in void:
        kept.append(
            Finding.error(exemption.position, said("check.bad-setting", "only-in-settings", code=exemption.code))
        )
    return [graded for finding in [*kept, *policy.findings] if (graded := _graded(finding, policy)) is not None]


def excepted(found: Iterable[Finding], policy: Policy, exemptions: Iterable[Exemption]) -> list[Finding]:
    """What is left of some of a site's findings; which exceptions are of no use, only all of them tell."""
    everything = Exemptions([*policy.exemptions, *_divided(exemptions)[0]])
    kept = (finding for finding in found if not everything.cover(finding))
    return [graded for finding in kept if (graded := _graded(finding, policy)) is not None]


def _divided(exemptions: Iterable[Exemption]) -> tuple[list[Exemption], list[Exemption]]:
    """Exceptions of the texts themselves that count, and those that only mkdocs.yml may make."""
    held: tuple[list[Exemption], list[Exemption]] = ([], [])
    for exemption in exemptions:
        held[exemption.code.startswith(_SETTINGS_ALONE)].append(exemption)
    return held


def _flaws(exemption: Exemption, used: bool, runs: frozenset[str]) -> Iterable[Finding]:
    if not is_code(exemption.code):
        yield _unknown(exemption.code, exemption.position)
        return
    if not exemption.reason:
        yield Finding.error(exemption.position, said("check.no-reason", "no-reason", code=exemption.code))
    if not used and is_judged(exemption.code, runs):
        yield Finding.warning(exemption.position, said("check.unused-exception", "unused", code=exemption.code))


def _graded(finding: Finding, policy: Policy) -> Finding | None:
    grade = policy.severities.get(finding.code, finding.severity)
    return None if grade is None else replace(finding, severity=grade)


def _unknown(code: str, at: Position) -> Finding:
    return Finding.error(at, said("check.bad-setting", "no-code", code=code), did_you_mean(nearest(code, CODES)))


class _Places:
    """Where the options of the check stand in mkdocs.yml, whose own tags no plain loader reads."""

    def __init__(self, text: str, path: str) -> None:
        self._path = path
        self._check: Any = None
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader) if "check" in text else None
        except yaml.YAMLError:
            root = None
        for plugin in getattr(_value(root, "plugins"), "value", ()):
            self._check = _value(_value(plugin, "katern"), "check") or self._check

    def of(self, option: str, which: Any) -> Position:
        """The place of one severity or exception; the top of the file where it cannot be found."""
        node = _value(self._check, option)
        if isinstance(node, yaml.MappingNode):
            marks = [key.start_mark for key, _ in node.value if key.value == which]
        elif isinstance(node, yaml.SequenceNode):
            marks = [node.value[which].start_mark]
        else:
            marks = []
        return Position(self._path, marks[0].line + 1, marks[0].column + 1) if marks else Position(self._path)


def _value(node: Any, name: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    return None
