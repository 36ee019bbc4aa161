"""The search index: pages that MkDocs does not know are added to what the search plugin wrote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path


def add_pages(site: Path, pages: Sequence[tuple[str, str, str]]) -> None:
    """Add pages, each with its URL, title and text as HTML (the theme shows both unescaped); nothing where the site has no index."""
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] += [{"location": url, "title": title, "text": text} for url, title, text in pages]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
