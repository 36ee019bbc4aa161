"""The newsletters of a site for who sends them and who follows them: as mail in HTML and plain text, and as a feed."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from katern.drawing.newsletter import letter_of
from katern.drawing.page import Page
from katern.items import Newsletter
from katern.reading.marks import without_marks
from katern.site.build import Build
from katern.site.mail import STYLES, mail_of
from katern.site.output import Output
from katern.site.standing import Made


def write_newsletters(build: Build, output: Output) -> None:
    """Each as a mail, and all of them as a feed."""
    pages = [page for page in build.outlines.values() if page.item and isinstance(page.item.meta, Newsletter)]
    bodies = {
        page.address: mail_of(_inner(build, page), build.site.address_of(page.url), build.words.newsletter.unshown)
        for page in pages
    }
    for page in pages:
        for path, content in zip(build.drawer.mails(page), _mails(build, page, *bodies[page.address]), strict=True):
            output.write(path, content.encode(), Made(""))
    feed = build.drawer.letter_feed
    if pages:
        entries = [(page.item, build.site.address_of(page.url), bodies[page.address][0]) for page in pages]
        output.write(feed, _feed(build, entries, feed).encode(), Made(""))


def _inner(build: Build, page: Page) -> str:
    """What a mail tells, as the site would draw it."""
    item = page.item
    assert item is not None  # it is a newsletter
    letter = letter_of(build.library, item, whole=False)
    return build.env.get_template("katern/newsletter-mail.html").render(
        letter=letter, content=Markup(without_marks(build.drawn[page.address].body)), base=page.base, library=build.library,
        left_out=letter is not None and letter.mark != _whole_mark(build, page),
    )  # fmt: skip


def _mails(build: Build, page: Page, body: str, text: str) -> tuple[str, str]:
    item, site, address = page.item, build.site, build.site.address_of(page.url)
    assert item is not None  # it is a newsletter
    html = build.env.get_template("katern/newsletter-page.html").render(
        item=item, body=Markup(body), address=address, site_name=site.name, language=site.language, styles=STYLES, licence=site.licence,
    )  # fmt: skip
    foot = f"\n-- \n{site.name}\n" + (f"{build.words.newsletter.online}: {address}\n" if address else "")
    return html, f"{item.title}\n{'=' * len(item.title)}\n\n{text}{foot}"


def _whole_mark(build: Build, page: Page) -> str:
    assert page.item is not None  # it is a newsletter
    letter = letter_of(build.library, page.item)
    return letter.mark if letter is not None else ""


def _feed(build: Build, entries: list[tuple[Any, str, str]], feed: str) -> str:
    """All newsletters as Atom, the last first."""
    return build.env.get_template("katern/newsletter-feed.xml").render(
        id_of=lambda name: f"urn:uuid:{uuid5(NAMESPACE_URL, f'{build.site.name} {name}')}",
        entries=sorted(entries, key=lambda entry: entry[0].meta.until, reverse=True), site_name=build.site.name,
        language=build.site.language, url=build.site.address_of(feed), home=build.site.address_of(""),
    )  # fmt: skip
