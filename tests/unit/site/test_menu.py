from __future__ import annotations

from katern.layout import Layout
from katern.site.menu import nav_of_files, read_menu

TITLES = {"index.md": "Home &amp; haard", "map/index.md": "Map", "map/een.md": "Een", "los.md": "Los"}


def read(nav, tmp_path):
    return read_menu(nav, TITLES, Layout(tmp_path).url)


def shown(nodes):
    return [{node.title: shown(node.children)} if node.is_section else (node.title, node.url) for node in nodes]


def test_a_nav_gives_titles_or_takes_those_of_the_pages(tmp_path):
    menu = read(
        ["index.md", {"Mijn titel": "los.md"}, {"Deel": ["map/index.md", {"Elders": "https://elders.example/"}]}],
        tmp_path,
    )
    assert shown(menu) == [
        ("Home &amp; haard", ""), ("Mijn titel", "los/"), {"Deel": [("Map", "map/"), ("Elders", "https://elders.example/")]},
    ]  # fmt: skip
    assert menu.homepage.address == "index.md"
    assert [node.address for node in menu.pages] == ["index.md", "los.md", "map/index.md"]


def test_a_node_knows_what_it_is_and_what_holds_it(tmp_path):
    menu = read([{"Deel": ["./map/een.md", "https://elders.example/", "weg.md"]}], tmp_path)
    (part,) = menu.items
    page, elsewhere, gone = part.children
    assert (part.is_section, page.is_page, elsewhere.is_link, gone.is_link) == (True, True, True, True)
    assert page.parent is part
    assert part.parent is None
    assert (gone.title, gone.url) == ("weg.md", "weg.md")


def test_without_a_nav_the_menu_follows_the_folders():
    nav = nav_of_files(["map/een.md", "los.md", "map/diep/x.md", "index.md", "map/index.md"])
    assert nav == ["index.md", "los.md", {"Map": ["map/index.md", "map/een.md", {"Diep": ["map/diep/x.md"]}]}]


def test_a_site_without_a_first_page_has_no_home(tmp_path):
    assert read(["los.md"], tmp_path).homepage is None
