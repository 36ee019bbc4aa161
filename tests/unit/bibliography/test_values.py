"""What a field means: LaTeX as pandoc reads it, where we read better, and nothing that is lost in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.csl import csl_item
from katern.bibliography.values import read_values

LATEX = {
    "Geboren en getogen": "Geboren en getogen",
    "{\\'e}{\\'e}n": "één",
    "caf\\'{e}": "café",
    '\\"{u}ber': "über",
    "ma\\~{n}ana": "mañana",
    "Fran\\c{c}ois": "François",
    "\\v{s}koda": "škoda",
    "\\H{o}rs": "őrs",
    "S{\\o}ren en \\AA se": "Søren en Åse",
    "Stra\\ss e": "Straße",
    "Integratie \\& Samenleving": "Integratie & Samenleving",
    "70\\% en 30% meer": "70% en 30% meer",
    "{NASA} en {B}uurt": "NASA en Buurt",
    "\\emph{cursief} en \\textbf{vet}": "cursief en vet",
    "2019--2020 --- en": "2019–2020 — en",
    "p.~12": "p. 12",
    "``Kennen is het niet''": "“Kennen is het niet”",
    "`Kennen' is het niet": "‘Kennen’ is het niet",
    "'Kennen' is 's avonds \\& 't mooist": "‘Kennen’ is ’s avonds & ’t mooist",
    "\\enquote{a \\enquote{b}}": "“a ‘b’”",
    "\\mkbibquote{a}": "“a”",
    "\\href{https://a.nl/x_y%20z}{tekst}": "tekst",
    "\\url{https://a.nl/x_y}": "https://a.nl/x_y",
    "\\TeX{} en \\LaTeX": "TeX en LaTeX",
    "\\textless 18 en \\textgreater 65": "<18 en >65",
    "5 \\euro{} of \\pounds 4, \\copyright": "5 € of £4, ©",
    "na\\hyphen{}oorlogs": "na-oorlogs",
    "\\texttt{a\\_b}": "a_b",
    "CO$_2$": "CO2",
    "3$^{\\mathrm{e}}$ keer": "3e keer",
    "$\\alpha$ \\& $x \\geq 18$": "α & x ≥ 18",
    "\\mbox{op een regel}": "op een regel",
    "{\\noopsort{aa}}Zon, \\noopsort{b}maan": "Zon, maan",
    "\\{haken\\}": "{haken}",
    "kosten: 5 \\$": "kosten: 5 $",
    "twee\\par stukken": "twee stukken",
    "日本 \\& x": "日本 & x",
    "2019\\textendash{}2020 \\textemdash{{en}}": "2019–2020 —en",
    "\\EUR 5 en 20\\degree{}C, \\textonesuperior": "€5 en 20°C, ¹",
    "p\\`ere Fran\\c cois": "père François",
    "x\\vphantom{y}z": "x z",
}
UNREAD = {
    "de \\stadsnaam{Zaan}": ("de Zaan", "\\stadsnaam{Zaan}"),
    "de \\stadsnaam": ("de", "\\stadsnaam"),
    "$\\frac{1}{2}$ jaar": ("\\frac{1}{2} jaar", "$\\frac{1}{2}$"),
    "open { accolade \\'": ("open accolade '", "{"),
    "\\begin{itemize}\\item een\\end{itemize}": ("een", "\\begin{itemize}"),
    "\\newcommand{\\x}{y}\\x": ("y", "\\newcommand"),
    "een \\href zonder": ("een zonder", "een \\href zonder"),
    "een \\( twee": ("een ( twee", ""),
    "\\includegraphics{x.png} en": ("en", "\\includegraphics"),
}


@pytest.fixture(scope="module")
def values():
    """All texts of both tables, read in one run."""
    texts = [*LATEX, *UNREAD]
    return dict(zip(texts, read_values([("misc", {"title": text}) for text in texts]), strict=True))


def shown(value):
    # a no-break space counts as the space that it looks like
    return value.plain.get("title", "").replace("\u00a0", " ")


@pytest.mark.parametrize("written", LATEX)
def test_latex_becomes_text(written, values):
    assert (shown(values[written]) or written, dict(values[written].flaws)) == (LATEX[written], {})


@pytest.mark.parametrize("written", UNREAD)
def test_what_cannot_be_read_is_told_and_its_words_stay(written, values):
    assert (shown(values[written]), values[written].flaws.get("title", "")) == UNREAD[written]


_BRACED = st.text(st.characters(codec="utf-8", exclude_characters="{}\\\n"), max_size=8)
_NAME = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEH@*", min_size=1, max_size=10),
    st.sampled_from(list("'\"~^`=.-/&%$#_{}()[]!,;: ")),
)


@settings(max_examples=20)
@given(st.lists(st.tuples(_NAME, _BRACED, _BRACED), min_size=1, max_size=20))
def test_no_field_ever_raises(commands):
    entries = [
        ("misc", {"title": f"x \\{name}{{{first}}}{{{second}}} y", "author": f"\\{name}{{{first}}}"})
        for name, first, second in commands
    ]
    for (_, fields), value in zip(entries, read_values(entries), strict=True):
        assert fields.keys() >= value.plain.keys() >= value.flaws.keys()


def test_one_entry_cannot_hurt_another():
    sources, _ = read_bibtex(
        "@misc{a, title={\\newcommand{\\'}{x} \\verb|}|}}\n@misc{b, title={caf\\'{e}}}\n@misc{c, title={\\input{/etc/passwd}}}\n",
        "a.bib",
    )
    assert sources[1].fields["title"] == "café"
    assert "root" not in str([csl_item(source) for source in sources])


def item(fields, kind="misc"):
    (source,), _ = read_bibtex(f"@{kind}{{a, title={{T}}, {fields}}}", "a.bib")
    return csl_item(source)


@pytest.mark.parametrize(
    ("fields", "variable", "expected", "why"),
    [
        ("doi={https://doi-org.bibliotheek.nl/10.1000/x_y}", "DOI", "10.1000/x_y", "pandoc keeps the resolver"),
        ("doi={https://doi.org/10/abc}", "DOI", "10/abc", "a short DOI is one"),
        ("month={maart}, year={2020}", "issued", {"date-parts": [[2020, 3]]}, "pandoc knows English months only"),
        ("year={May 2004}", "issued", {"date-parts": [[2004, 5]]}, "pandoc takes it for a word"),
        ("year={in druk}", "issued", {"literal": "in druk"}, "pandoc loses it"),
        ("year={2020a}", "issued", {"date-parts": [[2020]]}, "the letter is the style's"),
        (
            "author={Vries, Anna de}",
            "author",
            [{"family": "Vries", "given": "Anna", "non-dropping-particle": "de"}],
            "Dutch catalogues",
        ),
        (
            "author={Bos, A AND Kok, B}",
            "author",
            [{"family": "Bos", "given": "A"}, {"family": "Kok", "given": "B"}],
            "BibTeX knows no case",
        ),
        (
            "author={Bos, A and et al.}",
            "author",
            [{"family": "Bos", "given": "A"}, {"literal": "others"}],
            "as people type it",
        ),
        (
            "author={{\\'E}lise de la Rive}",
            "author",
            [{"family": "Rive", "given": "Élise", "non-dropping-particle": "de la"}],
            "a letter has no case in pandoc",
        ),
        ("eprint={2101.1}, archiveprefix={arXiv}", "URL", "https://arxiv.org/abs/2101.1", "as pandoc"),
        ("eprint={hal-1}, eprinttype={hal}", "URL", "https://hal.science/hal-1", "pandoc has no address for HAL"),
        ("eprint={20/1}, eprinttype={hdl}", "URL", "https://hdl.handle.net/20/1", "as pandoc"),
        ("howpublished={\\url{https://a.nl/x_y}}", "URL", "https://a.nl/x_y", "old styles have addresses there"),
        ("url={\\url{https://a.nl/x\\_y\\%20}}", "URL", "https://a.nl/x_y%20", "as managers write it"),
        ("isbn={ISBN: 978-90}", "ISBN", "978-90", "the style says what it is"),
        ("publisher={A and B and {C and D}}", "publisher", "A; B; C and D", "as pandoc"),
        ("title={<b>x</b>}", "title", None, "a title twice is the first"),
    ],
)
def test_where_we_read_otherwise_than_pandoc(fields, variable, expected, why):
    found = item(fields)
    assert found.get(variable) == expected if expected is not None else found["title"] == "T", why


def test_a_thesis_is_called_in_the_language_of_the_site():
    (source,), _ = read_bibtex("@phdthesis{a, title={T}, author={Bos, A}, school={U}}", "a.bib")
    assert [csl_item(source, language)["genre"] for language in ("nl-NL", "en", "de-AT")] == [
        "proefschrift",
        "PhD thesis",
        "Dissertation",
    ]


def test_a_title_in_capitals_is_written_small_on_english_sites_only():
    (source,), _ = read_bibtex("@book{a, title={The Sharing of Tools in {Zaandam}}, langid={english}}", "a.bib")
    assert csl_item(source)["title"] == 'The Sharing of Tools in <span class="nocase">Zaandam</span>'
    assert csl_item(source, "en")["title"] == 'The sharing of tools in <span class="nocase">Zaandam</span>'


def test_a_title_that_is_in_small_letters_keeps_its_capitals():
    (source,), _ = read_bibtex("@book{a, title={Living together in the Netherlands}, langid={english}}", "a.bib")
    assert csl_item(source, "en")["title"] == "Living together in the Netherlands"


def test_a_publisher_is_never_an_author():
    assert "author" not in item("publisher={Uitgeverij}", "book")
    assert "author" not in item("institution={Universiteit}", "thesis")
    assert item("institution={Bureau}", "report")["author"] == [{"literal": "Bureau"}]


def test_a_book_does_not_stand_in_itself():
    assert "container-title" not in item("booktitle={T}", "book")


def test_what_looks_like_a_tag_stays_text():
    (source,), _ = read_bibtex("@misc{a, title={\\textless b\\textgreater vet}}", "a.bib")
    assert source.fields["title"] == "<b>vet"
    assert csl_item(source)["title"] == "<\u2060b>vet"
