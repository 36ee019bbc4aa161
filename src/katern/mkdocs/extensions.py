"""The Markdown extensions that the site's dialect needs: brought where mkdocs.yml names none, refused where it breaks one.

Without `admonition` every box is text, the trainer's too; so these are no matter of taste.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.finding import Finding, Said, said
from katern.siteconfig import place
from katern.words import Words

# each with the options that it gets where the site sets none
NEEDED: Mapping[str, Mapping[str, Any]] = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {},
    "pymdownx.details": {},
    "pymdownx.superfences": {},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.blocks.caption": {},
}
_EXTRA = ("abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables")
_BUNDLES = {"extra": _EXTRA, "pymdownx.extra": (*_EXTRA, "pymdownx.superfences")}
# extensions that move the depth at which text belongs to a box
_OTHER_DEPTH = ("mdx_truly_sane_lists",)


def bring(config: MkDocsConfig, words: Words) -> None:
    """Add what the site does not name, and leave what it sets."""
    named = _named(config)
    for name, options in NEEDED.items():
        if name not in named:
            config.markdown_extensions.append(name)
            config.mdx_configs[name] = dict(options)
    notes = named.get("footnotes", "footnotes")
    if notes not in _BUNDLES:  # whose options are not those of what they hold
        told = {"BACKLINK_TITLE": words.navigation.to_note(number="{}")}  # of which Python-Markdown makes the number
        config.mdx_configs[notes] = {**told, **(config.mdx_configs.get(notes) or {})}
    tabs = named.get("pymdownx.tabbed")
    if tabs is not None:
        config.mdx_configs[tabs] = {"alternate_style": True, **(config.mdx_configs.get(tabs) or {})}


def settings_that_break(config: MkDocsConfig) -> Iterator[Finding]:
    """meta.bad-value: an option or extension of the site with which the dialect is not drawn as it is written."""
    named = _named(config)
    options = {name: config.mdx_configs.get(written) or {} for name, written in named.items()}
    if options.get("pymdownx.tabbed", {}).get("alternate_style") is False:
        yield _finding(config, (named["pymdownx.tabbed"], "alternate_style"), said("meta.bad-value", "alternate-style"))
    if int(options.get("toc", {}).get("baselevel") or 1) > 1:
        yield _finding(config, (named["toc"], "baselevel"), said("meta.bad-value", "base-level"))
    for name in _OTHER_DEPTH:
        if name in named:
            yield _finding(config, (named[name],), said("meta.bad-value", "other-depth", extension=name))


def _named(config: MkDocsConfig) -> dict[str, str]:
    """The extensions that the site names, by the name that they have here; a bundle stands for what it holds."""
    named: dict[str, str] = {}
    for written in config.markdown_extensions:
        if isinstance(written, str):
            name = written.partition(":")[0].removeprefix("markdown.extensions.")
            named.setdefault(name, written)
            for held in _BUNDLES.get(name, ()):
                named.setdefault(held, written)
    return named


def _finding(config: MkDocsConfig, steps: tuple[str, ...], what: Said) -> Finding:
    path = Path(config.config_file_path)
    at = place(path.read_text(encoding="utf-8"), path.name, "markdown_extensions", *steps)
    return Finding.error(at, what)
