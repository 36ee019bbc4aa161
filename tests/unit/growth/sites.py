"""Sites that are `count` times as large in every way at once: what they hold, and what stands in one page of them."""

from __future__ import annotations

from collections.abc import Iterator

SETTINGS = """site_name: Proef
site_url: https://proef.example/
theme: {name: material, language: nl, font: false, features: [navigation.prune]}
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, toc, pymdownx.details, pymdownx.superfences, pymdownx.tabbed: {alternate_style: true}]
plugins: [search, macros, {katern: {exit: 'https://proef.example/weg'}}]
"""
_TOOLKIT = """---
title: Toolkit {name}
description: Een toolkit.
goal: Iets kunnen.
setting: [school]
duration: 30
not_for: Gebruik dit niet als iemand in gevaar is.
sensitive: true
{more}---

Tekst [@bron{number}].

{{{{ helplines("{name}") }}}}

## Onderdelen
"""
_DOSSIER = """---
title: Dossier {number}
description: D.
line: l{number}
question: Wat?
key_messages: [Een., Twee., Drie.]
related: [toolkits/k{number}]
keywords: [a{number}]
audience: [d{number}]
---

Tekst [@bron{number}].
"""
_WORDS = "samen leven wijk buurt school onderzoek beleid gesprek"


def everything(count: int) -> dict[str, str]:
    """A site of many things: parts in one toolkit, toolkits, dossiers, chapters, sources, terms, helplines, mistakes."""
    files = {"mkdocs.yml": SETTINGS, "docs/index.md": _page("Home", "Welkom."), **_data(count)}
    booklets = "".join(
        f"  - {{id: b{number}, title: B {number}, parts: [gids-{number}.md]}}\n" for number in range(count)
    )
    more = f"booklets:\n  - {{id: trainer, edition: trainer, paper: a4}}\n  - {{id: d, edition: participant, paper: a4}}\n{booklets}"
    files["toolkits/groot/index.md"] = _TOOLKIT.format(name="groot", number=0, more=more)
    for number in range(count):
        files |= _one_more(number, count)
    return files


def _data(count: int) -> dict[str, str]:
    numbers = range(count)
    return {
        "docs/_data/vocabulary.yml": "settings:\n  - {id: school, label: School}\naudiences:\n"
        + "".join(f"  - {{id: d{one}, label: D {one}}}\n" for one in numbers),
        "docs/_data/programme.yml": "themes:\n"
        + "".join(
            f"  - id: t{one}\n    title: T {one}\n    lines:\n      - {{number: {one}, slug: l{one}, title: L {one}, ambition: Iets}}\n"
            for one in numbers
        ),
        "docs/_data/glossary.yml": "terms:\n"
        + "".join(
            f"  - {{term: woord{one}, definition: Wat., source: bron{one}, avoid: [slecht{one}]}}\n" for one in numbers
        ),
        "docs/_data/helplines.yml": "helplines:\n"
        + "".join(
            f"  - {{id: lijn{one}, name: Lijn {one}, phone: '0800 12{one:04d}', for_whom: Iedereen., open_to: [public], source: bron{one}, toolkits: [groot, k{one}]}}\n"
            for one in numbers
        ),
        "docs/_data/synonyms.yml": "synonyms:\n" + "".join(f"  - [a{one}, b{one}]\n" for one in numbers),
        "bibliography/bronnen.bib": _sources(count + 1),
    }


def _sources(count: int) -> str:
    return "\n".join(
        f"@report{{bron{one}, author={{Jansen, A.}}, title={{Titel {one}}}, institution={{Instituut}}, year={{{1995 + one % 30}}}, keywords={{l{one}}}}}"
        for one in range(count)
    )


def _page(title: str, text: str, fields: str = "") -> str:
    return f"---\ntitle: {title}\n{fields}---\n\n{text}\n"


def _one_more(number: int, count: int) -> dict[str, str]:
    """One more of everything."""
    near = f"[@bron{number}; @bron{number + 1}]"
    links = f'{{{{ term("woord{number}") }}}} bij {{{{ helpline("lijn{number}") }}}}, zie [gids](gids-{(number + 1) % count}.md#kop)'
    secret = f'!!! trainer "Voor jou"\n    Dit is een lange zin voor de trainer x{number} met {_WORDS} die niemand anders leest.\n'
    part = f"## Kop\n\nTekst {near} en {links}.\n\n{secret}"
    files = {
        f"toolkits/groot/{name}-{number}.md": _page(f"{name} {number}", part, f"part: {kind}\naudience: [d{number}]\n")
        for kind, name in (("guide", "gids"), ("exercise", "werkvorm"), ("handout", "blad"))
    }
    schedule = f"part: meeting\nduration: 5\nschedule:\n  - {{minutes: 5, title: S, exercise: werkvorm-{number}}}\n"
    event = "description: D.\ndate: 2025-01-02\nplace: Utrecht\nquestion: Wat?\n"
    wrong = (
        f"[@bronx{number}] en [weg](weg{number}.md) en [kop](../mappen/map-{number}/p.md#kopp) en slecht{number}, bel 0800 12{number:04d}, "
        f'{{{{ helpline("lijm{number}") }}}}\n\n<!-- katern: ignore text.todo: reden -->\nTODO {number}\n\n35 procent.'
    )
    return files | {
        f"toolkits/groot/bijeenkomst-{number}.md": _page(f"B {number}", "Tekst.", schedule),
        f"toolkits/k{number}/index.md": _TOOLKIT.format(name=f"k{number}", number=number, more=""),
        f"toolkits/k{number}/een.md": _page(f"Deel {number}", f"Tekst {near}.", "part: guide\n"),
        f"dossiers/d{number}/index.md": _DOSSIER.format(number=number),
        f"dossiers/d0/hoofdstuk-{number}.md": _page(f"H {number}", f"Tekst {near}.", f"aliases: [oud/{number}/]\n"),
        f"docs/kennisateliers/a-{number}.md": _page(f"A {number}", "Tekst.", event),
        f"docs/mappen/map-{number}/p.md": _page(f"P {number}", f"## Kop\n\nTekst {near}."),
        f"docs/fout/f-{number}.md": _page(f"F {number}", wrong, f"audience: [weg{number}]\nonbekend: x\n"),
    }


def one_page(count: int) -> dict[str, str]:
    """A site whose one chapter holds many of everything that a page may hold."""
    return _around("".join(block for number in range(count) for block in _blocks(number)), count)


def long_blocks(count: int) -> dict[str, str]:
    """A site whose one chapter holds one of every block, each of many lines."""
    lines = (
        "Regel {0} [@bron{0}] en `c{0}` zegt [x](b.md) en @bron{0} [p. 3].\n", "- punt {0} [@bron{0}]\n", "> citaat {0} [@bron{0}]\n",
        "<span>x{0}</span> tekst\n", "![a](p.svg) ", "[@bron{0}; @bron0, p. {0}] woord ", "<!-- katern: ignore text.todo: reden --> TODO {0}\n",
    )  # fmt: skip
    blocks = ["".join(line.format(number) for number in range(count)) for line in lines]
    rows = "".join(f"| cel {number} [@bron{number}] | x |\n" for number in range(count))
    code = "".join(f"code {number}\n" for number in range(count))
    return _around(
        "\n\n".join([*blocks, f"| a | b |\n|---|---|\n{rows}", f"```\n{code}```", f"<div>\n{code}</div>"]), count
    )


def _around(text: str, count: int) -> dict[str, str]:
    return {
        "mkdocs.yml": SETTINGS,
        **_data(count),
        "docs/index.md": _page("Home", "Welkom."),
        "docs/p.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>",
        "dossiers/d0/index.md": _DOSSIER.format(number=0),
        "dossiers/d0/b.md": _page("B", "## Kop\n\nTekst."),
        "dossiers/d0/groot.md": _page("Groot", text),
    }


def _blocks(number: int) -> Iterator[str]:
    cited = f"[@bron{number}]"
    yield f"## Kop {number}\n\nTekst {cited} en `code` en **vet**[^n{number}], zie [kop](#kop-{number}), [fout](#fout-{number}) en [ref][r{number}].\n\n"
    yield f"[r{number}]: b.md\n\n[^n{number}]: Noot {number} {cited}.\n\n"
    yield f'!!! note "Titel {number}"\n    Tekst {cited}.\n\n    - punt\n\n=== "Tab {number}"\n\n    Tekst.\n\n!!! Onbekend{number}\n    x\n\n'
    yield f"| een | twee |\n|---|---|\n| cel {cited} | x |\n\n- punt\n    - diep\n\nterm {number}\n:   uitleg\n\n"
    yield f'```\ncode {number}\n```\n\n<div>html</div>\n\n<!-- noot {number} -->\n\n<div markdown="block">\n\nbinnen\n\n</div>\n\n'
    yield f'![Beeld {number}](p.svg) en {{{{ term("woord{number}") }}}} en {{{{ helpline("lijn{number}") }}}} en {{{{ page.title }}}}.\n\n'
    yield f"<!-- katern: ignore text.todo: reden -->\nTODO [@weg{number}] 35 procent. Recent zegt {cited} dat.\n\n> citaat {cited}\n\n[@open{number}\n\n"
    yield f"Tekst\n- lijst\n\nslecht{number} bel 0800 12{number:04d} [bron{number}] \\cite{{bron{number}}}\n\n"
