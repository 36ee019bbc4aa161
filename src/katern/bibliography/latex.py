"""LaTeX in bibliographies, decoded to plain text."""

from __future__ import annotations

import functools
import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
from pylatexenc.latexwalker import LatexWalkerError

_LATEX = re.compile(r"[\\{}$~%]|--|``|''")
_SPACE = re.compile(r"[ \t\r\n]+")


@functools.lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    # pylatexenc draws an address as <address>, and drops what it does not know
    context.add_context_category(
        "katern",
        macros=[
            MacroTextSpec("url", "%s"),
            MacroTextSpec("href", "%(2)s"),
            MacroTextSpec("enquote", "‘%s’"),
            MacroTextSpec("mkbibquote", "‘%s’"),
            MacroTextSpec("mkbibemph", "%s"),
            MacroTextSpec("slash", "/"),
        ],
        prepend=True,
    )
    return LatexNodes2Text(latex_context=context, math_mode="text", strict_latex_spaces=True, keep_comments=True)


def plain(text: str) -> str:
    """LaTeX as Unicode text with its white space folded; what cannot be decoded stays as it is."""
    if _LATEX.search(text):
        # a % in a title is a percentage far more often than a comment
        escaped = re.sub(r"(?<!\\)%", r"\\%", text)
        try:
            text = _decoder().latex_to_text(escaped, tolerant_parsing=True)
        except (LatexWalkerError, ValueError, IndexError, RecursionError):
            text = text.replace("{", "").replace("}", "")
    return _SPACE.sub(" ", text).strip()
