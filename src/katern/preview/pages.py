"""What stands at each URL of the preview: a page of the site, one of the preview's own, or the page for what is not there."""

from __future__ import annotations

import hashlib
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from werkzeug.security import safe_join

from katern.finding import Finding
from katern.preview import panel
from katern.preview.booklets import Booklets
from katern.preview.screen import Shown
from katern.site.pageview import file_of
from katern.words.preview import PreviewWords

OWN = "_katern/"
"""Below this stands what is the preview's own."""
LISTING = f"{OWN}booklets/"
_NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Seen:
    """A page without its panel: its HTML, its status, and findings that only its making told."""

    html: bytes
    status: int = 200
    findings: tuple[Finding, ...] = ()

    @property
    def mark(self) -> str:
        """What tells this version of the page from another."""
        return hashlib.sha256(self.html).hexdigest()[:16]


class Pages:
    """The pages and files of a site that is made in `folder`, and stands at `base` on the server (`/` at both its ends)."""

    def __init__(self, folder: Path, base: str, words: PreviewWords, booklets: Booklets) -> None:
        self._folder = folder
        self._base = base
        self._words = words
        self._booklets = booklets

    def file(self, url: str) -> Path | None:
        """The file behind a URL; nothing outside the site's folder, and nothing hidden in it."""
        if "\0" in url or any(part.startswith(".") for part in url.split("/")):
            return None
        found = safe_join(str(self._folder), file_of(url))
        return Path(found) if found is not None and Path(found).is_file() else None

    def booklet(self, url: str, shown: Shown) -> bytes | None:
        """The booklet at a URL, as it is now; None where there is none, or it cannot be made."""
        entry = self._booklets.entry(shown.build, url) if shown.build else None
        if entry is None or shown.build is None:
            return None
        return self._booklets.make(shown.build, entry, shown.kept).content

    def at(self, url: str, shown: Shown) -> Seen:
        """The page at a URL; where making it fails, one that says so."""
        try:
            return self._at(url, shown)
        except Exception as problem:  # a mistake of ours in one page must not end the others
            traceback.print_exception(problem, file=sys.stderr)
            sentence = self._words.trouble.own(problem=f"{type(problem).__name__}: {problem}")
            return Seen(panel.page("message.html", self._base, self._words, title=sentence, text=""), 500)

    def _at(self, url: str, shown: Shown) -> Seen:
        if url.startswith(LISTING):
            own = self._own(url.removeprefix(LISTING).removesuffix("/"), shown)
            if own is not None:
                return own
        path = self.file(url)
        if path is not None and path.suffix == ".html":
            return Seen(path.read_bytes())
        missing = self.file(_NOT_FOUND)
        if shown.build is None and missing is None:
            return self._waiting()
        return Seen(missing.read_bytes() if missing else b"", 404)

    def _waiting(self) -> Seen:
        words = self._words.waiting
        return Seen(panel.page("message.html", self._base, self._words, title=words.title, text=words.text), 503)

    def _own(self, name: str, shown: Shown) -> Seen | None:
        """The list of booklets, or the page of one."""
        build = shown.build
        if build is None:
            return None
        folder = build.words.addresses.booklets
        if not name:
            groups = self._booklets.by_item(build)
            return Seen(panel.page("booklets.html", self._base, self._words, groups=groups, folder=folder))
        entry = self._booklets.entry(build, f"{folder}/{name}")
        if entry is None or not entry.shows:
            return None
        made = self._booklets.make(build, entry, shown.kept)
        version = "" if made.content is None else hashlib.sha256(made.content).hexdigest()[:16]
        address = f"{self._base}{folder}/{quote(entry.name)}?{version}" if version else ""
        html = panel.page("booklet.html", self._base, self._words, entry=entry, address=address)
        return Seen(html, 200, made.findings)
