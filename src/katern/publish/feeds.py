"""News of releases for feed readers, as JSON Feed and Atom; the JSON feed is where the next release finds the older news."""

from __future__ import annotations

import json
from typing import Any

from katern.publish.changes import Changes
from katern.publish.names import atom, json_feed, news_page
from katern.publish.rendering import render
from katern.publish.stored import load, refuse_broken

_LONGEST = 30


def add_release(previous: bytes | None, changes: Changes, date: str, about: dict[str, Any]) -> dict[str, bytes]:
    """Both feeds with a release on top; `about` holds `site`, `site_name`, `language`, `words` and `addresses`."""
    site, words, addresses = about["site"], about["words"], about["addresses"]
    name = json_feed(addresses)
    with refuse_broken(name):
        older = load(previous, name)["items"] if previous else []
    url = f"{site}{changes.version}/{news_page(addresses)}"
    base = f"{site}{changes.version}/"
    entry = {
        "id": url,
        "url": url,
        "title": f"{words.news_title} {changes.version}",
        "date_published": date,
        "content_html": render("changes.html", changes=changes, words=words, base=base, root=site, feed=addresses.news),
    }
    items = [entry, *(row for row in older if row["id"] != url)][:_LONGEST]
    return _both(items, about)


def _both(items: list[dict[str, Any]], about: dict[str, Any]) -> dict[str, bytes]:
    site = about["site"]
    as_atom, as_json = atom(about["addresses"]), json_feed(about["addresses"])
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{about['site_name']}: {about['words'].feed}",
        "home_page_url": site,
        "feed_url": site + as_json,
        "language": about["language"],
        "items": items,
    }
    xml = render("feed.xml", feed=feed, atom_url=site + as_atom, **about)
    return {as_json: (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode(), as_atom: xml.encode()}
