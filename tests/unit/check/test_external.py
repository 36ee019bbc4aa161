from __future__ import annotations

from xml.etree import ElementTree

import pytest

from katern.check.external import read_reply
from katern.check.history import Answer


def reply(url, result, *redirects):
    warnings = "".join(f"<warning>Redirected to `{to}' status: {code} Moved.</warning>" for code, to in redirects)
    xml = f"<urldata><url>{url}</url><warnings>{warnings}</warnings><valid result='{result}'>1</valid></urldata>"
    return read_reply(ElementTree.fromstring(xml)).answer


A, B, C = "https://a.example/", "https://b.example/", "https://c.example/"


@pytest.mark.parametrize(
    ("url", "redirects", "moved"),
    [
        (A, [], ""),
        (A, [(301, B)], B),
        (A, [(308, B), (301, C)], C),
        (A, [(301, B), (302, C)], B),
        (A, [(302, B), (301, C)], ""),
        (B, [(301, B)], ""),
        (B, [(301, B), (301, C)], C),
        (B, [(301, B), (307, C)], ""),
    ],
)
def test_an_address_moved_where_its_own_permanent_redirects_lead(url, redirects, moved):
    assert reply(url, "200 OK", *redirects) == Answer("ok", "", moved)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        ("200 OK", "ok"),
        ("204 No Content", "ok"),
        ("404 Not Found", "broken"),
        ("410 Gone", "broken"),
        ("400 Bad Request", "broken"),
        ("401 Unauthorized", "blocked"),
        ("403 Forbidden", "blocked"),
        ("429 Too Many Requests", "blocked"),
        ("999 ", "blocked"),
        ("500 Internal Server Error", "unknown"),
        ("ReadTimeout: Read timed out.", "unknown"),
        ("ConnectionError: Failed to resolve", "broken"),
        ("SSLError: certificate", "unknown"),
        ("Iets wat nog nooit is gezien", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_result_is_a_state(result, state):
    assert reply(A, result).state == state
