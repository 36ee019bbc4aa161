"""`katern export --docx`: a page, or a dossier or toolkit with all its pages, as a document in which people can comment."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml.html import HtmlElement

from katern.errors import KaternError
from katern.item import Item
from katern.library import Library
from katern.print import word
from katern.print.images import Picture, kind_of, named, picture_file
from katern.print.markup import elements, has_class, parse, serialise
from katern.reading.marks import without_marks
from katern.saying import said
from katern.site.build import Build

# what a page has for readers alone
_NO_TEXT = ("script", "style", "template", "button", "form", "input", "nav", "noscript", "svg")


class NoCopy(KaternError):
    """Nothing was written; the text says why."""


def pages_of(library: Library, item: Item) -> tuple[Item, ...]:
    """The pages that go with an item: itself, and its chapters or parts."""
    return (item, *library.parts_of(item))


def named_item(library: Library, name: str) -> Item | None:
    """The item that somebody means: by its file, its address on the site, or its name where one alone has it."""
    wanted = name.strip("/").removeprefix("./")
    for item in library.items.values():
        if wanted in (
            item.path,
            item.address,
            item.address.removesuffix("/index.md"),
            item.address.removesuffix(".md"),
        ):
            return item
    found = [item for item in library.items.values() if item.slug == wanted]
    return found[0] if len(found) == 1 else None


def write_copy(build: Build, pages: Sequence[Item], epoch: int, output: Path) -> None:
    """Write pages that a build drew as one document; what is there by that name already is left."""
    if output.exists():
        raise NoCopy(said("docx", "there", file=str(output)))
    copying = _Copying(build)
    html = "".join(copying.page(item) for item in pages)
    site = build.site
    language, _, region = site.language.partition("-")
    about = {
        "document_title": pages[0].title,
        "author": site.name,
        "lang": language,
        "region": region or language.upper(),
    }
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        word.write(html, copying.pictures, about, epoch, output)
    except OSError as problem:
        raise NoCopy(said("docx", "unwritable", reason=problem.strerror or str(problem))) from problem


class _Copying:
    """Turns the bodies of pages into one text that a word processor has forms for."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self.pictures: dict[str, Picture] = {}

    def page(self, item: Item) -> str:
        """A page with its title as its first heading."""
        drawn = self._build.drawn[item.address]
        root = parse(without_marks(drawn.body))
        for element in elements(root):
            if element.tag in _NO_TEXT or has_class(element, "headerlink") or has_class(element, "footnote-backref"):
                element.drop_tree()
            elif has_class(element, "admonition-title"):
                element.set("class", "title")
        for image in elements(root, "img"):
            self._image(image, drawn.url)
        for link in elements(root, "a"):
            self._link(link, drawn.url)
        heading = "" if drawn.own_heading else f"<h1>{escape(item.title)}</h1>"
        return f"{heading}{serialise(root)}"

    def _image(self, image: HtmlElement, url: str) -> None:
        """A picture as a file of the document; its description in the place of one that is not there or not of pixels."""
        file = picture_file(self._build.site.layout, _below(url, image.get("src") or ""))
        data = file.read_bytes() if file is not None else b""
        kind = kind_of(data)
        if kind is None or kind == "svg":
            image.tag = "em"
            image.text = f"[{image.get('alt') or ''}]"
            return
        picture = named(data, kind)
        self.pictures[picture.name] = picture
        image.set("src", picture.name)

    def _link(self, link: HtmlElement, url: str) -> None:
        """A link that leads somewhere from any computer, or words."""
        where = link.get("href") or ""
        if re.match(r"(?:https?|mailto|tel):", where):
            return
        if self._build.site.url and where and not where.startswith("#"):
            link.set("href", urljoin(self._build.site.url.rstrip("/") + "/", _below(url, where)))
        else:
            link.drop_tag()


def _below(url: str, where: str) -> str:
    """What a relative address of a page leads to, from the root of the site."""
    return posixpath.normpath(posixpath.join(url, unquote(where.partition("#")[0])))
