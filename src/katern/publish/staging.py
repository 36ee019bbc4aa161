"""A built site becomes a version: moved pages lead on, every page gets its policy, every file its checksum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from katern.publish import manifest
from katern.publish.changes import Changes
from katern.publish.compress import compress_folder
from katern.publish.entrypoints import SCRIPT, Site, redirect
from katern.publish.manifest import ItemRecord, Manifest
from katern.publish.names import REDIRECT, atom, json_feed
from katern.publish.permalink import permanent_address
from katern.publish.rendering import render
from katern.site import csp
from katern.words.addresses import Addresses


def finish(folder: Path, content: Manifest, changes: Changes, site: Site) -> Manifest:
    """Everything between a build and a version; returns the whole manifest, which is in the folder then."""
    _redirect_moved(folder, content.items.values(), content.version, site)
    (folder / _notes(site.words.addresses)).write_text(notes(changes, site), encoding="utf-8", newline="\n")
    for page in sorted(folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        page.write_text(csp.with_policy(html), encoding="utf-8", newline="")
    files = manifest.checksums(folder)
    booklets = {name: replace(row, sha256=files.get(name, "")) for name, row in content.booklets.items()}
    moved = {_file(alias) for item in content.items.values() for alias in item.aliases}
    pages = manifest.pages_among(path for path in files if path not in moved)
    whole = replace(content, booklets=booklets, files=files, pages=pages)
    (folder / manifest.FILE).write_bytes(manifest.write(whole))
    compress_folder(folder)
    return whole


def notes(changes: Changes, site: Site) -> str:
    """What changed, as Markdown for release notes."""
    return render("changes.md", changes=changes, words=site.words.versions)


@contextmanager
def as_if_published(folder: Path, addresses: Addresses) -> Iterator[None]:
    """While a check reads the folder as a site, what stands at the root of the tree is there too."""
    # what pages ask of the root of the tree, one step above the version
    asked = (SCRIPT, REDIRECT, atom(addresses), json_feed(addresses))
    lent = [folder / name for name in asked if not (folder / name).exists()]
    for file in lent:
        file.write_bytes(b"")
    try:
        yield
    finally:
        for file in lent:
            file.unlink()


def _notes(addresses: Addresses) -> str:
    return f"{addresses.news}/{addresses.news}.md"


def _redirect_moved(folder: Path, items: Iterable[ItemRecord], version: str, site: Site) -> None:
    for item in items:
        for alias in item.aliases:
            file = folder / _file(alias)
            if file.exists():
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            canonical = permanent_address(site.url, version, item.url)
            file.write_bytes(redirect(_file(alias), item.url, canonical, site, above="../"))


def _file(url: str) -> str:
    return url if url.endswith(".html") else f"{url}index.html"
