"""Where a checkout keeps what: folders, and which folder holds which kind of item."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from katern.finding import Position
from katern.items import SiteBooklet
from katern.kinds import Kind, Kinds
from katern.kindtable import KINDS
from katern.words import words_of


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders of a checkout, relative to `root`.

    `kinds` is the table of what the checkout may hold. `wholes` maps a folder of the checkout, and `folders` one of docs, to
    the kind of its items; left out, the first are those of the table and the second as Dutch names them. `sources` is the catalogue's folder on the site;
    `directory_urls` is whether each page has a folder of its own on the site.
    """

    root: Path
    docs: str = "docs"
    bibliography: str = "bibliography"
    data: str = "docs/_data"
    sources: str = "bronnen"
    kinds: Kinds = KINDS
    wholes: Mapping[str, str] = field(default_factory=dict)
    folders: Mapping[str, str] = field(default_factory=lambda: KINDS.folders(words_of("nl")))
    directory_urls: bool = True
    # booklets that the site declares, each with its place
    booklets: tuple[tuple[SiteBooklet, Position], ...] = ()
    # the anchors that templates draw around the text of a page
    anchors: frozenset[str] = frozenset()
    # whether a file of docs, by its address, is no part of the site
    left_out: Callable[[str], bool] = field(default=lambda address: False, compare=False)

    def __post_init__(self) -> None:
        if not self.wholes:
            object.__setattr__(self, "wholes", {row.folder: row.name for row in self.kinds.wholes})

    @property
    def generated(self) -> tuple[str, ...]:
        """Files that do not exist and may be linked to: the site makes their pages."""
        return (f"{self.docs}/{self.sources}/index.md",)

    @property
    def trees(self) -> tuple[tuple[str, str], ...]:
        """The folders that hold pages, each with the prefix of its addresses on the site."""
        return ((self.docs, ""), *((folder, f"{self.kinds[kind].folder}/") for folder, kind in self.wholes.items()))

    @property
    def lists(self) -> Mapping[str, Kind]:
        """The pages that list all items of a kind, by address."""
        folders = {kind: folder for folder, kind in reversed(list(self.folders.items()))}
        rows = [row for row in self.kinds.values() if row.listing]
        wanted = [(row.folder if row.whole else folders.get(row.name), row) for row in rows]
        return {f"{folder}/index.md": row for folder, row in wanted if folder}

    def address(self, path: str) -> str | None:
        """The site's address of a source file (MkDocs' `src_uri`), or None for a file outside the trees."""
        for folder, prefix in self.trees:
            if path.startswith(folder + "/"):
                return prefix + path[len(folder) + 1 :]
        return None

    def folder_of(self, kind: str) -> str:
        """The folder of the checkout that holds the items of a kind; nothing where the site has none."""
        in_docs = {name: f"{self.docs}/{folder}" for folder, name in reversed(list(self.folders.items()))}
        return in_docs.get(kind) or next((folder for folder, name in self.wholes.items() if name == kind), "")

    def source(self, address: str) -> str:
        """The path of the source file at an address of the site, also where there is none."""
        for folder, prefix in self.trees:
            if prefix and address.startswith(prefix):
                return f"{folder}/{address[len(prefix) :]}"
        return f"{self.docs}/{address}"

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
        for folder, name in self.wholes.items():
            if path.startswith(f"{folder}/"):
                return self._in_whole(path[len(folder) + 1 :].split("/"), self.kinds[name]).name
        folders = path[len(self.docs) + 1 :].split("/") if path.startswith(f"{self.docs}/") else []
        if len(folders) >= 2 and folders[0] in self.folders and folders[-1] != "index.md":
            return self.folders[folders[0]]
        return self.kinds.elsewhere.name

    def _in_whole(self, steps: Sequence[str], whole: Kind) -> Kind:
        """The kind of a file, from the steps that lead to it from the folder of all wholes."""
        if len(steps) < 2:
            return self.kinds.elsewhere
        return whole if steps[1:] == ["index.md"] else self.kinds.part(whole)
