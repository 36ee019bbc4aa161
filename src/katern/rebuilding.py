"""A site that is built again and again in one process, as a preview does: what is new is made, all else stays.

    site = Rebuilding(settings, settings.open_store())
    first = site.again(folder)
    then = site.again(folder, first=["dossiers/school/"], placed=reload)

Nobody has to say what changed: each build looks at every file itself. A changed mkdocs.yml makes other settings, so that
begins with a new object; what was made for it before stands in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from katern.blame import blaming
from katern.finding import Finding, sort_key
from katern.ownfolder import mark_site, refuse_foreign_site
from katern.site.build import Before, Build
from katern.site.output import Output, remove_leftovers
from katern.site.settings import SiteSettings
from katern.site.whole import Whole, file_of
from katern.store import Store

# what leaves nothing to draw that its author meant
_BROKEN = frozenset(
    (
        "macro.failed", "macro.forbidden", "macro.syntax", "macro.unknown", "meta.bad-yaml", "meta.encoding",
        "meta.outside", "meta.too-large", "meta.unreadable", "read.unclosed-fence",
    )
)  # fmt: skip


def is_broken(finding: Finding) -> bool:
    """Whether a file cannot be drawn as it was meant; any other mistake shows best in the page itself."""
    return finding.code in _BROKEN


def _nothing(made: Rebuilt) -> None:
    """Nobody waits for the first pages."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of a build: all that is wrong, and the files of the site that are other than before, or gone.

    `changed` are paths relative to the site's folder, those of the pages that were asked for first in front; `kept` are
    source files that cannot be drawn as they were meant, whose pages have the form that they had.
    """

    build: Build
    findings: tuple[Finding, ...]
    changed: tuple[str, ...]
    kept: frozenset[str] = frozenset()


class Rebuilding:
    """Builds one site, without booklets, as often as it is asked, each time from the files as they are then.

    A page whose own file is broken (see `is_broken`) keeps the form that it had; a site without a style to draw citations
    keeps all.
    """

    def __init__(self, site: SiteSettings, store: Store) -> None:
        self._site = site
        self._store = store
        self._before = Before.of(site, store)

    def again(self, folder: Path, first: Sequence[str] = (), placed: Callable[[Rebuilt], None] = _nothing) -> Rebuilt:
        """Build the site in a folder; pages at the URLs `first` are written before all else, and then `placed` is called.

        It gets what came of the build so far: the pages that are written, and what is wrong with what was read. URLs are
        relative to the root of the site. Raises KaternError for what stops any build.
        """
        with blaming(self._site.root, self._site.language):
            return self._again(folder, first, placed)

    def _again(self, folder: Path, first: Sequence[str], placed: Callable[[Rebuilt], None]) -> Rebuilt:
        remove_leftovers(folder)
        refuse_foreign_site(folder)
        build = Build(self._site, self._store, self._before)
        build.read()
        findings = build.judge()
        if build.style is None:
            return Rebuilt(build, findings, ())
        build.begin_citations()
        build.draw()
        build.dress()
        output, whole = Output(folder, build.standing(folder)), Whole(build)
        try:
            kept = _keep(build, output)
            self._write(
                build, whole, output, first, lambda: placed(Rebuilt(build, findings, tuple(output.changed), kept))
            )
        finally:
            output.drop()
        mark_site(folder)
        found = {*findings, *build.unfit, *whole.findings}
        return Rebuilt(build, tuple(sorted(found, key=sort_key)), tuple(output.changed), kept)

    def _write(
        self, build: Build, whole: Whole, output: Output, first: Sequence[str], placed: Callable[[], None]
    ) -> None:
        whole.begin(output)
        wanted = [address for address, page in build.outlines.items() if page.url in first]
        for address in wanted:
            whole.write_page(address)
        if wanted:
            output.place()
            placed()
        for address in build.outlines:
            if address not in wanted:
                whole.write_page(address)
        whole.write_rest()
        output.close()
        build.made_in(output.folder).keep()


def _keep(build: Build, output: Output) -> frozenset[str]:
    """Let the pages of broken files stand as they are; those files."""
    broken = {finding.path for finding in build.findings if is_broken(finding)}
    items = [(page.item.path, page.url) for page in build.outlines.values() if page.item is not None]
    return frozenset(path for path, url in items if path in broken and output.leave(file_of(url)))
