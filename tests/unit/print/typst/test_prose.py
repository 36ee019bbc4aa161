"""Text in Typst: no sign of it is markup, wherever it stands, and addresses break without a sign that was not there."""

from __future__ import annotations

import json
import re

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from katern.characters import legible
from katern.print.markup import make
from katern.print.typst.prose import address_parts, prose, string
from katern.print.typst.writer import write

# the calls of the templates, which here only hold their words
_CALLS = """
#let address(..parts) = parts.pos().join()
#let acronym(word) = word
#let unbroken(word) = word
#let smaller(body) = body
"""
_MARKUP = ["=", "== ", "-", "- ", "+ ", "/ a: ", "1. ", "#", "#let x", "$", "@a", "<a>", "_", "*", "`", "```", "\\", "~", "//", "/*",
           "https://a.example/", "http://", "'", '"', "--", "---", "...", "-?", "[", "]", "{", "}", "(", ")", ";", ":", "\\u{41}", "&", "%", "^"]  # fmt: skip


def set_by_typst(*markup: str) -> list[str]:
    """The words that Typst makes of each piece of markup, as one line."""
    source = _CALLS + "".join(f"#metadata([{piece}])<x>\n" for piece in markup)
    found = json.loads(typst.Compiler(source.encode()).query("<x>", field="value"))
    return ["".join(_words(content)) for content in found]


def _words(content: object) -> list[str]:
    if isinstance(content, dict):
        own = [content["text"]] if isinstance(content.get("text"), str) else []
        own += [" "] if content.get("func") in ("space", "parbreak", "linebreak") else []
        return own + [word for key, value in content.items() if key not in ("text", "func") for word in _words(value)]
    return [word for value in content for word in _words(value)] if isinstance(content, list) else []


def one_line(text: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip(" ")


def paragraph(*parts: str | HtmlElement) -> HtmlElement:
    root, line = make("div"), make("p")
    for part in parts:
        if isinstance(part, str) and not len(line):
            line.text = (line.text or "") + part
        elif isinstance(part, str):
            line[-1].tail = (line[-1].tail or "") + part
        else:
            line.append(part)
    root.append(line)
    return root


texts = st.lists(st.one_of(st.sampled_from(_MARKUP), st.text(max_size=6)), max_size=6).map("".join).map(legible)


@given(st.lists(texts, min_size=1, max_size=25))
@settings(max_examples=20, deadline=None)
def test_whatever_a_paragraph_holds_typst_reads_it_as_text(pieces):
    made = set_by_typst(*(write(paragraph(text)).markup for text in pieces))
    assert [line.strip(" ") for line in made] == [one_line(text) for text in pieces]


_around = st.tuples(texts, texts, texts, st.sampled_from(["em", "strong", "span", "a", "sub", "small"]))


@given(st.lists(_around, min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_whatever_stands_around_and_in_an_element_is_text_too(pieces):
    made = set_by_typst(
        *(write(paragraph(before, make(tag, text=inside), behind)).markup for before, inside, behind, tag in pieces)
    )
    assert [line.strip(" ") for line in made] == [
        one_line(before + inside + behind) for before, inside, behind, _ in pieces
    ]


@pytest.mark.parametrize("sign", _MARKUP)
@pytest.mark.parametrize("tag", ["p", "li", "td", "blockquote", "h2", "dt", "dd", "figcaption"])
def test_no_sign_that_opens_a_block_of_typst_is_markup(sign, tag):
    root = make("div")
    block = make(tag, text=f"{sign} woord")
    block.append(make("br"))
    block[0].tail = f"{sign} woord"
    root.append(block)
    markup = write(root).markup
    strings = re.sub(r'#(?:address|acronym|unbroken)\(|(?<=")\);|", "|#"|";|\)(?=;)', "", markup)
    assert strings.count(sign.strip().replace("\\", "\\\\").replace('"', '\\"')) >= 2


def test_every_sign_is_itself():
    numbers = [*range(0x20, 0x3000), *range(0x4E00, 0x4E20), *range(0x1F300, 0x1F700)]
    signs = [legible(chr(number)) for number in numbers]
    assert set_by_typst(*(f"#{string(sign)};" for sign in signs)) == signs


@pytest.mark.parametrize(
    ("text", "typst"),
    [
        ("Een zin.", '#"Een zin.";'),
        ('Zeg "ja" \\', '#"Zeg \\"ja\\" \\\\";'),
        ("z.d.-c", '#unbroken("z.d.-c");'),
        ("per e-mail", '#"per ";#unbroken("e-mail");'),
        ("LHBTI-jongeren", '#acronym("LHBTI");#"-jongeren";'),
        ("HBO of VWS", '#"HBO of VWS";'),
        ("Zie kis.nl.", '#"Zie ";#address("kis.nl");#".";'),
        ("(a@b.nl)", '#"(";#address("a@b.nl");#")";'),
        ("man/vrouw", '#"man/vrouw";'),
        ("doi:10.1000/ab-cd.12345", '#"doi:";#address("10.1000/", "ab-cd", ".12345");'),
        ("o.a. m.b.t. 3.000 en 1-2", '#"o.a. m.b.t. 3.000 en ";#unbroken("1-2");'),
        ("arbeidsmarktdiscriminatiebestrijding", '#"arbeidsmarktdiscriminatiebestrijding";'),
    ],
)
def test_addresses_acronyms_and_single_signs_are_kept_whole(text, typst):
    assert prose(text) == typst


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("kis.nl", ["kis.nl"]),
        ("https://www.kis.nl/een-lang_pad/?a=1", ["https://", "www.kis", ".nl/een", "-lang", "_pad/?a=1"]),
        ("veiligthuis.nl/x", ["veiligthuis", ".nl/x"]),
        ("a" * 50, ["a" * 24, "a" * 24, "aa"]),
    ],
)
def test_an_address_breaks_at_its_joints(address, parts):
    assert address_parts(address) == parts


@given(st.text(min_size=1))
def test_the_parts_of_an_address_are_the_address(text):
    assert "".join(address_parts(text)) == text
    assert all(address_parts(text))
