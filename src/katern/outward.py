"""Runs linkchecker so that it reaches the open web alone: `python -m katern.outward …`.

Each connection is looked at when it is made, by the number that it goes to. A redirect to a machine of this network, and a
name that leads there the second time it is asked for, are refused like an address that says so.
"""

from __future__ import annotations

import ipaddress
import os
import runpy
import socket
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

# stands in the reason for which a connection failed, of which linkchecker shows the beginning
REFUSED = "katern-private-address"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class PrivateAddress(EOFError):
    """A connection that leads into the network of this machine; of a kind that linkchecker tells, and no library wraps in more words."""


def is_open(host: str) -> bool:
    """Whether an IP address belongs to the open web, and not to this machine, its network or its cloud."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    inner: list[Any] = [address]
    if isinstance(address, ipaddress.IPv6Address):
        inner += [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        inner += [ipaddress.ip_address(int(address) & 0xFFFFFFFF)] if address in _NAT64 else []
    return all(one.is_global and not one.is_multicast for one in inner if one is not None)


def watch(event: str, values: tuple[Any, ...], proxies: frozenset[tuple[str, int]] = frozenset()) -> None:
    """Refuse a connection to anything else; proxies that the environment names are asked as they are."""
    if event not in ("socket.connect", "socket.sendto"):
        return
    address = values[1]
    if isinstance(address, tuple) and (address[:2] in proxies or is_open(str(address[0]))):
        return
    raise PrivateAddress(f"{REFUSED}: {address}")


def _proxies() -> Iterator[tuple[str, int]]:
    for url in urllib.request.getproxies().values():
        parts = urlsplit(url if "//" in url else f"//{url}")
        if parts.hostname:
            found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
            yield from ((str(where[0]), int(where[1])) for *_, where in found)


def main() -> None:
    """Run linkchecker with the arguments of this process."""
    proxies = frozenset(_proxies())
    sys.addaudithook(lambda event, values: watch(event, values, proxies))
    sys.path[:] = [path for path in sys.path if path not in ("", os.getcwd())]
    runpy.run_module("linkcheck", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
