"""The newest axe, brought by npm and held against its hash: what is wrong in a page, with the elements."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from katern.npm import Package, bring, brought, members

AXE = Package("axe-core", "4.14.1", "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==")  # fmt: skip
KEPT = Path(__file__).parents[2] / ".cache/katern/assets"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# a colour on its way to another is none of the two, nor is what fades in; what goes on without an end is what it is
_STILL = """(async () => {
  const moving = () => document.getAnimations().filter(
    one => one.playState !== "finished" && Number.isFinite(one.effect.getComputedTiming().endTime));
  for (let now = moving(); now.length; now = moving()) await Promise.all(now.map(one => one.finished.catch(() => 0)));
})()"""
# of long lists the first thirty
_LEFT_OUT = [["[data-catalogue] > li:nth-child(n+30)"], [".catalogue--every > li:nth-child(n+30)"]]


def package(wanted: Package) -> bytes:
    """The file of a package; where CI=true and npm is missing, the test fails."""
    if brought(wanted, KEPT) is None:
        if shutil.which("npm") is None:
            reason = "npm is not there: apt-get install npm"
            pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
        bring(wanted, KEPT)
    content = brought(wanted, KEPT)
    assert content is not None  # it was brought
    return content


@cache
def _script() -> str:
    return members(package(AXE), ["axe.min.js"])[0].decode("utf-8")


def violations(page: Page, part: str = "") -> list[str]:
    """What axe finds wrong by WCAG 2.2 AA and good practice, in a page or in this part of it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_script())
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": _RULES}, "resultTypes": ["violations"]}
    page.evaluate(_STILL)
    where = {"include": [[part]]} if part else {"exclude": _LEFT_OUT}
    found = page.evaluate("([where, options]) => axe.run(where, options)", [where, options])
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
