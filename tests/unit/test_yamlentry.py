"""What a text in YAML said, as it comes back from the store."""

from __future__ import annotations

import pytest

from katern.frontmatter import Places, read_yaml
from katern.store import Store
from katern.yamlentry import Remembered, packed, unpacked

TEXT = """\
naam: Proef
dag: 2026-05-01
keer: 1.5
ja: true
leeg:
rij:
  - {a: een, moment: 2026-05-01 10:00:00}
  - twee
"""


def test_values_dates_and_places_come_back_as_they_were():
    content, positions, findings = read_yaml(TEXT, "a.yml")
    back = unpacked(packed(content, positions), "a.yml")
    assert findings == []
    assert back is not None
    assert repr(back) == repr((content, positions))
    assert back[1].values_at == positions.values_at


@pytest.mark.parametrize("text", ["1: een\n", "a: .nan\nb: !!set {x: }\n", "a: !!binary aGFsbG8=\n"])
def test_what_json_would_change_is_not_kept(text):
    content, positions, _ = read_yaml(text, "a.yml")
    entry = packed(content, positions)
    assert entry is None or repr(unpacked(entry, "a.yml")[0]) == repr(content)


@pytest.mark.parametrize("entry", [None, b"", b"{", b"[]", b"[1, 2, 3]", b'[{"\\u0000": ["x", "y"]}, [], []]', b"\xff"])
def test_what_is_no_entry_is_read_anew(entry):
    assert unpacked(entry, "a.yml") is None


def test_many_texts_are_remembered_in_one_entry_and_forgotten_with_their_pages(tmp_path, monkeypatch):
    store, key = Store(tmp_path), ("fronts", "/a")
    first = Remembered(store, key)
    told = [first.read(text, "a.yml", 2) for text in ("a: 1\n", TEXT, "a: [\n")]
    first.keep()
    again = Remembered(store, key)
    monkeypatch.setattr("katern.yamlentry.read_yaml", lambda *_: ("parsed", Places(), []))
    assert repr(again.read(TEXT, "a.yml", 2)) == repr(told[1])
    assert again.read("a: 1\n", "b.yml", 2)[1]["a",].path == "b.yml"
    assert again.read("a: [\n", "a.yml", 2)[0] == "parsed"  # what was wrong is read anew, and told again
    assert again.read(TEXT, "a.yml", 1)[0] == "parsed"  # on other lines
    less = Remembered(store, key)
    less.read("a: 1\n", "a.yml", 2)
    less.keep()
    assert Remembered(store, key).read(TEXT, "a.yml", 2)[0] == "parsed"
