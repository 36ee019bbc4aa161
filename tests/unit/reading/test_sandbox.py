from __future__ import annotations

import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError

from katern.reading.sandbox import SiteEnvironment

# each would take hours, or a gigabyte
HOSTILE = {
    "loops in loops": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
    "a recursive loop": "{% for x in [range(99999)|list]*9 recursive %}{{ loop(x) if x is iterable else 1 }}{% endfor %}",
    "a macro that calls itself twice": "{% macro f(n) %}{% if n < 40 %}{{ f(n+1) }}{{ f(n+1) }}{% endif %}{% endmacro %}{{ f(0) }}",
    "joined lists": '{{ (["a"*90000]*90000)|join }}',
    "joined by a method": '{{ ("b"*90000).join(["a"]*90000) }}',
    "a separator": '{{ range(90000)|join("b"*90000) }}',
    "centred": '{{ "a"|center(2000000000) }}',
    "filled out": '{{ "a".rjust(2000000000)|length }}',
    "zeros": '{{ "1".zfill(2000000000)|length }}',
    "tabs": '{{ ("\\t"*90000).expandtabs(90000)|length }}',
    "percent": '{{ "%2000000000d" % 1 }}',
    "percent star": '{{ "%*d" % (2000000000, 1) }}',
    "the filter format": '{{ "%2000000000d"|format(1) }}',
    "the method format": '{{ "{:2000000000}".format(1) }}',
    "a field in a field": '{{ "{:{}}".format(1, 2000000000) }}',
    "indent": '{{ ("a\\n"*40000)|indent(1000000) }}',
    "replace": '{{ ("a"*90000)|replace("a", "b"*90000)|length }}',
    "the method replace": '{{ ("a"*90000).replace("a", "b"*90000)|length }}',
    "translate": '{{ "a".translate({97: "b"*90000}) }}',
    "sums": "{% set x = 'a'*90000 %}" + "{% set x = x + x %}" * 40 + "{{ x|length }}",
    "joined again": "{% set x = 'a'*90000 %}" + "{% set x = x ~ x %}" * 40 + "{{ x|length }}",
    "blocks": "{% set x = 'a'*90000 %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40 + "{{ x|length }}",
    "lists in lists": "{% set x = [1] %}" + "{% set x = [x, x] %}" * 60 + "{{ x }}",
    "pairs in pairs": "{% set x = 1 %}" + "{% set x = (x, x) %}" * 60 + "{{ x|string|length }}",
    "tables in tables": "{% set x = 1 %}" + "{% set x = {1: x, 2: x} %}" * 60 + "{{ x|tojson|length }}",
    "lists times": "{{ ([[[]]*9999]*9999)|pprint }}",
    "numbers": "{% set x = 99999999999999 %}" + "{% set x = x * x %}" * 60 + "{{ x > 1 }}",
    "slices": "{{ range(9)|slice(1000000000)|list|length }}",
    "batches": '{{ range(9)|batch(1000000000, "x")|list|length }}',
    "kept copies": '{% set b = "a"*90000 %}{{ range(99999)|map("replace", "1", b)|list|length }}',
    "calls": "{% macro f() %}{% endmacro %}{% for i in range(99999) %}" + "{{ f() }}" * 60 + "{% endfor %}",
    "a long page": '{% set b = "a"*90000 %}{% for i in range(99999) %}{{ b }}{% endfor %}',
}  # fmt: skip


def environment():
    return SiteEnvironment(undefined=StrictUndefined)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_would_take_hours_or_all_memory_is_refused(text):
    with pytest.raises(SecurityError):
        environment().from_string(text).render()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{% for i in range(3) %}{{ loop.index }}/{{ loop.length }}{{ ', ' if not loop.last }}{% endfor %}", "1/3, 2/3, 3/3"),
        ("{% for k, v in {'a': 1, 'b': [2]}|dictsort %}{{ k }}{{ v }}{% endfor %}", "a1b[2]"),
        ("{% for x in [1, [2, [3]]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "123"),
        ("{% set a, b = 1, 'x' ~ 2 %}{{ a }}{{ b }}", "1x2"),
        ("{{ ['b', 'a']|sort|join(', ') }} {{ ', '.join(['b', 'a']) }}", "a, b b, a"),
        ("{{ '%.1f' % 2.25 }} {{ '{:,}'.format(1200000) }} {{ '%d'|format(1200000) }} {{ 1.26|round(1) }}", "2.2 1,200,000 1200000 1.3"),
        ("{{ [[1, 2], [3]]|sum(start=[]) }} {{ range(10)|batch(4)|list|length }} {{ [1, 2]|map('string')|join }}", "[1, 2, 3] 3 12"),
        ("{{ 'ab'|center(6) }}{{ 'a\nb'|indent(2) }} {{ 'aba'|replace('a', 'c') }}", "  ab  a\n  b cbc"),
        ("{% macro f(n) %}{{ n }}{% if n %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", "3210"),
        ("{{ 1 in (1, 2) }} {{ {'a': [1, 'x' ~ 1]} }} {{ none }}", "True {'a': [1, 'x1']} None"),
    ],
)  # fmt: skip
def test_what_pages_do_is_drawn(text, expected):
    assert environment().from_string(text).render() == expected


def test_the_bound_is_that_of_a_page(monkeypatch):
    monkeypatch.setattr("katern.reading.sandbox._WORK", 2200)
    env = environment()
    template = env.from_string("{% for i in range(9) %}x{% endfor %}")
    assert template.render() == "x" * 9
    with pytest.raises(SecurityError):
        template.render()
