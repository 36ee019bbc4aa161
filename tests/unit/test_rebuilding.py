"""A site that is built again in one process: only what is new is written, and it is what a build from nothing writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from katern.commandline import load_site
from katern.rebuilding import Rebuilding, Rebuilt
from katern.store import Store

PAGES = {
    "docs/index.md": "---\ntitle: Start\n---\nWelkom, zie [een](een.md).\n",
    "docs/een.md": "---\ntitle: Een\n---\nTekst met bron [@a].\n",
    "docs/twee.md": "---\ntitle: Twee\n---\nMeer tekst.\n",
    # with a folder of data from the start, since its first makes other settings
    "docs/_data/glossary.yml": "terms: []\n",
    "bibliography/bronnen.bib": "@book{a, author={Jansen, A.}, title={Titel}, year={2020}, publisher={Uit}}\n",
}


@pytest.fixture
def root(site: Callable[[dict[str, str]], Path]) -> Path:
    return site({**PAGES, "mkdocs.yml": "site_name: Proef\ntheme: {name: material}\nplugins: [search, katern]\n"})


def rebuilding(root: Path) -> Rebuilding:
    return Rebuilding(load_site(str(root / "mkdocs.yml")).site, Store(None))


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_first_build_writes_all_and_the_next_nothing(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    assert "een/index.html" in site.again(tmp_path / "out").changed
    assert site.again(tmp_path / "out").changed == ()


def test_an_edit_writes_what_depends_on_it(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    site.again(tmp_path / "out")
    (root / "docs/twee.md").write_text("---\ntitle: Twee\n---\nAndere tekst.\n", encoding="utf-8")
    changed = {path for path in site.again(tmp_path / "out").changed if not path.startswith("search/pages/")}
    assert changed == {"search/search_index.json", "twee/index.html"}
    rebuilding(root).again(tmp_path / "cold")
    assert files(tmp_path / "out") == files(tmp_path / "cold")


def test_a_page_that_is_gone_is_among_what_changed(root: Path, tmp_path: Path) -> None:
    site = rebuilding(root)
    site.again(tmp_path / "out")
    (root / "docs/twee.md").unlink()
    assert "twee/index.html" in site.again(tmp_path / "out").changed
    assert not (tmp_path / "out/twee").exists()


def test_the_page_that_is_asked_for_stands_before_all_others(root: Path, tmp_path: Path) -> None:
    out, seen = tmp_path / "out", []
    changed = rebuilding(root).again(out, ["twee/"], lambda made: seen.extend(files(out))).changed
    assert seen == ["twee/index.html"]
    assert changed[0] == "twee/index.html"


# a page that cannot be drawn as it was meant, and what is said of it
BROKEN: dict[str, tuple[bytes, str]] = {
    "front matter": (b"---\ntitle: [\n---\nTekst.\n", "meta.bad-yaml"),
    "encoding": ("---\ntitle: Een\n---\nTekst é.\n".encode("latin-1"), "meta.encoding"),
    "fence": (b"---\ntitle: Een\n---\nTekst.\n\n```\ncode\n", "read.unclosed-fence"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_keeps_the_form_that_it_had(name: str, root: Path, tmp_path: Path) -> None:
    site, out = rebuilding(root), tmp_path / "out"
    site.again(out)
    before = files(out)["een/index.html"]
    text, code = BROKEN[name]
    (root / "docs/een.md").write_bytes(text)
    broken = site.again(out)
    assert ("docs/een.md", code) in [(one.path, one.code) for one in broken.findings]
    assert broken.kept == {"docs/een.md"}
    assert files(out)["een/index.html"] == before
    (root / "docs/een.md").write_text("---\ntitle: Een\n---\nTekst weer goed [@a].\n", encoding="utf-8")
    mended = site.again(out)
    assert "een/index.html" in mended.changed
    assert mended.kept == frozenset()


def test_any_other_mistake_shows_in_the_page(root: Path, tmp_path: Path) -> None:
    site, out = rebuilding(root), tmp_path / "out"
    site.again(out)
    (root / "docs/een.md").write_text("---\ntitle: Een\n---\nTekst [@onbekend].\n", encoding="utf-8")
    made = site.again(out)
    assert [one.code for one in made.findings if one.severity == "error"] == ["cite.missing"]
    assert made.kept == frozenset()
    assert b"@onbekend" in files(out)["een/index.html"]


def test_a_broken_page_that_had_no_form_is_drawn_as_far_as_it_goes(root: Path, tmp_path: Path) -> None:
    (root / "docs/een.md").write_bytes(BROKEN["fence"][0])
    made = rebuilding(root).again(tmp_path / "out")
    assert made.kept == frozenset()
    assert b"Tekst." in files(tmp_path / "out")["een/index.html"]


def test_a_site_without_its_style_keeps_all(site: Callable[[dict[str, str]], Path], tmp_path: Path) -> None:
    root = site(
        {**PAGES, "mkdocs.yml": "site_name: Proef\ntheme: {name: material}\nplugins: [katern: {style: er-is-geen}]\n"}
    )
    built = rebuilding(root).again(tmp_path / "out")
    assert built.changed == ()
    assert [one.code for one in built.findings] == ["meta.bad-value"]


def main(drawn: str = "") -> str:
    """The site's own frame, which draws something behind each page."""
    return '{% extends "base.html" %}{% block content %}{{ super() }}' + drawn + "{% endblock %}"


DATA = "docs/_data/programme.yml"
# one after the other, each with pages that it must change, and pages that it must not
EDITS = [
    ("docs/een.md", "---\ntitle: Een\n---\nTekst met twee bronnen [@a; @b].\n", {"een/", "sources/b/"}, {"twee/"}),
    ("docs/een.md", "---\ntitle: Eerste\n---\nTekst met bron [@a].\n", {"een/", "sources/a/"}, set()),
    ("docs/nieuw.md", "---\ntitle: Nieuw\n---\nZie [@b].\n", {"nieuw/", "sources/b/"}, set()),
    ("docs/nieuw.md", None, {"nieuw/", "sources/b/"}, set()),
    ("bibliography/bronnen.bib", PAGES["bibliography/bronnen.bib"].replace("Titel", "Andere"), {"een/", "sources/a/"}, {"twee/"}),
    (DATA, "name: Programma\n", set(), set()),
    ("overrides/main.html", main("<b>{{ page.title }}</b>"), {"", "een/", "twee/", "sources/a/"}, set()),
    ("overrides/main.html", main("{{ katern.library.items['docs/een.md'].text.body }}"), {"twee/"}, set()),
    ("docs/een.md", "---\ntitle: Eerste\n---\nWat overal staat [@a].\n", {"een/", "twee/", ""}, set()),
    ("overrides/main.html", main("{{ katern.library.sources | length }}"), {"twee/"}, set()),
    ("bibliography/meer.bib", "@book{c, title={Meer}}\n", {"twee/", "sources/c/"}, set()),
]  # fmt: skip


def test_after_each_edit_the_site_is_that_of_a_build_from_nothing(
    site: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    bib = PAGES["bibliography/bronnen.bib"] + "@book{b, author={Bakker, B.}, title={Tweede}, year={2021}}\n"
    root = site({
        **PAGES,
        "bibliography/bronnen.bib": bib,
        "overrides/main.html": main(""),
        "mkdocs.yml": "site_name: P\ntheme: {name: material, custom_dir: overrides}\nplugins: [search, katern]\n",
    })  # fmt: skip
    again, out = rebuilding(root), tmp_path / "out"
    again.again(out)
    for number, (path, content, wanted, others) in enumerate(EDITS):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content, encoding="utf-8") if content is not None else (root / path).unlink()
        if path == "bibliography/bronnen.bib":
            (root / path).write_text(content + bib.split("\n", 1)[1], encoding="utf-8")
        changed = {name.removesuffix("index.html") for name in again.again(out).changed}
        cold = tmp_path / f"cold-{number}"
        rebuilding(root).again(cold)
        assert files(out) == files(cold), path
        assert wanted <= changed, path
        assert not others & changed, path


def test_the_moment_of_a_build_makes_anew_only_what_shows_it(
    site: Callable[[dict[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site({
        **PAGES,
        "overrides/main.html": main("{% if page.is_homepage %}{{ build_date_utc }}{% endif %}"),
        "mkdocs.yml": "site_name: P\ntheme: {name: material, custom_dir: overrides}\nplugins: [katern]\n",
    })  # fmt: skip
    store = Store(tmp_path / "store")
    changed = []
    for epoch in ("1700000000", "1700000000", "1800000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        settings = load_site(str(root / "mkdocs.yml")).site
        changed.append(Rebuilding(settings, store).again(tmp_path / "out").changed)
    assert changed[1:] == [(), ("index.html",)]


# what somebody saves between two builds of one process, one after the other
SAVED: dict[str, dict[str, str | None]] = {
    "a sentence": {"docs/een.md": "---\ntitle: Een\n---\nAndere tekst met bron [@a].\n"},
    "a title": {"docs/een.md": "---\ntitle: Anders\n---\nAndere tekst met bron [@a].\n"},
    "another citation": {"docs/twee.md": "---\ntitle: Twee\n---\nMeer [@b; @a].\n"},
    "a source": {"bibliography/bronnen.bib": PAGES["bibliography/bronnen.bib"].replace("Titel", "Ander werk") + "@book{b, author={Jansen, A.}, title={Tweede}, year={2020}, publisher={Uit}}\n"},
    "a source further down": {"bibliography/bronnen.bib": "\n\n@book{b, author={Jansen, B.}, title={Tweede}, year={2020}, publisher={Uit}}\n" + PAGES["bibliography/bronnen.bib"]},
    "a source in JSON": {"bibliography/meer.json": '[{"id": "c", "type": "book", "title": "Een", "author": [{"family": "Vos"}], "issued": {"date-parts": [[2019]]}}]'},
    "its title": {"bibliography/meer.json": '[{"id": "c", "type": "book", "title": "Iets", "author": [{"family": "Vos"}], "issued": {"date-parts": [[2019]]}}]', "docs/drie.md": "---\ntitle: Drie\n---\nTekst [@c].\n"},
    "data": {"docs/_data/glossary.yml": "terms:\n  - {term: buurt, meaning: Een deel van een wijk., source: a}\n", "docs/begrippen.md": "---\ntitle: Begrippen\n---\n{{ glossary() }}\n"},
    "other data": {"docs/_data/glossary.yml": "terms:\n  - {term: buurt, meaning: Een stuk van een wijk., source: a}\n"},
    "no such page": {"docs/drie.md": None},
}  # fmt: skip


def test_after_each_save_stands_what_a_process_of_its_own_makes(
    site: Callable[[dict[str, str]], Path], tmp_path: Path
) -> None:
    yml = "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [search, macros, katern]\n"
    root = site({**PAGES, "mkdocs.yml": yml})
    kept, out = rebuilding(root), tmp_path / "out"
    kept.again(out)
    for number, (name, saved) in enumerate(SAVED.items()):
        for path, text in saved.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).unlink() if text is None else (root / path).write_text(text, encoding="utf-8")
        early: list[Rebuilt] = []
        made = kept.again(out, ["een/"], early.append)
        cold = rebuilding(root).again(tmp_path / f"cold{number}")
        assert files(out) == files(tmp_path / f"cold{number}"), name
        assert made.findings == cold.findings, name
        assert [one.changed[:1] for one in early] in ([()], [("een/index.html",)]), name


def test_the_findings_of_the_page_that_is_looked_at_come_with_it(root: Path, tmp_path: Path) -> None:
    kept, early = rebuilding(root), list[Rebuilt]()
    (root / "docs/twee.md").write_text("---\ntitle: Twee\n---\n[weg](weg.md)\n", encoding="utf-8")
    kept.again(tmp_path / "out")
    (root / "docs/een.md").write_text(
        "---\ntitle: Een\n---\n## Kop\n\n#### Te diep\n\nTekst [@weg].\n", encoding="utf-8"
    )
    whole = kept.again(tmp_path / "out", ["een/"], early.append)
    (first,) = early
    assert [(one.path, one.code) for one in first.findings] == [
        ("docs/een.md", "text.heading-jump"),
        ("docs/twee.md", "link.broken"),
    ]
    assert set(first.findings) < set(whole.findings)
