"""Where a checkout keeps what: folders, and which folder holds which kind of item."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

DEFAULT_FOLDERS: Mapping[str, str] = MappingProxyType(
    {"kennisateliers": "atelier", "interventies": "intervention", "vragen": "question"}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of a checkout, relative to `root`.

    `folders` maps a folder of docs to the kind of its items; `sources` is the catalogue's folder on the site;
    `directory_urls` is whether each page has a folder of its own on the site.
    """

    root: Path
    docs: str = "docs"
    dossiers: str = "dossiers"
    toolkits: str = "toolkits"
    bibliography: str = "bibliography"
    data: str = "docs/_data"
    sources: str = "bronnen"
    folders: Mapping[str, str] = field(default_factory=lambda: DEFAULT_FOLDERS)
    directory_urls: bool = True
    # the anchors that templates draw around the text of a page
    anchors: frozenset[str] = frozenset()
    # whether a file of docs, by its address, is no part of the site
    left_out: Callable[[str], bool] = field(default=lambda address: False, compare=False)

    @property
    def generated(self) -> tuple[str, ...]:
        """Files that do not exist and may be linked to: the site makes their pages."""
        return (f"{self.docs}/{self.sources}/index.md",)

    @property
    def trees(self) -> tuple[tuple[str, str], ...]:
        """The folders that hold pages, each with the prefix of its addresses on the site."""
        return ((self.docs, ""), (self.dossiers, "dossiers/"), (self.toolkits, "toolkits/"))

    def address(self, path: str) -> str | None:
        """The site's address of a source file (MkDocs' `src_uri`), or None for a file outside the trees."""
        for folder, prefix in self.trees:
            if path.startswith(folder + "/"):
                return prefix + path[len(folder) + 1 :]
        return None

    def url(self, address: str) -> str:
        """The URL, relative to the root of the site, of what stands at an address: a page's own, or a file's."""
        stem, extension = posixpath.splitext(address)
        if extension != ".md":
            return address
        folder, name = posixpath.split(stem)
        index = name in ("index", "README")
        if not self.directory_urls:
            return f"{posixpath.join(folder, 'index') if index else stem}.html"
        if index:
            return f"{folder}/" if folder else ""
        return f"{stem}/"

    def kind(self, path: str) -> str:
        """The kind of item that a source file holds, from where it stands."""
        _, _, rest = path.rpartition("/")
        top = path.split("/")
        if path.startswith(self.dossiers + "/"):
            return self._in_item(path, self.dossiers, "dossier", "chapter")
        if path.startswith(self.toolkits + "/"):
            return self._in_item(path, self.toolkits, "toolkit", "part")
        if path.startswith(self.docs + "/") and len(top) >= 3:
            kind = self.folders.get(path[len(self.docs) + 1 :].split("/")[0])
            if kind is not None and rest != "index.md":
                return kind
        return "page"

    @staticmethod
    def _in_item(path: str, folder: str, whole: str, part: str) -> str:
        inside = path[len(folder) + 1 :].split("/")
        if len(inside) == 2 and inside[1] == "index.md":
            return whole
        return part if len(inside) >= 2 else "page"
