"""Making the site anew at each change: what goes wrong is shown, and what stood there stays."""

from __future__ import annotations

import datetime
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Set
from pathlib import Path

from katern.errors import KaternError
from katern.finding import Finding
from katern.messages import messages_of
from katern.preview.code import forget
from katern.preview.origins import Origins
from katern.preview.screen import Screen, Trouble
from katern.preview.watching import Places, Watch
from katern.rebuilding import Rebuilding, Rebuilt
from katern.saying import said
from katern.site.settings import SiteSettings
from katern.words.preview import PreviewWords

# what changes the settings of a site, and not only its pages
_SETTINGS = (".py", ".csl")

Load = Callable[[], SiteSettings]


class OtherPlugins(KaternError):
    """A site asks now for plugins that only MkDocs can run."""


def places_of(site: SiteSettings) -> Places:
    """Where the files of a site stand."""
    root, layout = site.root, site.layout
    named = [root / folder for folder, _ in layout.trees] + [root / layout.bibliography, *site.watched]
    files = [path for path in named if path.suffix and not path.is_dir()]
    trees = [path for path in named if path not in files]
    # a tree below another is looked at with it
    outer = [tree for tree in trees if not any(tree != other and tree.is_relative_to(other) for other in trees)]
    return Places(tuple(dict.fromkeys(outer)), tuple(dict.fromkeys(files)), (site.folder, site.local))


def _folders(site: SiteSettings) -> frozenset[str]:
    """The folders of content that are there: a site with data, or with its first dossier, is read as another kind of site."""
    layout = site.layout
    names = (layout.data, *(folder for folder, _ in layout.trees))
    return frozenset(name for name in names if (site.root / name).is_dir())


class Renewing:
    """Makes a site in a folder, and again whenever its files change; `run` goes on until the watch is stopped."""

    def __init__(self, load: Load, site: SiteSettings, folder: Path, screen: Screen, words: PreviewWords, tell: Callable[[str], None]) -> None:  # fmt: skip
        self._load = load
        self._folder = folder
        self._screen = screen
        self._words = words
        self._tell = tell
        self._site, self._folders = site, _folders(site)
        self._stale = False
        self.watch = Watch(places_of(site), lambda: tell(words.terminal.alone))
        self._engine = Rebuilding(site, site.open_store())

    def run(self) -> None:
        """Make the site, then wait for changes."""
        self.watch.start()
        self._renew(frozenset())
        while (changed := self.watch.wait()) is not None:
            self._renew(changed)

    def stop(self) -> None:
        """Wait for no more changes."""
        self.watch.stop()

    def _renew(self, changed: Set[Path]) -> None:
        """One more time, whatever happens: an author's mistake and one of ours must not end a preview."""
        started = time.monotonic()
        try:
            self._take_settings(changed)
            made = self._engine.again(self._folder, self._screen.viewed, self._show, changed)
            self._show(made)
            self._say(changed, made, time.monotonic() - started)
        except Exception as problem:  # see above
            self._screen.show(trouble=self._trouble(problem))

    def _show(self, made: Rebuilt) -> None:
        """The new site; where there is no style to draw citations, what is wrong beside the old one."""
        if not made.build.outlines:
            self._screen.show(findings=made.findings, trouble=None)
            return
        values = {"build": made.build, "findings": made.findings, "kept": made.kept, "origins": Origins.of(made.build)}
        self._screen.show(made.changed, trouble=None, **values)

    def _take_settings(self, changed: Set[Path]) -> None:
        """Read mkdocs.yml and the site's code anew where these changed, or could not be read before."""
        named = any(path in self._site.watched or path.suffix in _SETTINGS for path in changed)
        if not self._stale and not named and self._folders == _folders(self._site):
            return
        self._stale = True
        forget(changed, self._site.watched)
        site = self._load()
        if site.others:
            raise OtherPlugins(said("preview", "other-plugins", names=tuple(site.others)))
        self._site, self._folders = site, _folders(site)
        self._engine = Rebuilding(site, site.open_store())
        self.watch.look_at(places_of(site))
        self._stale = False

    def _trouble(self, problem: Exception) -> Trouble:
        if isinstance(problem, KaternError):
            trouble = Trouble(messages_of(self._words.language).say(problem.said), getattr(problem, "at", None))
        else:
            trouble = Trouble(self._words.trouble.own(problem=f"{type(problem).__name__}: {problem}"))
            traceback.print_exception(problem, file=sys.stderr)
        at = trouble.at
        place = f"{at.path}:{at.line}:{at.column}: " if at else ""
        self._tell(f"{place}{trouble.sentence}")
        return trouble

    def _say(self, changed: Set[Path], made: Rebuilt, seconds: float) -> None:
        words = self._words.terminal
        values = {"seconds": f"{seconds:.2f}", "findings": self._counted(made.findings)}
        if not changed:
            pages = len(made.build.outlines) + len(made.build.library.sources)
            self._tell(words.ready(pages=words.pages(pages), **values))
            return
        clock = datetime.datetime.now().strftime("%H:%M:%S")
        self._tell(words.changed(time=clock, files=self._named(changed), **values))

    def _named(self, changed: Iterable[Path]) -> str:
        root = self._site.root
        names = sorted(
            path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in changed
        )
        return names[0] if len(names) == 1 else self._words.terminal.files(first=names[0], number=len(names) - 1)

    def _counted(self, findings: Iterable[Finding]) -> str:
        return counted(findings, self._words) or self._words.terminal.nothing


def counted(findings: Iterable[Finding], words: PreviewWords) -> str:
    """How many errors and warnings there are; nothing where there are none."""
    severities = [finding.severity for finding in findings]
    counts = [(words.panel.error, severities.count("error")), (words.panel.warning, severities.count("warning"))]
    return ", ".join(word(number) for word, number in counts if number)
