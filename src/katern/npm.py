"""The one place that runs npm: packages that the site serves to browsers, each held against a hash that is pinned in Katern."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from katern import halfmade
from katern.errors import KaternError
from katern.saying import said


class NotBrought(KaternError):
    """A package that npm does not give, or that is another than the one that is pinned."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of npm, and the hash (SHA-512, in base64) of the file that holds it."""

    name: str
    version: str
    sha512: str

    @property
    def file(self) -> str:
        """What its file is called where it is kept."""
        return f"{self.name.rpartition('/')[2]}-{self.version}.tgz"


def bring(package: Package, folder: Path) -> int:
    """Bring a package into a folder, if it does not lie there; the size of its file in bytes. Raises NotBrought."""
    kept = brought(package, folder)
    if kept is not None:
        return len(kept)
    with halfmade.folder("npm") as room:
        _run("pack", f"{package.name}@{package.version}", "--ignore-scripts", "--pack-destination", str(room), at=room)
        file = next(room.glob("*.tgz"), None)
        content = file.read_bytes() if file is not None else b""
    if not _is(package, content):
        raise NotBrought(said("npm", "other-file", name=package.name, version=package.version))
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{package.file}.half"
    half.write_bytes(content)
    half.replace(folder / package.file)
    return len(content)


def brought(package: Package, folder: Path) -> bytes | None:
    """The file of a package that was brought; None where none lies there that is the one that is pinned."""
    try:
        content = (folder / package.file).read_bytes()
    except OSError:
        return None
    return content if _is(package, content) else None


def members(content: bytes, names: Sequence[str]) -> list[bytes]:
    """Files of a package, by their paths in it."""
    found = []
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as packed:
        for name in names:
            file = packed.extractfile(f"package/{name}")
            assert file is not None  # the hash of the whole is pinned
            found.append(file.read())
    return found


def listed(content: bytes, folder: str) -> list[str]:
    """The paths of the files in a folder of a package."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as packed:
        names = (name.removeprefix("package/") for name in packed.getnames())
        return sorted(name for name in names if name.startswith(folder))


def _is(package: Package, content: bytes) -> bool:
    return base64.b64encode(hashlib.sha512(content).digest()).decode() == package.sha512


def _run(*arguments: str, at: Path) -> None:
    # a script of Windows is found by its whole name alone
    program = shutil.which("npm")
    if program is None:
        raise NotBrought(said("npm", "no-npm"))
    environment = {**os.environ, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    done = subprocess.run(
        [program, *arguments], cwd=at, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise NotBrought(said("npm", "failed", text=done.stderr.decode("utf-8", "replace").strip()))
