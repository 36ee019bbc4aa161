import pytest

from katern.bibliography.latex import plain


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Geboren en getogen", "Geboren en getogen"),
        ("{\\'e}{\\'e}n", "één"),
        ("Z{\\\"u}rich", "Zürich"),
        ("Fran{\\c c}ois", "François"),
        ("S{\\o}ren en \\AA se", "Søren en Åse"),
        ("Integratie \\& Samenleving", "Integratie & Samenleving"),
        ("70\\% en 30%", "70% en 30%"),
        ("{NASA} en {B}uurt", "NASA en Buurt"),
        ("\\emph{cursief} en \\textbf{vet}", "cursief en vet"),
        ("2019--2020", "2019–2020"),
        ("p.~12", "p. 12"),
        ("``Kennen is het niet''", "“Kennen is het niet”"),
        ("twee\n   regels", "twee regels"),
        ("kosten: 5 \\$", "kosten: 5 $"),
        ("open { accolade", "open accolade"),
        ("dicht } accolade", "dicht accolade"),
    ],
)
def test_latex_becomes_text(written, expected):
    # a no-break space counts as the space that it looks like
    assert plain(written).replace("\u00a0", " ") == expected


@pytest.mark.parametrize("written", ["\\", "\\begin{x", "$", "{{{{", "\\'", "%", "\\verb|x", "\\newcommand{\\x}{\\x}\\x"])
def test_broken_latex_raises_nothing(written):
    assert isinstance(plain(written), str)
