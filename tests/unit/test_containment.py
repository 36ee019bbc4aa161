"""What lies in a checkout, whatever paths and links say; and the list of every place in the engine that opens a file."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from jinja2.exceptions import SecurityError, TemplateNotFound

from katern.containment import ContainedLoader, climbs, inside

SOURCES = Path(__file__).parents[2] / "src/katern"


@pytest.fixture
def tree(tmp_path):
    """A checkout beside a secret, with a link of each kind; its path."""
    root = tmp_path / "site"
    for folder in ("docs/map", ".git", "docs/.verborgen"):
        (root / folder).mkdir(parents=True)
    for path in ("docs/a.md", "docs/map/b.md", ".git/config", "docs/.verborgen/c.md"):
        (root / path).write_text("x", encoding="utf-8")
    (tmp_path / "geheim").mkdir()
    (tmp_path / "geheim/sleutel").write_text("x", encoding="utf-8")
    (tmp_path / "site-b").mkdir()
    (tmp_path / "site-b/d.md").write_text("x", encoding="utf-8")
    for link, target in {
        "docs/goed.md": "a.md",
        "docs/goede-map": "map",
        "docs/sleutel": "../../geheim/sleutel",
        "docs/geheim": "../../geheim",
        "docs/heel": "/etc/passwd",
        "docs/keten": "sleutel",
        "docs/git": "../.git/config",
        "docs/gitmap": "../.git",
        "docs/buurman": "../../site-b",
        "docs/rond": "rond",
    }.items():
        (root / link).symlink_to(target)
    return root


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "docs/a.md",
        "docs/goed.md",
        "docs/goede-map/b.md",
        "docs/x/../a.md",
        "docs/nergens.md",
        ".git/config",
        "docs/.verborgen/c.md",
    ],
)
def test_what_lies_in_the_checkout_is_inside(tree, path):
    assert inside(tree, path)
    assert inside(tree, tree / path)


@pytest.mark.parametrize(
    "path",
    ["..", "../geheim/sleutel", "docs/../../geheim/sleutel", "/etc/passwd", "docs/sleutel", "docs/geheim/sleutel", "docs/heel",
     "docs/keten", "docs/git", "docs/gitmap/config", "docs/buurman/d.md", "../site-b/d.md", "docs/a\0.md", "docs/geheim/../geheim/sleutel"],
)  # fmt: skip
def test_what_lies_elsewhere_or_leads_to_what_is_hidden_is_not(tree, path):
    assert not inside(tree, path)


def test_a_checkout_that_is_reached_through_a_link_is_the_same_checkout(tree, tmp_path):
    (tmp_path / "koppeling").symlink_to("site")
    assert inside(tmp_path / "koppeling", "docs/goed.md")
    assert not inside(tmp_path / "koppeling", "docs/sleutel")


PARTS = st.lists(st.sampled_from(["..", ".", "a", "b", "", "c.md"]), max_size=8).map("/".join)


@given(PARTS)
def test_a_path_climbs_exactly_where_its_steps_leave_the_folder(path):
    steps = [part for part in path.split("/") if part not in ("", ".")]
    depths = [sum(-1 if step == ".." else 1 for step in steps[: number + 1]) for number in range(len(steps))]
    assert climbs(path) == (path.startswith("/") or min(depths, default=0) < 0)


@pytest.mark.parametrize("path", ["C:/x", "c:x", "\\\\server\\share", "a\\..\\..\\x"])
def test_a_path_that_climbs_on_windows_climbs(path):
    assert climbs(path)


@given(PARTS)
def test_a_path_that_does_not_climb_stays_below_its_folder_and_one_that_does_not_stay_climbs(path):
    whole = os.path.normpath(os.path.join("/w/site", path))
    below = whole == "/w/site" or whole.startswith("/w/site/")
    assert below or climbs(path)
    if not climbs(path):
        assert below


@pytest.mark.parametrize("path", ["..\\..\\geheim", "\\etc", "a\\..\\..\\b"])
def test_backslashes_climb_too(path):
    assert climbs(path)


def test_a_template_is_drawn_from_the_checkout_only(tree):
    environment = Environment(loader=ContainedLoader([str(tree / "docs")], tree))
    assert environment.get_template("goed.md").render() == "x"
    for name in ("sleutel", "geheim/sleutel", "heel", "git", "gitmap/config"):
        with pytest.raises(SecurityError, match=r"macro\.forbidden outside"):
            environment.get_template(name)
    for name in ("../.git/config", "/etc/passwd", "nergens.md"):
        with pytest.raises(TemplateNotFound):
            environment.get_template(name)


# ways to open a file for reading, or to copy one: calls of a name, of a method, and with a module before it
_NAMES = frozenset(
    {
        "open",
        "FileSystemLoader",
        "FileSystemBytecodeCache",
        "ContainedLoader",
        "TTFont",
        "ZipFile",
        "load_font",
        "copyfile",
        "copytree",
    }
)
_METHODS = frozenset({"open", "read_bytes", "copyfile", "copy2", "copy", "copytree", "move", "fdopen", "get_source"})
# what MkDocs reads of a file of the site when it is asked
_CONTENT = frozenset({"content_bytes", "content_string"})
_OWN = "of the engine's own package or of a typeface package"
_BUILT = "of the site that was built or published, which a build wrote"
_CACHE = "of the cache, which a build wrote"
_CONFIG = "mkdocs.yml itself, which the person at the keyboard named"
_TESTED = "of the checkout, and `inside` is asked first"
_LOADER = "a loader that asks `inside` for each template"
_NOTES = "a lock or note of the publishing itself, beside the versions"
_MADE = "a booklet that was set a moment ago"
_WALKED = "of a tree that `walk` went through, which leaves out what lies outside"
_DOWNLOAD = "a page or mark that this download, or one before it, wrote itself"
_HASHED = "compared by its hash alone: nothing of it goes anywhere"
_MEMORY = "no file but what is in memory"
SAFE = {
    "bibliography/files.py:_text": _WALKED,
    "check/active.py:_in_drawing": _WALKED,
    "check/built.py:read": _BUILT,
    "check/editors.py:editors_page": _OWN,
    "check/history.py:read": _TESTED,
    "check/linkchecker.py:run_linkchecker": _OWN,
    "check/picturetypes.py:unfit_pictures": _WALKED,
    "check/schema.py:write_schemas": _TESTED,
    "check/site.py:_codes": _BUILT,
    "check/site.py:external_requests": _BUILT,
    "check/site.py:search_count": _BUILT,
    "check/site.py:weight": _BUILT,
    "check/tongue.py:tongue_of": _OWN,
    "check/witness.py:do_GET": _BUILT,
    "citations/style.py:load_style": _TESTED,
    "containment.py:get_source": _LOADER,
    "datasets/fetch.py:_begin": _DOWNLOAD,
    "datasets/fetch.py:run": _DOWNLOAD,
    "datasets/imports.py:_bytes": "the file that the person at the keyboard named",
    "datasets/imports.py:_write": "a set.yml that is read to be written again, in the folder of a set",
    "drawing/templates.py:environment": _LOADER,
    "making.py:add_booklets": _MADE,
    "mkdocs/extensions.py:_finding": _CONFIG,
    "mkdocs/options.py:option_position": _CONFIG,
    "mkdocs/options.py:of_mkdocs_bibtex": _CONFIG,
    "mkdocs/editing.py:editing_place": _CONFIG,
    "mkdocs/ownbooklets.py:site_booklets": _CONFIG,
    "mkdocs/run.py:_unparsed": _CONFIG,
    "mkdocs/run.py:_place_in": _CONFIG,
    "mkdocs/misspelt.py:misspelt": _CONFIG,
    "check/explaining.py:manual_of": _OWN,
    "fixing.py:_in_file": _TESTED,
    "replacing.py:replace_file": "beside a file for which `inside` was asked, to take its place",
    "sourcing/edited.py:of": _TESTED,
    "sourcing/instep.py:steps": _TESTED,
    "reviewing/telling.py:_templates": _OWN,
    "editor/checkout.py:text": _TESTED,
    "manuscripts/unread.py:unread": _MEMORY,
    "manuscripts/docxfile.py:read_docx": "the document that the person at the keyboard named, and what pandoc took out of it",
    "manuscripts/docxfile.py:_refuse_other": _MEMORY,
    "manuscripts/exporting.py:_image": _TESTED,
    "check/works.py:read": _TESTED,
    "sourcecommands.py:add": "the file that the person at the keyboard named",
    "scaffold/sites.py:_templates": _OWN,
    "scaffold/writing.py:_put": "a new file that the person at the keyboard asked for, made only where none is",
    "mkdocs/options.py:policy": _CONFIG,
    "mkdocs/plugin.py:on_env": _LOADER,
    "mkdocs/themescript.py:_asks_for_streams": _TESTED,
    "mkdocs/ownmacros.py:_place": _CONFIG,
    "mkdocs/reach.py:_at": _CONFIG,
    "mkdocs/run.py:_take_over": _BUILT,
    "mkdocs/sitekinds.py:_module": _TESTED,
    "messages.py:_file": _OWN,
    "usage.py:_read": _OWN,
    "siteconfig.py:language_at_first_sight": _CONFIG,
    "photos/clean.py:_cleaned": _MEMORY,
    "photos/clean.py:_page": _MEMORY,
    "npm.py:bring": "a file that npm put into our own temporary folder",
    "npm.py:brought": "a file of the cache whose hash is pinned",
    "npm.py:listed": "a package whose hash is pinned",
    "npm.py:members": "a file in a package whose hash is pinned",
    "publish/rebuild.py:bring_along": "what `katern assets` brought into our own cache, whose hash is compared where it is read",
    "print/selfmade.py:write_tools": "typefaces and templates, which `own_font_files` and `template_files` hold inside the site",
    "print/complete.py:_chapters_of_book": _MADE,
    "print/complete.py:_chapters_of_pdf": _MADE,
    "print/composing.py:__init__": _TESTED,
    "print/composing.py:_file": _TESTED,
    "print/grey.py:_grey": _MEMORY,
    "print/house.py:_families": _TESTED,
    "print/house.py:_picture": _TESTED,
    "print/printshop.py:with_marks": _MADE,
    "print/word.py:_reference": _OWN,
    "print/word.py:_without_title": _MADE,
    "print/imposition.py:impose": _MADE,
    "print/epub.py:_finish": _MADE,
    "print/finish.py:finish": _MADE,
    "print/slides.py:write": _MADE,
    "print/slidemaster.py:_part": _OWN,
    "print/conversion.py:repacked": _MEMORY,
    "print/job.py:make": _MADE,
    "print/pictures.py:_read": _TESTED,
    "print/profiles.py:profile_pdf": _MEMORY,
    "print/thumbnail.py:draw_thumbnail": _MADE,
    "print/thumbnail.py:_drawn": _MEMORY,
    "print/typeset.py:_copy_fonts": _TESTED,
    "print/typeset.py:_copy_templates": _TESTED,
    "print/typeset.py:_text": _OWN,
    "publish/branch.py:_recover": _NOTES,
    "publish/branch.py:contents": _BUILT,
    "publish/compress.py:_compress": _BUILT,
    "publish/folder.py:_carry": _BUILT,
    "publish/folder.py:_copy": _BUILT,
    "publish/folder.py:_fingerprint": _BUILT,
    "publish/folder.py:_roll_back": _NOTES,
    "publish/folder.py:contents": _BUILT,
    "publish/folder.py:read": _BUILT,
    "publish/manifest.py:checksums": _BUILT,
    "publish/objects.py:_upload": _BUILT,
    "publish/release.py:new": _BUILT,
    "publish/signing.py:sign": _BUILT,
    "publish/sums.py:with_sums": _BUILT,
    "charts/measure.py:_widths": _OWN,
    "charts/shapes.py:_environment": _OWN,
    "publish/rendering.py:_environment": _OWN,
    "publish/rendering.py:asset": _OWN,
    "publish/staging.py:finish": _BUILT,
    "reading/ahead.py:take_order": "an order that this process wrote a moment ago, in a folder of its own",
    "reading/macros.py:__init__": _LOADER,
    "reading/memory.py:_held": "what the system says of this process, at an address of its own",
    "reading/dialectkey.py:_files": "the code of an extension, which runs anyway",
    "shelf.py:read": _CACHE,
    "site/editingplace.py:_files": _OWN,
    "site/fonts.py:_faces": _OWN,
    "site/fonts.py:_subset": _OWN,
    "site/output.py:_content": _BUILT,
    "site/owntemplates.py:_of": _TESTED,
    "site/owntemplates.py:_of_theme": _LOADER,
    "site/owntemplates.py:_read": _LOADER,
    "site/output.py:_put": _BUILT,
    "site/output.py:_same": _BUILT,
    "site/output.py:copy": "what `whole` found by `walk` or in a theme, or a build made",
    "site/photos.py:clean_picture": _WALKED,
    "site/courses.py:picture": _WALKED,
    "site/scorm.py:package": _OWN,
    "site/search.py:add_pages": _BUILT,
    "site/styles.py:_content": _TESTED,
    "site/styles.py:_of_theme": _OWN,
    "site/whole.py:_beside": "of the themes, whose folders `reach` asked for",
    "site/whole.py:_content_file": _WALKED,
    "site/whole.py:_shell": _LOADER,
    "store.py:_katern": _OWN,
    "textfile.py:read_text": _TESTED,
    "words/model.py:_content": _OWN,
    "preview/serving.py:serve": "a browser that is opened, no file",
    "site/searchfile.py:_content": _BUILT,
    "preview/booklets.py:_print": _MADE,
    "print/job.py:_signs_of": _OWN,
    "filestate.py:is_same": _HASHED,
    "preview/panel.py:_templates": _OWN,
    "mkdocs/watched.py:_text": _CONFIG,
    "mkdocs/texts.py:text_findings": _CONFIG,
    "preview/pages.py:_at": _BUILT,
    "lastbuild.py:_store_of": _CONFIG,
    "site/woven.py:files_below": _HASHED,
}


def opened() -> dict[str, int]:
    """Every call that opens a file, by the module and function around it, and how often."""
    found: dict[str, int] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        for function, node in nodes(ast.parse(path.read_text(encoding="utf-8"))):
            if opens(node):
                name = f"{path.relative_to(SOURCES).as_posix()}:{function}"
                found[name] = found.get(name, 0) + 1
    return found


def nodes(tree: ast.AST, function: str = "") -> list[tuple[str, ast.AST]]:
    found = []
    for node in ast.iter_child_nodes(tree):
        inner = node.name if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else function
        found += [(inner, node), *nodes(node, inner)]
    return found


def opens(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in _CONTENT:
        return isinstance(node.ctx, ast.Load)
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    if isinstance(called, ast.Name):
        return called.id in _NAMES
    if not isinstance(called, ast.Attribute):
        return False
    if called.attr == "move":  # a cursor moves too
        return isinstance(called.value, ast.Name) and called.value.id == "shutil"
    parsed = called.attr == "parse" and isinstance(called.value, ast.Name) and called.value.id == "etree"
    return called.attr in _METHODS | _NAMES or called.attr == "read_text" or parsed


def test_every_open_of_a_file_is_known_with_the_reason_why_it_is_safe():
    assert opened().keys() == SAFE.keys()
