"""The style sheets of a site as one file, so that a page waits for one answer before it is seen.

They stand in it in the order in which a browser would read them: the theme's, ours, the site's. From the first that cannot
(one of another server, or that brings others along) all stay as they are, since what comes later wins.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from katern.containment import climbs, inside
from katern.site import fonts
from katern.site.settings import SiteSettings

ONE = "assets/katern/site.css"
OWN = "assets/katern/katern.css"
# of pages that only some sites have
MONITOR, PROGRAMME = "assets/katern/monitor.css", "assets/katern/programme.css"
_BASE = "base.html"
# what the theme's frame asks for; the second only where the site chooses colours
_NAMED = re.compile(r"'(assets/stylesheets/(main|palette)\.[\w.]+\.css)'")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
# quoted, since a drawing within may hold a parenthesis
_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')]*?))\s*\)""")
_CHARSET = re.compile(r"\A\s*@charset \"utf-8\";", re.IGNORECASE)
_BRINGS = re.compile(r"@(?:import|charset|namespace)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Styles:
    """What stands in the one file, and which sheets pages ask for beside it; `theme` tells whether the theme's are in it."""

    content: str
    rest: tuple[str, ...]
    theme: bool


def styles_of(site: SiteSettings, named: Sequence[str], more: Sequence[str] = ()) -> Styles:
    """The sheets of a site, of which `named` are those that mkdocs.yml names; `more` are ours that it needs."""
    brought = [(url, _content(site, url)) for url in _of_theme(site)]
    theme = bool(brought) and all(content is not None for _, content in brought)
    read = [_moved(content or "", url) for url, content in brought] if theme else []
    ours = [*([fonts.STYLE] if site.fonts else ()), OWN, *more]
    wanted = [*ours, *(url for url in named if url not in ours)]
    for number, url in enumerate(wanted):
        content = _content(site, url)
        if content is None:
            return Styles("\n".join(read), tuple(wanted[number:]), theme)
        read.append(_moved(_COMMENT.sub("", content).strip() if url in ours else content, url))
    return Styles("\n".join(read), (), theme)


def _of_theme(site: SiteSettings) -> Iterator[str]:
    """The sheets that the theme's frame names."""
    for folder in site.theme.folders:
        file = Path(folder, _BASE)
        if file.is_file():
            if site.theme.custom is None or Path(folder) != site.theme.custom:
                text = file.read_text(encoding="utf-8")
                coloured = bool(site.theme.config.theme.get("palette"))
                yield from (url for url, name in _NAMED.findall(text) if name == "main" or coloured)
            return


def _content(site: SiteSettings, url: str) -> str | None:
    """The text of a sheet; None where it does not stand on this disk, or brings others along."""
    if url == fonts.STYLE:
        return fonts.font_style(site.fonts)
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or parts.query or climbs(parts.path):
        return None
    file = next((file for file in _places(site, parts.path) if file.is_file()), None)
    if file is None:
        return None
    try:
        text = _CHARSET.sub("", _MAP.sub("", file.read_text(encoding="utf-8-sig")))
    except UnicodeDecodeError:
        return None
    return text.strip() if _is_whole(text) else None


def _is_whole(text: str) -> bool:
    """Whether a sheet says the same where another stands before and behind it."""
    bare = _STRING.sub("", _COMMENT.sub("", text))
    return not _BRINGS.search(bare) and "/*" not in bare and bare.count("{") == bare.count("}")


def _places(site: SiteSettings, path: str) -> Iterator[Path]:
    """Where a file of the site may stand: beside its texts first."""
    docs = site.root / site.layout.docs / path
    if inside(site.root, docs):
        yield docs
    for folder in site.theme.folders:
        file = Path(folder, path)
        if inside(Path(folder), file) or inside(site.root, file):
            yield file


def _moved(content: str, url: str) -> str:
    """A sheet that stands at another place: what it asks for is asked for from there."""
    folder, here = posixpath.dirname(url), posixpath.dirname(ONE)

    def again(match: re.Match[str]) -> str:
        address = next(part for part in match.groups() if part is not None)
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return match.group()
        way = posixpath.relpath(posixpath.normpath(posixpath.join(folder, parts.path)), here)
        return f'url("{parts._replace(path=way).geturl()}")'

    return content if folder == here else _URL.sub(again, content)
