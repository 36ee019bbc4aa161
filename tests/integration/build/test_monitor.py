"""The monitor of a small made-up site by the real command: profiles, what a change draws anew, and files beside them."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from ...matterhorn import faults
from .conftest import ROOT, Built, command


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("monitor") / "site"
    shutil.copytree(ROOT / "tests/sites/monitor", root, ignore=shutil.ignore_patterns(".cache", "site"))
    done = command("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return Built(root, root / "site", done)


def cells(page, measure):
    (row,) = re.findall(rf'<tr data-m="{measure}">(.*?)</tr>', page.text)
    return re.findall(r"<td[^>]*>(.*?)</td>", row)


def test_each_area_has_a_profile_and_each_edition_its_own(built):
    found = {path.parent.relative_to(built.site).as_posix() for path in (built.site / "monitor").rglob("index.html")}
    assert found == {
        "monitor", "monitor/vergelijken", "monitor/nl00", "monitor/gm9901", "monitor/gm9902", "monitor/wk990101",
        "monitor/wk990102", "monitor/wk9901aa", "monitor/wk990201", "monitor/wk990202", "monitor/2019/gm9901",
        "monitor/2019/wk990101", "monitor/2019/wk990102",
    }  # fmt: skip


def test_every_row_has_its_figure_those_around_and_its_source(built):
    page = built.page("monitor/wk990101")
    assert cells(page, "inwoners") == ["2.000", "3.461", "100.000", "2024, Proefbureau, 90001PRF"]
    assert cells(page, "aandeel_jong")[0] == "13% <small>250</small>"
    assert cells(page, "misdrijven") == [
        "35 per 1000 inwoners", "20 per 1000 inwoners", "niet opgenomen", "2024, Proefbureau, 90001PRF",
    ]  # fmt: skip


def test_what_is_missing_is_hatched_and_in_words(built):
    page = built.page("monitor/wk990101")
    assert '<td class="no">geheim</td>' in page.text
    assert '<td class="no">te weinig mensen <small>45</small></td>' in built.page("monitor/wk990102").text


def test_a_name_with_signs_stands_in_its_title_as_it_is_written(built):
    page = built.page("monitor/wk9901aa")
    assert "<title>Kade &amp; Vliet, Zuiderdam - Proef</title>" in page.text
    assert "<h1>Kade &amp; Vliet</h1>" in page.text


def test_two_classifications_stand_beside_each_other_without_a_line(built):
    article = built.page("monitor/wk990101").article
    (panels,) = re.findall(r"monitor__chart--two.*?</figure>", article, re.DOTALL)
    assert panels.count("<svg viewBox") == 2
    assert "Vanaf 2023 een andere indeling." in panels


def test_no_rank_and_no_word_of_more_or_less_stands_with_where_people_come_from(built):
    for path in (built.site / "monitor").rglob("index.html"):
        for sentence in re.findall(r'<p class="monitor__said">(.*?)</p>', path.read_text(encoding="utf-8")):
            assert "erkomst" not in sentence, path


def test_the_finder_has_a_map_a_list_and_shared_names(built):
    page = built.page("monitor")
    assert page.text.count('<a href="../monitor/gm9901/" aria-label=') == 1
    assert 'aria-label="Noorderdam; Koopwoningen: geheim; Jong: 16,0%; Inkomen: 40,0 duizend euro"' in page.text
    assert 'class="a0 b3 c5"' in page.text
    assert "Wijk 01 Haven</dt>" in page.text
    assert {row[1] for row in json.loads(built.text("monitor/register/h.json"))} >= {"WK990101", "WK990201"}


def test_an_area_is_found_by_another_name_too(built):
    row = ["Noorderdam (Het Noordelijk Dorp)", "GM9902", ""]
    assert all(row in json.loads(built.text(f"monitor/register/{letter}.json")) for letter in "nhd")


def test_the_figures_can_be_taken_along_as_they_stand_in_the_sets(built):
    lines = built.text("monitor/gm9901-cijfers.csv").splitlines()
    assert lines[0] == "code,name,year,indicator,value,mark,publisher,table,retrieved,borders"
    assert "WK990102,Wijk 02 Polder,2024,koop,,unknown,Proefbureau,90001PRF,2026-11-20,2024" in lines
    assert not [line for line in lines if line.startswith("GM9902")]


def test_the_built_monitor_has_nothing_wrong(built):
    done = command("katern", "check", "--site", cwd=built.root)
    assert (done.returncode, done.stdout.strip()) == (0, "Geen bevindingen.")


def test_a_profile_that_no_list_finds_is_a_finding(built, tmp_path):
    root = shutil.copytree(built.root, tmp_path / "site")
    (root / "site/monitor/register/code-99.json").write_text("[]", encoding="utf-8")
    (root / "site/monitor/register/p.json").write_text("[]", encoding="utf-8")
    done = command("katern", "check", "--site", cwd=root)
    assert "site.search-count" in done.stdout
    assert "monitor/wk990102/" in done.stdout


@pytest.mark.parametrize(
    ("path", "before", "after", "drawn"),
    [
        (
            "docs/_data/sets/kern/kern-2024.csv", "WK990201,2024,jong,300,", "WK990201,2024,jong,330,",
            {"monitor/wk990201/index.html", "monitor/wk990202/index.html", "monitor/gm9902/index.html", "monitor/gm9902-cijfers.csv"},
        ),
        (
            "docs/_data/sets/kern/kern-2024.csv", "GM9902,2024,jong,400,", "GM9902,2024,jong,500,",
            {"monitor/wk990201/index.html", "monitor/wk990202/index.html", "monitor/gm9902/index.html", "monitor/gm9902-cijfers.csv", "monitor/index.html", "monitor/nl00-cijfers.csv"},
        ),
    ],
)  # fmt: skip
def test_a_changed_figure_draws_anew_what_shows_it_and_nothing_else(built, contents, path, before, after, drawn, tmp_path):  # fmt: skip
    root = shutil.copytree(built.root, tmp_path / "site")
    first = contents(root / "site")
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    done = command("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    second = contents(root / "site")
    shutil.rmtree(root / ".cache")
    shutil.rmtree(root / "site")
    command("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert contents(root / "site") == second
    changed = {name for name in second if first.get(name) != second[name]}
    assert drawn <= changed
    others = ("monitor/wk9901", "monitor/2019", "monitor/gm9901")
    assert not [name for name in changed - drawn if name.startswith(others)]


def test_what_is_said_of_a_set_is_drawn_anew_too(built, contents, tmp_path):
    root = shutil.copytree(built.root, tmp_path / "site")
    file = root / "docs/_data/sets/kern/set.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("90001PRF", "90009PRF"), encoding="utf-8")
    command("katern", "build", "--draft", "--no-booklets", cwd=root)
    assert "2024, Proefbureau, 90009PRF" in (root / "site/monitor/wk990101/index.html").read_text(encoding="utf-8")


def test_mkdocs_writes_the_same_profiles_and_finds_the_same(built, tmp_path):
    done = command("mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site"), cwd=built.root)
    assert done.returncode == 0, done.stderr
    folders = (built.site / "monitor", built.site / "search")
    files = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    names = [path.relative_to(built.site) for path in files]
    assert len(names) > 20
    assert [name for name in names if (tmp_path / "site" / name).read_bytes() != (built.site / name).read_bytes()] == []


def test_a_profile_is_printed_when_somebody_asks(built, tmp_path):
    to = ("--site-dir", str(tmp_path / "site"))
    done = command("katern", "booklet", "--draft", *to, "monitor:wk990101", "monitor:WK990102-2019", cwd=built.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "monitor-wk990101.pdf: Wijk 01 Haven, Zuiderdam (a4, " in done.stdout
    for name in ("monitor-wk990101.pdf", "monitor-wk990102-2019.pdf"):
        assert faults(tmp_path / "site/boekjes" / name) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [("monitor:WK990109", "bedoelde u 'WK99010"), ("monitor:XX", "'XX' is geen gebied met een profiel")],
)
def test_an_area_without_a_profile_is_told(built, name, said, tmp_path):
    done = command("katern", "booklet", "--draft", "--site-dir", str(tmp_path / "site"), name, cwd=built.root)
    assert done.returncode != 0
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
