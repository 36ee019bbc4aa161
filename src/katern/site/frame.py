"""The frame of pages that are made many at a time: drawn once by the theme, filled in for each."""

from __future__ import annotations

import os
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from katern.drawing.catalogue import FRAME
from katern.site.view import View


def draw_frame(config: MkDocsConfig, env: jinja2.Environment, nav: Navigation, files: Files, plugin: Any) -> str:
    """The theme's page around a source, with marks where each source differs."""
    folder = plugin.library.layout.sources
    file = File.generated(config, f"{folder}/{FRAME['url']}.md", content="")
    page = Page(FRAME["title"], file, config)
    page.markdown, page.content = "", FRAME["content"]
    page.meta = {"title": FRAME["title"], "description": FRAME["description"], "hide": ["toc"]}
    context = get_context(nav, files, config, page)
    context["katern"] = View(plugin, page, f"{folder}/index.md")  # type: ignore[typeddict-unknown-key]
    return env.get_template("main.html").render(context)


def write(path: str, content: str) -> None:
    """Write a file of the site, with LF line ends as they are."""
    try:
        file = open(path, "wb")  # noqa: SIM115 (for hundreds of pages, Path and its checks cost as much as the call)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        file = open(path, "wb")  # noqa: SIM115
    with file:
        file.write(content.encode("utf-8", "xmlcharrefreplace"))
