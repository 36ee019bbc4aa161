"""A content security policy in each page: the scripts of the theme and nothing else, on any server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|href)=[\"']?(?P<url>(?:https?:)?//[^\s\"'<>;,]+)", re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
# search runs as WebAssembly; styles stand in attributes of tables and pictures
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self' 'unsafe-inline'{styles}; {more}"
    "img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
# the one that themes take typefaces from, and where these really are
_FONTS, _FONT_FILES = "//fonts.googleapis.com/", "https://fonts.gstatic.com"


def with_policy(html: str, written: str = "", trusted: bool = False) -> str:
    """The page with its policy; a page that brings its own keeps it.

    What stands in `written`, the text of an author, does not run, unless it is `trusted`.
    """
    place = _CHARSET.search(html)
    if place is None or 'http-equiv="Content-Security-Policy"' in html:
        return html
    theirs = "" if trusted else written
    scripts = [match for match in _SCRIPT.finditer(html) if match.group() not in theirs]
    tags = [match["attributes"] for match in scripts]
    styles = [tag for tag in _STYLE.findall(html) if tag not in theirs]
    policy = _POLICY.format(
        scripts=_listed([*(_hash(m["code"]) for m in scripts if _runs(m["attributes"], m["code"])), *_outside(tags)]),
        styles=_listed(_outside(styles)),
        more=_more(styles, _FRAME.findall(html) if trusted else []),
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: place.end()] + tag + html[place.end() :]


def _more(styles: Iterable[str], frames: Iterable[str]) -> str:
    framed = _listed(_outside(frames, _origin))
    fonts = f"font-src 'self' data: {_FONT_FILES}; " if any(_FONTS in tag for tag in styles) else ""
    return fonts + (f"frame-src 'self'{framed}; " if framed else "")


def _outside(tags: Iterable[str], part: Callable[[str], str] | None = None) -> Iterator[str]:
    """The addresses elsewhere that tags name, without what a policy cannot hold."""
    for tag in tags:
        if address := _ADDRESS.search(tag):
            url = address["url"] if address["url"].startswith("http") else f"https:{address['url']}"
            yield part(url) if part else url.partition("?")[0].partition("#")[0]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _listed(values: Iterable[str]) -> str:
    return "".join(f" {value}" for value in dict.fromkeys(values))


def _runs(attributes: str, code: str) -> bool:
    return bool(code.strip()) and "src=" not in attributes and "json" not in attributes


def _hash(code: str) -> str:
    # a browser hashes the text after reading its line ends
    text = code.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
