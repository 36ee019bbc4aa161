"""A picture made fit to go out; done once for each content and size."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PIL import Image, ImageOps

from katern.photos.kinds import kind_of
from katern.photos.strip import stripped
from katern.photos.svg import clean_address, clean_drawing
from katern.store import Store

# a photo on a page, on the widest screen that shows one whole
SITE = 1600
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 88, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
    "GIF": {},
    "TIFF": {"compression": "tiff_lzw"},
    "AVIF": {"quality": 75},
}
_ORIENTATION = 0x0112


class NoPicture(ValueError):
    """A file that cannot be read as a picture, and so cannot be cleaned."""


@dataclass(frozen=True, slots=True)
class Photos:
    """Cleans pictures, and keeps what came of each in a store."""

    store: Store = field(default_factory=lambda: Store(None))

    def clean(self, data: bytes, largest: int = SITE) -> bytes:
        """The picture without camera, place and program, upright, its longest side at most `largest` pixels."""
        if kind_of(data) == "SVG":
            try:
                return clean_drawing(data, lambda inner: self.clean(inner, largest))
            except ValueError as problem:
                raise NoPicture(str(problem)) from problem
        return self.store.get("photo", (data, largest), partial(_cleaned, data, largest))

    def clean_page(self, html: str) -> str:
        """A page with the pictures that stand in it as `data:` cleaned too."""
        return clean_address(html, self.clean) if "data:image/" in html else html


def _cleaned(data: bytes, largest: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                return _made(picture, data, largest)
        except (OSError, ValueError, SyntaxError, IndexError, Image.DecompressionBombError, Warning) as problem:
            raise NoPicture(str(problem)) from problem


def _made(picture: Image.Image, data: bytes, largest: int) -> bytes:
    kind = str(picture.format)
    frames = 1 if kind == "MPO" else getattr(picture, "n_frames", 1)  # in MPO the others are the same photo, smaller
    picture.load()
    turned = picture.getexif().get(_ORIENTATION, 1) != 1
    small = max(picture.size) <= largest or frames > 1  # what moves keeps its size
    if small and not turned:
        same = stripped(data, kind)
        if same is not None:
            return same
    return _written(picture, "JPEG" if kind == "MPO" else kind, frames, largest)


def _written(picture: Image.Image, kind: str, frames: int, largest: int) -> bytes:
    profile = picture.info.get("icc_profile")
    pages = [_page(picture, number, largest if frames == 1 else 0) for number in range(frames)]
    out = io.BytesIO()
    options = dict(_OPTIONS[kind])
    if profile:
        options["icc_profile"] = profile
    if frames > 1:
        options |= {"save_all": True, "append_images": pages[1:]}
    pages[0].save(out, kind, **options)
    return out.getvalue()


def _page(picture: Image.Image, number: int, largest: int) -> Image.Image:
    """One page or frame, upright, small enough, and with nothing but what draws it."""
    if number:
        picture.seek(number)
    page = ImageOps.exif_transpose(picture)
    if largest and max(page.size) > largest:
        page = _scaled(page, largest)
    page = page.copy()
    page.info = {name: value for name, value in page.info.items() if name == "transparency"}
    return page


def _scaled(page: Image.Image, largest: int) -> Image.Image:
    """A smaller picture; what has too few colours to be scaled well gets more of them."""
    deep = page.mode.startswith("I;16")
    if page.mode == "P":
        page = page.convert("RGBA" if "transparency" in page.info else "RGB")
    elif page.mode == "1" or deep:
        page = page.convert("I" if deep else "L")
    page.thumbnail((largest, largest), Image.Resampling.LANCZOS)
    return page.convert("I;16") if deep else page
