"""Files of the site that are no pages: what stands beside the texts, and what the theme brings."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Sequence

from katern.layout import Layout
from katern.textfile import walk

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_FOR_PAPER = "print/*.typ"
# of a theme's folder: hidden files, code, templates, translations
_NOT_STATIC = (
    ".*",
    "*/.*",
    "*.py",
    "*.pyc",
    "*.html",
    "*readme*",
    _FOR_PAPER,
    "mkdocs_theme.yml",
    "locales/*",
    *(f"*{end}" for end in _MARKDOWN),
)


def content_files(layout: Layout) -> Iterator[tuple[str, str]]:
    """The URL of each file beside the texts, and its path relative to the checkout."""
    for folder, _ in layout.trees:
        for path in walk(layout.root, folder, ("",)):
            if path.endswith(_MARKDOWN) or path.startswith(f"{layout.data}/"):
                continue
            address = layout.address(path)
            if address is not None and not (folder == layout.docs and layout.left_out(address)):
                yield address, path


def set_files(layout: Layout, name: str) -> Iterator[tuple[str, str]]:
    """The URL of each table of a data set, below a folder of this name, and its path relative to the checkout."""
    folder = f"{layout.data}/sets"
    for path in walk(layout.root, folder, (".csv",)):
        yield f"{name}{path[len(folder) :]}", path


def theme_files(folders: Sequence[str], templates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The URL of each file that a theme brings, and where it stands; the first folder that has one wins."""
    seen: set[str] = set()
    for folder in folders:
        for here, names, files in os.walk(folder):
            # a theme may hide thousands of icons
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                path = os.path.relpath(os.path.join(here, name), folder).replace(os.sep, "/")
                if path not in seen and _is_static(path, templates):
                    seen.add(path)
                    yield path, os.path.join(here, name)


def is_for_paper(path: str) -> bool:
    """Whether a theme's file is a template of booklets, which MkDocs would take along as it is."""
    return fnmatch.fnmatch(path.lower(), _FOR_PAPER)


def _is_static(path: str, templates: Sequence[str]) -> bool:
    return not any(fnmatch.fnmatch(path.lower(), pattern) for pattern in (*_NOT_STATIC, *templates))
