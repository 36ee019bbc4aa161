"""Every kind of page: fits the screen, meets WCAG 2.2 AA in light and dark, loads little."""

from __future__ import annotations

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

# one of each kind
PAGES = {
    "home": "",
    "dossier": "dossiers/zelfbeschikking/",
    "chapter": "dossiers/zelfbeschikking/wat-weten-we/",
    "task list": "dossiers/institutioneel-racisme/aan-de-slag/",
    "toolkit": "toolkits/shame-sexting/",
    "part": "toolkits/shame-sexting/gesprek/",
    "helplines": "toolkits/shame-sexting/wie-bel-je/",
    "meeting": "toolkits/achterlating/leerbijeenkomst/",
    "cards": "toolkits/achterlating/kaarten/",
    "sources": "bronnen/",
    "source": "bronnen/kis2022meerjarenprogramma/",
    "interventions": "interventies/?vergelijk=vreedzame-school,human-library",
    "intervention": "interventies/vreedzame-school/",
    "atelier": "kennisateliers/inclusieve-wijken-2022/",
    "question": "vragen/naaktfoto-ouders-bellen/",
    "glossary": "begrippen/",
    "about": "over/deze-site/",
    "safe reading": "over/veilig-lezen/",
    "evidence": "dossiers/polarisatie/wat-werkt/",
    "evidence map": "over/bewijskaart/",
    "charts": "dossiers/discriminatie/wat-weten-we/",
    "charts side by side": "dossiers/nieuwkomers/wat-weten-we/",
    "area": "wijkmonitor/wk034401/",
    "areas": "wijkmonitor/",
    "manual": "handleiding/gegevens/",
    "404": "404.html",
}
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# where a page is wider than its window, the elements that stick out
STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.tagName.toLowerCase() + "." + element.className).slice(0, 5)
    .concat(["page: " + document.documentElement.scrollWidth + " > " + width]);
}"""
each_kind = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@each_kind
def test_a_page_fits_its_window(path, visit):
    made = visit()
    page = made.open(path)
    for width in (1440, 1225, 965, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(STICKING_OUT) == [], width


def violations(page):
    """What axe finds wrong, with the elements; of the long list of sources it reads the first thirty."""
    found = Axe().run(page, context={"exclude": ["[data-catalogue] > li:nth-child(n+30)"]}, options=WCAG)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


@each_kind
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_meets_wcag_2_2_aa(path, scheme, visit):
    assert violations(visit(color_scheme=scheme).open(path)) == []


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["dossier"], PAGES["sources"], PAGES["part"]])
def test_a_phone_gets_an_accessible_page_too(path, visit):
    assert violations(visit(viewport={"width": 360, "height": 740}).open(path)) == []


def test_a_reference_at_a_citation_is_accessible_too(visit):
    page = visit().open(PAGES["chapter"])
    page.locator("article .citation__link").first.focus()
    page.wait_for_selector(".citation__card")
    assert violations(page) == []


@pytest.mark.parametrize("path", [PAGES["home"], PAGES["dossier"], PAGES["chapter"], PAGES["toolkit"], PAGES["part"]])
def test_a_first_visit_weighs_under_250_kb(path, visit, kis):
    """As a web server sends it: text compressed. Uncompressed, Material's own style and script are 250 kB already."""
    made = visit()
    made.open(path)
    made.page.wait_for_load_state("networkidle")
    sizes = {}
    for url in dict.fromkeys(made.requests):
        name = url.removeprefix(made.address) or "index.html"
        file = kis.site / (f"{name}index.html" if name.endswith("/") else name)
        if file.suffix in (".html", ".css", ".js", ".json"):
            sizes[name] = len(gzip.compress(file.read_bytes(), 6))
        elif file.suffix == ".woff2":
            sizes[name] = file.stat().st_size
    assert {"index.html", path} & set(sizes)
    assert sum(sizes.values()) < 250_000, sizes


def test_axe_sees_what_is_wrong(visit):
    page = visit().open(PAGES["about"])
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"\"><p style=\"color: #bbb\">vaag</p>')"
    )
    assert [one.split(":")[0] for one in violations(page)] == ["color-contrast", "image-alt"]
