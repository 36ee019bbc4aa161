"""The only place that runs linkchecker: as a process of its own, with a configuration, read as it speaks."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from katern.errors import KaternError
from katern.saying import said

_CONFIGS = Path(__file__).parent / "manners"


class NoLinkchecker(KaternError):
    """The package linkchecker is not installed."""


def run_linkchecker(
    config: str,
    settings: Mapping[str, str | int] | None = None,
    *,
    addresses: Sequence[str] = (),
    start: str = "",
    outward: bool = False,
) -> Iterator[ElementTree.Element]:
    """What linkchecker says, an `urldata` element for each address as soon as it is known.

    `config` names one of our configurations, `settings` fill its braces; it asks for the addresses, or goes on from the start.
    `outward` lets it reach no machine of this network.
    """
    if importlib.util.find_spec("linkcheck") is None:
        raise NoLinkchecker(said("checking", "no-linkchecker"))
    with tempfile.TemporaryDirectory(prefix="katern-links-") as folder:
        os.chmod(folder, 0o755)  # as root, linkchecker goes on as nobody
        path = Path(folder) / config
        path.write_text((_CONFIGS / config).read_text(encoding="utf-8").format_map(settings or {}), encoding="utf-8")
        run = _begun(path, start, outward)
        assert run.stdin is not None  # both are pipes
        assert run.stdout is not None
        run.stdin.write("".join(f"{address}\n" for address in addresses))
        run.stdin.close()
        try:
            yield from _elements(run.stdout)
        finally:
            run.stdout.close()
            run.wait()


def _begun(config: Path, start: str, outward: bool) -> subprocess.Popen[str]:
    """The program at work beside its configuration; without a start it reads addresses."""
    module = "katern.outward" if outward else "linkcheck"
    options = ["--config", str(config), "--verbose", "--no-status", "--output", "xml"]
    return subprocess.Popen(
        [sys.executable, "-m", module, *options, start or "--stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=config.parent,
        env=_plain_environment(),
    )


def _plain_environment() -> dict[str, str]:
    """An environment in which it says what it says in English, whatever the machine speaks."""
    path = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONPATH": os.pathsep.join(path)}


def _elements(lines: Iterable[str]) -> Iterator[ElementTree.Element]:
    """The elements of its XML, each once it is whole."""
    collected: list[str] = []
    for line in lines:
        if "<urldata" in line:
            collected = []
        collected.append(line)
        if "</urldata>" in line:
            yield ElementTree.fromstring("".join(collected))
