"""What a site is made from, as places on a disk: enough to know a build of which nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

from katern.check.works import FILE as WORKS
from katern.lastbuild import NAMES, Noting, Order, World
from katern.owncode import OwnCode
from katern.ownfolder import ASSETS
from katern.reading import dialectkey
from katern.site.settings import SiteSettings
from katern.store import Store


def world_of(site: SiteSettings, booklets: bool) -> World:
    """Everything that a build of a site reads; without git a booklet bears the date of the newest page of all the checkout."""
    layout = site.layout
    git = _repository(site.root)
    folders = [site.root / folder for folder in (*(folder for folder, _ in layout.trees), layout.bibliography, WORKS)]
    places = [*folders, *site.watched, *dialectkey.places(site.dialect)]
    if site.editing is not None or (booklets and site.selfmade):
        places.append(site.local / ASSETS)
    if booklets and not git:
        places.append(site.root)
    left_out = [str(site.folder), str(site.local)]
    return World([str(place) for place in dict.fromkeys(places)], left_out, [*NAMES, *site.environment], git)


def watch(site: SiteSettings, store: Store, order: Order, started: int, own: OwnCode) -> Noting | None:
    """Who notes a build for the next one; None for a site of which nobody can know all that it is made from."""
    if site.others or not site.cache_fits:
        return None
    return Noting(store, order, world_of(site, "booklets" in order.options), started, own)


def _repository(root: Path) -> str:
    """The checkout, where git knows it."""
    known = "GIT_DIR" in os.environ or any((folder / ".git").exists() for folder in (root, *root.parents))
    return str(root) if known else ""
