"""Finding an area by name or code: small files, of which a browser asks only for those that begin as what was typed."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from katern.datasets.areas import Area
from katern.monitor.book import by_name

_WORD = re.compile(r"[a-z0-9]+")
# digits of a code, behind its letters, that a file of codes begins with
_DIGITS = 2


def folded(name: str) -> str:
    """A name without capitals and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def shared_names(areas: Iterable[Area]) -> Sequence[tuple[str, Sequence[Area]]]:
    """The names that more than one area has, each with its areas."""
    found: dict[str, list[Area]] = {}
    for area in sorted(areas, key=by_name):
        found.setdefault(folded(area.name), []).append(area)
    return [(same[0].name, same) for same in found.values() if len(same) > 1]


def index_files(areas: Iterable[tuple[Area, str, str]], plain: str) -> Mapping[str, str]:
    """The files of the finder by name, of areas with the name of what they lie in and the year of an earlier edition.

    They are called after the first sign of each word of a name (`plain` is one that most names have, and nobody looks
    for) and after the first digits of a code.
    """
    files: dict[str, list[Sequence[str]]] = {}
    for area, within, edition in areas:
        words = _WORD.findall(folded(area.name))
        telling = [word for word in words if word != plain and not word.isdecimal()] or words
        row = [area.name, area.code, within, *([edition] if edition else [])]
        for start in sorted({word[0] for word in telling}):
            files.setdefault(start, []).append(row)
        files.setdefault(f"code-{area.code[2 : 2 + _DIGITS]}", []).append(row)
    return {name: json.dumps(rows, ensure_ascii=False, separators=(",", ":")) for name, rows in sorted(files.items())}
