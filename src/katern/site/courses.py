"""The courses of a site as packages for learning systems, each beside its page."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from katern.drawing.page import Page
from katern.finding import Finding
from katern.items import Course
from katern.reading.marks import without_marks
from katern.site.build import Build
from katern.site.output import Output
from katern.site.photos import clean_picture
from katern.site.scorm import content_of, package
from katern.site.standing import Made
from katern.site.statics import content_files


def write_courses(build: Build, output: Output) -> None:
    """Each package that does not stand there already."""
    for page in _courses(build):
        path, made_of = build.drawer.package(page), _made_of(build, page)
        if not made_of or not output.stands(path, made_of):
            output.write(path, _package(build, build.drawn[page.address]), Made(made_of))


def _courses(build: Build) -> Iterator[Page]:
    for page in build.outlines.values():
        if page.item is not None and isinstance(page.item.meta, Course):
            yield page


def _made_of(build: Build, page: Page) -> str:
    """Of what a package is made; pictures may change without their page."""
    own = build.digest(page.address)
    assert page.item is not None  # it is a course
    return build.made_of.whole("course", own) if own and not page.item.text.pictures else ""


def _package(build: Build, page: Page) -> bytes:
    assert page.item is not None  # it is a course
    site, item = build.site, page.item
    files = dict(content_files(build.library.layout))

    def picture(url: str) -> bytes | None:
        path = files.get(url)
        if path is None:
            return None
        found = clean_picture(build.photos, path, site.root / path, site.largest_photo)
        # what cannot be cleaned is told where it is copied
        return None if isinstance(found, Finding) else found or (site.root / path).read_bytes()

    content, pictures = content_of(without_marks(page.body) + page.sources, page.url, site.url, picture)
    html = build.env.get_template("katern/course-package.html").render(
        title=item.title, description=item.meta.description or "", content=Markup(content), language=site.language,
        site_name=site.name, url=site.url, licence=site.licence,
    )  # fmt: skip
    return package(item.slug, item.title, html, pictures)
