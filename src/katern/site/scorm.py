"""A course as a package for learning systems: SCORM 1.2, a page that loads nothing from elsewhere and keeps nothing of who does it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from lxml import html as lxml_html

_FILES = Path(__file__).parent / "learning"
_PACKAGE = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
# the oldest moment that a zip can tell: the same course is the same file
_MOMENT = (1980, 1, 1, 0, 0, 0)
_NAME = re.compile(r"[^\w.-]+")
# the bytes of a picture of the site by its URL relative to the root; None for what is no file of the site
Picture = Callable[[str], bytes | None]


def content_of(body: str, url: str, site: str, picture: Picture) -> tuple[str, dict[str, bytes]]:
    """What stands in a course, so that it can stand alone: its HTML, and its pictures by name.

    `url` is that of the page relative to the root of the site, `site` the address of that root, if it has one; without one
    a link to another page is words.
    """
    root = lxml_html.fragment_fromstring(body, create_parent="div")
    pictures: dict[str, bytes] = {}
    for element in [*root.iter("a")]:
        _free_link(element, url, site)
    for image in root.iter("img"):
        where = urljoin(url, image.get("src") or "")
        data = picture(where)
        if data is not None:
            name = f"pictures/{_NAME.sub('-', where)}"
            pictures[name] = data
            image.set("src", name)
    _number(root)
    return lxml_html.tostring(root, encoding="unicode"), pictures


def _free_link(link: lxml_html.HtmlElement, url: str, site: str) -> None:
    to = link.get("href") or ""
    if "headerlink" in (link.get("class") or "").split():
        link.drop_tree()
    elif urlsplit(to).scheme:
        _opens_beside(link)
    elif not to.startswith("#"):
        if site:
            link.set("href", urljoin(urljoin(f"{site.rstrip('/')}/", url), to))
            _opens_beside(link)
        else:
            link.drop_tag()


def _opens_beside(link: lxml_html.HtmlElement) -> None:
    """A course in a frame stays where it is."""
    if (link.get("href") or "").startswith("http"):
        link.set("target", "_blank")
        link.set("rel", "noopener")


def _number(root: lxml_html.HtmlElement) -> None:
    """Let each answer know which question it belongs to: answers that follow each other below a heading are of one."""
    question = 0
    for element in root.iter("h1", "h2", "h3", "h4", "details"):
        if element.tag != "details":
            question += 1
        elif "answer" in (element.get("class") or "").split():
            element.set("data-question", str(question))


def package(identifier: str, title: str, page: str, pictures: Mapping[str, bytes]) -> bytes:
    """The package of a course whose page this is."""
    files = {
        "index.html": page.encode(), "course.css": (_FILES / "course.css").read_bytes(),
        "scorm.js": (_FILES / "scorm.js").read_bytes(), **pictures,
    }  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"imsmanifest.xml": _manifest(identifier, title, list(files)), **files}.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)
    return made.getvalue()


def _manifest(identifier: str, title: str, files: list[str]) -> bytes:
    """What a learning system reads first: one course of one page."""
    root = ET.Element(
        "manifest", {"identifier": f"katern-{identifier}", "version": "1.0", "xmlns": _PACKAGE, "xmlns:adlcp": _ADL}
    )
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "ADL SCORM"
    ET.SubElement(about, "schemaversion").text = "1.2"
    organizations = ET.SubElement(root, "organizations", {"default": "course"})
    organization = ET.SubElement(organizations, "organization", {"identifier": "course"})
    ET.SubElement(organization, "title").text = title
    item = ET.SubElement(organization, "item", {"identifier": "page", "identifierref": "files"})
    ET.SubElement(item, "title").text = title
    resources = ET.SubElement(root, "resources")
    resource = ET.SubElement(
        resources, "resource",
        {"identifier": "files", "type": "webcontent", "adlcp:scormtype": "sco", "href": "index.html"},
    )  # fmt: skip
    for name in files:
        ET.SubElement(resource, "file", {"href": name})
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
