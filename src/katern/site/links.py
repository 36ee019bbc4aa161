"""Links between files, turned into what MkDocs knows: an author links to files as they stand in the checkout."""

from __future__ import annotations

import posixpath
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from katern.layout import Layout

# MkDocs resolves links at 0; ours must have spoken by then
_PRIORITY = 1


class FileLinkExtension(Extension):
    """Rewrites relative links of the page at `path` from the checkout's folders to the site's addresses."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.layout = layout
        self.path = ""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        md.treeprocessors.register(_FileLinks(md, self), "katern-links", _PRIORITY)


class _FileLinks(Treeprocessor):
    def __init__(self, md: markdown.Markdown, extension: FileLinkExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Python-Markdown's call: every link and image of the page."""
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            if name and (target := element.get(name)):
                element.set(name, site_link(self.extension.layout, self.extension.path, target))


def site_link(layout: Layout, path: str, link: str) -> str:
    """A link as written in the file at `path`, as MkDocs wants it: relative between addresses on the site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
    here, there = layout.address(path), layout.address(target)
    if here is None or there is None:
        return link
    relative = quote(posixpath.relpath(there, posixpath.dirname(here) or "."))
    return urlunsplit(("", "", relative, parts.query, parts.fragment))
