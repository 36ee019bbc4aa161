"""A preview answers to names that lead to this machine and to nobody else's, at an address that is free."""

from __future__ import annotations

import socket

import pytest

from katern.preview.hosts import Address, listening

ADDRESSES = {
    "localhost:8000": Address("localhost", 8000),
    "127.0.0.1:0": Address("127.0.0.1", 0),
    "[::1]:8000": Address("::1", 8000),
    "0.0.0.0:80": Address("0.0.0.0", 80),
    "8000": None,
    "localhost": None,
    "localhost:": None,
    ":8000": None,
    "localhost:acht": None,
    "localhost:99999": None,
    "localhost:8000/map": None,
    "http://localhost:8000": None,
    "wie@localhost:8000": None,
    "": None,
}
# hosts that a server at localhost answers to, and not
HOSTS = {
    "localhost:8000": True,
    "localhost": True,
    "LOCALHOST:9000": True,
    "kis.localhost:8000": True,
    "127.0.0.1:8000": True,
    "[::1]:8000": True,
    "192.168.1.7:8000": True,
    "example.org": False,
    "example.org:8000": False,
    "localhost.example.org:8000": False,
    "127.0.0.1.example.org": False,
    "": False,
    "[": False,
}


@pytest.mark.parametrize("written", ADDRESSES)
def test_an_address_is_a_name_and_a_port(written):
    assert Address.read(written) == ADDRESSES[written]


@pytest.mark.parametrize("host", HOSTS)
def test_it_answers_to_numbers_and_to_names_of_this_machine(host):
    assert Address("localhost", 8000).answers_to(host) is HOSTS[host]


def test_it_answers_to_the_name_that_was_asked_for():
    assert Address("werkplek.example.org", 8000).answers_to("Werkplek.example.org:8000")
    assert Address("0.0.0.0", 8000).answers_to(socket.gethostname())


def test_an_address_is_shown_as_a_browser_takes_it():
    shown = [Address(host, 8000).shown for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::")]
    assert shown == ["localhost:8000", "127.0.0.1:8000", "[::1]:8000", "localhost:8000", "localhost:8000"]


def test_a_port_is_given_to_one():
    with listening(Address("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            listening(Address("127.0.0.1", port))
    with listening(Address("127.0.0.1", port)):
        pass
