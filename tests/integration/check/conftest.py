from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bad_web import BadWeb


@pytest.fixture(scope="module")
def web() -> Iterator[BadWeb]:
    """A web on loopback that answers in every way."""
    server = BadWeb()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory) -> Iterator[BadWeb]:
    """The same over TLS, with a certificate that nobody trusts."""
    folder = tmp_path_factory.mktemp("tls")
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "crt.pem")]
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*request, *files], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "crt.pem").read_text())
    server = BadWeb(both)
    yield server
    server.stop()


@pytest.fixture
def today() -> datetime.date:
    return datetime.date(2026, 11, 24)
