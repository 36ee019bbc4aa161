"""A kind of content that a site adds with one row, one model and one template gets what the engine's own kinds have."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from katern.commandline import load_site
from katern.errors import NoSite
from katern.publish.sections import fingerprints, sections_of
from katern.report import as_text
from katern.site.build import Build
from katern.site.calendars import write_calendars
from katern.site.newsletters import write_newsletters
from katern.site.output import Output
from katern.store import Store

ROOT = Path(__file__).parents[3]
SITE = ROOT / "tests" / "sites" / "kinds"
NEXT_YEAR = {"SOURCE_DATE_EPOCH": "1795478400"}  # 24 November 2026


@dataclass(frozen=True)
class Kinds:
    root: Path
    said: str

    def text(self, path: str) -> str:
        return (self.root / "site" / path).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def kinds(tmp_path_factory, run):
    """The site with a kind of its own, built with booklets."""
    root = Path(shutil.copytree(SITE, tmp_path_factory.mktemp("kinds") / "kinds"))
    done = run("katern", "build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return Kinds(root, done.stdout)


@pytest.fixture
def with_files(tmp_path):
    """The site with other files."""

    def with_files(files):
        root = Path(shutil.copytree(SITE, tmp_path / "kinds"))
        for path, text in files.items():
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        return load_site(str(root / "mkdocs.yml")).site

    return with_files


def test_its_page_says_what_its_template_draws_of_its_fields(kinds):
    page = kinds.text("proeven/koffie/index.html")
    assert '<p class="head__kind">Proef</p>' in page
    assert '<p class="trial__outcome"><strong>Wat het opleverde</strong> Van de 40 bewoners' in page
    assert "<div><dt>Begonnen</dt><dd>2 maart 2026</dd></div>" in page
    assert "<div><dt>Stand</dt><dd>Afgerond</dd></div>" in page
    assert "<div><dt>Met wie</dt><dd>bewoners</dd></div>" in page
    assert '<dt>Bronnen</dt><dd><a href="../../bronnen/vries2020/">Taal leren in de buurt</a></dd>' in page


def test_what_it_does_not_know_is_said(kinds):
    assert "<div><dt>Met wie</dt><dd>niet bekend</dd></div>" in kinds.text("proeven/tuin/index.html")


def test_its_running_text_is_cited_and_listed(kinds):
    page = kinds.text("proeven/koffie/index.html")
    assert 'href="#ref-vries2020" aria-describedby="text-vries2020">de Vries, 2020</a>' in page
    assert '<li class="source" id="ref-vries2020" data-title=' in page
    assert "proeven/koffie/#cite-1" in kinds.text("bronnen/vries2020/index.html")


@pytest.mark.parametrize("page", ["proeven/koffie", "bronnen", "bronnen/vries2020"])
def test_readers_are_told_how_much_of_a_source_was_seen(page, kinds):
    assert "alleen de samenvatting van de auteurs gezien" in kinds.text(f"{page}/index.html")


def test_its_items_are_listed_the_last_first(kinds):
    page = kinds.text("proeven/index.html")
    assert "<h1>Proeven</h1>" in page
    assert page.index("Samen tuinieren</a>") < page.index("Koffie op het plein</a>")
    assert '<p class="card__fact">4 mei 2026, Zwolle</p>' in page


def test_it_stands_in_the_menu_at_its_place(kinds):
    menu = kinds.text("index.html").split('class="side__menu side__menu--shown">')[1].split("</ul>")[0]
    assert [entry.split("<")[0] for entry in menu.split('">')[1:]] == [
        "Home", "Proeven", "Werkzame mechanismen", "Interventies", "Programma", "Bronnen",
    ]  # fmt: skip


def test_it_is_found_with_its_own_weight(kinds):
    docs = json.loads(kinds.text("search/search_index.json"))["docs"]
    found = {doc["location"]: doc for doc in docs if doc["location"].startswith("proeven/koffie/")}
    assert found["proeven/koffie/"]["boost"] == 700
    assert found["proeven/koffie/#wat-gebeurde-er"]["boost"] == 70
    assert found["proeven/koffie/"]["terms"] == ["ontmoeten"]


def test_it_comes_as_a_booklet(kinds):
    assert "4 bestanden in boekjes/" in kinds.said
    assert (kinds.root / "site/boekjes/koffie-boekje.pdf").is_file()
    assert 'href="../../boekjes/koffie-boekje.pdf"' in kinds.text("proeven/koffie/index.html")


def test_a_booklet_of_one_item_is_made_without_the_others(kinds, run):
    done = run("katern", "booklet", "koffie:boekje", cwd=kinds.root)
    assert done.returncode == 0, done.stderr
    assert "1 bestanden in boekjes/" in done.stdout


def test_its_model_is_a_schema(kinds, run):
    run("katern", "schema", cwd=kinds.root)
    schema = json.loads((kinds.root / ".katern/schema/trial.json").read_text(encoding="utf-8"))
    assert schema["properties"]["state"]["enum"] == ["running", "done"]


def test_its_reviews_fall_due(kinds, run):
    checked = run("katern", "check", "--fresh", cwd=kinds.root, **NEXT_YEAR).stdout
    assert (
        "docs/proeven/koffie.md:12:1: warning fresh.review-overdue: 'Koffie op het plein' had op 1-10-2026" in checked
    )
    assert "docs/proeven/tuin.md:2:1: warning fresh.review-due: 'Samen tuinieren' is nog nooit nagekeken" in checked
    assert (
        "| Koffie op het plein (`docs/proeven/koffie.md`) |"
        in run("katern", "report", cwd=kinds.root, **NEXT_YEAR).stdout
    )


def test_what_changes_in_its_fields_is_news(kinds):
    site = load_site(str(kinds.root / "mkdocs.yml")).site
    build = Build(site, site.open_store())
    build.read()
    build.begin_citations()
    build.draw()
    (opening, text) = sections_of(build.drawn["proeven/koffie.md"], build.library, build.words)
    assert (
        fingerprints("Wat het opleverde Van de 40 bewoners kwamen er 12 terug (de Vries, 2020).")[0]
        in opening.sentences
    )
    assert set(fingerprints("Utrecht\x00Afgerond")) <= set(opening.sentences)
    assert text.title == "Wat gebeurde er?"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("projecten/tuinen", "<dt>Programmalijn</dt><dd>Wonen in de buurt</dd>"),
        ("projecten/tuinen", "<dt>Jaren</dt><dd>2022–2023</dd>"),
        ("projecten/tuinen", "<dt>Stand</dt><dd>opgeleverd</dd>"),
        ("projecten/tuinen", "<dt>Vraag</dt><dd>niet bekend</dd>"),
        ("projecten/tuinen", '<dt>Partners</dt><dd><a href="../../organisaties/tuinders/">Bond van tuinders</a></dd>'),
        ("projecten/tuinen", '<dt>Producten</dt><dd><a href="../../producten/luister/">Luister in de tuin</a></dd>'),
        ("producten/luister", "<dt>Vorm</dt><dd>podcast</dd>"),
        ("producten/luister", "<dt>Van wie</dt><dd>van onszelf</dd>"),
        ("producten/luister", "<dt>Verschenen</dt><dd>2023</dd>"),
        ("producten/luister", "<dt>Duur</dt><dd>20 minuten</dd>"),
        ("producten/luister", '<dt>Uitgeschreven</dt><dd><a href="../../proeven/tuin/">Samen tuinieren</a></dd>'),
        ("producten/luister", '<h2>Projecten</h2>\n<ul class="cards">\n<li class="card"><a href="../../projecten/tuinen/">'),
        ("producten/luister", '<h2>Agenda</h2>\n<ul class="cards">\n<li class="card"><a href="../../agenda/dag/">'),
        ("agenda/dag", "<dt>Begint</dt><dd>20 mei 2026, 10:00</dd>"),
        ("agenda/dag", "<dt>Plaats</dt><dd>niet bekend</dd>"),
        ("agenda/middag", "<dt>Begint</dt><dd>1 september 2026</dd>"),
        ("netwerken/buren", "<dt>Doel</dt><dd>Van elkaar leren <span"),
        ("organisaties/tuinders", '<dd><a href="https://tuinders.example/">tuinders.example</a></dd>'),
        ("contact/wonen", "<dt>E-mail</dt><dd>wonen@tuinders.example</dd>"),
        ("mechanismen/ontmoeten", '<dt>Interventies</dt><dd><a href="../../interventies/koffie-uur/">Koffie-uur</a></dd>'),
        ("interventies/koffie-uur", "<h2>Werkzame mechanismen</h2>"),
    ],
)  # fmt: skip
def test_the_kinds_of_a_platform_say_what_is_known(page, told, kinds):
    assert told in kinds.text(f"{page}/index.html")


def test_the_last_meeting_stands_first(kinds):
    page = kinds.text("agenda/index.html")
    assert page.index("Middag van de tuin</a>") < page.index("Dag van de tuin</a>")


GOOD = "---\ntitle: A\ndescription: B\nbegin: 2026-01-01\nplace: C\nstate: done\n"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("---\ntitle: A\n---\nx\n", "1:1: error meta.missing-field: het verplichte veld 'begin' ontbreekt"),
        (GOOD + "staat: x\n---\nx\n", "7:1: error meta.unknown-field: het veld 'staat' bestaat hier niet"),
        (GOOD + "with_whom: [vrienden]\n---\nx\n", "7:13: error meta.unknown-audience: de doelgroep 'vrienden'"),
        (GOOD + "sources: [nergens]\n---\nx\n", "7:11: error cite.missing: bron 'nergens'"),
        (GOOD + "outcome: Wel 30% deed mee.\n---\nx\n", "7:1: error cite.unsourced-figure: '30%' heeft geen bron"),
        (GOOD + "---\nWel 30% deed mee.\n", "8:5: error cite.unsourced-figure: '30%' heeft geen bron"),
        (GOOD + "status: final\n---\nx\n", "7:9: error meta.not-reviewed: deze tekst heet vastgesteld"),
        (GOOD + "---\n", "8:1: warning text.empty-section: deze pagina is leeg"),
    ],
)  # fmt: skip
def test_its_pages_are_judged_by_its_model_and_its_row(page, found, with_files):
    build = Build(with_files({"docs/proeven/a.md": page}), Store(None))
    build.read()
    assert f"docs/proeven/a.md:{found}" in as_text(build.judge(), "nl")


@pytest.mark.parametrize(
    ("module", "told"),
    [
        (
            "import nergens",
            "kinds: hooks/kinds.py:1: deze code gaf een fout: ModuleNotFoundError: No module named 'nergens'",
        ),
        ("x = 1\n\ny = (", "kinds: hooks/kinds.py:3: deze code gaf een fout: SyntaxError: '(' was never closed"),
        ("x = 1\nx.y", "kinds: hooks/kinds.py:2: deze code gaf een fout: AttributeError"),
        ("", "hooks/kinds.py hoort KINDS te hebben: een lijst van katern.kinds.Kind"),
        ("KINDS = ['trial']", "hooks/kinds.py hoort KINDS te hebben: een lijst van katern.kinds.Kind"),
        ("KINDS = []\nWORDS = {'trial': 'Proef'}", "hooks/kinds.py hoort WORDS te hebben: bij de naam van elke soort"),
        (
            (SITE / "hooks/kinds.py").read_text(encoding="utf-8").replace('"place": "Plaats",', ""),
            "de soorten inhoud van deze site zeggen niet alles: trial.fields.place ontbreekt in WORDS",
        ),
        (
            (SITE / "hooks/kinds.py").read_text(encoding="utf-8").replace("katern/trial.html", "katern/nergens.html"),
            "de soort 'trial' heeft geen sjabloon katern/nergens.html",
        ),
        (
            (SITE / "hooks/kinds.py").read_text(encoding="utf-8").replace('folder="proeven"', 'folder="vragen"'),
            "de soorten 'question' en 'trial' hebben dezelfde map: vragen",
        ),
    ],
)
def test_a_module_that_declares_no_kinds_is_told_in_a_sentence(module, told, with_files, refused):
    with refused(NoSite, re.escape(told)):
        with_files({"hooks/kinds.py": module})


@pytest.mark.parametrize("path", ["nergens.py", "../kinds.py", "/etc/passwd"])
def test_a_module_outside_the_site_is_not_run(path, with_files, refused):
    settings = (SITE / "mkdocs.yml").read_text(encoding="utf-8")
    with refused(NoSite, f"kinds: '{path}' is geen bestand van deze site"):
        with_files({"mkdocs.yml": settings.replace("hooks/kinds.py", path)})


def test_the_kind_that_the_manual_shows_is_one(with_files):
    manual = (ROOT / "docs/handleiding/soorten.md").read_text(encoding="utf-8").split("## Een eigen soort")[1]
    shown = dict(re.findall(r"```(python|html|markdown)\n(.*?)```", manual, re.DOTALL))
    files = {"hooks/kinds.py": shown["python"], "overrides/katern/trial.html": shown["html"]}
    site = with_files({**files, "docs/proeven/koffie.md": shown["markdown"], "docs/proeven/tuin.md": shown["markdown"]})
    build = Build(site, Store(None))
    build.read()
    assert [finding for finding in build.judge() if finding.severity == "error"] == []
    build.begin_citations()
    build.draw()
    build.dress()
    assert "<dt>Wat het opleverde</dt><dd>niet bekend</dd>" in build.drawn["proeven/koffie.md"].head


def test_meetings_stand_in_an_agenda_and_can_be_taken_along(kinds):
    page = kinds.text("agenda/index.html")
    assert page.index("Middag van de tuin</a>") < page.index("Dag van de tuin</a>")
    assert '<time datetime="2026-05-20T10:00:00">20 mei 2026, 10:00–16:30</time>' in page
    assert '<a href="../proeven/koffie/">verslag</a>' in page
    assert 'href="../../agenda/dag/agenda.ics" download>' in kinds.text("agenda/dag/index.html")
    every, own = kinds.text("agenda/agenda.ics"), kinds.text("agenda/dag/agenda.ics")
    assert every.count("BEGIN:VEVENT") == 2
    assert own.count("BEGIN:VEVENT") == 1
    assert "UID:agenda-dag@proefplatform.invalid" in own


def test_a_meeting_that_nobody_may_see_stands_in_no_calendar_and_a_renamed_one_stays_the_same(with_files, tmp_path):
    front = "title: {0}\ndescription: {0}.\nform: learning\nbegin: 2026-03-01 09:00\n"
    site = with_files(
        {
            "docs/agenda/stil.md": f"---\n{front.format('Stil')}sensitive: true\n---\n",
            "docs/agenda/nieuw.md": f"---\n{front.format('Nieuw')}aliases: [agenda/oud]\n---\n",
        }
    )
    build = Build(site, Store(None))
    build.read()
    build.begin_citations()
    build.draw()
    build.dress()
    output = Output(tmp_path / "site")
    write_calendars(build, output)
    output.close()
    assert not (tmp_path / "site/agenda/stil").exists()
    every = (tmp_path / "site/agenda/agenda.ics").read_text(encoding="utf-8")
    assert "Stil" not in every
    assert "UID:agenda-oud@" in every
    assert 'href="../../agenda/stil/agenda.ics"' not in build.drawn["agenda/stil.md"].tail


def test_a_newsletter_is_a_page_a_mail_and_a_feed(with_files, tmp_path):
    site = with_files(
        {
            "docs/nieuwsbrieven/brief.md": "---\ntitle: Brief\ndescription: Een brief.\nsince: 2026-05-01\nuntil: 2026-06-30\n---\n\nZie [de koffie](../proeven/koffie.md).\n",
            "docs/agenda/stil.md": "---\ntitle: Stil\ndescription: Stil.\nform: learning\nbegin: 2026-06-01\nsensitive: true\n---\n",
        }
    )
    build = Build(site, Store(None))
    build.read()
    build.begin_citations()
    build.draw()
    build.dress()
    tail = build.drawn["nieuwsbrieven/brief.md"].tail
    assert "Welke pagina&#39;s in die tijd veranderden, is niet bekend." in tail
    assert tail.index("Wat er was") < tail.index("Dag van de tuin</a>. Verslag: ") < tail.index("Wat eraan komt")
    assert ">Stil</a>" in tail
    output = Output(tmp_path / "site")
    write_newsletters(build, output)
    output.close()
    mail, text, feed = (
        (tmp_path / "site/nieuwsbrieven" / name).read_text(encoding="utf-8")
        for name in ("brief/mail.html", "brief/mail.txt", "feed.xml")
    )
    assert "Dag van de tuin" in mail
    assert "Stil" not in mail + text + feed
    assert "Er is ook nieuws dat beter niet in een mail staat." in text
    assert "<title>Brief</title>" in feed
    assert "Dag van de tuin" in feed


def test_items_of_a_kind_stand_in_groups_by_a_field_that_its_row_names(kinds):
    products, organisations = kinds.text("producten/index.html"), kinds.text("organisaties/index.html")
    assert products.index("<h2>Van onszelf</h2>") < products.rindex("Luister in de tuin</a>")
    assert organisations.index("<h2>Wonen in de buurt</h2>") < organisations.rindex("Bond van tuinders</a>")
