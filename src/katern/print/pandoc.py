"""The one place that runs pandoc for print: a document's HTML in, Typst, EPUB or slides out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypandoc

from katern.errors import PandocFailed

FILTERS = Path(__file__).parent / "filters"
# pandoc reads EPUB's footnotes only with this extension; ours have that form
_FROM = "--from=html+epub_html_exts-smart"


def to_typst(html: str) -> str:
    """The body of a Typst document."""
    return run([_FROM, "--to=typst-smart", "--wrap=none", f"--lua-filter={FILTERS / 'print.lua'}"], html).decode(
        "utf-8"
    )


def to_file(html: str, options: Sequence[str], output: Path, epoch: int) -> None:
    """Write a document in the format of its name; dates in it are the epoch's."""
    run([_FROM, "--wrap=none", *options, f"--output={output}"], html, epoch)


def run(options: Sequence[str], text: str, epoch: int | None = None) -> bytes:
    """What pandoc writes for a text; raises PandocFailed with what it said."""
    environment = dict(os.environ)
    if epoch is not None:
        environment["SOURCE_DATE_EPOCH"] = str(epoch)
    command = [pypandoc.get_pandoc_path(), "--quiet", *options]
    done = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, check=False, env=environment)
    if done.returncode != 0:
        raise PandocFailed(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
