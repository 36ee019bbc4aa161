"""Where an address of a published tree leads a reader: what `redirect.js` does in a browser, for files that are known."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from typing import Any


def led(found: Mapping[str, bytes], path: str) -> str:
    """The page, by its file, that a page which leads on brings a reader with a browser to; nothing where its name is no more."""
    map_ = json.loads(found["pages.json"])
    versions = map_.get("versions", [])
    first, slash, rest = path.partition("/")
    name, page = (first, rest) if slash else ("", path)
    if not versions or any(row["version"] == name for row in versions):
        return written(found, path)
    version = map_["current"] if not name else next((row["version"] for row in versions if name in row["aliases"]), "")
    return f"{version}/{_today(map_, version, page)}" if version else ""


def written(found: Mapping[str, bytes], path: str) -> str:
    """The page, by its file, that such a page names itself, for who reads without scripts; nothing where it is none."""
    parts = found[path].decode(errors="replace").split('data-to="')
    if len(parts) == 1:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), parts[1].split('"')[0], "index.html"))


def _today(map_: Mapping[str, Any], version: str, file: str) -> str:
    page = now = file.removesuffix("index.html")
    if version != map_["current"] or page in map_["pages"]:
        return file
    for _, old, new in map_["moves"]:
        now = new if old == now else now
    return f"{now}index.html" if now in map_["pages"] else file
