"""Bad input: each mistake is a finding at its place in the Markdown, never a traceback and never a wrong page."""

from __future__ import annotations

from pathlib import Path

EXPECTED = Path(__file__).parents[2] / "sites" / "print" / "expected.txt"


def test_every_mistake_is_reported_with_its_position(copied, run):
    root = copied("print")
    done = run("booklet", "--draft", cwd=root)
    lines = [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]
    assert lines == EXPECTED.read_text(encoding="utf-8").splitlines()
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert sorted(path.name for path in (root / "site" / "boekjes").iterdir()) == [
        "krap.epub", "leeg.epub",
    ]  # fmt: skip


def test_a_broken_picture_is_told_where_a_page_shows_it(copied, run):
    root = copied("booklets")
    picture = root / "dossiers/proef/vlak.png"
    picture.write_bytes(picture.read_bytes()[:60])
    done = run("booklet", "proef:boekje", cwd=root)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "dossiers/proef/alles.md:56:19: error print.image-broken: de afbeelding is beschadigd en niet te tekenen "
        "(open haar in een tekenprogramma en sla haar opnieuw op)"
    )


def test_warnings_do_not_keep_a_draft_from_being_made(copied, run):
    root = copied("booklets")
    page = root / "dossiers/proef/alles.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n![Een breed vlak](breed.png)\n", encoding="utf-8")
    (root / "dossiers/proef/breed.png").write_bytes((EXPECTED.parent / "dossiers/fout/breed.png").read_bytes())
    assert run("booklet", "proef:boekje", cwd=root).returncode == 1
    done = run("booklet", "proef:boekje", "--draft", cwd=root)
    assert done.returncode == 0
    assert (root / "site/boekjes/proef-boekje.pdf").is_file()


def test_a_site_may_switch_a_finding_off_or_except_it_with_a_reason(copied, run):
    root = copied("print")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    check = "      check:\n        severities: {print.image-missing: warning, print.sheets: off}\n"
    check += "        exceptions:\n          - {code: print.glyph, path: toolkits/krap/index.md, reason: proef}\n"
    (root / "mkdocs.yml").write_text(config.replace("      check:\n        exceptions:\n", check), encoding="utf-8")
    lines = run("booklet", "--draft", cwd=root).stdout.splitlines()
    assert not any(" print.glyph: " in line or " print.sheets: " in line for line in lines)
    # what is not made for it is told all the same
    refused = [line.partition(" print.refused: ") for line in lines if "print.refused" in line]
    assert [(at, what.split("'")[1]) for at, _, what in refused] == [
        ("toolkits/krap/index.md:13:5: warning", "print.sheets"),
        ("toolkits/krap/index.md:18:39: warning", "print.glyph"),
    ]
    assert any("warning print.image-missing" in line for line in lines)


def test_a_template_of_the_site_that_typst_refuses_is_told_at_its_line(copied, run):
    root = copied("booklets")
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert "custom_dir" not in config
    (root / "mkdocs.yml").write_text(
        config.replace("name: material", "name: material\n  custom_dir: overrides"), encoding="utf-8"
    )
    own = root / "overrides/print/katern.typ"
    own.parent.mkdir(parents=True)
    own.write_text("#let a = 1\n#let b = (\n", encoding="utf-8")
    done = run("booklet", "proef:boekje", cwd=root)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "overrides/print/katern.typ:2:10: error print.template: Typst weigert dit sjabloon: unclosed delimiter "
        "(herstel deze regel, of haal het bestand weg; dan geldt dat van Katern)"
    )
    assert "Traceback" not in done.stdout + done.stderr
