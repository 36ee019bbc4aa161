"""News of releases for feed readers, as JSON Feed and Atom; the JSON feed is where the next release finds the older news."""

from __future__ import annotations

import json
from typing import Any

from katern.publish.changes import Changes
from katern.publish.pagemap import NEWS
from katern.publish.rendering import render
from katern.publish.stored import load, refuse_broken

JSON = "wijzigingen.json"
ATOM = "wijzigingen.xml"
_LONGEST = 30


def add_release(previous: bytes | None, changes: Changes, date: str, about: dict[str, Any]) -> dict[str, bytes]:
    """Both feeds with a release on top; `about` holds `site`, `site_name`, `language` and `words`."""
    site, words = about["site"], about["words"]
    with refuse_broken(JSON):
        older = load(previous, JSON)["items"] if previous else []
    url = f"{site}{changes.version}/{NEWS}"
    base = f"{site}{changes.version}/"
    entry = {
        "id": url,
        "url": url,
        "title": f"{words.news_title} {changes.version}",
        "date_published": date,
        "content_html": render("changes.html", changes=changes, words=words, base=base, root=site),
    }
    items = [entry, *(row for row in older if row["id"] != url)][:_LONGEST]
    return _both(items, about)


def _both(items: list[dict[str, Any]], about: dict[str, Any]) -> dict[str, bytes]:
    site = about["site"]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{about['site_name']}: {about['words'].feed}",
        "home_page_url": site,
        "feed_url": site + JSON,
        "language": about["language"],
        "items": items,
    }
    atom = render("feed.xml", feed=feed, atom_url=site + ATOM, **about)
    return {JSON: (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode(), ATOM: atom.encode()}
