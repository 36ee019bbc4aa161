"""Many style sheets as one, in which each says what it said before."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from katern.mkdocs.site import THEME
from katern.site.styles import styles_of

BASE = "{{ 'assets/stylesheets/main.1a.min.css' | url }} {{ 'assets/stylesheets/palette.2b.min.css' | url }}"


@pytest.fixture
def styles(tmp_path):
    """The one sheet of a site with these files in its docs folder."""
    theme = tmp_path / "theme"
    (theme / "assets/stylesheets").mkdir(parents=True)
    (theme / "assets/katern").mkdir()
    (theme / "base.html").write_text(BASE, encoding="utf-8")
    (theme / "assets/stylesheets/main.1a.min.css").write_text('@charset "UTF-8";main{}\n/*# sourceMappingURL=main.css.map*/', encoding="utf-8")  # fmt: skip
    (theme / "assets/stylesheets/palette.2b.min.css").write_text("palette{}", encoding="utf-8")
    (theme / "assets/katern/katern.css").write_text("/* ours */\nkatern{}\n", encoding="utf-8")
    (theme / "assets/katern/monitor.css").write_text("monitor{}\n", encoding="utf-8")

    def made(files, *named, palette=True, more=()):
        for path, content in files.items():
            file = tmp_path / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        config = SimpleNamespace(theme={"palette": palette})
        site = SimpleNamespace(
            root=tmp_path,
            layout=SimpleNamespace(docs="docs"),
            theme=SimpleNamespace(folders=(str(theme),), custom=None, config=config),
            fonts=(),
        )
        return styles_of(site, named, more)

    return made


def test_they_stand_in_the_order_in_which_a_browser_reads_them(styles):
    found = styles({"a.css": "a{}", "b.css": "b{}"}, "b.css", "a.css", more=["assets/katern/monitor.css"])
    assert found.content == "main{}\npalette{}\nkatern{}\nmonitor{}\nb{}\na{}"
    assert (found.rest, found.theme) == ((), True)
    assert styles({}, palette=False).content == "main{}\nkatern{}"


@pytest.mark.parametrize(
    "sheet",
    ["@import 'x.css';", '@charset "latin1"; a{}', "a{", "a{}}", "a{} /* open"],
)
def test_from_one_that_cannot_be_joined_all_stay_as_they_are(styles, sheet):
    found = styles({"a.css": sheet, "b.css": "b{}"}, "a.css", "b.css")
    assert (found.content, found.rest) == ("main{}\npalette{}\nkatern{}", ("a.css", "b.css"))


@pytest.mark.parametrize(
    "address", ["https://x.example/a.css", "//x.example/a.css", "nergens.css", "../geheim.css", "a.css?v=1"]
)
def test_what_does_not_stand_in_the_site_stays_an_address(styles, address):
    assert styles({"a.css": "a{}"}, address).rest == (address,)


def test_a_brace_in_words_or_a_remark_is_no_brace(styles):
    sheet = 'a::before{content:"}{{\\"";} /* } */'
    assert styles({"a.css": sheet}, "a.css").content.endswith(sheet)


def test_what_a_sheet_asks_for_is_asked_for_from_its_new_place(styles):
    sheet = (
        "a{b:url(beeld.png)url('../x/y.svg#z')url( \"a b.png\" )url(data:image/svg+xml,%3Csvg/%3E)url(#k)url(/w.png)}"
    )
    assert styles({"stijl/a.css": sheet}, "stijl/a.css").content.endswith(
        'a{b:url("../../stijl/beeld.png")url("../../x/y.svg#z")url("../../stijl/a b.png")'
        "url(data:image/svg+xml,%3Csvg/%3E)url(#k)url(/w.png)}"
    )


def test_a_frame_of_the_sites_own_brings_its_own_sheets(styles, tmp_path):
    (tmp_path / "theme/base.html").write_text("<link href=eigen.css>", encoding="utf-8")
    found = styles({})
    assert (found.content, found.theme) == ("katern{}", False)


def test_no_template_of_a_page_asks_for_a_sheet_of_its_own():
    templates = (file for file in THEME.rglob("*.html") if "stylesheet" in file.read_text(encoding="utf-8"))
    # that of a learning system stands alone
    assert [file.name for file in templates] == ["course-package.html"]
