"""The entry points of a tree: what leads readers, browsers and search engines to a version, and may change."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from katern.publish import feeds, names, pagemap, versions
from katern.publish.changes import Changes
from katern.publish.compress import variants
from katern.publish.manifest import Manifest
from katern.publish.names import REDIRECT
from katern.publish.permalink import permanent_address
from katern.publish.rendering import asset, render
from katern.publish.versions import Version
from katern.words import Words

SCRIPT = "versions.js"
SUMS = "checksums.json"
_ASSETS = (SCRIPT, "versions.css", REDIRECT)
# of the current version, to stand at the root
_COPIED = ("sitemap.xml", "404.html")
# GitHub leaves folders alone that it would otherwise take for a blog's
_NO_BLOG = ".nojekyll"
LAST = versions.FILE
_NAMES = (*_ASSETS, *_COPIED, "index.html", SUMS, "robots.txt", "_redirects", "_headers", pagemap.FILE)

Read = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Site:
    """Whose tree it is; `url` ends with a slash."""

    name: str
    url: str
    language: str
    words: Words

    @property
    def path(self) -> str:
        """The path of the tree's root on its server, with slashes around."""
        return urlsplit(self.url).path

    @property
    def short(self) -> str:
        """The language without its region, for HTML."""
        return self.language.split("-")[0]


@dataclass(frozen=True, slots=True)
class State:
    """A tree after a release; `manifest` is that of the current version, `changes` are those of the one released now."""

    versions: Sequence[Version]
    manifests: Mapping[str, Manifest]
    changes: Changes | None = None
    date: str = ""

    @property
    def current(self) -> Version:
        """What readers should read; a tree is never without."""
        now = versions.current(self.versions)
        assert now is not None
        return now


def every_name() -> tuple[str, ...]:
    """All that may stand at the root beside versions and aliases, but for what hosts ask and hides itself."""
    return (*_NAMES, *names.feeds())


def entry_points(state: State, site: Site, published: Read, new: Read) -> dict[str, bytes]:
    """Every entry point by its path, what leads to a version last.

    `published` reads the tree as it is, `new` a file of the current version.
    """
    current = state.current
    found: dict[str, bytes] = {name: asset(name) for name in _ASSETS}
    for version in state.versions:
        manifest = state.manifests.get(version.name)
        for alias in version.aliases if manifest else ():
            found |= _alias(alias, version.name, manifest.pages, site)  # type: ignore[union-attr]
    for name in _COPIED:
        content = new(name)
        if content is not None:
            found[name] = content
    found["robots.txt"] = render("robots.txt", site=site.url).encode()
    found[_NO_BLOG] = b""
    now = state.manifests.get(current.name)
    numbered = state.changes if state.changes and not names.is_draft(state.changes.version) else None
    if numbered:
        found |= feeds.add_release(published(names.json_feed(site.words.addresses)), numbered, state.date, about(site))
    found[pagemap.FILE] = pagemap.make(
        published(pagemap.FILE), now, current.name, site.url, numbered, site.words, state.versions
    )
    found |= {
        path: small
        for name, content in list(found.items())
        if "/" not in name
        for path, small in variants(name, content)
    }
    found["_redirects"], found["_headers"] = _netlify(state, site)
    found["index.html"] = redirect("", f"{current.name}/", permanent_address(site.url, current.name), site)
    found[LAST] = versions.write(state.versions)
    return found


def about(site: Site) -> dict[str, Any]:
    """What feeds tell of the site."""
    return {
        "site": site.url,
        "site_name": site.name,
        "language": site.short,
        "words": site.words.versions,
        "addresses": site.words.addresses,
    }


def redirect(path: str, target: str, canonical: str, site: Site, above: str = "") -> bytes:
    """A page at `path` that leads to `target`, both relative to the same folder; the tree's root is `above` that."""
    folder = posixpath.dirname(path)
    up = "../" * len([part for part in folder.split("/") if part])
    return render(
        "redirect.html",
        language=site.short,
        words=site.words.versions,
        to=(up + target) or "./",
        canonical=canonical,
        script=f"{up}{above}{REDIRECT}",
    ).encode()


def _alias(alias: str, version: str, pages: Sequence[str], site: Site) -> dict[str, bytes]:
    made = {}
    for page in pages:
        path = f"{alias}/{page}" + ("" if page.endswith(".html") else "index.html")
        made[path] = redirect(path, f"{version}/{page}", permanent_address(site.url, version, page), site)
    return made


def _netlify(state: State, site: Site) -> tuple[bytes, bytes]:
    """Redirects and headers in the format of Netlify, Cloudflare Pages and their like."""
    rows = [
        f"{site.path}{alias}/* {site.path}{version.name}/:splat 302!"
        for version in state.versions
        for alias in version.aliases
    ]
    redirects = "".join(f"{row}\n" for row in [*rows, f"{site.path} {site.path}{state.current.name}/ 302!"])
    old = [version.name for version in state.versions if version.name != state.current.name]
    headers = render(
        "_headers.txt", path=site.path, old=old, versions=[v.name for v in state.versions if not names.is_draft(v.name)]
    )
    return redirects.encode(), headers.encode()
