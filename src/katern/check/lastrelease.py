"""The pages of the last released version, asked of git; nothing in a checkout without git or releases."""

from __future__ import annotations

import re

from katern.git import ask_git
from katern.layout import Layout

_VERSION = re.compile(r"\d+(?:\.\d+)+")


def pages_of_last_release(layout: Layout) -> tuple[str, tuple[str, ...]]:
    """The last version's tag and the paths of its pages; data files are no pages."""
    tags = [
        tag
        for tag in (ask_git(layout.root, "tag", "--list", "--merged", "HEAD") or "").split("\n")
        if _VERSION.fullmatch(tag)
    ]
    if not tags:
        return "", ()
    last = max(tags, key=lambda tag: [int(part) for part in tag.split(".")])
    folders = [folder for folder, _ in layout.trees]
    listed = ask_git(layout.root, "ls-tree", "-r", "-z", "--name-only", last, "--", *folders) or ""
    pages = (path for path in listed.split("\0") if path.endswith(".md") and not path.startswith(f"{layout.data}/"))
    return last, tuple(sorted(pages))
