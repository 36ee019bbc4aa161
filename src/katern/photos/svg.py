"""Drawings: what a drawing program notes about itself and its user, and photos within a drawing."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from lxml import etree

_NOTES = (b"<metadata", b"inkscape", b"sodipodi", b"<!--", b"adobe.com", b"data:image/")
_OWN = ("http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://ns.adobe.com/", "http://www.serif.com/")
_DATA = re.compile(r"data:image/(?!svg)[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=\s]+)")


def clean_drawing(data: bytes, photo: Callable[[bytes], bytes]) -> bytes:
    """The drawing without such notes, each photo in it as `photo` gives it; raises ValueError where it is no XML."""
    if not any(note in data for note in _NOTES):
        return data
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as problem:
        raise ValueError(str(problem)) from problem
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
