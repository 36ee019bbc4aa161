"""The place on the site where pages are changed without git: Sveltia CMS, served by the site itself, which writes a branch at the git host."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from katern.npm import Package, brought, listed, members
from katern.ownfolder import ASSETS
from katern.site.build import Build
from katern.site.editingconfig import collections_of, forms_of
from katern.site.editingsettings import Editing
from katern.site.output import Output
from katern.words.editing import editing_of

CMS = Package(
    "@sveltia/cms",
    "0.221.1",
    "J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ==",
)
# the icons that it takes from elsewhere
ICONS = Package(
    "@fontsource-variable/material-symbols-outlined",
    "5.3.7",
    "d6kLamaMdad40AYoyJEBgCH63fRLklC7GW7bgb7WWbPh/UzuW483Dlyfmn3vxpiNsHLIMBOcYYkZDtOC9Y3MUA==",
)
# what takes front matter apart, so that what nobody changed stays as it was written
YAML = Package(
    "js-yaml",
    "5.5.0",
    "paNr4LFIFPjeeSmwNYdrb8FafLLG/Cr2Af3GjbsHJ5CxIjH4r0c2emlmRdAtpPAieP1gRVzk6buBbVP5gBMGAg==",
)
PACKAGES = (CMS, ICONS, YAML)
_OWN = Path(__file__).parent / "editing"
_SCRIPT = f"sveltia-cms-{CMS.version}.js"
# where the program looks for files of its own, and where the site has them
_MIRRORED = {
    b"https://unpkg.com/": b"npm/",
    b"https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": b"icons.woff2",
    # letters it takes from the machine of who writes
    b"https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2": b"data:,",
    b"https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2": b"data:,",
}


def lacking(folder: Path) -> bool:
    """Whether a package was not brought into this folder."""
    return any(brought(package, folder) is None for package in PACKAGES)


def write_place(build: Build, output: Output) -> None:
    """Write the place, where mkdocs.yml asks for it and what it needs was brought."""
    if build.site.editing is None:
        return
    folder = build.words.addresses.edit
    for name, content in _files(build, build.site.editing, build.site.local / ASSETS):
        output.write(f"{folder}/{name}", content)


def _files(build: Build, editing: Editing, packages: Path) -> Iterator[tuple[str, bytes]]:
    found = {package: brought(package, packages) for package in PACKAGES}
    program, icons, yaml = (found[package] for package in PACKAGES)
    if program is None or icons is None or yaml is None:
        return
    script, terms = members(program, ["dist/sveltia-cms.js", "LICENSE.txt"])
    for elsewhere, here in _MIRRORED.items():
        script = script.replace(elsewhere, here)
    yield _SCRIPT, script
    yield "LICENSE.txt", terms
    # its words in all languages: those of one that is not there it would ask for again and again
    locales = listed(program, "locales/")
    for name, content in zip(locales, members(program, locales), strict=True):
        yield f"npm/@sveltia/cms@{CMS.version}/{name}", content
    # it asks whether there is a newer one
    yield "npm/@sveltia/cms/package.json", json.dumps({"version": CMS.version}).encode()
    yield "icons.woff2", members(icons, ["files/material-symbols-outlined-latin-wght-normal.woff2"])[0]
    yield "js-yaml.js", members(yaml, ["dist/browser/js-yaml.umd.min.js"])[0]
    for own in sorted(_OWN.glob("*.js")):
        yield own.name, own.read_bytes()
    yield "config.json", json.dumps(configuration(build, editing), ensure_ascii=False).encode()
    yield "index.html", page(build, editing).encode()


def configuration(build: Build, editing: Editing) -> Mapping[str, Any]:
    """What the program is told of the site: where its pages stand, and which fields they have."""
    docs = build.library.layout.docs
    return {
        "backend": {**editing.told, "commit_messages": dict(editing_of(build.site.language).messages)},
        "publish_mode": "editorial_workflow",
        **({"site_url": build.site.url} if build.site.url else {}),
        "media_folder": f"{docs}/assets",
        "public_folder": "/assets",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "output": {"omit_empty_optional_fields": True},
        "collections": collections_of(build),
        "forms": forms_of(build),
    }


def page(build: Build, editing: Editing) -> str:
    """The page that runs it, with a policy of its own."""
    words = editing_of(build.site.language)
    return str(
        build.env.get_template("katern/editing.html").render(
            language=build.site.language,
            site_name=build.site.name,
            title=words.title,
            no_script=words.no_script,
            hosts=editing.hosts,
            scripts=["begin.js", "js-yaml.js", _SCRIPT, "format.js"],
        )
    )
