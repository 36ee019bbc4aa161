"""Findings as text, one line each, with a count at the end."""

from __future__ import annotations

from collections.abc import Sequence

from katern.finding import Finding


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


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
