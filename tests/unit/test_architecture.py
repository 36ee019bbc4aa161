"""The page of architecture in CONTRIBUTING.md, and what the engine may know, held against the code."""

from __future__ import annotations

import ast
import functools
import importlib
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import katern

ROOT = Path(__file__).parents[2]
PACKAGE = Path(katern.__file__).parent


def rooms() -> list[str]:
    """The rooms and modules of the table, from the ground up."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.split("| Rooms and modules |", 1)[1].split("\n\n", 1)[0]
    return [name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])]


def layers() -> list[list[str]]:
    """The layers that import-linter holds, from the top down."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (found,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return [[name.strip().removeprefix("katern.") for name in layer.split("|")] for layer in found]


def test_the_page_of_architecture_names_every_room_and_no_other():
    inside = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert sorted(rooms()) == sorted(inside - {"__init__", "__main__"})


def test_the_rooms_stand_in_the_order_that_the_contract_holds():
    order = {name: number for number, name in enumerate(rooms())}
    heights = [[order[name] for name in layer] for layer in reversed(layers())]
    assert all(max(below) < min(above) for below, above in itertools.pairwise(heights))


def test_every_module_says_in_one_line_what_it_is_about():
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        said = ast.get_docstring(ast.parse(text)) if text else "Nothing."
        assert said, path
        assert said.split("\n")[0].endswith((".", "`")), path


# --- the engine knows nothing of its first site

# words of any Dutch text, which rules on Dutch know
DUTCH = {"nieuwkomers", "politie", "professionals"}


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("*.py")), ids=lambda path: path.stem)
def test_what_a_benchmark_takes_from_the_engine_is_there(path):
    """Nobody runs them often, so a name that became another would be found by the one who measures."""
    wanted = [
        (node.module, name.name)
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "katern"
        for name in node.names
    ]
    missing = []
    for module, name in wanted:
        if not hasattr(importlib.import_module(module), name):
            try:
                importlib.import_module(f"{module}.{name}")
            except ModuleNotFoundError:
                missing.append(f"{module}.{name}")
    assert missing == []


def own_words() -> Iterator[str]:
    """What only KIS has: its name, its lines, toolkits and helplines."""
    yield "Kennisplatform Inclusief Samenleven"
    programme = yaml.safe_load((ROOT / "docs/_data/programme.yml").read_text(encoding="utf-8"))
    yield from (line["slug"] for theme in programme["themes"] for line in theme["lines"])
    yield from (path.name for path in (ROOT / "toolkits").iterdir())
    helplines = yaml.safe_load((ROOT / "docs/_data/helplines.yml").read_text(encoding="utf-8"))
    yield from (line["id"] for line in helplines["helplines"] if not line["id"].isdigit())


def site_macros() -> list[str]:
    tree = ast.parse((ROOT / "hooks/macros.py").read_text(encoding="utf-8"))
    decorated = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.decorator_list)
    return [node.name for node in decorated if ast.unparse(node.decorator_list[0]) == "env.macro"]


@functools.cache
def sources() -> dict[str, str]:
    """Everything that the engine holds, by its path."""
    # the examples of the manual are what its authors wrote, and no knowledge of the engine
    files = (
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and path.suffix != ".pyc" and not path.is_relative_to(PACKAGE / "locale/nl/manual")
    )
    return {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in files}


def holding(pattern: str, flags: int = 0) -> list[tuple[str, str]]:
    found = re.compile(pattern, flags)
    return [(path, match.group()) for path, text in sources().items() for match in found.finditer(text)]


def test_no_word_of_kis_stands_in_the_engine():
    words = sorted(set(own_words()) - DUTCH)
    assert len(words) > 20
    assert holding(r"(?<![\w-])(?:KIS|kis\.nl)(?![\w-])") == []
    assert holding(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE) == []


def test_no_macro_of_the_site_is_called_or_looked_for_in_the_engine():
    macros = site_macros()
    assert macros
    assert holding(rf"[\w.]*\b(?:{'|'.join(macros)})[\"']?\s*\(") == []
