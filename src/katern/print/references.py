"""Links and anchors of several pages that become one document: which stay inside, and what the others lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from katern.print.address import shown_address
from katern.print.markup import HEADINGS, elements, has_class, make, text_of

_ROOT = "https://katern.invalid/"
_SCHEMES = ("http", "https", "mailto", "tel", "sms")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def page_name(number: int) -> str:
    """The anchor of a document's page."""
    return f"p{number}"


def anchor_name(number: int, id: str) -> str:
    """The anchor, unique in the document, of an element of a page."""
    return f"{page_name(number)}-{_UNSAFE.sub('-', unquote(id)).strip('-')}"


class References:
    """Rewrites the links of a document's pages; `urls` gives the number of each page by its URL.

    Where the site has no address, a link to another page of it becomes its words and the page's name, which `name_of` gives by URL.
    An address is shown once, or once on each page.
    """

    def __init__(
        self,
        urls: Mapping[str, int],
        site_url: str | None,
        name_of: Callable[[str], str] | None = None,
        each: bool = False,
    ) -> None:
        self._urls = urls
        self._site_url = site_url
        self._name_of = name_of or (lambda url: "")
        self._targets: dict[str, set[str]] = {}
        self._shown: set[str] = set()
        self._each = each

    def read(self, number: int, root: HtmlElement) -> None:
        """Give the elements of a page their names in the document."""
        names = self._targets.setdefault(page_name(number), set())
        for element in elements(root):
            id = element.get("id")
            if not id or element.get("epub:type"):
                continue
            name = anchor_name(number, id)
            if name in names:
                element.attrib.pop("id")
            else:
                element.set("id", name)
                names.add(name)

    def resolve(self, number: int, url: str, root: HtmlElement) -> None:
        """Lead the links of a page to where they go from paper."""
        if self._each:
            self._shown.clear()
        for link in elements(root, "a"):
            href = link.get("href")
            if href is None or link.get("epub:type"):
                continue
            for name in ("title", "target", "rel", "aria-describedby", "id"):
                link.attrib.pop(name, None)
            if not text_of(link) and next(elements(link), None) is None:
                link.drop_tag()
                continue
            if has_class(link, "term-link") or has_class(link, "citation__link"):
                link.attrib.pop("class")
                continue
            self._resolve(link, href, number, url)

    def _resolve(self, link: HtmlElement, href: str, number: int, url: str) -> None:
        link.attrib.pop("class", None)
        if href.startswith("#"):
            self._inside(link, number, href[1:])
            return
        try:
            whole = urljoin(_ROOT + url, href)
            scheme = urlsplit(whole).scheme
        except ValueError:
            scheme = ""
        if scheme not in _SCHEMES:
            link.drop_tag()
        elif not whole.startswith(_ROOT):
            self._outside(link, whole)
        else:
            path, _, fragment = whole.removeprefix(_ROOT).partition("#")
            there = self._urls.get(path)
            if there is not None:
                self._inside(link, there, fragment)
            elif self._site_url:
                self._outside(link, urljoin(self._site_url, path) + (f"#{fragment}" if fragment else ""))
            else:
                self._name(link, path)

    def _name(self, link: HtmlElement, path: str) -> None:
        """Say once what a page is called that paper cannot lead to."""
        name = self._name_of(path)
        if name and not in_heading(link) and path not in self._shown:
            self._shown.add(path)
            if name.casefold() not in text_of(link).casefold():
                link.tail = f" ({name}){link.tail or ''}"
        link.drop_tag()

    def _inside(self, link: HtmlElement, number: int, fragment: str) -> None:
        page = page_name(number)
        name = anchor_name(number, fragment)
        link.set("href", f"#{name if fragment and name in self._targets[page] else page}")
        if not in_heading(link):
            link.set("class", "page")

    def _outside(self, link: HtmlElement, address: str) -> None:
        link.set("href", address)
        shown = shown_address(address)
        words = text_of(link)
        if in_heading(link) or address in self._shown or not shown or shown in words:
            return
        self._shown.add(address)
        link.set("data-shown", shown)


def in_heading(element: HtmlElement) -> bool:
    """Whether an element stands in a heading, whose text is repeated in contents and running heads."""
    return any(above.tag in HEADINGS for above in element.iterancestors())


def keep_anchors(root: HtmlElement, known_to_templates: str = "") -> None:
    """Leave only the anchors that a link leads to or that templates know; those of other elements than headings get a place of their own."""
    known = {element.get("id") or element.get("data-name") for element in elements(root)}
    for link in elements(root, "a"):
        href = link.get("href") or ""
        if href.startswith("#") and href[1:] not in known:
            link.drop_tag()  # a sheet for the wall has no glossary and no list of sources
    wanted = {(link.get("href") or "")[1:] for link in elements(root, "a") if (link.get("href") or "").startswith("#")}
    wanted.add(known_to_templates)
    for element in elements(root):
        id = element.get("id")
        if id is None or element.tag in ("aside", "span"):
            continue
        if id not in wanted:
            element.attrib.pop("id")
        elif element.tag not in HEADINGS:
            element.attrib.pop("id")
            mark = make("span", id=id)
            if element.tag in ("table", "ul", "ol", "dl", "pre", "img", "tr", "figure", "hr"):
                target = element if element.tag != "tr" else next(element.iterancestors("table"), element)
                target.addprevious(mark)
            else:
                mark.tail, element.text = element.text, None
                element.insert(0, mark)
    for element in elements(root, "span"):
        if element.get("id") is not None and element.get("id") not in wanted:
            element.attrib.pop("id")


def name_notes(root: HtmlElement, number: int) -> None:
    """Notes of different pages have the same names until here."""
    for element in elements(root):
        if element.get("epub:type") == "noteref":
            element.set("href", f"#{page_name(number)}-{(element.get('href') or '')[1:]}")
        elif element.get("epub:type") == "footnote":
            element.set("id", f"{page_name(number)}-{element.get('id')}")
