from __future__ import annotations

from types import SimpleNamespace

import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError

from katern.site.macros import MacroPages, SiteEnvironment, own_macros


def helper():
    return "hulp"


helper.__module__ = "mkdocs_macros.util"


def greet(name):
    return f"Dag {name}"


@pytest.fixture
def plugin():
    return SimpleNamespace(macros={"helper": helper, "greet": greet}, filters={"hard": str.upper})


@pytest.fixture
def render(plugin, tmp_path):
    pages = MacroPages(plugin, str(tmp_path))

    def render(text, **meta):
        page = SimpleNamespace(meta=meta, title="Titel", url="a/", file=SimpleNamespace(src_uri="a.md"))
        return pages.render(text, None, page, {"site_name": "Proef"}), pages.findings

    return render


def environment():
    return SiteEnvironment(undefined=StrictUndefined)


@pytest.mark.parametrize("text", ['{{ "x" * 100001 }}', "{{ 100001 * 'x' }}", "{{ [1, 2] * 60000 }}", "{{ 2 ** 2 }}", "{{ ''.__class__ }}", "{{ [[]]|map(attribute='__class__')|list }}"])  # fmt: skip
def test_the_sandbox_refuses(text):
    with pytest.raises(SecurityError):
        environment().from_string(text).render()


@pytest.mark.parametrize(("text", "expected"), [('{{ "x" * 3 }}', "xxx"), ("{{ 3 * [1] }}", "[1, 1, 1]"), ("{{ 2 * 3.5 }}", "7.0"), ("{{ 'x' * 100000 }}", "x" * 100000)])  # fmt: skip
def test_the_sandbox_allows(text, expected):
    assert environment().from_string(text).render() == expected


def test_lists_cannot_be_changed():
    with pytest.raises(SecurityError):
        environment().from_string("{{ x.append(1) }}").render(x=[])


def test_an_undefined_name_is_no_empty_text():
    with pytest.raises(UndefinedError):
        environment().from_string("{{ weg }}").render()


def test_only_the_sites_own_macros_count(plugin):
    assert own_macros(plugin) == {"greet": greet}


def test_a_page_without_macros_is_left_as_it_is(render):
    assert render("Gewoon { tekst } %}") == ("Gewoon { tekst } %}", [])


def test_a_page_may_turn_macros_off(render):
    assert render("{{ weg }}", render_macros=False) == ("{{ weg }}", [])


def test_a_page_gets_macros_filters_and_plain_values(render):
    assert render("{{ greet('Jan') }} {{ 'x'|hard }} {{ page.title }} {{ site_name }}")[0] == "Dag Jan X Titel Proef"
    assert render("{{ page.title }}", title="Eigen")[0] == "Eigen"


def test_a_page_that_fails_stays_as_it_is_and_is_reported(render):
    text, findings = render("Regel\n\nnog {{ greeet('x') }}")
    assert text == "Regel\n\nnog {{ greeet('x') }}"
    assert [(finding.code, finding.path, finding.line, finding.column, finding.hint) for finding in findings] == [
        ("macro.unknown", "a.md", 3, 5, "bedoelde u 'greet'?")
    ]
