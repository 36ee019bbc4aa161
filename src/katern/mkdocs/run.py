"""Reading mkdocs.yml, and building a site whose other plugins only MkDocs can run."""

from __future__ import annotations

import logging
import os
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException

from katern import halfmade
from katern.blame import blaming, failure_of
from katern.errors import KaternError, NoSite
from katern.finding import Finding, Position
from katern.frontmatter import read_yaml
from katern.locales import FALLBACK
from katern.making import Made, Wish, add_booklets, printer_of, what_came_of_it
from katern.mkdocs.ownhooks import bound_hooks, bounded
from katern.mkdocs.plugin import KaternPlugin
from katern.mkdocs.site import site_of
from katern.mkdocs.wrongvalues import findings_of, steps_to
from katern.ownfolder import claim_cache, refuse_foreign_site
from katern.saying import Said, said
from katern.site.build import Build
from katern.site.output import Output, kept_whole, remove_below, remove_leftovers
from katern.site.settings import SiteSettings
from katern.siteconfig import language_at_first_sight, value_place

# of the folder in which MkDocs builds
_HALF = "site-half-"


class BadSettings(KaternError):
    """A mkdocs.yml that MkDocs cannot use; `at` is the place in it, where it is known, and `findings` are its wrong values."""

    def __init__(self, said: Said, at: Position, findings: Sequence[Finding] = ()) -> None:
        super().__init__(said)
        self.at, self.findings = at, tuple(findings)


class PluginFailed(KaternError):
    """A plugin that is neither ours nor the site's own failed."""


class Loaded:
    """A site as its mkdocs.yml describes it; `make` builds it with all of MkDocs' plugins."""

    def __init__(self, config_file: str, site_dir: str | None) -> None:
        # hooks of the site are loaded with its settings
        root = Path(config_file).resolve().parent
        with blaming(root, _language(config_file)), bounded():
            self.config = _read(config_file)
        if site_dir:  # of the command, so that no place in mkdocs.yml is to blame where it does not do
            self.config.site_dir = os.path.normpath(root / site_dir)
        bound_hooks(self.config, root)
        plugin = self.config.plugins.get("katern")
        if not isinstance(plugin, KaternPlugin):
            raise NoSite(said("settings", "no-plugin", file=config_file))
        self._config_file = config_file
        self._plugin = plugin
        self.site: SiteSettings = site_of(self.config, plugin.config)

    @property
    def address(self) -> str:
        """Where the preview stands unless another address is asked for."""
        return str(self.config.dev_addr)

    def serve(self, address: str, open_browser: bool) -> None:
        """Show the site and renew it at each change, until somebody stops it."""
        # its server takes its time to load, and a build needs none
        from mkdocs.commands.serve import serve as mkdocs_serve

        with blaming(self.site.root, self.site.language):
            mkdocs_serve(self._config_file, dev_addr=address, open_in_browser=open_browser)

    def make(self, build: Build, folder: Path, wish: Wish) -> Made:
        """Make the site by MkDocs, with every plugin of the site; the folder changes when all went well."""
        remove_leftovers(folder)
        halfmade.remove_abandoned()
        config, site = self.config, build.site
        beside = claim_cache(site.local) if site.cache_fits else None
        if beside is not None:
            remove_below(beside, _HALF)
        output = Output(folder)
        with (
            _failures_of_plugins(config),
            blaming(site.root, site.language),
            _each_once(),
            kept_whole(output),
            tempfile.TemporaryDirectory(dir=beside, prefix=_HALF) as made,
            halfmade.folder("booklets") as printed,
        ):
            printer = printer_of(build, Path(printed), wish)
            self._plugin.ready = build
            before, config.site_dir = config.site_dir, made
            try:
                config.plugins.on_startup(command="build", dirty=False)
                mkdocs_build(config)
            finally:
                config.site_dir = before
                config.plugins.on_shutdown()
            _take_over(output, Path(made))
            add_booklets(output, Path(printed), build.words.addresses.booklets)
            done = what_came_of_it(printer, build.unfit)
            refuse_foreign_site(folder)
            return done if done.refused else Made(output.close(), done.booklets, done.fresh, done.findings)


def _read(config_file: str) -> MkDocsConfig:
    """The settings, or BadSettings with everything that MkDocs says of them; NoSite where there are none."""
    if not Path(config_file).is_file():
        raise NoSite(said("settings", "no-file", file=config_file))
    with _errors_of("mkdocs.config") as errors:
        try:
            return load_config(config_file)
        except (ConfigurationError, MkDocsException) as problem:
            reason = "; ".join(errors) or str(problem)
            name, mark = Path(config_file).name, getattr(problem.__context__, "problem_mark", None)
            at = Position(name, mark.line + 1, mark.column + 1) if mark else _place_of(errors, Path(config_file))
            wrong = _unparsed(Path(config_file)) if mark else findings_of(errors, partial(_place_in, Path(config_file)))
            raise BadSettings(
                said("settings", "unusable", file=_shown(config_file, at), reason=reason), at, tuple(wrong)
            ) from problem
        except Exception as problem:  # such as an address that no program takes apart
            if failure_of(problem, Path(config_file).resolve().parent) is not None:
                raise
            reason = "; ".join(errors) or f"{type(problem).__name__}: {problem}"
            file = Path(config_file)
            at = _place_of(errors, file) if errors else _place_in(file, _read_when(problem))
            raise BadSettings(
                said("settings", "unusable", file=_shown(config_file, at), reason=reason), at
            ) from problem


def _unparsed(file: Path) -> Iterable[Finding]:
    """What is wrong with a file that is no YAML, in the words of front matter that is none."""
    return read_yaml(file.read_text(encoding="utf-8"), file.name)[2][:1]


def _read_when(problem: Exception) -> tuple[str, ...]:
    """The setting that MkDocs looked at when it failed, as the steps to it; none where it looked at another thing."""
    for frame, _ in traceback.walk_tb(problem.__traceback__):
        known = frame.f_locals
        if isinstance(known.get("self"), MkDocsConfig) and isinstance(known.get("key"), str):
            return (known["key"],)
    return ()


def _place_of(errors: Sequence[str], file: Path) -> Position:
    """Where the first value stands that MkDocs cannot use; the top of the file where it does not say."""
    return _place_in(file, next(filter(None, map(steps_to, errors)), ()))


def _place_in(file: Path, steps: Sequence[str]) -> Position:
    if not steps:
        return Position(file.name)
    try:
        return value_place(file.read_text(encoding="utf-8"), file.name, *steps)
    except (OSError, ValueError):
        return Position(file.name)


def _shown(config_file: str, at: Position) -> str:
    """The file, with the place in it where that is known; a preview knows it by its whole path, which nobody asked for."""
    name = Path(config_file).name if Path(config_file).is_absolute() else config_file
    return name if (at.line, at.column) == (1, 1) else f"{name}:{at.line}:{at.column}"


def _language(config_file: str) -> str:
    """The language of a site whose settings are not read yet, as far as its file tells."""
    try:
        return language_at_first_sight(Path(config_file)) or FALLBACK
    except (OSError, ValueError):
        return FALLBACK


@contextmanager
def _errors_of(name: str) -> Iterator[list[str]]:
    """What a module logs as errors, in the place of who prints it."""
    logger, said = logging.getLogger(name), list[str]()

    def take(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            said.append(record.getMessage())
        # `misspelt` tells where such a name stands
        return record.levelno < logging.ERROR and "Unrecognised configuration name" not in record.getMessage()

    logger.addFilter(take)
    try:
        yield said
    finally:
        logger.removeFilter(take)


@contextmanager
def _failures_of_plugins(config: MkDocsConfig) -> Iterator[None]:
    """Within, what a plugin raises is told with its name; a mistake of ours stays one."""
    try:
        yield
    except (KaternError, MkDocsException):
        raise
    except Exception as problem:  # a plugin may raise anything
        name = config.plugins._current_plugin
        if name is None or isinstance(config.plugins.get(name), KaternPlugin):
            raise
        reason = f"{type(problem).__name__}: {problem}"
        raise PluginFailed(said("settings", "plugin-failed", plugin=name, reason=reason)) from problem


@contextmanager
def _each_once() -> Iterator[None]:
    """Within, what is logged of every page alike is told once, in one line."""
    seen: set[str] = set()

    def once(record: logging.LogRecord) -> bool:
        told = " ".join(record.getMessage().split())
        if told in seen:
            return False
        seen.add(told)
        # what stops a build may be a list of findings
        record.msg, record.args = told if record.levelno < logging.ERROR else record.getMessage().strip(), ()
        return True

    handlers = list(logging.getLogger().handlers)
    for handler in handlers:
        handler.addFilter(once)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(once)


def _take_over(output: Output, made: Path) -> None:
    for path in sorted(made.rglob("*")):
        if path.is_file():
            output.copy(path.relative_to(made).as_posix(), str(path))
