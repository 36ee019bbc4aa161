"""A server that behaves like the publisher's OData service, and misbehaves when told to; on loopback, stopped by who started it."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

LIMIT = 10_000
_RANGE = re.compile(r"ID ge (\d+) and ID lt (\d+)")


class Publisher:
    """One table of `rows` rows; `faults` are answers to give instead, in the order of the questions they meet."""

    def __init__(self, rows: int) -> None:
        self.rows = [
            {"ID": number, "WijkenEnBuurten": f"GM{number:04}".ljust(10), "Inwoners_1": number}
            for number in range(rows)
        ]
        self.modified = "2026-02-03T02:00:00"
        self.asked: Counter[str] = Counter()
        self.questions: list[str] = []
        self.agents: set[str] = set()
        self.faults: dict[str, list[str]] = {}
        owner = self

        class Handler(_Handler):
            publisher = owner

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def service(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/ODataApi/odata"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    publisher: Publisher
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        entity = unquote(parts.path).removeprefix("/ODataApi/odata/99999NED/")
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.publisher.asked[entity] += 1
        self.publisher.questions.append(query.get("$filter", entity))
        self.publisher.agents.add(self.headers["User-Agent"])
        faults = self.publisher.faults.get(entity, [])
        if faults and (fault := faults.pop(0)):
            self._fault(fault)
        elif "/" in entity.removesuffix("/$count"):
            self._answer(404, b"not found")
        elif "$skip" in query:
            self._answer(400, b"the query option $skip is not allowed")
        elif entity == "TableInfos":
            self._json([{"Title": "Proeftabel", "Modified": self.publisher.modified}])
        elif entity == "TypedDataSet/$count":
            self._answer(200, b"\xef\xbb\xbf" + str(len(self.publisher.rows)).encode())
        else:
            self._rows(query.get("$filter", ""))

    def _rows(self, asked: str) -> None:
        match = _RANGE.fullmatch(asked)
        first, last = (int(match[1]), int(match[2])) if match else (0, len(self.publisher.rows))
        rows = self.publisher.rows[first:last]
        if len(rows) > LIMIT:
            self._answer(500, b"query returns more than 10000 records")
        else:
            self._json(rows)

    def _fault(self, fault: str) -> None:
        if fault == "cut off":
            body = json.dumps({"value": self.publisher.rows[:10]}).encode()
            self._answer(200, body[: len(body) // 2], length=len(body))
            self.close_connection = True
        elif fault == "other rows":
            self._json([{"ID": 999_999}])
        elif fault == "fewer rows":
            self._json(self.publisher.rows[:10])
        elif fault == "no json":
            self._answer(200, b"<html>Onderhoud</html>")
        else:
            self._answer(int(fault), b"even geduld", {"Retry-After": "0"} if fault == "429" else {})

    def _json(self, value: list[object]) -> None:
        self._answer(200, json.dumps({"odata.metadata": "x", "value": value}).encode())

    def _answer(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, length: int | None = None
    ) -> None:
        self.send_response(status)
        for name, text in {**(headers or {}), "Content-Length": str(len(body) if length is None else length)}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)
