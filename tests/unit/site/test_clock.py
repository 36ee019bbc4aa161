"""The moment of a build is a date and time like any other, but for what it notes."""

from __future__ import annotations

import datetime

import pytest
from jinja2 import Environment

from katern.looked import looking
from katern.site.clock import CLOCK, Moment

WHEN = datetime.datetime(2026, 3, 4, 5, 6, 7, tzinfo=datetime.UTC)
TEMPLATES = [
    "{{ now }}",
    "{{ now.year }}",
    "{{ now.strftime('%Y') }}",
    "{{ '%s' | format(now) }}",
    "{{ '{:%Y}'.format(now) }}",
    "{{ now > before }}",
    "{{ now == before }}",
    "{{ {now: 1}[before] }}",
    "{{ (now - before).days }}",
    "{{ now.isoformat() }}",
    "{{ now.date() }}",
    "{{ [now] }}",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_that_shows_the_time_is_noted(template: str) -> None:
    drawn = Environment().from_string(template)
    with looking() as looked:
        shown = drawn.render(now=Moment.of(WHEN), before=WHEN)
    assert looked == {CLOCK}
    assert shown == drawn.render(now=WHEN, before=WHEN).replace(
        "datetime.datetime(", "Moment(" if "[" in template[:4] else "datetime.datetime("
    )


def test_a_template_that_does_not_is_not() -> None:
    with looking() as looked:
        Environment().from_string("{{ other }}").render(now=Moment.of(WHEN), other=1)
    assert looked == set()
