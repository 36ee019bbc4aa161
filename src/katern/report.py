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

from katern.finding import Finding, Said, said
from katern.messages import Told, messages_of, tell

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_GITLAB_SEVERITIES = {"error": "major", "warning": "minor"}


def as_text(findings: Sequence[Finding], language: str) -> str:
    """One line a finding, `path:line:column: severity code: message (hint)`, and the count."""
    return "\n".join([*(line(finding, language) for finding in findings), summary(findings, language)])


def line(finding: Finding, language: str) -> str:
    """One finding as one line."""
    told = messages_of(language).tell(finding)
    return f"{told.path}:{told.line}:{told.column}: {told.severity} {told.code}: {_sentence(told)}"


def summary(findings: Sequence[Finding], language: str) -> str:
    """How many errors and warnings there are."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    return messages_of(language).say(_counted(errors, warnings) if findings else said("report", "nothing"))


def _counted(errors: int, warnings: int) -> Said:
    return said(
        "report",
        "count",
        errors=said("report", "error") if errors == 1 else said("report", "errors", count=errors),
        warnings=said("report", "warning") if warnings == 1 else said("report", "warnings", count=warnings),
    )


def as_github(findings: Sequence[Finding], language: str) -> str:
    """Workflow commands that annotate the lines of a change, and the count."""
    lines = []
    for finding in tell(findings, language):
        where = (
            f"file={_property(finding.path)},line={finding.line},col={finding.column},title={_property(finding.code)}"
        )
        lines.append(f"::{finding.severity} {where}::{_data(_sentence(finding))}")
    return "\n".join([*lines, summary(findings, language)])


def as_gitlab(findings: Sequence[Finding], language: str) -> str:
    """A code quality report; a fingerprint stays the same when lines above it come and go."""
    seen: Counter[str] = Counter()
    issues = []
    for finding in tell(findings, language):
        named = f"{finding.path}\0{finding.code}\0{finding.message}"
        mark = hashlib.sha256(f"{named}\0{seen[named]}".encode()).hexdigest()
        seen[named] += 1
        issues.append(
            {
                "description": f"{finding.code}: {_sentence(finding)}",
                "check_name": finding.code,
                "fingerprint": mark,
                "severity": _GITLAB_SEVERITIES[finding.severity],
                "location": {"path": finding.path, "lines": {"begin": finding.line}},
            }
        )
    return _json(issues)


def as_sarif(findings: Sequence[Finding], language: str) -> str:
    """SARIF 2.1.0, which code-scanning services read."""
    rules = [{"id": code} for code in sorted({finding.code for finding in findings})]
    results = [
        {
            "ruleId": finding.code,
            "level": finding.severity,
            "message": {"text": _sentence(finding)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(finding.path), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
        }
        for finding in tell(findings, language)
    ]
    driver = {"name": "katern", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_json(findings: Sequence[Finding], language: str) -> str:
    """All fields of all findings, and how many there are of each severity."""
    errors = sum(finding.severity == "error" for finding in findings)
    told = [asdict(finding) for finding in tell(findings, language)]
    return _json({"errors": errors, "warnings": len(findings) - errors, "findings": told})


FORMATS: Mapping[str, Callable[[Sequence[Finding], str], str]] = MappingProxyType(
    {"text": as_text, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif, "json": as_json}
)


def _sentence(finding: Told) -> str:
    return f"{finding.message} ({finding.hint})" if finding.hint else finding.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2)
