"""Which files make the site: dossiers and toolkits come in, data files and strays stay out, some pages are made."""

from __future__ import annotations

from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from katern.containment import inside
from katern.library import Library
from katern.textfile import walk


def site_files(files: Files, config: MkDocsConfig, library: Library, words: dict[str, Any]) -> dict[str, str]:
    """Put the files in order; returns the pages that the site makes itself, by address, with their titles."""
    layout = library.layout
    addresses = library.by_address()
    data = layout.data.removeprefix(f"{layout.docs}/") + "/"
    for file in list(files):
        from_docs = file.abs_src_path is not None and file.generated_by is None and str(config.docs_dir) in (file.src_dir or "")
        own = file.generated_by is None and file.src_dir in (config.docs_dir, config.theme.custom_dir)
        if own and not inside(layout.root, file.abs_src_path or ""):
            files.remove(file)  # the library tells where the link stands
        elif from_docs and (file.src_uri.startswith(data) or (file.is_documentation_page() and file.src_uri not in addresses)):
            files.remove(file)
    for folder in (layout.dossiers, layout.toolkits):
        for path in walk(layout.root, folder, ("",)):
            address = layout.address(path)
            if address is not None:
                file = File.generated(config, address, abs_src_path=str(layout.root / path))
                file.edit_uri = path
                files.append(file)
    return _generated(files, config, library, words)


def _generated(files: Files, config: MkDocsConfig, library: Library, words: dict[str, Any]) -> dict[str, str]:
    lists = words["lists"]
    wanted = {
        "dossiers/index.md": (lists["dossiers"]["title"], library.of_kind("dossier")),
        "toolkits/index.md": (lists["toolkits"]["title"], library.of_kind("toolkit")),
        f"{library.layout.sources}/index.md": (lists["sources"]["title"], library.sources),
    }
    made: dict[str, str] = {}
    for address, (title, content) in wanted.items():
        if content and files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=""))
            made[address] = escape(title)
    return made
