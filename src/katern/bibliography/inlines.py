"""Pandoc's inlines as the rich text of CSL-JSON, as plain text, and what of them nobody can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from katern.bibliography.prepared import CLOSE, OPEN

Inlines = Sequence[Mapping[str, Any]]

# pandoc's element: the tag that CSL-JSON knows for it
_TAGS = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}
_QUOTES = {"SingleQuote": "‘’", "DoubleQuote": "“”"}
_BRACES = str.maketrans({OPEN: "{", CLOSE: "}"})
_TAG = re.compile(r"<(?=/?(?:i|b|sc|sup|sub|span)\b)")
# no sign, but it keeps "<b>" that an author wrote from being read as bold
_GUARD = "\u2060"
# commands that mean nothing on paper or only the text that they hold
_HOLDERS = re.compile(
    r"\\(?:mbox|hbox|fbox|nobreak|protect|relax|bibstring|mkbibbold|mkbibitalic|mkbibacro|mkbibparens|mkbibbrackets|uppercase|"
    r"lowercase|MakeUppercase|MakeLowercase|MakeSentenceCase|NoCaseChange|ensuremath|text|mathrm|textnormal|xspace|allowbreak|"
    r"hskip|hspace|vspace|smaller|larger|small|large|footnotesize|normalsize|ignorespaces|unskip|kern|penalty|newblock|leavevmode)"
    r"(?![A-Za-z])\*?"
)
_SIGNS = {r"\slash": "/", r"\hyphen": "-", r"\textasciicircum": "^", r"\textasciitilde": "~", r"\textbackslash": "\\"}
_COMMAND = re.compile(r"\\(?:[A-Za-z@]+\*?|.)\s?")
_HTML_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\n]+")
# LaTeX takes the dot from the letter that gets an accent; Unicode's letters with an accent have none to lose
_DOTLESS = re.compile(r"([\u0131\u0237])([\u0300-\u0315])")
_DOTTED = {"\u0131": "i", "\u0237": "j"}


class Reading:
    """Turns inlines into text; `math` says what each formula is in HTML, `flaws` keeps what could not be read."""

    def __init__(self, math: Mapping[str, str], protect: bool = False) -> None:
        self._math = math
        self._protect = protect
        self.flaws: list[str] = []

    def rich(self, inlines: Inlines) -> str:
        """Rich text for a style: tags of CSL-JSON, and a tag for what keeps its capitals."""
        return _SPACE.sub(" ", "".join(self._rich(inline) for inline in inlines)).strip()

    def plain(self, inlines: Inlines) -> str:
        """The letters alone."""
        return _SPACE.sub(" ", "".join(self._plain(inline) for inline in inlines)).strip()

    def _rich(self, inline: Mapping[str, Any]) -> str:
        kind, content = inline["t"], cast("Any", inline.get("c"))
        if kind in ("Str", "Code"):
            return _TAG.sub("<" + _GUARD, _text(content))
        if kind in _TAGS:
            return f"<{_TAGS[kind]}>{self._all(content)}</{_TAGS[kind]}>"
        if kind == "SmallCaps":
            return f'<span style="font-variant:small-caps;">{self._all(content)}</span>'
        if kind == "Span":
            inside = self._all(content[1])
            kept = "nocase" in content[0][1] or (
                self._protect and content[0] == ["", [], []] and re.search(r"[^\W\d_]", inside)
            )
            return f'<span class="nocase">{inside}</span>' if kept else inside
        if kind == "Math":
            return self._formula(content[1])
        return self._other(kind, content, self._all)

    def _all(self, inlines: Inlines) -> str:
        return "".join(self._rich(inline) for inline in inlines)

    def _plain(self, inline: Mapping[str, Any]) -> str:
        kind, content = inline["t"], cast("Any", inline.get("c"))
        if kind in ("Str", "Code"):
            return _text(content)
        if kind in _TAGS or kind == "SmallCaps":
            return self._letters(content)
        if kind == "Span":
            return self._letters(content[1])
        if kind == "Math":
            return _without_tags(self._formula(content[1]))
        return self._other(kind, content, self._letters)

    def _letters(self, inlines: Inlines) -> str:
        return "".join(self._plain(inline) for inline in inlines)

    def _other(self, kind: str, content: Any, inside: Any) -> str:
        """What rich and plain text draw alike."""
        if kind in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]][:1], _QUOTES[content[0]["t"]][1:]
            return f"{opening}{inside(content[1])}{closing}"
        if kind in ("Underline", "Strikeout"):
            return str(inside(content))
        if kind == "Link":
            return str(inside(content[1]))
        if kind == "Image":
            self.flaws.append("\\includegraphics")
            return ""
        if kind == "Note":
            return " (" + "".join(str(inside(block["c"])) for block in content if block["t"] in ("Para", "Plain")) + ")"
        if kind == "Cite":
            return str(inside(content[1]))
        return self._raw(content[1]) if kind == "RawInline" else ""

    def _raw(self, written: str) -> str:
        """LaTeX that pandoc does not know: what its commands hold, and a flaw for each that is not harmless."""
        text = _HOLDERS.sub("", written)
        for command, sign in _SIGNS.items():
            text = re.sub(re.escape(command) + r"(?![A-Za-z])(?:\{\})? ?", lambda _, sign=sign: sign, text)  # type: ignore[misc]
        if "\\" in text:
            self.flaws.append(" ".join(written.split()))
        return _COMMAND.sub("", text).replace("{", "").replace("}", "").translate(_BRACES)

    def _formula(self, written: str) -> str:
        drawn = self._math.get(written, written)
        if "\\" in drawn:
            self.flaws.append(f"${written}$")
        return drawn.translate(_BRACES)


def _text(content: Any) -> str:
    text = str(content if isinstance(content, str) else content[1]).translate(_BRACES)
    if "\u0131" in text or "\u0237" in text:
        text = _DOTLESS.sub(lambda match: unicodedata.normalize("NFC", _DOTTED[match[1]] + match[2]), text)
    return text


def _without_tags(text: str) -> str:
    return _HTML_TAG.sub("", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def formulas(value: Any) -> Iterator[str]:
    """Every formula within a part of pandoc's document."""
    if isinstance(value, dict):
        if value.get("t") == "Math":
            yield value["c"][1]
        else:
            yield from formulas(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from formulas(part)
