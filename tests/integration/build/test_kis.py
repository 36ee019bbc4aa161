"""The real site: that it is whole, that all its links lead somewhere, and that a build can be repeated."""

from __future__ import annotations

import gzip
import html as entities
import json
import re

import pytest
import yaml


def entries(folder):
    """How many entries stand in the bibliography, counted as text."""
    return sum(len(re.findall(r"^@(?!comment|string|preamble)\w+\s*\{", path.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE)) for path in folder.glob("*.bib"))  # fmt: skip


@pytest.fixture(scope="module")
def pages(kis, website):
    return website(kis.site)


@pytest.fixture(scope="module")
def lines(kis):
    programme = yaml.safe_load((kis.root / "docs/_data/programme.yml").read_text(encoding="utf-8"))
    return [line["slug"] for theme in programme["themes"] for line in theme["lines"]]


def test_each_programme_line_has_its_dossier(kis, lines):
    assert len(lines) == 10
    assert sorted(path.parent.name for path in (kis.site / "dossiers").glob("*/index.html")) == sorted(lines)


def test_each_dossier_has_its_chapters(kis, lines):
    for line in lines:
        for chapter in ("waar-gaat-het-over", "wat-weten-we", "wat-werkt", "programma"):
            assert (kis.site / "dossiers" / line / chapter / "index.html").is_file(), (line, chapter)


def test_there_are_two_toolkits_with_their_parts(kis):
    assert sorted(path.parent.name for path in (kis.site / "toolkits").glob("*/index.html")) == [
        "achterlating",
        "shame-sexting",
    ]
    for toolkit in ("achterlating", "shame-sexting"):
        for part in ("begrijpen", "signaleren", "gesprek", "handelen", "wie-bel-je"):
            assert (kis.site / "toolkits" / toolkit / part / "index.html").is_file(), (toolkit, part)


@pytest.mark.parametrize(("folder", "least"), [("kennisateliers", 2), ("interventies", 10), ("vragen", 5), ("over", 2)])
def test_the_other_kinds_are_there(kis, folder, least):
    assert len(list((kis.site / folder).glob("*/index.html"))) >= least


def test_the_glossary_holds_its_terms(pages):
    assert len(re.findall(r'<span class="glossary__term" id="begrip-', pages.pages["begrippen/index.html"].text)) >= 25


def test_every_source_of_the_bibliography_has_a_page_and_is_in_every_export(kis):
    count = entries(kis.root / "bibliography")
    assert count > 500
    assert len(list((kis.site / "bronnen").glob("*.ris"))) == count + 1
    catalogue = (kis.site / "bronnen/index.html").read_text(encoding="utf-8")
    every = "".join(page.read_text(encoding="utf-8") for page in (kis.site / "bronnen/alle").rglob("index.html"))
    assert len(re.findall(r"<li data-key=", every)) == count
    assert f"{count} bronnen</output>" in catalogue
    assert len(json.loads((kis.site / "bronnen/bronnen.json").read_text(encoding="utf-8"))) == count
    assert (
        len(re.findall(r"^ER  - ", (kis.site / "bronnen/bronnen.ris").read_text(encoding="utf-8"), re.MULTILINE))
        == count
    )
    assert entries(kis.site / "bronnen") == count


def test_no_citation_is_left_undrawn(pages):
    for name, page in pages.pages.items():
        prose = re.sub(r"<(pre|code|script)\b.*?</\1>", "", page.text, flags=re.DOTALL)
        assert "citation--missing" not in prose, name
        assert "<katern-cite" not in prose, name
        assert not re.search(r"\[[^\]<>]*@[a-z]+\d{4}", entities.unescape(re.sub(r"<[^>]*>", "", prose))), name


def test_every_page_of_a_dossier_cites(kis, lines, pages):
    for line in lines:
        for chapter in ("waar-gaat-het-over", "wat-weten-we", "wat-werkt"):
            assert 'class="citation__link"' in pages.pages[f"dossiers/{line}/{chapter}/index.html"].text, (
                line,
                chapter,
            )


def test_every_link_and_anchor_leads_somewhere(pages):
    assert pages.broken() == []


def test_no_page_loads_anything_from_elsewhere(pages):
    assert pages.outside_requests() == []


def test_every_id_is_unique_on_its_page(pages):
    for name, page in pages.pages.items():
        ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
        assert sorted({one for one in ids if ids.count(one) > 1}) == [], name


def test_every_page_has_one_title_and_one_heading_of_the_first_level(pages):
    for name, page in pages.pages.items():
        assert len(re.findall(r"<title>", page.text)) == 1, name
        assert [element.tag for element in page.elements].count("h1") == 1, name


def test_sensitive_pages_have_a_way_out_and_no_telling_title(pages):
    for name, page in pages.pages.items():
        if name.startswith("toolkits/") and name != "toolkits/index.html":
            assert 'class="exit__button"' in page.text, name
            assert "<title>Pagina - Kennisplatform Inclusief Samenleven</title>" in page.text, name


@pytest.mark.parametrize(
    ("name", "way_out", "neutral"),
    [
        ("toolkits/index.html", True, False),
        ("vragen/index.html", True, False),
        ("bronnen/elmoussaoui2021praten/index.html", True, True),
        ("bronnen/groyecka2019challenge/index.html", False, False),
        ("dossiers/polarisatie/index.html", False, False),
    ],
)
def test_lists_and_sources_of_sensitive_pages_have_a_way_out(name, way_out, neutral, pages):
    text = pages.pages[name].text
    assert ('class="exit__button"' in text) is way_out
    assert ("<title>Pagina - " in text) is neutral


def test_a_second_build_of_the_real_site_is_the_same_file_by_file(kis, kis_copy, run, contents):
    root = kis_copy()
    done = run("katern", "build", "--no-booklets", "--draft", cwd=root, PYTHONHASHSEED="11")
    assert done.returncode == 0, done.stdout + done.stderr
    first, second = contents(kis.site), contents(root / "site")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_plain_mkdocs_builds_the_real_site_without_a_warning(kis, run, read_site, tmp_path):
    done = run("mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path / "site"), cwd=kis.root)
    assert (done.returncode, done.stderr) == (0, "")
    ours, theirs = read_site(kis.site), read_site(tmp_path / "site")
    booklets = {name for name in ours if name.startswith("boekjes/")}
    assert sorted(name for name in ours.keys() - booklets | theirs.keys() if ours.get(name) != theirs.get(name)) == []


# --- the monitor: each figure of each profile by a second path, which reads the tables by itself

ROW = re.compile(r'<tr data-m="(\w+)"><th .*?</th>((?:<td.*?</td>)+)</tr>')
CELL = re.compile(r"<td(?: class=\"(\w+)\")?>(.*?)</td>")
SHARES = {"aandeel_leeftijd_0_14": "leeftijd_0_14", "aandeel_leeftijd_15_24": "leeftijd_15_24", "aandeel_leeftijd_25_44": "leeftijd_25_44", "aandeel_leeftijd_45_64": "leeftijd_45_64", "aandeel_leeftijd_65_plus": "leeftijd_65_plus", "aandeel_vrouwen": "vrouwen", "aandeel_herkomst_nederland": "herkomst_nederland", "aandeel_herkomst_europa": "herkomst_europa_excl_nl", "aandeel_herkomst_buiten_europa": "herkomst_buiten_europa"}  # fmt: skip
PLAIN = {"inwoners": "", "woningvoorraad": "", "bevolkingsdichtheid": " per km²", "oppervlakte_land_ha": " ha", "oppervlakte_water_ha": " ha"}  # fmt: skip


@pytest.fixture(scope="module")
def table(kis):
    """The figures of 2024 as their files have them: by area and indicator."""
    found = {}
    for name in ("kwb-2024.csv", "kwb-2024-woningen.csv"):
        text = (kis.root / "docs/_data/sets/kwb-2024" / name).read_text(encoding="utf-8")
        for line in text.splitlines()[1:]:
            area, _, indicator, value, _ = line.split(",")
            found[area, indicator] = int(value) if value else None
    return found


def thousands(number):
    return f"{number:,}".replace(",", ".").replace("-", "\u2212")


def expected(table, area, measure):
    """What a cell must say, worked out with whole numbers alone."""
    if measure in PLAIN:
        if (area, measure) not in table:
            return "no", "niet opgenomen"
        value = table[area, measure]
        return ("no", "onbekend") if value is None else ("", thousands(value) + PLAIN[measure])
    part, people = table[area, SHARES[measure]], table[area, "inwoners"]
    if people < 200:
        return "no", f"te weinig mensen <small>{thousands(part)}</small>"
    if area.startswith("WK"):
        share = str(min((200 * part + people) // (2 * people), 100))
    else:
        tenths = (2000 * part + people) // (2 * people)
        share = f"{tenths // 10},{tenths % 10}"
    return "", f"{share}% <small>{thousands(part)}</small>"


def test_each_figure_of_each_profile_is_that_of_the_table(kis, table):
    codes = sorted({area for area, _ in table})
    assert len(codes) == 1 + 342 + 3393
    wrong, looked = [], 0
    for code in codes:
        text = (kis.site / "wijkmonitor" / code.lower() / "index.html").read_text(encoding="utf-8")
        around = {"WK": [f"GM{code[2:6]}", "NL00"], "GM": ["NL00"], "NL": []}[code[:2]]
        rows = {measure: CELL.findall(cells) for measure, cells in ROW.findall(text)}
        assert {"inwoners", *SHARES} <= rows.keys(), code
        for measure in sorted(rows.keys() & {*SHARES, *PLAIN}):
            if measure in PLAIN and (code, measure) not in table:  # the country has some figures of other years alone
                assert code == "NL00"
                continue
            assert rows[measure][-1] == ("s", "2024, CBS, 85984NED"), (code, measure)
            for area, cell in zip([code, *around], rows[measure], strict=False):
                looked += 1
                if cell != expected(table, area, measure):
                    wrong.append((code, measure, area, cell, expected(table, area, measure)))
    assert wrong == []
    assert looked > 100_000


def test_a_municipality_with_the_dots_of_all_its_districts_stays_light(kis):
    folder = kis.site / "wijkmonitor"
    sizes = {path.parent.name: len(gzip.compress(path.read_bytes())) for path in folder.glob("gm*/index.html")}
    assert len(sizes) == 342
    assert max(sizes.values()) < 100_000


def test_looking_for_an_area_fetches_little(kis):
    script = len((kis.site / "assets/katern/monitor.js").read_bytes())
    lists = {path.name: len(path.read_bytes()) for path in (kis.site / "wijkmonitor/register").glob("*.json")}
    assert len(lists) > 30
    assert script + max(lists.values()) < 40_000
