"""What the engine knows of an element in a page's text, kept in an attribute that no author can write.

Print, slides and news have to know a citation, a card or a note from what an author wrote in HTML. A class cannot tell:
every author may use any class. While Markdown is read, the elements that Markdown itself makes get the attribute
`data-katern`; where an author wrote that attribute, it gets another name. The site's pages go without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

NAME = "data-katern"
# what an author's attribute of that name becomes
_RENAMED = "data-author"

# after raw HTML is put aside (20)
_AFTER_HTML = 15
# what extensions made stands in the tree by then (20), what authors wrote behind it in braces does not (8)
_BEFORE_ATTRIBUTES = 19.9
# a note that is marked twice leads back twice since 15
_BEHIND_NOTES = 14.9
# the table of contents adds its permalinks at 5
_BEFORE_CONTENTS, _AFTER_CONTENTS = 5.1, 4.9
# MkDocs looks for the page's title at -1
_LAST = -5

# an element with a mark was written by Markdown or by us: a name and a value in double quotes for each attribute
_MARK = re.compile(rf'(<[a-zA-Z][\w-]*(?: [^\s="\'<>/]+="[^"]*")*?) {NAME}="[^"]*"')
_TAG = re.compile(r"<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^\"'>])*")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# by tag and class, as the extensions make them
_MADE = {
    ("div", "admonition"): "box",
    ("details", ""): "box",
    ("p", "admonition-title"): "box-title",
    ("div", "tabbed-set"): "tabs",
    ("div", "tabbed-labels"): "tab-labels",
    ("div", "tabbed-block"): "tab",
    ("li", "task-list-item"): "task",
    ("div", "footnote"): "notes",
    ("a", "footnote-ref"): "note-mark",
    ("a", "footnote-backref"): "note-back",
}


def marked(tag: str, role: str) -> str:
    """The start of a tag with a mark, for what is drawn as text: `<span data-katern="citation"`."""
    return f'<{tag} {NAME}="{role}"'


def pattern(tag: str, role: str) -> str:
    """A regular expression for the opening tag of an element with a role."""
    return rf'<{tag}\b[^>]*? {NAME}="{role}"[^>]*>'


def without_marks(html: str) -> str:
    """The HTML as readers get it."""
    return _MARK.sub(r"\1", html) if NAME in html else html


class MarkExtension(Extension):
    """Marks what Markdown makes of a page, and takes marks away that an author wrote."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register with Python-Markdown."""
        reading = _Reading(md)
        md.preprocessors.register(_Authors(reading), "katern-authors", _AFTER_HTML)
        md.treeprocessors.register(_Made(reading), "katern-made", _BEFORE_ATTRIBUTES)
        md.treeprocessors.register(_LeadBack(reading), "katern-lead-back", _BEHIND_NOTES)
        md.treeprocessors.register(_BeforeContents(reading), "katern-before-contents", _BEFORE_CONTENTS)
        md.treeprocessors.register(_Permalinks(reading), "katern-permalinks", _AFTER_CONTENTS)
        md.treeprocessors.register(_Marks(reading), "katern-marks", _LAST)


class _Reading:
    """What is known while one page is read: the author's own elements, and the role of each that Markdown made."""

    def __init__(self, md: markdown.Markdown) -> None:
        self.md = md
        self.authored: set[Element] = set()
        self.roles: dict[Element, str] = {}
        self.headings: dict[Element, set[Element]] = {}

    def begin(self) -> None:
        self.authored, self.roles, self.headings = set(), {}, {}


class _Authors(Preprocessor):
    """Knows the elements that an author wrote as HTML around Markdown."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, lines: list[str]) -> list[str]:
        """Python-Markdown's call: raw HTML stands in the stash by now."""
        self.reading.begin()
        for raw in self.reading.md.htmlStash.rawHtmlBlocks:
            if isinstance(raw, Element):
                for element in raw.iter():
                    self.reading.authored.add(element)
                    _rename(element)
        return lines


class _Made(Treeprocessor):
    """Knows what the extensions made of the author's Markdown."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Python-Markdown's call."""
        roles = self.reading.roles
        for element in root.iter():
            if element in self.reading.authored or not isinstance(element.tag, str):
                continue
            names = (element.get("class") or "").split()
            role = next((_MADE[element.tag, name] for name in (*names, "") if (element.tag, name) in _MADE), None)
            if role == "box":
                role = " ".join(["box", *(name for name in names if name not in ("admonition", "inline", "end"))])
                if len(element) and element[0].tag == "summary":
                    roles[element[0]] = "box-title"
            if role is not None:
                roles[element] = role


class _LeadBack(Treeprocessor):
    """Knows what leads back from a note that is marked more than once: it was copied from what leads to its first mark."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Python-Markdown's call."""
        roles = self.reading.roles
        for holder in root.iter():
            if any(roles.get(child) == "note-back" for child in holder):
                for child in holder:
                    if child.tag == "a" and child.get("class") == "footnote-backref":
                        roles[child] = "note-back"


class _BeforeContents(Treeprocessor):
    """Keeps what headings hold before the table of contents adds to them."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Python-Markdown's call."""
        self.reading.headings = {element: set(element) for element in root.iter() if element.tag in _HEADINGS}


class _Permalinks(Treeprocessor):
    """Knows the permalinks: the links that headings hold since then, beside what they held."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Python-Markdown's call."""
        processors = self.reading.md.treeprocessors
        name = next(
            (contents.permalink_class for contents in processors if isinstance(contents, TocTreeprocessor)), None
        )
        for heading, held in self.reading.headings.items():
            for child in heading:
                if child not in held and child.get("class") == name:
                    self.reading.roles[child] = "permalink"


class _Marks(Treeprocessor):
    """Writes the marks."""

    def __init__(self, reading: _Reading) -> None:
        super().__init__(reading.md)
        self.reading = reading

    def run(self, root: Element) -> None:
        """Python-Markdown's call: nobody changes the tree after this."""
        for element in root.iter():
            _rename(element)
        for element, role in self._roles():
            element.set(NAME, role)
        stash = self.reading.md.htmlStash.rawHtmlBlocks
        for number, raw in enumerate(stash):
            if isinstance(raw, str) and NAME in raw.lower():
                stash[number] = _TAG.sub(_rename_raw, raw)

    def _roles(self) -> Iterator[tuple[Element, str]]:
        for element, role in self.reading.roles.items():
            yield element, role
            if role.split()[:2] == ["box", "write"] and len(element) and element[-1].get("class") == "write__lines":
                yield element[-1], "lines"


def _rename(element: Element) -> None:
    for name in [name for name in element.attrib if name.lower().startswith(NAME)]:
        element.set(_RENAMED + name[len(NAME) :], element.attrib.pop(name))


def _rename_raw(match: re.Match[str]) -> str:
    return re.sub(NAME, _RENAMED, match[0], flags=re.IGNORECASE)
