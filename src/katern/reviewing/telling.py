"""What a change does, told: in lines of Markdown, and as a page with old and new beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from katern.finding import Finding
from katern.publish.changes import Change, ItemChanges
from katern.report import line
from katern.reviewing.comparing import Difference
from katern.saying import Said, said
from katern.words import Words

Say = Callable[[Said], str]


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, below a title."""

    title: str
    lines: tuple[str, ...]


def groups_of(difference: Difference, words: Words, language: str, say: Say) -> tuple[Group, ...]:
    """All that is told, in the language of the site."""
    told = [*_items(difference, words), *_rest(difference, language, say)]
    return tuple(group for group in told if group.lines)


def _items(difference: Difference, words: Words) -> Iterator[Group]:
    known = words.versions
    for item in difference.changes.items:
        state = f" ({known.states[item.state]})" if item.state != "changed" else ""
        yield Group(f"{item.title or known.other}{state}", tuple(_changes(item, words)))


def _changes(item: ItemChanges, words: Words) -> Iterator[str]:
    for change in item.changes:
        yield f"{words.versions.what[change.what]}: {_shown(change)}"


def _shown(change: Change) -> str:
    # what stands above the first heading of a page is called as the page is
    return f"{change.page}, {change.title}" if change.page not in ("", change.title) else change.title


def _rest(difference: Difference, language: str, say: Say) -> Iterator[Group]:
    yield Group(say(said("diff", "booklets")), difference.booklets)
    evidence = (f"{say(_state(what))}: {claim}" for what, claim in difference.evidence)
    yield Group(say(said("diff", "evidence")), tuple(evidence))
    yield Group(say(said("diff", "found")), tuple(_lines(difference.found, language)))
    yield Group(say(said("diff", "mended")), tuple(_lines(difference.mended, language)))


def _state(what: str) -> Said:
    if what == "new":
        return said("diff", "is-new")
    return said("diff", "is-gone") if what == "gone" else said("diff", "is-changed")


def _lines(findings: tuple[Finding, ...], language: str) -> Iterator[str]:
    return (line(finding, language) for finding in findings)


def as_markdown(title: str, groups: tuple[Group, ...], nothing: str) -> str:
    """The lines below a heading for each group."""
    parts = [f"# {title}\n"]
    parts += [f"## {group.title}\n\n" + "".join(f"- {one}\n" for one in group.lines) for group in groups]
    return "\n".join(parts if groups else [*parts, f"{nothing}\n"])


def as_page(title: str, groups: tuple[Group, ...], difference: Difference, language: str, say: Say) -> str:
    """A page of its own, without scripts and without anything from elsewhere."""
    return (
        _templates()
        .get_template("diff.html")
        .render(
            language=language,
            title=title,
            groups=groups,
            pages=difference.pages,
            before=say(said("diff", "before")),
            after=say(said("diff", "after")),
        )
    )


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
