"""Tabs of the browser, which one visit after another has, and what a visit asked for and complained about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 360, "height": 740}
# what a page may be told while it is open
MEDIA: dict[str, Any] = {
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
    "media": "screen",
}


@dataclass
class Visit:
    """A browser's visit to the site: what it asked for and what it complained about."""

    address: str
    context: BrowserContext
    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    thrown: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> Page:
        """Open a page of the site and wait until it stands still."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def forget(self) -> None:
        """Forget what was asked for and complained about until now."""
        for told in (self.requests, self.errors, self.thrown):
            told.clear()

    def outside(self) -> list[str]:
        """Requests that left the site."""
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:", "file:"))]


class Tabs:
    """Tabs of the browser that one visit after another has, as a new one takes as long as ten pages in an old one.

    Who gets one finds nothing of who had it: no storage, no page, no mouse above it.
    """

    def __init__(self, browser: Browser, address: str, plain: str) -> None:
        """`plain` is a file of the site that does nothing."""
        self._browser, self._address, self._plain = browser, address, plain
        self._free: list[Visit] = []

    def new(self, **options: Any) -> Visit:
        """A tab in surroundings of its own."""
        context = self._browser.new_context(locale="nl-NL", **options)
        made = Visit(self._address, context, context.new_page())
        context.on("request", lambda request: made.requests.append(request.url))
        context.on("console", lambda message: made.errors.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: made.thrown.append(str(error.error)))
        return made

    def get(self, viewport: Any, media: dict[str, Any]) -> Visit:
        """A tab of this size, where colours are as these media say."""
        had = self._free.pop() if self._free else self.new()
        had.page.set_viewport_size(viewport)
        had.page.emulate_media(**{**MEDIA, **media})
        had.forget()  # what the browser told late belongs to nobody
        return had

    def give_back(self, had: Visit) -> None:
        """Forget what was done in it."""
        for other in had.context.pages:
            if other != had.page:
                other.close()
        had.page.goto(self._address + self._plain)
        had.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        had.context.clear_cookies()
        had.page.mouse.move(0, 0)
        had.forget()
        self._free.append(had)

    def close(self) -> None:
        """Close those that were given back."""
        for had in self._free:
            had.context.close()
