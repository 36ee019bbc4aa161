"""Which names a preview answers to: a page elsewhere can lead its own name to this machine, and would read what is shown here."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from katern.errors import KaternError

_LOCAL = "localhost"


class BadAddress(KaternError):
    """An address to serve at that is no name and port, or that cannot be used."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a preview is served: a name or number, and a port; 0 is any port that is free."""

    host: str
    port: int

    @classmethod
    def read(cls, written: str) -> Address | None:
        """An address as `localhost:8000`, `0.0.0.0:8000` or `[::1]:8000`; None where it is none."""
        try:
            parts = urlsplit(f"//{written}")
            host, port = parts.hostname, parts.port
        except ValueError:
            return None
        if not host or port is None or parts.path or parts.query or parts.username:
            return None
        return cls(host, port)

    @property
    def shown(self) -> str:
        """As people write it in a browser; a server on every address of the machine is reached by its local name."""
        if self.host in ("0.0.0.0", "::"):
            return f"{_LOCAL}:{self.port}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def answers_to(self, host: str) -> bool:
        """Whether a request for this host (its header, with or without a port) is meant for us.

        A number cannot be led elsewhere; a name can, so only those of this machine, and the one that was asked for.
        """
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return _is_number(name) or name == _LOCAL or name.endswith(f".{_LOCAL}") or name in self._own

    @property
    def _own(self) -> frozenset[str]:
        machine = socket.gethostname().lower()
        return frozenset((self.host.lower(), machine, f"{machine.split('.')[0]}.local"))


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def listening(address: Address) -> socket.socket:
    """A socket that listens at an address; OSError where it cannot."""
    family, kind, protocol, _, place = socket.getaddrinfo(
        address.host, address.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    made = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # elsewhere, the same option lets two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(128)
    except OSError:
        made.close()
        raise
    return made
