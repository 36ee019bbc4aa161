"""Sets when a page was last changed, as a plugin that asks git would, and gives headings of a page anchors of their own."""

from __future__ import annotations

from typing import Any


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Any) -> str:
    """Set a field that no author wrote."""
    page.meta["git_revision_date_localized"] = "4 May 2026"
    return markdown


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    """Give a page an anchor that its text does not hold."""
    return html.replace("<hr", '<hr id="half-way"') if page.file.src_uri == "guide/tides.md" else html
