"""The KIS site's own macros for pages: the programme, in the words of KIS.

Helplines and terms are Katern's own. What a macro gives is Markdown; text from data files is escaped, since a data file
holds plain text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import escape

from katern.data import Line
from katern.drawing.templates import cited
from katern.library import Library


def define_env(env: Any) -> None:
    """Called by mkdocs-macros: register what pages may use."""

    def library() -> Library:
        loaded: Library = env.conf.plugins["katern"].library
        return loaded

    @env.macro
    def programme(slug: str) -> str:
        """Ambition, goals, priorities and planning of a programme line, from programme.yml."""
        found = next((line for line in library().data.programme.lines if line.slug == slug), None)
        if found is None:
            raise ValueError(f"de programmalijn '{slug}' bestaat niet")
        return _programme(found, library().data.programme.source)

    @env.macro
    def year_plans() -> str:
        """What the programme planned for each year, line by line, from programme.yml."""
        known = library().data.programme
        years = sorted({plan.year for line in known.lines for plan in line.planning})
        return "\n\n".join(f"## Jaarplan {year}\n\n{_year(known.lines, year, known.source)}" for year in years)


def _year(lines: Iterable[Line], year: int, source: str | None) -> str:
    """The plans of a year; their source stands behind the last, for all."""
    plans = [(line, plan.text) for line in lines for plan in line.planning if plan.year == year]
    rows = [f"- **{escape(line.short or line.title)}.** {cited(text, None)}" for line, text in plans[:-1]]
    rows += [f"- **{escape(line.short or line.title)}.** {cited(text, source)}" for line, text in plans[-1:]]
    return "\n".join(rows)


def _programme(line: Line, source: str | None) -> str:
    parts = [f"## Ambitie\n\n{cited(line.ambition, source)}"]
    for kind, title in (("direct", "Wat KIS zelf wil bereiken"), ("societal", "Waar KIS aan wil bijdragen")):
        goals = [goal for goal in line.goals if goal.kind == kind]
        if goals:
            items = "\n".join(f"- **{goal.id}.** {cited(goal.text, source)}" for goal in goals)
            parts.append(f"## {title}\n\n{items}")
    if line.priorities:
        items = "\n".join(f"- {cited(text, source)}" for text in line.priorities)
        parts.append(f"## Prioriteiten\n\n{items}")
    if line.planning:
        rows = "\n".join(
            f"| {plan.year} | {str(cited(plan.text, source)).replace('|', '&#124;')} |" for plan in line.planning
        )
        parts.append(f"## Planning per jaar\n\n| Jaar | Plan |\n|---|---|\n{rows}")
    return "\n\n".join(parts)
