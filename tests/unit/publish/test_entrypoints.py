"""What stands at the root of a tree, and what pages may run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from katern.layout import Layout
from katern.publish import manifest, pagemap
from katern.publish.changes import Changes
from katern.publish.entrypoints import State, entry_points, redirect
from katern.publish.manifest import ItemRecord, Manifest
from katern.publish.news import alias_urls
from katern.publish.refusals import ReleaseRefused
from katern.publish.versions import Version
from katern.site.csp import with_policy

from .conftest import SITE

NOW = Manifest("2026.1", "2026-01-01T00:00:00Z", {"": ItemRecord("", "page", "Begin")}, pages=("", "a/"))
LISTED = (Version("2026.1", "2026.1", ("actueel",)), Version("2025.1", "2025.1"))


def test_versions_json_is_the_last_to_be_written() -> None:
    found = entry_points(State(LISTED, {"2026.1": NOW}), SITE, lambda _: None, lambda _: b"x")
    assert list(found)[-1] == "versions.json"
    assert {"404.html", "sitemap.xml", "versions.js", "pages.json", "robots.txt", "actueel/a/index.html"} <= set(found)


def test_redirects_and_headers_know_the_folder_that_the_tree_stands_in() -> None:
    site = replace(SITE, url="https://proef.example/kennis/")
    found = entry_points(State(LISTED, {"2026.1": NOW}), site, lambda _: None, lambda _: None)
    assert found["_redirects"].decode().splitlines() == [
        "/kennis/actueel/* /kennis/2026.1/:splat 302!",
        "/kennis/ /kennis/2026.1/ 302!",
    ]
    assert "/kennis/2025.1/*\n  X-Robots-Tag: noindex\n" in found["_headers"].decode()
    assert "/kennis/2026.1/*\n  X-Robots-Tag" not in found["_headers"].decode()


def test_a_redirect_escapes_its_target() -> None:
    page = redirect('a"b/index.html', "x/", 'https://proef.example/"<', SITE).decode()
    assert 'data-to="../x/"' in page
    assert 'href="https://proef.example/&#34;&lt;"' in page


def test_the_page_map_remembers_every_move() -> None:
    first = pagemap.make(
        None, NOW, "2025.2", SITE.url, Changes("2025.2", "2025.1", (), (("a/", "b/"),), ("c/",)), SITE.words
    )
    second = pagemap.make(first, NOW, "2026.1", SITE.url, Changes("2026.1", "2025.2", (), (("b/", "d/"),)), SITE.words)
    again = pagemap.make(second, NOW, "2026.1", SITE.url, Changes("2026.1", "2025.2", (), (("b/", "d/"),)), SITE.words)
    assert json.loads(second)["moves"] == [["2025.2", "a/", "b/"], ["2026.1", "b/", "d/"]]
    assert json.loads(second)["gone"] == [["2025.2", "c/"]]
    assert again == second


@pytest.mark.parametrize(
    "read", [manifest.read, lambda content: pagemap.make(content, NOW, "1", SITE.url, None, SITE.words)]
)
@pytest.mark.parametrize("content", [b"{", b'["a"]', b"\xff"])
def test_a_file_that_was_broken_by_hand_is_refused(read: Callable[[bytes], object], content: bytes, refused) -> None:
    with refused(ReleaseRefused, "zet het terug zoals het was"):
        read(content)


def test_a_page_may_run_its_own_scripts_and_no_others() -> None:
    code = "const a = 1;"
    page = with_policy(
        f'<meta charset="utf-8"><script>{code}</script><script src="x.js"></script><script type="application/json">{{}}</script>'
    )
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert page.count("sha256-") == 1
    assert f"'sha256-{digest}'" in page
    assert with_policy(page) == page


def test_an_alias_is_written_in_any_form() -> None:
    names = ("oud", "/oud/", "oud.md", "oud/index.md", "oud.html")
    assert {alias_urls(name, Layout(Path())) for name in names} == {("oud/",)}
    assert {alias_urls(name, Layout(Path(), directory_urls=False)) for name in names} == {("oud/", "oud.html")}
