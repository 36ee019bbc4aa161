"""Findings as text, and as what other programs read: GitHub annotations, GitLab code quality, SARIF and JSON."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from katern.finding import Finding

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor"}


def as_text(findings: Sequence[Finding]) -> str:
    """One line a finding, `path:line:column: severity code: message (hint)`, and the count."""
    lines = [line(finding) for finding in findings]
    lines.append(summary(findings))
    return "\n".join(lines)


def line(finding: Finding) -> str:
    """One finding as one line."""
    hint = f" ({finding.hint})" if finding.hint else ""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity} {finding.code}: {finding.message}{hint}"


def summary(findings: Sequence[Finding]) -> str:
    """How many errors and warnings there are."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return "Geen bevindingen."
    return f"{_count(errors, 'fout', 'fouten')}, {_count(warnings, 'waarschuwing', 'waarschuwingen')}."


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands that annotate the lines of a change, and the count."""
    lines = []
    for finding in findings:
        where = (
            f"file={_property(finding.path)},line={finding.line},col={finding.column},title={_property(finding.code)}"
        )
        lines.append(f"::{finding.severity} {where}::{_data(_told(finding))}")
    return "\n".join([*lines, summary(findings)])


def as_gitlab(findings: Sequence[Finding]) -> str:
    """A code quality report; a fingerprint stays the same when lines above it come and go."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in findings:
        named = f"{finding.path}\0{finding.code}\0{finding.message}"
        mark = hashlib.sha256(f"{named}\0{seen[named]}".encode()).hexdigest()
        seen[named] += 1
        issues.append(
            {
                "description": f"{finding.code}: {_told(finding)}",
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": _GITLAB_SEVERITIES[finding.severity],
                "location": {"path": finding.path, "lines": {"begin": finding.line}},
            }
        )
    return _json(issues)


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, which code-scanning services read."""
    rules = [{"id": code} for code in sorted({finding.code for finding in findings})]
    results = [
        {
            "ruleId": finding.code,
            "level": finding.severity,
            "message": {"text": _told(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
        }
        for finding in findings
    ]
    driver = {"name": "katern", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_json(findings: Sequence[Finding]) -> str:
    """All fields of all findings, and how many there are of each severity."""
    errors = sum(finding.severity == "error" for finding in findings)
    return _json(
        {"errors": errors, "warnings": len(findings) - errors, "findings": [asdict(finding) for finding in findings]}
    )


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = MappingProxyType(
    {"text": as_text, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif, "json": as_json}
)


def _told(finding: Finding) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
