"""Pages that another plugin gave an address of its own, such as the posts of a blog: links to them and from them follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape, unescape
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from mkdocs.structure.files import Files

from katern.layout import Layout
from katern.reading.filelinks import relative_url
from katern.reading.text import Text

_LINK = re.compile(r"(<(?:a|img|source|video|audio)\b[^>]*?\s(?:href|src)=\")([^\"]+)(\")")
# relative addresses are resolved against a root that is no site's
_ROOT = "http://root/"


def moved_pages(files: Files, layout: Layout) -> dict[str, str]:
    """The URLs that pages have on the site, by those that their files tell, where these are not the same."""
    told = {layout.url(file.src_uri): unquote(file.url) for file in files.documentation_pages()}
    return {old: "" if new == "./" else new for old, new in told.items() if old != ("" if new == "./" else new)}


def rebased(text: Text, url: str, moved: Mapping[str, str]) -> Text:
    """The text of a page whose file tells a URL, with links that lead from where the page is to where pages are."""
    here = moved.get(url, url)

    def follow(link: re.Match[str]) -> str:
        return link[1] + escape(_followed(unescape(link[2]), url, here, moved)) + link[3]

    if here == url and not moved:
        return text
    return replace(text, pieces=tuple(_LINK.sub(follow, piece) for piece in text.pieces))


def _followed(link: str, url: str, here: str, moved: Mapping[str, str]) -> str:
    try:
        parts = urlsplit(link)
        whole = urlsplit(urljoin(_ROOT + quote(url), link))
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    old = unquote(whole.path).lstrip("/")
    new = moved.get(old, old)
    if here == url and new == old:
        return link
    return urlunsplit(("", "", quote(relative_url(new, here)), parts.query, parts.fragment))
