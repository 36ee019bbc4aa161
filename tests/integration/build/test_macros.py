"""A page's macros under the sandbox: what reaches for Python fails the build, with its line, and nothing is run."""

from __future__ import annotations

import re

import pytest

MKDOCS = """\
site_name: Proefsite
theme: {name: material, language: nl, font: false}
plugins:
  - macros: {module_name: hooks/macros, on_undefined: strict, on_error_fail: true}
  - katern
"""
MACROS = '''\
"""Macros of the test."""


def define_env(env):
    @env.macro
    def dwaalt(name):
        return groet()

    @env.macro
    def groet(name):
        return f"Dag {name}!"

    @env.macro
    def stuk():
        raise ValueError("dit gaat niet")

    @env.filter
    def hard(text):
        return text.upper()
'''
ESCAPES = [
    '{{ cycler.__init__.__globals__.os.popen("touch MARK").read() }}',
    '{{ joiner.__init__.__globals__.os.popen("touch MARK").read() }}',
    '{{ lipsum.__globals__["os"].popen("touch MARK").read() }}',
    '{{ namespace.__init__.__globals__.os.popen("touch MARK").read() }}',
    '{{ groet.__globals__["__builtins__"]["open"]("MARK", "w") }}',
    '{{ groet["__globals__"]["__builtins__"]["open"]("MARK", "w") }}',
    '{{ groet|attr("__globals__") }}',
    '{{ groet|attr("__glo" ~ "bals__") }}',
    '{{ [groet]|map(attribute="__globals__")|list }}',
    '{{ "".__class__.__mro__[1].__subclasses__() }}',
    '{{ ""["__class__"]["__mro__"][1]["__subclasses__"]() }}',
    '{{ ()|attr("__class__")|attr("__base__")|attr("__subclasses__")() }}',
    '{{ self._TemplateReference__context.environment }}',
    '{{ self.__init__.__globals__ }}',
    '{{ range.__class__.__base__ }}',
    '{{ "{0.__class__}".format(1) }}',
    '{{ "{x.__globals__}".format_map({"x": groet}) }}',
    '{% set f = "{0.__class__.__init__.__globals__}".format %}{{ f(groet) }}',
    '{{ page.__class__ }}',
    '{{ extra.update({"x": 1}) }}',
    '{{ config.plugins }}',
    '{{ environment }}',
    '{{ system_info }}',
    '{{ macros_info() }}',
    '{{ context() }}',
    '{{ now() }}',
    '{{ files }}',
    '{{ navigation }}',
    '{{ "x" * 10000000000 }}',
    '{{ [1] * 10000000000 }}',
    '{{ 10 ** 10000000000 }}',
    '{% for a in range(10000000000) %}x{% endfor %}',
    '{% include "../mkdocs.yml" %}',
    '{% include "/etc/hostname" %}',
    '{% import "geen.md" as x %}',
]  # fmt: skip


def sites(texts: list[str], mark: str = "gedaan") -> dict[str, str]:
    """A site with a page for each text, which stands there on line 7."""
    pages = {
        f"docs/p{number:02}.md": f"---\ntitle: Proef\n---\n\nEerst een regel.\n\n{text.replace('MARK', mark)}\n"
        for number, text in enumerate(texts)
    }
    return {"mkdocs.yml": MKDOCS, "hooks/macros.py": MACROS, **pages}


@pytest.mark.parametrize(
    "program", [("katern", "build", "--no-booklets"), ("mkdocs", "build")], ids=["katern", "mkdocs"]
)
def test_pages_that_reach_for_python_fail_the_build_and_run_nothing(program, site, run):
    root = site(sites(ESCAPES))
    done = run(*program, cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    reported = re.findall(r"^docs/(p\d\d)\.md:7:\d+: error macro\.\w+: .+", done.stdout + done.stderr, re.MULTILINE)
    assert reported == [f"p{number:02}" for number in range(len(ESCAPES))]
    assert sorted(path.name for path in root.iterdir() if path.name != ".cache") == ["docs", "hooks", "mkdocs.yml"]


MISTAKES = [
    ("{{ groett('x') }}", "7:1: error macro.unknown: 'groett' bestaat niet in een pagina (bedoelde u 'groet'?)"),
    ("Tekst {{ nergens }}", "7:7: error macro.unknown: 'nergens' bestaat niet in een pagina (er zijn: chart, config, dict, dwaalt, evidence, evidence_map, evidence_studies, extra, figure, glossary, groet, helpline, helplines, range, site_name, sought, story, stuk, term, viewpoints)"),
    ("{{ cycler.__init__ }}", "7:1: error macro.forbidden: deze pagina wil iets wat een pagina niet mag: '__init__' is van Python zelf (gebruik alleen de macro's uit de handleiding)"),
    ("{{ page.nergens }}", "7:1: error macro.unknown: "),
    ("{{ groet( }}", "7:1: error macro.syntax: de macro is niet te lezen: "),
    ("{% if %}", "7:1: error macro.syntax: de macro is niet te lezen: "),
    ("{{ stuk() }}", "7:1: error macro.failed: de macro lukt niet: dit gaat niet (controleer wat er tussen de haakjes staat)"),
    ("{{ groet() }}", "7:1: error macro.failed: de macro lukt niet: wat ontbreekt: name (controleer"),
    ("{{ groet('x', name='y') }}", "7:1: error macro.failed: de macro lukt niet: 'name' staat er twee keer (controleer"),
    ("{{ term() }}", "7:1: error macro.failed: de macro lukt niet: wat ontbreekt: word (controleer"),
    ("{{ dwaalt('x') }}", "7:1: error macro.failed: de macro lukt niet: define_env.<locals>.groet() missing"),
    ("{{ groet('x', mam='y') }}", "7:1: error macro.failed: de macro lukt niet: zij kent geen 'mam' (controleer"),
    ("{{ groet('x', 'y', 'z') }}", "7:1: error macro.failed: de macro lukt niet: er staat meer tussen de haakjes dan zij kent (controleer"),
    ("{{ 'x'|zacht }}", "7:1: error macro.syntax: de macro is niet te lezen: "),
]  # fmt: skip


def test_every_mistake_is_reported_at_its_line_in_one_run(site, run):
    done = run("katern", "build", "--no-booklets", cwd=site(sites([text for text, _ in MISTAKES])))
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line.startswith("docs/")]
    assert len(lines) == len(MISTAKES)
    for number, (line, (_, message)) in enumerate(zip(lines, MISTAKES, strict=True)):
        assert line.startswith(f"docs/p{number:02}.md:{message}")


ALLOWED = [
    ("{{ groet('Jan') }}", "<p>Dag Jan!</p>"),
    ("{{ 'hard'|hard }}", "<p>HARD</p>"),
    ("{{ page.title }} van {{ site_name }}", "<p>Proef van Proefsite</p>"),
    ("{% for i in range(3) %}{{ i }}{% endfor %}", "<p>012</p>"),
    ("{% set x = 'y' * 3 %}{{ x }} {{ 2 * 3 }} {{ 3 * 'z' }}", "<p>yyy 6 zzz</p>"),
    ("{% raw %}{{ niets }}{% endraw %}", "<p>{{ niets }}</p>"),
    ("{#-- weg --#}Tekst", "<p>Tekst</p>"),
    ("## Kop {#plek}\n\nTekst", '<h2 id="plek">Kop</h2>'),
]


def test_what_a_page_may_do(site, run):
    root = site(sites([text for text, _ in ALLOWED]))
    done = run("katern", "build", "--no-booklets", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    for number, (_, expected) in enumerate(ALLOWED):
        assert expected in (root / f"site/p{number:02}/index.html").read_text(encoding="utf-8")


def test_a_page_may_leave_macros_alone(site, run):
    root = site(
        {
            "mkdocs.yml": MKDOCS,
            "hooks/macros.py": MACROS,
            "docs/index.md": "---\nrender_macros: false\n---\n\n{{ cycler }}\n",
        }
    )
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    assert "<p>{{ cycler }}</p>" in (root / "site/index.html").read_text(encoding="utf-8")


def test_the_first_page_knows_its_own_title(site, run):
    root = site(
        {
            "mkdocs.yml": MKDOCS,
            "hooks/macros.py": MACROS,
            "docs/index.md": "---\ntitle: Welkom\n---\n\nOver {{ page.title }}.\n",
        }
    )
    assert run("katern", "build", "--no-booklets", cwd=root).returncode == 0
    assert "<p>Over Welkom.</p>" in (root / "site/index.html").read_text(encoding="utf-8")


def test_a_site_without_a_module_of_its_own_has_the_engines_macros(build):
    built = build(
        {
            "mkdocs.yml": "site_name: P\ntheme: {name: material, language: nl, font: false}\nplugins: [macros, katern]\nmarkdown_extensions: [md_in_html, def_list]\n",
            "bibliography/a.bib": "@online{hulp, title = {Hulp}, author = {{Hulp}}, year = {2026}, url = {https://a.example/}, urldate = {2026-11-25}}\n",
            "docs/_data/helplines.yml": "helplines:\n  - {id: lijn, name: Lijn, phone: 0800-1234, for_whom: Wie wil., open_to: [public], toolkits: [praten], seen: 2026-11-25, source: hulp}\n",
            "docs/_data/glossary.yml": "terms: [{term: wijk, definition: Een buurt, source: hulp}]\n",
            "docs/index.md": '---\ntitle: Welkom\n---\n\nBel {{ helpline("lijn") }} in de {{ term("wijk") }}.\n',
            "docs/begrippen.md": "---\ntitle: Begrippen\n---\n\n{{ glossary() }}\n",
            "toolkits/praten/index.md": '---\ntitle: Praten\ndescription: Zo praat je.\ngoal: Praten.\nsetting: []\nduration: 5\nnot_for: Bij gevaar.\n---\n\n{{ helplines("praten") }}\n',
        }
    )
    assert built.done.returncode == 0, built.done.stdout + built.done.stderr
    welcome = built.page("").article
    assert 'Lijn (<a class="helpline__phone" href="tel:08001234">0800-1234</a>)' in welcome
    assert '<a class="term" href="begrippen/#begrip-wijk" title="Een buurt">wijk</a>' in welcome
    assert '<span class="glossary__term" id="begrip-wijk">Wijk</span>' in built.page("begrippen").article
    assert '<li id="hulp-lijn">' in built.page("toolkits/praten").article
