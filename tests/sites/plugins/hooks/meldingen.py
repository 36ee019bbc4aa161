"""Writes down every event that MkDocs sends, in order, with the page or template that it is about."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import EVENTS

# what MkDocs hands over first, and wants back
_FIRST = {
    "config": "config", "files": "files", "nav": "nav", "env": "env", "pre_template": "template", "post_template": "output",
    "template_context": "context", "pre_page": "page", "page_markdown": "markdown", "page_content": "html",
    "page_context": "context", "post_page": "output",
}  # fmt: skip


def _noted(event: str) -> Callable[..., Any]:
    def on_event(*first: Any, **values: Any) -> Any:
        given = dict(values, **({_FIRST[event]: first[0]} if first else {}))
        page = given.get("page")
        about = page.file.src_uri if page is not None else given.get("template_name", given.get("command", ""))
        with Path(os.environ["MELDINGEN"]).open("a", encoding="utf-8") as file:
            file.write(f"{event} {about}".strip() + "\n")
        if os.environ.get("MISLUKT") == event:
            raise PluginError("Zo gaat het niet.")
        return first[0] if first else None

    return on_event


for _event in EVENTS:
    globals()[f"on_{_event}"] = _noted(_event)


def on_page_markdown(markdown: str, *, page: Any, config: Any, files: Any) -> str:
    """A plugin may add to what an author wrote."""
    _noted("page_markdown")(markdown, page=page)
    return markdown.replace("vul aan", "aangevuld volgens @vries2020")


def on_page_content(html: str, *, page: Any, config: Any, files: Any) -> str:
    """A plugin may say something else on a page."""
    _noted("page_content")(html, page=page)
    return html.replace("vervang mij", "vervangen")
