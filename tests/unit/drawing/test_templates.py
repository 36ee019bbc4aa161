from __future__ import annotations

import datetime

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError

from katern.drawing.templates import CompiledTemplates, environment, in_sentence
from katern.store import Store
from katern.words import words_of


@pytest.fixture
def draw(tmp_path):
    def draw(text, own=None, **values):
        engine, site = tmp_path / "engine", tmp_path / "site"
        for folder, content in ((engine, text), (site, own)):
            (folder / "katern").mkdir(parents=True, exist_ok=True)
            if content is not None:
                (folder / "katern/x.html").write_text(content, encoding="utf-8")
        env = environment(
            [str(site), str(engine)],
            words_of("nl"),
            lambda group, id: f"{group}:{id}",
            CompiledTemplates(Store(None, local=tmp_path / "cache")),
        )
        return env.get_template("katern/x.html").render(values)

    return draw


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("{{ x }}", "&lt;b&gt; &amp; &#34;c&#34;"),
        ("{{ x | html }}", '<b> & "c"'),
        ("{{ day | day }}", "3 maart 2026"),
        ("{{ words.sources.title }}", "Bronnen"),
        ("{{ label('settings', 'buurt') }}", "settings:buurt"),
    ],
)
def test_everything_is_escaped_unless_it_is_html(text, drawn, draw):
    assert draw(text, x='<b> & "c"', day=datetime.date(2026, 3, 3)) == drawn


def test_a_site_may_replace_a_template(draw):
    assert draw("van de motor", own="van de site") == "van de site"


def test_a_word_that_does_not_exist_is_an_error(draw):
    with pytest.raises(UndefinedError):
        draw("{{ words.sources.nergens }}")


@pytest.fixture
def compiled(tmp_path, monkeypatch):
    """Draws one template in an environment that shares its store with all others; tells how often it was compiled."""
    (tmp_path / "deel.html").write_text("{{ x }}{{ '<' ~ 'b>' }}", encoding="utf-8")
    count = []

    def draw(change=lambda env: None, **options):
        env = Environment(
            loader=FileSystemLoader(tmp_path),
            bytecode_cache=CompiledTemplates(Store(None, local=tmp_path / "store")),
            **options,
        )
        change(env)
        whole = env.compile
        monkeypatch.setattr(env, "compile", lambda *given: count.append(1) or whole(*given))
        return env.get_template("deel.html").render(x="<i>"), len(count)

    return draw


def test_a_template_is_compiled_once(compiled):
    assert compiled(autoescape=True) == ("&lt;i&gt;&lt;b&gt;", 1)
    assert compiled(autoescape=True) == ("&lt;i&gt;&lt;b&gt;", 1)


def test_what_one_environment_compiled_is_not_given_to_one_that_escapes(compiled):
    assert compiled(autoescape=False) == ("<i><b>", 1)
    assert compiled(autoescape=True) == ("&lt;i&gt;&lt;b&gt;", 2)


OTHER_RULES = [
    {"trim_blocks": True}, {"lstrip_blocks": True}, {"keep_trailing_newline": True}, {"newline_sequence": "\r\n"}, {"line_statement_prefix": "%"},
    {"line_comment_prefix": "##"}, {"comment_start_string": "{*"}, {"optimized": False}, {"extensions": ["jinja2.ext.do"]}, {"block_start_string": "{!"},
]  # fmt: skip


@pytest.mark.parametrize("rule", OTHER_RULES, ids=lambda rule: next(iter(rule)))
def test_other_rules_are_another_template(compiled, rule):
    assert compiled()[1] == 1
    assert compiled(**rule)[1] == 2


def test_another_setting_of_a_filter_is_another_template(compiled):
    assert compiled()[1] == 1
    assert compiled(lambda env: env.policies.update({"truncate.leeway": 9}))[1] == 2


@pytest.mark.parametrize("place", ["filters", "tests"])
def test_a_template_that_may_call_what_a_site_wrote_is_compiled_each_time(compiled, place):
    """Jinja computes a filter of a constant while it compiles, and nobody knows when a site's filter changed."""
    for count in (1, 2):
        assert compiled(lambda env: getattr(env, place).update(eigen=lambda text: text))[1] == count


def test_an_environment_that_changed_since_its_last_template_has_other_rules(compiled):
    env = []
    assert compiled(env.append, autoescape=False) == ("<i><b>", 1)
    env[0].autoescape = True
    env[0].cache.clear()
    assert env[0].get_template("deel.html").render(x="<i>") == "&lt;i&gt;&lt;b&gt;"
    assert compiled(autoescape=True) == ("&lt;i&gt;&lt;b&gt;", 2)


def test_a_template_is_compiled_anew_when_its_text_changed(compiled, tmp_path):
    compiled()
    (tmp_path / "deel.html").write_text("anders", encoding="utf-8")
    assert compiled() == ("anders", 2)


def test_code_is_kept_on_a_trusted_folder_alone(tmp_path):
    (tmp_path / "deel.html").write_text("x", encoding="utf-8")
    shared = CompiledTemplates(Store(tmp_path / "shared"))
    Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=shared).get_template("deel.html")
    assert not (tmp_path / "shared").exists()


@pytest.mark.parametrize(
    ("label", "said"),
    [("Leerkracht", "leerkracht"), ("HR-professional", "HR-professional"), ("B", "b"), ("EN", "EN"), ("", "")],
)
def test_a_label_begins_small_in_a_sentence_unless_it_is_an_abbreviation(label, said):
    assert in_sentence(label) == said
