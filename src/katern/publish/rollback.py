"""Leading readers elsewhere without a build: aliases that move, a version that is withdrawn, and one that comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from katern.finding import perhaps, said
from katern.publish import fsck, versions
from katern.publish.entrypoints import Site, State
from katern.publish.refusals import ReleaseRefused
from katern.publish.release import drawn_from, publish_state, sound_list
from katern.publish.target import Target
from katern.publish.versions import Version


def withdraw(target: Target, site: Site, version: str, why: str) -> str:
    """Mark a version: its pages stay where they are and say why readers should leave them; the version that they get now."""
    title = site.words.versions.title_withdrawn.format(version=version)
    return _publish(target, site, lambda listed: versions.withdraw(listed, version, why, title))


def restore(target: Target, site: Site, version: str) -> str:
    """Undo a withdrawal; the version that readers get now."""
    return _publish(target, site, lambda listed: versions.restore(listed, version))


def lead(target: Target, site: Site, wanted: Mapping[str, str]) -> str:
    """Let aliases lead to published versions, or nowhere where none is named; the version that readers get now."""
    for alias, name in wanted.items():
        versions.check_alias(alias, name, site.words.addresses)
    return _publish(target, site, lambda listed: versions.with_aliases(_known(listed, wanted), wanted), wanted)


def _known(listed: tuple[Version, ...], wanted: Mapping[str, str]) -> tuple[Version, ...]:
    called = {alias for version in listed for alias in version.aliases}
    for alias, name in wanted.items():
        if not name and alias not in called:
            if not called:
                raise ReleaseRefused(said("release", "no-aliases", alias=alias))
            near, known = perhaps(alias, called), tuple(sorted(called))
            raise ReleaseRefused(said("release", "no-such-alias", alias=alias, near=near, known=known))
    return listed


def _publish(target: Target, site: Site, change: Callable[[tuple[Version, ...]], tuple[Version, ...]], aliases: Mapping[str, str] | None = None) -> str:  # fmt: skip
    with target.lock():
        before = sound_list(target)
        listed = change(before)
        fsck.refuse_foreign(target, "", aliases or (), before)
        state = State(listed, drawn_from(listed, before, target))
        if listed != before:
            gone = {alias for version in before for alias in version.aliases}
            gone -= {alias for version in listed for alias in version.aliases}
            publish_state(target, state, site, "", None, removed=tuple(sorted(gone)))
        return state.current.name
