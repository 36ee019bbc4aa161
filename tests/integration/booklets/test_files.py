"""Which files a build makes, what its pages say of them, and when work is not done again."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from PIL import Image

FILES = [
    "oefenen-bijeenkomst-programma.docx",
    "oefenen-bijeenkomst-uitnodiging.docx",
    "oefenen-bijeenkomst.pptx",
    "oefenen-deelnemer-drukvel.pdf",
    "oefenen-deelnemer.pdf",
    "oefenen-kaarten-groot.pdf",
    "oefenen-kaarten.pdf",
    "oefenen-overzicht.pdf",
    "oefenen-trainer.pdf",
    "oefenen-werkbladen.docx",
    "oefenen.epub",
    "proef-boekje.pdf",
    "proef-samenvatting.pdf",
    "proef.epub",
    "toolkit-0444-boekje.pdf",
    "toolkit-0444.epub",
]


def made(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "site" / "boekjes").iterdir())


def drawn(root: Path) -> list[str]:
    return [name for name in made(root) if name.endswith(".webp")]


def digests(root: Path) -> dict[str, str]:
    return {name: hashlib.sha256((root / "site" / "boekjes" / name).read_bytes()).hexdigest() for name in made(root)}


def facts(html: str) -> list[tuple[str, str, str]]:
    found = re.findall(r'<a href="([^"]+)" download>([^<]+)</a>\s*<span class="booklets__facts">([^<]+)</span>', html)
    return [(href, title, re.sub(r"\d+ kB", "N kB", " ".join(text.split()))) for href, title, text in found]


def test_a_build_makes_every_booklet_and_calls_sensitive_ones_by_neutral_names(built):
    assert built.done.returncode == 0, built.done.stderr
    assert sorted({*made(built.root)} - {*drawn(built.root)}) == FILES


def test_what_is_read_page_by_page_shows_its_first_page_beside_its_link(built):
    assert drawn(built.root) == [
        "oefenen-deelnemer.webp",
        "oefenen-trainer.webp",
        "proef-boekje.webp",
        "proef-samenvatting.webp",
        "toolkit-0444-boekje.webp",
    ]
    for name in drawn(built.root):
        with Image.open(built.booklets / name) as picture:
            assert (picture.format, picture.size, picture.info.keys() & {"exif", "xmp", "icc_profile"}) == (
                "WEBP", (240, 340), set(),
            )  # fmt: skip
        assert (built.booklets / name).stat().st_size <= 15_000
    html = (built.root / "site/dossiers/proef/index.html").read_text(encoding="utf-8")
    assert re.findall(r'<img class="booklets__first"[^>]*><a href="[^"]+"', html) == [
        f'<img class="booklets__first" src="../../boekjes/{stem}.webp" width="240" height="340" alt="" loading="lazy">'
        f'<a href="../../boekjes/{stem}.pdf"'
        for stem in ("proef-boekje", "proef-samenvatting")
    ]


def test_progress_is_told_line_by_line_where_there_is_no_terminal(built):
    lines = [line for line in built.done.stderr.splitlines() if line.startswith("[")]
    assert [line.split("]")[0] for line in lines] == [f"[{number}/15" for number in range(1, 16)]
    assert built.done.stdout.splitlines()[-1] == "16 bestanden in boekjes/, waarvan 16 nieuw gemaakt"


def test_the_page_of_a_toolkit_says_what_can_be_printed(built):
    html = (built.root / "site/toolkits/oefenen/index.html").read_text(encoding="utf-8")
    assert facts(html) == [
        ("../../boekjes/oefenen-kaarten.pdf", "Kaarten", "A4, 4 bladzijden, N kB"),
        ("../../boekjes/oefenen-kaarten-groot.pdf", "Kaarten", "A4, 5 bladzijden, N kB"),
        ("../../boekjes/oefenen-overzicht.pdf", "Overzichtskaart", "A3, 1 bladzijde, N kB"),
        ("../../boekjes/oefenen-bijeenkomst.pptx", "Presentatie: Bijeenkomst", "PowerPoint, 3 dia&#39;s, N kB"),
        ("../../boekjes/oefenen-deelnemer.pdf", "Voor deelnemers", "A5, 5 bladzijden, N kB"),
        ("../../boekjes/oefenen-trainer.pdf", "Voor de trainer", "A4, 6 bladzijden, N kB"),
        ("../../boekjes/oefenen.epub", "E-boek", "EPUB, N kB"),
        ("../../boekjes/oefenen-bijeenkomst-uitnodiging.docx", "Uitnodiging: Bijeenkomst", "Word, N kB"),
        ("../../boekjes/oefenen-bijeenkomst-programma.docx", "Programma: Bijeenkomst", "Word, N kB"),
        ("../../boekjes/oefenen-werkbladen.docx", "Werkbladen", "Word, N kB"),
        ("../../boekjes/oefenen-deelnemer-drukvel.pdf", "Voor deelnemers, drukvel om te vouwen", "A4, 2 vellen, N kB"),
    ]


def test_the_page_of_a_dossier_offers_its_booklet_and_e_book(built):
    html = (built.root / "site/dossiers/proef/index.html").read_text(encoding="utf-8")
    assert [title for _, title, _ in facts(html)] == ["Boekje", "Samenvatting", "E-boek"]


def test_the_same_sources_give_the_same_bytes_in_another_place(built, again):
    assert again.done.returncode == 0, again.done.stderr
    assert digests(again.root) == digests(built.root)


def test_what_did_not_change_is_not_set_again(again, run):
    before = digests(again.root)
    (again.root / "site/boekjes/vervallen.pdf").write_bytes(b"uit een vorige keer")
    done = run("booklet", cwd=again.root)
    assert done.stdout.splitlines()[-1] == "16 bestanden in boekjes/, waarvan 0 nieuw gemaakt"
    assert digests(again.root) == before


def test_a_change_in_one_page_sets_only_the_booklets_that_show_it(copied, run, again):
    page = again.root / "toolkits/oefenen/overzicht.md"
    page.write_text(page.read_text(encoding="utf-8").replace("Bel iemand.", "Bel iemand anders."), encoding="utf-8")
    done = run("booklet", cwd=again.root)
    told = [line.split("] ")[1] for line in done.stderr.splitlines() if line.startswith("[")]
    assert sorted(told) == ["oefenen", "oefenen-overzicht"]


def test_one_booklet_can_be_made_alone(copied, run):
    root = copied("booklets")
    done = run("booklet", "oefenen:trainer", "dossiers/proef", cwd=root)
    assert done.returncode == 0
    assert sorted({*made(root)} - {*drawn(root)}) == [
        "oefenen-trainer.pdf",
        "proef-boekje.pdf",
        "proef-samenvatting.pdf",
        "proef.epub",
    ]
    assert done.stdout.splitlines() == [
        "site/boekjes/oefenen-trainer.pdf: Voor de trainer (A4, 6 blz.)",
        "site/boekjes/proef-boekje.pdf: Boekje (A4, 7 blz.)",
        "site/boekjes/proef-samenvatting.pdf: Samenvatting (A4, 2 blz.)",
        "site/boekjes/proef.epub: E-boek (EPUB)",
        "4 bestanden in boekjes/, waarvan 4 nieuw gemaakt",
    ]


def test_a_booklet_alone_is_that_of_a_whole_run(again, run):
    done = run("booklet", "oefenen:trainer", "proef", cwd=again.root)
    assert done.stdout.splitlines()[-1] == "4 bestanden in boekjes/, waarvan 0 nieuw gemaakt"


def test_a_booklet_alone_reads_and_judges_only_what_it_is_made_of(copied, run):
    root = copied("booklets")
    elsewhere, own = root / "dossiers/proef/alles.md", root / "toolkits/oefenen/werkvorm.md"
    elsewhere.write_text(elsewhere.read_text(encoding="utf-8") + "\n[kapot](weg.md) [@nergens2020]\n", encoding="utf-8")
    assert run("booklet", "oefenen:overzicht", cwd=root).returncode == 0
    before = own.read_text(encoding="utf-8")
    own.write_text(before + "\n[kapot](weg.md) [@nergens2020]\n", encoding="utf-8")
    done = run("booklet", "oefenen:overzicht", cwd=root)
    line = before.count("\n") + 2
    assert [told.split(" ")[0::2][:2] for told in done.stdout.splitlines() if " error " in told] == [
        [f"toolkits/oefenen/werkvorm.md:{line}:9:", "link.broken:"],
        [f"toolkits/oefenen/werkvorm.md:{line}:18:", "cite.missing:"],
    ]


def test_what_booklets_lack_that_is_no_mistake_is_told(copied, run):
    root = copied("booklets")
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("site_url: https://proef.example/nu/\n", "")
    config.write_text(text.replace("  - katern:\n", "  - katern:\n      own_booklets: true\n"), encoding="utf-8")
    done = run("booklet", "oefenen:overzicht", cwd=root)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1:] == [
        "1 bestanden in boekjes/, waarvan 1 nieuw gemaakt",
        "De boekjes noemen geen adres waar de nieuwste tekst staat: site_url ontbreekt in mkdocs.yml (katern release geeft hun dat van --url).",
        "Lezers kunnen nog geen boekje samenstellen: haal eerst met 'katern assets' wat daarvoor nodig is.",
    ]


def test_an_unknown_name_is_wrong_use(built, run):
    done = run("booklet", "oefennen", cwd=built.root)
    assert (done.returncode, done.stderr) == (
        2,
        "'oefennen' is geen dossier, toolkit of kennisatelier; bedoelde u 'oefenen'?\n",
    )
    done = run("booklet", "oefenen:trainster", cwd=built.root)
    assert done.returncode == 2
    assert done.stderr == (
        "oefenen heeft geen boekje 'trainster' (bedoelde u 'trainer'?); er zijn: deelnemer, trainer, kaarten, kaarten-groot, "
        "overzicht\n"
    )


def test_a_build_can_leave_booklets_out(copied, run):
    root = copied("booklets")
    done = run("build", "--no-booklets", cwd=root)
    assert done.returncode == 0
    assert not (root / "site" / "boekjes").exists()
    assert "booklets__" not in (root / "site/toolkits/oefenen/index.html").read_text(encoding="utf-8")


def test_a_site_can_replace_a_template(copied, run):
    root = copied("booklets")
    (root / "overrides/print").mkdir(parents=True)
    style = (Path(__file__).parents[3] / "src/katern/print/templates/style.typ").read_text(encoding="utf-8")
    (root / "overrides/print/style.typ").write_text(
        style.replace('a3: (paper: "a3"', 'a3: (paper: "a2"'), encoding="utf-8"
    )
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(
        config.replace("  name: material\n", "  name: material\n  custom_dir: overrides\n")
    )
    assert run("booklet", "oefenen:overzicht", cwd=root).returncode == 0
    poster = (root / "site/boekjes/oefenen-overzicht.pdf").read_bytes()
    assert b"/MediaBox" in poster
    import pikepdf

    with pikepdf.open(root / "site/boekjes/oefenen-overzicht.pdf") as pdf:
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 1684, 1191]
