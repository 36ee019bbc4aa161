"""What in a Markdown text is prose: everything else is blanked, in place, so that offsets stay true.

Code, comments, HTML, link destinations, addresses and template calls hold `@` and brackets that mean nothing; the
blanked text has the same length and the same lines, with NUL where something was taken out.
"""

from __future__ import annotations

import functools
import re

from katern.citations.syntax import DESTINATION

BLANK = "\0"
# loading and each family of rules ask for the same pages
_KEPT = 4096

_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^\n]*)")
_OPENER = re.compile(r"(?:[-*+]|\d+[.)]|:)[ \t]+|(?:!!!|\?\?\?\+?|===[!+]?|///)[ \t]|\[\^[^\]\n]+\]:")
_HTML_BLOCK = re.compile(
    r"^[ ]{0,3}<(?P<tag>address|article|aside|audio|blockquote|canvas|details|dialog|div|dl|fieldset|figure|footer|"
    r"form|h[1-6]|header|iframe|main|math|nav|ol|p|pre|script|section|style|svg|table|template|textarea|ul|video)\b"
    r"(?P<attributes>[^>]*)>",
    re.MULTILINE | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PARAGRAPH_BREAK = re.compile(r"(\n[ \t]*\n)")
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
# bounded, so that a file full of unclosed braces is read in linear time
_TEMPLATE = re.compile(r"\{\{.{0,4000}?\}\}|\{%.{0,4000}?%\}|\{#--.{0,4000}?--#\}", re.DOTALL)
_INLINE = re.compile(
    r"@\{[^{}\s]+\}"  # a key in braces, which may be an address; stays
    r"|<(?:https?://|mailto:|ftp://)[^>\s]*>"  # autolink
    r"|<[^<>@\s]+@[^<>@\s]+>"  # e-mail autolink
    r"|</?[a-zA-Z][^<>\n]*(?:\n[^<>\n]+)*>"  # HTML tag
    r"|(?<=\])\((?:[^()\n\\]|\\.|\n(?!\s*\n)|\([^()\n]*\))*\)"  # link destination
    rf"|^[ ]{{0,3}}\[(?!\^)(?![^\]\n]*@[^\]\n]*\]:(?!{DESTINATION}))[^\]\n]+\]:[ \t]*\S+.*$"  # reference definition
    r"|^[ ]{0,3}\*\[[^\]\n]+\]:.*$"  # abbreviation
    r"|\{:?[ \t]*[#.a-zA-Z][^{}\n]*\}(?=\s|$)"  # attribute list
    r"|\b(?:https?://|www\.)[^\s<>\"\0]*[^\s<>\"\0.,;:!?)\]'*_]"  # bare address
    r"|(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",  # e-mail address
    re.MULTILINE,
)


@functools.lru_cache(maxsize=_KEPT)
def mask_fences(text: str) -> str:
    """Blank code only (fenced, indented, spans): comments, HTML and template calls stay."""
    if "```" in text or "~~~" in text or "    " in text or "\t" in text:
        text = _mask_code_blocks(text)
    return _mask_code_spans(text) if "`" in text else text


@functools.lru_cache(maxsize=_KEPT)
def mask_unseen(text: str) -> str:
    """Blank code, comments and template calls: what stays is what a page shows, with its HTML and its links."""
    return _TEMPLATE.sub(_blank, _COMMENT.sub(_blank, mask_fences(text)))


def _mask_code_spans(text: str) -> str:
    parts = _PARAGRAPH_BREAK.split(text)
    return "".join(_CODE_SPAN.sub(_blank, part) if "`" in part else part for part in parts)


@functools.lru_cache(maxsize=_KEPT)
def mask_code(text: str) -> str:
    """Blank code (fenced, indented, spans), comments, raw HTML blocks and template calls."""
    if "```" in text or "~~~" in text or "    " in text or "\t" in text:
        text = _mask_code_blocks(text)
    if "<!--" in text:
        text = _COMMENT.sub(_blank, text)
    if "`" in text:
        text = _mask_code_spans(text)
    if "{" in text:
        text = _TEMPLATE.sub(_blank, text)
    if "<" in text:
        text = _mask_html_blocks(text)
    return text


@functools.lru_cache(maxsize=_KEPT)
def mask(text: str) -> str:
    """Blank all that is no prose: what `mask_code` blanks, and tags, destinations, addresses and attribute lists."""
    return _INLINE.sub(_blank_inline, mask_code(text))


def _blank(match: re.Match[str]) -> str:
    return blank(match.group())


def _blank_inline(match: re.Match[str]) -> str:
    found = match.group()
    return found if found.startswith("@{") else blank(found)


def blank(text: str) -> str:
    """The same text with every character but line ends taken out."""
    return "\n".join(BLANK * len(line) for line in text.split("\n"))


def _mask_code_blocks(text: str) -> str:
    lines = text.split("\n")
    out: list[str] = []
    fence = ""
    containers: list[int] = []  # content indents of the list items, admonitions and notes that are open
    after_blank, in_code = True, False
    for line in lines:
        if fence:
            out.append(blank(line))
            closing = line.strip().lstrip("> \t")
            if closing.startswith(fence) and not closing.strip(fence[0]):
                fence = ""
            continue
        stripped = line.lstrip(" \t")
        if not stripped:
            out.append(line)
            after_blank = True
            continue
        indent = _width(line[: len(line) - len(stripped)])
        if after_blank or indent == 0:
            while containers and indent < containers[-1] - 2:
                containers.pop()
        base = containers[-1] if containers else 0
        opening = _FENCE.match(line)
        if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
            fence = opening["fence"]
            out.append(blank(line))
            after_blank, in_code = False, False
            continue
        if indent >= base + 4 and (after_blank or in_code):
            out.append(blank(line))
            after_blank, in_code = False, True
            continue
        in_code = False
        if _OPENER.match(stripped):
            while containers and containers[-1] > indent:
                containers.pop()
            containers.append(indent + 4)
        out.append(line)
        after_blank = False
    return "\n".join(out)


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _mask_html_blocks(text: str) -> str:
    start = 0
    while match := _HTML_BLOCK.search(text, start):
        tag = match["tag"].lower()
        if re.search(r"\bmarkdown\b", match["attributes"]):
            start = match.end()
            continue
        end = _closing(text, tag, match.end())
        text = text[: match.start()] + blank(text[match.start() : end]) + text[end:]
        start = end
    return text


def _closing(text: str, tag: str, start: int) -> int:
    depth = 1
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", text[start:], re.IGNORECASE):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start + match.end()
    return len(text)
