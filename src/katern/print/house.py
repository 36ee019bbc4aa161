"""The house style of a site on paper: its colours, typefaces, logo and cover picture, as mkdocs.yml gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from katern.containment import inside
from katern.finding import Finding, Position, Said, did_you_mean, nearest, said
from katern.photos.clean import NoPicture, Photos
from katern.print.images import PAPER, Picture, kind_of, named
from katern.print.typeset import font_files, own_font_files

COLOURS = ("ink", "brand", "accent", "danger", "good", "earth", "quiet", "hairline", "soft")
FACES = ("text", "headings")
_PICTURES = ("logo", "cover")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class House:
    """Colours and typefaces by what they are for, and pictures by their place.

    `scripts` are the site's other typefaces, each for the signs that those before it lack.
    """

    colours: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    scripts: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The style as templates are given it."""
        names = {place: picture.name for place, picture in self.pictures.items()}
        return {
            "colours": dict(self.colours),
            "fonts": {use: list(those) for use, those in self.fonts.items()},
            "scripts": list(self.scripts),
            **names,
        }


def read_house(
    given: Mapping[str, Any], root: Path, overrides: Path | None, photos: Photos, at: Position
) -> tuple[House, list[Finding]]:
    """The style of a site, and what of it cannot be used."""
    reader = _Reader(root, overrides, photos, at)
    findings = list(reader.read(given))
    own = (family for file in own_font_files(overrides) for family in sorted(_families(file)))
    return House(reader.colours, reader.fonts, reader.pictures, tuple(dict.fromkeys(own))), findings


class _Reader:
    """Reads one style."""

    def __init__(self, root: Path, overrides: Path | None, photos: Photos, at: Position) -> None:
        self._root, self._overrides, self._photos, self._at = root, overrides, photos, at
        self.colours: dict[str, str] = {}
        self.fonts: dict[str, tuple[str, ...]] = {}
        self.pictures: dict[str, Picture] = {}

    def read(self, given: Mapping[str, Any]) -> Iterator[Finding]:
        """Take what can be used; a finding for what cannot."""
        for name, value in given.items():
            if name == "colours" and isinstance(value, Mapping):
                yield from self._colours(value)
            elif name == "fonts" and isinstance(value, Mapping):
                yield from self._fonts(value)
            elif name in _PICTURES:
                yield from self._picture(name, str(value))
            else:
                yield self._unknown(name, ("colours", "fonts", *_PICTURES))

    def _unknown(self, name: object, known: Sequence[str]) -> Finding:
        what = said("meta.bad-value", "unknown-part-of-house", name=str(name), known=tuple(known))
        return self._wrong(what, did_you_mean(nearest(str(name), known)))

    def _colours(self, given: Mapping[Any, Any]) -> Iterator[Finding]:
        for name, value in given.items():
            if name not in COLOURS:
                yield self._unknown(name, COLOURS)
            elif not _COLOUR.fullmatch(str(value)):
                yield self._wrong(said("meta.bad-value", "no-colour", name=str(name), value=repr(value)))
            else:
                self.colours[name] = str(value)

    def _fonts(self, given: Mapping[Any, Any]) -> Iterator[Finding]:
        families = sorted(
            {family for file in (*font_files(), *own_font_files(self._overrides)) for family in _families(file)}
        )
        for use, value in given.items():
            names = tuple(map(str, value)) if isinstance(value, (list, tuple)) else (str(value),)
            unknown = [name for name in names if name not in families]
            if use not in FACES:
                yield self._unknown(use, FACES)
            elif unknown:
                what = said("meta.bad-value", "no-such-font", name=unknown[0], known=tuple(families))
                yield self._wrong(what, did_you_mean(nearest(unknown[0], families)))
            else:
                self.fonts[use] = names

    def _picture(self, place: str, file: str) -> Iterator[Finding]:
        path = self._root / file
        if not inside(self._root, path) or not path.is_file():
            yield self._wrong(said("meta.bad-value", "no-picture-of-house", place=place, file=file))
            return
        data = path.read_bytes()
        kind = kind_of(data)
        try:
            self.pictures[place] = named(self._photos.clean(data, PAPER["a3"]), kind or "")
        except NoPicture:
            kind = None
        if kind is None:
            self.pictures.pop(place, None)
            yield self._wrong(said("meta.bad-value", "no-picture-of-house", place=place, file=file))

    def _wrong(self, what: Said, advice: Said | None = None) -> Finding:
        return Finding.error(self._at, what, advice)


def _families(file: Path) -> set[str]:
    """The families of a file of typefaces, by the names that Typst knows them by; none of one that cannot be read."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # few sites have typefaces of their own

    try:
        if file.suffix.lower() in (".ttc", ".otc"):
            with TTCollection(file, lazy=True) as collection:
                return {str(face["name"].getBestFamilyName()) for face in collection.fonts}
        with TTFont(file, lazy=True) as face:
            return {str(face["name"].getBestFamilyName())}
    except (TTLibError, OSError, KeyError, AssertionError):
        return set()
