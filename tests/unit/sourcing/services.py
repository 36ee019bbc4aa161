"""Servers that behave like the services that sources are asked of: Zotero, Crossref, Unpaywall."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class Service:
    """A server on this machine; `faults` are statuses that it gives first, each with its headers, `asked` what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.faults: list[tuple[int, dict[str, str]]] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append(self.path)
                service.headers.append(dict(self.headers))
                if service.faults:
                    status, headers = service.faults.pop(0)
                    self._send(status, headers, b"")
                    return
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                status, headers, content = service.answer(parts.path, query, dict(self.headers))
                self._send(status, headers, content)

            def _send(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(content))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        raise NotImplementedError

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Zotero(Service):
    """A library with one collection; who changes `items` raises `version`."""

    PLACE = "groups/12/collections/ABCD2345"

    def __init__(self) -> None:
        super().__init__()
        self.items: list[dict[str, Any]] = []
        self.version = 1
        self.key = ""
        self.backoff = ""
        # called after each page
        self.between = lambda: None

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        if self.key and headers.get("Zotero-API-Key") != self.key:
            return 403, {}, b"Forbidden"
        if path != f"/{self.PLACE}/items/top":
            return 404, {}, b"Collection not found"
        known = headers.get("If-Modified-Since-Version")
        told = {"Last-Modified-Version": str(self.version), "Total-Results": str(len(self.items))}
        if self.backoff:
            told["Backoff"] = self.backoff
        if known and int(known) >= self.version:
            return 304, told, b""
        start = int(query["start"])
        page = self.items[start : start + min(int(query["limit"]), 100)]
        content = json.dumps(page).encode()
        self.between()
        return 200, told, content


def item(key: str, title: str, **data: Any) -> dict[str, Any]:
    """An item as Zotero gives it: as it keeps it, and as CSL-JSON."""
    csl = {
        "id": f"12/{key}",
        "type": "report",
        "title": title,
        "publisher": "Instituut",
        "author": [{"family": "Vries", "given": "Anna"}],
        "issued": {"date-parts": [[data.pop("year", 2020)]]},
        **data.pop("csl", {}),
    }
    return {
        "key": key,
        "version": 1,
        "data": {"key": key, "itemType": "report", "title": title, **data},
        "csljson": csl,
    }


class Register(Service):
    """Crossref and Unpaywall in one: works by DOI in small letters, below `/works/` and at the root."""

    def __init__(self) -> None:
        super().__init__()
        self.works: dict[str, dict[str, Any]] = {}
        self.free: dict[str, dict[str, Any]] = {}
        self.counted: Counter[str] = Counter()

    def answer(self, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
        where, _, doi = path.rpartition("/")
        doi = unquote(doi)
        self.counted[doi] += 1
        found = (
            {"status": "ok", "message-type": "work", "message": self.works[doi]}
            if where == "/works" and doi in self.works
            else self.free.get(doi)
            if where != "/works" and query.get("email")
            else None
        )
        return (200, {}, json.dumps(found).encode()) if found else (404, {}, b"Resource not found.")
