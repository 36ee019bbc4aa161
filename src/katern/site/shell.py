"""The theme around a page: its environment, what its templates may ask, and the filters that know where a page lies."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, pass_context
from markupsafe import Markup

from katern.site.asking import Slot
from katern.site.frames import Frames


class Shell:
    """Draws whole pages. `view` gives, for a page's address and URL, what templates know as `katern`."""

    def __init__(self, env: Environment, shared: Mapping[str, Any], view: Callable[[Any], Any], menu: Any) -> None:
        env.filters["url"] = _url
        env.filters["script_tag"] = _script_tag
        self._env = env
        self._frames = Frames(env)
        self._shared = dict(shared)
        self._view = view
        self._menu = menu

    def page(self, page: Any) -> str:
        """A page in its frame."""
        template = page.meta.get("template") or "main.html"
        return sound(self._frames.page(str(template), self._own(page), self._shared))

    def _own(self, page: Any) -> dict[str, Any]:
        up = way_up(page.url)
        own = {
            "page": page,
            "katern": self._view(page),
            "base_url": up.rstrip("/") or ".",
            "up": up,
            "nav": self._menu(page),
        }
        for name in ("extra_css", "extra_javascript"):
            own[name] = [relative(str(path), up) for path in self._shared["paths"][name]]
        return own

    def template(self, name: str, base: str, view: Any, pages: list[Any]) -> str:
        """A template that is no page: the page for what is not found, the map of the site."""
        values = {
            **self._shared,
            "page": None,
            "katern": view,
            "base_url": base,
            "up": base,
            "nav": self._menu(None),
            "pages": pages,
        }
        for paths in ("extra_css", "extra_javascript"):
            values[paths] = [relative(str(path), base) for path in self._shared["paths"][paths]]
        return sound(self._env.get_template(name).render(values))


# attributes that Material writes where HTML has none: of a box, and of a label whose field our side list does without
_FAULTS = ((' id="__drawer" autocomplete="off"', ' id="__drawer"'), (' id="__search" autocomplete="off"', ' id="__search"'), (' for="__toc"', ""))  # fmt: skip


def sound(html: str) -> str:
    """The page without attributes that a checker of markup calls wrong."""
    for written, meant in _FAULTS:
        html = html.replace(written, meant)
    return html


def way_up(url: str) -> str:
    """The way from the page at a URL to the root: nothing, or `../` for each folder."""
    folder = url if url.endswith("/") else posixpath.dirname(url)
    return "../" * len([part for part in folder.split("/") if part])


def relative(path: str, up: str) -> str:
    """A path of the site as a page wants it that is so far from the root; addresses and anchors stay as they are."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or path.startswith(("/", "#")):
        return path
    whole = posixpath.normpath(path) if path else "."
    if whole == ".":
        return (up if up.startswith("/") else up.rstrip("/")) or "."
    end = "/" if path.endswith("/") else ""
    return f"{up}{'/' if up and not up.endswith('/') else ''}{whole}{end}"


@pass_context
def _url(context: Any, value: Any) -> Any:
    up = context["up"]
    if isinstance(value, Slot):
        if isinstance(up, Slot):
            get, way = value.get, up.get
            return value.asked.give(lambda page: relative(str(get(page)), way(page)))
        return relative(value.whole(), str(up))
    if isinstance(up, Slot):
        way = up.get
        return up.asked.give(lambda page: relative(str(value), way(page)))
    return relative(str(value), str(up))


@pass_context
def _script_tag(context: Any, script: Any) -> Markup:
    """A script of mkdocs.yml as a tag."""
    more = "".join(
        [
            f' type="{kind}"' if (kind := getattr(script, "type", "")) else "",
            " defer" if getattr(script, "defer", False) else "",
            " async" if getattr(script, "async_", False) else "",
        ]
    )
    return Markup(f'<script src="{_url(context, str(script))}"{more}></script>')
