"""Whether a published tree is whole: every version in its list, every entry point leading somewhere, nothing of others in the way."""

from __future__ import annotations

from collections.abc import Iterable

from katern.publish import entrypoints, manifest, pagemap, versions
from katern.publish.names import REDIRECT, is_draft
from katern.publish.refusals import ReleaseRefused
from katern.publish.target import Target
from katern.publish.versions import Version, is_number
from katern.saying import Said, said

REPAIR = "katern release --repair"


def damage(target: Target, published: Iterable[Version]) -> list[Said]:
    """What is wrong with a tree; nothing where it is as a release left it."""
    published = tuple(published)
    found, names = version_folders(target), target.names()
    listed = {version.name for version in published}
    wrong = [said("published", "not-listed", version=name, file=versions.FILE) for name in sorted(found - listed)]
    wrong += [
        said("published", "no-folder", version=name, file=versions.FILE) for name in sorted(listed - names.keys())
    ]
    wrong += [
        said("published", "leads-nowhere", name=name)
        for name, kind in sorted(names.items())
        if kind == "dangling" and not name.endswith(manifest.DERIVED)
    ]
    if not published and pagemap.FILE in names:
        wrong.append(said("published", "no-list", file=versions.FILE, other=pagemap.FILE))
    ours = any(target.read(f"{version.name}/{manifest.FILE}") is not None for version in published[:1])
    if ours and pagemap.FILE not in names:
        wrong.append(said("published", "no-page-map", file=pagemap.FILE))
    return wrong


def refuse_damaged(target: Target, published: Iterable[Version]) -> None:
    """Refuse to go on from a list that does not tell what is there: the next release would forget or overwrite."""
    wrong = damage(target, published)
    if wrong:
        raise ReleaseRefused(said("published", "damaged", damage=tuple(wrong), command=REPAIR))


def refuse_foreign(target: Target, name: str, aliases: Iterable[str], published: Iterable[Version]) -> None:
    """Refuse to publish over what somebody else put at the address of a version, an alias or an entry point."""
    names, published = target.names(), tuple(published)
    listed = {version.name for version in published}
    known = {alias for version in published for alias in version.aliases}
    taken = [name] if name in names and name not in listed else []
    taken += [alias for alias in aliases if alias in names and alias not in known and not _is_redirect(target, alias)]
    if not published and not version_folders(target):  # what a cut-off release left leads nowhere yet
        taken += [entry for entry in entrypoints.every_name() if names.get(entry, "dangling") != "dangling"]
    if taken:
        raise ReleaseRefused(said("published", "foreign", name=taken[0]))


def version_folders(target: Target) -> set[str]:
    """The folders that hold a version: one with a manifest, or named as one and with a first page."""
    found = set()
    for name, kind in target.names().items():
        if kind != "folder":
            continue
        named = is_number(name) or is_draft(name)
        if target.read(f"{name}/{manifest.FILE}") is not None or (
            named and target.read(f"{name}/index.html") is not None
        ):
            found.add(name)
    return found


def _is_redirect(target: Target, alias: str) -> bool:
    return REDIRECT.encode() in (target.read(f"{alias}/index.html") or b"")
