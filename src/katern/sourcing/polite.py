"""Asking a service on the web: who asks says so, waits as long as the service wants, and gives up with a sentence."""

from __future__ import annotations

import time
from collections.abc import Mapping

import requests

from katern.errors import KaternError
from katern.saying import said
from katern.webservice import Manners, session_of

_BUSY = (429, 500, 502, 503, 504)


class NoAnswer(KaternError):
    """A service gave no answer that can be used; the text says why and what to do."""


class Polite:
    """A service: questions one after the other, with what it asks of who asks."""

    def __init__(self, service: str, manners: Manners, headers: Mapping[str, str] | None = None) -> None:
        self.service = service.rstrip("/")
        self._manners = manners
        self._wait = 0.0
        self._session = session_of(manners, _BUSY)
        self._session.headers.update(headers or {})

    def ask(self, path: str, query: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> requests.Response:  # fmt: skip
        """The answer to a question, whatever its status; NoAnswer where there is none, or none but 'later'."""
        time.sleep(self._wait)
        try:
            answer = self._session.get(
                f"{self.service}/{path}", params=query, headers=headers, timeout=self._manners.timeout
            )
        except requests.exceptions.RequestException as problem:
            raise NoAnswer(said("service", "no-answer", service=self.service)) from problem
        if answer.status_code in _BUSY:
            raise NoAnswer(said("service", "busy", service=self.service, status=answer.status_code))
        # Zotero asks for a pause with answers that are fine
        asked = answer.headers.get("Backoff", "")
        self._wait = max(self._manners.pause, min(float(asked), self._manners.patience) if asked.isdecimal() else 0.0)
        return answer
