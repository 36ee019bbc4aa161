"""A text as mail: styles at each element, addresses whole, nothing that runs; and the same text without HTML."""

from __future__ import annotations

import pytest

from katern.site import mail
from katern.site.mail import STYLES

PAGE = "https://voorbeeld.example/brief/"


def mail_of(body, base):
    return mail.mail_of(body, base, "Zie de site")


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


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Een<br>twee</p>", "Een\ntwee"),
        ("<ol><li>eerst<ul><li>sub</li></ul></li><li>dan</li></ol>", "1. eerst\n\n- sub\n\n2. dan"),
        ('<ol start="3"><li>derde</li></ol>', "3. derde"),
        ("<p>Zo:</p><pre><code>als ja:\n    stop</code></pre>", "Zo:\n\nals ja:\n    stop"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "a | b\n\nc | d"),
        ("<details><summary>Meer</summary>binnen</details>", "Meer\n\nbinnen"),
        ('<figure><img src="x.png" alt="Foto"><figcaption>Wie</figcaption></figure>', "Foto\n\nWie"),
        ("<h5>Klein</h5>na<hr>weer", "Klein\n\nna\n\nweer"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n\nb"),
        ("<p>1990 was een jaar.</p>", "1990 was een jaar."),
    ],
)
def test_plain_text_says_what_the_page_says(body, text):
    assert mail_of(body, PAGE)[1] == text + "\n"


@pytest.mark.parametrize(
    "gone", ['<video src="a.mp4"></video>', "<svg><text>5</text></svg>", '<iframe src="https://a.example/"></iframe>']
)
def test_what_no_mail_can_show_is_said_where_it_stood(gone):
    body, text = mail_of(f"<p>Kijk:</p>{gone}<p>En verder.</p>", PAGE)
    assert f'<a href="{PAGE}" style="{STYLES["a"]}">Zie de site</a>' in body
    assert text == f"Kijk:\n\nZie de site <{PAGE}>\n\nEn verder.\n"
    assert mail_of(f"<p>Kijk:</p>{gone}", "")[1] == "Kijk:\n\nZie de site\n"


def test_a_drawing_that_says_nothing_is_left_out_in_silence():
    assert mail_of('<p><svg aria-hidden="true"></svg>Bel.</p>', PAGE)[1] == "Bel.\n"
