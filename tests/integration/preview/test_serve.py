"""`katern serve` as authors use it: each save is shown, each mistake is told, and nothing ends it but its user."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .server import PATIENCE, Server, begun, command, serving

BIB = "@book{{vries2020,\n  author = {{de Vries, Anna}},\n  title = {{Taal}},\n  publisher = {{P}},\n  year = {{{year}}},\n}}\n"
YML = "site_name: Proef\ntheme: {name: material, language: nl, font: false}\nplugins: [search, katern]\n"
FILES = {
    "mkdocs.yml": YML,
    "docs/index.md": "---\ntitle: Begin\n---\n\nWelkom.\n",
    "docs/a.md": "---\ntitle: Een\n---\n\nEerst [@vries2020].\n",
    "docs/plaat.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
    "bibliography/a.bib": BIB.format(year=2020),
    "docs/_data/programme.yml": "themes:\n  - id: a\n    title: A\n    lines: [{number: 1, slug: taal, title: Taal, ambition: Spreken}]\n",
    "dossiers/taal/index.md": "---\ntitle: Taal\ndescription: Over taal.\nline: taal\nquestion: Wat?\nkey_messages: [a, b, c]\n---\n\nOver taal.\n",
}  # fmt: skip


def page(text: str) -> str:
    return f"---\ntitle: Een\n---\n\n{text}\n"


@pytest.fixture
def server(site: Callable[[dict[str, str]], Path]) -> Iterator[Server]:
    with serving(site(FILES)) as started:
        yield started


def page_with(server: Server, path: str, text: str) -> str:
    """The page once it holds a text, fetched as a browser fetches it: when the server tells that it is another."""
    while True:
        with server.watching(path) as events:
            html = server.get(path).text
            if text in html:
                return html
            _, first = next(events)
            assert any(name == "page" and told["mark"] != first["mark"] for name, told in events)


def panel_with(server: Server, path: str, text: str) -> str:
    """The panel of a page once it holds a text."""
    with server.watching(path) as events:
        return str(next(told for name, told in events if name == "panel" and text in told))


def test_a_saved_page_is_in_the_browser_with_its_findings(server):
    server.get("/a/")
    server.write("docs/a.md", page("Daarna [@weg2020]."))
    assert "onbekende bron" in page_with(server, "/a/", "Daarna")
    assert "1 fout" in panel_with(server, "/a/", "docs/a.md:5:9")
    assert "Geen bevindingen op deze pagina." in panel_with(server, "/", "Elders op de site: 1 fout")


def test_a_broken_file_shows_its_finding_and_keeps_the_page(server):
    server.get("/a/")
    server.write("docs/a.md", "---\ntitle: [\n---\n\nWeg.\n")
    assert "U ziet de laatste goede versie van deze pagina." in panel_with(server, "/a/", "meta.bad-yaml")
    assert "Eerst" in server.get("/a/").text
    server.write("docs/a.md", page("Weer goed."))
    assert "meta.bad-yaml" not in page_with(server, "/a/", "Weer goed.")


def test_sources_new_pages_and_settings(server):
    assert ">de Vries, 2020</a>" in server.get("/a/").text
    server.write("bibliography/a.bib", BIB.format(year=2021))
    page_with(server, "/a/", ">de Vries, 2021</a>")
    assert server.get("/nieuw/").status == 404
    server.write("docs/nieuw.md", page("Hier."))
    page_with(server, "/nieuw/", "Hier.")
    server.write("mkdocs.yml", YML.replace("Proef", "Anders"))
    page_with(server, "/", "Anders")
    (server.root / "docs/nieuw.md").unlink()
    page_with(server, "/nieuw/", "Deze pagina is er niet")


def test_settings_that_cannot_be_read_are_a_sentence(server):
    server.get("/")
    server.write("mkdocs.yml", YML + "plugins: [\n")
    assert "mkdocs.yml:5:1" in panel_with(server, "/", "De site is niet ververst")
    assert "Welkom." in server.get("/").text
    server.write("mkdocs.yml", YML)
    assert "De site is niet ververst" not in panel_with(server, "/", "Geen bevindingen</span>")


def test_a_picture_that_changed_is_told_by_name(server):
    with server.watching("/") as events:
        next(events)
        server.write("docs/plaat.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>\n')
        assert next(told for name, told in events if name == "files") == ["plaat.svg"]
    assert server.get("/plaat.svg").headers["Content-Type"] == "image/svg+xml"


def test_a_booklet_has_an_address_and_follows_its_text(server):
    assert 'href="/_katern/booklets/taal-boekje.pdf/"' in server.get("/_katern/booklets/").text
    first = server.get("/boekjes/taal-boekje.pdf")
    assert (first.headers["Content-Type"], first.content[:4]) == ("application/pdf", b"%PDF")
    part = server.get("/boekjes/taal-boekje.pdf", Range="bytes=0-3")
    assert (part.status, part.content) == (206, b"%PDF")
    text = FILES["dossiers/taal/index.md"].replace("Over taal.\n", "Over spreken.\n")
    view = "/_katern/booklets/taal-boekje.pdf/"
    with server.watching(view) as events:
        before = next(events)[1]["mark"]
        server.write("dossiers/taal/index.md", text)
        assert any(name == "page" and told["mark"] != before for name, told in events)
    assert '<iframe src="/boekjes/taal-boekje.pdf?' in server.get(view).text
    assert server.get("/boekjes/taal-boekje.pdf").content != first.content


def test_what_is_not_there_or_not_allowed(server):
    missing = server.get("/nergens/")
    assert (missing.status, "Deze pagina is er niet" in missing.text) == (404, True)
    assert server.get("/../mkdocs.yml").status == 404
    assert server.get("/", Host="elders.example.org").status == 403
    assert server.get("/", method="POST").status == 405
    assert server.get("/", method="HEAD").content == b""
    assert server.get("/a").headers["Location"] == "/a/"


def test_ctrl_c_stops_it_cleanly(site):
    with begun(site(FILES)) as server:
        server.get("/")
        with server.watching("/") as events:
            next(events)
            assert server.stop() == 0
        assert "Traceback" not in server.process.stdout.read()
        assert [path.name for path in server.root.parent.iterdir() if path.name.startswith("katern-preview")] == []


def test_a_preview_leaves_the_built_site_alone(server):
    server.get("/")
    assert not (server.root / "site").exists()
    server.write("docs/a.md", page("Daarna."))
    assert server.stop() == 0
    assert not (server.root / "site").exists()


def test_a_site_below_a_path_is_shown_there(site):
    with serving(site({**FILES, "mkdocs.yml": YML + "site_url: https://example.org/kis/\n"})) as server:
        assert server.get("/").headers["Location"] == "/kis/"
        assert "Welkom." in server.get("/kis/").text
        assert 'href="/kis/assets/' in server.get("/kis/nergens/").text


@pytest.mark.parametrize("address", ["8000", "localhost:acht", "nergens.invalid:8000"])
def test_an_address_that_is_none_is_a_sentence(address, site):
    process = command(site(FILES), "-a", address)
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert f"{address}" in said
    assert "localhost:800" in said
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_a_sentence(site):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = command(site(FILES), "-a", address)
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert (
        said
        == f"op {address} kan de site niet staan: {os.strerror(98)}; kies een andere poort, zoals -a localhost:8001\n"
    )


def test_a_site_with_plugins_of_mkdocs_alone_is_shown_by_mkdocs(site):
    files = {
        **FILES,
        "mkdocs.yml": YML + "hooks: [haak.py]\n",
        "haak.py": "def on_config(config):\n    return config\n",
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    root = site(files)
    process = command(root, "-a", address)
    server = Server(root, process, int(address.rpartition(":")[2]))
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "MkDocs toont de site, voor haak.py: dat duurt langer.\n"
        assert "Welkom." in server.once_it_answers("/")
    finally:
        process.kill()
        process.communicate()
