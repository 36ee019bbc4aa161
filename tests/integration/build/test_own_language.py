"""German and French sites: words of their own for readers, none of Dutch or English, and no rules of another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Html, command

SETTINGS = """site_name: Portal
theme: {{name: material, font: false, language: {language}}}
plugins: [search, katern]
markdown_extensions: [admonition, footnotes]
"""
PAGE = """# Portal

Recent, 30% of all people, tel. 020-1234567; lees meer [hier](andere.md). @k2019 [p. 3] and [@t2020, chap. 2].[^1]

!!! note

    Text.

[^1]: Text.
"""
SOURCES = """@book{k2019, author={Muster, Erika}, title={Titel}, editor={Beispiel, Max}, year={2019}, publisher={P}}
@phdthesis{t2020, author={Muster, Max}, title={Titel zwei}, school={U}, year={2020}}
@online{o, author={{Amt}}, title={Netz}, url={https://a.example}, urldate={2026-05-03}}
"""
SAID = {
    "de": ("Quellen", "Hinweis", "[Dissertation]", "S. 3", "Kapitel 2", "Diese Seite gibt es nicht", "3. Mai 2026"),
    "fr": ("Sources", "Remarque", "[Thèse de doctorat]", "p. 3", "Chapitre 2", "Cette page n’existe pas", "3 mai 2026"),
}
# no word of other languages that the engine would say; those of pages and of Material's own foot apart
FOREIGN = re.compile(
    r"\b(?:Bronnen|Opmerking|Proefschrift|hoofdstuk|Note:|Sources of|About|Over deze|Deze pagina|Zoeken|Search|Thesis|Chapter 2)\b"
)


@pytest.mark.parametrize("language", SAID)
def test_a_site_speaks_its_own_language_to_readers(language: str, site: Callable[[dict[str, str]], Path]) -> None:
    root = site(
        {
            "mkdocs.yml": SETTINGS.format(language=language),
            "docs/index.md": PAGE,
            "docs/andere.md": "# Portal\n\n\\full_bibliography\n",
            "bibliography/a.bib": SOURCES,
        }
    )
    checked = command("katern", "check", cwd=root)
    assert (checked.returncode, checked.stdout) == (0, "No findings.\n")
    assert checked.stderr == (
        f"readers get words in the language '{language}'; commands and findings are English, and rules on words are off\n"
    )
    done = command("katern", "build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {
        path.relative_to(root / "site").as_posix(): path.read_text("utf-8") for path in root.rglob("site/**/*.html")
    }
    told = "\n".join(Html(text).text for text in pages.values())
    for words in SAID[language]:
        assert words in re.sub(r"<[^>]+>", "", told), words
    for name, text in pages.items():
        shown = re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL))
        assert FOREIGN.findall(shown) == [], name
