"""A .docx file as pandoc reads it: opened only where it is one, and not larger than a person writes."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from katern import halfmade
from katern.errors import KaternError, PandocFailed
from katern.manuscripts.unread import unread
from katern.pandoc import run_pandoc
from katern.saying import Said, said

# what Office packs an encrypted document in, and what it wrote before 2007
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST = 200_000_000
_TEXT = "word/document.xml"


class NoDocument(KaternError):
    """A file that is no .docx that can be read; the text says what it is."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says, as pandoc's tree; `media` are its pictures, by the name that the tree has for them, `unread` what pandoc passed by."""

    meta: Mapping[str, Any]
    blocks: list[Any]
    media: Mapping[str, bytes]
    unread: tuple[Said, ...] = ()


def read_docx(file: Path) -> Document:
    """Read a document with its comments, changes and citations of reference managers."""
    name = file.name
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise NoDocument(said("docx", "unreadable", file=name, reason=problem.strerror or str(problem))) from problem
    _refuse_other(content, file)
    with halfmade.folder("docx") as room:
        # under a name of ours: that of the file may begin with a dash
        own = room / "in.docx"
        own.write_bytes(content)
        options = ["--from=docx+citations", "--to=json", "--track-changes=all", f"--extract-media={room}", str(own)]
        try:
            tree = json.loads(run_pandoc(options, "", may_be_empty=True))
        except (PandocFailed, ValueError) as problem:
            raise NoDocument(said("docx", "damaged", file=name)) from problem
        pictures = room / "media"
        media = {f"{room}/media/{one.name}": one.read_bytes() for one in sorted(pictures.iterdir())} if pictures.is_dir() else {}  # fmt: skip
    meta, blocks = tree.get("meta", {}), tree.get("blocks", [])
    # a title and an author are in both
    return Document(meta, blocks, media, unread(content, [*meta.values(), *blocks]))


def _refuse_other(content: bytes, file: Path) -> None:
    if content.startswith(_OLD_OR_LOCKED):
        raise NoDocument(
            said("docx", "encrypted", file=file.name) if _ENCRYPTED in content else said("docx", "old", file=file.name)
        )
    if not content.startswith(b"PK"):
        raise NoDocument(said("docx", "no-docx", file=file.name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                raise NoDocument(said("docx", "too-large", file=file.name, most=_LARGEST // 1_000_000))
            broken = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as problem:
        raise NoDocument(said("docx", "damaged", file=file.name)) from problem
    if broken is not None:
        raise NoDocument(said("docx", "damaged", file=file.name))
    if _TEXT not in {part.filename for part in parts}:
        raise NoDocument(said("docx", "no-docx", file=file.name))
