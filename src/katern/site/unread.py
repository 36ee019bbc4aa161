"""Macros of pages that nobody will read, since mkdocs.yml names no plugin for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from katern.finding import Finding
from katern.library import Library
from katern.mask import mask_fences
from katern.textfile import Lines

_CALL = re.compile(r"\{\{.{0,4000}?\}\}|\{%.{0,4000}?%\}", re.DOTALL)


def unread_macros(library: Library, config: MkDocsConfig) -> Iterator[Finding]:
    """macro.unread: the first macro of each page, where it would stand on the page as it was written."""
    if "macros" in config.plugins:
        return
    for item in library.items.values():
        body = item.front.body
        if item.meta.render_macros is False or ("{{" not in body and "{%" not in body):
            continue
        if call := _CALL.search(mask_fences(body)):
            at = Lines(body, item.path, item.front.body_line).position(call.start())
            shown = " ".join(call.group().split())
            yield Finding.error(
                "macro.unread",
                at,
                f"de macro {shown if len(shown) <= 50 else shown[:49] + '…'} wordt niet gelezen en staat zo op de pagina",
                "zet de plugin macros in mkdocs.yml, of schrijf bovenaan de pagina: render_macros: false",
            )
