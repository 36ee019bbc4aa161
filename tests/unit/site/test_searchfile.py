"""The index of the search: parts that are known are copied, and the file is the same as one made from nothing."""

from __future__ import annotations

import json
from pathlib import Path

from katern.notes import Notes
from katern.site.searchfile import PATH, SearchFile

SETTINGS = {"lang": ["nl"], "separator": "[\\s]"}
PARTS = {"a.md": [{"title": "A"}, {"title": "é"}], "b.md": [], "c.md": [{"title": "C"}]}


def write(
    folder: Path, notes: Notes, parts: dict[str, list[dict[str, str]]], known: dict[str, str]
) -> tuple[bytes, list[str]]:
    made: list[str] = []
    index = SearchFile(folder, notes.of("search"))
    for name, entries in parts.items():

        def make(name: str = name, entries: list[dict[str, str]] = entries) -> list[dict[str, str]]:
            made.append(name)
            return entries

        index.add(name, known.get(name, "1"), make)
    content = index.content(SETTINGS)
    (folder / PATH).parent.mkdir(exist_ok=True)
    (folder / PATH).write_bytes(content)
    return content, made


def test_it_is_the_json_of_all_entries(tmp_path: Path) -> None:
    content, _ = write(tmp_path, Notes(), PARTS, {})
    whole = {"config": SETTINGS, "docs": [entry for entries in PARTS.values() for entry in entries]}
    assert content == json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def test_only_what_changed_is_made_anew(tmp_path: Path) -> None:
    notes = Notes()
    write(tmp_path, notes, PARTS, {})
    changed = {"c.md": [{"title": "Anders"}], "a.md": PARTS["a.md"], "d.md": [{"title": "D"}]}
    content, made = write(tmp_path, notes, changed, {"c.md": "2"})
    assert made == ["c.md", "d.md"]
    assert content == write(tmp_path / "..", Notes(), changed, {})[0]


def test_what_has_no_digest_is_always_made(tmp_path: Path) -> None:
    notes = Notes()
    write(tmp_path, notes, PARTS, {"a.md": ""})
    assert write(tmp_path, notes, PARTS, {"a.md": ""})[1] == ["a.md"]


def test_a_file_that_somebody_changed_is_not_copied_from(tmp_path: Path) -> None:
    notes = Notes()
    content, _ = write(tmp_path, notes, PARTS, {})
    (tmp_path / PATH).write_bytes(content.replace(b"A", b"X"))
    again, made = write(tmp_path, notes, PARTS, {})
    assert (again, made) == (content, list(PARTS))


def test_a_part_that_is_to_be_made_anew_is_not_copied(tmp_path: Path) -> None:
    notes = Notes()
    write(tmp_path, notes, PARTS, {})
    index = SearchFile(tmp_path, notes.of("search"))
    index.renew("a.md")
    for name in PARTS:
        index.add(name, "1", lambda: [{"title": "Anders"}])
    found = json.loads(index.content(SETTINGS))["docs"]
    assert found == [{"title": "Anders"}, *PARTS["c.md"]]
