"""JSON Schemas of front matter and data files, so that an editor completes and checks while somebody types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from katern import data
from katern.containment import inside
from katern.errors import KaternError
from katern.kinds import Kinds
from katern.kindtable import KINDS
from katern.layout import Layout
from katern.saying import said

FOLDER = ".katern/schema"
# the draft that YAML editors know best; these models use nothing newer
_DRAFT = "http://json-schema.org/draft-07/schema#"


def schemas(kinds: Kinds = KINDS) -> dict[str, str]:
    """Each schema's file name and text: one for every kind of item and every data file."""
    models: dict[str, type[BaseModel]] = {**{row.name: row.model for row in kinds.values()}, **data.FILES}
    return {f"{name}.json": _text(_schema(name, model)) for name, model in sorted(models.items())}


def _schema(name: str, model: type[BaseModel]) -> dict[str, Any]:
    # an author types dates and addresses, so the schema is that of what is read
    schema = model.model_json_schema(mode="validation")
    return {"$schema": _DRAFT, "title": name, **{key: value for key, value in schema.items() if key != "title"}}


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_schemas(layout: Layout) -> list[str]:
    """Write the schemas into the checkout; the paths of the files that changed."""
    root, changed = layout.root, []
    for name, text in schemas(layout.kinds).items():
        path = root / FOLDER / name
        if not inside(root, path):
            raise KaternError(said("checking", "link-outside", file=f"{FOLDER}/{name}"))
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(f"{FOLDER}/{name}")
    return changed


def bindings(layout: Layout) -> dict[str, list[str]]:
    """Which files each schema is for: schema to globs, as `yaml.schemas` of VS Code's settings wants it."""
    globs = {name: [f"/{layout.data}/{name}.yml"] for name in data.FILES}
    for folder, whole in layout.wholes.items():
        globs.setdefault(whole, []).append(f"/{folder}/*/index.md")
        part = layout.kinds.part(layout.kinds[whole])
        globs.setdefault(part.name, []).extend([f"/{folder}/*/*.md", f"!/{folder}/*/index.md"])
    page = layout.kinds.elsewhere.name
    globs[page] = [f"/{layout.docs}/**/*.md"]
    for folder, kind in layout.folders.items():
        globs.setdefault(kind, []).extend([f"/{layout.docs}/{folder}/*.md", f"!/{layout.docs}/{folder}/index.md"])
        globs[page].append(f"!/{layout.docs}/{folder}/**")
    return {f"./{FOLDER}/{name}.json": globs[name] for name in sorted(globs)}
