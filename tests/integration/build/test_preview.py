"""A preview goes on where a build refuses, by MkDocs too, and shows a change a moment later."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

BIB = "@book{vries2020,\n  author = {de Vries, Anna},\n  title = {Taal},\n  publisher = {P},\n  year = {2020},\n}\n"
BROKEN = {
    "docs/index.md": "Tekst [@weg2020] en [@vries2020].\n",
    "bibliography/a.bib": BIB,
    "dossiers/a/index.md": "---\ntitle: Dossier\nline: a\nfout: 1\n---\n\nTekst.\n",
    "dossiers/a/deel.md": "---\nfout: 1\n---\n\nTekst.\n",
    "toolkits/b/index.md": "---\ntitle: Toolkit\nsensitive: misschien\n---\n\nTekst.\n",
    "toolkits/b/deel.md": "---\ntitle: Deel\npart: iets\n---\n\nTekst.\n",
    "docs/kennisateliers/index.md": "# Ateliers\n",
    "docs/kennisateliers/c.md": "---\ntitle: Atelier\ndate: gisteren\n---\n\nTekst.\n",
    "docs/interventies/index.md": "# Interventies\n",
    "docs/interventies/d.md": "---\ntitle: Interventie\nevidence: veel\n---\n\nTekst.\n",
    "docs/vragen/e.md": "---\ntitle: Vraag\nstate: anders\n---\n\nTekst.\n",
    "docs/yaml.md": "---\ntitle: [\n---\n\nTekst.\n",
    "docs/_data/programme.yml": "title: P\nthemes: [{id: a, title: A, lines: [{number: 1}]}]\n",
}
MACROS = {
    "mkdocs.yml": "site_name: P\ntheme: {name: material, language: nl, font: false}\nplugins:\n  - macros: {module_name: hooks/macros, on_undefined: strict}\n  - katern\n",
    "hooks/macros.py": '"""None."""\n\n\ndef define_env(env):\n    pass\n',
}  # fmt: skip


def preview(root: Path) -> Path:
    """Build as `mkdocs serve` does."""
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)
    return root / "site"


@pytest.mark.parametrize("name", [name for name in BROKEN if name.endswith(".md")])
def test_every_page_is_drawn_whatever_its_front_matter(name, site):
    built = preview(site(BROKEN))
    address = name.removeprefix("docs/").removesuffix(".md").removesuffix("index")
    assert "Tekst" in (built / address / "index.html").read_text(encoding="utf-8") or name in (
        "docs/kennisateliers/index.md",
        "docs/interventies/index.md",
    )


def test_a_missing_source_is_marked_where_it_stands(site):
    page = (preview(site(BROKEN)) / "index.html").read_text(encoding="utf-8")
    assert '<mark class="citation citation--missing" id="cite-1">[@weg2020: onbekende bron]</mark>' in page
    assert ">de Vries, 2020</a>" in page


def test_a_macro_that_fails_stays_as_it_was_written(site):
    root = site({**MACROS, "docs/index.md": "Een {{ nergens }}.\n", "docs/a.md": "Twee.\n"})
    built = preview(root)
    assert "Een {{ nergens }}." in (built / "index.html").read_text(encoding="utf-8")
    assert "Twee." in (built / "a/index.html").read_text(encoding="utf-8")


def test_without_a_style_there_is_nothing_to_show(site):
    root = site(
        {
            "mkdocs.yml": "site_name: P\ntheme: {name: material, language: nl}\nplugins:\n  - katern: {style: nergens}\n",
            "docs/index.md": "x",
        }
    )
    command = [str(Path(sys.executable).with_name("mkdocs")), "serve", "--dev-addr", "127.0.0.1:0"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode != 0
    assert "mkdocs.yml:4:21: error meta.bad-value: de citatiestijl 'nergens' bestaat niet" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def read(address: str) -> str:
    with (
        contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
        urllib.request.urlopen(address, timeout=5) as answer,
    ):
        return str(answer.read().decode("utf-8"))
    return ""


def wait_for(address: str, text: str, server: subprocess.Popen[bytes]) -> str:
    """The page once it holds the text; a server that stopped will never show it."""
    for _ in range(1800):
        page = read(address)
        if text in page:
            return page
        assert server.poll() is None
        time.sleep(0.1)
    raise AssertionError(f"{text} verschijnt niet op {address}")


@pytest.mark.parametrize("program", ["mkdocs", "katern"])
def test_the_real_command_shows_changes_in_pages_and_sources(program, site):
    root = site(
        {
            "dossiers/a/index.md": "---\ntitle: D\n---\n\nEerst [@vries2020].\n",
            "docs/index.md": "# A\n",
            "bibliography/a.bib": BIB,
        }
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name(program)), "serve", "--dev-addr", place]
    with (
        (root / "log").open("wb") as log,
        subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        ) as server,
    ):
        try:
            page = wait_for(f"http://{place}/dossiers/a/", "Eerst", server)
            assert ">de Vries, 2020</a>" in page
            (root / "dossiers/a/index.md").write_text("---\ntitle: D\n---\n\nDaarna [@vries2020].\n", encoding="utf-8")
            wait_for(f"http://{place}/dossiers/a/", "Daarna", server)
            (root / "bibliography/a.bib").write_text(BIB.replace("2020},", "2021},"), encoding="utf-8")
            wait_for(f"http://{place}/dossiers/a/", ">de Vries, 2021</a>", server)
        finally:
            server.terminate()
