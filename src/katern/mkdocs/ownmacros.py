"""The site's own macros, loaded by mkdocs-macros, which hides why a module cannot be imported."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs_macros.util import import_local_module

from katern.blame import OwnFailure, failure_of
from katern.finding import Finding, Position, said, shown
from katern.mkdocs import options
from katern.mkdocs.ownhooks import bounded
from katern.siteconfig import value_place

# of the module that needs not be there
_DEFAULT = "main"


def load_macros(plugin: Any, config: MkDocsConfig) -> None:
    """Let the plugin load its modules; OwnFailure where one of them is not there, or fails."""
    root, name = options.project_root(config), str(plugin.config["module_name"])
    for missing in (module for module in _installed(plugin) if not _can_be_found(module)):
        # mkdocs-macros would ask the network whether there is such a package
        absent = Finding.error(_place(config, "modules"), said("code.failed", "not-installed", name=missing))
        raise OwnFailure(absent, options.language(config))
    try:
        if name == _DEFAULT and _is_there(root, name):  # else one that cannot be imported would count as none
            with bounded():
                import_local_module(str(root), name)  # type: ignore[no-untyped-call]
        with bounded():
            plugin.on_config(config)
    except (Exception, SystemExit) as ended:  # a module of the site may raise anything, or end the program
        problem = (
            ended
            if isinstance(ended, Exception)
            else RuntimeError(f"SystemExit: {ended}").with_traceback(ended.__traceback__)
        )
        found = failure_of(problem, root) or failure_of(_hidden(root, name) or problem, root)
        raise OwnFailure(found or _without_place(root, name, problem, config), options.language(config)) from problem


def _installed(plugin: Any) -> list[str]:
    """The modules that come from packages; one may be named after its package: `package:module`."""
    return [str(named).rpartition(":")[2] for named in plugin.config["modules"]]


def _can_be_found(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _place(config: MkDocsConfig, option: str) -> Position:
    file = Path(config.config_file_path)
    return value_place(file.read_text(encoding="utf-8"), file.name, "plugins", "macros", option)


def _is_there(root: Path, name: str) -> bool:
    return (root / name).is_dir() or (root / f"{name}.py").is_file()


def _hidden(root: Path, name: str) -> Exception | None:
    """Why a module that is there cannot be imported."""
    try:
        if _is_there(root, name):
            import_local_module(str(root), name)  # type: ignore[no-untyped-call]
    except Exception as problem:  # see above
        return problem
    return None


def _without_place(root: Path, name: str, problem: Exception, config: MkDocsConfig) -> Finding:
    """What is wrong with a module is told where it is named."""
    at = _place(config, "module_name")
    if not _is_there(root, name):
        return Finding.error(at, said("code.failed", "no-module", name=name))
    if isinstance(problem, NameError):
        return Finding.error(at, said("code.failed", "no-function", name=name))
    return Finding.error(at, said("code.failed", "not-loaded", why=shown(f"{type(problem).__name__}: {problem}", 300)))
