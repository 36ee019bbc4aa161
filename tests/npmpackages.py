"""Packages as npm's registry sends them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping


def packed(files: Mapping[str, bytes]) -> bytes:
    """A package that holds these files."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as packing:
        for name, content in files.items():
            about = tarfile.TarInfo(f"package/{name}")
            about.size = len(content)
            packing.addfile(about, io.BytesIO(content))
    return whole.getvalue()
