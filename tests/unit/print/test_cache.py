from __future__ import annotations

import json
import os

import pytest

from katern.finding import Finding, Position
from katern.print.cache import Cache, digest
from katern.print.document import Document
from katern.print.job import Outcome
from katern.print.memo import Memos


@pytest.fixture
def cache(tmp_path):
    return Cache(tmp_path / "cache")


def fill(folder):
    (folder / "a.pdf").write_bytes(b"pdf")
    return Outcome(("a.pdf",), 3, details={"a-drukvel.pdf": 1})


def test_what_was_made_is_read_back(cache, tmp_path):
    assert cache.read("d1") is None
    made = cache.make("d1", fill)
    assert cache.read("d1") == made == Outcome(("a.pdf",), 3, details={"a-drukvel.pdf": 1})
    assert cache.holds("d1")
    assert cache.copy("d1", "a.pdf", tmp_path / "site/boekjes/a.pdf") == 3
    assert (tmp_path / "site/boekjes/a.pdf").read_bytes() == b"pdf"


def test_a_file_that_is_gone_or_an_outcome_that_cannot_be_read_is_no_cache(cache, tmp_path):
    cache.make("d1", fill)
    (tmp_path / "cache/d1/a.pdf").unlink()
    assert cache.read("d1") is None
    for broken in ("", "[]", "{}", '{"files": 3}'):
        (tmp_path / "cache/d1/outcome.json").write_text(broken, encoding="utf-8")
        assert cache.read("d1") is None


def test_work_that_fails_leaves_nothing_behind(cache, tmp_path):
    def fail(folder):
        (folder / "half.pdf").write_bytes(b"half")
        raise RuntimeError("midden in het werk")

    with pytest.raises(RuntimeError):
        cache.make("d1", fail)
    assert list((tmp_path / "cache").iterdir()) == []


def test_the_newest_are_kept(cache, tmp_path, monkeypatch):
    monkeypatch.setattr("katern.print.cache._KEPT", 2)
    for number, name in enumerate(("a", "b", "c")):
        cache.make(name, fill)
        os.utime(tmp_path / "cache" / name, (number, number))
    cache.prune()
    assert sorted(path.name for path in (tmp_path / "cache").iterdir()) == ["b", "c"]


def test_a_digest_tells_values_apart():
    assert digest(("ab", "c"), "e") != digest(("a", "bc"), "e")
    assert digest(("a",), "e") != digest(("a",), "f")
    assert digest((b"a", {"b": 1}), "e") == digest((b"a", {"b": 1}), "e")


@pytest.fixture
def memos(tmp_path):
    return Memos(tmp_path / "memos")


def document(*findings):
    places = {"a.png": Position("d.md", 3, 4)}
    return Document(None, "", {}, findings, places, (Position("k.md", 1, 2),))


WARNING = Finding.warning("x.y", Position("d.md", 5, 6), "let op", "doe iets")
ERROR = Finding.error("x.z", Position("d.md", 5, 6), "fout")


def test_what_composing_told_is_remembered(memos, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"1")
    memos.keep("r1", "d1", document(WARNING), [picture])
    memo = memos.read("r1")
    assert memo is not None
    assert (memo.digest, memo.findings) == ("d1", (WARNING,))
    assert memo.picture_places == {"a.png": Position("d.md", 3, 4)}
    assert memo.card_places == (Position("k.md", 1, 2),)


@pytest.mark.parametrize("content", [b"2", None])
def test_a_picture_that_changed_or_went_is_looked_at_again(memos, tmp_path, content):
    picture = tmp_path / "a.png"
    picture.write_bytes(b"1")
    memos.keep("r1", "d1", document(), [picture])
    picture.unlink()
    if content:
        picture.write_bytes(content)
    assert memos.read("r1") is None


def test_errors_are_found_anew_until_they_are_gone(memos):
    memos.keep("r1", "d1", document(WARNING, ERROR), [])
    assert memos.read("r1") is None


def test_a_memo_that_cannot_be_read_is_none(memos, tmp_path):
    memos.keep("r1", "d1", document(), [])
    for broken in ("", "[]", json.dumps({"files": [], "digest": "d"})):
        (tmp_path / "memos/r1.json").write_text(broken, encoding="utf-8")
        assert memos.read("r1") is None
