"""What the editing place knows of a site: its pages by kind, and what the fields of each may hold."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from katern.fields import Leads
from katern.item import Item
from katern.items import Page
from katern.kinds import Kind
from katern.site.build import Build
from katern.site.editingfields import Form, Forms
from katern.words.editing import EditingWords, editing_of

# above the text of each page, in one file
_FRONT_MATTER = "yaml-frontmatter"
_SETTINGS = {"format": _FRONT_MATTER, "editor": {"preview": False}}


def forms_of(build: Build) -> Mapping[str, list[Form]]:
    """The form of each kind, by its name."""
    words = editing_of(build.site.language)
    return {row.name: _form(build, row, words) for row in build.library.kinds.values()}


def collections_of(build: Build) -> list[Mapping[str, Any]]:
    """Every kind of which the site has pages; `fields` are the name of a form."""
    words = editing_of(build.site.language)
    kinds = ((row, _pages(build, row)) for row in build.library.kinds.values())
    return [made for row, items in kinds if items for made in _of_kind(build, row, items, words)]


def _of_kind(build: Build, row: Kind, items: list[Item], words: EditingWords) -> Iterator[Mapping[str, Any]]:
    layout = build.library.layout
    kinds = build.words.kinds.get(row.name)
    label = words.kinds.get(row.name) or (kinds.list.title or kinds.label if kinds else row.name)
    told = {"name": row.name, "label": label, **_SETTINGS}
    if row.in_docs:
        for number, (folder, _) in enumerate(pair for pair in layout.folders.items() if pair[1] == row.name):
            place: Form = {"folder": f"{layout.docs}/{folder}", "extension": "md", "create": True, "delete": False}
            if index := build.library.items.get(f"{layout.docs}/{folder}/index.md"):
                place["index_file"] = {"name": "index", "label": index.title, "fields": index.row.name}
            named = {"name": row.name if number == 0 else f"{row.name}-{number + 1}"}
            yield told | named | place | {"label_singular": kinds.label if kinds else row.name, "fields": row.name}  # fmt: skip
    else:
        yield told | {"files": [_file(build, item) for item in items]}


def _pages(build: Build, row: Kind) -> list[Item]:
    """The pages of a kind that stand on the site, but for the lists of others."""
    shown = {page.item.path: page.item for page in build.outlines.values() if page.item is not None}
    lists = {f"{build.library.layout.docs}/{folder}/index.md" for folder in build.library.layout.folders}
    return [item for path, item in sorted(shown.items()) if item.row.name == row.name and path not in lists]


def _file(build: Build, item: Item) -> Form:
    whole = build.library.whole(item)
    title = f"{whole.title} › {item.title}" if whole is not None and whole is not item else item.title
    name = re.sub(r"[^\w-]+", "-", posixpath.splitext(item.path)[0])
    return {"name": name, "label": title, "file": item.path, "fields": item.row.name}


def _form(build: Build, row: Kind, words: EditingWords) -> list[Form]:
    kinds = build.words.kinds.get(row.name)
    own, values = (kinds.fields, kinds.choices) if kinds else ({}, {})
    called = {shown.field: own[shown.term] for shown in row.opening if shown.term and shown.term in own}
    made = Forms(words, {**called, **own}, values, partial(_choices, build)).of(row.model)
    body = {"name": "body", "label": words.body, "widget": "text", "required": False, "hint": words.body_hint}
    # what the kind has of its own comes first, then the text, and last what any page may say
    every = [name for name in Page.model_fields if name not in ("title", "description")]
    first = [field for field in made if field["name"] not in every]
    return [*first, body, *(field for field in made if field["name"] in every)]


def _choices(build: Build, lead: Leads) -> Form | None:
    """What a field may name: pages by their titles, words of the vocabulary; a source is named by its key alone."""
    library = build.library
    if lead.to == "source":
        return None
    if lead.kind and library.of_kind(lead.kind):
        return {
            "widget": "relation", "collection": lead.kind, "value_field": "{{slug}}",
            "display_fields": ["title"], "search_fields": ["title"],
        }  # fmt: skip
    if lead.to == "line":
        pairs: Iterable[tuple[str, str]] = ((line.slug, line.title) for line in library.data.programme.lines)
    elif lead.to == "item":
        if lead.kind:
            return None
        pairs = ((_way(item), item.title) for item in library.items.values())
    else:
        pairs = ((word.id, word.label) for word in getattr(library.data.vocabulary, lead.to))
    options = [{"label": title, "value": name} for name, title in pairs]
    return {"widget": "select", "options": options} if options else None


def _way(item: Item) -> str:
    return item.address.removesuffix("/index.md").removesuffix(".md")
