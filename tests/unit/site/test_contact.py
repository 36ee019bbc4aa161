"""Addresses by which readers write, with the page filled in."""

from __future__ import annotations

import pytest

from katern.site.contact import Way, is_contact, way

SAID = {"page": "Pagina", "version": "Versie"}


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("redactie@proef.example", True),
        ("https://proef.example/vraag", True),
        ("https://proef.example/vraag?over={page}&v={version}&kop={section}", True),
        ("https://proef.example/vraag?naam={name}", False),
        ("http://", False),
        ("javascript:alert(1)", False),
        ("redactie@proef", False),
        ("redactie@proef.example?bcc=x@y.example", False),
        ("redactie", False),
        ("https://proef.example/een vraag", False),
        ("https://[", False),
    ],
)
def test_readers_write_to_a_mail_address_or_a_form(address: str, fits: bool) -> None:
    assert is_contact(address) is fits


def test_a_mail_names_the_page_and_the_version() -> None:
    made = way("redactie@proef.example", "Vraag & meer", SAID, "https://proef.example/a/", "2026.1")
    assert made == Way(
        "mailto:redactie@proef.example?subject=Vraag%20%26%20meer"
        "&body=%0D%0A%0D%0APagina%3A%20https%3A//proef.example/a/%0D%0AVersie%3A%202026.1"
    )


def test_a_form_gets_what_it_asks_for() -> None:
    form = "https://proef.example/v?p={page}&v={version}&k={section}"
    made = way(form, "Vraag", SAID, "een/twee/", "")
    assert made.url == "https://proef.example/v?p=een%2Ftwee%2F&v=&k="
    # the browser knows the section
    assert made.form == "https://proef.example/v?p=een%2Ftwee%2F&v=&k={section}"
    assert way("https://proef.example/v", "Vraag", SAID, "a/", "") == Way("https://proef.example/v")
