"""The pictures of one document: found, named by their content, and held against what paper needs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import segno
from lxml.html import HtmlElement

from katern.containment import climbs
from katern.finding import Finding, Position, Said, said
from katern.item import Item
from katern.layout import Layout
from katern.photos.clean import NoPicture, Photos
from katern.print import diagrams
from katern.print.images import LARGEST, Picture, kind_of, named, picture_file, points, width_of
from katern.print.locate import Locator
from katern.print.markup import elements, has_class, make, remove, replace, serialise, text_of
from katern.words.print import Print

_HTML_IN_SVG = b"<foreignObject"
# a chart fills the width of a screen; on paper it is so many pixels wide
_CHART = 440
# what lxml writes in small letters
_MIXED_CASE = {"viewbox=": "viewBox=", "patternunits=": "patternUnits="}
_MEDIA = ("video", "audio", "iframe")


class Pictures:
    """Collects the pictures of a document's pages in `found`, by name."""

    def __init__(self, layout: Layout, theme_folders: tuple[Path, ...], photos: Photos, largest: int) -> None:
        self._layout = layout
        self._folders = theme_folders
        self._photos = photos
        self._largest = largest
        self.found: dict[str, Picture] = {}
        self.places: dict[str, Position] = {}
        # the digest of each file, by its address on the site
        self.files: dict[str, str] = {}
        self.findings: list[Finding] = []

    def add(self, data: bytes, kind: str) -> Picture:
        """Keep a picture under a name that its content determines."""
        picture = named(data, kind)
        return self.found.setdefault(picture.name, picture)

    def collect(self, item: Item, url: str, root: HtmlElement) -> None:
        """Find every picture of a page and let its tag name it."""
        locator = Locator(item)
        for diagram in filter(diagrams.is_diagram, elements(root, "pre")):
            address = diagrams.address_of(item, diagram)
            if picture_file(self._layout, address, self._folders) is not None:
                diagrams.put_drawing(diagram, address)
        for drawing in elements(root, "svg"):
            self._drawing(drawing)
        for image in elements(root, "img"):
            if image.get("data-katern"):
                continue
            source = image.get("src") or ""
            picture = self._read(locator, url, source)
            if picture is None:
                remove(image)
                continue
            if not (image.get("alt") or "").strip() and image.get("role") != "presentation":
                what = said("a11y.alt-missing", "no-description", picture=_name(source))
                self._error(locator, source, what)
            self._draw(image, picture)

    def replace_media(self, item: Item, url: str, root: HtmlElement, site_url: str | None, words: Print) -> None:
        """A film or player becomes a QR code that leads to it."""
        for tag in _MEDIA:
            for element in elements(root, tag):
                source = element.get("src") or next(
                    (child.get("src") or "" for child in elements(element, "source")), ""
                )
                whole = urljoin(urljoin(site_url or "", url), source) if source else ""
                if urlsplit(whole).scheme not in ("http", "https"):
                    self._error(Locator(item), f"<{tag}", said("print.unsupported", "no-address", tag=tag))
                    remove(element)
                    continue
                name = element.get("title") or element.get("aria-label") or words.media
                replace(element, self._code(whole, str(name), words))

    def _code(self, address: str, name: str, words: Print) -> HtmlElement:
        picture = self.add(qr_svg(address), "svg")
        box = make("div")
        line = make("p")
        line.append(make("img", src=picture.name, alt=f"{words.qr_alt} {address}", data_katern="yes", data_points="74"))
        box.append(line)
        caption = make("p", text=f"{name}: ")
        caption.append(make("a", text=address, href=address))
        box.append(caption)
        return box

    def _drawing(self, drawing: HtmlElement) -> None:
        replace(drawing, self.drawn(drawing))

    def drawn(self, drawing: HtmlElement) -> HtmlElement:
        """The picture of an icon or a chart that is drawn in the page itself."""
        title = drawing.find("title")
        if not drawing.get("xmlns"):
            drawing.set("xmlns", "http://www.w3.org/2000/svg")
        wide = is_chart(drawing)
        if wide:
            drawing.set("viewBox", f"0 0 {_CHART} {drawing.get('height')}")
            drawing.set("width", str(_CHART))
            # an e-reader may show it on black
            drawing.set("style", "background: #fff; color: #000")
        picture = self.add(_as_xml(drawing), "svg")
        image = make("img", "" if wide else "inline", src=picture.name, data_katern="yes")
        if wide:
            image.set("data-points", points(str(_CHART)) or "")
        if title is not None or drawing.get("aria-label"):
            image.set("alt", drawing.get("aria-label") or text_of(title))
        return image

    def _read(self, locator: Locator, url: str, source: str) -> Picture | None:
        if source.startswith("data:"):
            return self._embedded(locator, source)
        address = unquote(urljoin(f"/{url}", urlsplit(source).path)).lstrip("/").replace("\0", "")
        path = self._file(locator, address, source)
        if path is None:
            return None
        data = path.read_bytes()
        self.files[address] = hashlib.sha256(data).hexdigest()
        kind = kind_of(data)
        if kind is None:
            self._error(locator, source, said("print.image-kind", "other-kind", picture=_name(source)))
            return None
        if kind == "svg" and _HTML_IN_SVG in data:
            self._error(locator, source, said("print.image-html", "foreign-object", picture=_name(source)))
            return None
        picture = self._clean(locator, source, data, kind)
        if picture is None:
            return None
        at = locator.text(_name(source))
        self.places.setdefault(picture.name, at)
        pixels = width_of(data, kind)
        if pixels is not None and pixels > LARGEST:
            what = said("print.image-large", "large", picture=_name(source), pixels=pixels)
            self.findings.append(Finding.warning(at, what))
        return picture

    def _file(self, locator: Locator, address: str, source: str) -> Path | None:
        """The file of a picture; one that is not there, or elsewhere, is a finding."""
        if urlsplit(source).scheme:
            self._error(locator, source, said("print.image-missing", "on-another-site", picture=source))
            return None
        if climbs(address):
            self._error(locator, source, said("print.image-outside", "outside", picture=source))
            return None
        path = picture_file(self._layout, address, self._folders)
        if path is None:
            self._error(locator, source, said("print.image-missing", "no-file", picture=_name(source)))
        return path

    def _embedded(self, locator: Locator, source: str) -> Picture | None:
        head, _, body = source.partition(",")
        try:
            data = base64.b64decode(body, validate=True) if head.endswith(";base64") else unquote(body).encode()
        except binascii.Error:
            data = b""
        kind = kind_of(data)
        if kind is None:
            self._error(locator, "data:", said("print.image-kind", "in-the-page"))
            return None
        return self._clean(locator, "data:", data, kind)

    def _clean(self, locator: Locator, source: str, data: bytes, kind: str) -> Picture | None:
        """The picture without what its camera wrote; what cannot be read as one does not go out."""
        try:
            return self.add(self._photos.clean(data, self._largest), kind)
        except NoPicture:
            self._error(locator, source, said("print.image-broken", "broken"))
            return None

    def _draw(self, image: HtmlElement, picture: Picture) -> None:
        alt = image.get("alt") or ""
        inline = has_class(image, "twemoji") or has_class(image, "inline") or has_class(image, "emojione")
        width = points(image.get("width")) or (points(str(picture.pixels)) if picture.pixels else None)
        image.attrib.clear()
        image.set("src", picture.name)
        image.set("alt", alt)
        if width:
            image.set("data-points", width)
        if inline:
            image.set("class", "inline")

    def _error(self, locator: Locator, needle: str, what: Said) -> None:
        at = locator.text(needle if needle.startswith("<") else _name(needle))
        self.findings.append(Finding.error(at, what))


def is_chart(element: HtmlElement) -> bool:
    """Whether an element is a drawing that fills the width of a page and has no size of its own."""
    return element.tag == "svg" and element.get("width") == "100%" and element.get("viewbox") is None


def _as_xml(drawing: HtmlElement) -> bytes:
    """A drawing of a page as a file of its own."""
    text = serialise(drawing)
    for small, mixed in _MIXED_CASE.items():
        text = text.replace(small, mixed)
    return text.encode()


def qr_svg(address: str) -> bytes:
    """A QR code as a drawing, the same bytes each time."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, xmldecl=True, svgclass=None, lineclass=None
    )
    return out.getvalue()


def _name(source: str) -> str:
    return unquote(source.rsplit("/", 1)[-1])
