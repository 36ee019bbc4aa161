"""Code of the site that MkDocs runs: it gets so much time and memory for each call, and a finding where it takes more."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from katern.blame import is_own
from katern.finding import Telling, said
from katern.reading.memory import no_more_than
from katern.reading.patience import TookTooLong, at_most

# seconds of work, and bytes, for one call of a hook, or for loading a module
SECONDS = 60.0
BYTES = 2 << 30


class TooMuch(Telling, RuntimeError):
    """Code of the site that is not done in its time."""


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Within, code of the site has its time and memory."""
    try:
        with at_most(SECONDS), no_more_than(BYTES):
            yield
    except TookTooLong as ended:
        problem = TooMuch(said("code.failed", "too-slow", seconds=round(SECONDS)))
        raise problem.with_traceback(ended.__traceback__) from None


def bound_hooks(config: MkDocsConfig, root: Path) -> None:
    """Let each call of a hook of the site be bounded; plugins that were installed are as they were."""
    plugins = config.plugins
    for methods in plugins.events.values():
        for number, method in enumerate(methods):
            if is_own(getattr(getattr(method, "__code__", None), "co_filename", ""), root):
                methods[number] = _bounded(method)
                plugins._event_origins[methods[number]] = plugins._event_origins.get(method, "")


def _bounded(method: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(method)
    def within(*arguments: Any, **named: Any) -> Any:
        with bounded():
            return method(*arguments, **named)

    return within
