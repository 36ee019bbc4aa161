from __future__ import annotations

import json
from pathlib import Path

import pytest

from katern.check.schema import FOLDER, bindings, schemas
from katern.layout import Layout

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", schemas())
def test_the_schemas_in_the_repository_are_those_of_the_models(name):
    assert (ROOT / FOLDER / name).read_text(encoding="utf-8") == schemas()[name], "katern schema"


def test_the_editors_settings_bind_every_schema():
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == bindings(Layout(ROOT))
    assert {Path(path).name for path in settings["yaml.schemas"]} == set(schemas())


def test_the_schema_of_a_dossier_knows_its_fields_and_refuses_others():
    schema = json.loads(schemas()["dossier.json"])
    assert {"title", "description", "line", "question", "key_messages"} == set(schema["required"])
    assert schema["additionalProperties"] is False
    assert schema["properties"]["status"]["enum"] == ["draft", "final", "withdrawn"]
