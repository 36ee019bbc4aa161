from __future__ import annotations

import html
import re

import pytest

from katern.site.menu import Menu, Node
from katern.site.navigation import LONGEST, Entry, Navigation, build_nav
from katern.words import words_of

WORDS = words_of("nl")
PROGRAMME = """\
title: P
themes:
  - {id: b, title: "B & C", lines: [{number: 2, slug: twee, title: Twee, short: T, ambition: A.}, {number: 3, slug: drie, title: Drie, ambition: A.}]}
  - {id: a, title: A, lines: [{number: 1, slug: een, title: Een, ambition: A.}]}
"""


def dossier(line, title):
    return (
        f"---\ntitle: {title}\ndescription: D.\nline: {line}\nquestion: Q?\nkey_messages: [Een., Twee., Drie.]\n---\n"
    )


def nav(loaded, generated=()):
    return build_nav(loaded, WORDS, dict.fromkeys(generated, ""))


def test_dossiers_stand_by_theme_and_line_then_by_title(library):
    loaded = library(
        {
            "docs/_data/programme.yml": PROGRAMME,
            "docs/index.md": "# Welkom",
            "dossiers/een/index.md": dossier("een", "Titel een"),
            "dossiers/twee/index.md": dossier("twee", "Titel twee"),
            "dossiers/twee/z.md": "---\ntitle: Z\norder: 1\n---\n",
            "dossiers/twee/a.md": "---\ntitle: A\norder: 2\n---\n",
            "dossiers/los/index.md": dossier("los", "Los <b>"),
        }
    )
    assert nav(loaded, ["dossiers/index.md"]) == [
        {"Home": "index.md"},
        {
            "Dossiers": [
                "dossiers/index.md",
                {"B &amp; C": [{"T": ["dossiers/twee/index.md", "dossiers/twee/z.md", "dossiers/twee/a.md"]}]},
                {"A": [{"Een": ["dossiers/een/index.md"]}]},
                {"Los &lt;b&gt;": ["dossiers/los/index.md"]},
            ]
        },
    ]


def test_pages_and_folders_of_docs_stand_by_order_and_title_with_the_catalogue_among_them(library):
    loaded = library(
        {
            "docs/laatst.md": "---\ntitle: Laatst\norder: 2000\n---\n",
            "docs/b.md": "# B",
            "docs/map/index.md": "---\ntitle: Een map\norder: 5\n---\n",
            "docs/map/z.md": "# Z",
            "docs/map/diep/x.md": "# X",
            "docs/zonder-titel/x.md": "# X",
        }
    )
    assert nav(loaded, ["bronnen/index.md"]) == [
        {"Een map": ["map/index.md", {"Z": "map/z.md"}, {"Diep": [{"X": "map/diep/x.md"}]}]},
        {"Bronnen": "bronnen/index.md"},
        {"B": "b.md"},
        {"Zonder titel": [{"X": "zonder-titel/x.md"}]},
        {"Laatst": "laatst.md"},
    ]


def test_a_site_without_pages_has_an_empty_menu(library):
    assert nav(library({})) == []


def page(title, url, address):
    return Node(title, url, address)


def section(title, *children):
    return Node(title, children=list(children))


@pytest.fixture
def navigation():
    read = Navigation()
    home = page("Home", "", "index.md")
    lists = page("Dossiers", "dossiers/", "dossiers/index.md")
    een = section(
        "Een",
        page("Een", "dossiers/een/", "dossiers/een/index.md"),
        page("Wat &amp; hoe", "dossiers/een/wat/", "dossiers/een/wat.md"),
    )
    twee = section(
        "Twee",
        page("Twee", "dossiers/twee/", "dossiers/twee/index.md"),
        page("Meer", "dossiers/twee/meer/", "dossiers/twee/meer.md"),
    )
    link = Node("Elders", "https://elders.example/")
    read.read(Menu((home, section("Dossiers", lists, section("Thema", een, twee)), link, section("Leeg"))))
    return read


def test_the_menu_holds_the_first_page_of_each_section(navigation):
    assert [(entry.title, entry.url) for entry in navigation.menu] == [
        ("Home", ""), ("Dossiers", "dossiers/"), ("Elders", "https://elders.example/"),
    ]  # fmt: skip


def test_the_side_list_opens_only_the_item_of_the_reader(navigation):
    side = navigation.side("dossiers/een/wat.md", "dossiers/een/wat/", "../../../")
    assert side == (
        '<a class="side__title" href="../../../dossiers/">Dossiers</a><ul class="side__list">'
        '<li><span class="side__heading">Thema</span><ul>'
        '<li><a href="../../../dossiers/een/">Een</a><ul><li><a href="../../../dossiers/een/wat/" aria-current="page">Wat &amp; hoe</a></li></ul></li>'
        '<li><a href="../../../dossiers/twee/">Twee</a></li>'
        "</ul></li></ul>"
    )


def test_the_first_item_of_a_theme_stays_closed_for_readers_of_another(navigation):
    side = navigation.side("dossiers/twee/meer.md", "dossiers/twee/meer/", "../../../")
    assert '<li><a href="../../../dossiers/een/">Een</a></li>' in side
    assert '<a href="../../../dossiers/twee/meer/" aria-current="page">Meer</a>' in side


def test_sections_without_a_page_of_their_own_each_have_their_list():
    read = Navigation()
    read.read(
        Menu((section("A", page("Een", "a/een/", "a/een.md")), section("B", page("Twee", "b/twee/", "b/twee.md"))))
    )
    assert ">Een<" in read.side("a/een.md", "a/een/", "../../")
    assert ">Twee<" in read.side("b/twee.md", "b/twee/", "../../")


def test_the_side_list_is_drawn_once_for_an_item(navigation):
    first = navigation.side("dossiers/een/wat.md", "dossiers/een/wat/", "../../../")
    second = navigation.side("dossiers/een/index.md", "dossiers/een/", "../../")
    assert first.count("aria-current") == second.count("aria-current") == 1
    assert second.replace(' aria-current="page"', "") == first.replace(' aria-current="page"', "").replace(
        "../../../", "../../"
    )


def test_a_page_outside_any_section_has_no_side_list(navigation):
    assert navigation.side("index.md", "", "./") == ""
    assert navigation.side("weg.md", "weg/", "../") == ""


def test_the_trail_and_the_neighbours_of_a_page(navigation):
    assert [entry.title for entry in navigation.trail("dossiers/een/wat.md")] == ["Dossiers", "Thema", "Een"]
    assert navigation.neighbours("dossiers/een/index.md") == (None, Entry("Wat &amp; hoe", "dossiers/een/wat/"))
    assert navigation.neighbours("dossiers/een/wat.md") == (Entry("Een", "dossiers/een/"), None)
    assert navigation.neighbours("index.md") == (None, None)


def long_section(pages):
    """A toolkit of many parts among others, and folders without a page of their own."""
    parts = [page(f"Deel {number}", f"t/groot/{number}/", f"t/groot/{number}.md") for number in range(pages)]
    large = section("Groot", page("Groot", "t/groot/", "t/groot/index.md"), *parts)
    folders = [section(f"Map {one}", page(f"P {one}", f"t/m{one}/p/", f"t/m{one}/p.md")) for one in range(pages)]
    read = Navigation()
    read.read(Menu((section("T", page("T", "t/", "t/index.md"), large, *folders),)))
    return read


def shown(side):
    return [html.unescape(title) for title in re.findall(r">([^<>]+)</(?:a|span)>", side)]


def test_a_long_list_shows_what_stands_around_the_reader_and_where_it_goes_on():
    read = long_section(2 * LONGEST + 50)
    side = shown(read.side("t/groot/130.md", "t/groot/130/", "../../../"))
    assert [title for title in side if "Deel" in title] == [
        "… Deel 99", *(f"Deel {number}" for number in range(100, 200)), "… Deel 200",
    ]  # fmt: skip
    first = shown(read.side("t/groot/index.md", "t/groot/", "../../"))
    assert [title for title in first if "Deel" in title][-1] == "… Deel 100"
    last = shown(read.side("t/groot/249.md", "t/groot/249/", "../../../"))
    assert [title for title in last if "Deel" in title] == [
        "… Deel 199",
        *(f"Deel {number}" for number in range(200, 250)),
    ]


def test_in_a_long_section_only_the_heading_of_the_reader_is_open():
    read = long_section(LONGEST)
    side = read.side("t/m7/p.md", "t/m7/p/", "../../../")
    assert '<span class="side__heading">Map 7</span>' in side
    assert '<a href="../../../t/m8/p/">Map 8</a>' in side
    assert "P 8" not in side


def test_no_side_list_grows_with_the_site():
    small, large = long_section(3 * LONGEST), long_section(20 * LONGEST)
    here = ("t/groot/150.md", "t/groot/150/", "../../../")
    assert len(large.side(*here)) == len(small.side(*here))


def test_lists_of_one_group_stand_under_one_title(library):
    project = "---\ntitle: P\ndescription: D.\nline: een\nyears: [2022]\nstate: planned\n---\nTekst.\n"
    network = "---\ntitle: N\ndescription: D.\npurpose: Doel.\n---\nTekst.\n"
    pages = {"docs/_data/programme.yml": PROGRAMME, "docs/projecten/p.md": project, "docs/netwerken/n.md": network}
    made = {"projecten/index.md": "Projecten", "netwerken/index.md": "Netwerken"}
    both = build_nav(library(pages), WORDS, made)
    projects = {"Projecten": ["projecten/index.md", {"P": "projecten/p.md"}]}
    assert both == [{"Programma": [projects, {"Netwerken": ["netwerken/index.md", {"N": "netwerken/n.md"}]}]}]


def test_a_list_that_is_alone_in_its_group_keeps_its_own_title(library):
    network = "---\ntitle: N\ndescription: D.\npurpose: Doel.\n---\nTekst.\n"
    alone = build_nav(library({"docs/netwerken/n.md": network}), WORDS, {"netwerken/index.md": "Netwerken"})
    assert alone == [{"Netwerken": ["netwerken/index.md", {"N": "netwerken/n.md"}]}]
