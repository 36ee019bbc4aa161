"""A document without colour: the pictures that it shows in shades of grey; its templates do so with the rest."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from PIL import Image, ImageColor

from katern.print.images import Picture, named

_PAINT = re.compile(
    r"(?P<before>(?:fill|stroke|stop-color|flood-color|color)\s*[:=]\s*[\"']?\s*)"
    r"(?P<colour>#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)|hsla?\([^)]*\)|[a-zA-Z]+\b)"
)


def in_grey(pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """For the name of each picture the one in grey."""
    return {
        name: named(_grey(picture.data, name.rpartition(".")[2]), _kind(name)) for name, picture in pictures.items()
    }


def _kind(name: str) -> str:
    kind = name.rpartition(".")[2]
    return kind if kind in ("svg", "jpg") else "png"


def _grey(data: bytes, kind: str) -> bytes:
    if kind == "svg":
        return _PAINT.sub(_without_colour, data.decode("utf-8", "replace")).encode()
    with Image.open(io.BytesIO(data)) as picture:
        see_through = "A" in picture.getbands() or "transparency" in picture.info
        made = picture.convert("RGBA").convert("LA") if see_through else picture.convert("RGB").convert("L")
        out = io.BytesIO()
        made.save(out, "JPEG" if kind == "jpg" else "PNG", **({"quality": 88} if kind == "jpg" else {"optimize": True}))
        return out.getvalue()


def _without_colour(match: re.Match[str]) -> str:
    try:
        red, green, blue, *alpha = ImageColor.getrgb(match["colour"])
    except ValueError:  # none, currentColor, url(…)
        return match[0]
    light = round(0.299 * red + 0.587 * green + 0.114 * blue)
    seen = f"{alpha[0]:02x}" if alpha else ""
    return f"{match['before']}#{light:02x}{light:02x}{light:02x}{seen}"
