"""A site that is built again and again in one process, as a preview does: what is new is made, all else stays.

    site = Rebuilding(settings, settings.open_store())
    first = site.again(folder)
    then = site.again(folder, first=["dossiers/school/"], placed=reload)

Nobody has to say what changed: each build looks at every file itself. A changed mkdocs.yml makes other settings, so that
begins with a new object; what was made for it before stands in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from katern.blame import blaming
from katern.drawing.page import Page
from katern.finding import Finding, sort_key
from katern.ownfolder import mark_site, refuse_foreign_site
from katern.site.before import Before
from katern.site.build import Build
from katern.site.output import Output, remove_leftovers
from katern.site.pageview import file_of
from katern.site.settings import SiteSettings
from katern.site.sketch import Sketch
from katern.site.whole import Whole
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
        self._found: tuple[Finding, ...] = ()
        self._sketch: Sketch | None = None

    def again(self, folder: Path, first: Sequence[str] = (), placed: Callable[[Rebuilt], None] = _nothing, changed: Iterable[Path] = ()) -> Rebuilt:  # fmt: skip
        """Build the site in a folder; pages at the URLs `first` are written before all else, and then `placed` is called.

        Where `changed`, files that somebody saw change, are pages of which only the text is another, it is called before
        anything else is looked at as well. It gets what came of the build so far: the pages that are written, what is wrong with these, and what was wrong with
        the others before. URLs are relative to the root of the site. Raises KaternError for what stops any build.
        """
        with blaming(self._site.root, self._site.language):
            self._draw_at_once(folder, first, placed, changed)
            return self._again(folder, first, placed)

    def _draw_at_once(self, folder: Path, first: Sequence[str], placed: Callable[[Rebuilt], None], changed: Iterable[Path]) -> None:  # fmt: skip
        """Write pages that somebody looks at from what the last build knows of all else; what follows is sure."""
        sketch, self._sketch = self._sketch, None
        root = self._site.root
        paths = [path.relative_to(root).as_posix() for path in changed if path.is_relative_to(root)]
        if sketch is None or not all(map(sketch.url, paths)):
            return
        output = Output(folder)
        for path in paths:
            drawn = sketch.draw(path, is_broken) if sketch.url(path) in first else None
            if drawn is not None:
                output.write(drawn.path, drawn.content)
                output.place()
                others = (finding for finding in self._found if finding.path != path)
                self._found = tuple(sorted({*others, *drawn.findings}, key=sort_key))
        if output.changed:
            placed(Rebuilt(sketch.build, self._found, tuple(output.changed)))

    def _again(self, folder: Path, first: Sequence[str], placed: Callable[[Rebuilt], None]) -> Rebuilt:
        remove_leftovers(folder)
        refuse_foreign_site(folder)
        build = Build(self._site, self._store, self._before)
        build.read()
        if build.style is None:
            return Rebuilt(build, build.judge(), ())
        build.begin_citations()
        build.draw()
        build.dress()
        output, whole = Output(folder, build.standing(folder), at_once=False), Whole(build)
        try:
            whole.begin(output)
            wanted = {address: page for address, page in build.outlines.items() if page.url in first}
            if wanted:
                placed(self._place(build, whole, output, wanted))
            findings = build.judge()
            kept = _keep(build, output, findings)
            for address in build.outlines:
                if address not in wanted:
                    whole.write_page(address)
            whole.write_rest()
            output.close()
            build.made_in(output.folder).keep()
        finally:
            output.drop()
        mark_site(folder)
        found = {*findings, *build.unfit, *whole.findings}
        self._found = tuple(sorted(found, key=sort_key))
        self._sketch = Sketch(build, whole)
        return Rebuilt(build, self._found, tuple(output.changed), kept)

    def _place(self, build: Build, whole: Whole, output: Output, wanted: Mapping[str, Page]) -> Rebuilt:
        """Put the pages in their place that somebody looks at, with what they say themselves of what is wrong.

        Of all others stands what the last build found.
        """
        paths = [page.item.path for page in wanted.values() if page.item is not None]
        found = build.judge_pages(paths)
        kept = _keep(build, output, found)
        for address in wanted:
            whole.write_page(address)
        output.place()
        known = {*found, *(finding for finding in self._found if finding.path not in paths)}
        return Rebuilt(build, tuple(sorted(known, key=sort_key)), tuple(output.changed), kept)


def _keep(build: Build, output: Output, findings: Iterable[Finding]) -> frozenset[str]:
    """Let the pages of files that findings call broken stand as they are; those files."""
    broken = {finding.path for finding in findings if is_broken(finding)}
    items = [(page.item.path, page.url) for page in build.outlines.values() if page.item is not None]
    return frozenset(path for path, url in items if path in broken and output.leave(file_of(url)))
