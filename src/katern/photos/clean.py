"""A picture made fit to go out; done once for each content and size."""

from __future__ import annotations

import hashlib
import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageOps

from katern.photos.kinds import kind_of
from katern.photos.strip import stripped
from katern.photos.svg import clean_address, clean_drawing

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
_VERSION = f"1 {PIL.__version__}"


class NoPicture(ValueError):
    """A file that cannot be read as a picture, and so cannot be cleaned."""


@dataclass(frozen=True, slots=True)
class Photos:
    """Cleans pictures, and keeps what came of each in a folder."""

    folder: Path | None = None

    def clean(self, data: bytes, largest: int = SITE) -> bytes:
        """The picture without camera, place and program, upright, its longest side at most `largest` pixels."""
        if kind_of(data) == "SVG":
            try:
                return clean_drawing(data, lambda inner: self.clean(inner, largest))
            except ValueError as problem:
                raise NoPicture(str(problem)) from problem
        name = hashlib.sha256(f"{_VERSION} {largest} ".encode() + data).hexdigest()
        if self.folder is not None and (self.folder / name).is_file():
            return (self.folder / name).read_bytes()
        made = _cleaned(data, largest)
        if self.folder is not None:
            self._keep(name, made)
        return made

    def _keep(self, name: str, made: bytes) -> None:
        """Keep what was made; whoever does the same at the same time writes the same."""
        assert self.folder is not None  # only a folder keeps anything
        self.folder.mkdir(parents=True, exist_ok=True)
        written = self.folder / f"{name}.{os.getpid()}"
        written.write_bytes(made)
        written.replace(self.folder / name)

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
