"""A document's HTML as EPUB or slides, by pandoc."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from katern.pandoc import run_pandoc, silent

_DATA = Path(__file__).parent / "templates"
# pandoc reads EPUB's footnotes only with this extension; ours have that form
_FROM = "--from=html+epub_html_exts-smart"

# the first moment that a zip knows: some parts that pandoc packs carry the clock of the place where it runs
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def to_file(html: str, options: Sequence[str], output: Path, epoch: int) -> None:
    """Write a document in the format of its name; dates in it are the epoch's."""
    output.unlink(missing_ok=True)
    run([_FROM, "--wrap=none", *options, f"--output={output}"], html, epoch)
    if not output.is_file() or not output.stat().st_size:
        raise silent()


def run(options: Sequence[str], text: str, epoch: int | None = None) -> bytes:
    """What pandoc writes for a text; raises PandocFailed with what it said."""
    # without a folder of data of its own, pandoc takes styles and slides from the user's
    return run_pandoc(["--quiet", f"--data-dir={_DATA}", *options], text, epoch)


def repacked(
    content: bytes,
    change: Callable[[str, bytes], bytes],
    more: Mapping[str, bytes] | None = None,
    *,
    with_moments: bool = False,
) -> bytes:
    """A file that pandoc packed with its parts changed, in their order, and more behind them; of no moment, unless theirs are known to be the epoch's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as made:
        for info in source.infolist():
            part = source.read(info)
            if not with_moments:
                info.date_time = _NO_MOMENT
            made.writestr(info, change(info.filename, part))
        for name, part in (more or {}).items():
            made.writestr(zipfile.ZipInfo(name, _NO_MOMENT), part)
    return out.getvalue()
