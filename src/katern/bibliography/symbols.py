"""Signs that LaTeX knows by name and pandoc does not, outside formulas: those of reference managers' exports."""

from __future__ import annotations

import re

SYMBOLS = {
    "textendash": "–", "textemdash": "—", "textellipsis": "…", "textbar": "|", "textunderscore": "\\_", "nobreakdash": "-",
    "dag": "†", "ddag": "‡", "textdaggerdbl": "‡", "textperiodcentered": "·", "textbullet": "•", "textopenbullet": "◦",
    "texttrademark": "™", "textregistered": "®", "texteuro": "€", "EUR": "€", "textcent": "¢", "textcurrency": "¤",
    "textexclamdown": "¡", "textquestiondown": "¿", "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "texttimes": "×", "textdiv": "÷", "textpm": "±", "textminus": "−", "textordfeminine": "ª", "textordmasculine": "º",
    "textnumero": "№", "textperthousand": "‰", "textvisiblespace": "␣", "textlangle": "⟨", "textrangle": "⟩",
    "textrightarrow": "→", "textleftarrow": "←", "degree": "°", "celsius": "°C", "SS": "ẞ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "ng": "ŋ", "NG": "Ŋ", "dj": "đ", "DJ": "Đ", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε", "XeTeX": "XeTeX", "LuaLaTeX": "LuaLaTeX",
    "textasciigrave": "`{}", "textasciiacute": "´", "textasciidieresis": "¨", "textasciimacron": "¯", "textquotesingle": "’",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "linebreak": " ", "nbsp": "~", "protect": "", "checkmark": "✓",
}  # fmt: skip
SYMBOL = re.compile(r"\\(" + "|".join(sorted(SYMBOLS, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|[ \t]+)?")
