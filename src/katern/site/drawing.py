"""The Jinja environment for what the engine itself draws: everything escaped, and templates that a site may replace.

MkDocs' own environment escapes nothing, so it is not used for text from front matter and bibliographies.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape


def compiled_templates(folder: Path) -> BytecodeCache:
    """A cache of compiled templates, Material's too: compiling them takes longer than drawing twenty pages."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def environment(folders: list[str], words: dict[str, Any], label: Any, cache: BytecodeCache) -> Environment:
    """An environment that looks for `katern/*.html` in the theme's folders, the site's own first."""
    env = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=cache,
    )
    env.globals.update(words=words, label=label)
    env.filters["html"] = Markup
    env.filters["in_sentence"] = in_sentence
    env.filters["cited"] = cited
    env.filters["dialled"] = dialled
    env.filters["date"] = lambda date: f"{date.day}-{date.month}-{date.year}"
    env.filters["day"] = lambda date: _day(date, words)
    return env


def cited(text: str, source: str | None) -> Markup:
    """A plain text as Markdown, with the citation of its source before the full stop."""
    text = text.rstrip()
    if not source:
        return escape(text)
    stop = text[-1:] if text.endswith((".", "!", "?")) else ""
    return Markup("{} [@{}]{}").format(text[: len(text) - len(stop)], source, stop)


def dialled(number: str) -> str:
    """What a telephone dials of a number as it is shown."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def in_sentence(label: str) -> str:
    """A label as it stands in a sentence: "Leerkracht" becomes "leerkracht", "HR-professional" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _day(date: Any, words: dict[str, Any]) -> str:
    months: list[str] = words["months"]
    return f"{date.day} {months[date.month - 1]} {date.year}"
