"""What stands in a .docx and not in what pandoc read of it: words of text boxes and fields, charts, linked pictures, raised text."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from katern.saying import Said, said

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# a drawing in an older form, beside the one that counts
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_SIGNS = {"t": None, "tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_DRAWN = (f"{_W}drawing", f"{_W}object", f"{_W}pict")
_WORD = re.compile(r"\w+")
_LONGEST = 60


def unread(content: bytes, blocks: list[Any]) -> tuple[Said, ...]:
    """What of a document that can be unpacked is not in its tree, told in the order of the document."""
    left = Counter(_WORD.findall(" ".join(_strings(blocks))))
    told: list[Said] = []
    raised = False
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in sorted(set(_PARTS) & set(packed.namelist()), key=_PARTS.index):
            try:
                root = etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:  # pandoc says so too
                continue
            told += _words_unread(root, left)
            told += _drawings_unread(root)
            raised = raised or any(one.get(f"{_W}val") not in (None, "0") for one in root.iter(f"{_W}position"))
    if raised:
        told.append(said("drafted", "form-lost", form=said("drafted", "raised")))
    return tuple(told)


def _strings(content: Any) -> Iterator[str]:
    """Every text of a tree, whatever it is part of; a word may be cut in more than one."""
    if isinstance(content, list):
        yield "".join(_texts_of(content))
        for one in content:
            yield from _strings(one)
    elif isinstance(content, Mapping):
        yield from _strings(content.get("c"))


def _texts_of(row: list[Any]) -> Iterator[str]:
    """The texts of what stands in a row, words that follow each other at once as one."""
    for one in row:
        kind = one.get("t") if isinstance(one, Mapping) else None
        if kind == "Str":
            yield str(one["c"])
        elif kind in ("Code", "Math", "RawInline"):
            yield str(one["c"][1])
        elif kind is not None:
            yield " "


def _words_unread(root: Any, left: Counter[str]) -> Iterator[Said]:
    for paragraph in root.iter(f"{_W}p"):
        if _within(paragraph, _TWICE):
            continue
        lost = [word for word in _WORD.findall(_text(paragraph)) if not _take(left, word)]
        if lost:
            yield said("drafted", "words-not-read", words=_shown(" ".join(lost)))


def _take(left: Counter[str], word: str) -> bool:
    if left[word] > 0:
        left[word] -= 1
        return True
    return False


def _text(paragraph: Any) -> str:
    """The text of a paragraph itself, without that of boxes in it, of what was taken away, and of codes of fields."""
    found = []
    for one in paragraph.iter():
        name = one.tag.removeprefix(_W) if isinstance(one.tag, str) and one.tag.startswith(_W) else ""
        if name in _SIGNS and _own(one, paragraph):
            found.append(one.text or "" if name == "t" else _SIGNS[name] or "")
    return "".join(found)


def _own(element: Any, paragraph: Any) -> bool:
    above = element.getparent()
    while above is not paragraph:
        if above.tag in (f"{_W}p", f"{_W}tabs"):
            return False
        above = above.getparent()
    return True


def _drawings_unread(root: Any) -> Iterator[Said]:
    """Drawings that are no picture of the document: charts, diagrams, other documents, pictures that lie elsewhere."""
    for drawing in root.iter(*_DRAWN):
        if _within(drawing, _TWICE) or any(_within(drawing, tag) for tag in _DRAWN):
            continue
        inner = list(drawing.iter())
        if any(one.get(f"{_R}embed") or _is_picture(one) for one in inner):
            continue
        if not any(one.tag == f"{_W}txbxContent" for one in inner):  # the words of a box are told
            described = next((one.get("descr") or "" for one in inner if one.get("descr")), "") or "…"
            yield said("drafted", "drawing-not-read", words=_shown(described))


def _is_picture(element: Any) -> bool:
    """A picture as older programs keep it."""
    return isinstance(element.tag, str) and element.tag.endswith("}imagedata") and bool(element.get(f"{_R}id"))


def _within(element: Any, tag: str) -> bool:
    return any(above.tag == tag for above in element.iterancestors())


def _shown(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
