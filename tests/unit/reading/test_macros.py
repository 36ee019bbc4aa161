from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError

from katern.finding import Position
from katern.messages import messages_of
from katern.reading.macros import Facts, Macros, Tools, taken
from katern.reading.origin import Origin
from katern.reading.sandbox import SiteEnvironment

DUTCH = messages_of("nl")


def greet(name):
    return f"Dag {name}"


def lines():
    return "een\n\ntwee"


def call(id):
    return f"bel {id}"


@pytest.fixture
def expand():
    tools = Tools(
        lambda url: {"call": call}, {"greet": greet, "lines": lines}, {"hard": str.upper}, {"site_name": "Proef"}
    )

    def expand(text, **meta):
        return Macros(tools).expand(Origin("a.md", text, 5), Facts("a.md", "a/", str(meta.get("title", "Titel")), meta))

    return expand


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


def test_a_page_without_macros_is_left_as_it_is(expand):
    done = expand("Gewoon { tekst } %}\n")
    assert (done.text, done.findings) == ("Gewoon { tekst } %}\n", ())


def test_a_page_may_turn_macros_off(expand):
    assert expand("{{ weg }}", render_macros=False).text == "{{ weg }}"


@pytest.mark.parametrize("extra", ["", "{% if true %}{% endif %}"])
def test_a_page_gets_macros_filters_and_plain_values(expand, extra):
    done = expand("{{ greet('Jan') }} {{ 'x'|hard }} {{ page.title }} {{ site_name }}" + extra)
    assert done.text == "Dag Jan X Titel Proef"
    assert expand("{{ page.title }}" + extra, title="Eigen").text == "Eigen"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Regel\n\nnog {{ greeet('x') }}", ("macro.unknown", 7, 5, "bedoelde u 'greet'?")),
        ("{{ greet( }}", ("macro.syntax", 5, 1, None)),
        ("a\n{{ ''.__class__ }}", ("macro.forbidden", 6, 1, None)),
        ("a {{ greet() }}", ("macro.failed", 5, 3, None)),
        ("a\n{% if %}", ("macro.syntax", 6, 1, None)),
        ("a {{ greet", ("macro.syntax", 5, 3, None)),
        ("a {{ greet('x\n\nb", ("macro.syntax", 5, 3, None)),
        ("a\nb\n{% for x in weg %}{% endfor %}", ("macro.unknown", 7, 1, None)),
    ],
)
def test_what_fails_is_told_at_its_place_and_stays_as_it_is(expand, text, expected):
    done = expand(text)
    assert done.text == text
    (finding,) = done.findings
    code, line, column, hint = expected
    assert (finding.code, finding.path, finding.line, finding.column) == (code, "a.md", line, column)
    assert hint is None or DUTCH.tell(finding).hint == hint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ greet('x'", "zij is niet afgesloten"),
        ('{{ greet("x }}', "een aanhalingsteken is niet gesloten"),
        ("{{ greet('x') }", "'}' hoort hier niet"),
        ("{{ greet(“x”) }}", "'“' hoort hier niet"),
        ("{{ }}", "zij is leeg of breekt te vroeg af"),
        ("{% iff x %}", "{% iff %} bestaat niet, of staat hier niet op zijn plaats"),
        ("{% if x %}", "zij is niet afgesloten"),
    ],
)
def test_what_cannot_be_read_is_told_in_the_language_of_the_site(expand, text, why):
    (finding,) = expand(text).findings
    assert DUTCH.tell(finding).message == f"de macro is niet te lezen: {why}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a\n{% for x in range(99999) %}{% for y in range(99999) %}{% endfor %}{% endfor %}", "haar macro's zijn na tien tellen rekenen niet klaar"),
        ("a\n{{ ever() }}", "haar macro's zijn na tien tellen rekenen niet klaar"),
        ("a\n{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "een macro of bestand roept steeds zichzelf aan"),
        ("a\n{{ hungry() }}", "haar macro's vragen meer dan 1 GB geheugen"),
    ],
)  # fmt: skip
def test_macros_that_never_end_or_fill_the_memory_are_told_at_their_place(monkeypatch, text, why):
    monkeypatch.setattr("katern.reading.macros._PATIENCE", 0.05)

    def ever():
        while True:
            pass

    def hungry():
        return len(bytearray(3 << 30))

    done = Macros(Tools(own={"ever": ever, "hungry": hungry})).expand(
        Origin("a.md", text, 5), Facts("a.md", "a/", "", {})
    )
    assert done.text == text
    (finding,) = done.findings
    assert (finding.code, finding.line) == ("macro.forbidden", 6)
    assert why in DUTCH.tell(finding).message


def test_of_one_that_is_never_closed_nothing_is_lost(expand):
    done = expand("a {{ greet('Jan') }} b {{ greet\n\nen verder")
    assert done.text == "a Dag Jan b {{ greet\n\nen verder"
    assert [(finding.code, finding.column) for finding in done.findings] == [("macro.syntax", 24)]


def test_one_failing_macro_leaves_the_others(expand):
    done = expand("{{ weg }} {{ greet('Jan') }}")
    assert done.text == "{{ weg }} Dag Jan"
    assert len(done.findings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "een {{ lines() }} twee\n\ndrie",
        "{{ lines() }}{{ lines() }}x\ny drie",
        "a\n{#-- weg\nvan hier --#}\nb drie",
        "a\n{% raw %}{{ niet }}{% endraw %}\ndrie",
        "a\n{% for x in [1, 2] %}\nregel {{ x }}\n{% endfor %}\n\nhet einde drie",
        "drie",
    ],
)
def test_what_macros_leave_as_it_is_keeps_its_place(expand, text):
    done = expand(text)
    written = text.rindex("drie")
    before = text[:written].split("\n")
    at = done.origin.position(done.text.rindex("drie"))
    assert at.line == 4 + len(before)
    if "{% for" not in text:
        assert at.column == len(before[-1]) + 1


def test_what_a_macro_writes_stands_where_the_macro_does(expand):
    done = expand("a {{ greet('Jan') }} b")
    assert done.origin.position(done.text.index("Jan")) == Position("a.md", 5, 3)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("{{ call('x') }} en\n{{ call(id='y') }}", [("x", 5, 10), ("y", 6, 13)]),
        ("{% for x in ['p', 'q'] %}\n{{ call(x) }}{% endfor %}", [("p", 6, 1), ("q", 6, 1)]),
        ("{{ greet('x') }}", []),
        ("`{{ niet` {% raw %}{{ call('x') }}{% endraw %}", []),
    ],
)
def test_calls_of_the_engines_macros_are_known(expand, text, calls):
    found = expand(text).calls
    assert [(one.values["id"], one.at.line) for one in found] == [(id, line) for id, line, _ in calls]


def test_a_site_may_not_take_the_name_of_an_engines_macro():
    tools = Tools(lambda url: {"call": call, "glossary": lines}, {"call": greet, "greet": greet})
    (found,) = taken(tools, Path(__file__).parent)
    assert (found.code, found.path, found.line) == ("macro.taken", "test_macros.py", greet.__code__.co_firstlineno)


def test_a_page_gets_the_engines_macros_for_its_own_address():
    tools = Tools(lambda url: {"where": lambda: url})
    assert Macros(tools).expand(Origin("a.md", "{{ where() }}", 1), Facts("a/b.md", "a/b/", "T", {})).text == "a/b/"


def test_without_anything_that_draws_them_the_engines_macros_are_told():
    macros = Macros(Tools(lambda url: {"call": call}, drawn=False))
    done = macros.expand(Origin("a.md", "{{ eigen }} en {{ call('x') }}", 1), Facts("a.md", "a/", "", {}))
    assert done.text == "{{ eigen }} en {{ call('x') }}"
    assert [(finding.code, finding.column) for finding in done.findings] == [("macro.unread", 16)]
