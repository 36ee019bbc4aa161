"""Ordinary mistakes, each found where it stands and named once, and right inputs of which nothing is said."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from katern.finding import Finding
from katern.messages import messages_of
from katern.mkdocs.run import Loaded
from katern.site.build import Build

HERE = Path(__file__).parent / "mistakes"
BASE = Path(__file__).parents[1] / "sites/check-manual"
MARK = "‸"
SHOWN = {"⍽": "\u00a0", "⇥": "\t"}
# of all mistakes, so many in a hundred stand exactly where they are told, alone and with a hint
PLACED = 95


@dataclass(frozen=True)
class Mistake:
    """A text, the file that holds it, and the findings that belong to it: code, line and column."""

    name: str
    file: str
    text: str
    expected: tuple[tuple[str, int, int], ...]
    hint: str = ""


def read(entry: Mapping[str, Any]) -> Mistake:
    text = entry["text"]
    for sign, meant in SHOWN.items():
        text = text.replace(sign, meant)
    pieces = text.split(MARK)
    places = []
    for number in range(1, len(pieces)):
        before = "".join(pieces[:number])
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
    codes = entry.get("codes") or ([entry["code"]] if "code" in entry else [])
    expected = tuple((code, *place) for code, place in zip(codes, places, strict=True))
    return Mistake(entry["name"], entry.get("file", "docs/m.md"), "".join(pieces), expected, entry.get("hint", ""))


def mistakes() -> Iterator[Mistake]:
    families = yaml.safe_load((HERE / "mistakes.yml").read_text(encoding="utf-8"))
    for family, entries in families.items():
        for entry in entries:
            one = read(entry)
            yield Mistake(f"{family}: {one.name}", one.file, one.text, one.expected, one.hint)


MISTAKES = tuple(mistakes())
RIGHT = tuple(read(entry) for entry in yaml.safe_load((HERE / "right.yml").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def base(tmp_path_factory, machine) -> Path:
    return shutil.copytree(BASE, tmp_path_factory.mktemp("mistakes") / "site")


def found(base: Path, one: Mistake) -> tuple[Finding, ...]:
    """What a check finds in the site with this file, which is put back."""
    path = base / one.file
    before = path.read_bytes() if path.exists() else None
    path.write_text(one.text, encoding="utf-8")
    try:
        site = Loaded(str(base / "mkdocs.yml"), None).site
        build = Build(site, site.open_store())
        build.read()
        return build.judge({})
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def told(one: Mistake, findings: tuple[Finding, ...]) -> str:
    """What is wrong with the report of a mistake; nothing where it is as it should be."""
    places = [(finding.code, finding.line, finding.column) for finding in findings]
    if {finding.path for finding in findings} - {one.file} or places != list(one.expected):
        return f"{one.name}: {one.expected}, found {[(f.path, *p) for f, p in zip(findings, places, strict=True)]}"
    hints = [messages_of("nl").tell(finding).hint for finding in findings]
    if not all(hints) or one.hint not in " ".join(hints):
        return f"{one.name}: the hint is {hints}"
    return ""


def test_there_are_enough_of_both():
    assert len(MISTAKES) >= 200
    assert len(RIGHT) >= 60


def test_mistakes_are_found_at_their_exact_place_once_and_with_a_hint(base):
    wrong = [problem for one in MISTAKES if (problem := told(one, found(base, one)))]
    assert len(wrong) * 100 <= len(MISTAKES) * (100 - PLACED), "\n".join(wrong)


@pytest.mark.parametrize("one", RIGHT, ids=lambda one: one.name)
def test_right_input_is_not_reported(base, one):
    assert found(base, one) == ()
