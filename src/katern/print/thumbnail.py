"""The first page of a booklet as a small picture, for who chooses what to take along."""

from __future__ import annotations

import hashlib
import io
from functools import partial
from pathlib import Path

from PIL import Image

from katern.print.typeset import TypesettingFailed, first_page
from katern.store import Store

# what somebody reads from its first page on; cards, posters and files for printers are known by their names
_SHOWN = ("booklet", "summary")
ENDING = ".webp"
# in pixels, for twice as many dots as a page gives it
_WIDTH = 240
# the most bytes, and how good the picture may be: the first that is small enough is taken
_MOST = 15_000
_QUALITIES = (75, 55, 35, 15)


def draw_thumbnail(pdf: Path, form: str, store: Store) -> tuple[int, int] | None:
    """Put the first page of a file beside it, drawn once for each content; its size in pixels.

    None where nobody needs it, or where Typst cannot read the page: the file itself is whole, and is offered without.
    """
    if form not in _SHOWN or pdf.suffix != ".pdf":
        return None
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    try:
        content = store.get("thumbnail", (digest,), partial(_drawn, pdf))
    except TypesettingFailed:
        return None
    pdf.with_suffix(ENDING).write_bytes(content)
    with Image.open(io.BytesIO(content)) as picture:
        return picture.size


def _drawn(pdf: Path) -> bytes:
    # drawn twice as large, for letters that are read better when it is made small
    with Image.open(io.BytesIO(first_page(pdf, 2 * _WIDTH))) as page:
        height = max(1, round(_WIDTH * page.height / page.width))
        return small(page.convert("RGB").resize((_WIDTH, height), Image.Resampling.LANCZOS))


def small(picture: Image.Image) -> bytes:
    """A picture as WebP, as good as it can be in so many bytes."""
    for quality in _QUALITIES:
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= _MOST:
            break
    return out.getvalue()
