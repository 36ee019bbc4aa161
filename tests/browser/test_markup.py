"""Markup without errors, as the Nu checker reads it: one page of each kind."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from tests.browser.axe import package
from tests.kinds import PAGES, file_of

from katern.npm import Package, members

VNU = Package("vnu-jar", "26.9.27", "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA==")  # fmt: skip


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    if shutil.which("java") is None:
        reason = "java is not there: apt-get install default-jre-headless"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    jar = tmp_path_factory.mktemp("vnu") / "vnu.jar"
    jar.write_bytes(members(package(VNU), ["build/dist/vnu.jar"])[0])
    return ["java", "-jar", str(jar), "--errors-only", "--format", "text"]


def test_pages_of_each_kind_have_no_errors(checker, kis):
    files = [str(file_of(kis.site, path)) for path in PAGES.values()]
    done = subprocess.run([*checker, *dict.fromkeys(files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_error_is_seen(checker, tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=nl><title>Fout</title><p id=a><p id=a>", encoding="utf-8")
    assert "Duplicate ID" in subprocess.run([*checker, str(page)], capture_output=True, text=True, check=False).stderr
