"""A site that does without every required field of every kind is checked and built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from katern.kindtable import KINDS
from katern.words import words_of

from .conftest import Html, command


def test_every_required_field_can_be_left_out(site: Callable[[dict[str, str]], Path]) -> None:
    required = {
        row.name: [name for name, field in row.model.model_fields.items() if field.is_required()]
        for row in KINDS.values()
    }
    own = {"optional_fields": {kind: names for kind, names in required.items() if names}}
    settings = {
        "site_name": "P",
        "theme": {"name": "material", "language": "nl"},
        "plugins": ["search", {"katern": own}],
    }
    files = {
        "mkdocs.yml": yaml.safe_dump(settings),
        "docs/index.md": "# Begin\n\nTekst.\n",
        "docs/_data/programme.yml": "",
    }
    for row in KINDS.in_docs:
        files[f"docs/{words_of('nl').kinds[row.name].folder}/een.md"] = "# Een\n\nTekst.\n"
    cases = '!!! answer "Nee"\n    Niet goed.\n\n!!! right "Ja"\n    Goed.\n'
    files[f"docs/{words_of('nl').kinds['course'].folder}/een.md"] = f"# Een\n\n{cases}"
    for row in KINDS.wholes:
        files |= {f"{row.folder}/x/index.md": "# X\n\nTekst.\n", f"{row.folder}/x/deel.md": "# Deel\n\nTekst.\n"}
    root = site(files)
    done = command("katern", "build", cwd=root)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stdout + done.stderr
    assert "6 bestanden in boekjes/" in done.stdout
    for path in (root / "site").rglob("*.html"):
        assert ">None<" not in Html(path.read_text(encoding="utf-8")).text, path


def test_another_theme_is_refused_in_one_line(site: Callable[[dict[str, str]], Path]) -> None:
    root = site({"mkdocs.yml": "site_name: P\ntheme: readthedocs\nplugins: [katern]\n", "docs/index.md": "# P\n"})
    for name in ("check", "build"):
        done = command("katern", name, cwd=root)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == (
            "Katern cannot draw the theme 'readthedocs'; choose theme: material, or a theme that is built on it\n"
        )
