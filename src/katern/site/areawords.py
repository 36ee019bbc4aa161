"""What profiles of areas tell of the rest of the site: what goes with a theme, and where readers write."""

from __future__ import annotations

from collections.abc import Sequence

from katern.item import Item
from katern.library import Library
from katern.site.contact import Way, way
from katern.site.settings import SiteSettings
from katern.words import Words

# more links than these of one kind nobody reads
_MOST = 2


class RestOfSite:
    """The site as profiles tell of it."""

    def __init__(self, library: Library, words: Words, settings: SiteSettings) -> None:
        self._library, self._words, self._settings = library, words, settings
        self.site = settings.name

    def groups(self, lines: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
        """What goes with programme lines, by kind: its title, and each item with its URL; what needs care is left out."""
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for item in self._about(lines):
            label = self._words.kinds[item.kind].list.title or self._words.kinds[item.kind].label
            links = found.setdefault(label, {})
            if len(links) < _MOST:
                links[item.path] = (item.title, self._library.layout.url(item.address))
        return [(label, list(links.values())) for label, links in found.items()]

    def _about(self, lines: Sequence[str]) -> list[Item]:
        library = self._library
        wholes = [item for line in lines if (item := library.about_line(line)) is not None]
        rest = [
            item
            for row in library.kinds.values()
            if row.whole or row.in_docs
            for item in library.of_kind(row.name)
            if row.name in self._words.kinds and set(item.meta.lines) & set(lines)
        ]
        every = dict.fromkeys(item.path for item in (*wholes, *rest))
        items = [library.items[path] for path in every]
        fit = (item for item in items if item.meta.status != "withdrawn" and item.kind in _SHOWN)
        return [item for item in fit if not library.sensitive(item)]

    def report(self, title: str, url: str) -> Way | None:
        """Where readers say that something is wrong, if the site has such a place."""
        settings, contact = self._settings, self._words.contact
        if not settings.report:
            return None
        said = {"page": contact.page, "version": contact.version}
        return way(settings.report, title, said, f"{settings.url.rstrip('/')}/{url}" if settings.url else url, "")


_SHOWN = frozenset(("dossier", "question", "intervention", "toolkit"))
