"""Typefaces that the site serves itself: taken from packages, cut down to the signs that the site writes, as WOFF2.

At most three faces, so that a first visit is light: text, semibold (bold too), and headings. A browser slants what is italic.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

from katern.store import Store

# name of the option: package, family in CSS, and the files by weight
_FACES: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "source-sans-pro": (
        "font_source_sans_pro",
        "Source Sans Pro",
        (("SourceSansPro-Regular.ttf", "400"), ("SourceSansPro-Semibold.ttf", "600 700")),
    ),
    "source-serif-pro": (
        "font_source_serif_pro",
        "Source Serif Pro",
        (("SourceSerifPro-Semibold.ttf", "600 700"),),
    ),
}
# Latin with the accents of Europe and Turkey, punctuation, currency and arrows
_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x1E9E, 0x1E9E), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x21A9, 0x21A9), (0x2212, 0x2212))  # fmt: skip


# what any page may say before anybody wrote it: ASCII, quotes, dashes, arrows, and the letters of names in Western Europe
_ALWAYS = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | frozenset("–—‘’“”„…·•€ŒœŠšŽž←↑→↓↩−›‹")

STYLE = "assets/katern/fonts.css"
FOLDER = "assets/fonts/"


def signs_of(texts: Iterable[str]) -> frozenset[str]:
    """The signs that a site writes, of those that its typefaces may have."""
    written = _ALWAYS.union(*map(frozenset, texts))
    return frozenset(sign for sign in written if any(first <= ord(sign) <= last for first, last in _RANGES))


def font_files(names: Sequence[str], store: Store, signs: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """The URLs and contents of the WOFF2 files and of the style sheet that declares them, made once and kept in the store."""
    if not names:
        return
    for address, _, _, font in _faces(names):
        yield address, store.get("font", (font, sorted(signs), _FEATURES), partial(_subset, font, signs))
    yield STYLE, font_style(names).encode()


def font_style(names: Sequence[str]) -> str:
    """The style sheet that declares the files."""
    # a page never moves because a typeface came later: what is not there in time is left out
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};font-display:optional;'
        f'src:url("../fonts/{Path(address).name}") format("woff2")}}\n'
        for address, family, weight, _ in _faces(names)
    )


def font_urls(names: Sequence[str]) -> list[str]:
    """The URLs of the same files, for a page that asks for them before it is laid out."""
    return [address for address, *_ in _faces(names)]


def _faces(names: Sequence[str]) -> Iterator[tuple[str, str, str, bytes]]:
    for name in names:
        package, family, faces = _FACES[name]
        folder = Path(str(importlib.import_module(package).__file__)).parent / "files"
        for file_name, weight in faces:
            yield f"{FOLDER}{Path(file_name).stem}.woff2", family, weight, (folder / file_name).read_bytes()


# kerning, ligatures, and figures that stand below each other
_FEATURES = ("kern", "liga", "tnum", "mark", "ccmp")


def _subset(font: bytes, signs: frozenset[str]) -> bytes:
    """The font cut down to these signs."""
    # a twentieth of a second that only the first build needs
    from fontTools.subset import Options, Subsetter, load_font, save_font

    options = Options(flavor="woff2", layout_features=list(_FEATURES), notdef_outline=True, hinting=False)
    loaded = load_font(BytesIO(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, signs)))
    subsetter.subset(loaded)
    made = BytesIO()
    save_font(loaded, made, options)
    return made.getvalue()
