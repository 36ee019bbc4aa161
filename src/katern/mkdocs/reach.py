"""What a build reads beside the library, as mkdocs.yml tells it: the site's own theme, and extensions that open files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.containment import inside
from katern.finding import Finding, Position, Said, said
from katern.textfile import outside_finding, outside_links

SNIPPETS = "pymdownx.snippets"
# each reads whatever file or address a page names
_READERS = ("pymdownx.b64", "markdown_include.include", "mdx_include.mdx_include", "markdown_include", "mdx_include")


def reach_findings(config: MkDocsConfig, root: Path) -> list[Finding]:
    """meta.outside: a setting that lets a page or template read what is no part of the site, and links that do so."""
    return [*_theme(config, root), *extension_findings(config, root)]


def extension_findings(config: MkDocsConfig, root: Path) -> list[Finding]:
    """The part that is about extensions of Markdown: pages are read without these while there is one."""
    found = [
        _at(config, name, said("meta.outside", "reads-any-file", extension=name, instead=SNIPPETS))
        for name in _READERS
        if name in config.markdown_extensions
    ]
    if SNIPPETS in config.markdown_extensions:
        found += _snippets(config, root, config.mdx_configs.get(SNIPPETS) or {})
    return found


def safe_extensions(config: MkDocsConfig, root: Path) -> tuple[Any, ...]:
    """The site's extensions; none that opens files while one of these may read what is not the site's."""
    readers = (SNIPPETS, *_READERS) if extension_findings(config, root) else ()
    return tuple(extension for extension in config.markdown_extensions if extension not in readers)


def _snippets(config: MkDocsConfig, root: Path, settings: dict[str, Any]) -> Iterator[Finding]:
    if settings.get("restrict_base_path", True) is not True:
        yield _at(config, "restrict_base_path", said("meta.outside", "unrestricted"))
    if settings.get("url_download"):
        yield _at(config, "url_download", said("meta.outside", "downloads"))
    bases = settings.get("base_path", ["."])
    for base in [bases] if isinstance(bases, (str, Path)) else bases:
        whole = os.path.normpath(Path(str(base)).absolute())  # as the extension finds it
        written = os.path.relpath(whole, root)
        if written == "." or written.startswith(".") or not inside(root, whole):
            yield _at(config, SNIPPETS, said("meta.outside", "any-snippet", base=str(base)))
        else:
            yield from (
                outside_finding(path) for path in outside_links(root, written.replace(os.sep, "/"), hidden=True)
            )


def _theme(config: MkDocsConfig, root: Path) -> Iterator[Finding]:
    if not config.theme.custom_dir:
        return
    folder = Path(config.theme.custom_dir)
    if not inside(root, folder):
        yield _at(config, "custom_dir", said("meta.outside", "templates"))
        return
    written = os.path.relpath(folder, root).replace(os.sep, "/")
    yield from (outside_finding(path) for path in outside_links(root, written, hidden=True))


def _at(config: MkDocsConfig, word: str, what: Said) -> Finding:
    """A finding at the line of mkdocs.yml that holds a word."""
    path = Path(config.config_file_path)
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        match = re.search(rf"(?<![\w.]){re.escape(word)}(?![\w])", text.partition("#")[0])
        if match:
            return Finding.error(Position(path.name, number, match.start() + 1), what)
    return Finding.error(Position(path.name), what)
