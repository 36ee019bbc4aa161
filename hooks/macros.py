"""The KIS site's own macro for pages: the programme, in the words of KIS.

Helplines and terms are Katern's own. What a macro gives is Markdown; text from data files is escaped, since a data file
holds plain text.
"""

from __future__ import annotations

from typing import Any

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
