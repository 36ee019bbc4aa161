from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.mask import BLANK, blank, mask, mask_code

# what stands between ‹ and › is blanked
PROSE = [
    "Zie [@a2020, p. 3].",
    "@naam en \\@naam",
    "`‹›niet gesloten",
    "- punt\n\n    @a hoort bij het punt",
    "1. punt\n\n    @a hoort bij het punt",
    "!!! note\n    @a in een kader",
    "noot[^1]\n\n[^1]:\n    @a in een noot",
    "tekst\n    @a is een vervolgregel",
    "kosten < 3 en @a > 2",
    "@{vreemde/sleutel} zegt",
    "[^@a]",
]
CODE = [
    "een ‹`@a`› twee",
    "een ‹``@a ` b``› twee",
    "een ‹`@a\n@b`› twee",
    "‹```›\n‹@a›\n‹```›\n@b",
    "‹~~~ python›\n‹@a›\n‹~~~›\n@b",
    "‹````›\n‹```›\n‹@a›\n‹````›\n@b",
    "‹> ```›\n‹> @a›\n‹> ```›\n> @b",
    "‹```›\n‹@a tot het einde›",
    "tekst\n\n‹    @a›\n\n@b",
    "tekst\n\n‹\t@a›",
    "- punt\n\n‹        @a›\n\n    @b",
    "!!! note\n    @a\n\n‹        @b›",
    "‹<!-- @a -->›@b",
    "@b ‹<!-- @a\n@c›",
    "‹<pre>›\n‹@a›\n‹</pre>›\n@b",
    "‹<div>›\n‹<div>@a</div>›\n‹@b›\n‹</div>›\n@c",
    "‹<script>@a›",
    "‹{{ hulplijn('@a') }}› @b",
    "‹{% if '@a' %}›@b‹{% endif %}›",
    "‹{#-- @a --#}›",
]
INLINE = [
    "mail ‹piet@kis.nl› of @a",
    "‹<piet@kis.nl>›",
    "‹https://x.nl/@a/b›, zie @b",
    "‹www.x.nl/@a›",
    "‹<https://x.nl/@a>›",
    "[tekst @b]‹(x.md#@a)›",
    "![tekst]‹(@a.png)›",
    "‹[naam]: https://x.nl/@a›",
    "‹*[KIS]: @a›",
    "@b ‹<span title='@a'>›@c‹</span>›",
    "# Kop ‹{#anker}›",
    "woord‹{: .klasse}›",
]


def marked(text: str) -> tuple[str, str]:
    """The text without marks, and the same text blanked between them."""
    parts = text.replace("›", "‹").split("‹")
    return "".join(parts), "".join(blank(part) if number % 2 else part for number, part in enumerate(parts))


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays(text):
    plain, _ = marked(text)
    assert mask(plain) == plain


@pytest.mark.parametrize("text", CODE)
def test_code_comments_html_blocks_and_template_calls_are_blanked(text):
    plain, blanked = marked(text)
    assert mask_code(plain) == blanked


@pytest.mark.parametrize("text", INLINE)
def test_addresses_destinations_tags_and_attributes_are_blanked_too(text):
    plain, blanked = marked(text)
    assert mask(plain) == blanked


def test_code_only_leaves_links_as_they_are():
    assert mask_code("[a](b.md) `c`") == "[a](b.md) " + BLANK * 3


def test_html_with_markdown_inside_is_prose():
    assert mask("<div markdown>\n@a\n</div>") == BLANK * 14 + "\n@a\n" + BLANK * 6


def test_blank_keeps_lines():
    assert blank("a\nbc\n") == f"{BLANK}\n{BLANK * 2}\n"


@given(st.text(alphabet=st.sampled_from("`~<>{}%#[]()!-\\ \t\n@a:/.?=1*")) | st.text())
def test_a_masked_text_differs_only_in_what_is_blanked(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new in (old, BLANK) for old, new in zip(text, masked, strict=True))
    assert [place for place, sign in enumerate(text) if sign == "\n"] == [place for place, sign in enumerate(masked) if sign == "\n"]
