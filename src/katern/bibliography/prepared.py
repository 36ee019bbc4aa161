"""Entries as pandoc's reader gets them: balanced, dated, with names in parts, and nothing that one entry can do to another.

Each difference with handing over the file itself is one that reads better: see `tests/unit/bibliography/test_pandoc.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from katern.bibliography.languages import is_in_capitals, language_tag
from katern.bibliography.names import Name, read_names
from katern.bibliography.symbols import SYMBOL, SYMBOLS
from katern.bibliography.verbatim import VERBATIM

NAMES = (
    "author", "editor", "editora", "editorb", "editorc", "translator", "bookauthor", "annotator", "commentator",
    "introduction", "foreword", "afterword", "holder",
)  # fmt: skip
# what a reference has no use for, or what is set from the entry itself
_LEFT_OUT = VERBATIM | {
    "annotation", "annote", "abstract", "date", "year", "month", "day", "urldate", "origdate", "eventdate", "langid", "language",
    "hyphenation", "type", "options", "ids", "label", "presort", "sortkey", "sortname", "sorttitle", "shorthand", "related",
    "execute", "archivedate", "file", "timestamp", "owner", "eprinttype", "archiveprefix", "primaryclass", "eprintclass",
    "pubstate",
}  # fmt: skip
_KINDS = {"conference": "inproceedings", "electronic": "online", "www": "online", "phdthesis": "thesis", "mastersthesis": "thesis",
          "techreport": "report"}  # fmt: skip
_TITLES = (
    "title",
    "subtitle",
    "titleaddon",
    "booktitle",
    "booksubtitle",
    "booktitleaddon",
    "maintitle",
    "mainsubtitle",
    "maintitleaddon",
)
# what follows an entry's number where it is read as an English title is
SMALL = "*small"
# braces and percent signs that mean themselves travel as letters of no script
OPEN, CLOSE = "\ue021", "\ue022"
_DEEPEST = 60
LATEX = re.compile(r"[\\{}$~%`]|--|''")
_DASHES = re.compile(r"(?<!-)-{2,3}(?!-)")
_ESCAPED = {
    r"\{": OPEN,
    r"\}": CLOSE,
    r"\textbraceleft": OPEN,
    r"\textbraceright": CLOSE,
    r"\lbrace": OPEN,
    r"\rbrace": CLOSE,
}
BRACE = re.compile(r"\\(?:[{}]|(?:textbraceleft|textbraceright|lbrace|rbrace)(?![A-Za-z])(?:\{\}| )?)")
SORTING = re.compile(
    r"\{\s*\\(?:noopsort|nosort|sortnoop|noop)\s*\{[^{}]*\}\s*\}|\\(?:noopsort|nosort|sortnoop|noop|singleletter|switchargs|sortas)\s*(?:\{[^{}]*\}|[^\s{}\\])",
    re.IGNORECASE,
)
# commands that make pandoc read a field as more than one block, and then twice
BLOCKS = re.compile(
    r"\\(?:par|parbox|item|newpage|clearpage|hline|hrule|strut|centering|centerline|raggedright|noindent|bigskip|medskip|smallskip|"
    r"maketitle|title|subtitle|author|address|signature|opening|closing|date|caption|write|footnotetext|hypertarget|"
    r"section\*?|subsection\*?|subsubsection\*?|paragraph\*?|chapter\*?|part\*?|begin\s*\{[^{}]*\}|end\s*\{[^{}]*\}|begin|end|"
    r"setlength|pagestyle|thispagestyle|appendix|tableofcontents|epigraph|graphicspath|bibliography|documentclass|hyphenation)(?![A-Za-z])"
)
# commands that make or load others, or read on to a sign of their own
MACROS = re.compile(
    r"\\(?:newcommand|renewcommand|providecommand|def|edef|gdef|let|input|include|verb|newenvironment|DeclareMathOperator|"
    r"usepackage|lstinline|mintinline|iffalse|iftrue|fi|csname|endcsname|rule|catcode)(?![A-Za-z])"
)
# space and marks that show no sign
_UNSEEN = re.compile(r"\\(?:hspace|vspace|hskip|vskip|label|index|vphantom|hphantom|phantom)\*?\s*\{[^{}]*\}")
_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")
# straight quotes around words; 't, 's and 'n at a word's start are no quotes
_QUOTED = re.compile(
    r"(?<![\w'`\\])'(?!(?:t|s|n|k|m|r|em|ns|round|cause)\b)([^\s'`{}](?:[^'`{}]|(?<=\w)'(?=\w))*?(?<!\s))'(?![\w'])"
)


def sanitised(text: str) -> str:
    """LaTeX that pandoc can read as one field: balanced, of one block, and with no comments or new commands."""
    if not LATEX.search(text) and "'" not in text:
        return text
    text = BRACE.sub(lambda match: _ESCAPED[match[0].rstrip(" {}") if len(match[0]) > 2 else match[0]], text)
    text = MACROS.sub("", BLOCKS.sub(" ", _UNSEEN.sub(" ", SORTING.sub("", text))))
    text = SYMBOL.sub(lambda match: SYMBOLS[match[1]], text)
    text = _QUOTED.sub(r"`\1'", text) if "'" in text else text
    text = _PERCENT.sub(r"\1\\%", text)
    if text.endswith("\\"):
        text += " "
    if text.count(r"\(") != text.count(r"\)") or text.count(r"\[") != text.count(r"\]"):
        text = re.sub(r"\\([()[\]])", r"\1", text)
    if text.count("$") - text.count(r"\$") & 1:
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    return text if is_balanced(text) else text.replace("{", "").replace("}", "")


def is_balanced(text: str) -> bool:
    """Whether every brace has its other half, and none stands too deep."""
    depth = 0
    for sign in re.findall(r"[{}]", text):
        depth += 1 if sign == "{" else -1
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def prepared(number: int, kind: str, fields: Mapping[str, str]) -> str:
    """An entry as pandoc's biblatex, and an entry for each field whose text is wanted for itself.

    A title In Capitals comes twice: as it is written, and as pandoc writes it small for sites in English.
    """
    kind = _KINDS.get(kind, kind) if kind.isalpha() and kind.isascii() else "misc"
    lines = [f"@{kind}{{{number},", "langid = {dutch},"]
    lines += [f"{name} = {{{text}}}," for name, text in _fields(kind, fields)]
    if is_in_capitals(fields.get("title", ""), language_tag(fields.get("langid") or fields.get("language") or "")):
        lines += ["}", f"@{kind}{{{number}/{SMALL},", "langid = {english},"]
        titles = ((name, text) for name, text in _fields(kind, fields) if name in _TITLES)
        # an addition to a title is no title: its capitals stay
        lines += [f"{name} = {{{{{text}}}}}," if "addon" in name else f"{name} = {{{text}}}," for name, text in titles]
    for name in decoded_fields(fields):
        lines += ["}", f"@misc{{{number}/{name},", f"note = {{{sanitised(fields[name])}}},"]
    return "\n".join([*lines, "}\n"])


def decoded_fields(fields: Mapping[str, str]) -> Iterator[str]:
    """The fields whose plain text only pandoc can tell."""
    return (name for name, text in fields.items() if name not in VERBATIM and LATEX.search(_undashed(text)))


def dashed_fields(fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The plain text of fields in which dashes are all that there is of LaTeX, such as most pages."""
    for name, text in fields.items():
        if "--" in text and name not in VERBATIM and not LATEX.search(plain := _undashed(text)):
            yield name, " ".join(plain.split())


def _undashed(text: str) -> str:
    return _DASHES.sub(lambda match: "–" if len(match[0]) == 2 else "—", text) if "--" in text else text


def _fields(kind: str, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, text in fields.items():
        if name in NAMES:
            yield name, " and ".join(_extended(person) for person in read_names(SORTING.sub("", text)))
        elif (
            name not in _LEFT_OUT
            and not (name == "booktitle" and kind == "book")
            and re.fullmatch(r"[a-z][a-z-]*", name)
            and not is_address(name, text)
        ):
            yield name, sanitised(text)
    if fields.get("type") and kind == "patent":
        yield "type", sanitised(fields["type"])


def is_address(name: str, text: str) -> bool:
    """Whether a field says where a source was published with nothing but its address."""
    return name == "howpublished" and re.fullmatch(r"\{?\\url\{[^{}]*\}\}?\.?|https?://\S+", text) is not None


def _extended(name: Name) -> str:
    if name.et_al:
        return "others"
    if name.literal:
        return f"{{{sanitised(name.literal)}}}"
    parts = (("family", name.family), ("given", name.given), ("prefix", name.particle), ("suffix", name.suffix))
    return ", ".join(f"{part}={{{sanitised(text)}}}" for part, text in parts if text) or "{}"
