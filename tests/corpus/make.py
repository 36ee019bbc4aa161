"""Makes the bibliographies of the corpus: every entry type and field of BibTeX and biblatex, in our own words.

    python tests/corpus/make.py

What it makes is kept beside it, so that a change of an entry shows in the history. No name in it is anyone's.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SUBJECTS = (
    "buren", "scholen", "wijken", "ouders", "jongeren", "vrijwilligers", "gemeenten", "buurthuizen", "taalcafés", "mentoren", "speelpleinen",
    "werkgevers",
)  # fmt: skip

NAMES = (
    "Linde, Vera", "Vera Linde", "de Brug, Anna", "Anna de Brug", "van der Beek, Lotte", "Lotte van der Beek", "van 't Veld, Piet",
    "'t Veer, Jo", "Brug, Anna de", "De Brug, Anna", "{van der Beek}, Lotte", "Lotte {van der Beek}", "Kade, Jr., Tom",
    "von der Heide, III, Max", "{Ministerie van Wonen and Water}", "{Stichting Buren \\& Co}", "Kade, J.~A.", "Kade, J.A.",
    "M{\\\"u}hle, J\\\"{o}rg", "Garc\\'{\\i}a Puente, In\\'es", "{\\'E}lise de la Rive", "El Bahr, Samira", "al-Nahr, Karim", "d'Orme, Luc",
    "family=Brug, given=Anna, prefix=de", "Wit, Bo and others", "Wit, Bo and Zwart, Kim and Groen, Al", "Wit, Bo AND Zwart, Kim",
    "Ko{\\c c}, Ay{\\c s}e", "{\\L}ukasz Brzeg", "Dvo\\v{r}ek, Ji\\v{r}\\'{\\i}", "山田, 花子", "Петрова, Анна", "نهر, كريم", "Μύλος, Άννα",
    "Smedja, \\AA sa", "Bro, S{\\o}ren", "Fodor, {\\H O}rs", "Jo Kade and {Buurtraad} and de Brug, Anna",
)  # fmt: skip
DATES = (
    "2020", "2020-05", "2020-05-12", "2019/2020", "2019-12/2020-01", "2019-12-30/2020-01-02", "2020/", "2020/..", "2020~", "1999?",
    "2020-21", "2020-22", "2020-23", "2020-24", "1850", "0850", "-0044", "199X", "2004-04-25T10:00:00",
)  # fmt: skip
TEXTS = (
    "Het caf\\'{e} om de hoek", "\\\"{U}ber die Br\\\"ucke", "Ma\\~{n}ana en la plaza", "Fran\\c{c}ois en zijn gar{\\c c}ons", "De \\v{s} en de \\H{o}",
    "Stra{\\ss}e en Stra\\ss{}e", "Wat \\emph{wij} zeggen", "Wat \\textbf{wij} doen", "De 3\\textsuperscript{e} buur", "CO$_2$ in de buurt",
    "De 3$^{\\mathrm{e}}$ keer", "Over \\enquote{thuis} zijn", "Over ``thuis'' zijn", "Over `thuis' zijn", "Kosten: 5 \\euro{} of \\pounds 4",
    "70\\% wil meer, 30\\% minder", "Buren \\& vrienden", "Nummer \\#1", "Met \\LaTeX{} gezet", "Zie \\href{https://www.voorbeeld.nl}{de site}",
    "Een \\texttt{a\\_b} in de kop", "Van 2019--2020", "Een streep --- en door", "p.~12 en verder", "\\textless 18 jaar", "\\textgreater 65 jaar",
    "$\\alpha$ en $\\beta$", "{KIS} en {NASA}", "\\textsc{Buur} en kind", "Jean-Luc d'Orme's huis", "Wie is de buur?", "Kijk uit!",
    "日本の隣人", "Соседи во дворе", "الجيران في الحي", "Γείτονες", "{\\aa}, {\\ae} en {\\oe}", "na{\\\"\\i}ef", "\\copyright{} en \\S{} 3", "x \\ldots{} y",
)  # fmt: skip
LANGUAGES = (
    ("dutch", "Samen in de {Zaanstreek}"), ("english", "Living Together in the Same Street of {Zaandam}"), ("english", "Living together in {Zaandam}"),
    ("british", "Neighbours and the Sharing of Tools"), ("american", "Neighbors Helping Neighbors With Their Homes"), ("ngerman", "Nachbarn in der kleinen Stadt"),
    ("french", "Les voisins de la rue"), ("spanish", "Los vecinos de la calle"), ("italian", "I vicini della strada"), ("polish", "S{\\k a}siedzi"),
    ("turkish", "Kom{\\c s}ular"), ("danish", "Naboerne"), ("swedish", "Grannarna"), ("portuguese", "Os vizinhos"), ("arabic", "الجيران"),
)  # fmt: skip
# entry type: what it holds beside author, title and date
BIBLATEX = {
    "article": ("journaltitle={Blad voor Buren}", "volume={3}", "number={2}", "pages={12--34}"),
    "book": ("publisher={Uitgeverij Brug}", "location={Zaandam}", "edition={2}"),
    "mvbook": ("publisher={Uitgeverij Brug}", "volumes={3}"),
    "inbook": ("booktitle={Het grote buurboek}", "publisher={Uitgeverij Brug}", "pages={3--9}", "chapter={4}"),
    "bookinbook": ("booktitle={Verzameld werk}", "publisher={Uitgeverij Brug}"),
    "suppbook": ("booktitle={Het grote buurboek}", "publisher={Uitgeverij Brug}"),
    "booklet": ("howpublished={Gestencild}", "location={Zaandam}"),
    "collection": ("editor={Linde, Vera}", "publisher={Uitgeverij Brug}"),
    "mvcollection": ("editor={Linde, Vera}", "publisher={Uitgeverij Brug}", "volumes={2}"),
    "incollection": ("editor={Linde, Vera}", "booktitle={Bundel over buren}", "publisher={Uitgeverij Brug}", "pages={3--9}"),
    "suppcollection": ("editor={Linde, Vera}", "booktitle={Bundel over buren}", "publisher={Uitgeverij Brug}"),
    "dataset": ("publisher={Databank Buur}", "version={2.1}", "doi={10.1000/data.1}"),
    "manual": ("organization={Bureau Brug}", "version={3}"),
    "misc": ("howpublished={Affiche}", "note={Op de muur}"),
    "online": ("url={https://www.voorbeeld.nl/buren}", "urldate={2024-03-01}"),
    "patent": ("number={NL 123456}", "holder={{Bureau Brug}}", "type={patentnl}"),
    "periodical": ("issuetitle={Themanummer buren}", "volume={9}", "number={1}", "editor={Linde, Vera}"),
    "suppperiodical": ("journaltitle={Blad voor Buren}", "volume={3}"),
    "proceedings": ("editor={Linde, Vera}", "eventtitle={Buurdag}", "venue={Zaandam}", "publisher={Uitgeverij Brug}"),
    "mvproceedings": ("editor={Linde, Vera}", "volumes={2}", "publisher={Uitgeverij Brug}"),
    "inproceedings": ("booktitle={Handelingen van de Buurdag}", "eventtitle={Buurdag}", "eventdate={2019-05-04}", "pages={1--8}"),
    "reference": ("editor={Linde, Vera}", "publisher={Uitgeverij Brug}"),
    "inreference": ("booktitle={Buurwoordenboek}", "publisher={Uitgeverij Brug}", "pages={40}"),
    "report": ("type={Rapport}", "institution={Bureau Brug}", "number={2020-3}", "location={Zaandam}"),
    "software": ("version={1.4}", "url={https://www.voorbeeld.nl/buurapp}"),
    "thesis": ("type={phdthesis}", "institution={Universiteit Brug}"),
    "unpublished": ("note={Manuscript}", "howpublished={Rondgestuurd}"),
    "artwork": ("howpublished={Verf op doek}",), "audio": ("publisher={Radio Brug}",), "image": ("howpublished={Foto}",),
    "jurisdiction": ("institution={Rechtbank Brug}", "number={C-12}"), "legislation": ("number={35}",), "letter": ("note={Aan de buren}",),
    "movie": ("publisher={Film Brug}",), "music": ("publisher={Radio Brug}",), "performance": ("venue={Zaandam}",),
    "review": ("journaltitle={Blad voor Buren}",), "standard": ("number={NEN 1}", "institution={Normbureau}"), "video": ("publisher={Film Brug}",),
    "commentary": ("publisher={Uitgeverij Brug}",), "legal": ("number={3}",),
}  # fmt: skip
BIBTEX = {
    "article": ("journal={Blad voor Buren}", "volume={3}", "number={2}", "pages={12-34}"),
    "book": ("publisher={Uitgeverij Brug}", "address={Zaandam}", "edition={2}"),
    "booklet": ("howpublished={Gestencild}", "address={Zaandam}"),
    "conference": ("booktitle={Handelingen van de Buurdag}", "organization={Bureau Brug}"),
    "inbook": ("publisher={Uitgeverij Brug}", "chapter={3}", "pages={3--9}"),
    "incollection": ("booktitle={Bundel over buren}", "editor={Linde, Vera}", "publisher={Uitgeverij Brug}"),
    "inproceedings": ("booktitle={Handelingen van de Buurdag}", "pages={1--8}"),
    "manual": ("organization={Bureau Brug}", "address={Zaandam}"),
    "mastersthesis": ("school={Universiteit Brug}",),
    "misc": ("howpublished={Affiche}", "note={Op de muur}"),
    "phdthesis": ("school={Universiteit Brug}",),
    "proceedings": ("editor={Linde, Vera}", "publisher={Uitgeverij Brug}"),
    "techreport": ("institution={Bureau Brug}", "number={7}", "type={Werkdocument}"),
    "unpublished": ("note={Manuscript}",),
}  # fmt: skip
# fields on their own: kind, fields
FIELDS = (
    ("book", "subtitle={Een verhaal}"), ("book", "titleaddon={Met platen}"), ("book", "shorttitle={Buren}"), ("book", "series={Brugreeks}, number={7}"),
    ("book", "maintitle={Groot buurboek}, volume={2}"), ("book", "volumes={3}"), ("book", "volume={2}, part={1}"), ("book", "origdate={1910}"),
    ("book", "pubstate={inpress}"), ("book", "pubstate={forthcoming}"), ("book", "translator={Zwart, Kim}"), ("book", "editor={Zwart, Kim}"),
    ("book", "annotator={Zwart, Kim}"), ("book", "commentator={Zwart, Kim}"), ("book", "introduction={Zwart, Kim}"), ("book", "foreword={Zwart, Kim}"),
    ("book", "afterword={Zwart, Kim}"), ("book", "pagetotal={300}"), ("book", "isbn={978-90-351-2345-8}"), ("book", "note={Met kaart}"),
    ("book", "addendum={Met register}"), ("book", "edition={Herziene druk}"), ("book", "publisher={Brug and Beek and {Wit and Zwart}}"),
    ("book", "location={Zaandam and Edam}"), ("book", "origlanguage={german}"), ("book", "origtitle={Die Nachbarn}"), ("book", "eid={7}"),
    ("article", "eid={e17}"), ("article", "issue={Lente}"), ("article", "issuetitle={Themanummer}"), ("article", "journalsubtitle={Kwartaalblad}"),
    ("article", "shortjournal={Bl. Buren}"), ("article", "issn={1234-5679}"), ("article", "series={4}"), ("article", "series={newseries}"),
    ("article", "pages={12, 14--16}"), ("article", "pages={e1}"), ("article", "doi={10.1000/abc_d}"), ("article", "doi={https://doi.org/10.1000/abc(1)}"),
    ("article", "doi={doi:10.1000/x}"), ("article", "eprint={2101.00001}, eprinttype={arxiv}"), ("article", "eprint={123}, eprinttype={pubmed}"),
    ("article", "eprint={hal-1}, eprinttype={hal}"), ("article", "eprint={2101.00001}, archiveprefix={arXiv}, primaryclass={cs}"),
    ("article", "entrysubtype={magazine}"), ("article", "entrysubtype={newspaper}"), ("article", "annotation={Waarom dit telt}"), ("article", "abstract={Kort}"),
    ("article", "keywords={buren, wijk}"), ("incollection", "booktitle={Bundel}, booksubtitle={Over buren}"), ("incollection", "booktitle={Bundel}, booktitleaddon={Deel}"),
    ("incollection", "booktitle={Bundel}, bookauthor={Zwart, Kim}"), ("incollection", "booktitle={Bundel}, maintitle={Reeks}, volume={2}"),
    ("incollection", "booktitle={Bundel}, editor={Zwart, Kim and Groen, Al}"), ("report", "institution={Bureau Brug and Bureau Beek}"),
    ("report", "type={techreport}"), ("report", "type={resreport}"), ("thesis", "type={mathesis}, institution={Hogeschool Brug}"),
    ("thesis", "type={bathesis}, institution={Hogeschool Brug}"), ("thesis", "type={Scriptie}, institution={Hogeschool Brug}"),
    ("online", "url={https://www.voorbeeld.nl/a_b?c=d%20e&f=~g#h}, urldate={2024}"), ("online", "organization={Bureau Brug}, url={https://www.voorbeeld.nl}"),
    ("misc", "howpublished={\\url{https://www.voorbeeld.nl/x}}"), ("inproceedings", "booktitle={Handelingen}, eventtitleaddon={Derde keer}, venue={Edam}"),
    ("inproceedings", "booktitle={Handelingen}, eventtitle={Buurdag}, eventdate={2019-05-04/2019-05-06}, venue={Edam}"),
    ("dataset", "version={2}"), ("software", "version={2}"), ("patent", "number={7}, location={countrynl}"),
    ("book", "library={Kast 3}"), ("book", "usera={Van ons}"), ("book", "editortype={compiler}, editor={Zwart, Kim}"), ("book", "editora={Zwart, Kim}, editoratype={redactor}"),
    ("book", "booktitle={Staat niet in zichzelf}"), ("book", "holder={{Bureau Brug}}"), ("book", "chapter={3}"), ("book", "bookpagination={page}"),
    ("book", "gender={sf}"), ("book", "shorthand={BB}"), ("book", "label={Buur}"), ("book", "sortkey={zzz}"), ("book", "presort={aa}"),
    ("book", "execute={x}"), ("book", "file={buren.pdf}"), ("book", "related={x}"), ("book", "ids={oud1, oud2}"), ("book", "options={useprefix=false}"),
)  # fmt: skip
YEARS = (
    "{2020}",
    "2020",
    "{May 2004}",
    "{12 mei 2004}",
    "{in druk}",
    "{z.d.}",
    "{2020a}",
    "{ca. 1900}",
    "{2019-2020}",
    "{[1999]}",
)
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "{3}",
    "{maart}",
    "{March}",
    "{juli}",
)


def biblatex() -> Iterator[str]:
    """The entries of `biblatex.bib`."""
    subjects = itertools.cycle(SUBJECTS)
    for kind, more in BIBLATEX.items():
        for number, who in enumerate(
            ("author={Wit, Bo}", "author={de Brug, Anna and Kade, Tom}", "author={{Buurtraad Zaandam}}")
        ):
            yield entry(
                kind,
                f"{kind}{number}",
                (who, f"title={{Over {next(subjects)} en hun tuinen}}", f"date={{202{number}-0{number + 3}}}", *more),
            )
    for number, who in enumerate(NAMES):
        yield entry(
            "book",
            f"naam{number}",
            (f"author={{{who}}}", f"title={{Boek {number} over {next(subjects)}}}", "date={2020}", "publisher={Brug}"),
        )
    for number, date in enumerate(DATES):
        yield entry(
            "book",
            f"datum{number}",
            (
                "author={Wit, Bo}",
                f"title={{Jaar {number} van {next(subjects)}}}",
                f"date={{{date}}}",
                "publisher={Brug}",
            ),
        )
    for number, text in enumerate(TEXTS):
        yield entry(
            "book",
            f"tekst{number}",
            ("author={Wit, Bo}", f"title={{{text}}}", "date={2020}", "publisher={Brug}", "langid={dutch}"),
        )
    for number, (language, title) in enumerate(LANGUAGES):
        for kind, more in (
            ("book", ("publisher={Brug}",)),
            ("article", ("journaltitle={Blad}", "volume={1}")),
            ("report", ("institution={Brug}",)),
        ):
            yield entry(
                kind,
                f"taal{number}{kind}",
                ("author={Wit, Bo}", f"title={{{title}}}", "date={2020}", f"langid={{{language}}}", *more),
            )
    for number, (kind, more) in enumerate(FIELDS):
        start = ["author={Wit, Bo}", f"title={{Veld {number} bij {next(subjects)}}}", "date={2021}"]
        if kind == "article":
            start.append("journaltitle={Blad}")
        if kind == "report" and "institution" not in more:
            start.append("institution={Bureau Brug}")
        yield entry(kind, f"veld{number}", (*start, more))
    yield from family()


def family() -> Iterator[str]:
    """Entries that take over from others, before and after their parents."""
    yield entry("inbook", "kind1", ("title={Hoofdstuk van het kind}", "crossref={ouder1}", "pages={1--9}"))
    yield entry("book", "ouder1", ("author={Wit, Bo}", "title={Boek van de ouder}", "publisher={Brug}", "date={2018}"))
    yield entry("incollection", "kind2", ("author={Kade, Tom}", "title={Stuk in de bundel}", "crossref={ouder2}"))
    yield entry(
        "collection", "ouder2", ("editor={Wit, Bo}", "title={Bundel van de ouder}", "publisher={Brug}", "date={2018}")
    )
    yield entry("inproceedings", "kind3", ("author={Kade, Tom}", "title={Lezing}", "crossref={ouder3}"))
    yield entry(
        "proceedings",
        "ouder3",
        ("editor={Wit, Bo}", "title={Handelingen}", "publisher={Brug}", "date={2018}", "eventtitle={Buurdag}"),
    )
    yield entry("article", "kind4", ("author={Kade, Tom}", "title={Stuk in het blad}", "crossref={ouder4}"))
    yield entry("periodical", "ouder4", ("editor={Wit, Bo}", "title={Buurblad}", "date={2018}", "volume={4}"))
    yield entry("xdata", "gedeeld", ("publisher={Gedeelde uitgever}", "location={Edam}"))
    yield entry(
        "book", "deler", ("author={Wit, Bo}", "title={Boek met gedeelde velden}", "date={2018}", "xdata={gedeeld}")
    )


def bibtex() -> Iterator[str]:
    """The entries of `bibtex.bib`."""
    yield '@string{blad = {Blad voor } # "Buren"}\n'
    subjects = itertools.cycle(SUBJECTS)
    for kind, more in BIBTEX.items():
        for number, who in enumerate(("author={Wit, Bo}", "author={Anna de Brug and Kade, Tom}")):
            year = f"year={{201{number}}}"
            yield entry(
                kind,
                f"{kind}{number}",
                (who, f"title={{Over {next(subjects)} en hun straten}}", year, "language={dutch}", *more),
            )
    for number, year in enumerate(YEARS):
        yield entry(
            "book",
            f"jaar{number}",
            ("author={Wit, Bo}", f"title={{Jaren {number}}}", f"year={year}", "publisher={Brug}"),
        )
    for number, month in enumerate(MONTHS):
        yield entry(
            "article",
            f"maand{number}",
            (
                "author={Wit, Bo}",
                f"title={{Maanden {number}}}",
                "year={2015}",
                f"month={month}",
                'journal=blad # " en tuinen"',
            ),
        )


def entry(kind: str, key: str, fields: tuple[str, ...]) -> str:
    """One entry as a `.bib` file holds it."""
    return "\n".join([f"@{kind}{{{key},", *(f"  {field}," for field in fields), "}\n"])


def main() -> None:
    """Write both files."""
    for name, entries in (("biblatex", biblatex()), ("bibtex", bibtex())):
        (HERE / f"{name}.bib").write_text("\n".join(entries), encoding="utf-8")


if __name__ == "__main__":
    main()
