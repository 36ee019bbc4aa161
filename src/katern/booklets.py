"""Where site and print meet: the pages of a build become booklets, and the booklets downloads on its pages."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

from katern.check.comments import find_exemptions
from katern.check.policy import Policy
from katern.drawing.downloads import Download
from katern.drawing.page import Page
from katern.errors import KaternError
from katern.finding import Finding, nearest
from katern.library import Item, Library
from katern.print.booklet import EPUB, booklets_of, find_item, plans
from katern.print.complete import missing_chapters
from katern.print.document import Surroundings, compose
from katern.print.matter import Imprint
from katern.print.press import FOLDER, Press, Progress, Result, Wanted
from katern.print.stamp import make_stamp
from katern.settings import language, policy, project_root
from katern.site.plugin import KaternPlugin

# what a booklet calls itself that belongs to no version
_CONCEPT = "concept"

# a file that is not made for this is missed, so nobody can silence why
_ALWAYS = ("toolkit.edition-leak",)


class NoSuchBooklet(KaternError):
    """A name on the command line that belongs to no item or booklet."""


class _PagesRead(Exception):
    """Ends a build whose pages are all that was wanted."""


class BookletPrinter:
    """The plugin's printer: makes the booklets of a build in its site folder; `result` holds what came of it."""

    def __init__(
        self, plugin: KaternPlugin, config: MkDocsConfig, version: str, progress: Progress | None = None
    ) -> None:
        self._plugin = plugin
        self._config = config
        self._version = version
        self._progress = progress
        self.output = Path(config.site_dir) / FOLDER
        self.wanted: Wanted = ()
        self.stop = False
        # where set, each file is held against its plan once more: what was remembered from earlier builds too
        self.whole = False
        self.chapters: dict[str, int] = {}
        self.result = Result((), (), 0)

    def __call__(self, pages: Mapping[str, Page]) -> Mapping[str, Sequence[Download]]:
        """The plugin's call, once all pages are read."""
        printable = {page.item.path: page for page in pages.values() if page.item is not None}
        result = self._press().run(printable, self.output, self.wanted, self._progress)
        if self.whole and not any(finding.severity == "error" for finding in result.findings):
            result = replace(result, findings=(*result.findings, *self._incomplete(printable)))
        judged = _judged(result.findings, policy(self._plugin.config, self._config), self._plugin.library)
        self.result = replace(result, findings=judged)
        if self.stop:
            raise _PagesRead
        downloads: dict[str, list[Download]] = {}
        for made in self.result.made:
            download = Download(f"{FOLDER}/{made.name}", made.form, made.title, made.paper, made.pages, made.size, self.chapters.get(made.name, 0))
            downloads.setdefault(made.item.path, []).append(download)
        return downloads

    def _incomplete(self, pages: Mapping[str, Page]) -> list[Finding]:
        """What the files lack of their plans; `chapters` holds how many each has."""
        found: list[Finding] = []
        for plan in plans(self._plugin.library):
            document = compose(plan, pages, self._surroundings())
            name = f"{plan.stem}.{'epub' if plan.booklet.id == EPUB else 'pdf'}"
            self.chapters[name] = len(document.chapters)
            found += missing_chapters(plan, self.output / name, document.chapters)
        return found

    def _surroundings(self) -> Surroundings:
        config, plugin = self._config, self._plugin
        custom = (Path(config.theme.custom_dir),) if config.theme.custom_dir else ()
        order = tuple(plugin.formatted.entries)
        return Surroundings(plugin.library, plugin.words, order, config.site_url or None, custom, plugin.photos)

    def _press(self) -> Press:
        config, plugin = self._config, self._plugin
        root = project_root(config)
        custom = Path(config.theme.custom_dir) if config.theme.custom_dir else None
        templates = custom / "print" if custom and (custom / "print").is_dir() else None
        imprint = Imprint(config.site_name, config.copyright or "", language(config), config.site_url or None)
        return Press(self._surroundings(), imprint, make_stamp(root, self._version), plugin.store, templates)


def _judged(found: Sequence[Finding], rules: Policy, library: Library) -> tuple[Finding, ...]:
    """What the site's own policy leaves of the findings, each with the site's severity."""
    exemptions = [*rules.exemptions, *find_exemptions(library)]
    kept = [
        finding
        for finding in found
        if finding.code in _ALWAYS or not any(exemption.covers(finding) for exemption in exemptions)
    ]
    severities = {code: severity for code, severity in rules.severities.items() if code not in _ALWAYS}
    graded = [(finding, severities.get(finding.code, finding.severity)) for finding in kept]
    return tuple(replace(finding, severity=severity) for finding, severity in graded if severity is not None)


def attach(
    plugin: KaternPlugin, config: MkDocsConfig, version: str = "", progress: Progress | None = None
) -> BookletPrinter:
    """Let the next build of this plugin make booklets; without a version they call themselves a concept."""
    printer = BookletPrinter(plugin, config, version or getattr(plugin, "version", "") or _CONCEPT, progress)
    plugin.printer = printer
    return printer


def only_booklets(
    plugin: KaternPlugin, config: MkDocsConfig, names: Sequence[str], progress: Progress | None = None
) -> Result:
    """Read the pages and make the named booklets (`ITEM` or `ITEM:ID`; all where none is named), without the site."""
    printer = attach(plugin, config, progress=progress)
    printer.wanted = [_find(plugin, name) for name in names]
    printer.stop = plugin.only_pages = True
    with tempfile.TemporaryDirectory(prefix="katern-pages-") as folder:
        config.site_dir = folder
        with contextlib.suppress(_PagesRead):
            mkdocs_build(config)
    plugin.store.prune()
    return printer.result


def _find(plugin: KaternPlugin, name: str) -> tuple[Item, str | None]:
    item_name, _, id = name.partition(":")
    item = find_item(plugin.library, item_name)
    if item is None:
        known = [other.slug for kind in ("toolkit", "dossier") for other in plugin.library.of_kind(kind)]
        near = nearest(item_name, known)
        raise NoSuchBooklet(
            f"'{item_name}' is geen dossier of toolkit"
            + (f"; bedoelde u '{near}'?" if near else f"; er zijn: {', '.join(known)}")
        )
    ids = [booklet.id for booklet in booklets_of(item)]
    if id and id not in ids:
        raise NoSuchBooklet(f"{item.slug} heeft geen boekje '{id}'; er zijn: {', '.join(ids)}")
    return item, id or None
