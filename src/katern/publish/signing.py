"""Signatures of manifests that `minisign` can check: who has the key says so, anybody can look."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from katern.publish import manifest
from katern.publish.refusals import KeyUnusable
from katern.saying import said

PASSWORD = "KATERN_SIGN_PASSWORD"
"""The variable of the environment that holds the password of a secret key."""
Key = Any
"""A public key of minisign."""


def sign(folder: Path, version: str, file: Path) -> None:
    """Sign the manifest in a version's folder; the same manifest and key give the same signature."""
    minisign = _library()
    try:
        with minisign.SecretKey.from_file(file) as key:
            if key.is_encrypted():
                key.decrypt(os.environ.get(PASSWORD, ""))
            content = (folder / manifest.FILE).read_bytes()
            signature = key.sign(content, trusted_comment=f"{manifest.FILE} {version}")
    except (OSError, ValueError) as problem:
        why = str(problem)
        raise KeyUnusable(said("signing", "cannot-sign", file=str(file), reason=why, variable=PASSWORD)) from problem
    (folder / manifest.SIGNATURE).write_bytes(bytes(signature))


def public_key(given: str) -> Key:
    """The public key in a file, or the key itself."""
    minisign = _library()
    try:
        if Path(given).is_file():
            return minisign.PublicKey.from_file(given)
        return minisign.PublicKey.from_base64(given)
    except (OSError, ValueError) as problem:
        raise KeyUnusable(said("signing", "no-public-key", given=given, reason=str(problem))) from problem


def unsigned(content: bytes, signature: bytes | None, key: Key) -> bool:
    """Whether a signature is missing, broken, or of another key or content."""
    if signature is None:
        return True
    try:
        key.verify(content, _library().Signature.from_bytes(signature))
    except ValueError:
        return True
    return False


def _library() -> Any:
    try:
        import minisign
    except ImportError as problem:
        raise KeyUnusable(said("signing", "no-minisign")) from problem
    return minisign
