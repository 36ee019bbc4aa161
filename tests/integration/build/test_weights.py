"""How light a first visit is, by the files that were built: one page of each kind of the site of KIS."""

from __future__ import annotations

import re

from tests.kinds import PAGES, asked, file_of, weights

LARGEST = 120_000


def test_a_first_visit_weighs_at_most_120_kb(kis):
    found = {name: weights(kis.site, path) for name, path in PAGES.items()}
    heavy = {name: sorted(parts.items(), key=lambda part: -part[1]) for name, parts in found.items() if sum(parts.values()) > LARGEST}  # fmt: skip
    assert heavy == {}
    # what stands for nothing would weigh nothing
    assert all(sum(parts.values()) > 50_000 for parts in found.values())


def test_a_page_waits_for_one_style_sheet_and_at_most_three_typefaces(kis):
    for name, path in PAGES.items():
        wanted = list(asked(file_of(kis.site, path).read_text(encoding="utf-8"), path))
        assert [one for one in wanted if one.endswith(".css")] == ["assets/katern/site.css"], name
        assert len([one for one in wanted if one.endswith(".woff2")]) <= 3, name
        assert not any("bundle" in one for one in wanted), name


def test_the_one_style_sheet_asks_for_nothing_more_than_typefaces(kis):
    style = (kis.site / "assets/katern/site.css").read_text(encoding="utf-8")
    assert set(re.findall(r"url\(\"?(?!data:|#)([^)\"]+)", style)) <= {
        f"../fonts/{file.name}" for file in (kis.site / "assets/fonts").iterdir()
    }
