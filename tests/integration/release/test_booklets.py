"""A release holds each booklet against its plan, whatever an earlier build left in the cache."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from katern.store import _sealed, _unsealed, pack, unpack

from .conftest import FIRST, Repository


@pytest.fixture
def fresh(tmp_path: Path) -> Repository:
    """The sample repository alone, with a cache of its own."""
    made = Repository(tmp_path / "bron")
    made.commit(FIRST)
    return made


def test_the_manifest_tells_pages_and_chapters(fresh: Repository, tmp_path: Path) -> None:
    fresh.katern("release", "2025.1", "--to", str(tmp_path / "boom"))
    booklets = json.loads((tmp_path / "boom/2025.1/manifest.json").read_bytes())["booklets"]
    assert {name: row["chapters"] for name, row in booklets.items()} == {
        "boekjes/opvoeding-boekje.pdf": 3,
        "boekjes/opvoeding-samenvatting.pdf": 0,
        "boekjes/opvoeding.epub": 3,
    }
    with pikepdf.open(tmp_path / "boom/2025.1/boekjes/opvoeding-boekje.pdf") as pdf:
        assert booklets["boekjes/opvoeding-boekje.pdf"]["pages"] == len(pdf.pages)


def remember(root: Path, change: Callable[[bytes], bytes]) -> None:
    """Put other files into what the store holds of booklets, as a build that went wrong would have kept them."""
    kept = sorted((root / ".cache/katern/store/booklet").iterdir())
    assert kept
    for path in kept:
        name = f"booklet/{path.name}"
        content = _unsealed(name, path.read_bytes())
        assert content is not None
        files, outcome = unpack(content)
        path.write_bytes(_sealed(name, pack({file: change(data) for file, data in files.items()}, outcome)))


def without_chapters(data: bytes) -> bytes:
    if not data.startswith(b"%PDF"):
        return data
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        with pdf.open_outline() as outline:
            del outline.root[1:3]
        pdf.save(out)
    return out.getvalue()


def test_a_remembered_booklet_without_its_chapters_is_refused(fresh: Repository, tmp_path: Path) -> None:
    fresh.katern("release", "2025.1", "--to", str(tmp_path / "boom"), "--dry-run")
    remember(fresh.root, without_chapters)
    said = fresh.katern("release", "2025.1", "--to", str(tmp_path / "boom"), code=1)
    assert (
        "dossiers/opvoeding/index.md:1:1: error print.part-missing: in het boekje 'boekje' staan 1 van de 3 hoofdstukken"
        in said
    )
    assert not (tmp_path / "boom/versions.json").exists()


def test_a_remembered_book_that_is_cut_off_is_refused(fresh: Repository, tmp_path: Path) -> None:
    fresh.katern("release", "2025.1", "--to", str(tmp_path / "boom"), "--dry-run")
    remember(fresh.root, lambda data: data[:200])
    said = fresh.katern("release", "2025.1", "--to", str(tmp_path / "boom"), code=1)
    assert "in het boekje 'boekje' staan 0 van de 3 hoofdstukken" in said
    assert "in het e-boek staan 0 van de 3 hoofdstukken" in said
    assert "Traceback" not in said
