"""Hooks and modules of a site get so much time and memory; what takes more is told at its line."""

from __future__ import annotations

import pytest

from katern.blame import OwnFailure, blaming
from katern.messages import messages_of
from katern.mkdocs import ownhooks
from katern.mkdocs.ownmacros import load_macros
from katern.mkdocs.run import Loaded

YML = "site_name: P\ntheme: material\nhooks: [hooks/eigen.py]\nplugins: [katern]\n"
ENDLESS = "while True:\n{0}    sum(range(1000))\n"
HUNGRY = "x = bytearray(1 << 30)\n"
TOLD = {
    "endless": "code van de site geeft een fout: na 0 tellen rekenen is zij niet klaar",
    "hungry": "code van de site geeft een fout: zij vraagt meer geheugen dan code van een site krijgt",
}


def told(problem: OwnFailure) -> tuple[str, str, int]:
    return messages_of("nl").say(problem.finding.said), problem.finding.path, problem.finding.line


def hook(loaded: Loaded):
    """What the site does with the text of a page."""
    (own,) = (one for one in loaded.config.plugins.events["page_markdown"] if not one.__module__.startswith("katern"))
    return own


@pytest.fixture
def soon(monkeypatch):
    """No test waits for a minute."""
    monkeypatch.setattr(ownhooks, "SECONDS", 0.3)
    monkeypatch.setattr(ownhooks, "BYTES", 1 << 28)


@pytest.mark.parametrize("name", TOLD)
def test_a_call_of_a_hook(site, soon, name):
    body = {"endless": ENDLESS.format("    "), "hungry": HUNGRY}[name]
    code = f"import os\n\ndef on_page_markdown(markdown, **more):\n    {body}"
    root = site({"mkdocs.yml": YML, "hooks/eigen.py": code, "docs/index.md": "# Begin\n"})
    loaded = Loaded(str(root / "mkdocs.yml"), None)
    with pytest.raises(OwnFailure) as raised, blaming(root, "nl"):
        hook(loaded)("x")
    what, path, line = told(raised.value)
    assert (what, path) == (TOLD[name], "hooks/eigen.py")
    assert line in (4, 5)


def test_a_hook_that_is_loaded(site, soon):
    root = site({"mkdocs.yml": YML, "hooks/eigen.py": f"import os\n{HUNGRY}", "docs/index.md": "# Begin\n"})
    with pytest.raises(OwnFailure) as raised:
        Loaded(str(root / "mkdocs.yml"), None)
    assert told(raised.value) == (TOLD["hungry"], "hooks/eigen.py", 2)


def test_a_module_with_macros(site, soon):
    yml = "site_name: P\ntheme: material\nplugins:\n  - macros: {module_name: groot}\n  - katern\n"
    code = f"def define_env(env):\n    {HUNGRY}"
    root = site({"mkdocs.yml": yml, "groot.py": code, "docs/index.md": "# Begin\n"})
    config = Loaded(str(root / "mkdocs.yml"), None).config
    with pytest.raises(OwnFailure) as raised:
        load_macros(config.plugins["macros"], config)
    assert told(raised.value) == (TOLD["hungry"], "groot.py", 2)


def test_a_hook_that_is_quick_does_its_work(site):
    code = "def on_page_markdown(markdown, **more):\n    return markdown + '!'\n"
    root = site(
        {
            "mkdocs.yml": YML,
            "hooks/eigen.py": code,
            "docs/index.md": "# B\n",
        }
    )
    assert hook(Loaded(str(root / "mkdocs.yml"), None))("x") == "x!"
