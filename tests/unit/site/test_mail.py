"""A text as mail: styles at each element, addresses whole, nothing that runs; and the same text without HTML."""

from __future__ import annotations

from katern.site.mail import STYLES, mail_of

PAGE = "https://voorbeeld.example/brief/"


def test_styles_stand_at_the_elements_and_addresses_are_whole():
    body, text = mail_of('<h2 id="a" class="b">Kop</h2><p>Zie <a href="../x/">dit</a>.</p>', PAGE)
    assert body == (
        f'<h2 style="{STYLES["h2"]}">Kop</h2>'
        f'<p style="{STYLES["p"]}">Zie <a href="https://voorbeeld.example/x/" style="{STYLES["a"]}">dit</a>.</p>'
    )
    assert text == "Kop\n\nZie dit <https://voorbeeld.example/x/>.\n"


def test_without_an_address_of_the_site_links_to_it_are_words():
    body, text = mail_of('<p><a href="../x/">dit</a> en <a href="https://a.example/">dat</a></p>', "")
    assert 'href="../x/"' not in body
    assert 'href="https://a.example/"' in body
    assert text == "dit en dat <https://a.example/>\n"


def test_nothing_runs_in_a_mail():
    body, text = mail_of('<p onclick="x()">Een</p><script>x()</script><button>Druk</button>', PAGE)
    assert "onclick" not in body
    assert "script" not in body
    assert "button" not in body
    assert text == "Een\n"


def test_a_list_has_a_mark_for_each_and_lines_are_short():
    _, text = mail_of(f"<ul><li>een</li><li>{'woord ' * 30}</li></ul>", PAGE)
    assert text.startswith("- een\n\n- woord")
    assert max(map(len, text.splitlines())) <= 72
    assert "\n  woord" in text
