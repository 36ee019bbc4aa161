"""Typefaces that the site serves itself: taken from packages, cut down to the signs of European languages, as WOFF2."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from katern.store import Store

# name of the option: package, family in CSS, and the files by weight and style
_FACES: dict[str, tuple[str, str, tuple[tuple[str, int, str], ...]]] = {
    "source-sans-pro": (
        "font_source_sans_pro",
        "Source Sans Pro",
        (
            ("SourceSansPro-Regular.ttf", 400, "normal"),
            ("SourceSansPro-It.ttf", 400, "italic"),
            ("SourceSansPro-Semibold.ttf", 600, "normal"),
            ("SourceSansPro-Bold.ttf", 700, "normal"),
        ),
    ),
    "source-serif-pro": (
        "font_source_serif_pro",
        "Source Serif Pro",
        (("SourceSerifPro-Semibold.ttf", 600, "normal"),),
    ),
}
# Latin with the accents of Europe and Turkey, punctuation, currency and arrows
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x1E9E, 0x1E9E), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x21A9, 0x21A9), (0x2212, 0x2212))  # fmt: skip


STYLE = "assets/katern/fonts.css"


def font_files(names: Sequence[str], store: Store) -> Iterator[tuple[str, bytes]]:
    """The URLs and contents of the WOFF2 files and of the style sheet that declares them, made once and kept in the store."""
    if not names:
        return
    rules = []
    for name in names:
        package, family, faces = _FACES[name]
        folder = Path(str(importlib.import_module(package).__file__)).parent / "files"
        for file_name, weight, style in faces:
            font = (folder / file_name).read_bytes()
            made = store.get("font", (font, _RANGES), partial(_subset, font))
            address = f"assets/fonts/{Path(file_name).stem}.{hashlib.sha256(made).hexdigest()[:8]}.woff2"
            yield address, made
            rules.append(
                f'@font-face{{font-family:"{family}";font-style:{style};font-weight:{weight};font-display:swap;'
                f'src:url("../fonts/{Path(address).name}") format("woff2")}}'
            )
    yield STYLE, ("\n".join(rules) + "\n").encode()


def _subset(font: bytes) -> bytes:
    """The font cut down to what this site's languages need."""
    # a twentieth of a second that only the first build needs
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    loaded = load_font(BytesIO(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in _RANGES for code in range(first, last + 1)])
    subsetter.subset(loaded)
    made = BytesIO()
    save_font(loaded, made, options)
    return made.getvalue()
