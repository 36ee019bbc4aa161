from __future__ import annotations

import markdown
import pytest

from katern.reading.blocks import BlockExtension
from katern.words import words_of


def html(text: str) -> str:
    return markdown.markdown(text, extensions=["admonition", BlockExtension(words_of("nl").blocks)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "!!! trainer\n    Noot *x*.",
            '<details class="admonition trainer">\n<summary>Voor de trainer</summary>\n<p>Noot <em>x</em>.</p>\n</details>',
            id="the trainer's notes are folded away",
        ),
        pytest.param(
            '!!! trainer "Eigen titel"\n    Noot.',
            '<details class="admonition trainer">\n<summary>Eigen titel</summary>\n<p>Noot.</p>\n</details>',
            id="a title of one's own stays",
        ),
        pytest.param(
            '!!! write 2 "Vraag?"\n    Hulp.',
            '<div class="admonition write" data-lines="2">\n<p class="admonition-title">Vraag?</p>\n<p>Hulp.</p>\n'
            '<div aria-hidden="true" class="write__lines"><span class="write__line">\xa0</span><span class="write__line">\xa0</span></div>\n</div>',
            id="lines to write on",
        ),
        pytest.param(
            '!!! card "Voorkant"\n    Achterkant.',
            '<div class="admonition deck-card">\n<p class="admonition-title">Voorkant</p>\n<p>Achterkant.</p>\n</div>',
            id="a card has two sides",
        ),
        pytest.param(
            "!!! say\n    A\n\n!!! dont\n    B",
            '<div class="admonition say">\n<p class="admonition-title">Zeg wel</p>\n<p>A</p>\n</div>\n'
            '<div class="admonition dont">\n<p class="admonition-title">Zeg liever niet</p>\n<p>B</p>\n</div>',
            id="Dutch titles",
        ),
        pytest.param(
            "!!! note\n    A",
            '<div class="admonition note">\n<p class="admonition-title">Opmerking</p>\n<p>A</p>\n</div>',
            id="the theme's own types have a Dutch title too",
        ),
        pytest.param(
            '!!! case ""\n    A', '<div class="admonition case">\n<p>A</p>\n</div>', id="no title where none is wanted"
        ),
    ],
)
def test_each_type_has_its_form_on_the_web(text, expected):
    assert html(text) == expected


@pytest.mark.parametrize("custom", [True, False])
def test_a_box_to_tick_is_silent_and_a_ticked_one_says_so(custom):
    extensions = ["pymdownx.tasklist", BlockExtension(words_of("nl").blocks)]
    options = {"pymdownx.tasklist": {"custom_checkbox": custom}}
    drawn = markdown.markdown("- [ ] Bellen\n- [x] Lezen", extensions=extensions, extension_configs=options)
    assert '<input type="checkbox" disabled aria-hidden="true"/>' in drawn
    assert '<input type="checkbox" disabled checked aria-label="Gedaan"/>' in drawn


@pytest.mark.parametrize(("number", "lines"), [("0", 1), ("3", 3), ("400", 40)])
def test_the_number_of_lines_stays_within_a_page(number, lines):
    assert f'data-lines="{lines}"' in html(f'!!! write {number} "V"\n    a')
