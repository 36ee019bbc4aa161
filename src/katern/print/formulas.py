"""Formulas, written as LaTeX or MathML, as Typst sets them; each keeps its source as its description."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from katern.pandoc import run_pandoc
from katern.print.markup import elements, parse, serialise, text_of

# what stands between two formulas on their way
_BETWEEN = "katernbetween"
_SIGNS = (("\\(", "\\)"), ("\\[", "\\]"))


def set_formulas(root: HtmlElement, as_mathml: bool = False) -> None:
    """Give each formula its Typst, and where e-books want it its MathML; one that cannot be read keeps its source, and is told later."""
    found = [
        formula
        for formula in elements(root, "math")
        if not any(above.tag == "math" for above in formula.iterancestors())
    ]
    written = [formula for formula in found if len(formula)]
    sources = [formula for formula in found if not len(formula)]
    _give_typst(written, _converted([f"<p>{serialise(formula)}</p>" for formula in written], "html", "typst"))
    texts = [(formula.text or "").strip() for formula in sources]
    _give_typst(sources, _converted(texts, "latex", "typst"))
    if as_mathml:
        for formula, html in zip(sources, _converted(texts, "latex", "html"), strict=False):
            _give_mathml(formula, html)
    else:
        for formula in found:
            if formula.get("data-typst"):
                alt = formula.get("alttext") or _source_of(formula)
                for child in list(formula):
                    formula.remove(child)
                formula.text = alt


def _converted(pieces: Sequence[str], source: str, target: str) -> list[str]:
    """What pandoc makes of each formula, all in one run; nothing where it lost one."""
    if not pieces:
        return []
    between = f"<p>{_BETWEEN}</p>" if source == "html" else f"\n\n{_BETWEEN}\n\n"
    options = [f"--from={source}", f"--to={target}", "--quiet", *(["--mathml"] if target == "html" else [])]
    made = run_pandoc(options, between.join(pieces), may_be_empty=True).decode("utf-8")
    parts = [part.strip() for part in made.split(_BETWEEN)]
    return parts if len(parts) == len(pieces) else []


def _give_typst(formulas: Sequence[HtmlElement], parts: Sequence[str]) -> None:
    for formula, part in zip(formulas, parts, strict=False):
        if len(part) > 2 and part[0] == part[-1] == "$" and part.count("$") == 2:
            formula.set("data-typst", part)


def _give_mathml(formula: HtmlElement, html: str) -> None:
    made = next(elements(parse(html), "math"), None)
    if made is None or not formula.get("data-typst"):
        return
    for name, value in made.attrib.items():
        formula.set(name, value)
    formula.text = None
    for child in list(made):
        formula.append(child)


def _source_of(formula: HtmlElement) -> str:
    text = text_of(formula)
    for opens, closes in _SIGNS:
        text = text.removeprefix(opens).removesuffix(closes)
    return text.strip()
