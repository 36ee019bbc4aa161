"""What composing a document told: kept under a hash of the pages it was composed from, so that it is done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from katern.finding import Finding, Position
from katern.print.document import Document

_KEPT = 600


@dataclass(frozen=True, slots=True)
class Memo:
    """The digest of a task and what the author must be told, whether or not the work is done again."""

    digest: str
    findings: tuple[Finding, ...]
    picture_places: dict[str, Position]
    card_places: tuple[Position, ...]


class Memos:
    """A folder of memos; one whose pictures changed, or that cannot be read, counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, request: str) -> Memo | None:
        """What was kept under a request."""
        try:
            stored = json.loads((self._folder / f"{request}.json").read_text(encoding="utf-8"))
            if any(_hash(Path(path)) != known for path, known in stored["files"]):
                return None
            return Memo(
                stored["digest"],
                tuple(Finding(**finding) for finding in stored["findings"]),
                {name: Position(*place) for name, place in stored["pictures"].items()},
                tuple(Position(*place) for place in stored["cards"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, request: str, digest: str, document: Document, files: Iterable[Path]) -> None:
        """Keep what composing told; a document with errors is composed anew until they are gone."""
        if any(finding.severity == "error" for finding in document.findings):
            return
        stored: dict[str, Any] = {
            "digest": digest,
            "findings": [asdict(finding) for finding in document.findings],
            "pictures": {name: _plain(place) for name, place in document.picture_places.items()},
            "cards": [_plain(place) for place in document.card_places],
            "files": [(str(path), _hash(path)) for path in files],
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{request}.json"
        path.with_suffix(".tmp").write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        path.with_suffix(".tmp").replace(path)

    def prune(self) -> None:
        """Leave the newest."""
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)


def _plain(place: Position) -> tuple[str, int, int]:
    return (place.path, place.line, place.column)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
