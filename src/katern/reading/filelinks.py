"""Links between files, turned into addresses of the site: an author links to files as they stand in the checkout."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from katern.layout import Layout

# after all that makes links
_PRIORITY = 1


class FileLinkExtension(Extension):
    """Rewrites relative links of the page at `path` from the checkout's folders to the site's addresses."""

    def __init__(self, layout: Layout, path: str) -> None:
        super().__init__()
        self.layout = layout
        self.path = path
        # what the author wrote, by the element that holds the address now
        self.written: dict[Element, str] = {}

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_FileLinks(md, self), "katern-links", _PRIORITY)


class _FileLinks(Treeprocessor):
    def __init__(self, md: markdown.Markdown, extension: FileLinkExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Python-Markdown's call: every link and image of the page."""
        own = self.extension
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (target := element.get(name)):
                own.written[element] = target
                element.set(name, site_link(own.layout, own.path, target))


def site_link(layout: Layout, path: str, link: str) -> str:
    """A link as written in the file at `path`, as the page at its address wants it."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or parts.path.endswith("/"):
        return link
    if "\x02" in link:  # an address of mail, which Python-Markdown writes in signs of its own
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    here, there = layout.address(path), layout.address(target)
    if here is None or there is None:
        return link
    relative = quote(relative_url(layout.url(there), layout.url(here)))
    return urlunsplit(("", "", relative, parts.query, parts.fragment))


def relative_url(url: str, page: str) -> str:
    """The way from a page's URL to another, both relative to the root."""
    folder = page if page.endswith("/") else posixpath.dirname(page)
    way = posixpath.relpath(url or ".", folder or ".")
    if not url or url.endswith("/"):
        return "./" if way == "." else f"{way}/"
    return way
