from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml
from jinja2 import UndefinedError

import katern.locale
from katern.drawing.templates import compiled_templates, environment
from katern.locale import words


@pytest.fixture
def draw(tmp_path):
    def draw(text, own=None, **values):
        engine, site = tmp_path / "engine", tmp_path / "site"
        for folder, content in ((engine, text), (site, own)):
            (folder / "katern").mkdir(parents=True, exist_ok=True)
            if content is not None:
                (folder / "katern/x.html").write_text(content, encoding="utf-8")
        env = environment([str(site), str(engine)], words("nl"), lambda group, id: f"{group}:{id}", compiled_templates(tmp_path / "cache"))
        return env.get_template("katern/x.html").render(values)

    return draw


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("{{ x }}", "&lt;b&gt; &amp; &#34;c&#34;"),
        ("{{ x | html }}", '<b> & "c"'),
        ("{{ day | day }}", "3 maart 2026"),
        ("{{ words.lists.sources.title }}", "Bronnen"),
        ("{{ label('settings', 'buurt') }}", "settings:buurt"),
    ],
)
def test_everything_is_escaped_unless_it_is_html(text, drawn, draw):
    assert draw(text, x='<b> & "c"', day=datetime.date(2026, 3, 3)) == drawn


def test_a_site_may_replace_a_template(draw):
    assert draw("van de motor", own="van de site") == "van de site"


def test_a_word_that_does_not_exist_is_an_error(draw):
    with pytest.raises(UndefinedError):
        draw("{{ words.lists.nergens }}")


def test_templates_are_compiled_once(draw, tmp_path):
    draw("x")
    assert list((tmp_path / "cache").iterdir())


def names(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from names(inner)


@pytest.mark.parametrize("file", sorted(Path(katern.locale.__file__).parent.glob("*.yml")), ids=lambda path: path.name)
def test_no_word_is_called_as_a_method_of_a_dict(file):
    """`words.exit.keys` is Python's method, not the word."""
    assert not set(names(yaml.safe_load(file.read_text(encoding="utf-8")))) & set(dir(dict))
