"""What is left of Markdown, and of other programs' notations, in the text of a block that readers see.

The text is what Python-Markdown made of the block, so that what it read as a link, as emphasis or as code is gone; what an
author escaped is gone too. Each thing that is left is found once, at its place in the source.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from katern.characters import GARBLED
from katern.reading.depth import KINDS
from katern.reading.inline import code_spans
from katern.reading.text import BLANK, blanked

# what stands in the shown text where a link begins
LINK = "\x01"
# and at both ends of what is bold or italic
EMPHASIS = "\x04"
_PUT_ASIDE = re.compile("\x02[^\x03]*\x03")
_BARE_ADDRESS = re.compile(r"(?<![\w(\[<])(?:https?://|www\.)[^\s<>]+")
# what makes a text in brackets an address
_ADDRESS = r"(?=[^()\s]*(?:\.md\b|://|www\.|#\w|^/|\./|\.(?:html?|pdf|png|jpe?g|svg|gif|webp)\b)[^()\n]*\)?)"
_BOX = "|".join(KINDS)


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is left: its name among the sentences of its code, where it begins in the block, and how it is written."""

    name: str
    start: int
    written: str
    end: int


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.MULTILINE)


# an at sign that its author escaped is shown as one
_AT = r"[@\0]"


# by name: signs of which one stands in every text that may hold such a thing, and the thing
_MARKDOWN: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("link-apart", ("] (", "]\u00a0(", "]\n("), _pattern(r"!?\[[^\[\]\n]{1,200}\][ \t\n\u00a0]\(" + _ADDRESS)),
    ("link-open", ("](",), _pattern(r"(?:!? ?\[[^\[\]\n]{0,200})?\]\([^\s)]*\)?")),
    ("link-open", ("] (",), _pattern(r"\] \(" + _ADDRESS + r"[^\s)]*\)?")),
    ("link-turned", (")[",), _pattern(r"(?<![\w\])])\([^()\[\]\n]{1,100}\)\[[^\[\]\s]*(?:\.md\b|://|www\.)[^\[\]\s]*\]")),
    ("link-undefined", ("][",), _pattern(r"!?\[[^\[\]\n]*[\w\0][^\[\]\n]*\]\[[^\[\]\n]{0,80}\]")),
    ("picture-apart", ("! [", f"!{LINK}", f"! {LINK}"), _pattern(r"(?<!\S)! ?" + LINK)),
    ("wiki", ("[[",), _pattern(r"!?\[\[[^\[\]\n]+\]\]")),
    ("picture", ("![",), _pattern(r"!\[(?!!)")),
    ("note-missing", ("[^", "[ ^"), _pattern(r"\[\s?\^[^\[\]\s]{1,60}\]")),
    ("note-within", ("^[",), _pattern(r"\^\[[^\[\]\n]+\]")),
    ("emphasis", ("**",), _pattern(
        r"(?<!\*)\*{2,3}(?=[^\s*])[^*\n]{0,300}\*{1,3}|(?<!\*)\*{2,3}(?= \S)[^*\n]{1,300}?(?<=\S)\*{2,3}"
        r"|(?<=[^\s*])\*{2,3}(?!\*)|(?<!\*)\*{2,3}(?=[^\s*])"
    )),
    ("emphasis", ("*",), _pattern(rf"(?<![\w*])\*+{EMPHASIS}(?=[^\s])|(?<=[^\s]){EMPHASIS}\*+(?![\w*])"
    )),
    ("emphasis", ("__",), _pattern(r"(?<![\w_])__(?=[^\W_])[^_\n]{0,300}(?:__(?!\w))?|(?<=[^\W_])__(?![\w_])")),
    ("emphasis", ("*",), _pattern(
        r"(?<![\w*])\*(?=[^\s*])[^*\n\0]{1,200}?\s\*(?![\w*])|(?<![\w*])\*\s[^*\n\0]{1,200}?(?<=\S)\*(?![\w*])"
    )),
    ("struck", ("~~",), _pattern(r"~~(?=[^\s~])[^~\n]*(?:~~)?")),
    ("highlight", ("==",), _pattern(r"(?<![=\w])==(?=[^=\s])[^=\n]{1,200}(?<=\S)==(?![=\w])")),
    ("code", ("`",), _pattern(r"(?<!`)`{1,2}(?!`)")),
    ("task", ("[",), re.compile(r"\A *\[[ xXvV✓✗]?\](?= )")),
    ("attributes", ("{",), _pattern(r"\{:?[ ]?(?:[#.][A-Za-z][\w-]*(?:[^{}\n]*\}|[\w-]*)|[A-Za-z][\w-]*=[\w\"'][^{}\n]*\})")),
    ("braces", ("}}",), _pattern(r"(?<!\{)\{[^{}\n]{1,200}\}\}")),
    ("comment", ("<!",), _pattern(r"<!\s*-+(?:[^\n]*?--?>)?")),
    ("address", ("<http", "<www.", "<mailto:"), _pattern(r"<(?:https?://|www\.|mailto:)\S*")),
    ("heading", ("#",), _pattern(r"^ {0,3}#{1,6}[ \u00a0]+\S")),
    ("box", ("!!", "??"), _pattern(rf"^(?:!!|!!!!|\?\?)[ ]+(?:{_BOX})\b")),
    ("tab", ("==",), _pattern(r"^={3}[+!]*[ ]+[^\s=\"“„]|^={2,}[+!]*[ ]+[\"“„]")),
    ("block", ("///",), _pattern(r"^/{3,}[ ]+\w+")),
    ("escape", ("\\",), _pattern(r"\\[~$\"'<>%&^=:;,/?]")),
    ("break", ("\\",), _pattern(r"\\(?=[ \t]*$)")),
    ("cut-word", ("-\n",), _pattern(
        r"(?<=[^\W\d_][^\W\d_])-\n[ \t]*(?=[^\W\d_A-Z]{2})(?!(?:en|of|tot|noch|als|and|or|to|nor|und|oder|bis|et|ou|y|o|e)\b)\w+"
    )),
    ("extension", ("++", "^^", "~", "^", "{-", "{>", "8<"), _pattern(
        r"\+\+[a-z0-9]+(?:[-+][a-z0-9]+)*\+\+(?!\w)|\^\^(?=[^\s^])[^^\n]{1,200}\^\^|^-+8<-+[^\n]*"
        r"|(?<=\w)(?P<half>[~^])[\w+−-]{1,20}(?P=half)(?![~^])|\{(?P<mark>\+\+|--|~~|>>)[^{}\n]{1,300}(?:\+\+|--|~~|<<)\}"
    )),
    ("citation", ("@@",), _pattern(r"\[(?:[^\[\]\n]{0,80}?[ ;])?-?@{1,2}\w[^\[\]\n]*\]?")),
)  # fmt: skip
_FOREIGN: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("box", (":::",), _pattern(r"^:{3,}[ ]*(?:\{[^{}\n]*\}|\{?[\w-]+)")),
    ("alert", ("[!",), _pattern(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION|INFO|QUOTE)\][+-]?|^\[![A-Za-z]{3,}\][+-]?")),
    ("role", (".. ", ":`", ":\0", "}\0"), _pattern(r"^\.\. [\w-]+::|(?<![\w:]):[a-z]{2,20}:\0|\{[a-z][\w:+-]{0,20}\}\0")),
    ("reference", ("@", "ref(", "(\0", "(#"), _pattern(
        rf"(?<![\w@]){_AT}(?:sec|fig|tbl|eq|lst|thm|lem|cor|prp|exm|exr)-\w[\w-]*|{_AT}?ref\([\w:./-]+\)|\([\0#](?:eq|fig|tab|thm|lem):[\w-]+\)"
    )),
    ("page-break", ("+++", "^^^", "\\"), _pattern(r"^(?:\+{3}|\^{3,}|\\(?:newpage|pagebreak|clearpage))[ \t]*$")),
    ("component", ("import ", "export ", "{/*"), _pattern(
        r"^import [^\n]{1,200}? from \0?[\"'“‘][^\n]*|^export (?:const|default) [^\n]{1,60}|\{/\*[^\n]*"
    )),
    ("chat", ("【", "oaicite", "turn0", "[cite"), _pattern(
        r"【\d+[†:][^】\n]{0,80}】|:contentReference\[oaicite:\d+\](?:\{[^{}\n]*\})?|[\ue200-\ue20f]?(?:file)?cite[\ue200-\ue20f]?turn\d+\w*[\ue200-\ue20f]?"
        r"|\[cite_start\]|\[cite: ?\d[\d, ]*\]"
    )),
    ("math", ("$",), _pattern(r"\$\$(?:[^$]{1,600}\$\$)?|(?<![\w$\\])\$(?=[^\s$])[^$\n]{0,200}(?:\\[a-zA-Z]|[_^{=])[^$\n]{0,200}\$(?!\w)")),
    ("icon", (":",), _pattern(r"(?<![\w:/]):[a-z][a-z0-9]*(?:[_+-][a-z0-9]+)*:(?![\w:\0])")),
    ("latex", ("\\",), _pattern(
        r"\\(?!\w*cite)[A-Za-z]{2,30}\*?(?:\[[^\[\]\n]{0,80}\])?(?=\{)|(?<![\w:\\.])\\(?!(?:full_)?bibliography\b)[a-z]{2,20}(?=[\s{}^_)$]|\Z)|(?<![\w\\])\\(?:left|right)[(\[|.]"
    )),
    ("field", ("HYPERLINK", "PAGEREF", "SEQ", "TOC", "REF", "MERGEFIELD", "Fout!", "Fout !", "Error!", "Error !", "mso-"), _pattern(
        r"\bHYPERLINK [\"“\\\0]|\bPAGEREF _\w+|\bSEQ \w+ [\\\0]|\bTOC [\\\0][a-z]|\bREF _\w+|\bMERGEFIELD \w+"
        r"|\b(?:Fout|Error) ?! (?:Verwijzingsbron|Bladwijzer|Reference source|Bookmark|Hyperlink)\b|\bmso-[\w-]+:"
    )),
    ("garbled", ("Ã", "â€", "Â"), re.compile(GARBLED)),
    ("entity", (";",), _pattern(r"\0(?:amp|nbsp|lt|gt|quot|apos);")),
)  # fmt: skip


_ANY = re.compile("|".join(re.escape(sign) for _, signs, _ in (*_MARKDOWN, *_FOREIGN) for sign in signs))


class Shown:
    """The text of a block as readers see it, and where each part of that stands in the block's own text."""

    def __init__(self, parts: Iterable[str], raw: str) -> None:
        self._starts: list[int] = [0]
        self._places: list[int] = [0]
        words: list[str] = []
        length = at = 0
        for part in parts:
            position = 0
            for match in _PUT_ASIDE.finditer(part):
                at = self._add(part[position : match.start()], raw, at, length, words)
                length += match.start() - position
                self._mark(length, at)
                words.append(BLANK)
                length += 1
                position = match.end()
            at = self._add(part[position:], raw, at, length, words)
            length += len(part) - position
        self.text = "".join(words)

    def _add(self, words: str, raw: str, at: int, length: int, shown: list[str]) -> int:
        if not words:
            return at
        shown.append(words)
        if words in (BLANK, LINK, EMPHASIS):
            self._mark(length, at)
            return at
        found = raw.find(words, at)
        if found < 0:
            self._mark(length, at)
            return at
        self._mark(length, found)
        return found + len(words)

    def _mark(self, shown: int, place: int) -> None:
        self._starts.append(shown)
        self._places.append(place)

    def place(self, offset: int) -> int:
        """Where a sign of the shown text stands in the block's own."""
        number = bisect.bisect_right(self._starts, offset) - 1
        return self._places[number] + offset - self._starts[number]


def may_hold(raw: str) -> bool:
    """Whether the text of a block holds a sign of anything that can be left over."""
    return _ANY.search(raw) is not None


def left_in(shown: Shown) -> Iterator[tuple[str, Left]]:
    """What is left, in order, each stretch of text once: `left` for Markdown, `foreign` for what another program writes."""
    plain = shown.text
    if not may_hold(plain):
        return
    bare = _BARE_ADDRESS.sub(lambda match: BLANK * len(match[0]), plain)
    found: list[tuple[str, Left]] = []
    for kind, table in (("left", _MARKDOWN), ("foreign", _FOREIGN)):
        for name, signs, pattern in table:
            if any(sign in plain for sign in signs):
                text = plain if name.startswith(("link", "address")) else bare
                found += ((kind, _left(name, match)) for match in pattern.finditer(text))
    end = 0
    for kind, one in sorted(found, key=lambda one: (one[1].start, -one[1].end)):
        if one.start >= end:
            end = one.end
            yield kind, Left(one.name, shown.place(one.start), one.written, one.end)


def _left(name: str, match: re.Match[str]) -> Left:
    written = match[0]
    blank = len(written) - len(written.lstrip(" \n"))
    return Left(
        name,
        match.start() + blank,
        written[blank:].replace(LINK, "").replace(EMPHASIS, "").replace(BLANK, "…"),
        match.end(),
    )


# signs that word processors put before the items of a list
_SIGN = re.compile(r"[ \t]*(?:[•·▪◦‣●➢➤►▶■□○❖§\uf000-\uf0ff][ \t\u00a0]*|o[ ]{2,})(?=\S)")
_NUMBER = re.compile(r"[ \t]*1\)[ \t]+\S")
_STUCK = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])\u00a0")
# what is a list where lines below each other begin so
_DASHES = re.compile(r"[ \t]*(?:[–—][ \t]+|-(?=[^\W\d_]))\S")
# a number without a blank behind it: 1)eerst
_TIGHT = re.compile(r"[ \t]*(?P<number>\d{1,2})[.)](?=[^\W\d_])")
_LETTER = re.compile(r"[ \t]*(?P<letter>[a-zA-Z])[.)][ \t]+\S")
_LIST = re.compile(r"[ \t]*(?:[-*+]|1[.)])[ \t]+\S")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
# a row without signs around it, of which the line is not ended on purpose
_BARE_ROW = re.compile(r"[ \t]*[^|`\s][^|`]*(?:[ ]\|[ ][^|`]+)+(?<![\\ ])[ ]?$")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?[-–—−=_]+:?[ \t]*(?:\|[ \t]*:?[-–—−=_]*:?[ \t]*)+$")
# the lines between the rows of a table as pandoc draws it
_DRAWN_RULE = re.compile(r"[ \t]*(?:-{3,}(?:[ \t]+-{3,})+|\+(?:[-=:]{2,}\+)+)[ \t]*$")
_PLAIN_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$")


def left_lines(lines: Sequence[tuple[str, int]], below_table: bool) -> Iterator[tuple[str, int, str]]:
    """Lists and tables that are drawn as text: what each is, where it begins, and its first line."""
    number = 0
    while number < len(lines):
        kind, last = _kind_of_line(lines, number, below_table)
        if kind:
            at = lines[number + 1] if kind == "table-rule" else lines[number]
            yield kind, at[1], at[0].strip()
        number = last + 1


def _kind_of_line(lines: Sequence[tuple[str, int]], number: int, below_table: bool) -> tuple[str, int]:
    """What begins on a line, if anything, and the last line that belongs to it."""
    written = lines[number][0]
    following = lines[number + 1][0] if number + 1 < len(lines) else ""
    if _DRAWN_RULE.match(written) or _DRAWN_RULE.match(following):
        return "table-drawn", len(lines) - 1
    bare = " | " in written and _BARE_ROW.match(written) and _BARE_ROW.match(following)
    if "|" in written and (
        _RULE.match(following) or _ROW.match(written) or (bare and written.count("|") == following.count("|"))
    ):
        return _table(lines, number, following, below_table)
    if _SIGN.match(written):
        return "sign", _last(lines, number, _SIGN)
    if _NUMBER.match(written):
        return "sign", len(lines) - 1
    if _STUCK.match(written):
        return "stuck", _last(lines, number, _STUCK)
    if _DASHES.match(written) and _DASHES.match(following):
        return "sign", _last(lines, number, _DASHES)
    tight, next_tight = _TIGHT.match(written), _TIGHT.match(following)
    if tight and next_tight and int(next_tight["number"]) == int(tight["number"]) + 1:
        return "sign", _last(lines, number, _TIGHT)
    letter, next_letter = _LETTER.match(written), _LETTER.match(following)
    if letter and next_letter and ord(next_letter["letter"]) == ord(letter["letter"]) + 1:
        return "sign", _last(lines, number, _LETTER)
    if number and _LIST.match(written) and not _LIST.match(lines[number - 1][0]):
        return "list", _last(lines, number, _LIST)
    return "", number


def _table(lines: Sequence[tuple[str, int]], number: int, following: str, below_table: bool) -> tuple[str, int]:
    last = number
    while last + 1 < len(lines) and "|" in lines[last + 1][0]:
        last += 1
    if number and _PLAIN_RULE.match(following):
        return "table", last
    if _RULE.match(lines[number][0]):
        return "table-apart", last
    if _RULE.match(following):
        return "table-rule", last
    return "table-row" if below_table else "table-without-rule", last


def _last(lines: Sequence[tuple[str, int]], number: int, pattern: re.Pattern[str]) -> int:
    while number + 1 < len(lines) and pattern.match(lines[number + 1][0]):
        number += 1
    return number


_BAR = re.compile(r"(?<!\\)\|")


def cell_behind(line: str, columns: int) -> tuple[int, str] | None:
    """The first cell of a row that no column of its table holds: where it begins in the line, and what it says."""
    if line.count("|") < columns:
        return None
    shown = blanked(line, code_spans(line))
    bars = [match.start() for match in _BAR.finditer(shown)]
    if bars and not shown[: bars[0]].strip(" \t>"):
        del bars[0]
    if len(bars) < columns:
        return None
    cell = line[bars[columns - 1] + 1 :]
    written = cell.strip().rstrip("|").strip()
    return (bars[columns - 1] + 1 + len(cell) - len(cell.lstrip()), written) if written.strip("| ") else None
