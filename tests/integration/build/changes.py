"""The table of what can change in the site of tests/sites/changing, and what is made anew for each."""

from __future__ import annotations

from .changing import (
    Change,
    added,
    another,
    another_katern,
    another_pandoc,
    commit,
    each,
    moment,
    nothing,
    own_measures,
    removed,
    renamed,
    replaced,
    touched,
    written,
)  # fmt: skip

LOS, TAAL, WETEN, WONEN = (
    "docs/los.md",
    "dossiers/taal/index.md",
    "dossiers/taal/wat-weten-we.md",
    "dossiers/wonen/index.md",
)
BIB, SETTINGS, DATA = "bibliography/bronnen.bib", "mkdocs.yml", "docs/_data"
MEETING, EXERCISE, TOOLKIT = (
    "toolkits/oefenen/bijeenkomst.md",
    "toolkits/oefenen/werkvorm.md",
    "toolkits/oefenen/index.md",
)
NEW = "---\ntitle: Nieuw\ndescription: Iets nieuws.\n---\n\nNieuw.\n"
ENTRY = "@book{{{key},\n  author = {{{author}}},\n  title = {{{title}}},\n  publisher = {{Elders}},\n  year = {{2020}},\n}}\n"
SENTENCE = replaced(LOS, "Een zin die blijft.", "Een andere zin.")

PAGES = (
    Change("nothing", nothing),
    Change("touched", touched),
    Change("a sentence", SENTENCE, drawn="los/", made="text:1"),
    Change("put back", replaced(LOS, "Een andere zin.", "Een zin die blijft."), before=SENTENCE, drawn="los/"),
    Change("a title", replaced(LOS, "Losse bladzijde", "Vaste bladzijde"), drawn="*"),
    Change("a heading", replaced(WETEN, "## Later", "## Eerder"), drawn="dossiers/taal/wat-weten-we/", made="text:1"),
    Change("ends of lines", replaced(LOS, "\n", "\r\n")),
    Change("a citation more", added(LOS, "\nOefenen helpt [@vries2020].\n"), drawn="bronnen/ bronnen/alle/ bronnen/vries2020/ los/", made="text:1"),
    Change("the first citation of a source", added(LOS, "\nNiemand [@ongebruikt2018].\n"), drawn="bronnen/ bronnen/alle/ bronnen/ongebruikt2018/ los/", made="citations:2 text:1"),
    Change("a citation less", replaced(WETEN, "De Vries telde [@vries2020], en", "Eerst telde"), drawn="bronnen/ bronnen/alle/ bronnen/hoff2019/ bronnen/vries2020/ dossiers/taal/wat-weten-we/", made="text:1"),
    Change("another page of a source", replaced("docs/vragen/wat-werkt.md", "p. 12", "p. 13"), drawn="vragen/wat-werkt/", made="citations:2 text:1"),
    Change("a citation in a field", replaced(TAAL, "- Samen gaat het beter.", "- Samen gaat het beter [@jansen2021]."), drawn="*"),
    Change("a term", added(LOS, '\nEen {{ term("taalmaatje") }}.\n'), drawn="begrippen/ los/", made="text:1"),
    Change("a new page", written("docs/nieuw.md", NEW), drawn="*", made="text:1"),
    Change("a new chapter", written("dossiers/taal/nieuw.md", NEW), drawn="*", made="text:1"),
    Change("a new folder", written("docs/over/index.md", NEW), drawn="*", made="text:1"),
    Change("a removed page", removed(LOS), drawn="*"),
    Change("a renamed page", renamed(LOS, "docs/vast.md"), drawn="*", made="text:1"),
    Change("a draft", replaced(WONEN, "status: final", "status: draft"), drawn="*"),
    Change("a date", replaced("docs/vragen/wat-werkt.md", "2026-03-01", "2026-04-01"), drawn="*"),
    Change("an order", replaced(WETEN, "order: 1", "order: 9"), drawn="*"),
    Change("a place", replaced("docs/proeven/koffie.md", "place: Utrecht", "place: Zwolle"), drawn="*"),
    Change("a sensitive page", replaced(LOS, "title:", "sensitive: true\ntitle:"), drawn="*"),
    Change("a file for download", written("docs/beelden/lijst.txt", "Een lijst.\n")),
)  # fmt: skip

SOURCES = (
    Change("a title of a source", replaced(BIB, "{Samen oefenen}", "{Apart oefenen}"), drawn="begrippen/ bronnen/ bronnen/alle/ bronnen/vries2020/ dossiers/taal/ dossiers/taal/wat-weten-we/ proeven/koffie/ vragen/wat-werkt/", made="bibliography:2 citations:2"),
    Change("a year of a source", replaced(BIB, "urldate = {2026-10-01},\n  year = {2021}", "urldate = {2026-10-01},\n  year = {2022}"), drawn="bronnen/ bronnen/alle/ bronnen/jansen2021/ interventies/maatjes/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/werkvorm/", made="bibliography:2 citations:2"),
    Change("what was seen of a source", replaced(BIB, "{abstract}", "{full}"), drawn="begrippen/ bronnen/ bronnen/alle/ bronnen/vries2020/ dossiers/taal/ dossiers/taal/wat-weten-we/ proeven/koffie/ vragen/wat-werkt/", made="bibliography:2"),
    Change("an unused source", replaced(BIB, "{Niemand noemt dit}", "{Iemand noemt dit}"), drawn="bronnen/ bronnen/alle/ bronnen/ongebruikt2018/", made="bibliography:2 citations:2"),
    Change("a new source", added(BIB, ENTRY.format(key="nieuw2020", author="Bos, Jan", title="Nieuw")), drawn="bronnen/ bronnen/alle/ bronnen/nieuw2020/", made="bibliography:2 citations:2"),
    Change("two sources of one year cited", each(
        added(BIB, ENTRY.format(key="vries2020tweede", author="de Vries, Anna", title="Nog eens")), added(LOS, "\nOok [@vries2020tweede].\n")), drawn="begrippen/ bronnen/ bronnen/alle/ bronnen/vries2020/ bronnen/vries2020tweede/ dossiers/taal/ dossiers/taal/wat-weten-we/ los/ proeven/koffie/ vragen/wat-werkt/", made="bibliography:2 citations:2 text:1"),
    Change("a removed source", replaced(BIB, "@book{ongebruikt2018,\n  author = {Smit, Karel},\n  title = {Niemand noemt dit},\n  publisher = {Elders},\n  year = {2018},\n}\n", ""), drawn="bronnen/ bronnen/alle/", made="bibliography:2 citations:2"),
    Change("a renamed source", each(*(replaced(path, "jansen2021", "jansen2021b") for path in (BIB, "docs/interventies/maatjes.md", EXERCISE, f"{DATA}/helplines.yml"))), drawn="*", made="bibliography:1 citations:2 data:1 text:2"),
    Change("a string", replaced(BIB, "{Proefpers}", "{Andere pers}"), drawn="begrippen/ bronnen/ bronnen/alle/ bronnen/bundel2019/ bronnen/hoff2019/ bronnen/vries2020/ dossiers/taal/ dossiers/taal/wat-weten-we/ interventies/maatjes/ proeven/koffie/ vragen/wat-werkt/", made="bibliography:2 citations:2"),
    Change("the book of a chapter", replaced(BIB, "{Bundel over taal}", "{Bundel over spraak}"), drawn="bronnen/ bronnen/alle/ bronnen/bundel2019/ bronnen/hoff2019/ dossiers/taal/ dossiers/taal/wat-weten-we/ interventies/maatjes/", made="bibliography:2 citations:2"),
    Change("a second file of sources", written("bibliography/meer.bib", ENTRY.format(key="bos2020", author="Bos, Jan", title="Meer")), drawn="bronnen/ bronnen/alle/ bronnen/bos2020/", made="bibliography:2 citations:2"),
    Change("a renamed file of sources", renamed(BIB, "bibliography/lijst.bib"), drawn="bronnen/ bronnen/alle/ bronnen/bundel2019/ bronnen/hoff2019/ bronnen/jansen2021/ bronnen/ongebruikt2018/ bronnen/vries2020/"),
    Change("a style of citations", replaced("stijl/proef.csl", 'delimiter=", "', 'delimiter=" "'), drawn="begrippen/ dossiers/taal/ dossiers/taal/wat-weten-we/ interventies/maatjes/ proeven/koffie/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/werkvorm/ vragen/wat-werkt/", made="citations:2"),
    Change("another style of citations", replaced(SETTINGS, "stijl/proef.csl", "apa"), drawn="*", made="citations:2"),
)  # fmt: skip

DATA_FILES = (
    Change("a helpline's name", replaced(f"{DATA}/helplines.yml", "name: Alarmnummer", "name: Noodnummer"), drawn="dossiers/taal/ dossiers/wonen/ toolkits/gesprek/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/", made="data:1 text:1"),
    Change("a new helpline", added(f"{DATA}/helplines.yml", "  - {id: luister, name: Luisterlijn, phone: 0800-2000, for_whom: Voor wie wil praten., open_to: [public], toolkits: [gesprek], verified: 2026-11-01, source: jansen2021}\n"), drawn="dossiers/taal/ dossiers/wonen/ toolkits/gesprek/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/", made="data:1 text:1"),
    Change("a definition", replaced(f"{DATA}/glossary.yml", "Vrijwilliger die", "Iemand die"), drawn="begrippen/ dossiers/taal/", made="data:1 text:2"),
    Change("a new term", added(f"{DATA}/glossary.yml", "  - {term: buur, plural: buren, definition: Wie naast iemand woont., source: vries2020}\n"), drawn="begrippen/", made="data:1 text:1"),
    Change("a label", replaced(f"{DATA}/vocabulary.yml", "label: Bewoners", "label: Buurtbewoners"), drawn="bronnen/ bronnen/alle/ dossiers/taal/ dossiers/taal/wat-weten-we/ interventies/ interventies/maatjes/ proeven/koffie/ toolkits/gesprek/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/", made="data:1"),
    Change("a programme line", replaced(f"{DATA}/programme.yml", "title: Wonen in de buurt", "title: Wonen in de wijk"), drawn=". begrippen/ bronnen/ dossiers/ dossiers/taal/ dossiers/taal/wat-weten-we/ dossiers/wonen/ interventies/maatjes/ los/ proeven/koffie/ toolkits/gesprek/ toolkits/gesprek/wie-bel-je/ toolkits/oefenen/ toolkits/oefenen/bijeenkomst/ toolkits/oefenen/werkvorm/ vragen/ vragen/wat-werkt/", made="data:1 text:1"),
    Change("words that mean the same", replaced(f"{DATA}/synonyms.yml", "[taal, spraak]", "[taal, spraak, woord]"), made="data:1"),
    Change("a number of a data set", replaced(f"{DATA}/sets/wijk/kerncijfers.csv", ",1000,", ",1001,")),
)  # fmt: skip

CODE_AND_THEME = (
    Change("a macro of the site", replaced("hooks/macros.py", '"Dag"', '"Hallo"'), drawn="*", made="text:1"),
    Change("a file that a macro reads", replaced("hooks/teller.txt", "zeven", "acht"), drawn="*", made="text:1"),
    Change("a word of a kind", replaced("hooks/kinds.py", '"place": "Plaats"', '"place": "Waar"'), drawn="*"),
    Change("a fragment", replaced("fragmenten/adres.md", "één pagina", "deze pagina"), drawn="los/", made="text:1"),
    Change("the frame", replaced("overrides/main.html", "Proef met", "Proef van"), drawn="*", made="template:1"),
    Change("a template of a kind", replaced("overrides/katern/trial.html", "trial__outcome", "trial__end"), drawn="*", made="template:1"),
    Change("a template in the engine's place", written("overrides/katern/facts.html", "<p>Geen feiten.</p>\n"), drawn="*", made="template:1"),
    Change("a template taken away", removed("overrides/partials/footer.html"), drawn="*", made="template:2"),
    Change("a style sheet", added("overrides/assets/proef.css", "body { margin: 0; }\n")),
    Change("a script", added("overrides/assets/proef.js", "void 0;\n")),
    Change("a drawing that a template takes in", replaced("overrides/assets/vlag.svg", "#0f4c5c", "#5c0f4c"), drawn="*", made="template:1"),
    Change("an icon of the theme's", replaced("overrides/.icons/proef/ster.svg", "M0 0h24", "M0 1h24"), drawn="*", made="template:1"),
    Change("a picture", replaced("dossiers/taal/cirkel.svg", "#0f4c5c", "#5c0f4c")),
    Change("a photo", lambda root: (root / "dossiers/taal/vlak.png").write_bytes((root / "toolkits/oefenen/vlak.png").read_bytes())),
    Change("a removed picture", removed("docs/beelden/merk.svg")),
)  # fmt: skip

OPTIONS = (
    Change("the site's name", replaced(SETTINGS, "Proefplatform", "Proefsite"), drawn="*"),
    Change("the site's address", replaced(SETTINGS, "proef.example/nu/", "proef.example/straks/"), drawn="*"),
    Change("a menu", added(SETTINGS, "nav:\n  - Start: index.md\n  - Los: los.md\n"), drawn="*"),
    Change("an option of an extension", replaced(SETTINGS, "permalink:", "toc_depth: 2, permalink:"), drawn="*", made="text:*"),
    Change("the largest photo", replaced(SETTINGS, "largest_photo: 400", "largest_photo: 300"), drawn="*", made="photo:*"),
    Change("typefaces", replaced(SETTINGS, "largest_photo: 400", "fonts: [source-serif-pro]\n      largest_photo: 400"), drawn="*", made="font:1"),
    Change("a feature of the theme", replaced(SETTINGS, "[search.suggest]", "[search.suggest, navigation.top]"), drawn="*", made="template:2"),
    Change("the language", replaced(SETTINGS, "  language: nl", "  language: en"), before=replaced(SETTINGS, "      largest_photo", "      folders: {vragen: question, interventies: intervention, proeven: trial}\n      largest_photo"), drawn="*", made="citations:2 text:*"),
    Change("addresses of files", replaced(SETTINGS, "theme:\n", "use_directory_urls: false\ntheme:\n"), drawn="*", made="text:*"),
    Change("pages left out", replaced(SETTINGS, "theme:\n", "exclude_docs: los.md\ntheme:\n"), drawn="*"),
    Change("another folder to keep things", replaced(SETTINGS, "      largest_photo", "      cache: .cache/elders\n      largest_photo"), drawn="*"),
)  # fmt: skip

BOOKLETS = (
    Change("nothing, with booklets", nothing, booklets=True),
    Change("a page that is not printed", SENTENCE, booklets=True, drawn="los/", made="text:1"),
    Change("a meeting", replaced(MEETING, "noemt een naam", "zegt een naam"), booklets=True, drawn="toolkits/oefenen/bijeenkomst/", made="booklet:3 document:3 text:1 thumbnail:1"),
    Change("a plan", replaced(TOOLKIT, "paper: a4", "paper: a5"), booklets=True, drawn="*", made="booklet:1 document:3 thumbnail:1"),
    Change("a new booklet", replaced(TOOLKIT, "  - {id: trainer", "  - {id: kort, edition: trainer, paper: a4, parts: [werkvorm]}\n  - {id: trainer"), booklets=True, drawn="*", made="booklet:1 document:4 thumbnail:1"),
    Change("own measures", own_measures("#5c0f4c"), booklets=True, drawn="=", made="booklet:11 document:11 thumbnail:7"),
    Change("a version of git", each(replaced(MEETING, "noemt een naam", "zegt een naam"), commit), booklets=True, before=commit, drawn="toolkits/oefenen/bijeenkomst/", made="booklet:3 document:3 text:1 thumbnail:1"),
)  # fmt: skip

TOOLS = (
    # a page says how large a file is: with another day in it, some are a thousand bytes more
    Change("another moment", nothing, drawn="=", world=moment("1765000000"), booklets=True, made="booklet:* document:* thumbnail:*"),
    Change("another pandoc", nothing, world=another_pandoc, drawn="*", made="bibliography:* citations:*"),
    *(Change(f"another {name}", nothing, world=another(name), drawn="*", made=made) for name, made in (
        ("markdown", "text:*"), ("mkdocs-material", "template:* text:*"), ("pillow", "photo:*"), ("pydantic", ""))),
    Change("another word of Katern", nothing, world=another_katern("locale/nl/kinds.yml", "sources: Bronnen", "sources: Vindplaatsen"), drawn="*", made="bibliography:* citations:* data:* photo:* template:* text:*"),
    Change("another typst", nothing, world=another("typst"), booklets=True, drawn="*", made="booklet:* document:* thumbnail:*"),
)  # fmt: skip

CHANGES = (*PAGES, *SOURCES, *DATA_FILES, *CODE_AND_THEME, *OPTIONS, *BOOKLETS, *TOOLS)
