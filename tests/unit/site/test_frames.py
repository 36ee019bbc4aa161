from __future__ import annotations

import itertools
from types import MappingProxyType, SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from katern.site.frames import Frames

CHAPTERS = [
    [],
    [SimpleNamespace(title="1", url="#1")],
    [SimpleNamespace(title="1", url="#1"), SimpleNamespace(title="Twee & meer", url="#2")],
]
METAS = [{}, {"description": "x & y"}, {"description": "é \" '"}, {"hide": ["nav"], "order": 3}]
PAGES = [
    SimpleNamespace(
        title=title, home=home, meta=meta, toc=toc, content=f"<p>{title}</p>", url=f"{title}/", level=len(title)
    )
    for title, home, meta, toc in itertools.product(["A", "<b>B</b> x", "", "D"], [True, False], METAS, CHAPTERS)
]
NAMES = {"A": "Aap", "D": "<Duif>"}
# each asks a page something in its own way
TEMPLATES = {
    "words": "<h1>{{ page.title }}</h1>{{ page.content }}",
    "absent": "{{ page.nooit }}{{ page.meta.nooit }}{% if page.nooit is defined %}x{% endif %}",
    "yes or no": "{% if page.title and not page.home %}<title>{{ page.title | striptags | e }}</title>{% endif %}",
    "filters": "{{ page.title | upper }} {{ page.title | length }} {{ page.title | replace('B', 'C') | trim }} {{ page.title | default('x', true) }}",
    "methods": "{{ page.title.upper() }} {{ page.title.split(' ') | first }} {{ page.meta.get('description', 'geen') }}",
    "comparing": "{{ page.title == 'A' }} {{ page.title != 'A' }} {{ 'b' in page.title }} {{ page.title in ['A', 'D'] }} {{ page.title ~ '!' }}",
    "numbers": "{{ page.level + 1 }} {{ page.level > 2 }}",
    "lists": "{% for part in page.toc %}[{{ loop.index }} {{ part.title }} {{ part.url }}{% if loop.last %} einde{% endif %}]{% else %}leeg{% endfor %}",
    "first of a list": "{% set one = page.toc | first %}{% if one is defined %}{{ one.title }}{% endif %} {{ page.toc | length }}",
    "mapping": "{% for name, value in page.meta.items() %}{{ name }}={{ value }};{% endfor %}{{ 'hide' in page.meta }}{{ page.meta['order'] }}",
    "in JSON": "{{ {'title': page.title, 'all': [page.content, 3], 'deep': {'d': page.meta.description | default('')}} | tojson }}{{ page.title | tojson }}",
    "an object in JSON": "{{ page.meta | tojson }}{{ {'deep': page.meta} | tojson }}",
    "changed signs": "{% for sign in page.title %}{{ sign }}.{% endfor %}{{ page.title | reverse }}{{ page.title[1:] }}",
    "hidden in code": "{{ page.title | urlencode }}{{ page.title | wordcount }}{{ '%s' | format(page.title) }}",
    "with a macro": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{{ twice(page.title) }}",
    "sorted": "{{ [page.title, 'C', page.url] | sort | join(',') }}{{ page.meta | dictsort | length }}{{ page.title < 'C' }}",
    "formatted": "{{ '%5s' % page.title }}{{ '{:>4}'.format(page.title) }}{{ 'abcB'.replace(page.title, '-') }}{{ 'ab' | replace(page.title, '-') }}",
    "tests": "{{ page.meta.description is defined }}{{ page.meta.order is number }}{{ page.title is string }}{{ page.toc is iterable }}{{ page.meta.hide is none }}",
    "chosen": "{{ page.toc | map(attribute='title') | join(';') }}{{ page.toc | selectattr('url', 'equalto', '#2') | list | length }}{{ [page.toc, page.meta] | length }}",
    "a list that is filled": "{% set all = [] %}{% for part in page.toc %}{% set _ = all.append(part) %}{% endfor %}{{ all | length }}{% for one in all %}{{ one.title }}{% endfor %}",
    "a namespace": "{% set found = namespace(title='') %}{% for part in page.toc %}{% set found.title = part.title %}{% endfor %}{{ found.title }}",
    "as a key": "{{ {'A': 'een', 'D': 'vier'}[page.title] }}{{ {'A': 1}.get(page.title, 'geen') }}{{ names[page.title] }}",
    "kept in a variable": "{% set t = page.title %}{% set all = [t, t] %}{{ all | join(', ') }}",
}


@pytest.mark.parametrize("escapes", [False, True])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_page_in_its_frame_is_what_the_template_draws_of_it(name, escapes):
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=escapes)
    plain = Environment(loader=DictLoader(TEMPLATES), autoescape=escapes)
    frames = Frames(env)
    for page in [*PAGES, *reversed(PAGES)]:
        assert frames.page(name, {"page": page}, {"names": NAMES}) == plain.get_template(name).render(
            page=page, names=NAMES
        )


def test_pages_that_are_drawn_alike_share_a_frame():
    env = Environment(loader=DictLoader({"t": "{% if page.home %}welkom {% endif %}{{ page.title }}"}))
    frames = Frames(env)
    for number in range(50):
        page = SimpleNamespace(title=f"T{number}", home=number == 0)
        assert frames.page("t", {"page": page}, {}) == ("welkom " if number == 0 else "") + f"T{number}"
    assert frames.drawn == 2


def test_a_filter_that_breaks_words_up_gets_each_page_by_itself():
    env = Environment(loader=DictLoader({"t": "{{ {'a': [page.title]} | damaged }}"}))
    env.filters["damaged"] = lambda value: repr(value).replace("2", "II")
    frames = Frames(env)
    assert [frames.page("t", {"page": SimpleNamespace(title=title)}, {}) for title in ("a2", "b3")] == [
        "{'a': ['aII']}",
        "{'a': ['b3']}",
    ]


def test_words_that_look_like_a_mark_are_words():
    env = Environment(loader=DictLoader({"t": "{{ page.title }}{{ page.content }}"}))
    page = SimpleNamespace(title="\u2402abc:0\u2403", content="\u2402:1\u2403 {{ page.title }}")
    assert Frames(env).page("t", {"page": page}, {}) == page.title + page.content


def test_what_is_the_same_on_every_page_is_no_question():
    class View:
        SHARED = frozenset(("words",))
        words = MappingProxyType({"a": "A"})

        def __init__(self, title):
            self.title = title

    env = Environment(
        loader=DictLoader(
            {"t": "{% for key, word in katern.words.items() %}{{ key }}{{ word }}{% endfor %}{{ katern.title }}"}
        )
    )
    frames = Frames(env)
    assert [frames.page("t", {"katern": View(title)}, {}) for title in ("x", "y")] == ["aAx", "aAy"]
    assert frames.drawn == 1
