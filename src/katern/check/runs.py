"""What a check does beside reading the sources: freshness, the built site, the web outside."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from katern.check import Rule
from katern.check.tongue import tongue_of
from katern.finding import Finding
from katern.git import ask_git
from katern.library import Library
from katern.messages import messages_of

if TYPE_CHECKING:
    from katern.check.external import LinkManners, Progress


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: its folder, what findings call it, and whether a witness is to be heard."""

    folder: Path
    name: str
    witness: bool = False


def more_rules(
    root: Path,
    built: Built | None,
    manners: LinkManners | None,
    day: datetime.date | None,
    progress: Progress | None = None,
) -> dict[str, Rule]:
    """The rules of what was asked for, by the name of the run."""
    rules: dict[str, Rule] = {}
    if day is not None:
        from katern.check.fresh import freshness

        rules["fresh"] = partial(freshness, today=day)
    if built is not None:
        rules["site"] = partial(_built, built)
    if manners is not None:
        rules["external"] = partial(_external, root, manners, progress)
    return rules


def _built(built: Built, library: Library) -> Iterator[Finding]:
    from katern.check.site import built_site

    yield from built_site(built.folder, built.name)
    if built.witness:
        from katern.check.witness import disagreements

        commit = ask_git(library.layout.root, "rev-parse", "HEAD") or ""
        yield from disagreements(built.folder, built.name, commit)


def _external(root: Path, manners: LinkManners, progress: Progress | None, library: Library) -> Iterator[Finding]:
    """Ask for every address, write what is known now, and tell what is wrong."""
    from katern.check.addresses import archives_of_addresses, uses_of_addresses
    from katern.check.ext import outside_links
    from katern.check.external import ask
    from katern.check.history import History

    answers = ask(uses_of_addresses(library), manners, progress)
    history = History.read(root).after(answers, archives_of_addresses(library), today())
    history.write(root)
    yield from outside_links(library, history)


def due_by_owner(library: Library, language: str) -> str:
    """What is due for review today, by owner, in a language (BCP 47)."""
    from katern.check.fresh import by_owner

    return "\n".join(map(messages_of(language).say, by_owner(library, today())))


def not_checked(language: str) -> str:
    """What is not checked in a language (BCP 47), since there is no data for it; empty where everything is."""
    notice = tongue_of(language).notice()
    return messages_of(language).say(notice) if notice else ""


def today() -> datetime.date:
    """The day: that of SOURCE_DATE_EPOCH where it is set, so that a run can be done again."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date()
    return datetime.date.today()


def shown_path(path: Path, root: Path) -> str:
    """A path as findings write it: relative to the root where it is below it."""
    full = path.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else full.as_posix()


def below(findings: Iterable[Finding], paths: Sequence[str]) -> tuple[Finding, ...]:
    """The findings in these files and folders; all where none is named."""
    if not paths or "." in paths:
        return tuple(findings)
    return tuple(finding for finding in findings if any(_is_below(finding.path, path) for path in paths))


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")
