"""What a page lets run: what its frame brings, and not what its author wrote."""

from __future__ import annotations

import pytest

from katern.site.csp import with_policy

FRAME = '<html><head><meta charset="utf-8"><script>thema()</script>{head}</head><body>{body}<script src="a.js"></script></body></html>'
EVIL = "<script>kwaad()</script>"


def policy(body="", head="", **more):
    html = with_policy(FRAME.format(head=head, body=body), body, **more)
    return html.partition('Policy" content="')[2].partition('"')[0]


def test_a_script_of_the_theme_runs_and_one_of_a_text_does_not():
    assert policy().count("'sha256-") == policy(EVIL).count("'sha256-") == 1
    assert policy(EVIL, trusted=True).count("'sha256-") == 2


@pytest.mark.parametrize(
    "tag", ['<script src="https://x.example/a.js?b#c"></script>', '<script src="//x.example/a.js"></script>']
)
def test_a_script_from_elsewhere_that_the_theme_names_may_be_fetched_and_another_s_not(tag):
    assert "script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy(head=tag)
    assert " https://x.example/a.js;" in policy(head=tag)
    assert "x.example" not in policy(tag)


def test_typefaces_and_styles_of_the_theme_are_fetched():
    found = policy(head='<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=X">')
    assert "style-src 'self' 'unsafe-inline' https://fonts.googleapis.com/css;" in found
    assert "font-src 'self' data: https://fonts.gstatic.com;" in found


def test_a_frame_is_shown_where_settings_let_it():
    frame = '<iframe src="https://film.example/1?a=b"></iframe>'
    assert "frame-src" not in policy(frame)
    assert "frame-src 'self' https://film.example; " in policy(frame, trusted=True)


def test_no_address_reaches_into_the_policy():
    assert "script-src *" not in policy(head='<script src="https://x.example/a; script-src *"></script>')


def test_a_page_with_a_policy_of_its_own_keeps_it():
    html = FRAME.format(head="", body="")
    assert with_policy(with_policy(html)) == with_policy(html)
    assert with_policy("<p>geen pagina</p>") == "<p>geen pagina</p>"
