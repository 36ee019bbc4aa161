"""What in the HTML of a text runs, loads or leads elsewhere by itself, and what is on no list of what authors may write.

The HTML is what Python-Markdown made, so whatever it came from (a tag, a list of attributes, an address) is seen once, as
browsers will. Where browsers and this reader could differ on what is a tag, that is told too.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ATTRIBUTE = r"[a-zA-Z_:][\w:.-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
_TAG = re.compile(rf"(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\s+{_ATTRIBUTE})*)\s*/?>")
_ONE = re.compile(
    r"(?P<name>[a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'=<>`]+)))?"
)
_OPENS = re.compile(r"<(?=[a-zA-Z!?/])")
_END = re.compile(r"/(?:[a-zA-Z][\w:-]*\s*)?>")
# as browsers end it
_COMMENT = re.compile(r"!--(?:-?>|.*?--!?>)", re.DOTALL)
_ODD = re.compile(r"[!?][^>]*>")
_PLAIN = re.compile(r"<(?:title|textarea|style|script|xmp|plaintext|iframe|noscript|noembed|noframes)\b", re.IGNORECASE)


def _names(written: str) -> list[str]:
    return written.split()


# the elements of a text, and those of drawings and formulas
HTML = frozenset(
    _names("""
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup
    data dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img
    input ins kbd label li main map area mark menu meter nav nobr ol p picture pre progress q rp rt ruby s samp
    section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var
    video wbr
""")
)
_SVG = frozenset(
    _names("""
    svg g path circle ellipse rect line polyline polygon text tspan textpath title desc defs symbol use image marker
    mask pattern clippath lineargradient radialgradient stop filter fegaussianblur feoffset feblend feflood
    fecomposite femerge femergenode fecolormatrix fedropshadow switch view
""")
)
_MATH = frozenset(
    _names("""
    math mi mn mo ms mtext mrow mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mspace
    mstyle mpadded mphantom menclose merror semantics annotation mmultiscripts mprescripts none
""")
)
DRAWN = _SVG | _MATH
# elements that run or redirect, or change the page from within
_ACTIVE = frozenset(("script", "base", "meta", "style", "link", "object", "embed", "applet", "foreignobject"))
_MOVES = frozenset(("animate", "animatetransform", "animatemotion", "set", "handler", "listener"))
_ATTRIBUTES = frozenset(
    _names("""
    id class title lang dir role style hidden tabindex translate markdown itemprop itemscope itemtype property
    typeof href rel target download hreflang type name referrerpolicy src srcset sizes alt width height loading
    decoding fetchpriority usemap ismap longdesc poster controls loop muted preload playsinline kind srclang label
    default media colspan rowspan headers scope abbr span align valign border cellpadding cellspacing bgcolor
    summary nowrap char charoff start reversed value datetime cite open min max low high optimum checked disabled
    for coords shape color size face xmlns xml:lang xml:space clear noshade compact frame rules
""")
)
_ADDRESSES = frozenset(
    ("href", "src", "srcset", "xlink:href", "action", "formaction", "poster", "cite", "data", "background", "longdesc", "ping")
)  # fmt: skip
# what the scripts of the theme read, or a page may not ask for
_NO_DATA = (
    "data-md-",
    "data-clipboard",
    "data-exit",
    "data-contact",
    "data-export",
    "data-catalogue",
    "data-search-open",
    "data-to",
)
# names that scripts of the theme look for; those of tabs and lines of code are made by extensions
_TAKEN = re.compile(r"__(?!(?:tabbed|span|codelineno)[_-])")
_BOXES = frozenset(("checkbox", "radio"))
_SCHEME = re.compile(r"(?P<scheme>javascript|vbscript|data|blob|filesystem):")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|svg\+xml)[;,]")
_STYLE = re.compile(r"url\s*\(|@import|expression\s*\(|-moz-binding|behavior\s*:|\\|image-set|position\s*:\s*fixed")
# so much tells which tag it is
_BEGINNING = 30
_GAPS = re.compile(r"[\x00-\x20\x7f]+")


@dataclass(frozen=True, slots=True)
class Active:
    """One thing: its name among the sentences of its code, what it is called, and how the tag is written that holds it."""

    name: str
    what: str
    tag: str
    value: str = ""

    @property
    def runs(self) -> bool:
        """Whether it can run, load or lead elsewhere; else it is only on no list."""
        return self.name not in _UNLISTED


_UNLISTED = frozenset(("element", "attribute", "untidy"))


def active_in(page: str) -> Iterator[Active]:
    """Everything of that kind in a piece of HTML, in order."""
    # in the HTML of a page whose text has a state of its own, browsers see no comment
    ends = -1 if _PLAIN.search(page) else max(page.rfind("-->"), page.rfind("--!>"))
    last = page.rfind(">")
    position = 0
    while (opens := _OPENS.search(page, position)) is not None:
        position = opens.end()
        comment = _COMMENT.match(page, position) if position <= ends else None
        if comment is not None:
            position = comment.end()
        elif tag := _TAG.match(page, position):
            yield from _in_tag(tag, page[opens.start() : tag.end()])
            position = tag.end()
        elif position <= last and (end := _END.match(page, position) or _odd(page, position)):
            position = end.end()
        else:
            yield Active("untidy", "", page[opens.start() : position + _BEGINNING].partition("\n")[0])


def _odd(page: str, position: int) -> re.Match[str] | None:
    return None if page[position] == "/" else _ODD.match(page, position)


def _in_tag(tag: re.Match[str], written: str) -> Iterator[Active]:
    name = tag["name"].lower()
    drawn = name in DRAWN
    if name in _ACTIVE or name in _MOVES:
        yield Active("script" if name == "script" else "active", name, written)
        return
    if name not in HTML and not drawn:
        yield Active("element", name, written)
    values = _values(tag["attributes"])
    if name == "input" and values.get("type", "").lower() not in _BOXES:
        yield Active("element", name, written)
    for attribute, value in values.items():
        found = _in_attribute(name, attribute, value, written)
        if found is not None:
            yield found
        elif not drawn and attribute not in _ATTRIBUTES and not attribute.startswith(("aria-", "data-")):
            yield Active("attribute", attribute, written)


def _values(written: str) -> Mapping[str, str]:
    """The attributes of a tag, the first of each name, as browsers take them."""
    found: dict[str, str] = {}
    for match in _ONE.finditer(written):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), html.unescape(value))
    return MappingProxyType(found)


def _in_attribute(element: str, name: str, value: str, tag: str) -> Active | None:
    if name.startswith("on"):
        return Active("handler", name, tag, value)
    if name in ("srcdoc", "action", "formaction", "http-equiv", "is", "nonce", "ping"):
        return Active("attribute-active", name, tag, value)
    if name in ("id", "name") and _TAKEN.match(value):
        return Active("taken", value[:40], tag, value)
    if name.startswith(_NO_DATA):
        return Active("attribute-active", name, tag, value)
    if name == "style":
        return Active("style", "", tag, value) if _STYLE.search(_GAPS.sub("", value).lower()) else None
    if name in _ADDRESSES:
        # browsers leave out blanks and line ends within an address
        plain = _GAPS.sub("", value).lower()
        scheme = _SCHEME.match(plain)
        shown = element in ("img", "image", "source") and name in ("src", "srcset", "href", "xlink:href")
        if scheme and not (shown and _PICTURE.match(plain)):
            return Active("address", scheme["scheme"], tag, value)
    return None
