"""What of a field's LaTeX got lost on the way to its text: the last line of defence against loss in silence."""

from __future__ import annotations

import re
import unicodedata

from katern.bibliography.prepared import BLOCKS, BRACE, MACROS, SORTING, is_balanced
from katern.bibliography.symbols import SYMBOL

_COMMAND = re.compile(r"\\[A-Za-z@]+\*?(?:\[[^\[\]]*\])?|\\.")
_HARMLESS = frozenset(
    (r"\par", r"\noindent", r"\bigskip", r"\medskip", r"\smallskip", r"\centering", r"\raggedright", r"\strut")
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# arguments that are no text
_ARGUMENTS = re.compile(
    r"\\(?:href|hyperref|includegraphics|textcolor|color|label|index|ref|hspace|vspace|rule|hypertarget|foreignlanguage|fontsize|"
    r"begin|end|selectlanguage|textlang|scalebox|raisebox|usefont)\*?\s*(?:\[[^\[\]]*\])?\s*\{[^{}]*\}"
)


def damage(text: str) -> str:
    """What cannot be read of a field as it is written: the part to show; nothing where all can."""
    if "\\" in text:
        found = [match[0] for match in (*MACROS.finditer(text), *BLOCKS.finditer(text)) if match[0] not in _HARMLESS]
        if found:
            return found[0]
    plain = BRACE.sub("", text)
    if ("{" not in plain and "}" not in plain) or is_balanced(plain):
        return ""
    return "{" if plain.count("{") >= plain.count("}") else "}"


def lost(text: str, plain: str) -> str:
    """The words of a field that its text does not hold, with the command before them; nothing where all are there."""
    if "\\" not in text and "$" not in text:
        return ""
    shown = _folded(plain)
    words = _WORD.findall(_COMMAND.sub(" ", SYMBOL.sub(" ", _ARGUMENTS.sub(" ", SORTING.sub(" ", text)))))
    return next((word for word in words if _folded(word) not in shown), "")


def _folded(text: str) -> str:
    """Letters alone: an accent stands apart from its letter in LaTeX, and above it in the text."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def stripped(text: str) -> str:
    """A field without its commands and braces."""
    return " ".join(_COMMAND.sub(" ", SORTING.sub("", text)).replace("{", "").replace("}", "").replace("$", "").split())
