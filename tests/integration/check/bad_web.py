"""A small web that answers in every way a link checker must bear: on loopback, bounded, and stopped by who started it."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = b"<!doctype html><title>Pagina</title><p>Tekst"
# a mebibyte at a time, for as long as somebody reads, and never more than this
_ENDLESS_CHUNKS = 64


class BadWeb:
    """The server and what was asked of it; `url("/ok")` is an address on it."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.stopping = threading.Event()
        web = self

        class Handler(_Handler):
            owner = web

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that hang up are what this server is for."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._scheme = "http"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}{path}"

    def stop(self) -> None:
        """Let go of who hangs, and end."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    owner: BadWeb

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        web, path = self.owner, self.path
        web.asked[path] += 1
        web.agents.add(self.headers.get("User-Agent", ""))
        if path == "/robots.txt":
            self._answer(200, b"User-agent: *\nDisallow: /prive\n", {"Content-Type": "text/plain"})
        elif path == "/301":
            self._answer(301, b"", {"Location": "/ok"})
        elif path in ("/307", "/307b"):
            self._answer(307, b"", {"Location": "/307b" if path == "/307" else "/ok"})
        elif path == "/kring":
            self._answer(302, b"", {"Location": "/kring"})
        elif path == "/301-404":
            self._answer(301, b"", {"Location": "/404"})
        elif path == "/429" and web.asked[path] == 1:
            self._answer(429, b"", {"Retry-After": "1"})
        elif path == "/429-altijd":
            self._answer(429, b"", {"Retry-After": "3600"})
        elif path == "/500" and web.asked[path] == 1:
            self._answer(500, b"", {})
        elif path == "/hangt":
            web.stopping.wait(20)
        elif path == "/reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif path == "/eindeloos":
            self._endless()
        elif path == "/kop":
            self._answer(200, PAGE, {"X-Groot": "x" * 200_000})
        elif path.strip("/").isdigit() and path not in ("/429", "/500"):
            self._answer(int(path.strip("/")), b"", {})
        else:
            self._answer(200, PAGE, {})

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        # linkchecker asks at full speed where a server says that it expects it
        for name, value in {"Content-Type": "text/html; charset=utf-8", "LinkChecker": "yes", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(_ENDLESS_CHUNKS):
            if self.owner.stopping.is_set():
                return
            self.wfile.write(b"x" * 1_048_576)
            time.sleep(0.01)
