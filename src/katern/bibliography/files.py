"""The files of a site's bibliography folder, whatever they were saved as."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from katern.bibliography.collection import File, read_files
from katern.bibliography.formats import IGNORED
from katern.bibliography.source import Source
from katern.characters import conflict_findings, legible
from katern.filestate import Seen
from katern.finding import Finding, Position, said
from katern.store import Store
from katern.textfile import read_text, walk

_BINARY = (b"PK\x03\x04", b"%PDF-")


def read_bibliography(
    root: Path, folder: str, store: Store | None = None, seen: Seen | None = None
) -> tuple[list[Source], list[Finding]]:
    """The sources of all files below a folder, or of one file, in order of path and place, and what is wrong with them.

    Those of files that were `seen` before are the same objects.
    """
    seen = seen or Seen()
    files: list[File] = []
    findings: list[Finding] = []
    for path in [folder] if (root / folder).is_file() else walk(root, folder, ("",)):
        if path.lower().endswith(IGNORED):
            continue
        text, found = seen.of("bibliography", str(root / path), partial(_text, root, path))
        findings += found
        files.append(File(path, text))
    sources, more = seen.same("bibliography", tuple(files), lambda: read_files(files, store))
    return sources, findings + more


def _text(root: Path, path: str) -> tuple[str, list[Finding]]:
    text, found = read_text(root, path)
    findings = [_of_bibliography(finding) for finding in found]
    codes = {finding.code for finding in findings}
    if codes & {"bib.encoding", "read.control-character"}:
        content = (root / path).read_bytes()
        if content.startswith(_BINARY):  # what it is tells more than its letters
            return content.decode("latin-1"), []
        wide = _utf16(content)
        if wide is not None:
            return wide, [Finding.error(Position(path), said("bib.encoding", "utf-16"))]
    return text, [*findings, *conflict_findings(text, path)]


def _of_bibliography(finding: Finding) -> Finding:
    """The code of a file that cannot be read, in the family of its kind; where a file leads is the same for all."""
    return finding if finding.code == "meta.outside" else replace(finding, code=finding.code.replace("meta.", "bib."))


def _utf16(content: bytes) -> str | None:
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        return legible(content.decode("utf-16").replace("\r\n", "\n").replace("\r", "\n"))
    except UnicodeDecodeError:
        return None
