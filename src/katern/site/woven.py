"""Files of a site's own that its pages may be made of: settings, code and templates, not what a page only leads to."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from jinja2 import Environment, TemplateError, meta

from katern.site.settings import SiteSettings

# of a theme's folder: what browsers ask for as it is, and what only paper is made of
_LED_TO = ("*.css", "*.js", "*.mjs", "*.map", "*.woff", "*.woff2", "*.ttf", "*.otf", "*.png", "*.jp*g", "*.gif", "*.webp", "*.avif", "*.ico", "*.svg")  # fmt: skip
_FOR_PAPER = "print/*"


def woven(site: SiteSettings) -> Mapping[str, bytes]:
    """The content of the files that may stand in any page, by their path from the root.

    A style of citations is left out, since each page is made of its own citations; a style sheet, script or picture of the
    theme's folder too, unless a template takes it in or the site's code may read it.
    """
    custom = site.theme.custom
    found = files_below([path for path in site.watched if path != site.root / site.style], site.root)
    if custom is None:
        return found
    below = f"{Path(os.path.relpath(custom, site.root)).as_posix()}/"
    names = {path: path.removeprefix(below) for path in found if path.startswith(below)}
    led_to = {path for path, name in names.items() if _is(name, _LED_TO) and not name.startswith(".")}
    for_paper = {path for path, name in names.items() if _is(name, (_FOR_PAPER,))}
    rest = {path: content for path, content in found.items() if path not in led_to | for_paper}
    taken = _taken_in(rest, {path: name for path, name in names.items() if path in rest}, custom.name)
    kept = led_to | for_paper if taken is None else {path for path in led_to if names[path] in taken}
    return {path: content for path, content in found.items() if path in rest or path in kept}


def _is(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name.lower(), pattern) for pattern in patterns)


def _taken_in(files: Mapping[str, bytes], names: Mapping[str, str], folder: str) -> set[str] | None:
    """The files that templates of the site take in, by their names; None where that cannot be known."""
    env = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"])
    found: set[str] = set()
    for path, content in files.items():
        if path.endswith(".py") and folder.encode() in content:
            return None
        if path not in names or not _takes_in(content):
            continue
        try:
            for name in meta.find_referenced_templates(env.parse(content.decode("utf-8", "replace"))):
                if name is None:
                    return None
                found.add(name)
        except TemplateError:
            return None
    return found


def _takes_in(content: bytes) -> bool:
    return any(word in content for word in (b"include", b"import", b"extends"))


def files_below(paths: Sequence[Path], root: Path) -> Mapping[str, bytes]:
    """The content of files, and of all files below folders, by their path from the root, which another machine has elsewhere.

    Hidden ones and what Python compiled are left out.
    """
    return {Path(os.path.relpath(file, root)).as_posix(): file.read_bytes() for file in _files(paths)}


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            hidden = any(part.startswith(".") or part == "__pycache__" for part in file.relative_to(path).parts)
            if file.is_file() and not hidden:
                yield file
