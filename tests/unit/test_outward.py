from __future__ import annotations

import pytest

from katern.outward import REFUSED, PrivateAddress, is_open, watch

OPEN = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"]
CLOSED = [
    "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "ff02::1", "localhost", "", "192.0.2.1",
]  # fmt: skip


@pytest.mark.parametrize("host", OPEN)
def test_the_open_web_may_be_asked(host):
    assert is_open(host)
    watch("socket.connect", (None, (host, 443)))


@pytest.mark.parametrize("host", CLOSED)
def test_this_machine_and_its_network_may_not(host):
    assert not is_open(host)
    with pytest.raises(PrivateAddress, match=REFUSED):
        watch("socket.connect", (None, (host, 80)))


def test_a_proxy_of_the_network_may_be_asked_and_no_other_door_of_it():
    proxies = frozenset({("10.0.0.1", 3128)})
    watch("socket.connect", (None, ("10.0.0.1", 3128)), proxies)
    with pytest.raises(PrivateAddress, match=REFUSED):
        watch("socket.connect", (None, ("10.0.0.1", 22)), proxies)


def test_a_file_that_is_a_socket_may_not_and_what_is_no_connection_is_none_of_it():
    with pytest.raises(PrivateAddress, match=REFUSED):
        watch("socket.connect", (None, "/run/docker.sock"))
    watch("socket.getaddrinfo", ("localhost", 80))
