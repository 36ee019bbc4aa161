"""Drawings: what a drawing program notes about itself and its user, photos within a drawing, and what would run in it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from lxml import etree

# signs of one of which stands in every drawing with something that runs; a zero byte is another encoding
_RUNS = re.compile(
    rb"script|\bon[a-z]+\s*=|data:|<!doctype|<\?xml-s|<(?:[\w-]+:)?(?:handler|listener|set|animate|style|iframe|object|embed|video|audio|base|meta|link)|\0|@import",
    re.IGNORECASE,
)
# elements that run, hold another kind of document, or change an address while they are shown
_ELEMENTS = frozenset(
    ("script", "handler", "listener", "iframe", "object", "embed", "audio", "video", "base", "meta", "link")
)  # fmt: skip
_MOVES = frozenset(("set", "animate"))
_GAPS = re.compile(r"[\x00-\x20\x7f]+")
_SCHEME = re.compile(r"(?:javascript|vbscript|blob|filesystem):|data:(?!image/(?:png|jpe?g|gif|webp|avif)[;,])")
_NOTES = (b"<metadata", b"inkscape", b"sodipodi", b"<!--", b"adobe.com", b"data:image/")
_OWN = ("http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://ns.adobe.com/", "http://www.serif.com/")
_DATA = re.compile(r"data:image/(?!svg)[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)")


def clean_drawing(data: bytes, photo: Callable[[bytes], bytes]) -> bytes:
    """The drawing without such notes, each photo in it as `photo` gives it; raises ValueError where it is no XML."""
    runs = _RUNS.search(data) is not None
    if not runs and not any(note in data for note in _NOTES):
        return data
    root = _root(data)
    if runs:
        _stop(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            if element.tag is etree.Comment:
                _remove(element)
        elif etree.QName(element).localname == "metadata" or _is_a_programs(element.tag):
            _remove(element)
        else:
            _clean_attributes(element, photo)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def scripts_in(data: bytes) -> tuple[tuple[int, str], ...]:
    """What would run in a drawing: the line of each, and what it is; raises ValueError where it is no XML."""
    return tuple(_running(_root(data))) if _RUNS.search(data) else ()


def _root(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        raise ValueError(str(problem)) from problem


def _running(root: etree._Element) -> Iterator[tuple[int, str]]:
    for element in root.iter():
        line = int(str(element.sourceline or 1))
        if element.tag is etree.Entity:
            yield line, str(element.text)
        elif isinstance(element.tag, str):
            if _is_running(element):
                yield line, f"<{etree.QName(element).localname}>"
            else:
                yield from ((line, str(etree.QName(name).localname)) for name in _handlers(element))


def _stop(root: etree._Element) -> None:
    """Take out all that would run; what is left draws the same."""
    for element in list(root.iter()):
        if element.tag is etree.Entity or (isinstance(element.tag, str) and _is_running(element)):
            if element is root:
                raise ValueError("nothing is left of it")
            _remove(element)
        elif isinstance(element.tag, str):
            for name in list(_handlers(element)):
                del element.attrib[name]


def _is_running(element: etree._Element) -> bool:
    name = etree.QName(element).localname.lower()
    changed = str(element.get("attributeName") or "").lower().rpartition(":")[2]
    loads = name == "style" and re.search(
        r"@import|expression|javascript:", "".join(map(str, element.itertext())), re.IGNORECASE
    )
    return name in _ELEMENTS or (name in _MOVES and (changed == "href" or changed.startswith("on"))) or bool(loads)


def _handlers(element: etree._Element) -> Iterator[str]:
    """The names of attributes that run."""
    for written, value in element.attrib.items():
        name = etree.QName(written).localname.lower()
        address = name in ("href", "src", "to", "from", "values", "action", "formaction")
        if name.startswith("on") or (address and _SCHEME.match(_GAPS.sub("", str(value)).lower())):
            yield str(written)


def clean_address(address: str, photo: Callable[[bytes], bytes]) -> str:
    """A `data:` address with its photo cleaned; any other as it is."""
    return _DATA.sub(lambda match: match.group().replace(match["data"], _encoded(match["data"], photo)), address)


def _encoded(written: str, photo: Callable[[bytes], bytes]) -> str:
    try:
        data = base64.b64decode("".join(written.split()), validate=True)
    except binascii.Error as problem:
        raise ValueError(str(problem)) from problem
    return base64.b64encode(photo(data)).decode()


def _clean_attributes(element: etree._Element, photo: Callable[[bytes], bytes]) -> None:
    for name, value in list(element.attrib.items()):
        written, text = str(name), str(value)
        if _is_a_programs(written):
            del element.attrib[name]
        elif "data:image/" in text:
            element.set(written, clean_address(text, photo))


def _is_a_programs(name: str) -> bool:
    return name.startswith("{") and name[1:].startswith(_OWN)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
