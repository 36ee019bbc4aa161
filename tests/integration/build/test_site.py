"""The small site as a whole: addresses, navigation, links, and what MkDocs makes of it alone."""

from __future__ import annotations

import re

import pytest


def test_the_command_says_what_it_made(small):
    assert (small.done.returncode, small.done.stderr) == (0, "")
    assert re.fullmatch(r"31 pagina's in site/ \(\d+\.\d s\)\n", small.done.stdout)


def test_dossiers_and_toolkits_stand_beside_docs(small):
    addresses = {path.parent.relative_to(small.site).as_posix() for path in small.site.rglob("index.html")}
    assert {address for address in addresses if not address.startswith("bronnen/")} == {
        ".", "begrippen", "bronnen", "dossiers", "dossiers/taal", "dossiers/taal/programma", "dossiers/taal/wat-weten-we",
        "dossiers/wonen", "doelgroepen", "doelgroepen/docenten", "interventies", "interventies/maatjes", "kennisateliers", "kennisateliers/taal-2024", "over",
        "over/één naam & spaties", "toolkits", "toolkits/gesprek", "toolkits/gesprek/wie-bel-je", "verwijzingen", "vragen",
        "vragen/wat-werkt",
    }  # fmt: skip


def test_data_files_are_no_part_of_the_site(small):
    assert not [
        path
        for path in small.site.rglob("*")
        if path.suffix == ".yml" or "_data" in path.parts or path.name == "macros.py"
    ]


def test_plain_mkdocs_makes_the_same_site_without_a_warning(small, run, read_site, tmp_path):
    done = run("mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site"), cwd=small.root)
    assert done.returncode == 0
    assert "WARNING" not in done.stderr
    assert read_site(tmp_path / "site") == read_site(small.site)


def test_every_link_on_every_page_leads_somewhere(small, website):
    assert website(small.site, "/nu/").broken() == []


def test_every_link_leads_somewhere_where_each_page_is_a_file(copied, run, website):
    root = copied()
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("use_directory_urls: false\n")
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    assert website(root / "site", "/nu/").broken() == []
    chapter = (root / "site/dossiers/taal/programma.html").read_text(encoding="utf-8")
    assert '<p class="head__kind"><a href="./index.html">' in chapter
    assert (root / "site/bronnen/vries2020.html").is_file()
    # what stands in code on purpose is all that is told
    checked = run("katern", "check", "--site", cwd=root)
    assert [re.sub(r":[\d:]+:", ":", line.split(" (")[0]) for line in checked.stdout.splitlines()] == [
        "site/verwijzingen.html: error site.html: hier staat nog '[@vries2020]'", "1 fout, 0 waarschuwingen.",
    ]  # fmt: skip


def test_no_page_loads_anything_from_elsewhere(small, website):
    assert website(small.site).outside_requests() == []


@pytest.mark.parametrize(
    ("page", "link"),
    [
        pytest.param("", '<a href="dossiers/taal/#wat-werkt">dossier over taal</a>', id="from docs to a dossier, with an anchor"),
        pytest.param("", '<a href="toolkits/gesprek/">de toolkit</a>', id="from docs to a toolkit"),
        pytest.param("", '<a href="bronnen/">bronnen</a>', id="to the catalogue, which is no file"),
        pytest.param("dossiers/taal", '<a href="../../toolkits/gesprek/">de toolkit</a>', id="from a dossier to a toolkit"),
        pytest.param("dossiers/taal", '<a href="../../over/%C3%A9%C3%A9n%20naam%20%26%20spaties/">de folder</a>', id="from a dossier into docs"),
        pytest.param("dossiers/wonen", '<a href="../taal/wat-weten-we/#onderzoek" title="Onderzoek">wat we weten over taal</a>', id="from a dossier to a chapter of another"),
        pytest.param("dossiers/taal", '<img alt="Een cirkel" src="beelden/cirkel.svg" />', id="a picture of a dossier"),
        pytest.param("over", '<a href="../beelden/sch%C3%A9ma%20%C3%A9%C3%A9n.txt">het bestand</a>', id="a file with a space and an accent"),
        pytest.param("over/één naam & spaties", '<img alt="Een cirkel" src="../../beelden/cirkel%20%C3%A9%C3%A9n.svg" />', id="a picture with a space and an accent"),
        pytest.param("over/één naam & spaties", '<a href="../">over</a>', id="back from a page with spaces and an accent"),
    ],
)  # fmt: skip
def test_a_link_to_a_file_leads_to_its_page(small, page, link):
    assert link in small.page(page).article


def test_the_menu_follows_from_the_content(small):
    menu = small.page("").between('<ul class="side__menu', "</ul>")
    assert re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', menu) == [
        ("./", "Home"), ("./dossiers/", "Dossiers"), ("./toolkits/", "Toolkits"), ("./vragen/", "Vragen"),
        ("./interventies/", "Interventies"), ("./kennisateliers/", "Kennisateliers"), ("./verwijzingen/", "Verwijzingen"),
        ("./doelgroepen/", "Voor wie"), ("./bronnen/", "Bronnen"), ("./over/", "Over de proef"), ("./begrippen/", "Begrippen"),
    ]  # fmt: skip


def test_dossiers_stand_by_theme_and_line_and_only_the_open_one_shows_its_chapters(small):
    side = small.page("dossiers/taal/wat-weten-we").between('<a class="side__title"', "</nav>")
    assert re.findall(r'<span class="side__heading">([^<]+)</span>|<a href="([^"]+)"(?: aria-current="(page)")?>([^<]+)</a>', side) == [
        ("Meedoen &amp; leren", "", "", ""),
        ("", "../../../dossiers/taal/", "", "Taal"),
        ("", "../../../dossiers/taal/wat-weten-we/", "page", "Wat weten we?"),
        ("", "../../../dossiers/taal/programma/", "", "Programma"),
        ("Thuis", "", "", ""),
        ("", "../../../dossiers/wonen/", "", "Wonen in de buurt"),
    ]  # fmt: skip
    assert "wat-weten-we" not in small.page("dossiers/wonen").between('<a class="side__title"', "</nav>")


def test_a_page_leads_to_the_one_before_and_after_within_its_item(small):
    turn = small.page("dossiers/taal/wat-weten-we").between('<nav class="turn"', "</nav>")
    assert re.findall(r'rel="(\w+)" href="([^"]+)"', turn) == [
        ("prev", "../../../dossiers/taal/"),
        ("next", "../../../dossiers/taal/programma/"),
    ]


def test_the_list_of_dossiers_stands_by_theme(small):
    article = small.page("dossiers").article
    assert re.findall(r'<h2 id="(\w+)">|<li class="card"><a href="([^"]+)">', article) == [
        ("meedoen", ""), ("", "../dossiers/taal/"), ("thuis", ""), ("", "../dossiers/wonen/"),
    ]  # fmt: skip


def test_the_404_page_finds_its_way_from_any_address(small):
    assert '<li><a href="/nu/dossiers/">Dossiers</a></li>' in small.text("404.html")


def test_the_kinds_show_their_own_fields(small):
    assert 'Dossier<span class="head__line">Programmalijn 1</span>' in small.page("dossiers/taal").article
    assert '<p class="head__time">1 minuut lezen</p>' in small.page("dossiers/taal/wat-weten-we").article
    assert (
        "<strong>Niet gebruiken als</strong> Niet als er gevaar is.</aside>" in small.page("toolkits/gesprek").article
    )
    assert '<time datetime="2024-05-06">6 mei 2024</time>' in small.page("kennisateliers/taal-2024").article
    shown = small.page("interventies/maatjes").article
    assert re.search('<dt>Bewijs</dt><dd><span class="level">[^·]*<span class="level__label">Onbekend</span>', shown)
    assert "<span>Beantwoord</span> · Gevraagd op 1 maart 2026</p>" in small.page("vragen/wat-werkt").article
    assert '<p class="card__fact">6 mei 2024, Utrecht</p>' in small.page("kennisateliers").article


def test_a_draft_says_so_on_each_of_its_pages(small):
    for address in ("dossiers/taal", "dossiers/taal/programma"):
        assert "<strong>Concept.</strong>" in small.page(address).article
    assert "<strong>Concept.</strong>" not in small.page("dossiers/wonen").article


def test_a_sensitive_item_has_a_way_out_and_a_neutral_title_on_each_of_its_pages(small):
    for address in ("toolkits/gesprek", "toolkits/gesprek/wie-bel-je"):
        page = small.page(address)
        assert (
            '<a class="exit__button" href="https://www.example.org/" rel="nofollow noreferrer">Verlaat deze site snel</a>'
            in page.text
        )
        assert '<span class="exit__keys" aria-hidden="true">Of druk drie keer op Shift</span>' in page.text
        assert "<title>Pagina - Proefplatform</title>" in page.text
        assert re.findall('<meta name="description" content="([^"]*)"', page.text) == ["Een site om mee te proberen."]
    assert "exit__button" not in small.page("dossiers/taal").text
    assert "<title>Taal en ontmoeting - Proefplatform</title>" in small.page("dossiers/taal").text
    assert '<meta name="description" content="Wat helpt mensen om mee te praten?">' in small.page("dossiers/taal").text


def test_macros_draw_helplines_terms_and_the_programme(small):
    assert '<a class="helpline__phone" href="tel:112">112</a>' in small.page("toolkits/gesprek").article
    assert '<p class="helplines__name">Veilig Thuis</p>' in small.page("toolkits/gesprek/wie-bel-je").article
    assert (
        '<a class="term" href="../../begrippen/#begrip-taalmaatje" title="Vrijwilliger die met iemand oefent; geen &#34;leraar&#34;.">taalmaatje</a>'
    ) in small.page("dossiers/taal").article
    programme = small.page("dossiers/taal/programma").article
    assert re.findall(r'<h2 id="[^"]+">([^<]+)<', programme)[:4] == [
        "Ambitie", "Wat KIS zelf wil bereiken", "Waar KIS aan wil bijdragen", "Prioriteiten",
    ]  # fmt: skip
    assert "<td>2022</td>" in programme


def test_every_page_is_in_dutch(small, website):
    for name, page in website(small.site).pages.items():
        assert [element.attributes.get("lang") for element in page.elements if element.tag == "html"] == ["nl"], name


def test_the_reader_of_these_tests_sees_what_is_broken(website, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(
        '<h1 id="kop">A</h1><a href="#kop">x</a><a href="#weg">x</a><a href="../b/">x</a><a href="../a/#kop">x</a>'
        '<a href="/nu/a/">x</a><img src="weg.png"><!-- <a href="stil"> --><script>"<a href=\'stil\'>"</script>'
        '<script src="https://elders.example/x.js"></script><a href="https://elders.example/">x</a>',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text(
        "@import 'https://elders.example/y.css'; a { background: url(b.png) }", encoding="utf-8"
    )
    site = website(tmp_path, "/nu/")
    assert site.broken() == ["a/index.html: #weg", "a/index.html: ../b/", "a/index.html: weg.png"]
    assert site.outside_requests() == [
        "a/index.html: https://elders.example/x.js",
        "a.css: https://elders.example/y.css",
    ]
