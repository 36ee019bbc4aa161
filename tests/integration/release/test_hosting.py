"""The published tree behind real servers, with the configuration in hosting/."""

from __future__ import annotations

import gzip
import http.client
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from .conftest import Repository
from .server import caddy, nginx


class Server:
    """Asks a server without following where it leads."""

    def __init__(self, address: str) -> None:
        self._host = address.removeprefix("http://").rstrip("/")

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()


@pytest.fixture(scope="module", params=[nginx, caddy], ids=["nginx", "caddy"])
def server(
    three_versions: tuple[Repository, Path], tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Server]:
    with request.param(three_versions[1], tmp_path_factory.mktemp("server") / "conf") as address:
        yield Server(address)


@pytest.fixture(scope="module")
def of_nginx(three_versions: tuple[Repository, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with nginx(three_versions[1], tmp_path_factory.mktemp("nginx") / "conf") as address:
        yield Server(address)


def test_every_answer_carries_security_headers(server: Server) -> None:
    for path in ("/2025.10/", "/2025.1/", "/versions.json", "/er-is-niets/", "/2025.10/niets/"):
        _, headers, _ = server.get(path)
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["permissions-policy"].startswith("camera=()")
        assert "strict-transport-security" in headers


def test_no_answer_lets_scripts_run_that_its_page_does_not_name(
    server: Server, three_versions: tuple[Repository, Path]
) -> None:
    drawing = next((three_versions[1] / "2025.10").rglob("*.svg")).relative_to(three_versions[1]).as_posix()
    assert server.get(f"/{drawing}")[1]["content-security-policy"].startswith("default-src 'none'; ")
    for path in ("/2025.10/", "/2025.10/dossiers/opvoeding/", "/actueel/index.html", "/er-is-niets/"):
        status, headers, body = server.get(path)
        assert "script-src" not in headers["content-security-policy"]
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', body.decode())
        if status != 302:
            assert policy is not None, path
            assert "'unsafe-inline'" not in policy[1].partition("script-src")[2].partition(";")[0]


def test_versions_are_kept_for_ever_and_entry_points_shortly(server: Server) -> None:
    for path in ("/2025.10/dossiers/opvoeding/", "/2025.1/assets/katern/katern.js"):
        assert server.get(path)[1]["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/versions.json", "/pages.json", "/versions.js", "/wijzigingen.xml"):
        assert server.get(path)[1]["cache-control"] == "public, max-age=60"
    assert "immutable" not in server.get("/2025.10/niets/")[1].get("cache-control", "")


def test_only_the_newest_version_is_for_search_engines(server: Server) -> None:
    assert "x-robots-tag" not in server.get("/2025.10/dossiers/opvoeding/")[1]
    assert server.get("/2025.2/dossiers/opvoeding/")[1]["x-robots-tag"] == "noindex"
    assert "Sitemap: https://proef.example/sitemap.xml" in server.get("/robots.txt")[2].decode()


def test_files_are_sent_as_they_were_compressed(server: Server, three_versions: tuple[Repository, Path]) -> None:
    plain = (three_versions[1] / "2025.10/index.html").read_bytes()
    for coding, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        status, headers, body = server.get("/2025.10/", Accept_Encoding=coding)
        assert (status, headers["content-encoding"]) == (200, coding)
        assert unpack(body) == plain
    assert "content-encoding" not in server.get("/2025.10/")[1]


def test_a_part_of_a_booklet_can_be_asked(server: Server, three_versions: tuple[Repository, Path]) -> None:
    file = next((three_versions[1] / "2025.10/boekjes").glob("*.pdf"))
    status, headers, body = server.get(f"/2025.10/boekjes/{file.name}", Range="bytes=0-7")
    assert (status, headers["content-type"], body) == (206, "application/pdf", file.read_bytes()[:8])


def test_what_is_not_there_gets_the_page_that_searches(server: Server) -> None:
    status, headers, body = server.get("/2025.10/dossiers/niets/")
    assert status == 404
    assert headers["content-type"].startswith("text/html")
    assert '<form class="not-found" action="/2025.10/" method="get" role="search">' in body.decode()


def test_the_workings_of_the_tree_are_not_sent(server: Server) -> None:
    assert server.get("/.katern/live/versions.json")[0] == 404
    assert server.get("/.katern/lock")[0] == 404


def test_nginx_leads_aliases_and_the_root_on(of_nginx: Server, three_versions: tuple[Repository, Path]) -> None:
    name = next((three_versions[1] / "2025.10/boekjes").glob("*.pdf")).name
    for path, to in (
        ("/actueel/dossiers/opvoeding/?a=1&b=2", "/2025.10/dossiers/opvoeding/?a=1&b=2"),
        (f"/actueel/boekjes/{name}", f"/2025.10/boekjes/{name}"),
        ("/actueel/", "/2025.10/"),
        ("/", "/2025.10/"),
        ("/2025.10/dossiers/opvoeding", "/2025.10/dossiers/opvoeding/"),
    ):
        status, headers, _ = of_nginx.get(path)
        assert (status, headers["location"]) == (301 if path[1:2].isdigit() else 302, to)
    assert of_nginx.get("/onbekend/x/")[0] == 404


def test_nginx_follows_a_release_without_a_restart(tree_of_three: Path, repository: Repository, tmp_path: Path) -> None:
    with nginx(tree_of_three, tmp_path / "conf") as address:
        server = Server(address)
        assert server.get("/actueel/")[1]["location"] == "/2025.10/"
        repository.katern("release", "2025.10", "--withdraw", "--why", "proef", "--to", str(tree_of_three))
        assert server.get("/actueel/")[1]["location"] == "/2025.2/"
        assert server.get("/2025.10/")[1]["x-robots-tag"] == "noindex"
        assert "x-robots-tag" not in server.get("/2025.2/")[1]
