"""Charts on the real site: no word over another or outside its drawing, and a colour of their own in each scheme."""

from __future__ import annotations

import pytest

PAGES = [
    "dossiers/discriminatie/wat-weten-we/",
    "dossiers/nieuwkomers/wat-weten-we/",
    "dossiers/informele-netwerken/wat-weten-we/",
]
# words of a drawing that stand over each other, or stick out of it
IN_THE_WAY = """() => [...document.querySelectorAll(".chart svg")].flatMap((svg) => {
  const edge = svg.getBoundingClientRect();
  const words = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const over = ([first, a], [second, b]) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top + 3 < b.bottom - 3 && b.top + 3 < a.bottom - 3;
  return words.flatMap((one, place) => [
    ...words.slice(place + 1).filter((other) => over(one, other)).map((other) => one[0] + " / " + other[0]),
    ...(one[1].right > edge.right + 1 || one[1].left < edge.left - 1 ? [one[0]] : []),
  ]);
})"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_word_of_a_chart_is_in_the_way_of_another(path, width, visit):
    page = visit({"width": width, "height": 800}).open(path)
    assert page.locator(".chart svg").count() >= 2
    assert page.evaluate(IN_THE_WAY) == []


def test_a_chart_follows_the_scheme_and_its_words_keep_their_size(visit):
    colours, sizes = [], []
    for scheme, width in (("light", 360), ("dark", 1440)):
        page = visit({"width": width, "height": 800}, color_scheme=scheme).open(PAGES[0])
        style = "(element) => { const style = getComputedStyle(element); return [style.fill, style.fontSize]; }"
        colours.append(page.locator(".chart__bar").first.evaluate(style)[0])
        sizes.append(page.locator(".chart svg text.chart__label").first.evaluate(style)[1])
    assert colours[0] != colours[1]
    assert sizes[0] == sizes[1]


def test_the_figures_of_a_chart_open_without_a_script(visit):
    page = visit(java_script_enabled=False).open(PAGES[0])
    table = page.locator(".chart details table").first
    assert not table.is_visible()
    page.locator(".chart summary").first.click()
    assert table.is_visible()
